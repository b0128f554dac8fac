//! Where calls go, with what credentials, and what comes of them.

use super::{API, dry, run, sent, server};
use specwright_runtime::cli::Cli;
use std::fs;
use std::net::TcpListener;

#[test]
fn credentials_are_sent_once() {
    let seen = sent(&["getBook", "id=1", "-u", "me:pass:word"]);
    assert!(seen.has("authorization: Basic bWU6cGFzczp3b3Jk"));
    // One token is for all schemes that take one, and the first of them has it.
    let seen = sent(&["getBook", "id=1", "--token", "t"]);
    assert!(seen.has("x-key: t") && seen.line == "GET /api/v2/books/1");
    assert!(
        !seen
            .headers
            .iter()
            .any(|one| one.starts_with("authorization"))
    );
    let seen = sent(&["getBook", "id=1", "--token", "t", "-u", "a:b"]);
    assert!(seen.has("authorization: Basic YTpi"));
    assert!(!seen.headers.iter().any(|one| one.starts_with("x-key")));
    let public = sent(&["findBooks", "--token", "t"]);
    assert!(!public.headers.iter().any(|one| one.ends_with(": t")));
}

#[test]
fn hosts_are_completed() {
    let url = |host: &[&str]| {
        let line = [&["findBooks", "--dry-run"], host].concat();
        let curl = run(&line).unwrap();
        curl.trim_end().rsplit(' ').next().unwrap().to_owned()
    };
    let shelves = "https://shelves.example/api/v2/books";
    assert_eq!(url(&[]), shelves);
    for (host, expected) in [
        ("https://h:8443", "https://h:8443/api/v2/books"),
        ("http://h/", "http://h/api/v2/books"),
        ("h", "https://h/api/v2/books"),
        ("h/api/v2/", "https://h/api/v2/books"),
        ("https://h/proxy", "https://h/proxy/api/v2/books"),
    ] {
        assert_eq!(url(&["--host", host]), expected);
    }
    for host in ["ftp://h", "https://me:secret@h", "https://h?x", "h h"] {
        let failure = run(&["findBooks", "--host", host]).unwrap_err();
        assert_eq!(failure.code(), 1);
        assert!(!failure.to_string().contains("secret"));
    }
}

#[test]
fn dry_runs_are_commands_for_a_shell() {
    assert_eq!(
        dry(&["getBook", "id=$(reboot)'`", "--token", "to ken"]),
        "curl --header 'accept: application/json' --header 'x-key: ***' \
         'https://h.example/api/v2/books/%24%28reboot%29%27%60'"
    );
    let line = [
        "changeBook",
        "id=1",
        "title==it's\n$(x) `y` é",
        "pin==1234",
        "-u",
        "a:b",
        "-k",
    ];
    assert_eq!(
        dry(&line),
        "curl --insecure --request PATCH --header 'content-type: application/json' --header \
         'accept: */*' --header 'authorization: Basic ***' --data-raw \
         '{\"pin\":\"***\",\"title\":\"it'\\''s\\n$(x) `y` é\"}' https://h.example/api/v2/books/1"
    );
    let shown = dry(&[&line[..], &["--show-secrets"]].concat());
    assert!(shown.contains("'authorization: Basic YTpi'") && shown.contains("\"1234\""));
    let body = dry(&[
        "uploadFile",
        "path=x",
        "--body=@it's",
        "-H",
        "X-Key: v",
        "A:",
    ]);
    assert_eq!(
        body,
        "curl --request PUT --header 'content-type: application/octet-stream' --header \
         'a;' --header 'x-key: ***' --header 'accept: */*' --data-binary '@it'\\''s' \
         https://h.example/api/v2/files/x"
    );
    assert!(dry(&["changeBook", "id=1", "-"]).contains("--data-binary @- "));
}

#[test]
fn answers_are_printed_as_they_are() {
    let (url, _seen) = server(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\" : 1}",
    );
    assert_eq!(run(&["findBooks", "--host", &url]).unwrap(), "{\"a\" : 1}");
    assert_eq!(
        run(&["findBooks", "-i", "--host", &url]).unwrap(),
        "HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-length: 9\n\n{\"a\" : 1}"
    );
    let path = std::env::temp_dir().join(format!("specwright-output-{}", std::process::id()));
    let file = path.to_str().unwrap();
    assert_eq!(run(&["findBooks", "-o", file, "--host", &url]).unwrap(), "");
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\"a\" : 1}");
    // An answer that is an error does not go into the file.
    let (url, _seen) = server("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno!");
    let mut out = Vec::new();
    let cli = Cli::new("shelves", &API);
    let failure = cli
        .run(["findBooks", "-o", file, "--host", &url], &mut out)
        .unwrap_err();
    assert_eq!((failure.code(), out.as_slice()), (22, &b"no!"[..]));
    assert_eq!(failure.to_string(), "the server answered 404 Not Found");
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\"a\" : 1}");
    fs::remove_file(&path).unwrap();
    let (url, _seen) = server("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
    let failure = run(&["getBook", "id=1", "--host", &url]).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "the server answered 401 Unauthorized: give `--token` or `-u`, or set SHELVES_API_KEY"
    );
}

#[test]
fn what_stands_in_the_way_has_the_status_of_curl() {
    let code = |line: &[&str]| {
        let line = [&["findBooks", "--retry", "0"], line].concat();
        let failure = run(&line).unwrap_err();
        (failure.code(), failure.to_string())
    };
    // A label is too long for any name, so that no resolver is asked.
    let unknown = format!("http://{}.invalid", "x".repeat(64));
    assert_eq!(code(&["--host", &unknown]).0, 6);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", listener.local_addr().unwrap());
    assert_eq!(code(&["--host", &silent, "--timeout", "0.2"]).0, 28);
    drop(listener);
    assert_eq!(code(&["--host", &silent]).0, 7);
    let (url, _seen) = server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
    // The server keeps the connection of a request for no longer than this.
    assert_eq!(code(&["--host", &url]).0, 56);
}
