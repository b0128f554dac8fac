//! Writing: values to JSON text, or to tokens that another form is made of.

use super::token::Token;
use super::{Node, Wire};
use crate::File;
use std::borrow::Cow;

/// Where [`Wire::encode`] writes one value.
#[derive(Debug)]
pub struct Encoder {
    sink: Sink,
    /// Whether there were bytes that JSON cannot hold.
    has_lost: bool,
}

#[derive(Debug)]
enum Sink {
    Json(Vec<u8>),
    Tokens(Vec<Token<'static>>),
}

/// What most JSON texts of APIs fit into, so that their memory is reserved in
/// one go.
const USUAL_LENGTH: usize = 512;

impl Encoder {
    pub(crate) fn json() -> Self {
        Self {
            sink: Sink::Json(Vec::with_capacity(USUAL_LENGTH)),
            has_lost: false,
        }
    }

    pub(crate) fn tokens() -> Self {
        Self {
            sink: Sink::Tokens(Vec::new()),
            has_lost: false,
        }
    }

    pub(crate) fn into_json(self) -> Vec<u8> {
        match self.sink {
            Sink::Json(text) => text,
            Sink::Tokens(_) => Vec::new(),
        }
    }

    /// The same, unless the value has bytes that JSON cannot hold.
    #[cfg(feature = "http")]
    pub(crate) fn into_whole_json(self) -> Option<Vec<u8>> {
        (!self.has_lost).then(|| self.into_json())
    }

    pub(crate) fn into_tokens(self) -> Vec<Token<'static>> {
        match self.sink {
            Sink::Tokens(tokens) => tokens,
            Sink::Json(_) => Vec::new(),
        }
    }

    fn scalar(&mut self, token: Token<'static>, text: impl FnOnce(&mut Vec<u8>)) {
        match &mut self.sink {
            Sink::Json(out) => text(out),
            Sink::Tokens(tokens) => tokens.push(token),
        }
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.scalar(Token::Null, |out| out.extend_from_slice(b"null"));
    }

    /// Writes a boolean.
    pub fn bool(&mut self, value: bool) {
        self.scalar(Token::Bool(value), |out| {
            out.extend_from_slice(if value { b"true" } else { b"false" });
        });
    }

    /// Writes a signed integer.
    pub fn signed(&mut self, value: i64) {
        self.scalar(Token::Signed(value), |out| json(out, &value));
    }

    /// Writes an unsigned integer.
    pub fn unsigned(&mut self, value: u64) {
        self.scalar(Token::Unsigned(value), |out| json(out, &value));
    }

    /// Writes a number; one that JSON cannot express (NaN, an infinity)
    /// becomes `null`.
    pub fn float(&mut self, value: f64) {
        self.scalar(Token::Float(value), |out| json(out, &value));
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        match &mut self.sink {
            Sink::Json(out) => string(out, value),
            Sink::Tokens(tokens) => tokens.push(Token::String(Cow::Owned(value.to_owned()))),
        }
    }

    /// Writes bytes as they are where the form can hold them (a whole body, a
    /// part of a multipart body). Inside JSON they are the string that they
    /// are the UTF-8 of; a request or an answer with others cannot be written,
    /// and in [`to_json`](super::to_json) what is not UTF-8 of these becomes
    /// U+FFFD.
    pub fn file(&mut self, value: File) {
        match &mut self.sink {
            Sink::Json(out) => {
                let bytes = value.as_bytes();
                self.has_lost |= bytes.is_none();
                let bytes = bytes.map_or(&[][..], |bytes| bytes);
                if out.is_empty() {
                    return out.extend_from_slice(bytes);
                }
                let text = String::from_utf8_lossy(bytes);
                self.has_lost |= matches!(text, Cow::Owned(_));
                string(out, &text);
            }
            Sink::Tokens(tokens) => tokens.push(Token::Bytes(Box::new(value))),
        }
    }

