//! Command lines against a server that keeps what it is sent.

use crate::modules::command_line::cli::API;
use specwright_runtime::cli::{Cli, Failure};
use std::fs;
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

#[test]
fn operations_have_several_names() {
    for name in ["getBook", "get_book"] {
        assert_eq!(sent(&[name, "id=1"]).line, "GET /api/v2/books/1");
    }
    for name in ["removeBook", "remove-book", "remove_book"] {
        assert_eq!(sent(&[name, "id=1"]).line, "DELETE /api/v2/books/1");
    }
    for name in ["changeBook", "change_book", "modifyBook", "edit"] {
        assert_eq!(
            sent(&[name, "id=1", "title==x"]).line,
            "PATCH /api/v2/books/1"
        );
    }
    assert_eq!(
        refused(&["getBok", "id=1"]),
        "there is no operation `getBok`; did you mean `getBook`?"
    );
}

#[test]
fn parameters_are_written_as_the_description_says() {
    for (items, line) in [
        (&["id=1", "edition=2"][..], "/1?edition=2"),
        (&["edition=2", "id=a/b c"], "/a%2Fb%20c?edition=2"),
        (
            &["id=1", "tags[]=old", "tags[]=new"],
            "/1?tags%5B%5D=old&tags%5B%5D=new",
        ),
        (&["id=1", "size=1", "size=2"], "/1?size=1%7C2"),
        (&["id=1", "size:=[1,2]"], "/1?size=1%7C2"),
        (
            &["id=1", "filter[author]=a=b"],
            "/1?filter%5Bauthor%5D=a%3Db",
        ),
        (&["id=1", "exact=true"], "/1?exact=true"),
        (&["id=x==y:=z"], "/x%3D%3Dy%3A%3Dz"),
    ] {
        let line = format!("GET /api/v2/books{line}");
        assert_eq!(sent(&[&["getBook"], items].concat()).line, line);
    }
    let seen = sent(&[
        "getBook",
        "id=1",
        "X-Trace=7",
        "session=s",
        "-H",
        "A: b",
        "B:c d",
    ]);
    for header in ["x-trace: 7", "cookie: session=s", "a: b", "b: c d"] {
        assert!(seen.has(header), "{header}: {:?}", seen.headers);
    }
}

#[test]
fn what_is_no_parameter_is_refused() {
    for (line, said) in [
        (
            &["getBook", "idd=1"][..],
            "`getBook` has no parameter `idd`; did you mean `id`?",
        ),
        (
            &["getBook", "id=1", "weather=x"],
            "`getBook` has no parameter `weather`",
        ),
        (
            &["getBook"],
            "`getBook` needs more:\n  id=VALUE  Number of the book.",
        ),
        (
            &["getBook", "id=1", "id=2"],
            "`id` takes one value and is given more",
        ),
        (
            &["getBook", "id=1", "edition=x"],
            "`edition` must be an integer, not `x`",
        ),
        (
            &["getBook", "id=1", "order=titel"],
            "`order` must be one of title, year; did you mean `title`?, not `titel`",
        ),
        (
            &["getBook", "id="],
            "get_book: the path parameter `id` is empty: give it a value",
        ),
        (
            &["getBook", "id=.."],
            "get_book: a path segment is `.` or `..`, which no server would see: give another value",
        ),
        (&["getBook", "id=1", "title==x"], "`getBook` takes no body"),
        (
            &["getBook", "id=1", "x"],
            "`x` is neither an option nor an item such as name=value, and the operation is `getBook`",
        ),
        (
            &["getBook", "id=1", "A b:c"],
            "get_book: the header `A b` is not a name that a header can have",
        ),
        (
            &["--retry", "x", "getBook", "id=1"],
            "`--retry` takes a number of times, not `x`",
        ),
        (
            &["--timeout", "-1", "getBook", "id=1"],
            "`--timeout` takes a number of seconds, not `-1`",
        ),
        (
            &["-u", "me", "getBook", "id=1"],
            "user name and password are given as NAME:PASSWORD, but there is no colon",
        ),
        (
            &["--cacert", "/nowhere.pem", "getBook", "id=1"],
            "cannot read `/nowhere.pem`: No such file or directory (os error 2)",
        ),
        (
            &[],
            "there is no operation to call: `shelves --help` lists them",
        ),
    ] {
        assert_eq!(refused(line), said);
    }
}

