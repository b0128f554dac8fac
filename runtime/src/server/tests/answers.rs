//! Bodies, callers and failures, and how they are answered.

use super::*;
use crate::server::{caller, respond};
use axum::response::Response;
use http::Request;

#[test]
fn bodies_that_do_not_fit() {
    let token = ("authorization", "bearer good");
    let json = ("content-type", "application/json; charset=utf-8");
    let put = |headers: &[(&str, &str)], body, expected| {
        check("PUT", "/api/things/x", headers, body, expected);
    };
    put(&[token, json], "[1]", (200, r#"["good",[1]]"#));
    put(&[token, json], "[1", (400, ""));
    put(&[token, json], "", (400, ""));
    put(&[token, json], "{}", (422, ""));
    put(&[token, json], "[1,2,3]", (422, ""));
    put(&[token], "[1]", (415, ""));
    put(&[token, ("content-type", "text/plain")], "[1]", (415, ""));
    let small = Options::default().body_limit(3);
    let answer = send(
        small.clone(),
        request("PUT", "/api/things/x", &[token, json], "[10]"),
    );
    assert_eq!(answer.status, 413);
    let announced = [token, json, ("content-length", "4")];
    let answer = send(small, request("PUT", "/api/things/x", &announced, "[1]"));
    assert_eq!(answer.status, 413);
    let answer = send(
        Options::default().header_limit(20),
        request("GET", "/api/things/x", &[token], ""),
    );
    assert_eq!(answer.status, 431);
}

#[test]
fn callers_must_be_known() {
    let challenge = "Bearer, Basic realm=\"api\", charset=\"UTF-8\"";
    for headers in [
        &[][..],
        &[("authorization", "Bearer")],
        &[("authorization", "Bearer bad")],
        &[("authorization", "Basic !")],
        &[
            ("authorization", "Bearer good"),
            ("authorization", "Bearer good"),
        ],
    ] {
        let answer = send(
            Options::default(),
            request("PUT", "/api/things/x", headers, "broken"),
        );
        assert_eq!(answer.status, 401);
        assert_eq!(answer.headers["www-authenticate"], challenge);
    }
    let joe = [
        ("authorization", "Basic am9lOnBhc3M="),
        ("content-type", "application/json"),
    ];
    check("PUT", "/api/things/x", &joe, "[]", (200, r#"["joe",[]]"#));
    let token = [("authorization", "Bearer good")];
    check("GET", "/api/things/:me", &token, "", (200, "\"good\""));
    check(
        "GET",
        "/api/things/:me",
        &[("authorization", "Bearer bad")],
        "",
        (401, ""),
    );
}

/// A route beside those of the description answers as an operation does.
#[test]
fn what_links_lead_to_is_answered_as_the_operation_is() {
    async fn more(request: Request<Body>) -> Result<Response, Rejection> {
        let (parts, _) = request.into_parts();
        let caller = caller(&PUT, &authenticate, &parts).await?;
        let result: Result<_, NoFailure> = Ok(json!([caller, parts.uri.query()]));
        Ok(respond(&PUT, &parts.headers, result))
    }
    let send = |authorization: &str| {
        let router = router(Options::default()).route("/more", axum::routing::get(more));
        let headers = [("authorization", authorization)];
        answer(router, request("GET", "/more?page=2", &headers, ""))
    };
    let known = send("Bearer good");
    assert_eq!(known.status, 200);
    assert_eq!(known.text, r#"["good","page=2"]"#);
    assert_eq!(known.headers["content-type"], "application/json");
    let unknown = send("Bearer bad");
    assert_eq!(unknown.status, 401);
    assert!(unknown.headers.contains_key("www-authenticate"));
    assert_eq!(unknown.headers["content-type"], "application/problem+json");
}

#[test]
fn failures_stay_inside_their_request() {
    check("GET", "/api/panic", &[], "", (500, ""));
    let slow = Options::default().timeout(Duration::from_millis(5));
    assert_eq!(
        send(slow, request("GET", "/api/sleep", &[], "")).status,
        503
    );
    let slow = Options::default().timeout(Duration::from_millis(5));
    let headers = [
        ("authorization", "Bearer good"),
        ("content-type", "application/json"),
    ];
    let (parts, _) = request("PUT", "/api/things/x", &headers, "").into_parts();
    let never = HttpRequest::from_parts(parts, Body::new(Never));
    assert_eq!(send(slow, never).status, 408);
    check("GET", "/api/things/x", &[], "", (200, ""));
    let endless = Options::default().timeout(Duration::MAX);
    assert_eq!(
        send(endless, request("GET", "/api/things/x", &[], "")).status,
        200
    );
}

/// A body that does not come.
struct Never;

impl axum::body::HttpBody for Never {
    type Data = bytes::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

#[test]
fn rejections_can_be_rendered_otherwise() {
    let own =
        |rejection: &Rejection| Reply::json(rejection.status(), &format!("{:?}", rejection.kind()));
    let answer = send(
        Options::default().rejections(own),
        request("POST", "/api/panic", &[], ""),
    );
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (405, "\"MethodNotAllowed\"")
    );
    assert_eq!(answer.headers["allow"], "GET, HEAD");
    let answer = send(
        Options::default().rejections(own),
        request("GET", "/api/none", &[], ""),
    );
    assert_eq!(answer.text, "\"NotFound\"");
    let by_operation = |rejection: &Rejection| match rejection.operation() {
        Some(operation) => Reply::json(rejection.status(), &operation.id.to_owned()),
        None => rejection.problem_details(),
    };
    for (uri, text) in [("/api/things", "\"/things\""), ("/api/none", "{\"detail\"")] {
        let options = Options::default().rejections(by_operation);
        let answer = send(options, request("GET", uri, &[], ""));
        assert!(answer.text.starts_with(text), "{}", answer.text);
    }
    let broken = Options::default().rejections(|_| panic!("on purpose"));
    assert_eq!(
        send(broken, request("GET", "/api/panic", &[], "")).status,
        500
    );
}

#[test]
fn the_reason_of_a_denial_is_for_who_renders_it() {
    let reason = |rejection: &Rejection| {
        let source = std::error::Error::source(rejection);
        let reason = source.and_then(|source| source.downcast_ref::<std::num::ParseIntError>());
        Reply::json(rejection.status(), &reason.map(ToString::to_string))
    };
    let odd = || {
        request(
            "PUT",
            "/api/things/1",
            &[("authorization", "Basic b2RkOng=")],
            "",
        )
    };
    let answer = send(Options::default().rejections(reason), odd());
    let told = "\"invalid digit found in string\"";
    assert_eq!((answer.status, answer.text.as_str()), (401, told));
    assert!(answer.headers.contains_key("www-authenticate"));
    // Else it is told to nobody.
    let usual = send(Options::default(), odd());
    assert_eq!(usual.status, 401);
    assert!(!usual.text.contains("digit"), "{}", usual.text);
}

#[test]
fn credentials_are_not_shown() {
    let (parts, _) = request("PUT", "/", &[("authorization", "Bearer S3CRET")], "").into_parts();
    let presented = Presented::take(&PUT, &parts, None).unwrap();
    let shown = format!("{presented:?}");
    assert!(
        shown.contains("Bearer(..)") && !shown.contains("S3CRET"),
        "{shown}"
    );
}

#[test]
fn other_schemes_of_http_are_known_by_their_name() {
    static SIGNED: SecurityScheme = SecurityScheme {
        name: "signed",
        kind: SchemeKind::Other("HMAC-SHA256"),
    };
    static SIGN: Operation = operation("/sign", Method::PUT, &[&[&SIGNED]], None);
    let presented = |value| {
        let (parts, _) = request("PUT", "/", &[("authorization", value)], "").into_parts();
        let credentials = Presented::take(&SIGN, &parts, None)?
            .credentials()
            .to_owned();
        Some(credentials.first()?.value.clone())
    };
    let key = PresentedValue::ApiKey("Signature=0a".to_owned());
    assert_eq!(presented("hmac-sha256 Signature=0a"), Some(key));
    assert_eq!(presented("Bearer Signature=0a"), None);
}

static CERTIFICATE: SecurityScheme = SecurityScheme {
    name: "certificate",
    kind: SchemeKind::MutualTls,
};

/// What an operation with this security answers to a request that has a
/// token, and a certificate if there is one in the chain, where the hook only
/// lets owners of certificates in, or knows nothing of them.
fn certified(operation: &'static Operation, chain: &[&'static [u8]], is_known: bool) -> u16 {
    let owner = async |presented: Presented| {
        assert_eq!(presented.extensions().get::<u8>(), Some(&7));
        let credentials = presented.credentials().iter();
        let mut certificates = credentials.filter_map(|credential| match &credential.value {
            PresentedValue::Certificate(certificate) => certificate.der(),
            _ => None,
        });
        match certificates.any(|der| der == "0joe") {
            true => Ok("joe".to_owned()),
            false => Err(Denied::forbidden()),
        }
    };
    let handler: Handler<Api, String> =
        |_, request| Box::pin(async move { Ok(Reply::json(200, &request.caller)) });
    let options = Options::default();
    let app = match is_known {
        true => Router::new("", Api, owner, options)
            .guarded(operation, handler)
            .into_axum(),
        false => Router::new("", Api, authenticate, options)
            .guarded(operation, handler)
            .into_axum(),
    };
    let mut request = request("PUT", "/sealed", &[("authorization", "Bearer good")], "");
    request.extensions_mut().insert(7_u8);
    request
        .extensions_mut()
        .insert(ClientCertificate::new(chain.to_vec()));
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().build().unwrap();
    runtime
        .block_on(app.oneshot(request))
        .unwrap()
        .status()
        .as_u16()
}

#[test]
fn a_certificate_of_the_connection_is_presented() {
    static SEALED: Operation = operation("/sealed", Method::PUT, &[&[&CERTIFICATE]], None);
    static BOTH: Operation = operation("/sealed", Method::PUT, &[&[&CERTIFICATE, &TOKEN]], None);
    for operation in [&SEALED, &BOTH] {
        assert_eq!(certified(operation, &[b"0joe", b"0ca"], true), 200);
        assert_eq!(certified(operation, &[b"0eve", b"0joe"], true), 403);
        assert_eq!(certified(operation, &[], true), 401);
        assert_eq!(certified(operation, &[], false), 401);
    }
    assert_eq!(certified(&SEALED, &[b"0joe"], false), 401);
    assert_eq!(certified(&BOTH, &[b"0joe"], false), 403);
}