    /// Writes an object, and before its properties the discriminator of a
    /// union, which its type does not have; unless that is there all the same.
    pub fn tagged(&mut self, property: &str, tag: &str, value: &dyn Wire) {
        let mut inner = Self::tokens();
        value.encode(&mut inner);
        let mut tokens = inner.into_tokens();
        let entries = Node::root(&tokens).entries();
        if entries.is_ok_and(|mut entries| entries.all(|(name, _)| name != property)) {
            let pair = [property, tag].map(|text| Token::String(Cow::Owned(text.to_owned())));
            tokens = moved(tokens, pair.len()).collect();
            tokens.splice(1..1, pair);
        }
        self.append(tokens);
    }

    /// Writes a value that has been written to tokens.
    pub(crate) fn append(&mut self, tokens: Vec<Token<'static>>) {
        match &mut self.sink {
            Sink::Json(_) => self.node(Node::root(&tokens)),
            Sink::Tokens(all) => {
                let by = all.len();
                all.extend(moved(tokens, by));
            }
        }
    }

    /// Writes a value that is tokens already.
    fn node(&mut self, node: Node<'_>) {
        match node.token() {
            Token::Null | Token::Nothing => self.null(),
            Token::Bool(value) => self.bool(*value),
            Token::Signed(value) => self.signed(*value),
            Token::Unsigned(value) => self.unsigned(*value),
            Token::Float(value) => self.float(*value),
            Token::String(text) | Token::Text(text) => self.string(text),
            Token::Bytes(file) => self.file(File::clone(file)),
            Token::Array { .. } => {
                let mut array = self.array();
                for item in node.items().into_iter().flatten() {
                    array.encoder.separate(&mut array.first);
                    array.encoder.node(item);
                }
            }
            Token::Object { .. } | Token::Form { .. } => {
                let mut object = self.object();
                for (name, value) in node.entries().into_iter().flatten() {
                    object.name(name);
                    object.encoder.node(value);
                }
            }
        }
    }

    /// Opens an object; dropping the result closes it.
    pub fn object(&mut self) -> ObjectEncoder<'_> {
        let opened = self.open(b'{', Token::Object { end: 0 });
        ObjectEncoder {
            encoder: self,
            opened,
            first: true,
        }
    }

    /// Writes an array of `count` items, each as `item` writes it.
    pub(super) fn items(&mut self, count: usize, item: &dyn Fn(usize, &mut Self)) {
        let mut array = self.array();
        for at in 0..count {
            array.encoder.separate(&mut array.first);
            item(at, array.encoder);
        }
    }

    /// Opens an array; dropping the result closes it.
    pub fn array(&mut self) -> ArrayEncoder<'_> {
        let opened = self.open(b'[', Token::Array { end: 0 });
        ArrayEncoder {
            encoder: self,
            opened,
            first: true,
        }
    }

    fn open(&mut self, bracket: u8, token: Token<'static>) -> usize {
        match &mut self.sink {
            Sink::Json(out) => {
                out.push(bracket);
                0
            }
            Sink::Tokens(tokens) => {
                tokens.push(token);
                tokens.len() - 1
            }
        }
    }

    fn close(&mut self, bracket: u8, opened: usize) {
        match &mut self.sink {
            Sink::Json(out) => out.push(bracket),
            Sink::Tokens(tokens) => {
                let behind = tokens.len();
                match &mut tokens[opened] {
                    Token::Object { end } | Token::Array { end } => *end = behind,
                    _ => {}
                }
            }
        }
    }

    fn separate(&mut self, first: &mut bool) {
        if let (Sink::Json(out), false) = (&mut self.sink, *first) {
            out.push(b',');
        }
        *first = false;
    }
}

fn moved(tokens: Vec<Token<'static>>, by: usize) -> impl Iterator<Item = Token<'static>> {
    tokens.into_iter().map(move |token| token.moved(by))
}

/// Serializes one scalar. Writing to a `Vec` cannot fail, and neither can
/// the scalars this module hands over.
fn json<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    let written = serde_json::to_writer(out, value);
    debug_assert!(written.is_ok());
}

