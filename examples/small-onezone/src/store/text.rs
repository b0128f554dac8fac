//! Which texts may be names. The API does not say; these rules keep out what
//! cannot be read.

use crate::errors::OnedataError;
use crate::failure::Failure;

/// The text as the name of something: 2 to 50 characters, spaces around them
/// taken off, without control characters.
pub fn name(text: &str) -> Result<&str, Failure> {
    legible(text).ok_or_else(|| {
        Failure::because(
            OnedataError::BadValueName {
                key: Some("name".to_owned()),
            },
            "a name has 2 to 50 characters and no control characters",
        )
    })
}

/// The text as the full name of a user, by the same rule.
pub fn full_name(text: &str) -> Result<&str, Failure> {
    legible(text).ok_or_else(|| {
        Failure::because(
            OnedataError::BadValueFullName,
            "a full name has 2 to 50 characters and no control characters",
        )
    })
}

/// The text as the name that a user logs in with: 2 to 32 lower-case letters,
/// digits and `._-`, a letter or a digit first.
pub fn username(text: &str) -> Result<&str, Failure> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_right = (2..=32).contains(&text.len())
        && text.starts_with(is_plain)
        && text.chars().all(|c| is_plain(c) || "._-".contains(c));
    match is_right {
        true => Ok(text),
        false => Err(Failure::because(
            OnedataError::BadValueUsername,
            "a user name has 2 to 32 lower-case letters, digits and `._-`, a letter or a digit first",
        )),
    }
}

/// A longer text, of which 64 KiB are enough.
pub fn prose<'a>(key: &str, text: &'a str) -> Result<&'a str, Failure> {
    const LIMIT: usize = 64 * 1024;
    match text.len() <= LIMIT {
        true => Ok(text),
        false => Err(Failure::because(
            OnedataError::BadValueTextTooLarge {
                key: Some(key.to_owned()),
                limit: Some(LIMIT as i64),
            },
            "the text is too long",
        )),
    }
}

fn legible(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_right = (2..=50).contains(&text.chars().count()) && !text.contains(char::is_control);
    is_right.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legible() {
        assert_eq!(name("  Größe & Co ").unwrap(), "Größe & Co");
        for wrong in ["", " x ", "a\u{0}b", "a\nb", &"x".repeat(51)] {
            assert!(name(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn user_names_are_plain() {
        assert!(username("r.lingens-2").is_ok());
        for wrong in ["", "a", "Ann", ".ann", "ann:b", "änn", &"x".repeat(33)] {
            assert!(username(wrong).is_err(), "{wrong:?}");
        }
    }
}
