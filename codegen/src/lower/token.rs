//! Names that HTTP sets bounds to.

/// Whether the text can be the name of a header or a cookie (RFC 9110,
/// section 5.6.2, and RFC 6265, section 4.1.1).
pub(super) fn is_token(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(allowed)
}

/// Whether the text is a media type, or a range of them, perhaps with
/// parameters (RFC 9110, sections 8.3.1 and 12.5.1). What the parameters are
/// is left to those who read them.
pub(super) fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence = essence
        .trim()
        .split_once('/')
        .is_some_and(|(main, sub)| is_token(main) && is_token(sub));
    is_essence && !parameters.chars().any(char::is_control)
}

/// The media type without its parameters, in small letters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or(media_type).trim();
    essence.to_ascii_lowercase()
}

/// Whether a media type is JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::is_media_type;

    #[test]
    fn media_types_are_told_from_other_text() {
        for good in [
            "application/json",
            "*/*",
            "text/plain; charset=\"utf-8\"",
            "a/b+c;v=1",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["", "json", "a/", "/b", "a b/c", "a/b/c", "a/b;\r\nX: y"] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }
}
