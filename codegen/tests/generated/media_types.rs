//! Bodies with several media types, from the generated client to the
//! generated server and back.

use crate::loopback::{post, serve};
use crate::modules::several_media_types::client::{Client, Error};
use crate::modules::several_media_types::default::{
    AlikeError, OptionalError, OptionalSuccess, ScalarsSuccess, UploadError,
};
use crate::modules::several_media_types::models::{
    DifferentBody, DifferentBodyJsonVersion2, MissingBody, OptionalBody, Problem, Thing,
    UploadBody, UploadBodyJson, UploadBodyMultipart,
};
use crate::modules::several_media_types::server::{DefaultApi, router};
use specwright_runtime::body::Accept;
use specwright_runtime::http::HeaderMap;
use specwright_runtime::{File, NoFailure, Payload};

/// Gives back what it takes.
struct Echo;

impl DefaultApi for Echo {
    async fn alike(&self, body: Thing) -> Result<Thing, AlikeError> {
        match body.name.as_str() {
            "trouble" => Err(AlikeError::Other {
                status: 500,
                body: Problem { title: body.name },
            }),
            _ => Ok(body),
        }
    }

    async fn different(&self, body: DifferentBody, _: Accept) -> Result<DifferentBody, NoFailure> {
        Ok(body)
    }

    async fn optional(
        &self,
        accept2: String,
        body: Option<OptionalBody>,
        accept: Accept,
    ) -> Result<OptionalSuccess, OptionalError> {
        assert_eq!(accept2, "a");
        match body {
            None => Ok(OptionalSuccess::NoContent),
            Some(OptionalBody::Json(list)) if list.is_empty() => {
                let offered = ["text/plain", "text/html"];
                Err(OptionalError::NotFound(match accept.best(&offered) {
                    Some("text/html") => MissingBody::Html("<p>none".to_owned()),
                    _ => MissingBody::Text("none".to_owned()),
                }))
            }
            Some(body) => Ok(OptionalSuccess::Success(body)),
        }
    }

    async fn upload(&self, body: UploadBody, _: Accept) -> Result<(), UploadError> {
        let is_expected = match &body {
            UploadBody::Multipart(form) => form.file.media_type() == Some("a/b"),
            UploadBody::Json(json) => json.url == "https://a.example",
        };
        assert!(is_expected, "{body:?}");
        Ok(())
    }

    async fn scalars(&self, body: i64) -> Result<ScalarsSuccess, NoFailure> {
        Ok(ScalarsSuccess::Success(body))
    }
}

fn thing(name: &str) -> Thing {
    Thing {
        name: name.to_owned(),
        size: Some(-3),
    }
}

/// The media type of an answer, whatever character set it names.
fn written(headers: &HeaderMap) -> &str {
    let text = headers["content-type"].to_str().unwrap();
    text.trim_end_matches("; charset=utf-8")
}

fn with_client(calls: impl AsyncFnOnce(Client, &str)) {
    serve(router(Echo), async |url| {
        calls(Client::builder(&url).build().unwrap(), &url).await;
    });
}

