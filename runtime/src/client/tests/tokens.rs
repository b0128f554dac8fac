//! OAuth 2.0 client credentials: when tokens are got, how, and what becomes
//! of failures.

use super::server::{Recorded, Server, answer, operation};
use super::{Api, BASIC, run};
use crate::client::{
    BoxFuture, BuildError, Builder, ClientCredentials, Credential, Error, Limits, TokenError,
    Transport, TransportError,
};
use crate::operation::{Operation, Response, SchemeKind, SecurityScheme};
use crate::outcome::NoFailure;
use crate::stream::Payload;
use http::Method;
use std::error::Error as _;
use std::time::{Duration, Instant};

static OAUTH: SecurityScheme = SecurityScheme {
    name: "oauth",
    kind: SchemeKind::OAuth2 {
        token_url: "/oauth/token",
    },
};
static THING: Operation = operation(
    Method::POST,
    &[Response::code(200, "").json()],
    &[&[&OAUTH]],
);
static BOTH: Operation = operation(Method::POST, &[], &[&[&BASIC, &OAUTH]]);
static PUBLIC: Operation = operation(Method::GET, &[Response::code(200, "").json()], &[]);

const JSON: &str = "content-type: application/json";

fn client() -> ClientCredentials {
    ClientCredentials::new("id:1", "S3CRET/ż")
}

fn is_token(request: &Recorded) -> bool {
    request.line == "POST /oauth/token"
}

