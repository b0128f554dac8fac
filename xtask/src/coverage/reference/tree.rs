//! Reads the indented tree that tells a schema on a page.
//!
//! A property is a line with its name, one with its type, and lines about it; its own properties are
//! indented by two. What is neither of these nor of a known form is a sentence.

use super::type_line;
use crate::coverage::node::{Member, Node, READ_ONLY};

/// The lines of a tree, and how far they are read.
pub struct Tree<'a> {
    lines: &'a [&'a str],
    at: usize,
    /// The sentences met so far.
    pub sentences: Vec<String>,
}

/// Facts that are a name and a value in JSON.
const VALUES: [&str; 8] = [
    "default",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "collectionFormat",
];

impl<'a> Tree<'a> {
    /// Nothing of `lines` is read yet.
    pub fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            at: 0,
            sentences: Vec::new(),
        }
    }

    /// Reads a whole body, after the line with its type.
    pub fn body(&mut self, kind: Node) -> Node {
        self.node(kind, 0, 0)
    }

    /// Reads all that is listed side by side: parameters, or headers.
    pub fn list(&mut self) -> Vec<Member> {
        let mut listed = Node::of("object");
        while let Some(line) = self.lines.get(self.at) {
            if self.member(&mut listed, 0).is_none() {
                self.sentence(line.trim());
                self.at += 1;
            }
        }
        listed.members
    }

    /// Reads what is said at `depth` of a value, whose properties are at `inside`.
    fn node(&mut self, mut node: Node, depth: usize, inside: usize) -> Node {
        while let Some(line) = self.lines.get(self.at) {
            let (indent, text) = (indent(line), line.trim());
            if text.is_empty() {
                self.at += 1;
            } else if indent < depth || (indent < inside && self.is_of_another(indent)) {
                break;
            } else if indent != inside || self.member(&mut node, inside).is_none() {
                self.at += 1;
                if !self.about(&mut node, indent, text) {
                    self.sentence(text);
                    if says_null(text) {
                        node.facts.insert("nullable", "true".to_owned());
                    }
                }
            }
        }
        node
    }

    /// Whether the line at hand begins something beside the value that is being read.
    fn is_of_another(&self, indent: usize) -> bool {
        let line = self.lines.get(self.at).map_or("", |line| line.trim());
        let beside = ["all of: ", "required: ", "Discriminator: "];
        self.header(indent).is_some() || beside.iter().any(|word| line.starts_with(word))
    }

    /// The name, whether it is required, and the type of the property that begins here.
    fn header(&self, depth: usize) -> Option<(&'a str, bool, Node)> {
        let name = self.lines.get(self.at)?;
        let kind = self.lines.get(self.at + 1)?;
        if indent(name) != depth || indent(kind) != depth {
            return None;
        }
        let name = name.trim();
        let (name, is_required) = match name.strip_suffix(" required") {
            Some(name) => (name, true),
            None => (name, false),
        };
        if name.is_empty() || (name.contains(' ') && name != ANY_KEY) {
            return None;
        }
        type_line::read(kind.trim()).map(|kind| (name, is_required, kind))
    }

    /// Reads the property that begins here at `depth`, if one does.
    fn member(&mut self, owner: &mut Node, depth: usize) -> Option<()> {
        let (name, is_required, kind) = self.header(depth)?;
        self.at += 2;
        let node = self.node(kind, depth, depth + 2);
        if name == ANY_KEY {
            *owner.value_of_map()? = node;
        } else {
            owner.innermost().add(Member {
                name: name.to_owned(),
                is_required,
                node,
            });
        }
        Some(())
    }

    /// Reads a line about the value, and those that belong to it, unless it is a sentence.
    fn about(&mut self, node: &mut Node, indent: usize, text: &str) -> bool {
        if text == "read only" {
            node.facts.insert(READ_ONLY, "true".to_owned());
        } else if text == "Enum:" {
            let listed = self.bullets();
            let inner = node.innermost();
            let value = enumeration(&inner.kind, &listed);
            inner.facts.insert("enum", value);
        } else if text == "Example:" {
            self.skip_example(indent);
        } else if let Some((name, value)) = named_value(text) {
            node.facts.insert(name, value);
        } else if let Some(property) = text
            .strip_prefix("Discriminator: ")
            .and_then(|rest| rest.strip_suffix("; one of:"))
        {
            self.union(node.innermost(), property, indent + 2);
        } else if let Some(part) = text.strip_prefix("all of: ") {
            node.kind.push(' ');
            node.kind.push_str(part);
        } else {
            return false;
        }
        true
    }

    fn sentence(&mut self, text: &str) {
        if !text.is_empty() {
            self.sentences.push(text.to_owned());
        }
    }

    fn bullets(&mut self) -> Vec<&'a str> {
        let mut listed = Vec::new();
        while let Some(item) = self.lines.get(self.at).and_then(|line| bullet(line)) {
            listed.push(item);
            self.at += 1;
        }
        listed
    }

    fn skip_example(&mut self, depth: usize) {
        while let Some(line) = self.lines.get(self.at) {
            if line.trim().is_empty() || indent(line) <= depth || line.trim() == "Enum:" {
                break;
            }
            self.at += 1;
        }
    }

    /// Reads the kinds of a value that a property tells apart. Each has what all have.
    fn union(&mut self, node: &mut Node, property: &str, depth: usize) {
        node.kind = "union".to_owned();
        node.facts.insert("discriminator", property.to_owned());
        while let Some(line) = self.lines.get(self.at) {
            if line.trim().is_empty() {
                self.at += 1;
                continue;
            }
            let value = line.trim().strip_suffix(')').and_then(|line| {
                let (_, condition) = line.split_once(" (")?;
                condition.strip_prefix(property)?.strip_prefix(" = ")
            });
            let Some(value) = value.filter(|_| indent(line) == depth) else {
                break;
            };
            self.at += 1;
            let mut branch = Node::of("object");
            branch.members = node.members.clone();
            self.branch(&mut branch, depth + 2);
            tell_apart(&mut branch, property, value);
            node.branches.push((value.to_owned(), branch));
        }
        // They are told with each kind.
        node.members.clear();
    }

    fn branch(&mut self, branch: &mut Node, depth: usize) {
        while let Some(line) = self.lines.get(self.at) {
            let text = line.trim();
            if !text.is_empty() && indent(line) < depth {
                break;
            }
            if self.member(branch, depth).is_some() {
                continue;
            }
            self.at += 1;
            if let Some(names) = text.strip_prefix("required: ") {
                let names: Vec<&str> = names.split(", ").collect();
                for member in &mut branch.members {
                    member.is_required |= names.contains(&member.name.as_str());
                }
            } else if !text.starts_with("all of: ") {
                self.sentence(text);
            }
        }
    }
}

