//! Files as they come: ranges, directories, progress, and going on.

use crate::scripted::scripted;
use onedata::files::{Download, DownloadError, Progress, download};
use onedata::runtime::client::Retry;
use onedata::{Connect, oneprovider};
use std::ops::RangeBounds;
use std::sync::{Arc, Mutex};

const BYTES: &str = "content-type: application/octet-stream\r\nconnection: close";

fn whole(body: &str, length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\n{BYTES}\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// A part whose length is as the range has it, whatever has come of it.
fn part(range: &str, length: usize, more: &str, body: &str) -> String {
    let head = format!("HTTP/1.1 206 Partial Content\r\n{BYTES}\r\ncontent-range: bytes {range}");
    format!("{head}\r\ncontent-length: {length}\r\n{more}\r\n{body}")
}

fn client(url: &str) -> oneprovider::Client {
    let builder = oneprovider::Client::connect(url).token("T").builder();
    builder.unwrap().retry(Retry::never()).build().unwrap()
}

type Heads = Arc<Mutex<Vec<String>>>;

async fn begin(
    answers: &[String],
    range: impl RangeBounds<u64>,
) -> (Result<Download, DownloadError>, Heads) {
    let (url, heads) = scripted(answers.to_vec()).await;
    (download(&client(&url), "f1", range).await, heads)
}

async fn text(download: Download) -> Result<String, DownloadError> {
    let mut all = Vec::new();
    download.write_to(&mut all).await?;
    Ok(String::from_utf8(all).unwrap())
}

#[tokio::test]
async fn a_whole_file_says_how_large_it_is_and_how_far_it_has_come() {
    let (download, heads) = begin(&[whole("hello", 5)], ..).await;
    let download = download.unwrap();
    assert_eq!((download.length(), download.size()), (Some(5), Some(5)));
    let told = Arc::new(Mutex::new(Vec::<Progress>::new()));
    let listener = Arc::clone(&told);
    let download = download.progress(move |progress| listener.lock().unwrap().push(progress));
    assert_eq!(text(download).await.unwrap(), "hello");
    let last = told.lock().unwrap().last().copied().unwrap();
    assert_eq!((last.done, last.total), (5, Some(5)));
    let head = &heads.lock().unwrap()[0];
    assert!(
        head.starts_with("get /api/v3/oneprovider/data/f1/content http/1.1\r\n"),
        "{head}"
    );
    assert!(head.contains("x-auth-token: t\r\n"), "{head}");
    assert!(!head.contains("range:"), "{head}");
}

#[tokio::test]
async fn a_range_is_asked_for_and_held_against_the_answer() {
    let (download, heads) = begin(&[part("5-8/15", 4, "", "fghi")], 5..9).await;
    let download = download.unwrap();
    assert_eq!((download.length(), download.size()), (Some(4), Some(15)));
    assert_eq!(text(download).await.unwrap(), "fghi");
    assert!(heads.lock().unwrap()[0].contains("range: bytes=5-8\r\n"));
    let (shorter, heads) = begin(&[part("12-14/15", 3, "", "mno")], 12..99).await;
    assert_eq!(text(shorter.unwrap()).await.unwrap(), "mno");
    assert!(heads.lock().unwrap()[0].contains("range: bytes=12-98\r\n"));
    for answer in [
        whole("abcdefghi", 9),
        part("4-8/15", 5, "", "efghi"),
        part("5-7/15", 3, "", "fgh"),
        part("5-8/15", 3, "", "fgh"),
        part("x", 4, "", "fghi"),
    ] {
        let (refused, _) = begin(&[answer], 5..9).await;
        assert!(
            matches!(refused, Err(DownloadError::Answer(_))),
            "{refused:?}"
        );
    }
    let (none, heads) = begin(&[], 5..5).await;
    assert!(matches!(none, Err(DownloadError::EmptyRange)));
    assert!(heads.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_the_service_refuses_is_typed() {
    let body = r#"{"error": "posix", "error_description": "x"}"#;
    let length = body.len();
    let head = "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\nconnection: close";
    let answer = format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}");
    let (refused, _) = begin(&[answer], ..).await;
    let Err(DownloadError::Call(error)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(error.status(), Some(404));
    assert!(error.api().is_some());
    let answer =
        "HTTP/1.1 416 Range Not Satisfiable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let (refused, _) = begin(&[answer.to_owned()], 99..).await;
    let Err(DownloadError::Call(error)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(error.status(), Some(416));
}

fn found(location: &str) -> String {
    let head = "HTTP/1.1 302 Found\r\nconnection: close\r\ncontent-length: 0";
    format!("{head}\r\nlocation: {location}\r\n\r\n")
}

#[tokio::test]
async fn a_directory_comes_from_where_the_service_leads() {
    let answers = [
        found("/download/d1?x"),
        whole("tar", 9),
        part("3-8/9", 6, "", "ball.."),
    ];
    let (download, heads) = begin(&answers, ..).await;
    assert_eq!(
        text(download.unwrap().resume(1)).await.unwrap(),
        "tarball.."
    );
    let heads = heads.lock().unwrap().clone();
    assert!(
        heads[1].starts_with("get /download/d1?x http/1.1\r\n"),
        "{}",
        heads[1]
    );
    assert!(
        heads[2].starts_with("get /download/d1?x http/1.1\r\n"),
        "{}",
        heads[2]
    );
    assert!(heads[2].contains("range: bytes=3-\r\n"), "{}", heads[2]);
    let (twice, _) = begin(&[found("/a"), found("/b")], ..).await;
    assert!(matches!(twice, Err(DownloadError::Answer(_))), "{twice:?}");
}

#[tokio::test]
async fn elsewhere_no_token_goes_along() {
    let (other, elsewhere) = scripted(vec![whole("tar", 3)]).await;
    let (download, _) = begin(&[found(&format!("{other}/download/d1"))], ..).await;
    assert_eq!(text(download.unwrap()).await.unwrap(), "tar");
    let heads = elsewhere.lock().unwrap();
    assert!(!heads[0].contains("x-auth-token"), "{}", heads[0]);
}

#[tokio::test]
async fn what_breaks_off_is_an_error_unless_it_is_gone_on_with() {
    let (lost, _) = begin(&[whole("hel", 5)], ..).await;
    let lost = text(lost.unwrap()).await;
    assert!(matches!(lost, Err(DownloadError::Lost(_))), "{lost:?}");
    let etag = "etag: \"v1\"\r\n";
    let answers = [
        part("2-9/20", 8, etag, "cde"),
        part("5-9/20", 5, etag, "f"),
        part("6-9/20", 4, etag, "ghij"),
    ];
    let (download, heads) = begin(&answers, 2..10).await;
    let mut download = download.unwrap().resume(2);
    let mut all = Vec::new();
    while let Some(piece) = download.next().await {
        all.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(all, b"cdefghij");
    let heads = heads.lock().unwrap().clone();
    assert!(heads[1].contains("range: bytes=5-9\r\n"), "{}", heads[1]);
    assert!(heads[1].contains("if-range: \"v1\"\r\n"), "{}", heads[1]);
    assert!(heads[2].contains("range: bytes=6-9\r\n"), "{}", heads[2]);
    let (download, _) = begin(&answers[..2], 2..10).await;
    let lost = text(download.unwrap().resume(1)).await;
    assert!(matches!(lost, Err(DownloadError::Lost(_))), "{lost:?}");
}

#[tokio::test]
async fn another_file_is_not_mixed_in() {
    let first = part("2-9/20", 8, "etag: \"v1\"\r\n", "cde");
    for second in [
        whole("0123456789", 10),
        part("5-9/20", 5, "etag: \"v2\"\r\n", "fghij"),
        part("5-9/21", 5, "", "fghij"),
    ] {
        let (download, _) = begin(&[first.clone(), second], 2..10).await;
        let mixed = text(download.unwrap().resume(1)).await;
        assert!(matches!(mixed, Err(DownloadError::Changed)), "{mixed:?}");
    }
}
