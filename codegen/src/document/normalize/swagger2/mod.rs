//! Swagger 2.0 to OpenAPI 3.0.
//!
//! Objects move: bodies leave the parameters, schemas the responses. Where
//! something moved to is noted, so that a finding about it still shows the
//! line it stands in.

mod operation;
mod parameter;
mod schema;
mod security;

use crate::document::origin::Origins;
use crate::document::place::unescape;
use crate::document::tree::{Object, Tree};

/// The document as OpenAPI 3.0.
pub(super) fn lifted(tree: Tree, origins: &mut Origins) -> Tree {
    let Tree::Object(mut fields) = tree else {
        return tree;
    };
    let shared = Shared::take(&mut fields);
    let mut out = Object::new();
    out.insert("openapi".to_owned(), text("3.0.3"));
    let servers = servers(&mut fields);
    let mut components = Object::new();
    let mut section = |old: &str, new: &str, lift: &dyn Fn(Tree) -> Tree| {
        let Some(entries) = fields.shift_remove(old) else {
            return;
        };
        origins.lift(format!("/components/{new}"), format!("/{old}"));
        let lifted = match entries {
            Tree::Object(entries) => map(entries, lift),
            other => other,
        };
        components.insert(new.to_owned(), lifted);
    };
    section("definitions", "schemas", &schema::lifted);
    section("responses", "responses", &|response| {
        operation::response(response, &shared.produces)
    });
    section("securityDefinitions", "securitySchemes", &security::lifted);
    origins.lift(
        "/components/parameters".to_owned(),
        "/parameters".to_owned(),
    );
    components.insert(
        "parameters".to_owned(),
        Tree::Object(shared.plain_parameters()),
    );
    for (key, value) in fields {
        let value = match (key.as_str(), value) {
            ("swagger", _) => continue,
            ("paths", Tree::Object(paths)) => {
                Tree::Object(operation::paths(paths, &shared, origins))
            }
            (_, value) => value,
        };
        out.insert(key, value);
    }
    out.extend(servers.map(|servers| ("servers".to_owned(), servers)));
    out.insert("components".to_owned(), Tree::Object(components));
    Tree::Object(out)
}

/// What operations inherit from the document.
struct Shared {
    consumes: Vec<String>,
    produces: Vec<String>,
    parameters: Object,
}

impl Shared {
    fn take(fields: &mut Object) -> Self {
        Self {
            consumes: texts(fields.shift_remove("consumes")).unwrap_or_default(),
            produces: texts(fields.shift_remove("produces")).unwrap_or_default(),
            parameters: match fields.shift_remove("parameters") {
                Some(Tree::Object(parameters)) => parameters,
                _ => Object::new(),
            },
        }
    }

    /// Shared parameters that are parameters in 3.0 too.
    fn plain_parameters(&self) -> Object {
        let plain = self
            .parameters
            .iter()
            .filter(|(_, tree)| !parameter::is_body(tree));
        plain
            .map(|(name, tree)| (name.clone(), parameter::lifted(tree.clone())))
            .collect()
    }

    /// The shared parameter that a reference means.
    fn parameter(&self, tree: &Tree) -> Option<&Tree> {
        let name = tree.reference()?.strip_prefix("#/parameters/")?;
        self.parameters.get(&unescape(name))
    }
}

/// Host, base path and schemes as URLs.
fn servers(fields: &mut Object) -> Option<Tree> {
    let schemes = texts(fields.shift_remove("schemes")).unwrap_or_default();
    let host = fields.shift_remove("host");
    let base_path = fields.shift_remove("basePath");
    if host.is_none() && base_path.is_none() {
        return None;
    }
    let path = base_path.as_ref().and_then(Tree::as_str).unwrap_or("/");
    let path = format!("/{}", path.trim_start_matches('/'));
    let urls: Vec<String> = match host.as_ref().and_then(Tree::as_str) {
        None => vec![path],
        Some(host) if schemes.is_empty() => vec![format!("https://{host}{path}")],
        Some(host) => schemes
            .iter()
            .map(|scheme| format!("{scheme}://{host}{path}"))
            .collect(),
    };
    let server = |url: String| Tree::object([("url", Tree::String(url))]);
    Some(Tree::Array(urls.into_iter().map(server).collect()))
}

fn map(entries: Object, lift: impl Fn(Tree) -> Tree) -> Tree {
    Tree::Object(
        entries
            .into_iter()
            .map(|(name, tree)| (name, lift(tree)))
            .collect(),
    )
}

fn text(text: &str) -> Tree {
    Tree::String(text.to_owned())
}

fn texts(tree: Option<Tree>) -> Option<Vec<String>> {
    match tree? {
        Tree::Array(items) => Some(
            items
                .iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
        ),
        _ => None,
    }
}

/// A reference to where the object is in 3.0.
fn moved_reference(reference: &str) -> String {
    for (from, to) in [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
    ] {
        if let Some(rest) = reference.strip_prefix(from) {
            return format!("{to}{rest}");
        }
    }
    reference.to_owned()
}

/// The same reference object with its target moved.
fn with_moved_reference(mut fields: Object) -> Tree {
    if let Some(Tree::String(reference)) = fields.get_mut("$ref") {
        *reference = moved_reference(reference);
    }
    Tree::Object(fields)
}
