//! Conditions on tokens, and what they say.

use super::{Check, Kind, Schema, Test, Violations};
use crate::wire::{Node, Token, tokens_from_json};
use std::time::{Duration, Instant};

fn messages(tokens: &[Token<'_>], schema: Schema) -> Vec<String> {
    let mut violations = Violations::default();
    schema(&mut Test::new(
        Node::root(tokens),
        Check::root(&mut violations),
    ));
    let all = violations.list().iter();
    all.map(|one| format!("{} {}", one.pointer, one.message))
        .collect()
}

fn of_json(json: &str, schema: Schema) -> Vec<String> {
    messages(&tokens_from_json(json.as_bytes()).unwrap(), schema)
}

#[test]
fn binary_values_are_strings_counted_in_bytes() {
    let bytes = [Token::Bytes(Box::new(b"\xff"[..].into()))];
    let schema: Schema = |test| _ = test.kind(&[Kind::String]).min_length(1).max_length(1);
    assert_eq!(messages(&bytes, schema), [""; 0]);
    assert_eq!(
        messages(&bytes, |test| _ = test.kind(&[Kind::Integer]).max_length(0)),
        [" must be an integer", " must have at most 0 bytes"]
    );
    let none = [Token::Bytes(Box::new(b""[..].into()))];
    assert_eq!(messages(&none, schema), [" must have at least 1 byte"]);
}

#[test]
fn integers_beyond_128_bits_have_bounds() {
    let bounds: Schema = |test| _ = test.minimum(-10).maximum(10).above(-20).below(20);
    assert_eq!(of_json("10", bounds), [""; 0]);
    assert_eq!(
        of_json("1e40", bounds),
        [" must be at most 10", " must be less than 20"]
    );
    assert_eq!(
        of_json("-1e40", bounds),
        [" must be at least -10", " must be greater than -20"]
    );
    // Whether these are integers is another question.
    assert_eq!(of_json("10.5", bounds), [""; 0]);
}

#[test]
fn multiples_of_integers_are_told_as_far_as_numbers_are_exact() {
    let schema: Schema = |test| _ = test.multiple_of(3);
    for holds in ["9", "9.0", "18446744073709551615", "1e40", "\"a\""] {
        assert_eq!(of_json(holds, schema), [""; 0], "{holds}");
    }
    for fails in ["10", "1.5", "-1"] {
        let expected = [" must be a multiple of 3"];
        assert_eq!(of_json(fails, schema), expected, "{fails}");
    }
}

#[test]
fn listed_values_are_found_whatever_their_type() {
    let schema: Schema = |test| {
        test.listed(&["null", "true", "1.0", r#""a""#, r#""\n\u0041""#, "[1]"]);
    };
    for holds in ["null", "true", "1", "\"a\"", "\"\\nA\"", "[1.0]"] {
        assert_eq!(of_json(holds, schema), [""; 0], "{holds}");
    }
    for fails in ["false", "\"null\"", "\"1.0\"", "\"\"", "\"[1]\"", "2", "[]"] {
        assert_eq!(of_json(fails, schema).len(), 1, "{fails}");
    }
}

/// What is left over is found among what was evaluated without a comparison
/// of each with each, which would take minutes.
#[test]
fn many_members_are_evaluated_in_little_time() {
    const MEMBERS: usize = 100_000;
    let start = Instant::now();
    let items = format!("[{}0]", "0,".repeat(MEMBERS));
    let all_items: Schema = |test| {
        test.items(0, |_| {}).unevaluated_items(|test| {
            test.nothing();
        });
    };
    assert_eq!(of_json(&items, all_items), [""; 0]);
    let entries: Vec<String> = (0..MEMBERS).map(|at| format!("\"{at}\":0")).collect();
    let object = format!("{{{}}}", entries.join(","));
    let all_properties: Schema = |test| {
        test.other_properties(&[], |_| {})
            .unevaluated_properties(|test| _ = test.nothing());
    };
    assert_eq!(of_json(&object, all_properties), [""; 0]);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn what_unevaluated_applies_to_is_evaluated() {
    let schema: Schema = |test| {
        test.also(|test| {
            test.item(0, |_| {})
                .unevaluated_items(|test| _ = test.kind(&[Kind::Integer]));
        });
        test.unevaluated_items(|test| _ = test.nothing());
    };
    assert_eq!(of_json("[true, 1, 2]", schema), [""; 0]);
    assert_eq!(
        of_json("[true, 1, true]", schema),
        ["/2 must be an integer"]
    );
    let first: Schema = |test| {
        test.item(0, |_| {})
            .unevaluated_items(|test| _ = test.nothing());
    };
    assert_eq!(of_json("[1, 2]", first), ["/1 is not allowed here"]);
}
