//! Lists that come page by page.

use super::{Api, KEY, parameter};
use crate::client::{
    BoxFuture, Builder, Credential, Error, Limits, PagingProblem, Transport, TransportError,
};
use crate::operation::{
    Body, Input, Location, Next, Operation, Paging, Parameter, Response, SecurityScheme, Source,
    Style,
};
use crate::outcome::NoFailure;
use crate::stream::Payload;
use futures_core::Stream as _;
use http::{Method, Request};
use serde_json::{Value, json};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

const fn list(paging: Paging) -> Operation {
    listed(Method::GET, paging)
}

const fn listed(method: Method, paging: Paging) -> Operation {
    const SECURITY: &[&[&SecurityScheme]] = &[&[&KEY]];
    const ANSWERS: &[Response] = &[Response::code(200, "").json()];
    const PARAMETERS: &[Parameter] = &[
        parameter("q", Location::Query, Style::Form),
        parameter("at", Location::Query, Style::Form),
        parameter("from", Location::Header, Style::Simple),
    ];
    Operation {
        id: "list_things",
        tag: "",
        summary: "",
        method,
        path: "/things",
        parameters: PARAMETERS,
        body: Some(Body::optional(&["application/json"])),
        responses: ANSWERS,
        server: None,
        paging: Some(paging),
        security: SECURITY,
        deprecated: false,
        extensions: &[],
    }
}

const AT: Input = Input::Query("at");
static LINK: Operation = list(Paging::new(Next::Link).items(""));
static URL: Operation = list(Paging::new(Next::Url(Source::Body("/next"))).items("/list/all"));
static TOKEN: Operation =
    list(Paging::new(Next::Token(AT, Source::Body("/meta/next~1token"))).items("/items"));
static IN_BODY: Operation = list(
    Paging::new(Next::Token(Input::Body("at"), Source::Body("/next")))
        .items("/items")
        .last("/isLast"),
);
static AFTER: Operation = list(
    Paging::new(Next::LastItem(AT, "/id"))
        .items("/data")
        .more("/has_more"),
);
static OFFSET: Operation = list(Paging::new(Next::Offset(AT)).items("/items"));
static PAGE: Operation = list(Paging::new(Next::Page(AT, 1)).items(""));

static POSTED: Operation = listed(
    Method::POST,
    Paging::new(Next::Url(Source::Header("link"))).items(""),
);
static IN_HEADERS: Operation =
    list(Paging::new(Next::Token(Input::Header("from"), Source::Header("link"))).items(""));

/// The URIs of requests, and their bodies.
type Sent = Arc<Mutex<Vec<String>>>;

