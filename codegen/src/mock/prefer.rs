//! What a request prefers (RFC 7240).

use specwright_runtime::http::HeaderMap;

/// The preferences that the mock knows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preferences {
    /// `code=404`: the response of this status.
    pub(super) code: Option<u16>,
    /// `example=NAME`: the example of this name.
    pub(super) example: Option<String>,
    /// `dynamic=true`: no examples.
    pub(super) dynamic: bool,
}

impl Preferences {
    /// Those of a request. Of one that is given twice, the first counts
    /// (section 2); what cannot be read is as if it were not there.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut found = Self::default();
        let mut known: Vec<String> = Vec::new();
        let lines = headers.get_all("prefer").iter();
        for line in lines.filter_map(|line| line.to_str().ok()) {
            for (name, value) in preferences(line) {
                let name = name.to_ascii_lowercase();
                if known.contains(&name) {
                    continue;
                }
                match name.as_str() {
                    "code" => found.code = value.parse().ok(),
                    "example" => found.example = Some(value),
                    "dynamic" => found.dynamic = value.is_empty() || value == "true",
                    _ => continue,
                }
                known.push(name);
            }
        }
        found
    }
}

/// Names and values; parameters of preferences are for nobody here.
fn preferences(line: &str) -> impl Iterator<Item = (&str, String)> {
    split(line, ',').into_iter().filter_map(|preference| {
        let first = split(preference, ';').into_iter().next()?;
        let (name, value) = first.split_once('=').unwrap_or((first, ""));
        let value = value.trim();
        let quoted = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let value = match quoted {
            Some(quoted) => unescaped(quoted),
            None => value.to_owned(),
        };
        Some((name.trim(), value)).filter(|(name, _)| !name.is_empty())
    })
}

/// Splits where a delimiter is not in quotes.
fn split(text: &str, delimiter: char) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            one if one == delimiter && !quoted => {
                parts.push(&text[start..at]);
                start = at + one.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn unescaped(quoted: &str) -> String {
    let mut escaped = false;
    let keep = |character: &char| {
        escaped = *character == '\\' && !escaped;
        !escaped
    };
    quoted.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Preferences {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("prefer", line.parse().unwrap());
        }
        Preferences::of(&headers)
    }

    #[test]
    fn preferences_are_read_as_rfc_7240_has_them() {
        let found = of(&[
            "wait=10, Code = 404 ; x=y, code=500",
            "example=\"a, \\\"b\\\"\"",
        ]);
        assert_eq!(found.code, Some(404));
        assert_eq!(found.example.as_deref(), Some("a, \"b\""));
        assert!(!found.dynamic);
        assert!(of(&["dynamic"]).dynamic);
        assert!(of(&["dynamic=true"]).dynamic);
        assert_eq!(of(&["code=many", ",,=", "\""]), Preferences::default());
    }
}
