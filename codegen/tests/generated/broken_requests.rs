//! Requests as no client sends them, byte by byte: each is answered as it
//! deserves, or its connection ends, and the server goes on.

use crate::modules::bodies::models::Thing;
use crate::modules::bodies::server::DefaultApi;
use crate::modules::{bodies, parameter_defaults, streams};
use specwright_runtime::server::{Options, serve};
use specwright_runtime::{NoFailure, Value};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

fn compare(rows: Vec<(u16, Vec<u8>)>) {
    hostile(async |url| {
        let mut wrong = Vec::new();
        for (expected, sent) in rows {
            let shown = String::from_utf8_lossy(&sent[..sent.len().min(200)]).into_owned();
            let answer = talk(&url, &sent).await;
            if answer.took < SOON && answer.status() == expected {
                continue;
            }
            wrong.push(format!("{shown:?}: {expected} expected, {answer:?}"));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let last = talk(&url, b"GET /items/cup?needed=1 HTTP/1.0\r\n\r\n").await;
        assert_eq!(last.status(), 200, "the server goes on");
    });
}

/// Requests and what they come to, in the form that the file explains.
const TABLE: &str = include_str!("broken_requests.txt");

/// The bytes of a row.
fn bytes(row: &str) -> Vec<u8> {
    if let Some(raw) = row.strip_prefix('@') {
        return unescaped(raw.trim_start());
    }
    let (head, body) = row.split_once(" || ").unwrap_or((row, ""));
    let mut parts = head.split(" | ");
    let line = parts.next().unwrap();
    let headers: String = parts.map(|header| format!("{header}\\r\\n")).collect();
    let head = format!("{line} HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n{headers}\\r\\n");
    unescaped(&(head + body))
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match (byte, byte == b'\\') {
            (_, true) => match rest.next().unwrap() {
                b'r' => b'\r',
                b'n' => b'\n',
                b'0' => b'\0',
                b'x' => {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(str::from_utf8(&digits).unwrap(), 16).unwrap()
                }
                other => panic!("{text:?}: \\{}", char::from(other)),
            },
            (byte, false) => byte,
        });
    }
    bytes
}

#[test]
fn broken_requests_are_answered_as_they_deserve() {
    let rows = TABLE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows: Vec<_> = rows
        .map(|row| {
            let (status, row) = row.split_once(' ').unwrap();
            (status.parse().unwrap(), bytes(row))
        })
        .collect();
    assert!(rows.len() > 80, "{}", rows.len());
    compare(rows);
}

#[test]
fn what_is_too_large_is_refused() {
    let line = |line: &str, headers: &str| {
        format!("{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").into_bytes()
    };
    let json = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
    let long = |length: usize| "x".repeat(length);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n0\r\n\r\n", text.len());
    let post = |body: String| [line("POST /any", json), body.into_bytes()].concat();
    let nested = "[".repeat(30_000) + &"]".repeat(30_000);
    let bytes = "Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n";
    compare(vec![
        (414, line(&format!("GET /items/{}", long(70_000)), "")),
        (
            431,
            line(
                &format!("GET /items/cup?needed={}", long(60_000)),
                &format!("X: {}\r\n", long(10_000)),
            ),
        ),
        (
            431,
            line("GET /items/cup", &format!("X: {}\r\n", long(70_000))),
        ),
        (431, line("GET /any", &format!("X: {}\r\n", long(200_000)))),
        (431, line("GET /any", &"X: y\r\n".repeat(120))),
        (413, post(chunk(&long(70_000)))),
        (400, post(chunk(&nested))),
        (400, post(format!("1;{}\r\n1\r\n0\r\n\r\n", long(100_000)))),
        (
            400,
            post(format!("1\r\n1\r\n0\r\n{}\r\n", "X: y\r\n".repeat(5_000))),
        ),
        (
            200,
            [
                line("PUT /s/file", bytes),
                chunk(&long(200_000)).into_bytes(),
            ]
            .concat(),
        ),
    ]);
}

