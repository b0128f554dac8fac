//! Bodies that flow between a generated client and a generated server.

use crate::loopback::{post, serve};
use crate::modules::streams::client::{Client, Error};
use crate::modules::streams::models::{EitherSuccessBodyItem, Point};
use crate::modules::streams::server::{Options, router, router_with};
use crate::modules::streams::{default, server};
use specwright_runtime::stream::StreamError;
use specwright_runtime::{Event, Events, Lines, NoFailure, Payload, Value};
use std::fs;
use tokio::io::AsyncReadExt as _;

pub struct Files;

fn point(x: i32) -> Point {
    Point { x, y: None }
}

/// What one loop over it can hold a few of.
const PIECE: usize = 64 * 1024;

pub fn zeros(bytes: u64) -> Payload {
    Payload::reader(tokio::io::repeat(0).take(bytes))
}

pub async fn counted(mut body: Payload) -> Result<i64, StreamError> {
    let (mut bytes, mut most) = (0, 0);
    while let Some(piece) = body.next().await {
        bytes += piece?.len();
        most = most.max(memory());
    }
    assert!(most < memory_at_start() + 32 * 1024, "{most} KiB");
    Ok(i64::try_from(bytes).unwrap())
}

/// The memory in use in KiB, 0 where it is not known.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.map(|line| line.trim().trim_end_matches(" kB"));
    number.map_or(0, |number| number.parse().unwrap())
}

pub fn memory_at_start() -> u64 {
    static START: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    *START.get_or_init(memory)
}

impl server::DefaultApi for Files {
    async fn upload(&self, body: Payload) -> Result<i64, NoFailure> {
        Ok(counted(body).await.unwrap_or(-1))
    }

    async fn download(
        &self,
        size: i64,
    ) -> Result<default::DownloadSuccess, default::DownloadError> {
        match u64::try_from(size) {
            Ok(size) => Ok(default::DownloadSuccess {
                e_tag: Some("\"zeros\"".to_owned()),
                body: zeros(size),
            }),
            Err(_) => Err(default::DownloadError::NotFound("none".into())),
        }
    }

    async fn mirror(&self, body: Option<Payload>) -> Result<default::MirrorSuccess, NoFailure> {
        Ok(match body {
            Some(body) => default::MirrorSuccess::Success(body),
            None => default::MirrorSuccess::NoContent,
        })
    }

    async fn lines(&self, body: Lines<Point>) -> Result<Lines<Point>, NoFailure> {
        Ok(body)
    }

    async fn any(&self) -> Result<Lines<Value>, NoFailure> {
        Ok(vec![Value::from(1), Value::from("a"), Value::Null].into())
    }

    async fn texts(&self) -> Result<Events<String>, NoFailure> {
        let first = Event::new("a\nb".to_owned()).named("n").with_id("1");
        Ok(vec![first, Event::new("5".to_owned())].into())
    }

    async fn points(&self) -> Result<Events<Point>, NoFailure> {
        Ok(vec![Event::new(point(1)), Event::new(point(2))].into())
    }

    async fn either(&self) -> Result<Events<EitherSuccessBodyItem>, NoFailure> {
        let one = EitherSuccessBodyItem::Point(point(1));
        let end = EitherSuccessBodyItem::String("[DONE]".to_owned());
        let events = [("point", one), ("end", end)];
        let events = events.map(|(name, data)| Event::new(data).named(name));
        Ok(events.to_vec().into())
    }
}

fn client(url: &str) -> Client {
    Client::builder(url).build().unwrap()
}

/// More than all buffers on the way hold.
const LARGE: u64 = 192 * 1024 * 1024;

