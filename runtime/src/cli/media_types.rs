//! Media types by their short names.

use super::failure::Failure;
use crate::media::{essence, is_json, matches};

/// Short names, each with the media types that it may mean, the usual one
/// first.
const SHORT: &[(&str, &[&str])] = &[
    ("json", &["application/json"]),
    (
        "yaml",
        &[
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml",
        ],
    ),
    ("text", &["text/plain"]),
    ("txt", &["text/plain"]),
    ("xml", &["application/xml", "text/xml"]),
    ("html", &["text/html"]),
    ("csv", &["text/csv"]),
    (
        "js",
        &[
            "application/javascript",
            "text/javascript",
            "application/x-javascript",
        ],
    ),
    ("rdf", &["application/rdf+xml"]),
    ("bin", &["application/octet-stream"]),
    ("png", &["image/png"]),
    ("jpg", &["image/jpeg"]),
    ("gif", &["image/gif"]),
    ("svg", &["image/svg+xml"]),
    ("pdf", &["application/pdf"]),
    ("zip", &["application/zip"]),
    ("form", &["application/x-www-form-urlencoded"]),
    ("multipart", &["multipart/form-data"]),
    (
        "jsonl",
        &[
            "application/jsonl",
            "application/x-ndjson",
            "application/json-seq",
        ],
    ),
    ("events", &["text/event-stream"]),
    ("any", &["*/*"]),
];

/// All short names.
pub(super) fn short_names() -> impl Iterator<Item = &'static str> {
    SHORT.iter().map(|(name, _)| *name)
}

/// The media type that is meant: one that is documented, if the short name
/// can mean it, else the usual one. A full name is what it is.
pub(super) fn meant(given: &str, documented: &[&str]) -> Result<String, Failure> {
    if given.contains('/') {
        return Ok(given.to_owned());
    }
    let Some((_, candidates)) = SHORT
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(given))
    else {
        let hint = super::names::suggestion(given, short_names(), str::to_owned);
        return Err(Failure::usage(format!(
            "`{given}` is not a media type: give one in full, such as image/webp, or one of {}{hint}",
            short_names().collect::<Vec<_>>().join(" ")
        )));
    };
    let known = candidates
        .iter()
        .find_map(|candidate| documented.iter().find(|one| essence(one) == *candidate));
    let suffix = format!("+{}", given.to_ascii_lowercase());
    let alike = || {
        documented
            .iter()
            .find(|one| essence(one).ends_with(&suffix))
    };
    let meant = known.or_else(alike).copied();
    Ok(meant.unwrap_or(candidates[0]).to_owned())
}

/// The documented media type that a body of this one has.
pub(super) fn documented(given: &str, all: &[&'static str]) -> Option<&'static str> {
    all.iter().find(|one| matches(one, given)).copied()
}

/// Whether JSON can stand in for it, as it can for YAML, which it is a part
/// of.
pub(super) fn takes_json(media_type: &str) -> bool {
    let yaml = SHORT.iter().find(|(name, _)| *name == "yaml");
    let is_yaml = yaml.is_some_and(|(_, all)| all.contains(&essence(media_type)));
    is_json(media_type) || is_yaml || essence(media_type).ends_with("+yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_mean_what_is_documented() {
        let meant = |given, documented: &[&str]| meant(given, documented).unwrap();
        assert_eq!(meant("yaml", &[]), "application/yaml");
        assert_eq!(
            meant("yaml", &["application/json", "application/x-yaml"]),
            "application/x-yaml"
        );
        assert_eq!(
            meant("JSON", &["application/hal+json"]),
            "application/hal+json"
        );
        assert_eq!(meant("xml", &["text/xml"]), "text/xml");
        assert_eq!(meant("image/webp", &[]), "image/webp");
        assert!(takes_json("application/x-yaml") && takes_json("application/a+json"));
        assert!(!takes_json("text/plain"));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let failure = meant("josn", &[]).unwrap_err();
        assert!(
            failure.to_string().ends_with("did you mean `json`?"),
            "{failure}"
        );
    }
}
