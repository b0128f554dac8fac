//! A server on loopback that remembers what it is sent and answers as a test
//! says, and an operation of any shape to call it with.

use super::Api;
use crate::client::{Builder, Credential};
use crate::operation::{Body, Operation, Response, SecurityScheme};
use http::Method;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(super) struct Recorded {
    /// Which connection it came on, from 0.
    pub(super) connection: usize,
    /// Such as `GET /path?query`.
    pub(super) line: String,
    pub(super) body: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
}

impl Recorded {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut named = self.headers.iter().filter(|(given, _)| given == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// Whether the text is anywhere in the request.
    pub(super) fn shows(&self, text: &str) -> bool {
        format!("{self:?}").contains(text)
    }
}

pub(super) struct Server {
    pub(super) url: String,
    seen: Arc<Mutex<Vec<Recorded>>>,
}

impl Server {
    /// Answers each request with what the function gives for it and its
    /// number, from 0. An empty answer hangs up.
    pub(super) fn new(answer: impl Fn(&Recorded, usize) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::<Mutex<Vec<Recorded>>>::default();
        let (answer, memory) = (Arc::new(answer), Arc::clone(&seen));
        std::thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (answer, memory) = (Arc::clone(&answer), Arc::clone(&memory));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream.unwrap());
                    while let Some(request) = read(&mut reader, connection) {
                        let number = {
                            let mut memory = memory.lock().unwrap();
                            memory.push(request.clone());
                            memory.len() - 1
                        };
                        let text = answer(&request, number);
                        let sent = reader.get_mut().write_all(text.as_bytes());
                        if text.is_empty() || sent.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        Self { url, seen }
    }

    /// What came so far.
    pub(super) fn seen(&self) -> Vec<Recorded> {
        self.seen.lock().unwrap().clone()
    }

    /// The methods and targets of what came so far.
    pub(super) fn lines(&self) -> Vec<String> {
        self.seen()
            .into_iter()
            .map(|recorded| recorded.line)
            .collect()
    }

    /// A client of this server.
    pub(super) fn client(&self, credentials: &[Credential]) -> Builder<Api> {
        let builder = Builder::<Api>::new(format!("{}/api", self.url));
        credentials.iter().cloned().fold(builder, Builder::auth)
    }
}

fn read(reader: &mut BufReader<TcpStream>, connection: usize) -> Option<Recorded> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let line = lines.first()?.strip_suffix(" HTTP/1.1")?.to_owned();
    let pair = |line: &String| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_ascii_lowercase(), value.to_owned())
    };
    let mut recorded = Recorded {
        connection,
        line,
        body: String::new(),
        headers: lines.iter().skip(1).map(pair).collect(),
    };
    let length = recorded.header("content-length").unwrap_or("0");
    let mut body = vec![0; length.parse().unwrap()];
    reader.read_exact(&mut body).ok()?;
    recorded.body = String::from_utf8(body).unwrap();
    Some(recorded)
}

/// An answer; the headers are whole lines.
pub(super) fn answer(status: u16, headers: &[&str], body: &str) -> String {
    let mut text = format!("HTTP/1.1 {status} \r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        text.push_str(&format!("{header}\r\n"));
    }
    text + "\r\n" + body
}

/// An operation at `/thing` that takes any body.
pub(super) const fn operation(
    method: Method,
    responses: &'static [Response],
    security: &'static [&'static [&'static SecurityScheme]],
) -> Operation {
    taking(None, method, responses, security)
}

/// The same that takes this body.
pub(super) const fn taking(
    body: Option<Body>,
    method: Method,
    responses: &'static [Response],
    security: &'static [&'static [&'static SecurityScheme]],
) -> Operation {
    Operation {
        id: "do_thing",
        tag: "",
        summary: "",
        method,
        path: "/thing",
        parameters: &[],
        body,
        responses,
        security,
        deprecated: false,
        server: None,
        paging: None,
        extensions: &[],
    }
}
