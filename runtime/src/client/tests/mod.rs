//! Clients against a transport that keeps what it is given, and in the
//! modules below against servers on loopback that do.

#[cfg(feature = "transport")]
mod failures;
#[cfg(feature = "transport")]
mod hooks;
mod paging;
#[cfg(feature = "transport")]
mod places;
#[cfg(feature = "transport")]
mod raw;
#[cfg(feature = "transport")]
mod reconnects;
#[cfg(feature = "transport")]
mod redirects;
#[cfg(feature = "transport")]
mod retries;
#[cfg(feature = "transport")]
mod schemes;
mod segments;
#[cfg(feature = "transport")]
mod server;
#[cfg(feature = "transport")]
mod spans;
#[cfg(feature = "transport")]
mod streams;
#[cfg(feature = "transport")]
mod tokens;
#[cfg(feature = "transport")]
mod transports;
#[cfg(all(feature = "transport", feature = "blocking"))]
mod waiting;

use super::*;
use crate::operation::{
    Body, Location, Operation, Parameter, Response as Documented, SchemeKind, SecurityScheme,
    Shape, Status, Style,
};
use crate::outcome::{Asked, NoFailure, Outcome, OutcomeError, Reply};
use crate::stream::Payload;
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use std::time::Duration;

static BASIC: SecurityScheme = SecurityScheme {
    name: "basic",
    kind: SchemeKind::Basic,
};
static TOKEN: SecurityScheme = SecurityScheme {
    name: "token",
    kind: SchemeKind::Bearer,
};
static KEY: SecurityScheme = SecurityScheme {
    name: "key",
    kind: SchemeKind::ApiKey {
        location: Location::Query,
        name: "key",
    },
};

const fn parameter(name: &'static str, location: Location, style: Style) -> Parameter {
    Parameter {
        name,
        location,
        style,
        explode: false,
        allow_reserved: false,
        multi_segment: false,
        required: matches!(location, Location::Path),
        deprecated: false,
        description: "",
        shape: Shape::Primitive,
        properties: &[],
        preset: None,
    }
}

const fn answer(status: Status, media_types: &'static [&'static str]) -> Documented {
    Documented {
        status,
        media_types,
        streams: &[],
        xml: None,
        roots: &[],
        description: "",
        headers: &[],
    }
}

static GET: Operation = Operation {
    id: "get_file",
    tag: "",
    summary: "",
    method: http::Method::GET,
    path: "/files/{id}/meta data",
    parameters: &[
        parameter("id", Location::Path, Style::Simple),
        parameter("q", Location::Query, Style::Form),
        parameter("X-Note", Location::Header, Style::Simple),
        parameter("session", Location::Cookie, Style::Form),
    ],
    body: Some(Body::optional(&["text/plain", "application/json"])),
    responses: &[
        answer(Status::Code(200), &["application/json", "application/xml"]),
        answer(Status::Code(404), &["text/plain"]),
    ],
    security: &[&[], &[&KEY, &BASIC], &[&TOKEN]],
    deprecated: false,
    server: None,
    paging: None,
    extensions: &[],
};

#[derive(Clone, Debug)]
struct Api(Core);

