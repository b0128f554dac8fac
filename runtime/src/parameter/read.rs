//! The text of a parameter to a value.

use super::pairs::Pairs;
use super::read_object::{read_deep, read_exploded};
use super::write::{delimiter, label_delimiter};
use crate::media::{Form, form_of};
use crate::operation::{Location, Parameter, Shape, Style};
use crate::percent::{self, BadEncoding};
use crate::wire::{DecodeError, Token, tokens_from_json};
use smallvec::{SmallVec, smallvec};
use std::borrow::Cow;
use std::fmt;

/// Why the text of a parameter cannot be read. Displays as what goes behind
/// the name of the parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unreadable {
    /// The percent-encoding is broken.
    Encoding,
    /// The text does not have the form that the style asks for.
    Style,
    /// There is more than one value where one belongs.
    Repeated,
    /// The document of a `content` parameter is broken.
    Content(DecodeError),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding => write!(f, "{BadEncoding}"),
            Self::Style => f.write_str("does not have the form that its style asks for"),
            Self::Repeated => f.write_str("is given more than once"),
            Self::Content(error) => write!(f, "{error}"),
        }
    }
}

impl From<BadEncoding> for Unreadable {
    fn from(_: BadEncoding) -> Self {
        Self::Encoding
    }
}

/// The tokens of one value, of which most have one.
pub(crate) type Tokens<'a> = SmallVec<[Token<'a>; 1]>;

/// Reads the value of a path parameter or of a header.
pub(crate) fn read_text<'a>(
    parameter: &Parameter,
    text: &'a str,
) -> Result<Tokens<'a>, Unreadable> {
    let raw = parameter.location == Location::Header;
    let decode = move |text: &'a str| match raw {
        true => Ok(Cow::Borrowed(text.trim())),
        false => Ok(percent::decode(text)?),
    };
    match parameter.style {
        Style::Content(media_type) => content(media_type, decode(text)?),
        Style::Label => {
            let text = text.strip_prefix('.').ok_or(Unreadable::Style)?;
            split(parameter, text, label_delimiter(parameter.explode), &decode)
        }
        Style::Matrix => read_matrix(parameter, text),
        Style::Simple => split(parameter, text, ',', &decode),
        _ => Err(Unreadable::Style),
    }
}

/// Reads the value of a query parameter, of a cookie or of a field of a form
/// from all the pairs that there are, whose names are decoded and whose values
/// are not. `None` if no pair belongs to the parameter; `is_taken` says which
/// belong to something else, by their names.
pub(crate) fn read_pairs<'a>(
    parameter: &Parameter,
    pairs: &'a Pairs,
    is_taken: &dyn Fn(&str) -> bool,
) -> Result<Option<Tokens<'a>>, Unreadable> {
    let object = parameter.shape == Shape::Object;
    let delimiter = delimiter(parameter.style);
    if parameter.style == Style::DeepObject {
        return read_deep(parameter, pairs);
    }
    if object && parameter.explode && delimiter.is_some() {
        return read_exploded(parameter, pairs, is_taken);
    }
    let own = pairs.iter().filter(|(name, _)| *name == parameter.name);
    let values: SmallVec<[&str; 1]> = own.map(|(_, value)| value).collect();
    // One document holds all, unless each item is one.
    let has_items = match parameter.shape {
        Shape::Array => true,
        Shape::OneOrMany => delimiter.is_some(),
        Shape::Primitive | Shape::Object => false,
    };
    let value = match (
        values.as_slice(),
        parameter.shape,
        has_items && parameter.explode,
    ) {
        ([], ..) => return Ok(None),
        ([value], Shape::OneOrMany, true) => {
            return Ok(Some(smallvec![text_token(pair_value(parameter, value)?)]));
        }
        (values, _, true) => {
            return match (parameter.style, delimiter) {
                (Style::Content(media_type), _) => documents(parameter, media_type, values),
                (_, Some(_)) => {
                    let items = values.iter().map(|value| pair_value(parameter, value));
                    items.collect::<Result<_, _>>().map(array)
                }
                (_, None) => Err(Unreadable::Style),
            }
            .map(Some);
        }
        ([value], ..) => *value,
        _ => return Err(Unreadable::Repeated),
    };
    match (parameter.style, delimiter) {
        (Style::Content(media_type), _) => content(media_type, pair_value(parameter, value)?),
        (_, Some(',')) => split(parameter, value, ',', &|item| pair_value(parameter, item)),
        // A delimiter that is encoded itself shows only after decoding.
        (_, Some(delimiter)) => {
            let decoded = pair_value(parameter, value)?;
            let tokens = split(parameter, &decoded, delimiter, &|item| Ok(item.into()))?;
            Ok(owned(tokens))
        }
        _ => Err(Unreadable::Style),
    }
    .map(Some)
}

/// Reads a list or an object whose commas are percent-encoded, as libraries
/// for queries often do. RFC 6570 makes such a comma a part of an item, so
/// this is for values that do not fit their type in that reading. `None`
/// where there is no other reading.
pub(crate) fn read_encoded(parameter: &Parameter, pairs: &Pairs) -> Option<Tokens<'static>> {
    if parameter.shape == Shape::Primitive || parameter.explode || parameter.style != Style::Form {
        return None;
    }
    let mut own = pairs.iter().filter(|(name, _)| *name == parameter.name);
    let (_, value) = own.next().filter(|(_, value)| !value.contains(','))?;
    let decoded = pair_value(parameter, value).ok()?;
    let is_only = own.next().is_none() && decoded.contains(',');
    let tokens = is_only.then(|| split(parameter, &decoded, ',', &|item| Ok(item.into())));
    tokens?.ok().map(owned)
}