/// In each kind, the property that tells has the one value that means this kind.
fn tell_apart(branch: &mut Node, property: &str, value: &str) {
    for member in branch
        .members
        .iter_mut()
        .filter(|member| member.name == property)
    {
        let values = enumeration(&member.node.kind, &[value]);
        member.node.facts.insert("enum", values);
        member.node.facts.remove("default");
    }
}

/// The name of the line that tells the values of a map.
const ANY_KEY: &str = "<any key>";

/// How far a line is indented.
pub fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A fact with its value, written as JSON is elsewhere.
fn named_value(text: &str) -> Option<(&'static str, String)> {
    let (name, value) = text.split_once(": ")?;
    let name = VALUES.into_iter().find(|known| *known == name)?;
    let parsed: serde_json::Result<serde_json::Value> = serde_json::from_str(value);
    Some((
        name,
        parsed.map_or_else(|_| value.to_owned(), |value| value.to_string()),
    ))
}

fn bullet(line: &str) -> Option<&str> {
    line.trim().strip_prefix("• ")
}

/// The values as JSON.
fn enumeration(kind: &str, values: &[&str]) -> String {
    let value = |value: &&str| match value.parse::<i64>() {
        Ok(number) if kind == "integer" => serde_json::Value::from(number),
        _ => serde_json::Value::from(*value),
    };
    serde_json::Value::from_iter(values.iter().map(value)).to_string()
}

/// Whether a sentence says that a value can be null; paths such as `/dev/null` do not.
fn says_null(sentence: &str) -> bool {
    let apart = |letter: char| !letter.is_alphanumeric() && letter != '/' && letter != '_';
    sentence.split(apart).any(|word| word == "null")
}
