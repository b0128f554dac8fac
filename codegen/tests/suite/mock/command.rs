//! `specwright mock`: what it prints, and how it ends.

use super::PETS;
use crate::scratch::Scratch;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

fn with_pets(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("pets.yaml", PETS);
    scratch
}

#[cfg(unix)]
#[test]
fn it_serves_until_it_is_interrupted() {
    let scratch = with_pets("mock-command");
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.current_dir(scratch.path());
    command.args(["mock", "pets.yaml", "--port", "0", "--seed", "7"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let answer = super::send(&url, "GET /v1/pets/1?a=%0a", &[], "");
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, r#"{"code":1}"#)
    );
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(lines.next().is_none());
    let mut said = String::new();
    child.stderr.unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("warning[invalid-example]"), "{said}");
    assert!(said.contains("GET /v1/pets/1?a=%0a 200 "), "{said}");
}

#[test]
fn it_says_what_is_wrong() {
    let scratch = with_pets("mock-usage");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let cases: [(&[&str], i32, &str); 5] = [
        (&["mock"], 2, "give the root document"),
        (&["mock", "pets.yaml", "--port", "x"], 2, "x"),
        (&["mock", "pets.yaml", "--out", "x"], 2, "--out"),
        (&["mock", "cats.yaml"], 1, "file-unreadable"),
        (&["mock", "pets.yaml", "--port", &port], 1, "cannot listen"),
    ];
    for (arguments, code, message) in cases {
        let run = scratch.run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?} {run:?}");
        assert!(run.stderr.contains(message), "{arguments:?} {run:?}");
    }
    let strict = scratch.run(&["mock", "pets.yaml", "--strict"]);
    assert_eq!(strict.code, Some(1), "{strict:?}");
    let help = scratch.run(&["mock", "--help"]);
    assert_eq!(help.code, Some(0));
    for word in ["--port", "--seed", "Prefer: code=404", "Exit status:"] {
        assert!(help.stdout.contains(word), "{word}");
    }
    let wide = help.stdout.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
}
