//! XML from the generated client to the generated server and back.

use crate::loopback::{post, serve};
use crate::modules::xml_bodies::client::{Client, Error};
use crate::modules::xml_bodies::default::PutPetError;
use crate::modules::xml_bodies::models::{AddOwnersBodyItem, Category, Fault, Pet, Tag};
use crate::modules::xml_bodies::server::{DefaultApi, router};
use specwright_runtime::NoFailure;
use std::sync::{Arc, Mutex};

/// Gives back what it gets, but for pets without a name.
#[derive(Clone, Default)]
pub struct Shop {
    owners: Arc<Mutex<Vec<Vec<AddOwnersBodyItem>>>>,
}

impl DefaultApi for Shop {
    async fn put_pet(&self, body: Pet) -> Result<Pet, PutPetError> {
        match body.name.as_str() {
            "" => Err(PutPetError::BadRequest(Fault {
                title: "no name & no <fun>".to_owned(),
            })),
            _ => Ok(body),
        }
    }

    async fn add_owners(&self, body: Option<Vec<AddOwnersBodyItem>>) -> Result<(), NoFailure> {
        self.owners.lock().unwrap().extend(body);
        Ok(())
    }
}

fn client(url: &str) -> Client {
    Client::builder(url).build().unwrap()
}

fn pet(name: &str) -> Pet {
    let category = Category {
        id: Some(1),
        name: Some(" cats\r\n".to_owned()),
    };
    Pet {
        id: Some(-5),
        name: name.to_owned(),
        kind: Some(category.clone()),
        other: Some(category),
        born: Some("2020-02-29".parse().unwrap()),
        photos: vec!["a.png".to_owned()],
        flags: vec![true],
        tags: Some(vec![Tag {
            label: Some("\"ü\"".to_owned()),
        }]),
        parents: Some(vec![Pet {
            name: "parent".to_owned(),
            ..Pet::default()
        }]),
        notes: Some([("colour".to_owned(), "grey".to_owned())].into()),
        groups: Some(
            [
                ("one".to_owned(), vec!["a".to_owned()]),
                ("two".to_owned(), vec!["a".to_owned(), "b".to_owned()]),
            ]
            .into(),
        ),
        rooms: Some(
            [
                ("none".to_owned(), Vec::new()),
                ("one".to_owned(), vec![Tag::default()]),
            ]
            .into(),
        ),
        names: Some(vec!["Tom".to_owned()]),
        weight: 1.5.into(),
    }
}

#[test]
fn values_come_back_as_they_were_sent() {
    serve(router(Shop::default()), async |url| {
        for pet in [
            pet("Tom & Jerry"),
            Pet {
                name: "least".to_owned(),
                ..Pet::default()
            },
        ] {
            let answer = client(&url).put_pet(&pet).await.unwrap();
            assert_eq!(answer.into_value(), pet);
        }
        let refused = client(&url).put_pet(&pet("")).await.unwrap_err();
        let Error::Api(PutPetError::BadRequest(fault), _) = refused else {
            panic!("{refused}");
        };
        assert_eq!(fault.title, "no name & no <fun>");
    });
}

#[test]
fn a_list_can_be_the_root() {
    let owners = vec![AddOwnersBodyItem {
        name: "O".to_owned(),
        pets: Some(vec![pet("one"), pet("two")]),
    }];
    let shop = Shop::default();
    serve(router(shop.clone()), async |url| {
        client(&url).add_owners(Some(&owners)).await.unwrap();
        client(&url).add_owners(Some(&[])).await.unwrap();
        client(&url).add_owners(None).await.unwrap();
    });
    assert_eq!(*shop.owners.lock().unwrap(), [owners, Vec::new()]);
}

#[test]
fn broken_documents_are_rejected_with_the_reason() {
    serve(router(Shop::default()), async |url| {
        for (body, reason) in [
            ("<owners>", "the XML ends before"),
            ("<owner/>", "the root of the XML must be `owners`"),
            ("<owners><owner/></owners>", "/0/name"),
            (
                "<!DOCTYPE x [<!ENTITY a 'b'>]><owners>&a;</owners>",
                "document types are not read",
            ),
        ] {
            let answer = post(&url, "/owners", "application/xml", body.as_bytes()).await;
            assert!(answer.starts_with("HTTP/1.1 400 "), "{body}: {answer}");
            assert!(answer.contains(reason), "{body}: {answer}");
        }
        let body = b"<owners><owner><name>a</name></owner></owners>";
        let answer = post(&url, "/owners", "application/xml", body).await;
        assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    });
}