impl ApiClient for Api {
    type Auth = Credential;
    const BASE_PATH: &'static str = "/api";

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

type Sent = Arc<Mutex<Option<http::Request<Payload>>>>;

/// Answers every request with the same status and body.
struct Fixed(Sent, u16, &'static str);

impl Transport for Fixed {
    fn send<'a>(
        &'a self,
        request: http::Request<Payload>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>> {
        *self.0.lock().unwrap() = Some(request);
        let mut response = http::Response::new(Payload::from(self.2));
        let status = http::StatusCode::from_u16(self.1);
        let result = match limits.timeout.is_zero() {
            true => Err(TransportError::timeout()),
            false => status.map_err(TransportError::other).map(|status| {
                *response.status_mut() = status;
                response
            }),
        };
        Box::pin(async { result })
    }
}

fn api(status: u16, body: &'static str, auth: &[Credential]) -> (Api, Sent) {
    let sent = Sent::default();
    let builder = Builder::<Api>::new("https://host").transport(Fixed(sent.clone(), status, body));
    let builder = auth.iter().cloned().fold(builder, Builder::auth);
    (builder.build().unwrap(), sent)
}

fn run<S: Outcome, E: Outcome>(call: Call<S, E>) -> Result<Response<S>, Error<E>> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    runtime.block_on(call.into_future())
}

fn header(sent: &Sent, name: &str) -> Option<String> {
    let sent = sent.lock().unwrap();
    let value = sent.as_ref()?.headers().get(name)?;
    Some(String::from_utf8(value.as_bytes().to_vec()).unwrap())
}

fn uri(sent: &Sent) -> String {
    sent.lock().unwrap().as_ref().unwrap().uri().to_string()
}

#[test]
fn a_call_sends_what_it_is_given() {
    let (api, sent) = api(200, "[1, 2]", &[]);
    let request = api
        .0
        .request(&GET)
        .path("id", "a/../b?c")
        .query("q", &Some(true));
    let request = request
        .header("X-Note", "żółw, too")
        .cookie("session", "s;t");
    let request = request.query("q", &None::<i32>).body(&[1, 2][..]);
    let response = run(request.call::<Vec<i32>, NoFailure>().header("x-extra", "1")).unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(*response, [1, 2]);
    assert_eq!(
        uri(&sent),
        "https://host/api/files/a%2F..%2Fb%3Fc/meta%20data?q=true"
    );
    assert_eq!(header(&sent, "x-note").as_deref(), Some("żółw, too"));
    assert_eq!(header(&sent, "cookie").as_deref(), Some("session=s%3Bt"));
    assert_eq!(
        header(&sent, "accept").as_deref(),
        Some("application/json, text/plain, application/xml;q=0.9")
    );
    assert_eq!(
        header(&sent, "content-type").as_deref(),
        Some("application/json")
    );
    assert_eq!(header(&sent, "x-extra").as_deref(), Some("1"));
    assert_eq!(header(&sent, "authorization"), None);
    let sent = sent.lock().unwrap();
    let body = sent.as_ref().unwrap().body();
    assert_eq!(body.as_bytes().unwrap(), "[1,2]");
}

#[test]
fn a_query_in_the_path_is_sent_first() {
    static BETA: Operation = Operation {
        path: "/files?beta=true&x=ż",
        parameters: GET.parameters,
        responses: GET.responses,
        method: http::Method::GET,
        id: "beta",
        tag: "",
        summary: "",
        body: None,
        security: &[],
        deprecated: false,
        server: None,
        paging: None,
        extensions: &[],
    };
    let (api, sent) = api(200, "[]", &[]);
    run(api.0.request(&BETA).call::<Vec<i32>, NoFailure>()).unwrap();
    assert_eq!(uri(&sent), "https://host/api/files?beta=true&x=%C5%BC");
    let request = api.0.request(&BETA).query("q", &true);
    run(request.call::<Vec<i32>, NoFailure>()).unwrap();
    assert_eq!(
        uri(&sent),
        "https://host/api/files?beta=true&x=%C5%BC&q=true"
    );
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let (api, sent) = api(200, "", &[]);
    let request = || api.0.request(&GET).path("id", "x");
    for invalid in [
        api.0.request(&GET),
        api.0.request(&GET).path("id", ""),
        api.0.request(&GET).path("id", "."),
        api.0.request(&GET).path("id", ".."),
        request().header("X-Note", "a\r\nX-Evil: 1"),
        request().query("other", "x"),
        request().body_as("multipart/form-data", "x"),
        request().body_as("a/\n", "x"),
    ] {
        let error = run(invalid.call::<(), NoFailure>()).unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert!(error.to_string().starts_with("get_file: "), "{error}");
    }
    let error = run(request().call::<(), NoFailure>().header("a b", "")).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    assert!(sent.lock().unwrap().is_none());
}

#[test]
fn the_first_alternative_with_all_credentials_is_sent() {
    let basic = Credential::basic(&BASIC, "joe", "pass:word");
    let token = Credential::bearer(&TOKEN, "t0");
    let key = Credential::api_key(&KEY, "k&1");
    let check = |auth: &[Credential], authorization: Option<&str>, query: &str| {
        let (api, sent) = api(200, "null", auth);
        run(api.0.request(&GET).path("id", "x").call::<(), NoFailure>()).unwrap();
        assert_eq!(header(&sent, "authorization").as_deref(), authorization);
        assert!(
            uri(&sent).ends_with(&format!("data{query}")),
            "{}",
            uri(&sent)
        );
    };
    let joe = Some("Basic am9lOnBhc3M6d29yZA==");
    check(&[], None, "");
    check(std::slice::from_ref(&basic), None, "");
    check(&[basic.clone(), token.clone()], Some("Bearer t0"), "");
    check(&[basic, token.clone(), key], joe, "?key=k%261");
    check(
        &[token, Credential::bearer(&TOKEN, "t1")],
        Some("Bearer t1"),
        "",
    );
}

#[test]
fn secrets_are_not_shown() {
    let credentials = [
        Credential::basic(&BASIC, "joe", "S3CRET"),
        Credential::bearer(&TOKEN, "S3CRET"),
        Credential::api_key(&KEY, "S3CRET"),
    ];
    assert!(!format!("{credentials:?}").contains("S3CRET"));
    let (api, _) = api(500, "S3CRET", &credentials);
    let request = api
        .0
        .request(&GET)
        .path("id", "S3CRET")
        .header("X-Note", "S3CRET");
    let call = request.call::<(), NoFailure>();
    assert!(!format!("{api:?} {call:?}").contains("S3CRET"));
    let error = run(call).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("S3CRET"));
    let refused = Builder::<Api>::new("https://host").auth(Credential::bearer(&TOKEN, "S3CRET\n"));
    assert!(!format!("{:?}", refused.build().unwrap_err()).contains("S3CRET"));
}

