//! Security schemes that are not among the usual ones.

use super::server::{Server, answer, operation};
use super::{TOKEN, run};
use crate::client::Credential;
use crate::operation::{Operation, Response, SchemeKind, SecurityScheme};
use crate::outcome::NoFailure;
use http::Method;

static SIGNED: SecurityScheme = SecurityScheme {
    name: "signed",
    kind: SchemeKind::Other("HMAC-SHA256"),
};
static CERTIFICATE: SecurityScheme = SecurityScheme {
    name: "certificate",
    kind: SchemeKind::MutualTls,
};

const DONE: &[Response] = &[Response::code(204, "")];
static SIGN: Operation = operation(Method::GET, DONE, &[&[&SIGNED]]);
static BOTH: Operation = operation(Method::GET, DONE, &[&[&CERTIFICATE, &TOKEN]]);

/// What a call with these credentials has in `Authorization`.
fn authorization(operation: &'static Operation, credentials: &[Credential]) -> Option<String> {
    let server = Server::new(|_, _| answer(204, &[], ""));
    let api = server.client(credentials).build().unwrap();
    run(api.0.request(operation).call::<(), NoFailure>()).unwrap();
    let sent = server.seen().remove(0);
    sent.header("authorization").map(str::to_owned)
}

#[test]
fn other_schemes_of_http_are_sent_by_their_name() {
    let signed = Credential::api_key(&SIGNED, "Signature=0a");
    let sent = authorization(&SIGN, &[signed]);
    assert_eq!(sent.as_deref(), Some("HMAC-SHA256 Signature=0a"));
}

#[test]
fn a_certificate_completes_a_combination_unseen() {
    let token = Credential::bearer(&TOKEN, "t0");
    assert_eq!(authorization(&BOTH, std::slice::from_ref(&token)), None);
    let certificate = Credential::certificate(&CERTIFICATE);
    let sent = authorization(&BOTH, &[token, certificate]);
    assert_eq!(sent.as_deref(), Some("Bearer t0"));
}
