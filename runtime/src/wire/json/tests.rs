//! The reader against `serde_json`, on texts that are JSON and on some that nearly are.

use super::*;
use crate::wire::Node;
use serde_json::Value;

fn read(text: &str) -> Result<Value, String> {
    let tokens = tokens_from_json(text.as_bytes()).map_err(|error| error.to_string())?;
    Node::root(&tokens)
        .decode()
        .map_err(|error| error.to_string())
}

/// Texts of every kind, well formed or nearly.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "null",
        "true",
        "false",
        "tru",
        "nullx",
        "",
        " ",
        "[]",
        "{}",
        "[1]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "[}",
        "{]",
        "[1}",
        "}",
        "]",
        " [ 1 , {\t\"a\" :\r\n[ ] } ] ",
        "[[],[[]],{}]",
        "1 1",
        "0",
        "-0",
        "00",
        "01",
        "-1",
        "-",
        "+1",
        ".5",
        "5.",
        "1.5",
        "1e3",
        "1E+3",
        "1e-3",
        "1e",
        "1e+",
        "1.e1",
        "-0.0",
        "1e400",
        "-1e400",
        "1e-400",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "\"\"",
        "\"a",
        "\"a\\\"b\"",
        "\"\\u0041\\n\\/\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ud83dx\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\",
        "\"tab\there\"",
        "\"line\nhere\"",
        "\"\u{7f}\u{80}\u{2028}😀\"",
        "'a'",
        "NaN",
        "Infinity",
        "// no",
        "\u{feff}1",
        "{\"a\":1,\"a\":2}",
        "[\"\\\\\\\\\"]",
        "123abc",
    ]
    .map(str::to_owned)
    .into();
    // Each special byte at each place of a word.
    for special in [
        "\\n", "\\u00e9", "é", "\"", "\\\"", "\u{1}", "\u{1f}", " ", "\u{7f}",
    ] {
        for before in 0..18 {
            texts.push(format!("[\"{}{special}tail of it\"]", "x".repeat(before)));
        }
    }
    texts
}

#[test]
fn agrees_with_serde_json() {
    for text in texts() {
        let ours = read(&text);
        match serde_json::from_str::<Value>(&text) {
            Ok(theirs) => assert_eq!(ours, Ok(theirs), "{text}"),
            Err(error) => assert!(ours.is_err(), "{text}: {ours:?} against {error}"),
        }
    }
}

#[test]
fn every_start_of_a_document_is_refused() {
    let whole = r#"{"a": [1, -2.5e3, "x\u00e9\n", true], "b": {"c": null}}"#;
    assert!(read(whole).is_ok());
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(&nested(DEEPEST)).is_ok());
    let error = read(&nested(DEEPEST + 1)).unwrap_err();
    assert_eq!(error, "invalid JSON: nested too deep at line 1 column 129");
    assert!(read(&"[".repeat(1_000_000)).is_err());
}

#[test]
fn errors_name_the_place() {
    for (text, error) in [
        ("{\n  \"a\": x\n}", "expected a value at line 2 column 8"),
        ("[1, 2", "unexpected end at line 1 column 6"),
        ("\n\n", "unexpected end at line 3 column 1"),
        ("{\"a\" 1}", "expected `:` at line 1 column 6"),
        ("[1 2]", "expected `,` or `]` at line 1 column 4"),
        ("{} {}", "expected the end at line 1 column 4"),
        ("[1e999]", "a number out of range at line 1 column 2"),
    ] {
        assert_eq!(read(text).unwrap_err(), format!("invalid JSON: {error}"));
    }
    let error = tokens_from_json(b"\"\xff\"").unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid JSON: not UTF-8 at line 1 column 2"
    );
}
