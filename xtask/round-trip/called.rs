//! The client's side: what the driver needs to call a generated method, and what comes of the call.

use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;
use specwright_runtime as rt;
use specwright_runtime::client::{ApiClient, Builder, Call, Error, HttpTransport};

use crate::body::{Body, shown};
use crate::exchanges::Answer;
use crate::typed::asked;

/// Nothing, or how what a call gave differs from what was answered.
pub type Answered = Result<(), String>;

/// One call to be made.
pub struct Case {
    /// Where the server is.
    pub base_url: String,
    /// The id of the operation.
    pub operation: String,
    /// Location, name and value of each parameter.
    pub arguments: Vec<(&'static str, &'static str, Value)>,
    /// The body.
    pub body: Option<Body>,
    /// What is answered.
    pub answer: Answer,
}

impl Case {
    /// Begins a client. All share the connections.
    pub fn builder<C: ApiClient>(&self) -> Builder<C> {
        static TRANSPORT: OnceLock<HttpTransport> = OnceLock::new();
        let transport =
            TRANSPORT.get_or_init(|| HttpTransport::builder().build().expect("a transport"));
        Builder::new(&self.base_url)
            .transport(transport.clone())
            .timeout(Duration::from_secs(20))
            .retry(rt::client::Retry::never())
    }

    /// The key for a security scheme.
    pub fn api_key(&self, scheme: &str) -> Option<String> {
        Some(format!("key of {scheme}"))
    }

    /// What `Authorization` has behind the name of an HTTP authentication scheme.
    pub fn authorization(&self, scheme: &str) -> Option<String> {
        Some(format!("token-of-{scheme}"))
    }

    /// A user name and a password.
    pub fn basic(&self) -> Option<(&'static str, &'static str)> {
        Some(("somebody", "a secret"))
    }

    /// A parameter that need not be there.
    pub fn optional<T: rt::Wire>(&self, location: &str, name: &str) -> Result<Option<T>, String> {
        let mut arguments = self.arguments.iter();
        let argument = arguments.find(|(place, own, _)| *place == location && *own == name);
        let decoded = argument.map(|(.., value)| rt::wire::from_json(value.to_string().as_bytes()));
        let decoded = decoded.transpose();
        decoded.map_err(|error| format!("the argument `{name}` does not fit its type: {error}"))
    }

    /// A parameter that must be there.
    pub fn required<T: rt::Wire>(&self, location: &str, name: &str) -> Result<T, String> {
        let argument = self.optional(location, name)?.or_else(T::absent);
        argument.ok_or_else(|| format!("there is no argument for `{name}` in the {location}"))
    }

    /// A body that need not be there.
    pub fn optional_body<T: rt::Body>(
        &self,
        operation: &'static rt::Operation,
    ) -> Result<Option<T>, String> {
        let read = |body: &Body| body.reply(200).requesting(operation).body();
        let read = self.body.as_ref().map(read).transpose();
        read.map_err(|error| format!("as an argument, the body does not fit: {error}"))
    }

    /// A body that must be there.
    pub fn body<T: rt::Body>(&self, operation: &'static rt::Operation) -> Result<T, String> {
        self.optional_body(operation)?
            .ok_or_else(|| "there is no body to give".to_owned())
    }

    /// A body that flows and must be there.
    pub fn stream<T: rt::Body>(&self, operation: &'static rt::Operation) -> Result<T, String> {
        self.body(operation)
    }

    /// Makes a call whose answer is a page.
    pub fn paged<S, E, P>(&self, operation: &'static rt::Operation, call: Call<S, E, P>) -> Answered
    where
        S: rt::Outcome,
        E: rt::Outcome,
    {
        self.answer(operation, call)
    }

    /// Makes the call, and compares what it gives with what was answered.
    pub fn answer<S, E, P>(
        &self,
        operation: &'static rt::Operation,
        call: Call<S, E, P>,
    ) -> Answered
    where
        S: rt::Outcome,
        E: rt::Outcome,
    {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (status, reply) = match call.into_future().await {
                Ok(response) => {
                    let asked = asked(operation, response.headers());
                    (response.status(), response.into_value().into_reply(&asked))
                }
                Err(Error::Api(failure, meta)) => {
                    let asked = asked(operation, meta.headers());
                    (meta.status(), failure.into_reply(&asked))
                }
                Err(other) => return Err(format!("the call gives no answer: {other}")),
            };
            self.compare(operation, status, reply).await
        })
    }

    async fn compare(
        &self,
        operation: &'static rt::Operation,
        status: u16,
        reply: rt::Reply,
    ) -> Answered {
        let expected = &self.answer;
        if status != expected.status {
            return Err(format!(
                "the call gives the status {status}, not {}",
                expected.status
            ));
        }
        let documented = operation
            .response(status)
            .map_or(&[][..], |response| response.headers);
        for name in documented {
            let (own, wanted) = (reply.headers().get(*name), expected.headers.get(*name));
            if own != wanted {
                return Err(format!("the header `{name}` is {own:?}, not {wanted:?}"));
            }
        }
        let own = Body::of(reply).await;
        let own = own.map_err(|error| format!("the answer does not come: {error}"))?;
        let is_same = match (&own, &expected.body) {
            (Some(own), Some(wanted)) => own.is(wanted),
            (own, wanted) => own.is_none() && wanted.is_none(),
        };
        let differs = || {
            format!(
                "the call gives {}, not {}",
                shown(own.as_ref()),
                shown(expected.body.as_ref())
            )
        };
        is_same.then_some(()).ok_or_else(differs)
    }
}
