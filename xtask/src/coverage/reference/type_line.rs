//! Reads the line of a page that says what a value is, such as `array of object (Caveat)`.

use crate::coverage::node::Node;

/// Words that a type ends with, before its format and its names.
const TYPES: [&str; 8] = [
    "object", "strings", "string", "integer", "number", "boolean", "any", "all of",
];

/// What the line says, or nothing if it is no type. Names of schemas are left out: they are no fact
/// about a value.
pub fn read(line: &str) -> Option<Node> {
    if let Some(rest) = line.strip_prefix("array of ") {
        return read(rest).map(|item| around("array", item));
    }
    if let Some(rest) = line.strip_prefix("map of string to ") {
        return read(rest).map(|item| around("map", item));
    }
    let kind = TYPES.into_iter().find(|kind| line.starts_with(kind))?;
    let mut node = Node::of(if kind == "strings" { "string" } else { kind });
    let mut rest = line.strip_prefix(kind)?;
    while !rest.is_empty() {
        let (mark, after) = rest.strip_prefix(' ')?.split_at_checked(1)?;
        let end = match mark {
            "(" => ')',
            "<" => '>',
            _ => return None,
        };
        let (word, after) = after.split_once(end)?;
        if mark == "<" {
            node.facts.insert("format", word.to_owned());
        } else if word == "free form" {
            node.kind.push_str(" (free form)");
        } else if word.contains(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            return None;
        }
        rest = after;
    }
    Some(node)
}

fn around(kind: &str, item: Node) -> Node {
    let mut node = Node::of(kind);
    node.item = Some(Box::new(item));
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_from_sentences() {
        let kind = |line: &str| read(line).map(|node| node.kind);
        assert_eq!(kind("string").as_deref(), Some("string"));
        assert_eq!(kind("object (Pet)").as_deref(), Some("object"));
        let free = kind("object (free form) (Note)");
        assert_eq!(free.as_deref(), Some("object (free form)"));
        assert_eq!(kind("strings of pearls"), None);
        assert_eq!(kind("object of desire"), None);
        assert_eq!(kind("any (or no) pet"), None);
        assert_eq!(kind("an array"), None);
    }

    #[test]
    fn lists_and_maps_hold_what_they_are_of() {
        let mut node = read("map of string to array of number <float> (Weights)").unwrap();
        assert_eq!(node.kind, "map");
        assert_eq!(node.item.as_ref().unwrap().kind, "array");
        assert_eq!(node.innermost().facts["format"], "float");
    }
}
