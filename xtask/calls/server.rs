//! The servers, both called by as little code as can be: requests that were written once, and answers of which only
//! the end is looked for.

use crate::turns::{Turn, take};
use crate::{Task, Way, by_hand, runtime, serve};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

pub fn measure(rounds: usize) {
    let addresses = Way::ALL.map(serve);
    let runtime = runtime();
    take("server", rounds, |way, task, at_once, end| {
        let address = addresses[way as usize];
        runtime.block_on(async {
            let mut connections = Vec::new();
            for _ in 0..at_once {
                connections.push(connect(address).await);
            }
            let start = Instant::now();
            let mut callers = JoinSet::new();
            for connection in connections {
                callers.spawn(call(connection, request(task), end));
            }
            let latencies = callers.join_all().await.concat();
            let seconds = start.elapsed().as_secs_f64();
            Turn { seconds, latencies }
        })
    });
}

async fn connect(address: SocketAddr) -> TcpStream {
    let connection = TcpStream::connect(address).await.expect("a connection");
    connection.set_nodelay(true).expect("a socket");
    connection
}

fn request(task: Task) -> Vec<u8> {
    let head = |line: &str| format!("{line} HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\n");
    match task {
        Task::Get => head("GET /items/item-7?verbose=true") + "\r\n",
        Task::List => head("GET /items?limit=100") + "\r\n",
        Task::Create => {
            let body = serde_json::to_string(&by_hand::item(7)).expect("JSON");
            let (line, length) = (head("POST /items"), body.len());
            format!("{line}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
        }
    }
    .into_bytes()
}

async fn call(mut connection: TcpStream, request: Vec<u8>, end: Instant) -> Vec<Duration> {
    let mut latencies = Vec::new();
    let mut answer = vec![0; 1 << 20];
    while Instant::now() < end {
        let began = Instant::now();
        connection.write_all(&request).await.expect("a connection");
        let mut filled = 0;
        while !is_whole(&answer[..filled]) {
            let read = connection.read(&mut answer[filled..]).await;
            let read = read.expect("a connection");
            assert_ne!(read, 0, "the server hung up");
            filled += read;
        }
        latencies.push(began.elapsed());
    }
    latencies
}

/// Whether an answer has all of its body. It has to be a success with a length.
fn is_whole(answer: &[u8]) -> bool {
    let Some(head) = answer.windows(4).position(|part| part == b"\r\n\r\n") else {
        return false;
    };
    assert!(answer.starts_with(b"HTTP/1.1 20"), "not a success");
    let text = str::from_utf8(&answer[..head]).expect("a head");
    let mut lines = text.lines().filter_map(|line| line.split_once(": "));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.expect("a length").1.parse().expect("a length");
    answer.len() >= head + 4 + length
}
