//! Streams of items as far as two must agree in them: not in how JSON texts are laid out, not in fields of
//! events that mean nothing, and not in the order of those that do.

use std::collections::BTreeMap;

use serde_json::Value;

/// The items of a body, if its media type is one of items.
pub fn of(media_type: &str, text: &str) -> Option<Vec<Value>> {
    match media_type.split(';').next()?.trim() {
        "text/event-stream" => Some(events(text)),
        "application/jsonl" => Some(lines(text)),
        _ => None,
    }
}

fn lines(text: &str) -> Vec<Value> {
    let full = text.lines().filter(|line| !line.trim().is_empty());
    full.map(|line| serde_json::from_str(line).unwrap_or_else(|_| line.into()))
        .collect()
}

/// Events whose lines end in line feeds, as the suite has them.
fn events(text: &str) -> Vec<Value> {
    let mut events = Vec::new();
    let mut fields = BTreeMap::<&str, String>::new();
    for line in text.split('\n') {
        if line.is_empty() {
            let event = std::mem::take(&mut fields);
            if event.contains_key("data") {
                events.push(event.into_iter().collect());
            }
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                let data = fields.remove(field).map(|before| before + "\n");
                fields.insert(field, data.unwrap_or_default() + value);
            }
            "event" => {
                fields.insert(field, value.to_owned());
            }
            "id" if !value.contains('\0') => {
                fields.insert(field, value.to_owned());
            }
            "retry" if value.parse::<u64>().is_ok() => {
                fields.insert(field, value.to_owned());
            }
            _ => {}
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_means_nothing_does_not_count() {
        let is_same = |one: &str, other: &str| {
            let events = |text| of("text/event-stream; charset=utf-8", text);
            events(one) == events(other)
        };
        assert!(is_same(
            "id: 1\ndata:x\n\n",
            "data: x\nid: 1\nretry: no\n\n: c\n\ndata: cut"
        ));
        assert!(!is_same("data: x\n\n", "data: x\n\ndata: x\n\n"));
        assert!(!is_same("data: x\n\n", "event: a\ndata: x\n\n"));
        assert!(!is_same("data: x\ndata: y\n\n", "data: xy\n\n"));
        let lines = |text| of("application/jsonl", text);
        assert_eq!(lines("{\"a\": 1}\n2"), lines("{\"a\":1}\n\n2\n"));
        assert_ne!(lines("1\n2"), lines("1"));
        assert_eq!(of("text/plain", "1"), None);
    }
}
