//! What one request is called in logs, in answers and by those who ask.

use http::{HeaderMap, HeaderName, HeaderValue};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The name of a request: the one that it came with, or one that is made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RequestId {
    Given(HeaderValue),
    /// ASCII, which is a header only where it becomes one: most are never
    /// looked at again.
    Made([u8; 33]),
}

/// The longest name that is taken from a request.
const LONGEST: usize = 128;

impl RequestId {
    /// The name that a request has in this header, if it has one there that
    /// can stand in logs as it is; else a name that no other request has.
    pub(super) fn of(headers: &HeaderMap, header: &HeaderName) -> Self {
        match headers.get(header) {
            Some(first) if is_sane(first.as_bytes()) && is_only(headers, header) => {
                Self::Given(first.clone())
            }
            _ => Self::made(),
        }
    }

    /// A name of this process and a number of this request.
    fn made() -> Self {
        static PROCESS: OnceLock<[u8; 33]> = OnceLock::new();
        static REQUESTS: AtomicU64 = AtomicU64::new(1);
        let process = PROCESS.get_or_init(|| {
            // Each has keys of its own, which are the randomness of the standard library.
            let process = RandomState::new().build_hasher().finish();
            let mut text = [b'-'; 33];
            write_hexadecimal(&mut text[..16], process);
            text
        });
        let request = REQUESTS.fetch_add(1, Ordering::Relaxed);
        let mut text = *process;
        write_hexadecimal(&mut text[17..], request);
        Self::Made(text)
    }

    pub(super) fn as_str(&self) -> &str {
        let bytes = match self {
            Self::Given(value) => value.as_bytes(),
            Self::Made(text) => text,
        };
        str::from_utf8(bytes).unwrap_or_default()
    }

    pub(super) fn into_value(self) -> Option<HeaderValue> {
        match self {
            Self::Given(value) => Some(value),
            Self::Made(text) => HeaderValue::from_bytes(&text).ok(),
        }
    }
}

fn is_only(headers: &HeaderMap, header: &HeaderName) -> bool {
    headers.get_all(header).iter().count() == 1
}

/// Each request gets one, so that it is not worth the machinery of formatting.
fn write_hexadecimal(digits: &mut [u8], mut number: u64) {
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdef"[(number & 15) as usize];
        number >>= 4;
    }
}

/// Whether a name has only letters, digits and marks that mean nothing to
/// terminals, shells, markup and the formats of logs.
fn is_sane(name: &[u8]) -> bool {
    let is_sane = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:+/=".contains(byte);
    (1..=LONGEST).contains(&name.len()) && name.iter().all(is_sane)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    fn of(given: &[&[u8]]) -> String {
        let mut headers = HeaderMap::new();
        for value in given {
            headers.append(HEADER, HeaderValue::from_bytes(value).unwrap());
        }
        RequestId::of(&headers, &HEADER).as_str().to_owned()
    }

    #[test]
    fn a_sane_name_is_kept() {
        let longest = "x".repeat(LONGEST);
        for name in ["a", "7f3c-_.~:+/=", &longest] {
            assert_eq!(of(&[name.as_bytes()]), name);
        }
    }

    #[test]
    fn others_are_made_up_and_differ() {
        let too_long = "x".repeat(LONGEST + 1);
        let odd: [&[&[u8]]; 7] = [
            &[],
            &[b""],
            &[b"a b"],
            &[b"<script>"],
            &["é".as_bytes()],
            &[b"a", b"a"],
            &[too_long.as_bytes()],
        ];
        let mut made: Vec<String> = odd.iter().map(|given| of(given)).collect();
        assert!(made.iter().all(|name| is_sane(name.as_bytes())));
        assert!(
            odd.iter()
                .zip(&made)
                .all(|(given, made)| !given.contains(&made.as_bytes()))
        );
        made.sort();
        made.dedup();
        assert_eq!(made.len(), odd.len());
    }
}
