//! Files that flow in forms, from the generated client to the generated
//! server.

use crate::loopback::{post, serve};
use crate::modules::file_uploads::client::{Client, Error};
use crate::modules::file_uploads::models::{
    UploadBody, UploadManyBody, UploadManyBodyJson, UploadManyBodyMultipart,
};
use crate::modules::file_uploads::server::{DefaultApi, Options, router, router_with};
use crate::streams::{counted, memory_at_start, zeros};
use specwright_runtime::stream::StreamError;
use specwright_runtime::{File, NoFailure, Payload};

struct Desk;

/// What a file is, and whether it flows.
async fn told(file: File) -> String {
    let (name, flows) = (
        file.name().unwrap_or_default().to_owned(),
        file.as_bytes().is_none(),
    );
    let media_type = file.media_type().unwrap_or_default().to_owned();
    match counted(file.into_payload()).await {
        Ok(length) => format!("{name} {media_type} {length} {flows}"),
        Err(StreamError::Broken(error)) => error.to_string(),
        Err(error) => error.to_string(),
    }
}

impl DefaultApi for Desk {
    async fn upload(&self, body: UploadBody) -> Result<String, NoFailure> {
        let mut said = vec![body.note.unwrap_or_default(), told(body.file).await];
        if let Some(preview) = body.preview {
            said.push(told(preview).await);
        }
        Ok(said.join("; "))
    }

    async fn upload_many(&self, body: Option<UploadManyBody>) -> Result<String, NoFailure> {
        let mut said = Vec::new();
        if let Some(UploadManyBody::Multipart(form)) = body {
            for file in form.files.unwrap_or_default() {
                said.push(told(file).await);
            }
        }
        Ok(said.join("; "))
    }
}

fn client(url: &str) -> Client {
    Client::builder(url).build().unwrap()
}

fn upload(file: impl Into<File>) -> UploadBody {
    UploadBody {
        file: file.into().named("a.bin"),
        ..UploadBody::default()
    }
}

const LARGE: u64 = 192 * 1024 * 1024;

#[test]
fn large_files_flow_through_little_memory() {
    memory_at_start();
    serve(router(Desk), |url| async move {
        let client = client(&url);
        for file in [zeros(LARGE), zeros(LARGE).with_length(LARGE)] {
            let body = UploadBody {
                note: Some("first".to_owned()),
                ..upload(file)
            };
            let answer = client.upload(&body).await.unwrap();
            let expected = format!("first; a.bin application/octet-stream {LARGE} true");
            assert_eq!(*answer, expected);
        }
    });
}

#[test]
fn small_files_are_whole_wherever_they_are() {
    serve(router(Desk), |url| async move {
        let client = client(&url);
        for file in [Payload::from("four"), zeros(4), zeros(4).with_length(4)] {
            let body = UploadBody {
                preview: Some(File::from("png")),
                ..upload(file)
            };
            let answer = client.upload(&body).await.unwrap();
            let expected = "; a.bin application/octet-stream 4 false; preview image/png 3 false";
            assert_eq!(*answer, expected);
        }
        let file = |text: &'static str| File::from(text).typed("a/b");
        let form = UploadManyBodyMultipart {
            files: Some(vec![file("1").named("x"), File::from(zeros(2)).named("y")]),
        };
        let many = client.upload_many(Some(form.into())).await.unwrap();
        assert_eq!(*many, "x a/b 1 false; y application/octet-stream 2 false");
        let url = UploadManyBodyJson { url: None };
        assert_eq!(*client.upload_many(Some(url.into())).await.unwrap(), "");
    });
}

#[test]
fn only_the_last_file_flows() {
    let options = Options::default().body_limit(1000).stream_limit(1_000_000);
    serve(router_with(Desk, options), |url| async move {
        let client = client(&url);
        let both = |file: u64, preview: u64| UploadBody {
            preview: Some(File::from(zeros(preview)).named("p")),
            ..upload(zeros(file))
        };
        let sent = async |body: UploadBody| match client.upload(&body).await {
            Ok(answer) => answer.into_value(),
            Err(error) => error.status().unwrap().to_string(),
        };
        let flowed = "; a.bin application/octet-stream 100 false; p image/png 5000 true";
        assert_eq!(sent(both(100, 5000)).await, flowed);
        let behind = "; a part comes behind the file, which must be the last";
        assert_eq!(sent(both(5000, 100)).await, behind);
        // What is read before it is a form like others.
        let long = UploadBody {
            note: Some("0123456789".to_owned()),
            ..upload(zeros(5000))
        };
        assert_eq!(sent(long).await, "400");
        // The one limit is for what flows, the other for what does not.
        let limit = "; the body is larger than the limit of 1000000 bytes";
        assert_eq!(sent(upload(zeros(2_000_000))).await, limit);
        let announced = upload(zeros(2_000_000).with_length(2_000_000));
        assert_eq!(sent(announced).await, "413");
        let note = UploadBody {
            note: Some("x".repeat(2000)),
            ..upload("")
        };
        assert_eq!(sent(note).await, "413");
        let many = UploadManyBodyMultipart {
            files: Some(vec![File::from(zeros(2000))]),
        };
        let refused = client.upload_many(Some(many.into())).await.unwrap_err();
        assert_eq!(refused.status(), Some(413));
    });
}

#[test]
fn a_file_that_flows_is_sent_once() {
    serve(router(Desk), |url| async move {
        let client = client(&url);
        let body = upload(zeros(4));
        assert_eq!(body, body.clone());
        assert_ne!(body, upload(zeros(4)));
        client.upload(&body.clone()).await.unwrap();
        let again = client.upload(&body).await.unwrap_err();
        assert!(matches!(again, Error::Transport(_)), "{again:?}");
        let broken = upload(zeros(3).with_length(4));
        assert!(client.upload(&broken).await.is_err());
    });
}

#[test]
fn a_form_that_breaks_off_in_a_file_is_no_whole_one() {
    let options = Options::default().body_limit(100);
    serve(router_with(Desk, options), |url| async move {
        let head = "--b\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\n";
        let form = "multipart/form-data; boundary=b";
        for (end, expected) in [
            ("\r\n--b--\r\n", "f  200 true"),
            ("\r\n--b--", "f  200 true"),
            ("\r\n--b", "the last part does not end"),
            ("", "the last part does not end"),
        ] {
            let body = format!("{head}{}{end}", "x".repeat(200));
            let answer = post(&url, "/files", form, body.as_bytes()).await;
            assert!(answer.contains(expected), "{answer}");
        }
        let short = format!("{head}x");
        let answer = post(&url, "/files", form, short.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    });
}
