//! Text to a request, and bytes to an answer, without any HTTP library: what
//! a server is sent is exactly what a test says.

use serde_json::Value;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer as it came over the wire.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The bytes behind the headers.
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// The value of the first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |(given, _): &&(String, String)| given.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .find(named)
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        super::json(&self.body)
    }
}

/// Sends these bytes over a connection of their own and reads the answer.
pub async fn send(address: SocketAddr, request: impl AsRef<[u8]>) -> Answer {
    let mut stream = TcpStream::connect(address)
        .await
        .expect("the server listens");
    stream
        .write_all(request.as_ref())
        .await
        .expect("the server reads");
    let mut received = Vec::new();
    stream
        .read_to_end(&mut received)
        .await
        .expect("the server answers");
    parse(&received).expect("the answer is HTTP")
}

/// A request that ends the connection. The length of the body is announced
/// unless the headers do.
pub fn request(line: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut text = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    let announces =
        |(name, _): &(&str, &str)| matches!(*name, "content-length" | "transfer-encoding");
    if !body.is_empty() && !headers.iter().any(announces) {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text + "\r\n" + body
}

fn parse(received: &[u8]) -> Option<Answer> {
    let end = received
        .windows(4)
        .position(|window| window == b"\r\n\r\n")?;
    let (head, body) = received.split_at_checked(end + 4)?;
    let mut lines = std::str::from_utf8(head).ok()?.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.filter_map(|line| line.split_once(':'));
    Some(Answer {
        status,
        body: body.to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect(),
    })
}
