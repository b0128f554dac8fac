//! A router against requests that never touch a network.

mod answers;
mod context;
mod requests;
mod segments;
mod streams;

use super::*;
use crate::operation::{
    Body as Expected, Location, Operation, Parameter, Response, SchemeKind, SecurityScheme, Shape,
    Status, Style,
};
use crate::outcome::NoFailure;
use axum::body::Body;
use http::{Method, Request as HttpRequest};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt as _;

static TOKEN: SecurityScheme = SecurityScheme {
    name: "token",
    kind: SchemeKind::Bearer,
};
static BASIC: SecurityScheme = SecurityScheme {
    name: "basic",
    kind: SchemeKind::Basic,
};

const fn parameter(name: &'static str, location: Location, style: Style) -> Parameter {
    Parameter {
        name,
        location,
        style,
        explode: true,
        allow_reserved: false,
        multi_segment: false,
        required: true,
        deprecated: false,
        description: "",
        shape: Shape::Primitive,
        properties: &[],
        preset: None,
    }
}

const fn documented(status: Status) -> Response {
    Response {
        status,
        media_types: &["application/json"],
        streams: &[],
        xml: None,
        roots: &[],
        description: "",
        headers: &[],
    }
}

static PARAMETERS: [Parameter; 4] = [
    parameter("id", Location::Path, Style::Simple),
    parameter("limit", Location::Query, Style::Form),
    parameter("X-Note", Location::Header, Style::Simple),
    parameter("session", Location::Cookie, Style::Form),
];
static RESPONSES: [Response; 2] = [documented(Status::Code(422)), documented(Status::Code(200))];

