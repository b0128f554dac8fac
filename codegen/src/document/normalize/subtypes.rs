//! A base with a discriminator and no `oneOf`: its subtypes are the schemas
//! that have it in their `allOf` (OpenAPI 3.0.3, Discriminator Object; Swagger
//! 2.0 knows no other way). They become the branches of a `oneOf`.

use crate::document::place::{escape, unescape};
use crate::document::tree::{Object, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// The extension of a base whose `oneOf` was made here, and of the branch in
/// it that is the base itself, with the name of the base: no condition on
/// values.
pub(crate) const SUBTYPES: &str = "x-specwright-subtypes";

/// What references to component schemas begin with.
const SCHEMAS: &str = "#/components/schemas/";

/// Lists the subtypes of each base in a document of OpenAPI 3.0.
pub(super) fn list(tree: &mut Tree) {
    let Some(Tree::Object(schemas)) = tree.at_mut(["components", "schemas"]) else {
        return;
    };
    let below = direct_subtypes(schemas);
    let bases: Vec<String> = schemas
        .iter()
        .filter(|(_, schema)| is_base(schema))
        .map(|(name, _)| name.clone())
        .collect();
    let known = schemas.keys().cloned().collect();
    for base in bases {
        let mut subtypes = all_subtypes(&base, &below, schemas);
        for name in &subtypes {
            set_apart(schemas, name);
        }
        if let Some(Tree::Object(schema)) = schemas.get_mut(&base) {
            mapped(schema, &known, &mut subtypes);
            subtypes.retain(|name| *name != base);
            if !subtypes.is_empty() {
                complete(schema, &base, &subtypes);
            }
        }
    }
}

/// A subtype that adds nothing to its base must not be the base under
/// another name: it would be a branch of itself.
fn set_apart(schemas: &mut Object, subtype: &str) {
    if let Some(Tree::Object(schema)) = schemas.get_mut(subtype)
        && !schema.contains_key("$ref")
    {
        let object = || Tree::String("object".to_owned());
        schema.entry("type".to_owned()).or_insert_with(object);
    }
}

fn is_base(schema: &Tree) -> bool {
    let has_branches = schema.get("oneOf").or(schema.get("anyOf")).is_some();
    property(schema).is_some() && !has_branches
}

/// The property that tells subtypes apart.
fn property(schema: &Tree) -> Option<&str> {
    schema.get("discriminator")?.get("propertyName")?.as_str()
}

/// For each schema, those that have it in their `allOf`, in their order.
fn direct_subtypes(schemas: &Object) -> BTreeMap<String, Vec<String>> {
    let mut below: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas {
        let Some(Tree::Array(members)) = schema.get("allOf") else {
            continue;
        };
        for base in members.iter().filter_map(Tree::reference).filter_map(named) {
            below.entry(base).or_default().push(name.clone());
        }
    }
    below
}

/// The name of the component that a reference means.
fn named(reference: &str) -> Option<String> {
    reference.strip_prefix(SCHEMAS).map(unescape)
}

/// The subtypes of a base and theirs. Where another property tells those of a
/// subtype apart, they are found through it.
fn all_subtypes(
    base: &str,
    below: &BTreeMap<String, Vec<String>>,
    schemas: &Object,
) -> Vec<String> {
    let told_by = |name: &str| schemas.get(name).and_then(property);
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![base.to_owned()];
    while let Some(name) = open.pop() {
        for subtype in below.get(&name).into_iter().flatten() {
            if seen.insert(subtype.clone()) {
                found.push(subtype.clone());
                if told_by(subtype).is_none_or(|by| Some(by) == told_by(base)) {
                    open.push(subtype.clone());
                }
            }
        }
    }
    found
}

/// Adds the schemas that the mapping names, by reference or by name.
fn mapped(schema: &Object, known: &BTreeSet<String>, subtypes: &mut Vec<String>) {
    let mapping = schema
        .get("discriminator")
        .and_then(|one| one.get("mapping"));
    let Some(Tree::Object(mapping)) = mapping else {
        return;
    };
    for target in mapping.values().filter_map(Tree::as_str) {
        let name = named(target).unwrap_or_else(|| target.to_owned());
        if known.contains(&name) && !subtypes.contains(&name) {
            subtypes.push(name);
        }
    }
}

fn complete(schema: &mut Object, base: &str, subtypes: &[String]) {
    let reference = |name: &str| {
        let reference = format!("{SCHEMAS}{}", escape(name));
        Tree::object([("$ref", Tree::String(reference))])
    };
    let itself = Tree::object([
        ("title", Tree::String("Base".to_owned())),
        ("description", Tree::String("The base itself.".to_owned())),
        ("type", Tree::String("object".to_owned())),
        ("allOf", Tree::Array(vec![reference(base)])),
        (SUBTYPES, Tree::String(base.to_owned())),
    ]);
    let subtypes = subtypes.iter().map(|name| reference(name));
    let branches = subtypes.chain([itself]).collect();
    schema.insert("oneOf".to_owned(), Tree::Array(branches));
    schema.insert(SUBTYPES.to_owned(), Tree::String(base.to_owned()));
}
