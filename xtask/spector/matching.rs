//! Which case a request is, by what generated code made of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use specwright_runtime as rt;

use crate::form;
use crate::items;
use crate::same::is_same;
use crate::xml;

/// What a handler was given, encoded again.
pub struct Given {
    pub operation: &'static rt::Operation,
    /// What the caller presented; null where nobody was asked.
    pub caller: Value,
    /// Location, name and value of each parameter that is there.
    pub arguments: Vec<(&'static str, &'static str, Value)>,
    pub body: Option<Body>,
}

/// A body, written again.
pub struct Body {
    /// It flows until it has been collected.
    reply: rt::Reply,
    written: rt::Bytes,
    /// The body of a case, read and written in the same way.
    of_case: fn(&'static rt::Operation, &Value) -> Option<rt::Reply>,
}

/// A value as JSON, unless it stands for none.
pub fn json(value: &dyn rt::Wire) -> Option<Value> {
    let present = !value.is_absent();
    present.then(|| serde_json::from_slice(&rt::wire::to_json(value)).unwrap_or_default())
}

impl Body {
    pub fn new<B: rt::body::Body>(operation: &'static rt::Operation, body: B) -> Self {
        Self {
            reply: rt::Reply::of_request(operation, body),
            written: rt::Bytes::new(),
            of_case: |operation, body| {
                let (media_type, bytes) = form::body(body);
                let mut response = http::Response::new(rt::Bytes::from(bytes));
                let media_type = media_type.parse().ok()?;
                response.headers_mut().insert("content-type", media_type);
                let mut reply = rt::Reply::from(response).requesting(operation);
                Some(rt::Reply::of_request(operation, reply.body::<B>().ok()?))
            },
        }
    }

    /// Waits for all of it.
    pub async fn collect(&mut self) {
        let bytes = self.reply.payload().bytes().await;
        self.written = bytes.unwrap_or_default();
    }

    fn is(&self, operation: &'static rt::Operation, expected: &Value) -> bool {
        let own = &self.written;
        if expected.is_null() {
            own.is_empty()
        } else if let Some(expected) = expected.get("json") {
            // What came as a string of JSON may be text for the operation.
            is_same(&parsed(own), expected) || expected.as_str().is_some_and(|text| *own == text)
        } else if let Some(text) = expected["text"].as_str() {
            let written = String::from_utf8_lossy(own);
            written == text || is_xml(expected) && xml::is_same(&written, text)
        } else if let Some(base64) = expected["base64"].as_str() {
            STANDARD.encode(own) == base64 || same_items(expected, own)
        } else {
            let expected = (self.of_case)(operation, expected);
            let expected = expected.and_then(|reply| parts(&reply, reply.bytes()));
            expected.is_some() && parts(&self.reply, own) == expected
        }
    }
}

/// The parts of a form, whatever is between them.
fn parts(form: &rt::Reply, bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let media_type = form.headers().get("content-type")?.to_str().ok()?;
    let (_, boundary) = media_type.split_once("boundary=")?;
    let between = format!("--{}", boundary.trim_matches('"')).into_bytes();
    let mut parts = vec![Vec::new()];
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        match rest.strip_prefix(between.as_slice()) {
            Some(behind) => {
                parts.push(Vec::new());
                rest = behind;
            }
            None => {
                parts.last_mut()?.push(*first);
                rest = behind;
            }
        }
    }
    Some(parts)
}

/// JSON, or null.
fn parsed(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap_or_default()
}

/// Whether bytes are the items of the body of a case, one by one.
pub fn same_items(body: &Value, own: &[u8]) -> bool {
    let same = || {
        let media_type = body["contentType"].as_str()?;
        let bytes = STANDARD.decode(body["base64"].as_str()?).ok()?;
        let expected = items::of(media_type, str::from_utf8(&bytes).ok()?)?;
        let own = items::of(media_type, str::from_utf8(own).ok()?)?;
        Some(is_same(&Value::Array(own), &Value::Array(expected)))
    };
    same().unwrap_or(false)
}

/// Whether the body of a case is XML.
pub fn is_xml(body: &Value) -> bool {
    let media_type = body["contentType"].as_str();
    media_type.is_some_and(|media_type| media_type.contains("xml"))
}

impl Given {
    /// Whether this is what a case sends.
    ///
    /// # Errors
    /// If it is not: with the first thing that differs.
    pub fn is(&self, case: &Value) -> Result<(), String> {
        if !is_same(&self.caller, &caller(case)) {
            return Err("it comes from another caller".to_owned());
        }
        for location in ["path", "query", "header", "cookie"] {
            for parameter in self.operation.parameters {
                if parameter.location.as_str() == location {
                    self.has(case, location, parameter.name)?;
                }
            }
        }
        let body = &case["body"];
        let is_right = match &self.body {
            Some(own) => own.is(self.operation, body),
            None => body.is_null(),
        };
        match is_right {
            true => Ok(()),
            false => {
                let own = self.body.as_ref().map(|body| &body.written);
                let own = own.map(|own| String::from_utf8_lossy(own).into_owned().into());
                Err(format!("the body is {}", shown(own.as_ref())))
            }
        }
    }

    fn has(&self, case: &Value, location: &str, name: &str) -> Result<(), String> {
        let named = |other: &str| match location {
            "header" => other.eq_ignore_ascii_case(name),
            _ => other == name,
        };
        let expected = case["args"][location].as_object().into_iter().flatten();
        let expected = expected.into_iter().find(|(other, _)| named(other));
        let expected = expected.map(|(_, value)| value);
        let mut arguments = self.arguments.iter();
        let own = arguments.find(|(place, other, _)| *place == location && named(other));
        let own = own.map(|(.., value)| value);
        let is_right = match (own, expected) {
            (None, None) => true,
            (Some(own), Some(expected)) => {
                is_same(own, expected)
                    || is_same(own, &form::untexted(expected))
                    || is_joined(own, expected)
            }
            (Some(own), None) => own == "",
            (None, Some(expected)) => expected == "",
        };
        match is_right {
            true => Ok(()),
            false => Err(format!("`{name}` in the {location} is {}", shown(own))),
        }
    }
}

/// Whether a list came as one text: the suite encodes the commas between items as if they were a part of
/// them, which for RFC 6570 makes them one item.
fn is_joined(own: &Value, items: &Value) -> bool {
    let (Some([Value::String(own)]), Some(items)) =
        (own.as_array().map(Vec::as_slice), items.as_array())
    else {
        return false;
    };
    let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
    items.is_some_and(|items| items.join(",") == *own)
}

/// Who a case says is calling.
pub fn caller(case: &Value) -> Value {
    match case["auth"].as_object() {
        Some(auth) if !auth.is_empty() => Value::Object(auth.clone()),
        _ => Value::Object(Map::new()),
    }
}

fn shown(value: Option<&Value>) -> String {
    let text = value.map_or_else(|| "not there".to_owned(), Value::to_string);
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
