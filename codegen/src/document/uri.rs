//! The text of a `$ref` as a URI reference: the path that it means.

use std::path::{Component, Path};

/// The path that `reference` means beside the file `from`, both relative to
/// one folder. It may begin with `..`, but is not absolute.
pub fn join(from: &str, reference: &str) -> Option<String> {
    let mut names: Vec<String> = from.split('/').map(str::to_owned).collect();
    names.pop();
    for component in Path::new(reference).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => names.push(name.to_str()?.to_owned()),
            Component::ParentDir if names.last().is_some_and(|name| name != "..") => {
                names.pop();
            }
            Component::ParentDir => names.push("..".to_owned()),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(names.join("/"))
}

/// A `$ref` is a URI reference, so a space in a file name is `%20`.
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok());
        match (
            bytes[at],
            hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()),
        ) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{join, percent_decode};

    #[test]
    fn joins_relative_to_the_file() {
        assert_eq!(join("a/b.yaml", "../c.yaml").as_deref(), Some("c.yaml"));
        assert_eq!(join("b.yaml", "./x/c.yaml").as_deref(), Some("x/c.yaml"));
        assert_eq!(join("b.yaml", "../c.yaml").as_deref(), Some("../c.yaml"));
        assert_eq!(join("b.yaml", "/etc/passwd"), None);
    }

    #[test]
    fn decodes_percent_signs() {
        assert_eq!(percent_decode("a%20b%7Bc%7D"), "a b{c}");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%ff"), "%ff");
    }
}
