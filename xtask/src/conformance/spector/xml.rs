//! XML as far as two documents must agree in it: not in blanks between elements, in how values are
//! quoted, in the order of attributes, in the prefixes of namespaces and where they are declared, or in
//! the declaration at the beginning.

use std::slice::Iter;

/// Whether two documents have the same values, though the first may follow a description that leaves out
/// what is around a list (`wrapped`), or that a property is the text of its element: where `expected` has
/// an element around others of one name, `own` may have one for each of them; where it has a text, `own`
/// may have an element with that text.
pub fn is_same(own: &str, expected: &str) -> bool {
    let (own, expected) = (events(own), events(expected));
    own == expected
        || match (tree(&mut own.iter()), tree(&mut expected.iter())) {
            (Some(own), Some(expected)) => own.name == expected.name && own.agrees(&expected),
            _ => false,
        }
}

/// An element.
#[derive(Default)]
struct Tree<'a> {
    name: &'a str,
    attributes: Vec<&'a str>,
    texts: Vec<&'a str>,
    children: Vec<Tree<'a>>,
}

/// The next element among events.
fn tree<'a>(events: &mut Iter<'a, String>) -> Option<Tree<'a>> {
    let name = events.next()?.as_str();
    within(name, events)
}

fn within<'a>(name: &'a str, events: &mut Iter<'a, String>) -> Option<Tree<'a>> {
    let mut tree = Tree {
        name,
        ..Tree::default()
    };
    loop {
        let event = events.next()?.as_str();
        match event.chars().next() {
            Some('@') => tree.attributes.push(event),
            Some('"') => tree.texts.push(event),
            Some('/') => return Some(tree),
            _ => tree.children.push(within(event, events)?),
        }
    }
}

impl Tree<'_> {
    /// Whether the values agree, whatever the names of the two elements are.
    fn agrees(&self, expected: &Self) -> bool {
        if self.attributes != expected.attributes {
            return false;
        }
        if let ([only], []) = (self.children.as_slice(), expected.children.as_slice())
            && only.is_text()
            && !only.texts.is_empty()
        {
            return self.texts.is_empty() && only.texts == expected.texts;
        }
        self.texts == expected.texts && agree(&self.children, &expected.children)
    }

    fn is_text(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty()
    }

    /// Whether there is nothing in it but elements of one name.
    fn is_around(&self) -> bool {
        let mut names = self.children.iter().map(|child| child.name);
        let first = names.next();
        let is_bare = self.attributes.is_empty() && self.texts.is_empty();
        is_bare && names.all(|name| Some(name) == first)
    }
}

fn agree(own: &[Tree<'_>], expected: &[Tree<'_>]) -> bool {
    let Some((next, behind)) = expected.split_first() else {
        return own.is_empty();
    };
    if let Some((first, rest)) = own.split_first()
        && first.name == next.name
        && first.agrees(next)
        && agree(rest, behind)
    {
        return true;
    }
    let count = next.children.len();
    next.is_around()
        && own.len() >= count
        && own
            .iter()
            .zip(&next.children)
            .all(|(own, item)| (own.name == next.name || own.name == item.name) && own.agrees(item))
        && agree(&own[count..], behind)
}

/// The elements and texts of a document, in order.
pub fn events(text: &str) -> Vec<String> {
    let mut document = Document::default();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        document.text(before);
        let (tag, behind) = behind.split_once('>').unwrap_or((behind, ""));
        rest = behind;
        if tag.starts_with(['?', '!']) {
            continue;
        }
        match (tag.strip_prefix('/'), tag.strip_suffix('/')) {
            (Some(name), _) => document.close(name.trim()),
            (None, Some(empty)) => {
                let name = document.open(empty);
                document.close(name);
            }
            (None, None) => {
                document.open(tag);
            }
        }
    }
    document.text(rest);
    document.events
}

#[derive(Default)]
struct Document<'a> {
    events: Vec<String>,
    /// The namespaces that the elements around declare, by their prefixes: a list for each element.
    declared: Vec<Vec<(&'a str, &'a str)>>,
}

impl<'a> Document<'a> {
    fn text(&mut self, text: &str) {
        let text = plain(text);
        let text = text.trim();
        if !text.is_empty() {
            self.events.push(format!("\"{text}"));
        }
    }

