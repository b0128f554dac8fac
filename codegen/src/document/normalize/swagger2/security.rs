//! Security definitions.

use super::text;
use crate::document::tree::{Object, Tree};

/// A Security Scheme Object as 3.0 has it.
pub(super) fn lifted(tree: Tree) -> Tree {
    let Tree::Object(mut fields) = tree else {
        return tree;
    };
    match fields.get("type").and_then(Tree::as_str) {
        Some("basic") => {
            fields.insert("type".to_owned(), text("http"));
            fields.insert("scheme".to_owned(), text("basic"));
        }
        Some("oauth2") => flows(&mut fields),
        _ => {}
    }
    Tree::Object(fields)
}

/// One flow in the scheme itself becomes an entry of `flows`.
fn flows(fields: &mut Object) {
    let flow = fields.shift_remove("flow");
    let name = match flow.as_ref().and_then(Tree::as_str) {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("password") => "password",
        _ => "implicit",
    };
    let mut details = Object::new();
    for key in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(value) = fields.shift_remove(key) {
            details.insert(key.to_owned(), value);
        }
    }
    details
        .entry("scopes".to_owned())
        .or_insert_with(|| Tree::Object(Object::new()));
    fields.insert(
        "flows".to_owned(),
        Tree::object([(name, Tree::Object(details))]),
    );
}
