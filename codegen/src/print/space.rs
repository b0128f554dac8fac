//! Where spaces stand between tokens, and what the tokens before one say
//! about it.

use super::token::{Kind, Pair, Tokens};

/// Whether signs are one operator. `>>` is not, as it ends generics twice.
pub fn is_sign(signs: &str) -> bool {
    const SIGNS: &[&str] = &[
        "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "...", "..=", "+=", "-=", "*=",
        "/=", "|=", "&=",
    ];
    SIGNS.contains(&signs)
}

/// Whether a sign can be an operator before its operand.
pub fn is_prefix(sign: &str) -> bool {
    matches!(sign, "&" | "&&" | "*" | "-" | "!" | "?" | ".." | "::")
}

/// Whether an operand, not an operator, follows a word.
pub fn is_before_operand(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "as", "async", "break", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move",
        "mut", "ref", "return", "where", "while",
    ];
    WORDS.contains(&word)
}

/// Whether a word is a lifetime, and not a character.
fn is_lifetime(word: &str) -> bool {
    word.starts_with('\'') && !word.ends_with('\'')
}

/// Whether the braces after a word, and what belongs to it, are not those of
/// a value.
pub fn begins_block(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "enum", "fn", "if", "impl", "in", "loop", "match", "mod", "struct", "trait", "union",
        "unsafe", "while",
    ];
    WORDS.contains(&word)
}

/// Whether a `<` after what there is begins generics, and is not a comparison.
pub fn opens_generics(tokens: &Tokens) -> bool {
    let last = tokens.len().wrapping_sub(1);
    if tokens.expects_operand() {
        return true;
    }
    match tokens.kind(last) {
        Some(Kind::Word) => {
            let names_function = last > 0 && tokens.word(last - 1) == "fn";
            let first = tokens.word(last).trim_start_matches("r#").chars().next();
            names_function || first.is_some_and(|c| !c.is_lowercase() && !c.is_numeric())
        }
        _ => false,
    }
}

/// What braces after what there is enclose.
pub fn braces(tokens: &Tokens, head: bool) -> Pair {
    let last = tokens.len().wrapping_sub(1);
    match tokens.kind(last) {
        Some(Kind::Sign) if tokens.word(last) == "::" => Pair::Imports,
        Some(Kind::Word) if !head && !is_before_operand(tokens.word(last)) => Pair::Fields,
        Some(Kind::Close(Pair::Angle)) if !head => Pair::Fields,
        _ => Pair::Block,
    }
}

/// Whether a space stands between the last token and the next one.
pub fn is_between(tokens: &Tokens, kind: Kind, text: &str) -> bool {
    let last = tokens.len().wrapping_sub(1);
    let Some(before) = tokens.kind(last) else {
        return false;
    };
    let word = tokens.word(last);
    match before {
        Kind::Prefix => return false,
        Kind::Open(Pair::Block | Pair::Fields) => return !matches!(kind, Kind::Close(_)),
        Kind::Open(_) => return false,
        Kind::Sign if matches!(word, "." | "::" | ".." | "..=") => return false,
        _ => {}
    }
    match kind {
        Kind::Sign => match text {
            "," | ";" | "?" | "." | ":" | ".." | "..=" | "..." | "::" | "!" => return false,
            _ => return true,
        },
        Kind::Close(Pair::Block | Pair::Fields) => return true,
        Kind::Close(_) => return false,
        Kind::Open(Pair::Imports) => return false,
        Kind::Open(Pair::Round | Pair::Square | Pair::Angle) => match before {
            Kind::Word if matches!(word, "impl" | "for") => return kind != Kind::Open(Pair::Angle),
            Kind::Word => return is_before_operand(word) || is_lifetime(word),
            Kind::Close(pair) => return matches!(pair, Pair::Closure | Pair::Block),
            Kind::Sign if matches!(word, "?" | "!") => return false,
            _ => {}
        },
        _ => {}
    }
    true
}
