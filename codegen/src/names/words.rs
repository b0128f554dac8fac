//! Any text to words that identifiers can be made of.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The text with everything that no identifier can hold spelled out or made
/// a boundary between words. Never empty.
pub(super) fn of(text: &str) -> String {
    let mut words = String::new();
    let has_letters = text.chars().any(char::is_alphanumeric);
    let mut previous_is_word = false;
    for (index, c) in text.char_indices() {
        let rest = &text[index + c.len_utf8()..];
        let before_digit = rest.starts_with(|next: char| next.is_ascii_digit());
        if is_continue(c) {
            words.push(c);
        } else if let Some(name) = spelled(c, !has_letters || (!previous_is_word && before_digit)) {
            words.push_str(&format!(" {name} "));
        } else {
            words.push(' ');
        }
        previous_is_word = is_continue(c);
    }
    let words = joined(words.trim());
    if words.chars().any(|c| c.is_alphanumeric()) {
        words
    } else if text.is_empty() || text.chars().all(char::is_whitespace) {
        "empty".to_owned()
    } else {
        "underscore".to_owned()
    }
}

/// Pairs of signs that are one sign.
fn joined(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words
        .replace("greater_than equals", "greater_than_or_equal")
        .replace("less_than equals", "less_than_or_equal")
        .replace("not equals", "not_equal")
}

fn is_continue(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric()
        && !is_compatibility(c)
        && syn::parse_str::<syn::Ident>(&format!("_a{c}")).is_ok()
}

/// Characters that only look different from others (full width letters, the
/// micro sign, ligatures …): the compiler warns of them in identifiers. Blocks
/// of the Unicode Standard whose letters have a compatibility decomposition.
fn is_compatibility(c: char) -> bool {
    matches!(c,
        'ª' | 'µ' | 'º' | 'ſ'
        | '\u{2c0}'..='\u{2ff}'
        | '\u{1d2c}'..='\u{1dbf}'
        | '\u{2070}'..='\u{218f}'
        | '\u{2460}'..='\u{24ff}'
        | '\u{3300}'..='\u{33ff}'
        | '\u{f900}'..='\u{fdff}'
        | '\u{fe70}'..='\u{ffef}'
        | '\u{1d400}'..='\u{1d7ff}')
}

/// The name of a sign. Signs between words only separate them; where the
/// sign is all there is, or stands before a number, it must be told apart.
fn spelled(c: char, matters: bool) -> Option<String> {
    let name = match c {
        '+' => "plus",
        '-' => "minus",
        '>' => "greater_than",
        '<' => "less_than",
        '=' => "equals",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '#' => "hash",
        '@' => "at",
        '~' => "tilde",
        '^' => "caret",
        '?' => "question",
        '$' => "dollar",
        '(' | ')' => "paren",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' | '\'' | '`' => "quote",
        '\\' => "backslash",
        c if c.is_ascii() || c.is_whitespace() => return None,
        // A character that no identifier can hold is told by its number.
        c => return Some(format!("u{:x}", u32::from(c))),
    };
    matters.then(|| name.to_owned())
}

pub(super) fn snake(words: &str) -> String {
    leading(with_whole_abbreviations(words).to_snake_case())
}

/// The text in which each abbreviation is written as one word.
fn with_whole_abbreviations(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let mut at = 0;
    while let Some((before, rest)) = letters.split_at_mut_checked(at) {
        let Some(first) = rest.first() else { break };
        let length = match first.is_ascii_uppercase() {
            true => abbreviation(before.last(), rest),
            false => 1,
        };
        for letter in rest.iter_mut().take(length).skip(1) {
            letter.make_ascii_lowercase();
        }
        // Capitals that are no abbreviation are left behind as a whole.
        let capitals = rest.iter().take_while(|c| c.is_ascii_uppercase()).count();
        at += length.max(capitals);
    }
    letters.into_iter().collect()
}

/// How many letters of `rest`, which begins with a capital, are one word
/// although their capitals look like the beginnings of several: the plural of
/// capitals, as in `userIDs` and `IPsInUse`, or a word such as `QoS`. Else 1.
fn abbreviation(before: Option<&char>, rest: &[char]) -> usize {
    let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic());
    if let [_, second, third, after @ ..] = rest
        && second.is_ascii_lowercase()
        && third.is_ascii_uppercase()
        && !is_letter(before)
        && !is_letter(after.first())
    {
        return 3;
    }
    let capitals = rest.iter().take_while(|c| c.is_ascii_uppercase()).count();
    match rest.get(capitals..) {
        Some(['s', after @ ..]) if capitals > 1 => {
            let ends = !after.first().is_some_and(|c| c.is_lowercase());
            if ends { capitals + 1 } else { 1 }
        }
        _ => 1,
    }
}

pub(super) fn camel(words: &str) -> String {
    let numbered = |word: &str| {
        let hex = word.strip_prefix('u').filter(|hex| !hex.is_empty());
        hex.is_some_and(|hex| hex.len() > 3 && hex.chars().all(|c| c.is_ascii_hexdigit()))
    };
    let words: Vec<String> = words
        .split_whitespace()
        .map(|word| match numbered(word) {
            true => word.to_uppercase(),
            false => word.to_upper_camel_case(),
        })
        .collect();
    leading(words.concat())
}

/// An identifier cannot begin with a digit, nor with a character that only
/// continues one.
fn leading(name: String) -> String {
    if name.is_empty() {
        "_empty".to_owned()
    } else if name.starts_with(|c: char| !c.is_alphabetic()) && !is_identifier(&name) {
        format!("_{name}")
    } else {
        name
    }
}

/// Whether the text is an identifier; keywords may or may not be.
pub(super) fn is_identifier(text: &str) -> bool {
    let is_ascii = text
        .bytes()
        .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
    match text.as_bytes() {
        [] | [b'_'] => false,
        [first, ..] if is_ascii => !first.is_ascii_digit(),
        _ => syn::parse_str::<syn::Ident>(text).is_ok(),
    }
}
