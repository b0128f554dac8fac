//! The commands as shells run them: what processes read, print and end with.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const ONEZONE: &str = env!("CARGO_BIN_EXE_onezone-rest-cli");

/// The command with nothing of the environment that would change what it does.
fn onezone() -> Command {
    let mut command = Command::new(ONEZONE);
    command.stdin(Stdio::null());
    for variable in ["HOST", "API_KEY", "BASIC_AUTH"] {
        command.env_remove(format!("ONEZONE_{variable}"));
    }
    command
}

/// A server that does with each connection what the function does, once its
/// request has come, and hands out the requests.
fn server(answer: impl Fn(&mut TcpStream) + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, seen) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut request = String::new();
            while reader.read_line(&mut request).is_ok_and(|read| read > 2) {}
            let lower = request.to_lowercase();
            let length = lower
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
            reader.read_exact(&mut body).unwrap();
            request.push_str(&String::from_utf8(body).unwrap());
            if sender.send(request).is_err() {
                return;
            }
            answer(&mut stream);
        }
    });
    (url, seen)
}

fn whole(text: &'static str) -> impl Fn(&mut TcpStream) {
    move |stream| stream.write_all(text.as_bytes()).unwrap()
}

fn texts(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn standard_input_is_the_body_byte_for_byte() {
    let (url, seen) = server(whole(
        "HTTP/1.1 201 Created\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
    ));
    let mut child = onezone()
        .args(["createParentGroup", "id=1", "-", "--host", &url])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"{\"name\":\n\"a\"}\r\n\n")
        .unwrap();
    assert!(child.wait().unwrap().success());
    let request = seen.recv().unwrap();
    assert!(request.starts_with("POST /api/v3/onezone/groups/1/parents "));
    assert!(
        request.ends_with("\r\n\r\n{\"name\":\n\"a\"}\r\n\n"),
        "{request}"
    );
}