#[test]
fn large_bodies_flow_through_little_memory() {
    memory_at_start();
    serve(router(Files), |url| async move {
        let client = client(&url);
        let large = i64::try_from(LARGE).unwrap();
        assert_eq!(*client.upload(zeros(LARGE)).await.unwrap(), large);
        let sized = zeros(LARGE).with_length(LARGE);
        assert_eq!(*client.upload(sized).await.unwrap(), large);
        let file = client.download(large).await.unwrap().into_value();
        assert_eq!(file.e_tag.as_deref(), Some("\"zeros\""));
        assert_eq!(counted(file.body).await.unwrap(), large);
        let copy = client
            .mirror(Some(zeros(LARGE)))
            .await
            .unwrap()
            .into_value();
        let default::MirrorSuccess::Success(copy) = copy else {
            panic!("{copy:?}");
        };
        assert_eq!(counted(copy).await.unwrap(), large);
    });
}

#[test]
fn small_ones_are_collected() {
    serve(router(Files), |url| async move {
        let client = client(&url);
        assert_eq!(*client.upload("four").await.unwrap(), 4);
        assert_eq!(
            *client.upload(vec![0; 3 * PIECE]).await.unwrap(),
            3 * 64 * 1024
        );
        let file = client.download(7).await.unwrap().into_value().body;
        assert_eq!(file.bytes().await.unwrap(), vec![0; 7]);
        let nothing = client.mirror(None).await.unwrap();
        assert!(matches!(*nothing, default::MirrorSuccess::NoContent));
        match client.download(-1).await {
            Err(Error::Api(default::DownloadError::NotFound(text), _)) => {
                assert_eq!(text, "none");
            }
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn limits_hold_as_bodies_flow() {
    let options = Options::default().stream_limit(100_000);
    serve(router_with(Files, options), |url| async move {
        let client = client(&url);
        assert_eq!(*client.upload(zeros(100_000)).await.unwrap(), 100_000);
        assert_eq!(*client.upload(zeros(100_001)).await.unwrap(), -1);
        let announced = zeros(100_001).with_length(100_001);
        let refused = client.upload(announced).await.unwrap_err();
        assert_eq!(refused.status(), Some(413));
    });
}

#[test]
fn lines_come_and_go() {
    serve(router(Files), |url| async move {
        let client = client(&url);
        let points = vec![point(1), point(2)];
        let mut back = client.lines(points.clone()).await.unwrap();
        for sent in points {
            assert_eq!(back.next().await.unwrap().unwrap(), sent);
        }
        assert!(back.next().await.is_none());
        let mut values = client.any().await.unwrap();
        assert_eq!(values.next().await.unwrap().unwrap(), Value::from(1));
        // What breaks a rule is not sent back, and the rest is not either.
        let broken = client.lines(vec![point(1), point(10)]).await;
        let mut broken = broken.unwrap().into_value();
        let mut end = broken.next().await.unwrap();
        if end.is_ok() {
            end = broken.next().await.unwrap();
        }
        assert!(matches!(end, Err(StreamError::Broken(_))), "{end:?}");
        let answer = post(
            &url,
            "/lines",
            "application/x-ndjson",
            b"{\"x\":1}\n\n {\"x\":2}",
        )
        .await;
        assert!(
            answer.contains("content-type: application/json-seq"),
            "{answer}"
        );
        assert!(answer.contains("\u{1e}{\"x\":2}\n"), "{answer}");
    });
}

#[test]
fn events_come() {
    serve(router(Files), |url| async move {
        let client = client(&url);
        let mut texts = client.texts().await.unwrap();
        let first = texts.next().await.unwrap().unwrap();
        assert_eq!(first.data, "a\nb");
        assert_eq!(
            (first.name.as_deref(), first.id.as_deref()),
            (Some("n"), Some("1"))
        );
        assert_eq!(texts.next().await.unwrap().unwrap().data, "5");
        assert!(texts.next().await.is_none());
        let mut points = client.points().await.unwrap();
        assert_eq!(points.next().await.unwrap().unwrap().data, point(1));
        let mut either = client.either().await.unwrap();
        let one = either.next().await.unwrap().unwrap();
        assert_eq!(one.data, EitherSuccessBodyItem::Point(point(1)));
        let end = either.next().await.unwrap().unwrap().data;
        assert_eq!(end, EitherSuccessBodyItem::String("[DONE]".to_owned()));
    });
}
