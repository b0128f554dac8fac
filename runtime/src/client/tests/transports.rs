//! What every transport does.

use crate::client::arrival::collect;
use crate::client::transport::within;
use crate::client::{HttpTransport, Limits, Transport, TransportError};
use crate::stream::Payload;
use bytes::Bytes;
use std::error::Error as _;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::pin::pin;
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(50);

/// All transports, with a time limit for connections.
fn all(connect_timeout: Duration) -> Vec<Box<dyn Transport>> {
    let usual = HttpTransport::builder().connect_timeout(connect_timeout);
    vec![
        Box::new(usual.build().unwrap()),
        #[cfg(feature = "reqwest")]
        Box::new(crate::client::ReqwestTransport::new(connect_timeout).unwrap()),
    ]
}

fn usual() -> Vec<Box<dyn Transport>> {
    all(Duration::from_secs(10))
}

/// Answers one request with this text, and then waits for the other side to
/// hang up.
fn serve(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(answer.as_bytes());
        let _ = stream.read(&mut [0; 4096]);
    });
    format!("http://{address}/?key=S3CRET")
}

fn exchange(
    transport: &dyn Transport,
    url: &str,
    limits: &Limits,
) -> Result<http::Response<Bytes>, TransportError> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        let mut request = http::Request::new(Payload::default());
        *request.uri_mut() = url.parse().unwrap();
        let limit = transport.sleep(limits.timeout);
        let whole = async {
            let mut answer = transport.send(request, limits).await?;
            collect(&mut answer, limits).await?;
            Ok(answer.map(|body| body.as_bytes().cloned().unwrap_or_default()))
        };
        within(limit, pin!(whole)).await
    })
}

#[test]
fn redirects_are_answers() {
    for transport in usual() {
        let url = serve("HTTP/1.1 302 Found\r\nlocation: /next\r\ncontent-length: 2\r\n\r\nno");
        let answer = exchange(&*transport, &url, &Limits::default()).unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.body().as_ref()),
            (302, &b"no"[..])
        );
        assert_eq!(answer.headers()["location"], "/next");
    }
}

#[test]
fn limits_hold() {
    for transport in usual() {
        let mut limits = Limits {
            response_bytes: 3,
            ..Limits::default()
        };
        for answer in [
            "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nlong",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nlo\r\n2\r\nng\r\n0\r\n\r\n",
        ] {
            let error = exchange(&*transport, &serve(answer), &limits).unwrap_err();
            assert_eq!(error.to_string(), TransportError::too_large().to_string());
        }
        limits.timeout = SHORT;
        for answer in ["", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n"] {
            let error = exchange(&*transport, &serve(answer), &limits).unwrap_err();
            assert_eq!(error.to_string(), TransportError::timeout().to_string());
        }
    }
}

#[test]
fn a_connection_that_takes_too_long_was_never_made() {
    for transport in all(SHORT) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let error = runtime.enable_all().build().unwrap().block_on(async {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            // Nobody accepts, and the queue has no room for more.
            let listener = socket.listen(1).unwrap();
            let address = listener.local_addr().unwrap();
            let connect = |_| std::net::TcpStream::connect_timeout(&address, SHORT);
            let waiting: Vec<_> = (0..8).map(connect).collect();
            assert!(waiting.iter().any(Result::is_err));
            let mut request = http::Request::new(Payload::default());
            *request.uri_mut() = format!("http://{address}").parse().unwrap();
            transport.send(request, &Limits::default()).await
        });
        assert!(error.unwrap_err().is_connect());
    }
}

#[test]
fn errors_do_not_show_the_query() {
    for transport in usual() {
        let unused = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let url = format!("http://{unused}/?key=S3CRET");
        let error = exchange(&*transport, &url, &Limits::default()).unwrap_err();
        assert!(error.is_connect());
        assert!(!format!("{error:?} {:?}", error.source()).contains("S3CRET"));
    }
}
