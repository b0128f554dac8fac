//! Equality of JSON values, by a text that equal values share.

use super::node::Node;
use super::token::Token;
use std::fmt::Write as _;

/// A text that is the same for two values exactly if they are equal in JSON
/// Schema: 1 and 1.0 are one number, and properties have no order.
pub(crate) fn canonical(node: Node<'_>) -> String {
    let mut text = String::new();
    write(node, &mut text);
    text
}

fn write(node: Node<'_>, out: &mut String) {
    // Writing to a String does not fail.
    let _ = match node.token() {
        Token::Null | Token::Nothing => write!(out, "null"),
        Token::Bool(value) => write!(out, "{value}"),
        Token::Signed(value) => write!(out, "{value}"),
        Token::Unsigned(value) => write!(out, "{value}"),
        Token::Float(value) if value.fract() == 0.0 && value.abs() < 1e38 => {
            write!(out, "{}", *value as i128)
        }
        Token::Float(value) => write!(out, "{value:?}"),
        Token::String(text) | Token::Text(text) => write!(out, "{text:?}"),
        Token::Bytes(file) => match file.as_bytes() {
            Some(bytes) => write!(out, "bytes {bytes:?}"),
            // What flows is equal to nothing else.
            None => write!(out, "stream {:p}", &raw const **file),
        },
        Token::Array { .. } => {
            out.push('[');
            for item in node.items().into_iter().flatten() {
                write(item, out);
                out.push(',');
            }
            write!(out, "]")
        }
        Token::Object { .. } | Token::Form { .. } => {
            let mut entries: Vec<_> = node.entries().into_iter().flatten().collect();
            entries.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in entries {
                let _ = write!(out, "{name:?}:");
                write(value, out);
                out.push(',');
            }
            write!(out, "}}")
        }
    };
}

#[cfg(test)]
mod tests {
    use super::canonical;
    use crate::wire::{Node, tokens_from_json};

    fn same(a: &str, b: &str) -> bool {
        let [a, b] = [a, b].map(|text| tokens_from_json(text.as_bytes()).unwrap());
        canonical(Node::root(&a)) == canonical(Node::root(&b))
    }

    #[test]
    fn numbers_and_objects_are_equal_by_value() {
        assert!(same("[1, -0.0, 1e2]", "[1.0, 0, 100]"));
        assert!(same(r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1}"#));
        assert!(same("0.1", "1e-1"));
        for (a, b) in [("1", "true"), ("0", "false"), ("[1]", "1"), ("\"1\"", "1")] {
            assert!(!same(a, b), "{a} {b}");
        }
        assert!(!same(r#"["a\",\"b"]"#, r#"["a","b"]"#));
    }
}
