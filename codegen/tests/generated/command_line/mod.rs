//! Command lines against a server that keeps what it is sent.

mod bodies;
mod calls;
mod parameters;
mod texts;

use crate::modules::command_line::cli::API;
use specwright_runtime::cli::{Cli, Failure};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// A request: its line, its headers with names in lower case, and its body.
struct Seen {
    line: String,
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Seen {
    fn has(&self, header: &str) -> bool {
        self.headers.iter().any(|one| one == header)
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

/// A server that answers everything so, and keeps what it is sent.
fn server(answer: &'static str) -> (String, Receiver<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, seen) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let Some(request) = receive(&stream) else {
                continue;
            };
            let _ = stream.write_all(answer.as_bytes());
            if sender.send(request).is_err() {
                return;
            }
        }
    });
    (url, seen)
}

fn receive(stream: &TcpStream) -> Option<Seen> {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned())
    };
    let start = line()?;
    let start = start.strip_suffix(" HTTP/1.1")?.to_owned();
    let mut headers = Vec::new();
    loop {
        match line()?.as_str() {
            "" => break,
            header => {
                let (name, value) = header.split_once(": ")?;
                headers.push(format!("{}: {value}", name.to_lowercase()));
            }
        }
    }
    let length = headers
        .iter()
        .find_map(|one| one.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    Some(Seen {
        line: start,
        headers,
        body,
    })
}

/// What a command line gives.
fn run(line: &[&str]) -> Result<String, Failure> {
    let mut out = Vec::new();
    Cli::new("shelves", &API)
        .note("Roles", "x-roles")
        .run(line.iter().copied(), &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

/// What a command line sends.
fn sent(line: &[&str]) -> Seen {
    let (url, seen) = server(OK);
    let line = [line, &["--host", &url]].concat();
    assert_eq!(run(&line).unwrap(), "ok");
    seen.recv().unwrap()
}

/// What is wrong with a command line, which must not come to a request.
fn refused(line: &[&str]) -> String {
    let (url, seen) = server(OK);
    let line = [line, &["--host", &url]].concat();
    let failure = run(&line).unwrap_err();
    assert_eq!(failure.code(), 1, "{failure}");
    assert!(seen.try_recv().is_err(), "{failure}");
    failure.to_string()
}

fn dry(line: &[&str]) -> String {
    let line = [line, &["--dry-run", "--host", "https://h.example"]].concat();
    run(&line).unwrap().trim_end().to_owned()
}