type Security = &'static [&'static [&'static SecurityScheme]];

const fn operation(
    path: &'static str,
    method: Method,
    security: Security,
    body: Option<Expected>,
) -> Operation {
    let documents_422 = body.is_some();
    Operation {
        id: path,
        tag: "",
        summary: "",
        method,
        path,
        parameters: &PARAMETERS,
        body,
        responses: if documents_422 {
            &RESPONSES
        } else {
            RESPONSES.split_at(1).1
        },
        security,
        deprecated: false,
        server: None,
        paging: None,
        extensions: &[],
    }
}

static LIST: Operation = operation("/things", Method::GET, &[], None);
static GET: Operation = operation("/things/{id}", Method::GET, &[], None);
static BETA: Operation = operation("/things/{id}?beta=1&a b", Method::GET, &[], None);
static DRAFT: Operation = operation("/things/draft?beta=1", Method::GET, &[], None);
static EXPORT: Operation = operation("/things/{thing}.json", Method::GET, &[], None);
static ME: Operation = operation("/things/:me", Method::GET, &[&[], &[&TOKEN]], None);
const JSON: Expected = Expected::required(&["application/json"]);
static PUT: Operation = operation(
    "/things/{other}",
    Method::PUT,
    &[&[&TOKEN], &[&BASIC]],
    Some(JSON),
);
const FORM: Expected = Expected::optional(&["application/x-www-form-urlencoded"]);
static SIGN: Operation = operation("/form", Method::POST, &[], Some(FORM));
const TEXT: Expected = Expected::required(&["text/plain"]);
static NOTE: Operation = operation("/note", Method::POST, &[], Some(TEXT));
static PANIC: Operation = operation("/panic", Method::GET, &[], None);
static SLEEP: Operation = operation("/sleep", Method::GET, &[], None);

struct Api;

impl Api {
    async fn put(&self, caller: String, body: Vec<i64>) -> Result<Value, NoFailure> {
        Ok(json!([caller, body]))
    }
}

fn answer_with(value: Result<Value, Rejection>, operation: &'static Operation) -> Handled {
    Box::pin(async move { reply::<Value, NoFailure>(&Asked::of(operation), Ok(value?)) })
}

fn get(request: &Request<()>) -> Result<Value, Rejection> {
    let limit = request.query_with("limit", |limit: &Option<i64>, check| {
        if limit.is_some_and(|limit| limit > 10) {
            check.violation("must be at most 10");
        }
    })?;
    let note: Option<String> = request.header("X-Note")?;
    let session: Option<String> = request.cookie("session")?;
    Ok(json!([request.path::<String>("id")?, limit, note, session]))
}

fn list(request: &Request<()>) -> Result<Value, Rejection> {
    Ok(json!(request.query::<i64>("limit")?))
}

async fn authenticate(presented: Presented) -> Result<String, Denied> {
    match presented.credentials() {
        [credential] => match &credential.value {
            PresentedValue::Bearer(token) if token == "good" => Ok(token.clone()),
            PresentedValue::Basic { username, .. } if username == "lost" => {
                Err(Rejection::unavailable("no list of users"))?
            }
            PresentedValue::Basic { username, .. } if username == "odd" => {
                let number = username.parse::<i64>().map(|number| number.to_string());
                number.map_err(|error| Denied::unauthorized().caused_by(error))
            }
            PresentedValue::Basic { username, .. } => Ok(username.clone()),
            _ => Err(Denied::unauthorized()),
        },
        _ => Err(Denied::forbidden().because("one is enough")),
    }
}

fn router(options: Options) -> axum::Router {
    Router::new("/api", Api, authenticate, options)
        .public(&GET, |_, request| answer_with(get(&request), &GET))
        .public(&LIST, |_, request| answer_with(list(&request), &LIST))
        .public(&BETA, |_, _| answer_with(Ok(json!("beta")), &BETA))
        .public(&DRAFT, |_, _| answer_with(Ok(json!("draft")), &DRAFT))
        .public(&EXPORT, |_, _| answer_with(Ok(json!("export")), &EXPORT))
        .optional(&ME, |_: Arc<Api>, request| {
            answer_with(Ok(json!(request.caller)), &ME)
        })
        .guarded(&PUT, |api, mut request| {
            Box::pin(async move {
                let body = request.body_with(|body: &Vec<i64>, check| {
                    if body.len() > 2 {
                        check.index(2).violation("must not be there");
                    }
                })?;
                reply(&request.asked, api.put(request.caller, body).await)
            })
        })
        .public(&SIGN, |_, mut request| {
            let form = request.optional_body::<std::collections::BTreeMap<String, String>>();
            answer_with(form.map(|form| json!(form)), &SIGN)
        })
        .public(&NOTE, |_, mut request| {
            let note = request.body::<String>();
            answer_with(note.map(|note| json!(note)), &NOTE)
        })
        .public(&PANIC, |_, _| panic!("on purpose"))
        .public(&SLEEP, |_, _| {
            Box::pin(async {
                tokio::time::sleep(Duration::from_secs(60)).await;
                Err(Rejection::internal("late"))
            })
        })
        .into_axum()
}

struct Answer {
    status: u16,
    headers: http::HeaderMap,
    text: String,
}

fn send(options: Options, request: HttpRequest<Body>) -> Answer {
    answer(router(options), request)
}

fn answer(router: axum::Router, request: HttpRequest<Body>) -> Answer {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().build().unwrap().block_on(async {
        let answer = router.oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    })
}

fn request(
    method: &str,
    uri: &str,
    headers: &[(&str, &str)],
    body: &'static str,
) -> HttpRequest<Body> {
    let mut request = HttpRequest::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body)).unwrap()
}

#[track_caller]
fn check(
    method: &str,
    uri: &str,
    headers: &[(&str, &str)],
    body: &'static str,
    expected: (u16, &str),
) {
    let answer = send(Options::default(), request(method, uri, headers, body));
    let found = (answer.status, answer.text.as_str());
    match expected {
        (status, "") => assert_eq!(answer.status, status, "{}", answer.text),
        expected => assert_eq!(found, expected),
    }
}
