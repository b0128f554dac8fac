//! Answers from behind generated servers: what they decode says which case a request is, and they encode
//! the answer that the case expects.

use std::collections::BTreeMap;
use std::env::args;
use std::fs;
use std::io::{Read as _, Write as _, stdin, stdout};
use std::sync::Arc;

use axum::middleware::from_fn_with_state;
use http::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Map, Value, json};
use specwright_runtime as rt;
use specwright_runtime::operation::SchemeKind;
use specwright_runtime::server::{
    Authenticate, Denied, Options, Presented, PresentedValue, Rejection,
};
use tokio::sync::oneshot;

use crate::attended::{Current, Log, attend, current};
use crate::matching::{self, Given};
use crate::same::is_same;
use crate::typed::outcome;
use crate::{drivers, form};

/// The suite's documents speak of the address of its own server.
const OWN_ADDRESS: &str = "http://localhost:3000";

/// Serves the cases in the file that the command line names, until standard input ends.
pub fn run() {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().expect("a runtime");
    runtime.block_on(serve());
}

async fn serve() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0));
    let listener = listener.await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let url = format!("http://{address}");
    let file = args().nth(2).expect("a file with cases");
    let text = fs::read_to_string(file).expect("cases");
    let log = Arc::new(Log::default());
    let router = router(&text.replace(OWN_ADDRESS, &url), &log);
    writeln!(stdout(), "{url}").expect("somebody listens");
    let (end, ended) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let _ = stdin().read_to_end(&mut Vec::new());
        end.send(())
    });
    let served = axum::serve(listener, router).with_graceful_shutdown(async {
        let _ = ended.await;
    });
    served.await.expect("a server");
    writeln!(stdout(), "{}", log.told()).expect("somebody listens");
}

/// All documents, each below the base paths that its cases have.
fn router(text: &str, log: &Arc<Log>) -> axum::Router {
    let mut places: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("a case");
        let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
        let place = (text("file"), text("base_path"));
        places.entry(place).or_default().push(case);
    }
    let mut router = axum::Router::new();
    for ((document, base_path), cases) in places {
        let served = Served(Arc::new(Place {
            document,
            base_path,
            cases,
            log: Arc::clone(log),
        }));
        let own = drivers::serve(&served).expect("a server for each document");
        router = router.merge(own.reset_fallback());
    }
    router.layer(from_fn_with_state(Arc::clone(log), attend))
}

/// The cases of a document below a base path, and what serves them.
#[derive(Clone)]
pub struct Served(Arc<Place>);

struct Place {
    document: String,
    base_path: String,
    cases: Vec<Value>,
    log: Arc<Log>,
}

/// Who is calling: what was presented, as cases have it.
pub struct Caller(Value);

impl Authenticate for Served {
    type Caller = Caller;

    /// Somebody is who presents what a case of the operation does.
    async fn authenticate(&self, presented: Presented) -> Result<Caller, Denied> {
        let caller = Value::Object(presented_as(&presented));
        let mut cases = self.cases(presented.operation());
        match cases.any(|case| is_same(&matching::caller(case), &caller)) {
            true => Ok(Caller(caller)),
            false => Err(Denied::unauthorized()),
        }
    }
}

fn presented_as(presented: &Presented) -> Map<String, Value> {
    let schemes = presented.operation().security.iter().copied().flatten();
    let kind = |name: &str| {
        let mut schemes = schemes.clone();
        schemes
            .find(|scheme| scheme.name == name)
            .map(|scheme| scheme.kind)
    };
    let credentials = presented.credentials().iter();
    let entries = credentials.map(|credential| {
        let authorization = |value: String| ("authorization".to_owned(), value.into());
        match (&credential.value, kind(credential.scheme)) {
            (PresentedValue::Bearer(token), _) => authorization(format!("Bearer {token}")),
            (PresentedValue::ApiKey(key), Some(SchemeKind::Other(name))) => {
                authorization(format!("{name} {key}"))
            }
            (PresentedValue::ApiKey(key), _) => (credential.scheme.to_owned(), key.as_str().into()),
            (other, _) => (credential.scheme.to_owned(), format!("{other:?}").into()),
        }
    });
    entries.collect()
}

impl Served {
    /// The document that the server is generated from.
    pub fn document(&self) -> &str {
        &self.0.document
    }

    /// Where the server is, and how it says no: as the case has it that is expected to be refused, since
    /// an API may have words of its own for that.
    pub fn options(&self) -> Options {
        let own = self.clone();
        Options::default()
            .base_path(&self.0.base_path)
            .rejections(move |rejection| own.rejected(rejection))
    }

    /// Begins to note what a handler is given.
    pub fn received(&self, operation: &'static rt::Operation) -> Received {
        Received {
            served: self.clone(),
            given: Given {
                operation,
                caller: Value::Object(Map::new()),
                arguments: Vec::new(),
                body: None,
            },
        }
    }

    fn cases(&self, operation: &'static rt::Operation) -> impl Iterator<Item = &Value> {
        self.all(operation).filter(|case| case["page"].is_null())
    }

    /// The cases that are at the URLs in answers of an operation.
    pub fn pages(&self, operation: &'static rt::Operation) -> impl Iterator<Item = &Value> {
        self.all(operation).filter(|case| !case["page"].is_null())
    }