#[test]
fn one_type_goes_as_each_media_type_and_comes_back_as_each() {
    let sent = [
        "application/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ];
    let accepted = [
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("application/json;q=0.5, application/*", "application/xml"),
        ("*/*", "application/json"),
    ];
    let names = ["Ann", " <&>\"=+;\r\n", "ö%20\u{1F600}"];
    with_client(async |client, _| {
        for (name, media_type) in names
            .into_iter()
            .flat_map(|name| sent.map(|one| (name, one)))
        {
            for (accept, given) in accepted {
                let value = thing(name);
                let call = client.alike(&value).sending(media_type).accepting(accept);
                let answer = call.await.unwrap();
                assert_eq!(*answer, value, "{media_type}");
                assert_eq!(written(answer.headers()), given);
                assert_eq!(answer.headers()["vary"], "accept");
            }
        }
        assert_eq!(*client.alike(&thing("Bob")).await.unwrap(), thing("Bob"));
    });
}

#[test]
fn failures_are_negotiated_too() {
    with_client(async |client, _| {
        // What is not accepted is better than nothing, where it is a failure.
        for accept in [
            "*/*",
            "application/xml",
            "application/problem+xml, */*;q=0.1",
        ] {
            let call = client.alike(&thing("trouble")).accepting(accept);
            let Err(Error::Api(AlikeError::Other { status: 500, body }, meta)) = call.await else {
                panic!("{accept}");
            };
            assert_eq!(body.title, "trouble");
            let is_xml = accept.contains("problem");
            let expected = match is_xml {
                true => "application/problem+xml",
                false => "application/problem+json",
            };
            assert_eq!(written(meta.headers()), expected);
        }
    });
}

/// What is in a body, to be compared.
async fn content(body: DifferentBody) -> String {
    match body {
        DifferentBody::Png(bytes) => format!("{:?}", bytes.bytes().await),
        DifferentBody::AnyImage(file) => format!("{file:?} {:?}", file.as_bytes()),
        other => format!("{other:?}"),
    }
}

#[test]
fn different_types_are_told_apart_by_the_media_type() {
    let image = |media_type: &str| File::from("\u{0}\r\n{}").typed(media_type);
    let version2 = || DifferentBodyJsonVersion2 {
        parts: vec![1, 2, 3],
    };
    let all = || {
        [
            (DifferentBody::from(thing("Ann")), "application/json"),
            (version2().into(), "application/json; version=2"),
            (DifferentBody::Text("{} ö".to_owned()), "text/plain"),
            (DifferentBody::Csv("a,b\r\n1,\"2\"".to_owned()), "text/csv"),
            (DifferentBody::Png(Payload::from(b"\xff\0")), "image/png"),
            (DifferentBody::AnyImage(image("image/gif")), "image/gif"),
            (
                DifferentBody::from(Problem {
                    title: "x".to_owned(),
                }),
                "application/vnd.problem+xml",
            ),
        ]
    };
    with_client(async |client, _| {
        for ((body, media_type), (same, _)) in all().into_iter().zip(all()) {
            let answer = client.different(body).await.unwrap();
            assert_eq!(written(answer.headers()), media_type);
            assert_eq!(content(answer.into_value()).await, content(same).await);
        }
        let xml = client.different(thing("Ann")).sending("application/xml");
        let answer = content(xml.await.unwrap().into_value()).await;
        assert_eq!(answer, content(thing("Ann").into()).await);
    });
}

#[test]
fn a_body_of_several_types_may_be_left_out() {
    with_client(async |client, _| {
        let call = |body: Option<OptionalBody>| client.optional("a", body);
        let nothing = call(None).await.unwrap();
        assert!(matches!(*nothing, OptionalSuccess::NoContent));
        let list = call(Some(vec![1, 2].into())).await.unwrap().into_value();
        match list {
            OptionalSuccess::Success(OptionalBody::Json(list)) => assert_eq!(list, [1, 2]),
            other => panic!("{other:?}"),
        }
        let bytes = call(Some(Payload::from("1 2").into())).await.unwrap();
        match bytes.into_value() {
            OptionalSuccess::Success(OptionalBody::ThingsList(bytes)) => {
                assert_eq!(bytes.bytes().await.unwrap(), "1 2");
            }
            other => panic!("{other:?}"),
        }
        let none = || call(Some(OptionalBody::Json(Vec::new())));
        let accept = "application/json, text/html, text/plain;q=0.9";
        for (call, expected) in [
            (none(), MissingBody::Text("none".to_owned())),
            (
                none().accepting(accept),
                MissingBody::Html("<p>none".to_owned()),
            ),
        ] {
            let failure = call.await.unwrap_err();
            assert_eq!(failure.api(), Some(&OptionalError::NotFound(expected)));
        }
    });
}

#[test]
fn a_form_and_json_are_different_bodies() {
    with_client(async |client, _| {
        let form = UploadBodyMultipart {
            file: File::from("x").typed("a/b"),
            name: None,
        };
        client.upload(form).await.unwrap();
        let url = "https://a.example".to_owned();
        client.upload(UploadBodyJson { url }).await.unwrap();
    });
}

#[test]
fn scalars_are_text_or_json() {
    with_client(async |client, _| {
        for (sent, accepted) in [
            ("text/plain", "application/json"),
            ("application/json", "text/plain"),
        ] {
            let call = client.scalars(17).sending(sent).accepting(accepted);
            let answer = call.await.unwrap();
            assert_eq!(written(answer.headers()), accepted);
            assert_eq!(*answer, ScalarsSuccess::Success(17));
        }
    });
}

#[test]
fn what_is_not_documented_is_refused() {
    with_client(async |client, url| {
        let refused = client.alike(&thing("Ann")).sending("text/plain").await;
        let message = refused.unwrap_err().to_string();
        assert!(message.contains("cannot be sent as `text/plain`, but as application/xml"));
        let answer = async |media_type: &str, body: &str| {
            let answer = post(url, "/different", media_type, body.as_bytes()).await;
            answer[9..12].parse::<u16>().unwrap()
        };
        assert_eq!(answer("audio/ogg", "x").await, 415);
        assert_eq!(answer("text/plain", "longer").await, 400);
        assert_eq!(answer("application/json", "{\"name\": \"\"}").await, 400);
        assert_eq!(
            answer("application/json; VERSION=2", "{\"parts\": []}").await,
            200
        );
        assert_eq!(
            answer("application/json; version=3", "{\"name\": \"A\"}").await,
            200
        );
        let unacceptable = client.different(thing("Ann")).accepting("audio/*").await;
        assert_eq!(unacceptable.unwrap_err().status(), Some(406));
    });
}
