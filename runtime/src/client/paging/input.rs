//! What in a request says which page is wanted: read, and replaced.

use crate::client::argument::tokens;
use crate::client::request::Draft;
use crate::media::{self, pairs};
use crate::operation::{Input, Location};
use crate::percent;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

/// The number that a request gives.
pub(super) fn number(draft: &Draft, input: Input) -> Option<i64> {
    match input {
        Input::Query(name) => {
            let mut given = pairs(&draft.query);
            let (_, value) = given.find(|(given, _)| *given == percent::encode(name))?;
            percent::decode(value).ok()?.parse().ok()
        }
        Input::Header(name) => draft.headers.get(name)?.to_str().ok()?.trim().parse().ok(),
        Input::Body(name) => body(draft)?.get(name)?.as_i64(),
    }
}

/// Gives a value in place of the one that is there.
pub(super) fn replace(draft: &mut Draft, input: Input, value: &Value) {
    match input {
        Input::Query(name) => {
            let mut kept = std::mem::take(&mut draft.query);
            let encoded = percent::encode(name);
            let others = kept
                .split('&')
                .filter(|pair| pair.split('=').next() != Some(&encoded));
            kept = others.collect::<Vec<_>>().join("&");
            draft.query = kept;
            draft.parameter(Location::Query, name, &tokens(value));
        }
        Input::Header(name) => draft.parameter(Location::Header, name, &tokens(value)),
        Input::Body(name) => match body(draft) {
            Some(mut properties) => {
                properties.insert(name.to_owned(), value.clone());
                draft.body = Value::Object(properties).to_string().into();
                let json = HeaderValue::from_static(media::JSON);
                draft.headers.entry(CONTENT_TYPE).or_insert(json);
            }
            None => draft.invalid(format!("the body has no property `{name}` to be replaced")),
        },
    }
}

/// The properties of the body; one that was not given has none.
fn body(draft: &Draft) -> Option<Map<String, Value>> {
    let body = draft.body.as_bytes()?;
    match body.is_empty() {
        true => Some(Map::new()),
        false => serde_json::from_slice(body).ok(),
    }
}