#[test]
fn force_sends_what_would_be_refused() {
    let seen = sent(&["getBook", "edition=x", "--force"]);
    assert_eq!(seen.line, "GET /api/v2/books/%7Bid%7D?edition=x");
    assert_eq!(sent(&["changeBook", "id=1", "--force"]).body, b"");
    let seen = sent(&["getBook", "id=1", "a==b", "--force"]);
    assert_eq!(seen.text(), r#"{"a":"b"}"#);
    assert!(seen.has("content-type: application/json"));
    let seen = sent(&["changeBook", "id=1", "--body=x", "-ct", "text", "--force"]);
    assert!(seen.has("content-type: text/plain"));
}

#[test]
fn bodies_are_made_of_properties() {
    for (items, body) in [
        (&["title==a\"b\\\n"][..], r#"{"title":"a\"b\\\n"}"#),
        (&["title==true"], r#"{"title":"true"}"#),
        (
            &["lent==true", "year==3", "price==1.50"],
            r#"{"lent":true,"price":1.50,"year":3}"#,
        ),
        (
            &["lent:=true", "extra:={\"a\":[1]}"],
            r#"{"extra":{"a":[1]},"lent":true}"#,
        ),
        (
            &["extra=={}", "words==[\"a\"]"],
            r#"{"extra":{},"words":["a"]}"#,
        ),
        (&["words==a", "words==b"], r#"{"words":["a","b"]}"#),
        (&["other==1", "title="], r#"{"other":"1","title":""}"#),
        (
            &["big:=12345678901234567890"],
            r#"{"big":12345678901234567890}"#,
        ),
    ] {
        let seen = sent(&[&["changeBook", "id=1"], items].concat());
        let (found, expected): (serde_json::Value, serde_json::Value) = (
            serde_json::from_slice(&seen.body).unwrap(),
            serde_json::from_str(body).unwrap(),
        );
        assert_eq!(found, expected);
        assert!(seen.has("content-type: application/json"));
    }
    let seen = sent(&["search", "words==a b&c"]);
    assert!(seen.has("content-type: application/x-www-form-urlencoded"));
    assert_eq!(seen.text(), "words=a%20b%26c");
    for (line, said) in [
        (
            &["changeBook", "id=1", "a:=tru"][..],
            "`a` is not JSON: EOF while parsing a value at line 1 column 3",
        ),
        (
            &["changeBook", "id=1", "lent==yes"],
            "`lent` must be `true` or `false`, not `yes`",
        ),
        (
            &["changeBook", "id=1", "title==a", "title==b"],
            "`title` takes one value and is given more",
        ),
        (
            &["changeBook", "id=1", "title==a", "--body=b"],
            "the body is given in more than one way: choose one of its properties, `-` and `--body`",
        ),
        (
            &["changeBook", "id=1", "--body=@/nowhere"],
            "cannot read /nowhere: No such file or directory (os error 2)",
        ),
        (
            &["changeBook", "id=1"],
            "the body is missing: give its properties (key==text, key:=json), `--body=@FILE`, or `-` to read it from standard input",
        ),
    ] {
        assert_eq!(refused(line), said);
    }
}

#[test]
fn bodies_go_with_any_method() {
    let seen = sent(&["findBooks", "title==x"]);
    assert_eq!(
        (seen.line.as_str(), seen.text().as_str()),
        ("GET /api/v2/books", r#"{"title":"x"}"#)
    );
    let seen = sent(&["removeBook", "id=1", "keys==[\"a\"]"]);
    assert_eq!(seen.line, "DELETE /api/v2/books/1");
    assert_eq!(seen.text(), r#"{"keys":["a"]}"#);
}

#[test]
fn whole_bodies_are_sent_byte_for_byte() {
    let seen = sent(&["changeBook", "id=1", "--body={ \"a\" : 1 }\n"]);
    assert_eq!(seen.text(), "{ \"a\" : 1 }\n");
    let path = std::env::temp_dir().join(format!("specwright-body-{}", std::process::id()));
    // Beyond what is read at once.
    let large: Vec<u8> = (0..3_000_000_u32).map(|at| at.to_le_bytes()[1]).collect();
    for bytes in [&b"\r\n\0\xff\n"[..], &[], &large] {
        fs::write(&path, bytes).unwrap();
        let body = format!("--body=@{}", path.display());
        let seen = sent(&["uploadFile", "path=a/b", &body]);
        assert_eq!(seen.line, "PUT /api/v2/files/a%2Fb");
        assert!(seen.has("content-type: application/octet-stream"));
        assert!(seen.body == bytes);
    }
    fs::remove_file(&path).unwrap();
}

#[test]
fn media_types_have_short_names() {
    let body = "--body=a: b";
    let seen = sent(&["addMedia", body, "-ct", "yaml", "-ac", "xml"]);
    assert!(seen.has("content-type: application/x-yaml") && seen.has("accept: application/xml"));
    let seen = sent(&["findBooks", "-ac", "yaml"]);
    assert!(seen.has("accept: application/x-yaml"), "{:?}", seen.headers);
    // JSON is YAML.
    let seen = sent(&["addMedia", "title==x", "-ct", "yaml"]);
    assert_eq!(seen.text(), r#"{"title":"x"}"#);
    let seen = sent(&["addMedia", "title==x", "Content-Type:application/json"]);
    assert!(seen.has("content-type: application/json"));
    for (line, said) in [
        (
            &["addMedia", body][..],
            "the body may have several media types: say with `-ct` which one it has of \
             application/json, application/x-yaml",
        ),
        (
            &["addMedia", body, "-ct", "png"],
            "the body cannot be sent as `image/png`, but as application/json, application/x-yaml",
        ),
    ] {
        assert_eq!(refused(line), said);
    }
    assert!(refused(&["addMedia", body, "-ct", "josn"]).ends_with("did you mean `json`?"));
}

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

#[test]
fn shells_are_told_what_may_follow() {
    let candidates = |line: &str| {
        let given = run(&["--complete", line]).unwrap();
        given.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(candidates("shelves get"), ["getBook", "getChanges"]);
    assert_eq!(candidates("shelves -u a getC"), ["getChanges"]);
    assert_eq!(candidates("shelves --he"), ["--header", "--help"]);
    assert_eq!(candidates("shelves getBook id=1 e"), ["edition=", "exact="]);
    assert_eq!(
        candidates("shelves getBook order="),
        ["order=title", "order=year"]
    );
    assert_eq!(candidates("shelves changeBook t"), ["title=="]);
    assert_eq!(candidates("shelves addMedia kind==R"), ["kind==Record"]);
    assert_eq!(candidates("shelves --completion "), ["bash", "fish", "zsh"]);
    assert_eq!(candidates("shelves -ct js"), ["js", "json", "jsonl"]);
    assert_eq!(candidates("shelves"), Vec::<String>::new());
    let failure = run(&["--completion", "tcsh"]).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "there is no completion for `tcsh`, but for bash, zsh and fish"
    );
}

#[test]
fn help_says_what_the_description_says() {
    let goldens = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/cli");
    for (name, line) in [
        ("all", &["--help"][..]),
        ("get_book", &["getBook", "-h"]),
        ("change_book", &["edit", "-h"]),
        ("add_media", &["--help", "addMedia"]),
        ("about", &["--about"]),
        ("bash", &["--completion", "bash"]),
        ("zsh", &["--completion", "zsh"]),
        ("fish", &["--completion", "fish"]),
    ] {
        let path = format!("{goldens}/{name}.txt");
        let found = run(line).unwrap();
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::create_dir_all(goldens).unwrap();
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == expected,
            "{path} is other than\n{found}\nto accept this, set UPDATE_GOLDENS=1"
        );
    }
    assert_eq!(run(&["-V"]).unwrap(), "shelves 2.1\n");
}
