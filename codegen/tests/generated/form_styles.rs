//! Forms whose fields have styles of their own, from the generated client to
//! the generated server.

use crate::loopback::{post, serve};
use crate::modules::form_styles::client::Client;
use crate::modules::form_styles::models::{Range, Search, Upload};
use crate::modules::form_styles::server::{DefaultApi, router};
use specwright_runtime::{NoFailure, Nullable};
use std::sync::{Arc, Mutex};

/// Keeps what it gets.
#[derive(Clone, Default)]
struct Desk {
    searches: Arc<Mutex<Vec<Search>>>,
    uploads: Arc<Mutex<Vec<Upload>>>,
}

impl DefaultApi for Desk {
    async fn search(&self, body: Search) -> Result<(), NoFailure> {
        self.searches.lock().unwrap().push(body);
        Ok(())
    }

    async fn upload(&self, body: Upload) -> Result<(), NoFailure> {
        self.uploads.lock().unwrap().push(body);
        Ok(())
    }
}

fn client(url: &str) -> Client {
    Client::builder(url).build().unwrap()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn range(from: i64) -> Range {
    Range {
        from: Some(from),
        to: None,
    }
}

#[test]
fn fields_come_back_as_they_were_sent() {
    let full = Search {
        tags: texts(&["a,b", "&c", ""]),
        words: Some(texts(&["x", "y"])),
        sizes: Some(vec![1, -2]),
        filter: Some([("a b".to_owned(), "[]=&".to_owned())].into()),
        window: Some(range(1)),
        extra: Some(vec![range(2), range(3)]),
        plain: Some(range(4)),
        list: Some(vec![range(5), range(6)]),
        note: Some("1+1 = 2".to_owned()),
        link: Some("a/b?c=d&e+f#g".to_owned()),
        limit: 5.into(),
    };
    let least = Search {
        tags: texts(&["only"]),
        limit: Nullable::Null,
        ..Search::default()
    };
    let desk = Desk::default();
    serve(router(desk.clone()), async |url| {
        for search in [&full, &least] {
            client(&url).search(search).await.unwrap();
        }
        let form = b"tags=a,b&words=x%20y&sizes=1|2&filter[k]=v&to=7&extra=[{}]&limit=1";
        let answer = post(&url, "/search", "application/x-www-form-urlencoded", form).await;
        assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
        let form = b"tags=a&tags=b";
        let answer = post(&url, "/search", "application/x-www-form-urlencoded", form).await;
        assert!(answer.contains("given more than once"), "{answer}");
    });
    let searches = desk.searches.lock().unwrap();
    assert_eq!(searches[..2], [full, least]);
    assert_eq!(searches[2].sizes, Some(vec![1, 2]));
    assert_eq!(searches[2].window.as_ref().unwrap().to, Some(7));
}

#[test]
fn parts_come_back_as_they_were_sent() {
    let upload = Upload {
        title: "t".to_owned(),
        tags: Some(texts(&["a", "", "b"])),
        sizes: Some(vec![1, 2]),
        words: Some(texts(&["a,b"])),
        rows: Some(vec![range(1)]),
        additional_properties: [
            ("one".to_owned(), vec![range(1)]),
            ("two".to_owned(), vec![range(1), range(2)]),
        ]
        .into(),
    };
    let desk = Desk::default();
    serve(router(desk.clone()), async |url| {
        client(&url).upload(&upload).await.unwrap();
        client(&url).upload(&Upload::default()).await.unwrap();
    });
    assert_eq!(*desk.uploads.lock().unwrap(), [upload, Upload::default()]);
}
