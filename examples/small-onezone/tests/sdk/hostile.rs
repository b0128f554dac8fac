//! What no client of good will sends: it is refused in Onezone's own words, and
//! nothing breaks.

use crate::served::{Served, group};
use onedata::OnedataError;
use onedata::runtime::Reported;
use small_onezone::onezone::operations;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// Sends a request as it is written, and gives status and body.
fn send(zone: &Served, line: &str, headers: &str, body: &str) -> (u16, Vec<u8>) {
    let address = zone.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let head = format!(
        "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let status = std::str::from_utf8(&answer[9..12])
        .unwrap()
        .parse()
        .unwrap();
    (status, answer[end + 4..].to_owned())
}

/// The error that a body holds.
fn error(body: &[u8]) -> OnedataError {
    let reported = Reported::from_json(body);
    reported
        .unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(body)))
        .error
}

const BODIES: [&str; 6] = [
    "",
    "{",
    "[]",
    "null",
    r#"{"name":7,"token":{},"grant":"all"}"#,
    r#"{"name":"\u0000","username":"\u0000","password":"\u0000","token":"\u0000"}"#,
];

/// The request lines of all operations, with this for each parameter.
fn lines(value: &str) -> impl Iterator<Item = (bool, String)> {
    operations::ALL.iter().map(move |operation| {
        let parts = operation
            .path
            .split('/')
            .map(|part| match part.starts_with('{') {
                true => value,
                false => part,
            });
        let path = parts.collect::<Vec<_>>().join("/");
        let line = format!("{} /api/v3/onezone{path}", operation.method);
        (operation.security.is_empty(), line)
    })
}

#[tokio::test]
async fn nobody_gets_in_without_credentials() {
    let zone = Served::start();
    let mut guarded = 0;
    for (is_public, line) in lines("x") {
        if is_public {
            continue;
        }
        guarded += 1;
        for headers in [
            "",
            "x-auth-token: guess\r\n",
            "authorization: Basic eDp5\r\n",
            "authorization: Bearer \r\n",
        ] {
            let (status, body) = send(&zone, &line, headers, "{}");
            assert_eq!(
                (status, error(&body).id()),
                (401, "unauthorized"),
                "{line} {headers}"
            );
        }
    }
    assert_eq!(guarded, operations::ALL.len() - 9, "nine are public");
}

#[tokio::test]
async fn no_request_breaks_anything() {
    let zone = Served::start();
    let (alice_id, alice) = zone.user("alice").await;
    let team = group(&alice, "Team").await;
    let token = zone.token.clone().unwrap();
    let headers = format!("x-auth-token: {token}\r\ncontent-type: application/json\r\n");
    let long = "x".repeat(4000);
    let mut sent = 0;
    for value in [
        "x",
        "%00",
        "'%20OR%201=1--",
        "..%2F..",
        "%ff",
        &long,
        &team,
        &alice_id,
    ] {
        for (_, line) in lines(value) {
            // What takes from the administrator ends the test.
            if line.starts_with("DELETE") && !line.contains(value) {
                continue;
            }
            for body in BODIES {
                let (status, answer) = send(&zone, &line, &headers, body);
                sent += 1;
                assert!(status < 500, "{line} {body}: {status}");
                if status >= 400 {
                    error(&answer);
                }
            }
        }
    }
    assert!(sent > 5000, "{sent}");
    assert_eq!(
        zone.admin().get_current_user().await.unwrap().username,
        "admin"
    );
}

#[tokio::test]
async fn what_is_no_request_of_the_api_is_told_so() {
    let zone = Served::start();
    let token = format!("x-auth-token: {}\r\n", zone.token.clone().unwrap());
    let json = format!("{token}content-type: application/json\r\n");
    for (line, headers, body, status) in [
        ("GET /", &token, "", 404),
        ("GET /api/v3/onezone/clusters", &token, "", 404),
        ("POST /api/v3/onezone/user", &token, "", 405),
        ("POST /api/v3/onezone/user/groups", &token, "{}", 415),
        (
            "POST /api/v3/onezone/user/groups",
            &json,
            r#"{"name":"Team","type":"club"}"#,
            400,
        ),
        (
            "POST /api/v3/onezone/user/groups",
            &json,
            r#"{"name":"","type":"team"}"#,
            400,
        ),
    ] {
        let (found, answer) = send(&zone, line, headers, body);
        assert_eq!(found, status, "{line}");
        assert!(!error(&answer).id().is_empty());
    }
}
