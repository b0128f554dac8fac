//! `application/x-www-form-urlencoded`, the form that queries have too.

use crate::percent;
use crate::wire::Token;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The pairs of a form or a query, as they are written: not decoded.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Reads a form as an object; a name given several times has an array.
pub(crate) fn read_form(text: &str) -> Result<Vec<Token<'static>>, percent::BadEncoding> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs(text) {
        let values = fields.entry(percent::decode_form(name)?).or_default();
        values.push(percent::decode_form(value)?);
    }
    let mut tokens = vec![Token::Form { end: 0 }];
    for (name, values) in fields {
        tokens.push(Token::String(Cow::Owned(name)));
        if values.len() > 1 {
            let end = tokens.len() + values.len() + 1;
            tokens.push(Token::Array { end });
        }
        tokens.extend(
            values
                .into_iter()
                .map(|value| Token::Text(Cow::Owned(value))),
        );
    }
    let end = tokens.len();
    if let Some(root) = tokens.first_mut() {
        *root = Token::Form { end };
    }
    Ok(tokens)
}
