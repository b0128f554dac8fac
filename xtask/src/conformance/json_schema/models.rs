//! Generates a crate of models from the documents of one version.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use specwright::CrateBuilder;

use super::Version;
use super::cases::Case;
use crate::failure::Failure;
use crate::write::{fill_folder, write_if_changed};

/// Documents that nothing is generated from, and the first reason.
pub type Refused = BTreeMap<String, String>;

/// Writes the crate of models of one version below `folder`, with the runtime in `root`.
///
/// # Errors
///
/// When the suite cannot be read or the disk fails.
pub fn write(
    root: &Path,
    suite: &Path,
    folder: &Path,
    version: Version,
    cases: &[Case],
) -> Result<Refused, Failure> {
    let mut refused = Refused::new();
    let mut builder = CrateBuilder::new(&format!("models{}", version.digits))
        .runtime_path(&root.join("runtime").to_string_lossy())
        .workspace_member()
        // What is valid must come back whole.
        .keep_unknown(true);
    let documents = folder.join(format!("documents{}", version.digits));
    for (file, schemas) in schemas(cases) {
        let original = suite.join(format!("oas{}/{file}.json", version.digits));
        let document = documents.join(format!("{file}.json"));
        write_if_changed(&document, &with_holders(&original, &schemas)?)?;
        match CrateBuilder::sole(&document).generate() {
            Ok(_) => builder = builder.api(&module(file), &document),
            Err(errors) => {
                let first = errors.iter().next().map(ToString::to_string);
                refused.insert(file.to_owned(), first.unwrap_or_default());
            }
        }
    }
    let output = builder
        .generate()
        .map_err(|errors| Failure::Failed(errors.to_string()))?;
    let name = format!("models{}", version.digits);
    let files = output.files.into_iter();
    let files = files.map(|file| (format!("{name}/{}", file.path), file.contents));
    fill_folder(folder, &name, &files.collect())?;
    Ok(refused)
}

/// The schemas that cases are about, by document.
fn schemas(cases: &[Case]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut schemas: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for case in cases {
        let of_file = schemas.entry(&case.file).or_default();
        of_file.insert(&case.schema);
    }
    schemas
}

/// The document with, for each schema, an object that has it as a property: what a schema demands is
/// checked where it is used, since it may have no Rust type of its own.
fn with_holders(path: &Path, schemas: &BTreeSet<&str>) -> Result<String, Failure> {
    let shown = path.to_string_lossy();
    let text = fs::read(path).map_err(|error| Failure::io(&shown, &error))?;
    let mut document: Value = serde_json::from_slice(&text)
        .map_err(|error| Failure::Failed(format!("cannot read {shown}: {error}")))?;
    let all = document.pointer_mut("/components/schemas");
    let Some(Value::Object(all)) = all else {
        return Err(Failure::Failed(format!("{shown} has no schemas")));
    };
    for schema in schemas {
        let holder = json!({
            "type": "object",
            "required": ["value"],
            "properties": { "value": { "$ref": format!("#/components/schemas/{schema}") } },
        });
        all.insert(holder_of(schema), holder);
    }
    Ok(document.to_string())
}

/// The type that has a value of the schema as its only property.
pub fn holder_of(schema: &str) -> String {
    format!("HolderOf{schema}")
}

/// The module of a document: a name that is one in every version of the naming rules.
pub fn module(file: &str) -> String {
    format!("about_{}", file.replace('-', "_").to_lowercase())
}
