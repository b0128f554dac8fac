//! Patterns: ECMA-262 regular expressions, which OpenAPI has, to those of the
//! `regex` crate, which the runtime has.
//!
//! The crate matches in linear time, whatever the pattern and the text. What
//! it cannot express (look-around, back references) is not translated.

use regex::Regex;

/// The pattern for the runtime, if it has one that means the same.
pub(super) fn translate(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match (c, in_class) {
            ('\\', _) => escape(&mut out, chars.next()?, &mut chars)?,
            ('[', false) => {
                in_class = true;
                out.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
                // `[]` matches nothing and `[^]` anything.
                if chars.next_if_eq(&']').is_some() {
                    let negated = out.ends_with('^');
                    out.truncate(out.len() - if negated { 2 } else { 1 });
                    out.push_str(if negated { r"[\s\S]" } else { r"[^\s\S]" });
                    in_class = false;
                }
            }
            (']', true) => {
                in_class = false;
                out.push(']');
            }
            // Set operations and nested classes of the crate.
            ('[' | '&' | '~', true) => {
                out.push('\\');
                out.push(c);
            }
            (c, _) => out.push(c),
        }
    }
    Regex::new(&out).is_ok().then_some(out)
}

/// Whether part of the text matches a pattern that was translated.
pub(super) fn matches(translated: &str, text: &str) -> bool {
    Regex::new(translated).is_ok_and(|regex| regex.is_match(text))
}

/// Classes are ASCII in ECMA-262, but for white space.
fn escape(
    out: &mut String,
    c: char,
    chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
) -> Option<()> {
    match c {
        'd' => out.push_str("[0-9]"),
        'D' => out.push_str("[^0-9]"),
        'w' => out.push_str("[0-9A-Za-z_]"),
        'W' => out.push_str("[^0-9A-Za-z_]"),
        's' => out.push_str(r"[\s\x{feff}]"),
        'S' => out.push_str(r"[^\s\x{feff}]"),
        'b' | 'B' => out.push_str(&format!("(?-u:\\{c})")),
        'c' => {
            let letter = chars.next().filter(char::is_ascii_alphabetic)?;
            out.push_str(&format!("\\x{{{:x}}}", u32::from(letter) % 32));
        }
        '0' => out.push_str(r"\x00"),
        '1'..='9' => return None,
        'p' | 'P' | 'u' | 'x' | 'n' | 'r' | 't' | 'v' | 'f' => {
            out.push('\\');
            out.push(c);
        }
        c if c.is_ascii_punctuation() => {
            out.push('\\');
            out.push(c);
        }
        // An escape without meaning stands for the character.
        c => out.push_str(&regex::escape(&c.to_string())),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::translate;
    use regex::Regex;

    fn matches(pattern: &str, text: &str) -> Option<bool> {
        Some(Regex::new(&translate(pattern)?).unwrap().is_match(text))
    }

    #[test]
    fn means_what_ecma_means() {
        assert_eq!(matches(r"^\d+$", "12"), Some(true));
        assert_eq!(matches(r"^\d+$", "१२"), Some(false));
        assert_eq!(matches(r"^[\w.-]+$", "a.b-c"), Some(true));
        assert_eq!(matches(r"^[[&&]$", "["), Some(true));
        assert_eq!(matches(r"^\/a\-b$", "/a-b"), Some(true));
        assert_eq!(matches(r"^[^]$", "x"), Some(true));
        assert_eq!(matches(r"\s", "\u{feff}"), Some(true));
    }

    #[test]
    fn what_has_no_equal_is_left_out() {
        assert_eq!(translate("(?=a)b"), None);
        assert_eq!(translate(r"(a)\1"), None);
        assert_eq!(translate("("), None);
    }
}
