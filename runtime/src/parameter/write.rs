//! Values to the text of a parameter.

use super::{Flat, flatten};
use crate::operation::{Location, Parameter, Shape, Style};
use crate::percent;
use crate::wire::{Node, Token};
use std::fmt;

/// Why a value cannot be written as its parameter's style has it. Displays
/// as what goes behind the name of the parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// An item holds the character that separates items.
    Delimiter(char),
    /// The style is for other places, or for other values.
    Style,
    /// The value is bytes that are not text.
    NotText,
    /// Recipients drop blanks around the value of a header (RFC 9110, 5.5).
    Blank,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delimiter(found) => {
                write!(
                    f,
                    "has an item with {found:?} in it, which separates items there"
                )
            }
            Self::Style => f.write_str("has a value that its style cannot carry"),
            Self::NotText => f.write_str("has a value that is not text"),
            Self::Blank => f.write_str("has a value with a blank at an end, which headers lose"),
        }
    }
}

/// Writes the value of a path parameter, percent-encoded, or of a header,
/// as it is. `None` for a value that counts as not given.
pub(crate) fn write_text(
    parameter: &Parameter,
    node: Node<'_>,
) -> Result<Option<String>, Unwritable> {
    let coding = match parameter.location {
        Location::Header => Coding::Raw,
        _ if parameter.multi_segment => Coding::Segments,
        _ if parameter.style == Style::Label && parameter.explode => Coding::Dotless,
        _ => Coding::Strict,
    };
    if let Style::Content(media_type) = parameter.style {
        return coding.encode(&content(media_type, node)?, None).map(Some);
    }
    let explode = parameter.explode;
    match (flatten(node).ok_or(Unwritable::NotText)?, parameter.style) {
        (Flat::Nothing, _) => Ok(None),
        (flat, Style::Simple) => coding.join(&flat, ',', explode).map(Some),
        (flat, Style::Label) => {
            let delimiter = label_delimiter(explode);
            Ok(Some(format!(
                ".{}",
                coding.join(&flat, delimiter, explode)?
            )))
        }
        (flat, Style::Matrix) => matrix(parameter, &flat).map(Some),
        _ => Err(Unwritable::Style),
    }
}

/// Writes a value as the `simple` style has it in a header: what the headers
/// of answers look like. `None` for a value that counts as not given.
pub(crate) fn write_simple(node: Node<'_>) -> Result<Option<String>, Unwritable> {
    match flatten(node).ok_or(Unwritable::NotText)? {
        Flat::Nothing => Ok(None),
        flat => Coding::Raw.join(&flat, ',', false).map(Some),
    }
}

/// Writes the pairs of a query parameter or of a cookie, percent-encoded.
/// There are none for a value that counts as not given.
pub(crate) fn write_pairs(
    parameter: &Parameter,
    node: Node<'_>,
) -> Result<Vec<(String, String)>, Unwritable> {
    let coding = match parameter.allow_reserved && parameter.location == Location::Query {
        true => Coding::Reserved,
        false => Coding::Strict,
    };
    let name = percent::encode(parameter.name);
    if let Style::Content(media_type) = parameter.style {
        let documents = match parameter.explode && parameter.shape == Shape::Array {
            true => node.items().map_err(|_| Unwritable::Style)?.collect(),
            false => vec![node],
        };
        let pair = |document| {
            let text = content(media_type, document)?;
            Ok((name.clone(), coding.encode(&text, None)?))
        };
        return documents.into_iter().map(pair).collect();
    }
    let mut pairs = Vec::new();
    if parameter.style == Style::DeepObject {
        deep(&mut pairs, name, node, coding)?;
        return Ok(pairs);
    }
    let delimiter = delimiter(parameter.style).ok_or(Unwritable::Style)?;
    match flatten(node).ok_or(Unwritable::NotText)? {
        Flat::Nothing => {}
        Flat::Many(items) if parameter.explode => {
            for item in items {
                pairs.push((name.clone(), coding.encode(&item, None)?));
            }
        }
        Flat::Pairs(properties) if parameter.explode => {
            for (key, value) in properties {
                pairs.push((percent::encode(key), coding.encode(&value, None)?));
            }
        }
        flat => pairs.push((name, coding.join(&flat, delimiter, false)?)),
    }
    Ok(pairs)
}

/// What separates items in a query, where they share one pair.
pub(super) fn delimiter(style: Style) -> Option<char> {
    match style {
        Style::Form => Some(','),
        Style::SpaceDelimited => Some(' '),
        Style::PipeDelimited => Some('|'),
        Style::Simple | Style::Label | Style::Matrix | Style::DeepObject | Style::Content(_) => {
            None
        }
    }
}

/// What separates items behind the dot of a label (RFC 6570, section 3.2.5).
/// The table of styles in OpenAPI 3.0.3 has a dot in both cases; later
/// versions have corrected it.
pub(super) fn label_delimiter(explode: bool) -> char {
    if explode { '.' } else { ',' }
}

