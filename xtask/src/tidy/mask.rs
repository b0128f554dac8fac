//! Finds the parts of a Rust source that rules must be able to ignore: comments, strings, tests and
//! quoted code. It reads only as much of the grammar as that takes, and never fails: a part that is
//! not closed reaches to the end.

use std::ops::Range;

/// The comments of `text`, in order, doc comments among them.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    parts(text)
        .into_iter()
        .filter(|(kind, _)| *kind == Kind::Comment)
        .map(|(_, range)| range)
        .collect()
}

/// The string and character literals of `text`, in order.
pub fn strings(text: &str) -> Vec<Range<usize>> {
    parts(text)
        .into_iter()
        .filter(|(kind, _)| *kind == Kind::String)
        .map(|(_, range)| range)
        .collect()
}

/// The items under `#[cfg(test)]`. `code` has neither comments nor strings.
pub fn tests(code: &str) -> Vec<Range<usize>> {
    bodies(code, &["#[cfg(test)]"], &['{', ';'])
}

/// The bodies of the macros that quote code. `code` has neither comments nor strings.
pub fn quoted(code: &str) -> Vec<Range<usize>> {
    bodies(
        code,
        &["quote!", "quote_spanned!", "parse_quote!"],
        &['{', '(', '['],
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Comment,
    String,
}

fn parts(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((kind, length)) = part(rest, before) {
            parts.push((kind, at..at + length));
            at += length;
            before = ' ';
        } else {
            before = rest.chars().next().unwrap_or(' ');
            at += before.len_utf8();
        }
    }
    parts
}

/// The comment or literal that `rest` begins with, and its length. `before` is the character that
/// comes before: a raw string's `r` must not be the end of a name.
fn part(rest: &str, before: char) -> Option<(Kind, usize)> {
    if rest.starts_with("//") {
        return Some((Kind::Comment, rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        return Some((Kind::Comment, block_comment(rest)));
    }
    if rest.starts_with('"') {
        return Some((Kind::String, escaped(rest, '"')));
    }
    if rest.starts_with('\'') {
        return character(rest).map(|length| (Kind::String, length));
    }
    let is_name = before.is_alphanumeric() && !matches!(before, 'b' | 'c') || before == '_';
    if is_name {
        None
    } else {
        raw_string(rest).map(|length| (Kind::String, length))
    }
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(inner) = rest.get(at..).filter(|inner| !inner.is_empty()) {
        if inner.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if inner.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += inner.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of a literal between two `quote` characters, in which a backslash escapes.
fn escaped(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == quote {
            return at + quote.len_utf8();
        }
    }
    rest.len()
}

/// The length of a character literal; none when the quote begins a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut characters = rest.chars().skip(1);
    let first = characters.next()?;
    let is_literal = first == '\\' || characters.next() == Some('\'');
    is_literal.then(|| escaped(rest, '\''))
}

fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let body = after.trim_start_matches('#');
    let hashes = "#".repeat(after.len() - body.len());
    let inner = body.strip_prefix('"')?;
    let close = format!("\"{hashes}");
    let start = rest.len() - inner.len();
    Some(
        inner
            .find(&close)
            .map_or(rest.len(), |end| start + end + close.len()),
    )
}

/// From each of `heads` to the end of the brackets that come next. Where a character of `openers` that
/// is no bracket comes first, the part ends there.
fn bodies(code: &str, heads: &[&str], openers: &[char]) -> Vec<Range<usize>> {
    let mut bodies = Vec::new();
    for head in heads {
        for start in super::source::places(code, head) {
            let from = start + head.len();
            let rest = code.get(from..).unwrap_or_default();
            let open = rest.find(openers).unwrap_or(rest.len());
            bodies.push(start..from + open + brackets(rest.get(open..).unwrap_or_default()));
        }
    }
    bodies
}

/// The length up to where all brackets that `rest` opens are closed.
fn brackets(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in rest.char_indices() {
        match character {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + character.len_utf8();
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'text>(text: &'text str, ranges: &[Range<usize>]) -> Vec<&'text str> {
        ranges.iter().map(|range| &text[range.clone()]).collect()
    }

    #[test]
    fn comments_end_where_they_end() {
        let text = "a /* b /* c */ d */ e // f\n\"// no\" /// über\n";
        assert_eq!(
            cut(text, &comments(text)),
            ["/* b /* c */ d */", "// f", "/// über"]
        );
    }

    #[test]
    fn strings_of_every_form_are_found() {
        let text = r##"f("a\"b", b"c", r#"d"e"#, br"f", '"', '\'', b'x', 'ü')"##;
        let expected = [
            r#""a\"b""#,
            r#""c""#,
            r##"r#"d"e"#"##,
            r#"r"f""#,
            r#"'"'"#,
            r"'\''",
            "'x'",
            "'ü'",
        ];
        assert_eq!(cut(text, &strings(text)), expected);
    }

    #[test]
    fn lifetimes_and_raw_names_are_no_strings() {
        for text in [
            "fn f<'a>(x: &'a str, y: &'static T) {}",
            "let r#type = for_r;",
        ] {
            assert_eq!(cut(text, &strings(text)), [""; 0], "{text}");
        }
    }

    #[test]
    fn tests_and_quotes_reach_to_their_closing_bracket() {
        let code = "#[cfg(test)]\nmod tests;\nfn f() { quote! { a { b } } }\n#[cfg(test)]\nmod more { fn g() {} }\nh";
        assert_eq!(
            cut(code, &tests(code)),
            [
                "#[cfg(test)]\nmod tests;",
                "#[cfg(test)]\nmod more { fn g() {} }"
            ]
        );
        assert_eq!(cut(code, &quoted(code)), ["quote! { a { b } }"]);
        assert_eq!(
            cut("quote!(a (b)", &quoted("quote!(a (b)")),
            ["quote!(a (b)"]
        );
    }
}
