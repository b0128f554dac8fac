//! What connections may do, and how serving ends.

use super::*;
use crate::operation::{Operation, Response};
use crate::outcome::{Asked, NoFailure};
use crate::server::{Context, Nobody, Options, Router, reply};
use crate::stream::Payload;
use http::Method;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::{JoinHandle, spawn};
use std::time::Instant;
use tokio::sync::oneshot;

const fn get(path: &'static str, responses: &'static [Response]) -> Operation {
    Operation {
        id: path,
        tag: "",
        summary: "",
        method: Method::GET,
        path,
        parameters: &[],
        body: None,
        responses,
        paging: None,
        server: None,
        security: &[],
        deprecated: false,
        extensions: &[],
    }
}

static WHERE: Operation = get("/where", const { &[Response::code(200, "").json()] });
static SLOW: Operation = get("/slow", const { &[Response::code(200, "").json()] });
static BYTES: &[&str] = &["application/octet-stream"];
static MUCH: Operation = get(
    "/much",
    const { &[Response::code(200, "").body(BYTES).streamed()] },
);

fn router() -> axum::Router {
    Router::per_request("", |context: Context| context, Nobody, Options::default())
        .public(&WHERE, |context: Arc<Context>, request| {
            let address = context.remote_address().map(|address| address.to_string());
            Box::pin(async move { reply::<_, NoFailure>(&request.asked, Ok(address)) })
        })
        .public(&SLOW, |_, request| {
            Box::pin(async move {
                tokio::time::sleep(Duration::from_millis(400)).await;
                reply::<_, NoFailure>(&request.asked, Ok("done".to_owned()))
            })
        })
        .public(&MUCH, |_, _| {
            Box::pin(async move {
                let bytes = Payload::from(vec![0_u8; 64 * 1024 * 1024]);
                reply::<_, NoFailure>(&Asked::of(&MUCH), Ok(bytes))
            })
        })
        .into_axum()
}

/// A server on a thread of its own, until it is stopped.
struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: JoinHandle<()>,
}

impl Server {
    fn new(with: impl FnOnce(Serve) -> Serve + Send + 'static) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let thread = spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            runtime.enable_all().build().unwrap().block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                with(serve(listener, router()).until(stopped)).await;
            });
        });
        Self {
            address,
            stop: Some(stop),
            thread,
        }
    }

    fn open(&self, sent: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        stream
    }

    /// What comes back until the connection ends.
    fn ask(&self, sent: &str) -> String {
        rest(self.open(sent))
    }

    /// Stops, and says how long it took.
    fn stop(mut self) -> Duration {
        let start = Instant::now();
        drop(self.stop.take());
        self.thread.join().unwrap();
        start.elapsed()
    }
}

fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset is an end as well.
    _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

const SHORT: Duration = Duration::from_millis(150);
const SOON: Duration = Duration::from_secs(5);

#[test]
fn handlers_know_the_address_of_the_other_side() {
    let server = Server::new(|serve| serve);
    let stream = server.open("GET /where HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let address = stream.local_addr().unwrap().to_string();
    let answer = rest(stream);
    assert!(answer.ends_with(&format!("\"{address}\"")), "{answer}");
}

#[test]
fn slow_heads_and_idle_connections_end() {
    let server = Server::new(|serve| serve.head_timeout(SHORT));
    for sent in [
        "",
        "GET /wh",
        "GET /where HTTP/1.1\r\nHost: x\r\nX: ",
        "GET /where HTTP/1.1\r\nHost: x\r\n\r\n",
    ] {
        let start = Instant::now();
        server.ask(sent);
        let took = start.elapsed();
        assert!(took >= SHORT && took < SOON, "{sent}: {took:?}");
    }
}

#[test]
fn heads_have_limits() {
    let server = Server::new(|serve| serve.head_limit(2_000).head_timeout(Duration::MAX));
    let long = "x".repeat(2_000);
    let many = "X: y\r\n".repeat(101);
    for (line, headers) in [
        (format!("/{long}"), String::new()),
        ("/where".to_owned(), format!("X: {long}\r\n")),
        ("/where".to_owned(), many),
    ] {
        let answer = server.ask(&format!("GET {line} HTTP/1.1\r\nHost: x\r\n{headers}\r\n"));
        assert!(
            answer.starts_with("HTTP/1.1 431 ") || answer.starts_with("HTTP/1.1 414 "),
            "{answer}"
        );
    }
}

#[test]
fn a_client_that_takes_nothing_is_left() {
    let server = Server::new(|serve| serve.stall_timeout(SHORT));
    let stream = server.open("GET /much HTTP/1.1\r\nHost: x\r\n\r\n");
    std::thread::sleep(SHORT);
    assert!(server.stop() < SOON);
    assert!(rest(stream).len() < 64 * 1024 * 1024);
}

#[test]
fn there_are_so_many_connections_and_no_more() {
    let server = Server::new(|serve| serve.connections(0));
    let request = "GET /where HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let first = server.open("");
    let mut second = server.open(request);
    second.set_read_timeout(Some(SHORT)).unwrap();
    assert!(
        second.read(&mut [0]).is_err(),
        "the first has the only place"
    );
    drop(first);
    second.set_read_timeout(Some(SOON)).unwrap();
    assert!(rest(second).starts_with("HTTP/1.1 200 "));
}

#[test]
fn what_is_under_way_is_answered_before_the_end() {
    let server = Server::new(|serve| serve);
    let idle = server.open("");
    let busy = server.open("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    std::thread::sleep(SHORT);
    let address = server.address;
    let took = server.stop();
    assert!(took < SOON, "{took:?}");
    let answer = rest(busy);
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\"done\""),
        "{answer}"
    );
    assert_eq!(rest(idle), "");
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn what_takes_too_long_is_given_up() {
    let server = Server::new(|serve| serve.grace(Duration::ZERO));
    let busy = server.open("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    std::thread::sleep(SHORT);
    assert!(server.stop() < SOON);
    assert_eq!(rest(busy), "");
}
