//! Bodies that flow in some of their media types and are whole in others.

use crate::loopback::{post, serve};
use crate::modules::flowing_choices::client::{Client, Error};
use crate::modules::flowing_choices::default::{
    AnswerError, EitherError, WhateverError, WhateverSuccess,
};
use crate::modules::flowing_choices::models::{
    AnswerBody, AnswerOtherBody, AnswerSuccessBody, EitherBody, EitherBody2, Point, StoreBody,
    StoreBodyJson,
};
use crate::modules::flowing_choices::server::{DefaultApi, Options, router, router_with};
use specwright_runtime::body::Accept;
use specwright_runtime::stream::{Stream, StreamError};
use specwright_runtime::{Bytes, Event, Events, File, Lines, NoFailure, Payload};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Gives one item and then nothing, without an end.
struct Endless<T>(Option<T>);

impl<T: Unpin> Stream for Endless<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.take() {
            Some(item) => Poll::Ready(Some(Ok(item))),
            None => Poll::Pending,
        }
    }
}

struct Chat;

impl DefaultApi for Chat {
    async fn answer(
        &self,
        body: AnswerBody,
        accept: Accept,
    ) -> Result<AnswerSuccessBody, AnswerError> {
        let point = || Point { x: 1 };
        let offered = ["application/x-ndjson", "image/png", "image/gif"];
        Ok(match accept.best(&offered) {
            _ if body.stream => Events::new(Endless(Some(Event::new(point())))).into(),
            Some("application/x-ndjson") if accept.quality("application/json") < 1.0 => {
                Lines::new(Endless(Some(point()))).into()
            }
            Some("image/png") => {
                AnswerSuccessBody::Png(Payload::stream(Endless(Some(Bytes::from("png")))))
            }
            Some("image/gif") => File::from("gif").typed("image/gif").into(),
            _ if accept.quality("application/json") > 0.0 => vec![point(), point()].into(),
            _ => {
                return Err(AnswerError::Other {
                    status: 500,
                    body: AnswerOtherBody::Ndjson("{}".into()),
                });
            }
        })
    }

    async fn store(&self, body: StoreBody) -> Result<String, NoFailure> {
        Ok(match body {
            StoreBody::Json(json) => format!("at {}", json.url),
            StoreBody::Ndjson(mut lines) => {
                let mut sum = 0;
                while let Some(point) = lines.next().await {
                    match point {
                        Ok(point) => sum += point.x,
                        Err(error) => return Ok(error.to_string()),
                    }
                }
                format!("sum {sum}")
            }
            StoreBody::Binary(bytes) => match bytes.bytes().await {
                Ok(bytes) => format!("{} bytes", bytes.len()),
                Err(error) => error.to_string(),
            },
        })
    }

    async fn either(&self, fails: bool, _: Accept) -> Result<EitherBody2, EitherError> {
        match fails {
            true => Err(EitherError::NotFound(EitherBody::Binary("none".into()))),
            false => Ok(Payload::stream(Endless(Some(Bytes::from("begun")))).into()),
        }
    }

    async fn whatever(&self, status: i32) -> Result<WhateverSuccess, WhateverError> {
        let status = u16::try_from(status).unwrap();
        match status {
            ..400 => Ok(WhateverSuccess::Other {
                status,
                body: Payload::stream(Endless(Some(Bytes::from("begun")))),
            }),
            400.. => Err(WhateverError::Other {
                status,
                body: "trouble".into(),
            }),
        }
    }
}

fn question(stream: bool) -> AnswerBody {
    AnswerBody { stream }
}

