//! Path parameters of several segments, from the generated client to the
//! generated server, and how the mock and others write them.

use crate::agreement::is_same;
use crate::loopback::{background, exchange, serve};
use crate::modules::multi_segment::client::{Client, Error};
use crate::modules::multi_segment::server::{DefaultApi, router};
use crate::raw::send;
use specwright::mock::Mock;
use specwright_runtime::NoFailure;

/// Tells which operation was called, and with what.
struct Echo;

type Said = Result<Vec<String>, NoFailure>;

fn said(words: &[&str]) -> Said {
    Ok(words.iter().map(|word| (*word).to_owned()).collect())
}

impl DefaultApi for Echo {
    async fn read_at_path(&self, id: String, path: String) -> Said {
        said(&["read", &id, &path])
    }

    async fn remove_at_path(&self, id: String, path: String) -> Said {
        said(&["remove", &id, &path])
    }

    async fn stat(&self, id: String, path: String) -> Said {
        said(&["stat", &id, &path])
    }

    async fn read_root(&self, id: String) -> Said {
        said(&["root", &id])
    }

    async fn read_key(&self, bucket: String, key: String) -> Said {
        said(&["key", &bucket, &key])
    }
}

#[test]
fn values_arrive_as_they_were_given() {
    serve(router(Echo), async |url| {
        let client = Client::builder(&url).build().unwrap();
        for path in [
            "a",
            "a/b",
            "/a",
            "//a",
            "a//b",
            "a/",
            "/",
            "///",
            "ä b/c%2Fd",
            "%2E%2E/a",
            "a?b=c#d/&e=f",
            "a\\b/c+d",
            "{path}/{*path}",
            "root/",
            "/stat",
        ] {
            let read = client.read_at_path("1/2", path).await.unwrap();
            assert_eq!(*read, ["read", "1/2", path]);
            let removed = client.remove_at_path("1/2", path).await.unwrap();
            assert_eq!(*removed, ["remove", "1/2", path]);
        }
        // What is more literal is meant.
        let read = client.read_at_path("1", "root").await.unwrap();
        assert_eq!(*read, ["root", "1"]);
        let read = client.read_at_path("1", "a/stat").await.unwrap();
        assert_eq!(*read, ["stat", "1", "a"]);
        let read = client.read_at_path("1", "a/b/stat").await.unwrap();
        assert_eq!(*read, ["read", "1", "a/b/stat"]);
        let stat = client.stat("1", "a/b").await.unwrap();
        assert_eq!(*stat, ["stat", "1", "a/b"]);
        let key = client.read_key("b", "1/2/").await.unwrap();
        assert_eq!(*key, ["key", "b", "1/2/"]);
    });
}

#[test]
fn what_would_be_another_path_is_not_sent() {
    serve(router(Echo), async |url| {
        let client = Client::builder(&url).build().unwrap();
        for path in ["", ".", "..", "a/../b", "./a", "a/.", "/.."] {
            let error = client.read_at_path("1", path).await.unwrap_err();
            assert!(matches!(error, Error::InvalidRequest(_)), "{path}: {error}");
            let error = error.to_string();
            assert!(
                error.contains("is `.` or `..`") || error.contains("is empty"),
                "{path}: {error}"
            );
        }
        // Nor by the text beside it.
        assert!(client.read_key("b", "..").await.is_ok());
    });
}

#[test]
fn slashes_are_the_same_however_they_are_written() {
    serve(router(Echo), async |url| {
        for (path, expected) in [
            ("/files/1/path/a/b", "[\"read\",\"1\",\"a/b\"]"),
            ("/files/1/path/a%2Fb", "[\"read\",\"1\",\"a/b\"]"),
            (
                "/files/1/path/a%2fb/c%252Fd",
                "[\"read\",\"1\",\"a/b/c%2Fd\"]",
            ),
            ("/files/1/path//a", "[\"read\",\"1\",\"/a\"]"),
            ("/files/1%2F2/path/a%2F", "[\"read\",\"1/2\",\"a/\"]"),
            ("/b/v-1/2", "[\"key\",\"b\",\"1/2\"]"),
        ] {
            let line =
                format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answer = exchange(&url, line.as_bytes()).await;
            assert!(answer.ends_with(expected), "{path}: {answer}");
        }
    });
}

#[test]
fn the_mock_finds_what_a_generated_server_finds() {
    let mock = Mock::new("tests/cases/ok/multi_segment.yaml")
        .start()
        .unwrap();
    let generated = background(router(Echo));
    for line in [
        "GET /files/1/path/a",
        "GET /files/1/path/a/b/",
        "GET /files/1/path/a%2Fb",
        "GET /files/1/path//",
        "GET /files/1/path/",
        "GET /files/1/path",
        "GET /files/1/path/%ff/a",
        "DELETE /files/1/path/root",
        "DELETE /files/1/path/a/b",
        "PUT /files/1/path/a/b",
        "GET /b/v-1/2",
        "GET /b/v-",
        "GET /b/w-1/2",
        "GET /b/v-1/23456789012345678901",
    ] {
        let [theirs, ours] = [&generated, &mock.url()].map(|url| send(url, line, &[], ""));
        let said = [&theirs, &ours].map(|one| format!("{} {}", one.status, one.body));
        assert!(is_same(&theirs, &ours), "{line}: {said:?}");
    }
}
