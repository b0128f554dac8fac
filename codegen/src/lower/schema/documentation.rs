//! What schemas say about themselves.

use super::{constants, only_inside};
use crate::ir::Docs;
use crate::lower::docs;
use openapiv3::Schema;

/// What a schema says about itself, examples as text.
pub(in crate::lower) fn schema_docs(schema: &Schema) -> Docs {
    let data = &schema.schema_data;
    let title = data.title.as_deref().filter(|_| data.description.is_none());
    let mut docs = docs::of(data.description.as_deref().or(title));
    if let Some(only) = only_inside(schema).filter(|_| docs.is_empty()) {
        return schema_docs(only);
    }
    if let Some(values) = constants::explained(schema) {
        docs.paragraphs.extend(docs::of(Some(&values)).paragraphs);
    }
    if let Some(default) = &data.default {
        docs = with_default(docs, default);
    }
    if let Some(example) = data
        .example
        .as_ref()
        .filter(|example| !example.is_object() && !example.is_array())
    {
        docs = docs.with(format!("Example: {}.", code(example)));
    }
    if data.deprecated {
        docs = docs.with("Deprecated.");
    }
    docs
}

/// The documentation of a value that has a default.
pub(in crate::lower) fn with_default(docs: Docs, default: &serde_json::Value) -> Docs {
    let text = match default {
        serde_json::Value::String(text) => docs::line(Some(text)),
        other => other.to_string(),
    };
    Docs {
        default: Some(text),
        ..docs.with(format!("Default: {}.", code(default)))
    }
}

/// A value as inline code, cut where it is long.
pub(in crate::lower) fn code(value: &serde_json::Value) -> String {
    const LONGEST: usize = 80;
    let text = docs::line(Some(&value.to_string())).replace('`', "'");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
