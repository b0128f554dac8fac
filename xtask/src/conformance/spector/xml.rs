//! XML as far as two documents must agree in it: not in blanks between elements, in how values are
//! quoted, in the order of attributes, in the prefixes of namespaces and where they are declared, or in
//! the declaration at the beginning.

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
    use super::events;

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