/// Decodes the value of a pair. In cookies a `+` is a plus sign.
pub(super) fn pair_value<'a>(
    parameter: &Parameter,
    value: &'a str,
) -> Result<Cow<'a, str>, Unreadable> {
    Ok(match parameter.location {
        Location::Cookie => percent::decode(value)?,
        _ => percent::decode_form(value)?,
    })
}

type Decode<'d, 'a> = &'d dyn Fn(&'a str) -> Result<Cow<'a, str>, Unreadable>;

/// Reads items that stand next to each other.
fn split<'a>(
    parameter: &Parameter,
    text: &'a str,
    delimiter: char,
    decode: Decode<'_, 'a>,
) -> Result<Tokens<'a>, Unreadable> {
    let mut parts = text.split(delimiter);
    match parameter.shape {
        Shape::Primitive => Ok(smallvec![text_token(decode(text)?)]),
        Shape::OneOrMany if !text.contains(delimiter) => Ok(smallvec![text_token(decode(text)?)]),
        Shape::Array | Shape::OneOrMany => Ok(array(parts.map(decode).collect::<Result<_, _>>()?)),
        Shape::Object if parameter.explode => {
            let mut pairs = Vec::new();
            for part in parts {
                let (name, value) = part.split_once('=').ok_or(Unreadable::Style)?;
                pairs.push((decode(name)?, decode(value)?));
            }
            Ok(object(pairs))
        }
        Shape::Object => {
            let mut pairs = Vec::new();
            while let Some(name) = parts.next() {
                let value = parts.next().ok_or(Unreadable::Style)?;
                pairs.push((decode(name)?, decode(value)?));
            }
            Ok(object(pairs))
        }
    }
}

fn read_matrix<'a>(parameter: &Parameter, text: &'a str) -> Result<Tokens<'a>, Unreadable> {
    let text = text.strip_prefix(';').ok_or(Unreadable::Style)?;
    let mut pairs = Vec::new();
    for segment in text.split(';') {
        let (name, value) = segment.split_once('=').unwrap_or((segment, ""));
        pairs.push((percent::decode(name)?, value));
    }
    let decode = |text: &'a str| Ok(percent::decode(text)?);
    if parameter.explode && parameter.shape == Shape::Object {
        let pairs = pairs
            .into_iter()
            .map(|(name, value)| Ok((name, decode(value)?)));
        return Ok(object(pairs.collect::<Result<_, Unreadable>>()?));
    }
    if pairs.iter().any(|(name, _)| name != parameter.name) {
        return Err(Unreadable::Style);
    }
    let is_list = match parameter.shape {
        Shape::Array => true,
        Shape::OneOrMany => pairs.len() > 1,
        Shape::Primitive | Shape::Object => false,
    };
    match pairs.as_slice() {
        items if parameter.explode && is_list => {
            let items = items.iter().map(|(_, value)| decode(value));
            Ok(array(items.collect::<Result<_, _>>()?))
        }
        [(_, value)] => split(parameter, value, ',', &decode),
        _ => Err(Unreadable::Repeated),
    }
}

/// A list of which each item is a document of its own.
fn documents<'a>(
    parameter: &Parameter,
    media_type: &str,
    values: &[&str],
) -> Result<Tokens<'a>, Unreadable> {
    let mut tokens: Tokens<'_> = smallvec![Token::Array { end: 0 }];
    for value in values {
        let by = tokens.len();
        let document = content(media_type, pair_value(parameter, value)?)?;
        tokens.extend(document.into_iter().map(|token| token.moved(by)));
    }
    tokens[0] = Token::Array { end: tokens.len() };
    Ok(tokens)
}

fn content<'a>(media_type: &str, text: Cow<'_, str>) -> Result<Tokens<'a>, Unreadable> {
    if form_of(media_type) == Form::Text {
        return Ok(smallvec![text_token(text).into_owned()]);
    }
    let tokens = tokens_from_json(text.as_bytes()).map_err(Unreadable::Content)?;
    Ok(owned(tokens.into()))
}

/// The same tokens, independent of the text that they were read from.
pub(crate) fn owned<'a>(tokens: Tokens<'_>) -> Tokens<'a> {
    let owned = |token: Token<'_>| -> Token<'a> { token.into_owned() };
    tokens.into_iter().map(owned).collect()
}

pub(super) fn text_token(text: Cow<'_, str>) -> Token<'_> {
    Token::Text(text)
}

pub(super) fn array(items: Vec<Cow<'_, str>>) -> Tokens<'_> {
    let end = items.len() + 1;
    let items = items.into_iter().map(text_token);
    std::iter::once(Token::Array { end }).chain(items).collect()
}

pub(super) fn object<'a>(pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>) -> Tokens<'a> {
    let end = pairs.len() * 2 + 1;
    let pairs = pairs
        .into_iter()
        .flat_map(|(name, value)| [Token::String(name), text_token(value)]);
    std::iter::once(Token::Object { end })
        .chain(pairs)
        .collect()
}