/// What is done to the characters of a value.
#[derive(Clone, Copy, PartialEq)]
enum Coding {
    /// Nothing: headers are not percent-encoded.
    Raw,
    /// Everything but unreserved characters is encoded.
    Strict,
    /// The same, and dots too: they separate items, and RFC 3986 would leave
    /// them as they are.
    Dotless,
    /// The same as strictly, but for slashes, which are those of the path.
    Segments,
    /// Reserved characters stay as they are (`allowReserved`).
    Reserved,
}

impl Coding {
    /// Encodes one item, in which `delimiter` must not be taken for one.
    fn encode(self, item: &str, delimiter: Option<char>) -> Result<String, Unwritable> {
        let refused = |found| match item.contains(found) {
            true => Err(Unwritable::Delimiter(found)),
            false => Ok(()),
        };
        match (self, delimiter) {
            (Self::Raw, _) if item.trim_matches([' ', '\t']) != item => {
                return Err(Unwritable::Blank);
            }
            (Self::Raw, Some(found)) => refused(found)?,
            // These two delimiters are encoded themselves, and nothing tells
            // them from the same character in an item.
            (_, Some(found @ (' ' | '|'))) => refused(found)?,
            _ => {}
        }
        Ok(match (self, delimiter) {
            (Self::Raw, _) => item.to_owned(),
            (Self::Strict, _) | (Self::Reserved, Some(_)) => percent::encode(item),
            (Self::Dotless, _) => percent::encode(item).replace('.', "%2E"),
            (Self::Segments, _) => {
                percent::encode_except(item, |byte| percent::is_unreserved(byte) || byte == b'/')
            }
            (Self::Reserved, None) => {
                percent::encode_except(item, percent::is_allowed_in_query_value)
            }
        })
    }

    /// Writes items next to each other.
    fn join(self, flat: &Flat<'_>, delimiter: char, explode: bool) -> Result<String, Unwritable> {
        let item = |text: &str| self.encode(text, Some(delimiter));
        let items = match flat {
            Flat::Nothing => Vec::new(),
            Flat::One(text) => return self.encode(text, None),
            Flat::Many(items) => items
                .iter()
                .map(|text| item(text))
                .collect::<Result<_, _>>()?,
            Flat::Pairs(pairs) => {
                let mut items = Vec::with_capacity(pairs.len() * 2);
                for (name, value) in pairs {
                    let (name, value) = (item(name)?, item(value)?);
                    match explode {
                        true if name.contains('=') => return Err(Unwritable::Delimiter('=')),
                        true => items.push(format!("{name}={value}")),
                        false => items.extend([name, value]),
                    }
                }
                items
            }
        };
        let delimiter = match delimiter {
            ' ' => "%20",
            '|' => "%7C",
            '.' => ".",
            _ => ",",
        };
        Ok(items.join(delimiter))
    }
}

fn matrix(parameter: &Parameter, flat: &Flat<'_>) -> Result<String, Unwritable> {
    let name = percent::encode(parameter.name);
    let segment = |name: &str, value: &str| match value {
        "" => format!(";{name}"),
        _ => format!(";{name}={value}"),
    };
    Ok(match flat {
        Flat::Many(items) if parameter.explode => items
            .iter()
            .map(|item| segment(&name, &percent::encode(item)))
            .collect(),
        Flat::Pairs(pairs) if parameter.explode => {
            let pairs = pairs.iter();
            pairs
                .map(|(key, value)| segment(&percent::encode(key), &percent::encode(value)))
                .collect()
        }
        _ => segment(&name, &Coding::Strict.join(flat, ',', false)?),
    })
}

/// Writes `name[key]=value` for each property, and goes on inwards: the
/// specification leaves nested objects open, and brackets behind brackets
/// are what servers that take them read.
fn deep(
    pairs: &mut Vec<(String, String)>,
    name: String,
    node: Node<'_>,
    coding: Coding,
) -> Result<(), Unwritable> {
    if matches!(node.token(), Token::Object { .. }) {
        for (key, value) in node.entries().map_err(|_| Unwritable::Style)? {
            deep(
                pairs,
                format!("{name}%5B{}%5D", percent::encode(key)),
                value,
                coding,
            )?;
        }
        return Ok(());
    }
    match flatten(node).ok_or(Unwritable::NotText)? {
        Flat::Nothing | Flat::Pairs(_) => {}
        Flat::One(text) => pairs.push((name, coding.encode(&text, None)?)),
        Flat::Many(items) => {
            for item in items {
                pairs.push((name.clone(), coding.encode(&item, None)?));
            }
        }
    }
    Ok(())
}

/// The document of a `content` parameter: text for a scalar of a textual
/// media type, JSON for everything else.
fn content(media_type: &str, node: Node<'_>) -> Result<String, Unwritable> {
    use crate::media::{Form, form_of};
    if form_of(media_type) == Form::Text
        && let Some(Flat::One(text)) = flatten(node)
    {
        return Ok(text.into_owned());
    }
    serde_json::to_string(&node).map_err(|_| Unwritable::Style)
}
