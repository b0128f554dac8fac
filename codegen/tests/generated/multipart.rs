//! Forms with files, from the generated client to the generated server.

use crate::loopback::{post, serve};
use crate::modules::multipart::client::{Client, Error};
use crate::modules::multipart::models::{Address, AttachBody, Profile, ProfileKind};
use crate::modules::multipart::server::{DefaultApi, Options, router, router_with};
use specwright_runtime::{File, NoFailure};
use std::sync::{Arc, Mutex};

/// Keeps what comes.
#[derive(Clone, Default)]
pub struct Desk {
    profiles: Arc<Mutex<Vec<Profile>>>,
    attached: Arc<Mutex<Vec<Option<AttachBody>>>>,
}

impl DefaultApi for Desk {
    async fn put_profile(&self, body: Profile) -> Result<Vec<String>, NoFailure> {
        let names = body.tags.clone();
        self.profiles.lock().unwrap().push(body);
        Ok(names)
    }

    async fn attach(&self, body: Option<AttachBody>) -> Result<(), NoFailure> {
        self.attached.lock().unwrap().push(body);
        Ok(())
    }
}

fn client(url: &str) -> Client {
    Client::builder(url).build().unwrap()
}

fn address(city: &str) -> Address {
    Address {
        city: city.to_owned(),
    }
}

fn full() -> Profile {
    let picture = |name: &str| File::from("\u{1}\r\n--").named(name).typed("image/gif");
    Profile {
        name: "Grüße, \"x\"".to_owned(),
        age: Some(-3),
        born: Some("1815-12-10".parse().unwrap()),
        kind: Some(ProfileKind::Person),
        portrait: picture("me.jpg").typed("image/jpeg"),
        pictures: Some(vec![picture("a"), picture("b\"c")]),
        address: address("Łódź"),
        others: Some(vec![address("A")]),
        history: Some(vec![address("B"), address("C")]),
        tags: vec!["x".to_owned()],
        grid: Some(vec![vec![1, 2], Vec::new()]),
        note: Some("# Hello\r\n".to_owned()),
    }
}

#[test]
fn all_kinds_of_parts_come_as_they_were_sent() {
    let desk = Desk::default();
    serve(router(desk.clone()), async |url| {
        let answer = client(&url).put_profile(&full()).await.unwrap();
        assert_eq!(answer.into_value(), ["x"]);
        let least = Profile {
            portrait: "p".into(),
            address: address("D"),
            ..Profile::default()
        };
        client(&url).put_profile(&least).await.unwrap();
    });
    let came = desk.profiles.lock().unwrap();
    assert_eq!(came[0], full());
    // What the sender does not say is filled in.
    let portrait = File::from("p").named("portrait").typed("image/png");
    assert_eq!(came[1].portrait, portrait);
    assert_eq!(came[1].tags, Vec::<String>::new());
    assert_eq!(came[1].pictures, None);
}

#[test]
fn anything_is_a_file_and_so_are_additional_properties() {
    let file = |name: &str| File::from(name.to_owned()).named(name).typed("a/b");
    let body = AttachBody {
        anything: Some(file("any")),
        flags: Some(vec![true, false]),
        additional_properties: [("ö\r\n".to_owned(), file("more"))].into(),
    };
    let desk = Desk::default();
    serve(router(desk.clone()), async |url| {
        client(&url).attach(Some(&body)).await.unwrap();
        client(&url).attach(None).await.unwrap();
    });
    assert_eq!(*desk.attached.lock().unwrap(), [Some(body), None]);
}

#[test]
fn a_file_of_another_type_is_not_sent() {
    serve(router(Desk::default()), async |url| {
        let mut profile = full();
        profile.portrait = File::from("p").typed("image/gif");
        let refused = client(&url).put_profile(&profile).await.unwrap_err();
        assert!(matches!(refused, Error::InvalidRequest(_)));
        let expected = "put_profile: the body cannot be written as `multipart/form-data`: \
                        `portrait`: the part must have one of the media types image/png, image/jpeg";
        assert_eq!(refused.to_string(), expected);
    });
}

#[test]
fn broken_forms_are_rejected_with_the_reason() {
    let options = Options::default().body_limit(1000);
    serve(router_with(Desk::default(), options), async |url| {
        let part = |head: &str, body: &str| {
            format!("--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{body}\r\n")
        };
        let form = "multipart/form-data; boundary=b";
        for (media_type, body, status, reason) in [
            (form, "no parts".to_owned(), 400, "the body has no parts"),
            (
                form,
                part("flags", "true"),
                400,
                "the last part does not end",
            ),
            (
                form,
                part("flags", "maybe") + "--b--",
                400,
                r#""pointer":"/flags/0""#,
            ),
            (
                "multipart/form-data",
                part("flags", "true") + "--b--",
                400,
                "the media type does not name the boundary",
            ),
            (
                "multipart/mixed; boundary=b",
                "x".to_owned(),
                415,
                "multipart/form-data",
            ),
            (form, "x".repeat(1001), 413, "1000 bytes"),
            (form, part("flags", "true") + "--b--", 204, ""),
        ] {
            let answer = post(&url, "/attach", media_type, body.as_bytes()).await;
            let expected = format!("HTTP/1.1 {status} ");
            assert!(answer.starts_with(&expected), "{body}: {answer}");
            assert!(answer.contains(reason), "{body}: {answer}");
        }
        let profile = part("name", "n") + &part("portrait; filename=p", "") + "--b--";
        let answer = post(&url, "/profile", form, profile.as_bytes()).await;
        assert!(answer.contains("/address"), "{answer}");
        // The part has the media type that the description says.
        let address = part("address", r#"{"city":""}"#);
        let profile = part("name", "n") + &part("portrait; filename=p", "") + &address + "--b--";
        let answer = post(&url, "/profile", form, profile.as_bytes()).await;
        assert!(answer.contains("/address/city"), "{answer}");
    });
}
