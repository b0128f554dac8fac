//! XML as far as two documents must agree in it: not in blanks between elements, in how values are
//! quoted, in the order of attributes, or in the declaration at the beginning.

/// The elements and texts of a document, in order.
pub fn events(text: &str) -> Vec<String> {
    let mut events = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        add_text(&mut events, before);
        let (tag, behind) = behind.split_once('>').unwrap_or((behind, ""));
        rest = behind;
        if tag.starts_with(['?', '!']) {
            continue;
        }
        match (tag.strip_prefix('/'), tag.strip_suffix('/')) {
            (Some(name), _) => events.push(format!("/{}", name.trim())),
            (None, Some(empty)) => {
                let name = open(&mut events, empty);
                events.push(format!("/{name}"));
            }
            (None, None) => {
                open(&mut events, tag);
            }
        }
    }
    add_text(&mut events, rest);
    events
}

fn add_text(events: &mut Vec<String>, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        events.push(format!("\"{text}"));
    }
}

/// Adds the beginning of an element and its attributes; its name.
fn open<'a>(events: &mut Vec<String>, tag: &'a str) -> &'a str {
    let (name, mut rest) = tag
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((tag.trim(), ""));
    events.push(name.to_owned());
    let mut attributes = Vec::new();
    while let Some((attribute, behind)) = rest.split_once('=') {
        let quoted = behind.trim_start();
        let mut parts = quoted
            .get(1..)
            .unwrap_or_default()
            .splitn(2, &quoted[..quoted.len().min(1)]);
        let value = parts.next().unwrap_or_default();
        attributes.push(format!("@{}={value}", attribute.trim()));
        rest = parts.next().unwrap_or_default();
    }
    attributes.sort();
    events.append(&mut attributes);
    name
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
}
