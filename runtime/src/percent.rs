//! Percent-encoding (RFC 3986, section 2.1), both ways.

use std::borrow::Cow;
use std::fmt;

/// Text that is not percent-encoded UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadEncoding;

impl fmt::Display for BadEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is not validly percent-encoded UTF-8")
    }
}

/// Encodes every byte that is not unreserved, so that the text cannot be
/// taken for anything but data wherever it is put.
pub(crate) fn encode(text: &str) -> String {
    encode_except(text, is_unreserved)
}

/// Encodes every byte that `keep` does not name.
pub(crate) fn encode_except(text: &str, keep: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    append(&mut out, text, keep);
    out
}

/// Appends text in which every byte is encoded that `keep` does not name.
pub(crate) fn append(out: &mut String, text: &str, keep: impl Fn(u8) -> bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let is_kept = |byte: u8| keep(byte) && byte.is_ascii();
    if text.bytes().all(is_kept) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if is_kept(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(DIGITS[usize::from(nibble)]));
            }
        }
    }
}

/// The characters that never need encoding (RFC 3986, section 2.3).
pub(crate) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// The characters that a value in a query may show when reserved ones are
/// allowed: those that RFC 3986 has in a query, less `&`, which would end
/// the value, and `+`, which many readers take for a space.
pub(crate) fn is_allowed_in_query_value(byte: u8) -> bool {
    is_unreserved(byte)
        || matches!(
            byte,
            b':' | b'/'
                | b'?'
                | b'@'
                | b'!'
                | b'$'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b','
                | b';'
                | b'='
        )
}

/// The characters that the literal text of a path template may show.
pub(crate) fn is_allowed_in_path(byte: u8) -> bool {
    is_unreserved(byte)
        || matches!(
            byte,
            b':' | b'/'
                | b'@'
                | b'!'
                | b'$'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b','
                | b';'
                | b'='
                | b'&'
                | b'+'
                | b'%'
        )
}

/// The characters that the literal query of a path may show.
pub(crate) fn is_allowed_in_query(byte: u8) -> bool {
    is_allowed_in_path(byte) || byte == b'?'
}

/// Decodes percent-encoded text.
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, BadEncoding> {
    decode_bytes(text, false)
}

/// Decodes a part of a query or of a form, where `+` is a space.
pub(crate) fn decode_form(text: &str) -> Result<Cow<'_, str>, BadEncoding> {
    decode_bytes(text, true)
}

fn decode_bytes(text: &str, plus_is_space: bool) -> Result<Cow<'_, str>, BadEncoding> {
    let is_special = |byte: u8| byte == b'%' || (byte == b'+' && plus_is_space);
    if !text.bytes().any(is_special) {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let high = hexadecimal(bytes.next())?;
                high << 4 | hexadecimal(bytes.next())?
            }
            b'+' if plus_is_space => b' ',
            _ => byte,
        });
    }
    let decoded = String::from_utf8(out).map_err(|_| BadEncoding)?;
    Ok(Cow::Owned(decoded))
}

fn hexadecimal(byte: Option<u8>) -> Result<u8, BadEncoding> {
    match byte {
        Some(byte @ b'0'..=b'9') => Ok(byte - b'0'),
        Some(byte @ b'a'..=b'f') => Ok(byte - b'a' + 10),
        Some(byte @ b'A'..=b'F') => Ok(byte - b'A' + 10),
        _ => Err(BadEncoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        for text in ["", "plain", "a/b?c#d", "100 %", "ż 🦀", "a+b&c=d"] {
            assert_eq!(decode(&encode(text)).as_deref(), Ok(text));
            assert_eq!(decode_form(&encode(text)).as_deref(), Ok(text));
        }
        assert_eq!(encode("a/../b c"), "a%2F..%2Fb%20c");
        assert_eq!(decode_form("a+b").as_deref(), Ok("a b"));
    }

    #[test]
    fn broken_encoding_is_refused() {
        for text in ["%", "%4", "%zz", "%ff", "%+1"] {
            assert_eq!(decode(text), Err(BadEncoding));
        }
    }
}
