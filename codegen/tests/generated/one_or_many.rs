//! Parameters that are one value or a list, from the generated client to the
//! generated server.

use crate::loopback::serve;
use crate::modules::one_or_many::client::Client;
use crate::modules::one_or_many::default::ThingsParams;
use crate::modules::one_or_many::models::{
    Numbers, ThingsAny, ThingsJoined, ThingsLimit, ThingsTag,
};
use crate::modules::one_or_many::server::{DefaultApi, router};
use specwright_runtime::NoFailure;

/// Says what came.
pub struct Echo;

impl DefaultApi for Echo {
    async fn things(&self, ids: Numbers, params: ThingsParams) -> Result<String, NoFailure> {
        Ok(format!("{ids:?} {params:?}"))
    }
}

#[test]
fn what_is_sent_comes() {
    let texts = |all: [&str; 2]| all.map(str::to_owned).to_vec();
    let text = |text: &str| text.to_owned();
    let calls = [
        (Numbers::Integer(1), ThingsParams::default()),
        (
            Numbers::Array(vec![1, 2]),
            ThingsParams {
                tag: Some(ThingsTag::Array(texts(["a", "5"]))),
                joined: Some(ThingsJoined::Array(texts(["a,b", "true"]))),
                limit: Some(ThingsLimit::Integer(7)),
                any: Some(ThingsAny::Array(vec![1, 2])),
                x_ids: Some(Numbers::Array(vec![3, 4])),
            },
        ),
        (
            Numbers::Integer(-1),
            ThingsParams {
                tag: Some(ThingsTag::String(text("5"))),
                joined: Some(ThingsJoined::String(text("a,b"))),
                limit: Some(ThingsLimit::String(text("all"))),
                any: Some(ThingsAny::Integer(1)),
                x_ids: Some(Numbers::Integer(3)),
            },
        ),
    ];
    serve(router(Echo), |url| async move {
        let client = Client::builder(&url).build().unwrap();
        for (ids, params) in calls {
            let answer = client.things(&ids, &params).await.unwrap();
            assert_eq!(*answer, format!("{ids:?} {params:?}"));
        }
    });
}