#[test]
fn the_media_type_of_an_answer_says_whether_it_flows() {
    serve(router(Chat), |url| async move {
        let client = Client::builder(&url).build().unwrap();
        let whole = client
            .answer(&question(false))
            .accepting("application/json");
        match whole.await.unwrap().into_value() {
            AnswerSuccessBody::Json(points) => assert_eq!(points.len(), 2),
            other => panic!("{other:?}"),
        }
        match client.answer(&question(true)).await.unwrap().into_value() {
            AnswerSuccessBody::EventStream(mut events) => {
                assert_eq!(events.next().await.unwrap().unwrap().data, Point { x: 1 });
            }
            other => panic!("{other:?}"),
        }
        let lines = client
            .answer(&question(false))
            .accepting("application/x-ndjson");
        match lines.await.unwrap().into_value() {
            AnswerSuccessBody::Ndjson(mut lines) => {
                assert_eq!(lines.next().await.unwrap().unwrap(), Point { x: 1 });
            }
            other => panic!("{other:?}"),
        }
        let bytes = client.answer(&question(false)).accepting("image/png");
        match bytes.await.unwrap().into_value() {
            AnswerSuccessBody::Png(mut bytes) => {
                assert_eq!(bytes.next().await.unwrap().unwrap(), "png");
            }
            other => panic!("{other:?}"),
        }
        let file = client.answer(&question(false)).accepting("image/gif");
        match file.await.unwrap().into_value() {
            AnswerSuccessBody::AnyImage(file) => assert_eq!(file.as_bytes().unwrap(), "gif"),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn failures_are_whole() {
    serve(router(Chat), |url| async move {
        let client = Client::builder(&url).build().unwrap();
        let failed = client.answer(&question(false)).accepting("image/svg+xml");
        match failed.await {
            Err(Error::Api(AnswerError::Other { body, .. }, _)) => {
                assert_eq!(body, AnswerOtherBody::Ndjson("{}".into()));
            }
            other => panic!("{other:?}"),
        }
        let begun = client.whatever(200).await.unwrap().into_value();
        let WhateverSuccess::Other { status, mut body } = begun;
        assert_eq!(status, 200);
        assert_eq!(body.next().await.unwrap().unwrap(), "begun");
        // So it is where both are one response of the description.
        match client.either(false).await.unwrap().into_value() {
            EitherBody2::Binary(mut body) => {
                assert_eq!(body.next().await.unwrap().unwrap(), "begun");
            }
            other => panic!("{other:?}"),
        }
        let failed = client.either(true).await.unwrap_err().into_api();
        let none = EitherBody::Binary("none".into());
        assert_eq!(failed, Some(EitherError::NotFound(none)));
        match client.whatever(503).await {
            Err(Error::Api(WhateverError::Other { status, body }, _)) => {
                assert_eq!((status, &body[..]), (503, &b"trouble"[..]));
            }
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn the_media_type_of_a_request_says_whether_it_flows() {
    let options = Options::default().body_limit(100).stream_limit(1000);
    serve(router_with(Chat, options), |url| async move {
        let client = Client::builder(&url).build().unwrap();
        let stored = async |body: StoreBody| match client.store(body).await {
            Ok(answer) => answer.into_value(),
            Err(error) => error.status().unwrap().to_string(),
        };
        let json = |url: String| StoreBody::Json(StoreBodyJson { url });
        assert_eq!(stored(json("a".to_owned())).await, "at a");
        assert_eq!(stored(json("a".repeat(10))).await, "400");
        assert_eq!(stored(json("a".repeat(100))).await, "413");
        let lines = |x: i32| Lines::from(vec![Point { x }; 20]).into();
        assert_eq!(stored(lines(2)).await, "sum 40");
        assert!(stored(lines(10)).await.contains("/x"));
        let bytes = |length| Payload::from(vec![0; length]);
        assert_eq!(stored(bytes(100).into()).await, "100 bytes");
        // It flows up to the one limit, and is collected up to the other.
        let over = "the body is larger than the limit of 100 bytes";
        assert_eq!(stored(bytes(101).into()).await, over);
        assert_eq!(stored(bytes(1001).into()).await, "413");
        let other = post(&url, "/store", "text/plain", b"x").await;
        assert!(other.starts_with("HTTP/1.1 415"), "{other}");
    });
}
