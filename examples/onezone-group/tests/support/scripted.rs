//! Servers that read a request and then do what a test says, whatever the
//! request was.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Answers one request with these bytes; returns the URL to call.
pub async fn answering(answer: impl Into<Vec<u8>>) -> String {
    let (url, listener) = listen().await;
    let answer = answer.into();
    tokio::spawn(async move {
        let mut stream = accept(listener).await;
        // The other side may hang up before it has read everything.
        let _ = stream.write_all(&answer).await;
        until_hung_up(&mut stream).await;
    });
    url
}

/// Answers one request with these bytes and hangs up; returns the URL to
/// call.
pub async fn hanging_up(answer: &[u8]) -> String {
    let (url, listener) = listen().await;
    let answer = answer.to_owned();
    tokio::spawn(async move {
        let mut stream = accept(listener).await;
        let _ = stream.write_all(&answer).await;
    });
    url
}

/// Reads one request and never answers; the task ends when the other side
/// hangs up.
pub async fn silent() -> (String, JoinHandle<()>) {
    let (url, listener) = listen().await;
    let task = tokio::spawn(async move {
        let mut stream = accept(listener).await;
        until_hung_up(&mut stream).await;
    });
    (url, task)
}

async fn listen() -> (String, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("the socket is bound");
    (format!("http://{address}"), listener)
}

/// Waits for a connection and for the head of its request.
async fn accept(listener: TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.expect("somebody connects");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("a request comes"));
    }
    stream
}

async fn until_hung_up(stream: &mut TcpStream) {
    let mut buffer = [0; 1024];
    while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
}
