//! One event, and its text.

use super::parse::Raw;
use crate::stream::{StreamError, checked};
use crate::wire::{Encoder, Node, Token, Wire, tokens_from_json};
use bytes::Bytes;
use std::borrow::Cow;
use std::time::Duration;

/// A server-sent event.
///
/// ```
/// use specwright_runtime::stream::Event;
///
/// let event = Event::new("72 %".to_owned()).named("progress").with_id("7");
/// assert_eq!(event.name.as_deref(), Some("progress"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it says. A string is the text as it is, anything else is JSON.
    pub data: T,
    /// The kind of event (`event`), `message` if it has none.
    pub name: Option<String>,
    /// Where a client that has lost the connection wants to go on behind.
    pub id: Option<String>,
    /// How long such a client should wait first, in milliseconds on the
    /// wire.
    pub retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event that has data only.
    pub fn new(data: T) -> Self {
        Self {
            data,
            name: None,
            id: None,
            retry: None,
        }
    }

    /// The same of this kind. A text with a line break in it cannot be sent
    /// and is left out.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same with an id. A text with a line break or a NUL in it cannot be
    /// sent and is left out.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same with a time to wait before connecting again.
    #[must_use]
    pub fn with_retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }
}

impl<T: Wire> Event<T> {
    pub(super) fn read(raw: Raw, is_checked: bool) -> Result<Self, StreamError> {
        Ok(Self {
            data: checked(data(&raw.data)?, is_checked)?,
            name: raw.name,
            id: raw.id,
            retry: raw.retry,
        })
    }

    /// The text of the event. What could pass for another field is not in it.
    pub(super) fn written(&self) -> Bytes {
        let mut text = String::new();
        let fields = [("event", &self.name), ("id", &self.id)];
        for (field, value) in fields {
            match value {
                Some(value) if value.contains(['\r', '\n', '\0']) => {
                    tracing::warn!(field, "the value cannot be in an event and is left out");
                }
                Some(value) => line(&mut text, field, value),
                None => {}
            }
        }
        if let Some(retry) = self.retry {
            line(&mut text, "retry", &retry.as_millis().to_string());
        }
        let data = data_text(&self.data);
        // A carriage return ends a line too.
        let data = data.replace("\r\n", "\n");
        for part in data.split(['\r', '\n']) {
            line(&mut text, "data", part);
        }
        text.push('\n');
        text.into()
    }
}

fn line(text: &mut String, field: &str, value: &str) {
    text.push_str(field);
    text.push_str(": ");
    text.push_str(value);
    text.push('\n');
}

/// JSON if it can be, else text; always text for a string.
fn data<T: Wire>(text: &str) -> Result<T, StreamError> {
    let plain = || [Token::Text(Cow::Borrowed(text))];
    if T::is_text() {
        return Ok(T::decode(Node::root(&plain()))?);
    }
    let tokens = match tokens_from_json(text.as_bytes()) {
        Ok(tokens) => tokens,
        Err(syntax) => {
            let decoded = T::decode(Node::root(&plain()));
            return decoded.map_err(|_| syntax.into());
        }
    };
    Ok(T::decode(Node::root(&tokens))?)
}

/// A string is itself, unless it would be read as JSON.
fn data_text<T: Wire>(value: &T) -> String {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    let tokens = encoder.into_tokens();
    if let [Token::String(text) | Token::Text(text)] = tokens.as_slice()
        && (T::is_text() || tokens_from_json(text.as_bytes()).is_err())
    {
        return text.clone().into_owned();
    }
    let mut encoder = Encoder::json();
    value.encode(&mut encoder);
    String::from_utf8_lossy(&encoder.into_json()).into_owned()
}
