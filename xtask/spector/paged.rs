//! What answers of generated servers lead to: routes that are in no description, as users add them.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde_json::Value;
use specwright_runtime as rt;
use specwright_runtime::server::{Rejection, caller, respond};

use crate::attended::current;
use crate::served::Served;
use crate::typed::outcome;

impl Served {
    /// Adds routes for the pages of an operation that the suite has behind the first.
    pub fn with_pages<S, E>(
        &self,
        router: axum::Router,
        operation: &'static rt::Operation,
    ) -> axum::Router
    where
        S: rt::Outcome + Send + 'static,
        E: rt::Outcome + Send + 'static,
    {
        self.pages(operation).fold(router, |router, case| {
            let (served, case) = (self.clone(), case.clone());
            let path = case["page"].as_str().unwrap_or_default().to_owned();
            let page = move |request: Request| async move {
                match served.page::<S, E>(operation, &case, request).await {
                    Ok(response) => response,
                    Err(rejection) => rejection.into_response(),
                }
            };
            router.route(&path, get(page))
        })
    }

    async fn page<S: rt::Outcome, E: rt::Outcome>(
        &self,
        operation: &'static rt::Operation,
        case: &Value,
        request: Request,
    ) -> Result<Response, Rejection> {
        let (parts, _) = request.into_parts();
        if !operation.security.is_empty() {
            caller(operation, self, &parts).await?;
        }
        match outcome::<S, E>(operation, self.expects(case, Some(operation))) {
            Ok(result) => Ok(respond(operation, &parts.headers, result)),
            Err(why) => {
                current().refuse(why);
                std::future::pending().await
            }
        }
    }
}