#[test]
fn requests_in_one_packet_are_answered_in_order() {
    hostile(async |url| {
        let first = "GET /items/cup?needed=1 HTTP/1.1\r\nHost: x\r\n\r\n";
        let second = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
        let third = "GET /items/cup?needed=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        let answer = talk(&url, [first, second, third].concat().as_bytes()).await;
        assert_eq!(answer.statuses(), [200, 404, 400], "{answer:?}");

        // What is behind a body that is not read is no request.
        let large = "POST /any HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
            Content-Length: 999999\r\n\r\n";
        let answer = talk(&url, [large, first].concat().as_bytes()).await;
        assert_eq!(answer.statuses(), [413], "{answer:?}");

        // Of two lengths, none can be meant to hide a request.
        let both = "POST /any HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
            Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n0\r\n\r\n";
        let answer = talk(&url, [both, first].concat().as_bytes()).await;
        assert!(answer.statuses().len() == 1, "{answer:?}");
    });
}

#[test]
fn a_client_that_leaves_takes_nothing_with_it() {
    hostile(async |url| {
        let head = "POST /any HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
            Content-Length: 9\r\n\r\n[1,2";
        for length in [0, 1, 20, head.len() - 1, head.len()] {
            leave(&url, &head.as_bytes()[..length]).await;
        }
        let last = talk(&url, b"GET /items/cup?needed=1 HTTP/1.0\r\n\r\n").await;
        assert_eq!(last.status(), 200);
    });
}

/// Takes all bodies.
struct Mouth;

impl DefaultApi for Mouth {
    async fn json(&self, _: Thing) -> Result<(), NoFailure> {
        Ok(())
    }

    async fn optional(&self, _: Option<Thing>) -> Result<(), NoFailure> {
        Ok(())
    }

    async fn list(&self, _: Vec<Thing>) -> Result<(), NoFailure> {
        Ok(())
    }

    async fn any(&self, _: Value) -> Result<(), NoFailure> {
        Ok(())
    }
}

/// How long the server waits for heads and bodies.
const PATIENCE: Duration = Duration::from_millis(300);

/// By when there must be an answer.
const SOON: Duration = Duration::from_secs(10);

/// Serves with little patience and small limits while `calls` runs.
fn hostile<F: Future<Output = ()>>(calls: impl FnOnce(String) -> F) {
    let options = Options::default()
        .timeout(PATIENCE)
        .body_limit(65_536)
        .stream_limit(65_536);
    let files =
        streams::server::router_with(crate::streams::Files, options.clone().base_path("/s"));
    let shown = crate::parameter_defaults::Shown;
    let shown = parameter_defaults::server::router_with(shown, options.clone());
    let router = bodies::server::router_with(Mouth, options);
    let router = router
        .merge(shown.reset_fallback())
        .merge(files.reset_fallback());
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(serve(listener, router).head_timeout(PATIENCE).into_future());
        calls(address).await;
    });
}

/// All that comes back until the connection ends, and how long that took.
#[derive(Debug)]
struct Answer {
    text: String,
    took: Duration,
}

impl Answer {
    /// The statuses of all answers but interim ones.
    fn statuses(&self) -> Vec<u16> {
        let starts = self
            .text
            .split("HTTP/1.1 ")
            .chain(self.text.split("HTTP/1.0 "));
        let statuses = starts.filter_map(|rest| rest.get(..3)?.parse().ok());
        statuses.filter(|status| *status >= 200).collect()
    }

    /// The status, 0 if there is no answer.
    fn status(&self) -> u16 {
        self.statuses().first().copied().unwrap_or(0)
    }
}

async fn talk(address: &str, sent: &[u8]) -> Answer {
    let start = Instant::now();
    let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
    let sent = sent.to_vec();
    let writing = tokio::spawn(async move {
        // The server may have heard enough before all is said.
        _ = writer.write_all(&sent).await;
        writer
    });
    let mut received = Vec::new();
    _ = tokio::time::timeout(SOON, reader.read_to_end(&mut received)).await;
    let took = start.elapsed();
    drop(writing.await);
    Answer {
        text: String::from_utf8_lossy(&received).into_owned(),
        took,
    }
}

/// Sends something and goes.
async fn leave(address: &str, sent: &[u8]) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent).await.unwrap();
}