    fn all(&self, operation: &'static rt::Operation) -> impl Iterator<Item = &Value> {
        let is_of = |case: &&Value| case["operationId"] == operation.id;
        self.0.cases.iter().filter(is_of)
    }

    /// The answer to a case, which is what came.
    pub fn expects(&self, case: &Value, operation: Option<&'static rt::Operation>) -> rt::Reply {
        self.0.log.served(case);
        let reply = reply(&case["expect"]);
        let documented = operation.and_then(|operation| operation.response(reply.status()));
        let headers = documented.map_or(&[][..], |response| response.headers);
        current().expect(&case["expect"], headers);
        reply
    }

    fn rejected(&self, rejection: &Rejection) -> rt::Reply {
        let current = current();
        let mut cases = self.0.cases.iter();
        match cases.find(|case| is_refused(case, &self.0.base_path, &current)) {
            Some(case) => self.expects(case, None),
            None => {
                self.0.log.refused(&current.head, &rejection.to_string());
                rt::Reply::json(rejection.status(), &rejection.to_string())
            }
        }
    }
}

/// Whether a request is a case that is to be refused: no handler sees it, so it is compared as it came.
fn is_refused(case: &Value, base_path: &str, current: &Current) -> bool {
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let head = &current.head;
    let accept = head
        .headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    let body: Value = serde_json::from_slice(&current.body).unwrap_or_default();
    case["expect"]["status"]
        .as_u64()
        .is_some_and(|status| status >= 400)
        && head.method.as_str().eq_ignore_ascii_case(text("method"))
        && head.uri.path() == format!("{base_path}{}", text("template"))
        && case["args"]["header"]["accept"]
            .as_str()
            .is_none_or(|range| accept == Some(range))
        && is_same(&body, &case["body"]["json"])
}

/// What a case expects, as it would come.
fn reply(expected: &Value) -> rt::Reply {
    let (media_type, bytes) = match &expected["body"] {
        Value::Null => ("", Vec::new()),
        body => form::body(body),
    };
    let mut response = http::Response::new(rt::Bytes::from(bytes));
    let status = expected["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    *response.status_mut() = status
        .and_then(|status| http::StatusCode::from_u16(status).ok())
        .expect("a status");
    let headers = response.headers_mut();
    if let (false, Ok(media_type)) = (media_type.is_empty(), media_type.parse()) {
        headers.insert(CONTENT_TYPE, media_type);
    }
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        let name: http::HeaderName = name.parse().expect("the name of a header");
        let value = value.as_str().and_then(|value| value.parse().ok());
        headers.insert(name, value.expect("the value of a header"));
    }
    rt::Reply::from(response)
}

/// What a handler was given, on the way to its answer.
pub struct Received {
    served: Served,
    given: Given,
}

impl Received {
    /// Who is calling, if that is known.
    pub fn caller(mut self, caller: Option<Caller>) -> Self {
        if let Some(Caller(value)) = caller {
            self.given.caller = value;
        }
        self
    }

    /// A parameter.
    pub fn argument(
        mut self,
        location: &'static str,
        name: &'static str,
        value: &dyn rt::Wire,
    ) -> Self {
        let value = matching::json(value).map(|value| (location, name, value));
        self.given.arguments.extend(value);
        self
    }

    /// The body, if there is one.
    pub fn body<B: rt::body::Body>(mut self, body: Option<B>) -> Self {
        let operation = self.given.operation;
        self.given.body = body.map(|body| matching::Body::new(operation, body));
        self
    }

    /// The answer that the case expects which this is. No handler goes on after that if there is none.
    pub async fn answer<S: rt::Outcome, E: rt::Outcome>(mut self) -> Result<S, E> {
        if let Some(body) = &mut self.given.body {
            body.collect().await;
        }
        let why = match self
            .find()
            .and_then(|reply| outcome(self.given.operation, reply))
        {
            Ok(result) => return result,
            Err(why) => why,
        };
        current().refuse(why);
        std::future::pending().await
    }

    /// The reply that is expected. An operation that the suite has no case for gives the one that it
    /// documents.
    fn find(&self) -> Result<rt::Reply, String> {
        let operation = self.given.operation;
        let mut differences = Vec::new();
        for case in self.served.cases(operation) {
            match accepts(&current(), case).and_then(|()| self.given.is(case)) {
                Ok(()) => return Ok(self.served.expects(case, Some(operation))),
                Err(difference) => differences.push(difference),
            }
        }
        match (differences.is_empty(), operation.success_status()) {
            (true, Some(status)) => Ok(reply(&json!({ "status": status }))),
            _ => Err(format!(
                "it is no case of `{}`: {}",
                operation.id,
                differences.join("; ")
            )),
        }
    }
}

/// Whether the request accepts what the case asks for; OpenAPI has no parameter for that.
fn accepts(current: &Current, case: &Value) -> Result<(), String> {
    let Some(wanted) = case["args"]["header"]["accept"].as_str() else {
        return Ok(());
    };
    match current
        .head
        .headers
        .get(ACCEPT)
        .is_some_and(|accept| accept == wanted)
    {
        true => Ok(()),
        false => Err(format!("it does not accept `{wanted}`")),
    }
}