    /// Adds the beginning of an element and its attributes; its name.
    fn open(&mut self, tag: &'a str) -> &'a str {
        let (name, rest) = tag
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((tag.trim(), ""));
        let (declared, own): (Vec<_>, Vec<_>) = attributes(rest)
            .into_iter()
            .partition(|(name, _)| *name == "xmlns" || name.starts_with("xmlns:"));
        let prefix = |name: &'a str| name.strip_prefix("xmlns:").unwrap_or_default();
        let declared = declared.into_iter();
        self.declared.push(
            declared
                .map(|(name, value)| (prefix(name), value))
                .collect(),
        );
        let mut own: Vec<String> = own
            .into_iter()
            .map(|(name, value)| match name.contains(':') {
                true => format!("@{}={value}", self.expanded(name)),
                false => format!("@{name}={value}"),
            })
            .collect();
        own.sort();
        self.events.push(self.expanded(name));
        self.events.append(&mut own);
        name
    }

    fn close(&mut self, name: &str) {
        self.events.push(format!("/{}", self.expanded(name)));
        self.declared.pop();
    }

    /// A name with its namespace in the place of its prefix; as it is if the prefix is not declared.
    fn expanded(&self, name: &str) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let mut declared = self.declared.iter().rev().flatten();
        match declared.find(|(known, _)| *known == prefix) {
            Some((_, namespace)) => format!("{{{namespace}}}{local}"),
            None => name.to_owned(),
        }
    }
}

/// A text without references.
fn plain(text: &str) -> String {
    let references = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#9;", "\t"),
        ("&#10;", "\n"),
        ("&#13;", "\r"),
        ("&amp;", "&"),
    ];
    let replace = |text: String, (reference, c): (&str, &str)| text.replace(reference, c);
    references.into_iter().fold(text.to_owned(), replace)
}

/// The attributes of a tag, as pairs of name and value.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut attributes = Vec::new();
    while let Some((name, behind)) = rest.split_once('=') {
        let quoted = behind.trim_start();
        let mut parts = quoted
            .get(1..)
            .unwrap_or_default()
            .splitn(2, &quoted[..quoted.len().min(1)]);
        attributes.push((name.trim(), parts.next().unwrap_or_default()));
        rest = parts.next().unwrap_or_default();
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::{events, is_same};

    #[test]
    fn what_a_description_leaves_out_does_not_count() {
        for (own, expected) in [
            (
                "<a><l>1</l><l>2</l><b>3</b></a>",
                "<a><l><i>1</i><i>2</i></l><b>3</b></a>",
            ),
            ("<a><l><x>1</x></l></a>", "<a><l><i><x>1</x></i></l></a>"),
            ("<a></a>", "<a><l/></a>"),
            ("<a k='1'><b>&#10; t</b></a>", "<a k='1'>\n t\n</a>"),
        ] {
            assert!(is_same(own, expected), "{own}");
        }
        for (own, expected) in [
            ("<a><l>1</l></a>", "<a><l><i>1</i><i>2</i></l></a>"),
            ("<a><l>1</l><l>2</l></a>", "<a><l><i>1</i></l></a>"),
            ("<a><l>1</l><l>3</l></a>", "<a><l><i>1</i><i>2</i></l></a>"),
            ("<a></a>", "<a><l>1</l></a>"),
            ("<a><b></b></a>", "<a></a>"),
            ("<a><b>t</b><c>u</c></a>", "<a>t</a>"),
            ("<a><b>t</b></a>", "<c>t</c>"),
        ] {
            assert!(!is_same(own, expected), "{own}");
        }
    }

    #[test]
    fn documents_agree_apart_from_how_they_are_written() {
        let one = "<?xml version='1.0'?>\n<a x='1' y=\"2\">\n  <b/>\n  <c>text</c>\n</a>\n";
        let same = "<a y='2' x=\"1\"><b></b><c>text</c></a>";
        assert_eq!(events(one), events(same));
        for other in [
            "<a x='1' y='2'><b/><c>Text</c></a>",
            "<a x='1'><b/><c>text</c></a>",
            "<a",
        ] {
            assert_ne!(events(one), events(other), "{other}");
        }
    }

    #[test]
    fn namespaces_count_and_prefixes_do_not() {
        let one = "<p:a xmlns:p='u' xmlns:q='v' q:x='1'><q:b/><c/></p:a>";
        let same = "<a:a xmlns:a='u' b:x='1' xmlns:b='v'><b xmlns='v'/><c/></a:a>";
        assert_eq!(events(one), events(same));
        for other in [
            "<p:a xmlns:p='w' xmlns:q='v' q:x='1'><q:b/><c/></p:a>",
            "<p:a xmlns:p='u' xmlns:q='v' x='1'><q:b/><c/></p:a>",
            "<p:a xmlns:p='u' xmlns:q='v' q:x='1'><p:b/><c/></p:a>",
            "<a xmlns='u' xmlns:q='v' q:x='1'><q:b/><c/></a>",
            "<p:a q:x='1'><q:b/><c/></p:a>",
        ] {
            assert_ne!(events(one), events(other), "{other}");
        }
    }
}