/// Writes a string.
fn string(out: &mut Vec<u8>, value: &str) {
    text(out, b"", value, b"");
}

/// Writes a string with what is before and behind it; most need no escapes and
/// are copied as they are.
#[inline(always)]
fn text(out: &mut Vec<u8>, before: &[u8], value: &str, behind: &[u8]) {
    out.reserve(before.len() + value.len() + behind.len() + 2);
    out.extend_from_slice(before);
    if super::json::plain(value.as_bytes()) < value.len() {
        json(out, value);
    } else {
        out.push(b'"');
        out.extend_from_slice(value.as_bytes());
        out.push(b'"');
    }
    out.extend_from_slice(behind);
}

/// An object being written.
#[derive(Debug)]
pub struct ObjectEncoder<'a> {
    encoder: &'a mut Encoder,
    opened: usize,
    first: bool,
}

impl ObjectEncoder<'_> {
    /// Writes the property `name`, unless its value is absent.
    pub fn field(mut self, name: &str, value: &dyn Wire) -> Self {
        self.put(name, value);
        self
    }

    /// Writes further properties, unless they are absent.
    pub fn fields<'v, T: Wire + 'v>(
        mut self,
        fields: impl IntoIterator<Item = (&'v String, &'v T)>,
    ) -> Self {
        for (name, value) in fields {
            self.put(name, value);
        }
        self
    }

    fn put(&mut self, name: &str, value: &dyn Wire) {
        if !value.is_absent() {
            self.name(name);
            value.encode(self.encoder);
        }
    }

    fn name(&mut self, name: &str) {
        match &mut self.encoder.sink {
            Sink::Json(out) => {
                let start: &[u8] = if self.first { b"" } else { b"," };
                text(out, start, name, b":");
            }
            Sink::Tokens(tokens) => tokens.push(Token::String(Cow::Owned(name.to_owned()))),
        }
        self.first = false;
    }
}

impl Drop for ObjectEncoder<'_> {
    fn drop(&mut self) {
        self.encoder.close(b'}', self.opened);
    }
}

/// An array being written.
#[derive(Debug)]
pub struct ArrayEncoder<'a> {
    encoder: &'a mut Encoder,
    opened: usize,
    first: bool,
}

impl ArrayEncoder<'_> {
    /// Writes one item.
    pub fn item(&mut self, value: &dyn Wire) {
        self.encoder.separate(&mut self.first);
        value.encode(self.encoder);
    }
}

impl Drop for ArrayEncoder<'_> {
    fn drop(&mut self) {
        self.encoder.close(b']', self.opened);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    struct Tagged(Value);

    impl Wire for Tagged {
        fn decode(node: Node<'_>) -> Result<Self, crate::DecodeError> {
            node.decode().map(Self)
        }

        fn encode(&self, encoder: &mut Encoder) {
            encoder.tagged("kind", "cat", &self.0);
        }
    }

    #[test]
    fn a_discriminator_is_written_unless_it_is_there() {
        for (value, expected) in [
            (
                json!({"a": {"b": [1]}, "c": [{}]}),
                json!({"kind": "cat", "a": {"b": [1]}, "c": [{}]}),
            ),
            (json!({}), json!({"kind": "cat"})),
            (json!({"kind": "lion"}), json!({"kind": "lion"})),
        ] {
            let list = vec![Tagged(value.clone()), Tagged(value)];
            let expected = json!([expected, expected]);
            let text = crate::wire::to_json(&list);
            assert_eq!(serde_json::from_slice::<Value>(&text).unwrap(), expected);
            let mut encoder = Encoder::tokens();
            list.encode(&mut encoder);
            let tokens = encoder.into_tokens();
            assert_eq!(Node::root(&tokens).decode::<Value>().unwrap(), expected);
        }
    }
}