/// Gives tokens `t0`, `t1` and so on with these further fields, and answers
/// other requests with 200, or with 401 if their token is among `refused`.
fn server(fields: &'static str, refused: &'static [&'static str]) -> Server {
    Server::new(move |request, number| {
        if is_token(request) {
            // So that concurrent calls meet.
            std::thread::sleep(Duration::from_millis(30));
            let body = format!("{{\"access_token\":\"t{number}\"{fields}}}");
            return answer(200, &[JSON], &body);
        }
        let token = request.header("authorization").unwrap_or_default();
        match refused.contains(&token) {
            true => answer(401, &[], ""),
            false => answer(200, &[JSON], "1"),
        }
    })
}

fn tokens(server: &Server) -> Vec<Recorded> {
    server.seen().into_iter().filter(is_token).collect()
}

#[test]
fn a_token_is_got_as_rfc_6749_has_it_and_kept() {
    let server = server(r#","token_type":"bearer","expires_in":3600"#, &[]);
    let credential = Credential::oauth2(&OAUTH, client().scopes(["read", "a b"]));
    let api = server.client(&[credential]).build().unwrap();
    run(api.0.request(&PUBLIC).call::<i32, NoFailure>()).unwrap();
    assert!(tokens(&server).is_empty());
    for _ in 0..2 {
        let call = api.0.request(&THING).body("x").call::<i32, NoFailure>();
        assert_eq!(*run(call).unwrap(), 1);
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 4);
    let form = "application/x-www-form-urlencoded";
    assert_eq!(seen[1].header("content-type"), Some(form));
    assert_eq!(
        seen[1].body,
        "grant_type=client_credentials&scope=read%20a%20b"
    );
    // `id%3A1:S3CRET%2F%C5%BC`
    let basic = "Basic aWQlM0ExOlMzQ1JFVCUyRiVDNSVCQw==";
    assert_eq!(seen[1].header("authorization"), Some(basic));
    for request in &seen[2..] {
        assert_eq!(request.header("authorization"), Some("Bearer t1"));
        assert_eq!(request.line, "POST /api/thing");
    }
}

#[test]
fn the_endpoint_is_told_who_asks() {
    let server = server("", &[]);
    let api = server.client(&[Credential::oauth2(&OAUTH, client())]);
    let api = api.header("X-Mine", "S3CRET").user_agent("mine/1").build();
    run(api.unwrap().0.request(&THING).call::<i32, NoFailure>()).unwrap();
    let asked = &tokens(&server)[0];
    assert_eq!(asked.header("user-agent"), Some("mine/1"));
    assert!(!asked.shows("X-Mine"));
}

#[test]
fn endpoints_can_be_asked_in_their_own_way() {
    let endpoint = server("", &[]);
    let own = format!("{}/oauth/token", endpoint.url);
    let client = client()
        .in_body()
        .token_url(own)
        .parameter("audience", "a&b");
    let home = server("", &[]);
    let api = home.client(&[Credential::oauth2(&OAUTH, client)]).build();
    run(api.unwrap().0.request(&THING).call::<i32, NoFailure>()).unwrap();
    let asked = &tokens(&endpoint)[0];
    assert_eq!(asked.header("authorization"), None);
    assert_eq!(
        asked.body,
        "grant_type=client_credentials&audience=a%26b&client_id=id%3A1&client_secret=S3CRET%2F%C5%BC"
    );
    assert!(!home.seen()[0].shows("S3CRET"));
}

#[test]
fn a_token_given_as_text_is_sent_as_it_is() {
    let server = server("", &["Bearer mine"]);
    let api = server.client(&[Credential::oauth2(&OAUTH, "mine")]).build();
    let error = run(api.unwrap().0.request(&THING).call::<i32, NoFailure>()).unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert_eq!(server.lines(), ["POST /api/thing"]);
}

#[test]
fn tokens_that_expire_are_got_anew() {
    let server = server(r#","expires_in":"0.05""#, &[]);
    let api = server
        .client(&[Credential::oauth2(&OAUTH, client())])
        .build();
    let api = api.unwrap();
    for _ in 0..2 {
        run(api.0.request(&THING).call::<i32, NoFailure>()).unwrap();
        std::thread::sleep(Duration::from_millis(60));
    }
    assert_eq!(tokens(&server).len(), 2);
}

#[test]
fn a_refused_token_is_got_anew_once() {
    let server = server(r#","expires_in":3600"#, &["Bearer t0"]);
    let credential = [Credential::oauth2(&OAUTH, client())];
    let api = server.client(&credential).build().unwrap();
    let call = api.0.request(&THING).body("x").call::<i32, NoFailure>();
    assert_eq!(*run(call).unwrap(), 1);
    let sent: Vec<_> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(sent[1], sent[3]);
    assert_eq!((tokens(&server).len(), sent.len()), (2, 4));

    let server = self::server("", &["Bearer t0", "Bearer t2"]);
    let api = server.client(&credential).build().unwrap();
    let error = run(api.0.request(&THING).call::<i32, NoFailure>()).unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert_eq!((tokens(&server).len(), server.seen().len()), (2, 4));
}

#[test]
fn a_token_outlives_an_attempt_to_get_another_one() {
    let server = Server::new(move |request, number| match (is_token(request), number) {
        (true, 0) => answer(200, &[JSON], r#"{"access_token":"t0","expires_in":3600}"#),
        (true, _) => answer(500, &[], ""),
        (false, 2) => answer(401, &[], ""),
        (false, _) => answer(200, &[JSON], "1"),
    });
    let api = server.client(&[Credential::oauth2(&OAUTH, client())]);
    let api = api.build().unwrap();
    let call = || run(api.0.request(&THING).call::<i32, NoFailure>());
    assert_eq!(*call().unwrap(), 1);
    // It is refused here, which may be because of the operation.
    let error = call().unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(*call().unwrap(), 1);
    assert_eq!(tokens(&server).len(), 2);
}

#[test]
fn the_time_for_a_token_is_that_of_the_call() {
    /// Keeps the time, and has no timer for others.
    struct Late;
    impl Transport for Late {
        fn send<'a>(
            &'a self,
            _: http::Request<Payload>,
            limits: &'a Limits,
        ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>> {
            Box::pin(async {
                tokio::time::sleep(limits.timeout).await;
                Err(TransportError::timeout())
            })
        }
    }
    let builder = Builder::<Api>::new("http://host").transport(Late);
    let builder = builder.auth(Credential::oauth2(&OAUTH, client()));
    let api = builder.timeout(Duration::from_millis(200)).build().unwrap();
    let start = Instant::now();
    assert!(
        at_once(&api)
            .iter()
            .all(|result| matches!(result, Err(Error::Timeout)))
    );
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn another_origin_gets_no_token_and_no_second_request() {
    let elsewhere = Server::new(|_, _| answer(401, &[], ""));
    let location = format!("location: {}/there", elsewhere.url);
    let home = Server::new(move |request, _| match is_token(request) {
        true => answer(200, &[JSON], r#"{"access_token":"S3CRET"}"#),
        false => answer(307, &[&location], ""),
    });
    let api = home.client(&[Credential::oauth2(&OAUTH, client())]).build();
    let error = run(api.unwrap().0.request(&THING).call::<i32, NoFailure>()).unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert!(home.seen()[1].shows("Bearer S3CRET"));
    assert_eq!(elsewhere.seen().len(), 1);
    assert!(!elsewhere.seen()[0].shows("S3CRET"));
}

/// Makes ten calls at the same time, with a client of its own.
fn ten(server: &Server) -> Vec<Result<i32, Error<NoFailure>>> {
    let api = server.client(&[Credential::oauth2(&OAUTH, client())]);
    at_once(&api.build().unwrap())
}

fn at_once(api: &Api) -> Vec<Result<i32, Error<NoFailure>>> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        let call = || api.0.request(&THING).call::<i32, NoFailure>().into_future();
        let calls: Vec<_> = (0..10).map(|_| tokio::spawn(call())).collect();
        let mut results = Vec::new();
        for call in calls {
            results.push(call.await.unwrap().map(|answer| *answer));
        }
        results
    })
}

#[test]
fn concurrent_calls_share_one_fetch() {
    let server = server(r#","expires_in":3600"#, &[]);
    assert!(ten(&server).iter().all(Result::is_ok));
    assert_eq!(tokens(&server).len(), 1);
}

#[test]
fn concurrent_calls_share_a_failure() {
    let server = Server::new(|_, _| {
        std::thread::sleep(Duration::from_millis(30));
        answer(400, &[JSON], r#"{"error":"invalid_scope"}"#)
    });
    for result in ten(&server) {
        assert!(matches!(result, Err(Error::Token(_))));
    }
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_call_that_is_dropped_leaves_its_fetch_to_others() {
    let server = server(r#","expires_in":3600"#, &[]);
    let api = server
        .client(&[Credential::oauth2(&OAUTH, client())])
        .build();
    let api = api.unwrap();
    let call = || api.0.request(&THING).call::<i32, NoFailure>();
    assert!(matches!(
        run(call().timeout(Duration::from_millis(5))),
        Err(Error::Timeout)
    ));
    assert_eq!(*run(call()).unwrap(), 1);
}

#[test]
fn what_goes_wrong_is_typed_and_shows_no_secret() {
    let fail = |status, body: &'static str| {
        let server = Server::new(move |_, _| answer(status, &[JSON], body));
        let api = server
            .client(&[Credential::oauth2(&OAUTH, client())])
            .build();
        let api = api.unwrap();
        let error = run(api.0.request(&THING).call::<i32, NoFailure>()).unwrap_err();
        let shown = format!("{api:?} {error} {error:?} {:?}", error.source());
        assert!(!shown.contains("S3CRET"), "{shown}");
        match error {
            Error::Token(error) => error,
            other => panic!("{other:?}"),
        }
    };
    for (body, expected) in [
        (r#"{"error":"invalid_client"}"#, Some("invalid_client")),
        (r#"{"error":"S3CRET/ż"}"#, None),
        (r#"{"error":"no such client id:1"}"#, None),
        ("", None),
    ] {
        match fail(401, body) {
            TokenError::Refused { status: 401, code } => assert_eq!(code.as_deref(), expected),
            other => panic!("{other:?}"),
        }
    }
    for body in [
        "",
        "[]",
        r#"{"token":"x"}"#,
        r#"{"access_token":7}"#,
        r#"{"access_token":"a\r\nb"}"#,
        r#"{"access_token":"x","token_type":"mac"}"#,
    ] {
        assert!(
            matches!(fail(200, body), TokenError::Malformed(_)),
            "{body}"
        );
    }
    // A secret does not follow a redirect.
    let moved = fail(307, "");
    assert!(matches!(moved, TokenError::Refused { status: 307, .. }));
}

#[test]
fn a_secret_is_sent_nowhere_less_safe_than_the_api() {
    let refused = |base: &str, url: &str| {
        let credential = Credential::oauth2(&OAUTH, client().token_url(url));
        let builder = Builder::<Api>::new(base).auth(credential);
        match builder.build() {
            Err(BuildError::Credential { problem, .. }) => Some(problem),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    };
    for url in [
        "http://a.example/token",
        "ftp://a.example",
        "https://u:p@a",
        "",
    ] {
        assert!(refused("https://a.example", url).is_some(), "{url}");
    }
    assert_eq!(refused("https://a.example", "https://b.example/t"), None);
    assert_eq!(refused("http://127.0.0.1", "http://127.0.0.1:1/t"), None);
    assert!(!format!("{:?}", client()).contains("S3CRET"));
}

#[test]
fn two_credentials_cannot_share_a_header() {
    let server = server("", &[]);
    let credentials = [
        Credential::basic(&BASIC, "joe", "S3CRET"),
        Credential::oauth2(&OAUTH, "S3CRET"),
    ];
    let api = server.client(&credentials).build().unwrap();
    let error = run(api.0.request(&BOTH).call::<i32, NoFailure>()).unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(server.seen().is_empty());
}