/// Answers each request with the next of these, and the last one again and
/// again: a status, the header `Link` if it is not empty, and a body.
struct Script(Sent, Vec<(u16, &'static str, Value)>);

impl Transport for Script {
    fn send<'a>(
        &'a self,
        request: Request<Payload>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>> {
        let mut sent = self.0.lock().unwrap();
        let (status, link, body) = self.1.get(sent.len()).or(self.1.last()).unwrap();
        let text = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
        let (method, from) = (request.method(), request.headers().get("from"));
        let from = from.map_or("", |from| from.to_str().unwrap());
        let line = format!("{method} {} {from} {text}", request.uri());
        sent.push(line.trim().replace("  ", " "));
        let mut response = http::Response::builder().status(*status);
        if !link.is_empty() {
            response = response.header("link", *link);
        }
        let response = response.header("content-type", "application/json");
        let response = response.body(Payload::from(body.to_string())).unwrap();
        Box::pin(async move { Ok(response) })
    }
}

fn api(script: &[(u16, &'static str, Value)]) -> (Api, Sent) {
    let sent = Sent::default();
    let transport = Script(sent.clone(), script.to_vec());
    let builder = Builder::<Api>::new("https://host/api").transport(transport);
    let api = builder.auth(Credential::api_key(&KEY, "k")).build();
    (api.unwrap(), sent)
}

/// What is ready at once, as everything here is.
fn now<T>(work: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(work).poll(&mut context) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits"),
    }
}

/// Goes through all items, and says what was sent to get them, without what
/// is the same in all requests.
#[track_caller]
fn check(
    operation: &'static Operation,
    script: &[(u16, &'static str, Value)],
    expected: &[i64],
    sent: &[&str],
) -> Option<Error<String>> {
    let (api, seen) = api(script);
    let request = api.0.request(operation).query("q", "a b");
    let mut items = request.paged::<Value, String, i64>().items().limit(7);
    let mut found = Vec::new();
    let end = loop {
        match now(items.next()) {
            Some(Ok(item)) => found.push(item),
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    assert!(
        now(items.next()).is_none(),
        "there is nothing behind the end"
    );
    assert_eq!(found, expected);
    let seen = seen.lock().unwrap();
    let strip = |line: &String| {
        let rest = line.replacen("https://host", "", 1);
        let rest = rest.strip_prefix("GET ").unwrap_or(&rest);
        rest.replace("/api/things?q=a%20b&", "&")
            .replace("key=k", "")
    };
    assert_eq!(seen.iter().map(strip).collect::<Vec<_>>(), sent);
    end
}

fn problem(end: Option<Error<String>>) -> PagingProblem {
    match end {
        Some(Error::Paging(error)) => {
            assert!(error.to_string().starts_with("list_things: "), "{error}");
            error.problem()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn links_are_followed_on_the_server_of_the_api() {
    let script = [
        (
            200,
            r#"<https://host/api/things?at=2&x=y>; rel="next""#,
            json!([1, 2]),
        ),
        (
            200,
            "<?at=3>; rel=next, </api/things>; rel=first",
            json!([]),
        ),
        (200, "</api/things>; rel=first", json!([3])),
    ];
    let sent = ["&", "/api/things?at=2&x=y&", "/api/things?at=3&"];
    assert!(check(&LINK, &script, &[1, 2, 3], &sent).is_none());
    for elsewhere in [
        "//evil/things",
        "http://host/api/things",
        "https://host:1/x",
        "http:",
    ] {
        let link: &'static str = format!("<{elsewhere}>; rel=next").leak();
        let end = check(&LINK, &[(200, link, json!([1]))], &[1], &["&"]);
        assert_eq!(problem(end), PagingProblem::Elsewhere, "{elsewhere}");
    }
}

#[test]
fn urls_in_the_answer_are_followed() {
    let script = [
        (
            200,
            "",
            json!({"list": {"all": [1]}, "next": "/api/things?at=2"}),
        ),
        (200, "", json!({"list": {"all": [2]}, "next": null})),
    ];
    let sent = ["&", "/api/things?at=2&"];
    assert!(check(&URL, &script, &[1, 2], &sent).is_none());
    let end = check(&URL, &[(200, "", json!({"next": 7}))], &[], &["&"]);
    assert_eq!(problem(end), PagingProblem::Malformed);
}

/// Whatever has led to a link, it is asked for as links are.
#[test]
fn links_are_got() {
    let (api, sent) = api(&[(200, "/more", json!([1])), (200, "", json!([2]))]);
    let request = api.0.request(&POSTED).body(&json!({"q": 1}));
    let mut pages = request.paged::<Value, NoFailure, i64>().pages();
    while now(pages.next()).is_some_and(|page| page.is_ok()) {}
    let sent = sent.lock().unwrap();
    assert_eq!(
        *sent,
        [
            r#"POST https://host/api/things?key=k {"q":1}"#,
            "GET https://host/more?key=k"
        ]
    );
}

#[test]
fn headers_can_lead_and_be_led() {
    let script = [
        (200, "a b", json!([1])),
        (200, "17", json!([2])),
        (200, "", json!([3])),
    ];
    let sent = ["&", "& a b", "& 17"];
    assert!(check(&IN_HEADERS, &script, &[1, 2, 3], &sent).is_none());
}

#[test]
fn tokens_are_handed_in_until_there_is_none() {
    let page = |item: i64, token: Value| json!({"items": [item], "meta": {"next/token": token}});
    for end in [json!(null), json!("")] {
        let script = [
            (200, "", page(1, json!("a&b"))),
            (200, "", page(2, json!(17))),
            (200, "", page(3, end)),
        ];
        let sent = ["&", "&at=a%26b&", "&at=17&"];
        assert!(check(&TOKEN, &script, &[1, 2, 3], &sent).is_none());
    }
    assert!(check(&TOKEN, &[(200, "", json!({"items": null}))], &[], &["&"]).is_none());
    let end = check(&TOKEN, &[(200, "", page(1, json!({})))], &[1], &["&"]);
    assert_eq!(problem(end), PagingProblem::Malformed);
}

#[test]
fn tokens_can_be_properties_of_the_body() {
    let script = [
        (200, "", json!({"items": [1], "next": "a", "isLast": false})),
        (200, "", json!({"items": [2], "next": "b", "isLast": true})),
    ];
    let sent = ["&", r#"& {"at":"a"}"#];
    assert!(check(&IN_BODY, &script, &[1, 2], &sent).is_none());
    let (api, sent) = api(&script);
    let request = api
        .0
        .request(&IN_BODY)
        .body(&json!({"limit": 1, "at": "0"}));
    let mut pages = request.paged::<Value, NoFailure, i64>().pages();
    assert_eq!(*now(pages.next()).unwrap().unwrap(), script[0].2);
    assert_eq!(*now(pages.next()).unwrap().unwrap(), script[1].2);
    assert!(now(pages.next()).is_none());
    assert!(sent.lock().unwrap()[1].ends_with(r#"{"at":"a","limit":1}"#));
    let (api, _) = self::api(&script);
    let request = api.0.request(&IN_BODY).body(&json!([1]));
    let mut pages = request.paged::<Value, NoFailure, i64>().pages();
    assert!(matches!(now(pages.next()), Some(Ok(_))));
    assert!(matches!(
        now(pages.next()),
        Some(Err(Error::InvalidRequest(_)))
    ));
}

#[test]
fn the_last_item_leads_on() {
    let page = |ids: &[i64], more| {
        let data: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
        (200, "", json!({"data": data, "has_more": more}))
    };
    let (api, sent) = api(&[page(&[1, 2], true), page(&[3], false)]);
    let items = api
        .0
        .request(&AFTER)
        .paged::<Value, NoFailure, Value>()
        .items();
    let mut items = pin!(items);
    let mut context = Context::from_waker(Waker::noop());
    let mut found = Vec::new();
    while let Poll::Ready(Some(item)) = Pin::as_mut(&mut items).poll_next(&mut context) {
        found.push(item.unwrap()["id"].as_i64().unwrap());
    }
    assert_eq!(found, [1, 2, 3]);
    assert!(sent.lock().unwrap()[1].contains("at=2"));
}

#[test]
fn numbers_go_up_until_a_page_is_empty() {
    let page = |items: &[i64]| (200, "", json!({"items": items}));
    let script = [page(&[1, 2]), page(&[3, 4, 5]), page(&[])];
    let sent = ["&", "&at=2&", "&at=5&"];
    assert!(check(&OFFSET, &script, &[1, 2, 3, 4, 5], &sent).is_none());
    let script = [
        (200, "", json!([1])),
        (200, "", json!([2])),
        (200, "", json!([])),
    ];
    let sent = ["&", "&at=2&", "&at=3&"];
    assert!(check(&PAGE, &script, &[1, 2], &sent).is_none());
    let (api, sent) = api(&script);
    let request = api.0.request(&PAGE).query("at", &7).query("q", "x");
    let mut pages = request.paged::<Value, NoFailure, i64>().pages();
    while now(pages.next()).is_some() {}
    let sent = sent.lock().unwrap();
    assert!(
        sent[0].contains("at=7&q=x") && sent[2].contains("q=x&at=9"),
        "{sent:?}"
    );
}

#[test]
fn no_server_makes_a_client_go_on_for_ever() {
    let same = (200, "", json!({"items": [1], "meta": {"next/token": "a"}}));
    let end = check(&TOKEN, &[same], &[1, 1], &["&", "&at=a&"]);
    assert_eq!(problem(end), PagingProblem::Repeats);
    let turn = |token| {
        (
            200,
            "",
            json!({"items": [1], "meta": {"next/token": token}}),
        )
    };
    let script = [turn("a"), turn("b"), turn("a")];
    let end = check(&TOKEN, &script, &[1, 1, 1], &["&", "&at=a&", "&at=b&"]);
    assert_eq!(problem(end), PagingProblem::Repeats);
    let end = check(
        &PAGE,
        &[(200, "", json!([1]))],
        &[1; 7],
        &[
            "&", "&at=2&", "&at=3&", "&at=4&", "&at=5&", "&at=6&", "&at=7&",
        ],
    );
    assert_eq!(problem(end), PagingProblem::TooMany(7));
}

#[test]
fn an_error_is_the_end() {
    let script = [(200, "", json!({"items": [1]})), (404, "", json!("none"))];
    let end = check(&OFFSET, &script, &[1], &["&", "&at=1&"]);
    assert!(matches!(end, Some(Error::Api(reason, _)) if reason == "none"));
    let end = check(&OFFSET, &[(200, "", json!({"items": ["x"]}))], &[], &["&"]);
    assert!(matches!(end, Some(Error::Unexpected(_))), "{end:?}");
    let (api, _) = api(&[(404, "", json!("none"))]);
    let mut pages = api.0.request(&OFFSET).paged::<Value, String, i64>().pages();
    assert!(matches!(now(pages.next()), Some(Err(Error::Api(..)))));
    assert!(now(pages.next()).is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn items_can_be_waited_for() {
    let page = |items: &[i64]| (200, "", json!({"items": items}));
    let (api, _) = api(&[page(&[1, 2]), page(&[3]), page(&[])]);
    let call = || api.0.request(&OFFSET).paged::<Value, NoFailure, i64>();
    let items: Result<Vec<i64>, _> = call().items().wait().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(call().pages().wait().count(), 1);
    assert!(call().wait().is_ok());
}
