//! `application/x-www-form-urlencoded`, the form that queries have too.

use super::fields::Fields;
use crate::operation::{Items, Parameter};
use crate::parameter::{Flat, Pairs, claims, flatten, read_pairs, write_pairs};
use crate::percent::{self, BadEncoding};
use crate::wire::{DecodeError, Node, Problem, Token};
use std::borrow::Cow;

/// The pairs of a form or a query, as they are written: not decoded.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Reads a form as an object; a name given several times has a list. Of
/// `fields` the table says how they are written.
///
/// # Errors
/// If the encoding is broken, or a field is not what the table says.
pub(super) fn read(
    fields: &'static [Parameter],
    text: &[u8],
) -> Result<Vec<Token<'static>>, DecodeError> {
    let text = str::from_utf8(text).map_err(|_| syntax("the form is not UTF-8".to_owned()))?;
    let broken = |error: BadEncoding| syntax(format!("the form {error}"));
    let mut all = Fields::default();
    let mut named = Vec::new();
    for (name, value) in pairs(text) {
        let name = percent::decode_form(name).map_err(broken)?;
        match fields.iter().any(|field| claims(field, &name)) {
            true => named.push((name, value)),
            false => {
                let value = percent::decode_form(value).map_err(broken)?;
                all.add(
                    name.into_owned(),
                    vec![Token::Text(Cow::Owned(value.into_owned()))],
                );
            }
        }
    }
    let named: Pairs = named.into_iter().collect();
    for field in fields {
        let value = read_pairs(field, &named, &|_| true);
        let value = value.map_err(|error| syntax(format!("the value {error}")).at(field.name))?;
        if let Some(value) = value {
            let value = value.into_iter().map(Token::into_owned).collect();
            all.add(field.name.to_owned(), value);
        }
    }
    Ok(all.into_tokens(|_| Items::None))
}

fn syntax(message: String) -> DecodeError {
    DecodeError::new(Problem::Syntax(message))
}

/// Writes each property of an object as a field: as the table says of those
/// in `fields`, else lists as a field per item, and anything deeper as JSON
/// text, as the specification shows for this type.
///
/// # Errors
/// If the value is no object, or a field cannot be written as the table says.
pub(super) fn write(fields: &'static [Parameter], node: Node<'_>) -> Result<String, String> {
    let mut body = String::new();
    for (name, value) in node.entries().map_err(|error| error.to_string())? {
        let pairs = match fields.iter().find(|field| field.name == name) {
            Some(field) => write_pairs(field, value).map_err(|error| error.to_string()),
            None => plain(name, value),
        };
        for (name, value) in pairs.map_err(|error| format!("`{name}` {error}"))? {
            if !body.is_empty() {
                body.push('&');
            }
            body.push_str(&name);
            body.push('=');
            body.push_str(&value);
        }
    }
    Ok(body)
}

/// A field that the table says nothing of.
fn plain(name: &str, value: Node<'_>) -> Result<Vec<(String, String)>, String> {
    let values = match flatten(value).ok_or("has bytes that are not text")? {
        _ if matches!(value.token(), Token::Object { .. }) => vec![json(value)?],
        Flat::Pairs(_) => vec![json(value)?],
        Flat::Nothing => Vec::new(),
        Flat::One(text) => vec![text],
        Flat::Many(items) => items,
    };
    let name = percent::encode(name);
    let values = values.iter().map(|value| percent::encode(value));
    Ok(values.map(|value| (name.clone(), value)).collect())
}

fn json(value: Node<'_>) -> Result<Cow<'_, str>, String> {
    let text = serde_json::to_string(&value);
    text.map(Cow::Owned).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::operation::{Parameter, Style};
    use crate::wire::{Encoder, Node, Nullable, Wire};
    use crate::{File, Map, Value};
    use serde_json::json;

    static FIELDS: [Parameter; 5] = [
        Parameter::query("tags", "")
            .style(Style::Form, false)
            .array(),
        Parameter::query("piped", "")
            .style(Style::PipeDelimited, false)
            .array(),
        Parameter::query("deep", "")
            .style(Style::DeepObject, true)
            .object(&[]),
        Parameter::query("spread", "")
            .style(Style::Form, true)
            .object(&["x", "y"]),
        Parameter::query("json", "").style(Style::Content("application/json"), false),
    ];

    fn written(value: &dyn Wire) -> Result<String, String> {
        let mut encoder = Encoder::tokens();
        value.encode(&mut encoder);
        write(&FIELDS, Node::root(&encoder.into_tokens()))
    }

    fn decoded<T: Wire>(text: &str) -> Result<T, String> {
        let tokens = read(&FIELDS, text.as_bytes());
        let value = tokens.and_then(|tokens| T::decode(Node::root(&tokens)));
        value.map_err(|error| error.to_string())
    }

    #[test]
    fn fields_are_written_as_the_table_says() {
        let form = json!({
            "deep": {"a": "1", "b": "2"}, "json": [1, "a&b"], "other": ["1", "2"],
            "piped": ["a", "b"], "spread": {"x": "1", "y": "é"}, "tags": ["a,b", "c"],
        });
        let text = "deep%5Ba%5D=1&deep%5Bb%5D=2&json=%5B1%2C%22a%26b%22%5D&other=1&other=2\
                    &piped=a%7Cb&x=1&y=%C3%A9&tags=a%2Cb,c";
        assert_eq!(written(&form).as_deref(), Ok(text));
        assert_eq!(decoded(text), Ok(form));
        assert_eq!(decoded::<Value>(""), Ok(json!({})));
    }

    #[test]
    fn broken_forms_say_what_is_wrong() {
        for (text, expected) in [
            ("a=%", "the form is not validly percent-encoded UTF-8"),
            ("tags=a&tags=b", "/tags: the value is given more than once"),
            (
                "deep%5Ba=1",
                "/deep: the value does not have the form that its style asks for",
            ),
        ] {
            assert_eq!(decoded::<Value>(text).unwrap_err(), expected, "{text}");
        }
        let bytes = Map::from([("a".to_owned(), File::from(&b"\xff"[..]))]);
        assert_eq!(
            written(&bytes).unwrap_err(),
            "`a` has bytes that are not text"
        );
        assert!(written(&1).is_err());
    }

    /// Forms have no `null`: what must be there and is not is that.
    #[test]
    fn null_is_left_out() {
        #[derive(Debug, PartialEq)]
        struct Needed(Nullable<i64>);
        impl Wire for Needed {
            fn decode(node: Node<'_>) -> Result<Self, crate::DecodeError> {
                node.object()?.field("n").map(Self)
            }
            fn encode(&self, encoder: &mut Encoder) {
                encoder.object().field("n", &self.0);
            }
        }
        for needed in [Needed(Nullable::Null), Needed(5.into())] {
            assert_eq!(decoded(&written(&needed).unwrap()), Ok(needed));
        }
    }
}