#[test]
fn answers_have_their_meaning() {
    let call = |status, body| {
        let (api, _) = api(status, body, &[]);
        run(api.0.request(&GET).path("id", "x").call::<i32, String>())
    };
    let failure = call(404, "none").unwrap_err();
    assert_eq!(
        failure.to_string(),
        "get_file: the server answered 404 Not Found"
    );
    assert_eq!(
        (failure.api().map(String::as_str), failure.status()),
        (Some("none"), Some(404))
    );
    let unexpected = call(200, "{}").unwrap_err();
    assert!(matches!(&unexpected, Error::Unexpected(answer)
        if answer.bytes() == "{}" && matches!(answer.reason(), OutcomeError::Decode(_))));
    let redirect = call(302, "1").unwrap_err();
    assert!(matches!(&redirect, Error::Unexpected(answer)
        if *answer.reason() == OutcomeError::Undocumented));
    assert_eq!(call(200, "1").unwrap().into_value(), 1);
}

#[test]
fn limits_are_passed_on() {
    let (api, _) = api(200, "1", &[]);
    let call = api.0.request(&GET).path("id", "x").call::<i32, NoFailure>();
    let error = run(call.timeout(Duration::ZERO)).unwrap_err();
    assert!(matches!(error, Error::Timeout));
}

#[test]
fn replies_are_written_as_documented() {
    fn reply(status: u16, body: impl crate::Body) -> (u16, Option<String>, Bytes) {
        let reply = Reply::new(&Asked::of(&GET), status, body);
        let media_type = reply
            .headers()
            .get("content-type")
            .map(|value| value.to_str().unwrap());
        (
            reply.status(),
            media_type.map(str::to_owned),
            reply.bytes().clone(),
        )
    }
    let json = Some("application/json".to_owned());
    let text = Some("text/plain".to_owned());
    assert_eq!(reply(200, 1), (200, json.clone(), Bytes::from("1")));
    assert_eq!(reply(404, "no".to_owned()), (404, text, Bytes::from("no")));
    assert_eq!(reply(200, ()), (200, None, Bytes::new()));
    assert_eq!(reply(65_000, 1), (500, json, Bytes::from("1")));
    assert_eq!(1.into_reply(&Asked::of(&GET)).status(), 200);
}

#[test]
fn reply_headers_cannot_be_injected() {
    let reply = Reply::json(200, &()).with_header("X-A", &"1\r\nX-B: 2".to_owned());
    let reply = reply
        .with_header("bad name", &1)
        .with_header("X-C", &None::<i32>);
    assert!(reply.headers().is_empty());
    let reply = reply.with_header("X-List", &vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(
        reply.header("x-list"),
        Ok(vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(reply.header("x-list"), Ok("a,b".to_owned()));
    assert_eq!(reply.header("x-none"), Ok(None::<i32>));
    assert!(matches!(
        reply.header::<i32>("x-none"),
        Err(OutcomeError::Header { .. })
    ));
}
