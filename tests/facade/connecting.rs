//! From a host and credentials to calls, as code and the environment say.

use crate::serve::serve;
use axum::Router;
use axum::extract::Request;
use onedata::{Connect, ConnectError, onepanel, oneprovider, onezone};
use rcgen::generate_simple_self_signed;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::env::VarError;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

/// Variables that are looked up as those of a process are.
fn variables(given: &[(&'static str, &str)]) -> impl Fn(&str) -> Result<String, VarError> + use<> {
    let given: Vec<_> = given
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    move |name| {
        let found = given.iter().find(|(given, _)| *given == name);
        found
            .map(|(_, value)| value.clone())
            .ok_or(VarError::NotPresent)
    }
}

/// What a service was asked: its path and its headers about credentials.
type Asked = Arc<Mutex<Vec<String>>>;

async fn recorder() -> (String, Asked) {
    let asked = Asked::default();
    let record = Arc::clone(&asked);
    let url = serve(Router::new().fallback(move |request: Request| {
        let header = |name: &str| {
            let value = request.headers().get(name);
            value.map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        let (token, basic) = (header("x-auth-token"), header("authorization"));
        let line = format!("{} {token}|{basic}", request.uri());
        record.lock().unwrap().push(line);
        async { "{}" }
    }));
    (url.await, asked)
}

#[tokio::test]
async fn the_environment_says_where_and_who() {
    let (url, asked) = recorder().await;
    let zone = |more: &[(&'static str, &str)]| {
        let all = [&[("ONEZONE_HOST", url.as_str())], more].concat();
        onezone::Client::from_variables(variables(&all)).unwrap()
    };
    let token = ("ONEZONE_API_KEY", "T");
    let basic = ("ONEZONE_BASIC_AUTH", "me:a:b");
    for connection in [
        zone(&[]),
        zone(&[token]),
        zone(&[basic]),
        zone(&[basic, token]),
        zone(&[token, ("ONEZONE_BASIC_AUTH", "")]),
        zone(&[basic]).token("U"),
    ] {
        let _ = connection.client().unwrap().get_current_user().await;
    }
    let provider = [
        ("ONEPROVIDER_HOST", url.as_str()),
        ("ONEPROVIDER_API_KEY", "P"),
    ];
    let provider = oneprovider::Client::from_variables(variables(&provider)).unwrap();
    let _ = provider.client().unwrap().get_all_spaces().await;
    let panel = [
        ("ONEPANEL_HOST", url.as_str()),
        ("ONEPANEL_BASIC_AUTH", "onepanel:p"),
    ];
    let panel = onepanel::Client::from_variables(variables(&panel)).unwrap();
    let _ = panel.client().unwrap().get_task_status("x").await;
    let user = "/api/v3/onezone/user";
    assert_eq!(
        *asked.lock().unwrap(),
        [
            format!("{user} |"),
            format!("{user} T|"),
            format!("{user} |Basic bWU6YTpi"),
            format!("{user} |Basic bWU6YTpi"),
            format!("{user} T|"),
            format!("{user} U|"),
            "/api/v3/oneprovider/spaces P|".to_owned(),
            "/api/v3/onepanel/tasks/x |Basic b25lcGFuZWw6cA==".to_owned(),
        ]
    );
}

#[test]
fn what_the_environment_lacks_or_cannot_mean_is_named() {
    let host = ("ONEZONE_HOST", "zone.test");
    let problem = |given: &[(&'static str, &str)]| {
        let connection = onezone::Client::from_variables(variables(given));
        connection
            .and_then(|connection| connection.client())
            .unwrap_err()
    };
    let unset = "the environment variable `ONEZONE_HOST`: is not set";
    for (given, expected) in [
        (&[][..], unset),
        (&[("ONEZONE_HOST", "")], unset),
        (
            &[("ONEZONE_HOST", "ftp://x")],
            "`ONEZONE_HOST`: the base URL is neither",
        ),
        (
            &[("ONEZONE_HOST", "a b")],
            "`ONEZONE_HOST`: the base URL is not a URL",
        ),
        (
            &[host, ("ONEZONE_BASIC_AUTH", "S3CRET")],
            "`ONEZONE_BASIC_AUTH`: has no colon",
        ),
        (
            &[host, ("ONEZONE_API_KEY", "S3CRET\n")],
            "`ONEZONE_API_KEY`: ",
        ),
    ] {
        let error = problem(given);
        assert!(matches!(error, ConnectError::Variable { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.to_string().contains("S3CRET"), "{error}");
    }
    let provider = variables(&[
        ("ONEPROVIDER_HOST", "p"),
        ("ONEPROVIDER_BASIC_AUTH", "a:b"),
        ("ONEPROVIDER_API_KEY", "T"),
    ]);
    let error = oneprovider::Client::from_variables(provider).unwrap_err();
    assert!(error.to_string().contains("takes no passwords"), "{error}");
    let odd = |_: &str| Err(VarError::NotUnicode(OsString::from("x")));
    let error = onepanel::Client::from_variables(odd).unwrap_err();
    assert!(
        error.to_string().contains("`ONEPANEL_HOST`: is not UTF-8"),
        "{error}"
    );
}

#[test]
fn what_code_gives_is_not_blamed_on_variables() {
    for (connection, expected) in [
        (onezone::Client::connect("::"), "the base URL is not a URL"),
        (
            onezone::Client::connect("a").token("\n"),
            "the credential for `x_auth_token`",
        ),
        (
            onezone::Client::connect("a").root_certificates("no"),
            "the transport cannot",
        ),
    ] {
        let error = connection.client().unwrap_err();
        assert!(matches!(error, ConnectError::Build(_)), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
    let shown = format!("{:?}", onezone::Client::connect("a").token("S3CRET"));
    assert!(!shown.contains("S3CRET"), "{shown}");
}

/// Answers each of so many connections with the same user, over TLS with a
/// certificate of its own, which is given as text.
fn self_signed(connections: usize) -> (SocketAddr, String) {
    let own = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let pem = own.cert.pem();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key);
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for _ in 0..connections {
            let (stream, _) = listener.accept().unwrap();
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
                head.push(byte[0]);
            }
            if head.ends_with(b"\r\n\r\n") {
                let body = r#"{"spaces": ["s1"]}"#;
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
                let length = body.len();
                write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
                stream.flush().unwrap();
            }
        }
    });
    (address, pem)
}

#[tokio::test]
async fn a_certificate_of_its_own_is_accepted_on_request_only() {
    let (address, pem) = self_signed(3);
    let host = format!("localhost:{}", address.port());
    let connection = || onezone::Client::connect(&host);
    let strict = connection().builder().unwrap();
    let strict = strict
        .retry(onedata::runtime::client::Retry::never())
        .build();
    let refused = strict.unwrap().list_user_spaces().await.unwrap_err();
    assert!(refused.is_connect(), "{refused:?}");
    for willing in [
        connection().root_certificates(pem),
        connection().danger_accept_any_certificate(),
    ] {
        let spaces = willing.client().unwrap().list_user_spaces().await.unwrap();
        assert_eq!(spaces.spaces.as_deref(), Some(&["s1".to_owned()][..]));
    }
}
