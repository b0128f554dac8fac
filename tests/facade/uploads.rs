//! Files that are sent piece by piece.

use crate::serve::serve;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use onedata::files::{Upload, UploadProblem};
use onedata::{Connect, oneprovider};
use std::sync::{Arc, Mutex};
use tokio::io::AsyncReadExt as _;

/// What came: method, path and query, and the number of bytes.
type Came = Arc<Mutex<Vec<(String, usize)>>>;

/// A provider that takes everything, but answers 503 to a first attempt at
/// each of these numbers of calls.
#[derive(Clone, Default)]
struct Provider {
    came: Came,
    busy: &'static [usize],
    denied: bool,
}

async fn answer(State(provider): State<Provider>, request: Request) -> Response {
    let line = format!("{} {}", request.method(), request.uri());
    let creates = request.method() == Method::POST;
    let body: Bytes = axum::body::to_bytes(request.into_body(), usize::MAX)
        .await
        .unwrap();
    let mut came = provider.came.lock().unwrap();
    came.push((line, body.len()));
    let error = || r#"{"error": "x", "error_description": "y"}"#;
    let json = [
        ("content-type", "application/json"),
        ("location", "/data/f1"),
    ];
    if provider.busy.contains(&came.len()) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if provider.denied && !creates {
        return (StatusCode::FORBIDDEN, json, error()).into_response();
    }
    match creates {
        true => (StatusCode::CREATED, json, r#"{"fileId": "f1"}"#).into_response(),
        false => StatusCode::NO_CONTENT.into_response(),
    }
}

async fn client(provider: &Provider) -> oneprovider::Client {
    let router = Router::new().fallback(answer).with_state(provider.clone());
    let url = serve(router).await;
    oneprovider::Client::connect(&url).client().unwrap()
}

const BASE: &str = "/api/v3/oneprovider/data";

#[tokio::test]
async fn a_file_is_created_and_written_piece_by_piece() {
    let provider = Provider {
        busy: &[3],
        ..Provider::default()
    };
    let client = client(&provider).await;
    let told = Mutex::new(Vec::new());
    let file = Upload::new(&client, &b"abcdefghij"[..])
        .length(10)
        .piece(4)
        .progress(|progress| told.lock().unwrap().push((progress.done, progress.total)))
        .create("s1", "a b/c&d.dat")
        .await
        .unwrap();
    assert_eq!(file, "f1");
    let all = Some(10);
    assert_eq!(*told.lock().unwrap(), [(4, all), (8, all), (10, all)]);
    let piece =
        |offset: u32, length: usize| (format!("PUT {BASE}/f1/content?offset={offset}"), length);
    assert_eq!(
        *provider.came.lock().unwrap(),
        [
            (format!("POST {BASE}/s1/children?name=a%20b%2Fc%26d.dat"), 0),
            piece(0, 4),
            // Once more, since the service was busy.
            piece(4, 4),
            piece(4, 4),
            piece(8, 2),
        ]
    );
}

#[tokio::test]
async fn content_is_written_over_or_replaced() {
    let provider = Provider::default();
    let client = client(&provider).await;
    let upload = |text: &'static [u8]| Upload::new(&client, text).piece(2);
    assert_eq!(upload(b"abc").write("f1", 5_000_000_000).await.unwrap(), 3);
    assert_eq!(upload(b"abc").replace("f1").await.unwrap(), 3);
    assert_eq!(upload(b"").replace("f1").await.unwrap(), 0);
    assert_eq!(upload(b"").write("f1", 7).await.unwrap(), 0);
    let put = |query: &str, length: usize| (format!("PUT {BASE}/f1/content{query}"), length);
    assert_eq!(
        *provider.came.lock().unwrap(),
        [
            put("?offset=5000000000", 2),
            put("?offset=5000000002", 1),
            put("", 2),
            put("?offset=2", 1),
            put("", 0),
        ]
    );
}

#[tokio::test]
async fn what_does_not_come_to_its_end_says_how_far_it_came() {
    let provider = Provider::default();
    let taking = client(&provider).await;
    for length in [3, 5, 7] {
        let upload = Upload::new(&taking, &b"abcdef"[..]).length(length).piece(3);
        let error = upload.write("f1", 0).await.unwrap_err();
        assert!(matches!(error.problem, UploadProblem::Length), "{error:?}");
        assert!(error.done <= length, "{error:?}");
    }
    let broken = breaking_reader();
    let error = Upload::new(&taking, broken)
        .piece(2)
        .create("s1", "x")
        .await
        .unwrap_err();
    assert!(matches!(error.problem, UploadProblem::Read(_)), "{error:?}");
    assert_eq!((error.file_id.as_deref(), error.done), (Some("f1"), 4));
    let error = Upload::new(&taking, &b"abc"[..])
        .write("f1", u64::MAX - 1)
        .await
        .unwrap_err();
    assert!(matches!(error.problem, UploadProblem::TooFar), "{error:?}");
    let denying = client(&Provider {
        denied: true,
        ..Provider::default()
    })
    .await;
    let error = Upload::new(&denying, &b"abc"[..])
        .create("s1", "x")
        .await
        .unwrap_err();
    let UploadProblem::Write(problem) = &error.problem else {
        panic!("{error:?}");
    };
    assert_eq!(problem.status(), Some(403));
    assert_eq!((error.file_id.as_deref(), error.done), (Some("f1"), 0));
}

/// Gives four bytes and then an error.
fn breaking_reader() -> impl tokio::io::AsyncRead + Unpin {
    (&b"abcd"[..]).chain(Failing)
}

struct Failing;

impl tokio::io::AsyncRead for Failing {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        _: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Err(std::io::Error::other("the disk is gone")))
    }
}

/// The most memory that this process has had, in KiB, where the system says.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_large_file_takes_little_memory_both_ways() {
    const LARGE: u64 = 64 * 1024 * 1024;
    let router = Router::new().fallback(|request: Request| async move {
        if request.method() == Method::GET {
            let zeros = onedata::runtime::Payload::reader(tokio::io::repeat(7).take(LARGE));
            return axum::body::Body::from_stream(zeros).into_response();
        }
        let body = request.into_body().into_data_stream();
        let mut stream = std::pin::pin!(body);
        while std::future::poll_fn(|context| {
            onedata::runtime::stream::Stream::poll_next(stream.as_mut(), context)
        })
        .await
        .is_some()
        {}
        StatusCode::NO_CONTENT.into_response()
    });
    let url = serve(router).await;
    let client = oneprovider::Client::connect(&url).client().unwrap();
    let write = |length: u64| {
        let upload = Upload::new(&client, tokio::io::repeat(7).take(length));
        upload.length(length).piece(1024 * 1024).write("f1", 0)
    };
    write(2 * 1024 * 1024).await.unwrap();
    let before = peak();
    assert_eq!(write(LARGE).await.unwrap(), LARGE);
    let download = onedata::files::download(&client, "f1", ..).await.unwrap();
    assert_eq!(download.write_to(tokio::io::sink()).await.unwrap(), LARGE);
    let grown = peak() - before;
    assert!(grown < 16 * 1024, "{grown} KiB more for 64 MiB");
}