#[test]
fn the_environment_says_where_and_who() {
    let (url, seen) = server(whole("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
    let call = |variable: &str, value: &str, more: &[&str]| {
        let output = onezone()
            .env("ONEZONE_HOST", &url)
            .env(variable, value)
            .args(["getUserGroup", "gid=1"])
            .args(more)
            .output()
            .unwrap();
        assert_eq!(texts(&output), (Some(0), "{}".to_owned(), String::new()));
        seen.recv().unwrap().to_lowercase()
    };
    assert!(call("ONEZONE_API_KEY", "t1", &[]).contains("x-auth-token: t1"));
    assert!(call("ONEZONE_BASIC_AUTH", "a:b", &[]).contains("authorization: basic ytpi"));
    let header = call("ONEZONE_BASIC_AUTH", "a:b", &["-H", "x-auth-token: t2"]);
    assert!(header.contains("x-auth-token: t2") && !header.contains("authorization"));
    let given = call("ONEZONE_API_KEY", "t1", &["-u", "a:b"]);
    assert!(given.contains("authorization: basic ytpi") && !given.contains("t1"));
}

#[test]
fn failures_are_statuses_and_one_line() {
    let (url, _seen) = server(whole(
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!",
    ));
    for (line, expected) in [
        (
            &["getUserGroup", "gid=1", "--host", &url][..],
            (22, "no!", "error: the server answered 403 Forbidden\n"),
        ),
        (
            &["getUserGroup", "gid=1"],
            (
                1,
                "",
                "error: it is not said where the server is: give `--host https://HOST` or set ONEZONE_HOST\n",
            ),
        ),
        (
            &["getUserGrup"],
            (
                1,
                "",
                "error: there is no operation `getUserGrup`; did you mean `getUserGroup`?\n",
            ),
        ),
        (
            &["--vresion"],
            (
                1,
                "",
                "error: there is no option `--vresion`; did you mean `--version`?\n",
            ),
        ),
        (&["-V"], (0, "onezone-rest-cli 21.02.7\n", "")),
    ] {
        let output = onezone().args(line).output().unwrap();
        let (code, out, error) = texts(&output);
        assert_eq!((code.unwrap(), out.as_str(), error.as_str()), expected);
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let argument = std::ffi::OsStr::from_bytes(b"gid=\xff");
    let output = onezone()
        .arg("getUserGroup")
        .arg(argument)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
}

/// A server that sends a line, and then others for ever.
fn endless() -> (String, Receiver<String>) {
    server(|stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        while stream.write_all(b"{\"seq\": 1}\n").is_ok() {
            std::thread::sleep(Duration::from_millis(5));
        }
    })
}

#[test]
fn what_comes_is_printed_as_it_comes_until_nobody_reads() {
    let (url, _seen) = endless();
    let mut child = onezone()
        .args(["getUserGroup", "gid=1", "--host", &url])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line, "{\"seq\": 1}\n");
    // Its output is closed by now.
    let output = child.wait_with_output().unwrap();
    assert_eq!(texts(&output), (Some(0), String::new(), String::new()));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it() {
    use std::os::unix::process::ExitStatusExt as _;
    let (url, seen) = server(|_| std::thread::sleep(Duration::from_secs(60)));
    let mut child = onezone()
        .args(["getUserGroup", "gid=1", "--host", &url])
        .spawn()
        .unwrap();
    seen.recv().unwrap();
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    // Shells call this 130.
    assert_eq!(child.wait().unwrap().signal(), Some(2));
}

/// Runs a script in a shell, if there is one.
fn shell(name: &str, arguments: &[&str], script: &str) -> Option<String> {
    let folder = std::path::Path::new(ONEZONE).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let ran = Command::new(name)
        .args(arguments)
        .arg(script)
        .env("PATH", path)
        .output();
    let Ok(output) = ran else {
        eprintln!("there is no {name} here: its completion is not tried");
        return None;
    };
    let (code, out, error) = texts(&output);
    assert_eq!((code, error.as_str()), (Some(0), ""), "{name}");
    Some(out)
}

#[test]
fn bash_completes() {
    let script = r#"
        eval "$(onezone-rest-cli --completion bash)"
        compopt() { :; }
        try() {
            COMP_LINE="$1" COMP_POINT=${#1}
            shift
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            _onezone_rest_cli
            echo "${COMPREPLY[*]}"
        }
        try "onezone-rest-cli getUserG" onezone-rest-cli getUserG
        try "onezone-rest-cli createParentGroup " onezone-rest-cli createParentGroup ""
        try "onezone-rest-cli createParentGroup type==t" onezone-rest-cli createParentGroup type == t
        try "onezone-rest-cli createParentGroup type==" onezone-rest-cli createParentGroup type ==
        try "onezone-rest-cli --dr" onezone-rest-cli --dr
        try "onezone-rest-cli a'\$(exit 3)b" onezone-rest-cli "a'\$(exit 3)b"
    "#;
    let Some(out) = shell("bash", &["--norc", "-c"], script) else {
        return;
    };
    let lines: Vec<_> = out.lines().collect();
    let all = "organization role_holders team unit";
    let expected = [
        "getUserGroup",
        "id= name== type==",
        "team",
        all,
        "--dry-run",
        "",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn zsh_completes() {
    let script = r#"
        compdef() { : }
        eval "$(onezone-rest-cli --completion zsh)"
        compadd() { while [[ $1 != -- ]] { shift }; shift; print -rn -- " $*" }
        _files() { print -n " files" }
        try() { words=("$@"); CURRENT=$#; _onezone_rest_cli; print }
        try onezone-rest-cli getUserG
        try onezone-rest-cli createParentGroup ""
        try onezone-rest-cli createParentGroup type==t
        try onezone-rest-cli --dr
        try onezone-rest-cli "a\$(exit 3)b"
        try onezone-rest-cli --output ""
    "#;
    let Some(out) = shell("zsh", &["-f", "-c"], script) else {
        return;
    };
    let lines: Vec<_> = out.lines().map(str::trim).collect();
    let expected = [
        "getUserGroup",
        "id= name== type==",
        "type==team",
        "--dry-run",
        "files",
        "files",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn fish_completes() {
    let script = r#"
        onezone-rest-cli --completion fish | source
        function try
            complete -C $argv[1] | string join ' '
            echo
        end
        try "onezone-rest-cli getUserG"
        try "onezone-rest-cli createParentGroup "
        try "onezone-rest-cli createParentGroup type==t"
        try "onezone-rest-cli --dr"
    "#;
    let Some(out) = shell("fish", &["--no-config", "-c"], script) else {
        return;
    };
    let lines: Vec<_> = out.lines().filter(|line| !line.is_empty()).collect();
    let expected = [
        "getUserGroup",
        "id= name== type==",
        "type==team",
        "--dry-run",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn dry_runs_are_what_bash_runs() {
    let name = "it's\n$(touch /nowhere) \"`x`\" \\ é!";
    let output = onezone()
        .args([
            "createParentGroup",
            "id=a b",
            "type==team",
            "--dry-run",
            "--host",
            "http://h",
        ])
        .arg(format!("name=={name}"))
        .output()
        .unwrap();
    let (code, curl, _) = texts(&output);
    assert_eq!(code, Some(0));
    let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{curl}");
    let Some(out) = shell("bash", &["--norc", "-c"], &script) else {
        return;
    };
    let words: Vec<_> = out.split('\0').collect();
    let at = words.iter().position(|word| *word == "--data-raw").unwrap();
    let body: serde_json::Value = serde_json::from_str(words[at + 1]).unwrap();
    assert_eq!(body, serde_json::json!({"name": name, "type": "team"}));
    assert_eq!(
        words[at + 2],
        "http://h/api/v3/onezone/groups/a%20b/parents"
    );
}

#[test]
fn values_of_several_segments_keep_their_slashes() {
    let call = |subpath: &str| {
        let mut command = onezone();
        command.args([
            "getSharedData",
            "file_id=a/b",
            "--dry-run",
            "--host",
            "http://h",
        ]);
        let output = command.arg(format!("subpath={subpath}")).output();
        texts(&output.unwrap())
    };
    let (code, curl, _) = call("metadata/x attrs");
    assert_eq!(code, Some(0));
    assert!(
        curl.contains("http://h/api/v3/onezone/shares/data/a%2Fb/metadata/x%20attrs"),
        "{curl}"
    );
    let (code, _, error) = call("../../privileges");
    assert_eq!(code, Some(1));
    assert!(error.contains("is `.` or `..`"), "{error}");
}
