//! Generates a crate of clients and servers from the documents of one version, and what stands on their
//! other side.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use specwright::{CrateBuilder, stages};

use super::Version;
use super::cases::Case;
use crate::failure::Failure;
use crate::write::write_if_changed;

/// Documents that nothing is generated from, and the first reason.
pub type Refused = BTreeMap<String, String>;

/// Writes the crate of the clients and servers of one version and the module of their drivers below `work`, with the
/// runtime in `root`.
///
/// # Errors
///
/// When the suite cannot be read or the disk fails.
pub fn write(
    root: &Path,
    suite: &Path,
    work: &Path,
    version: Version,
    cases: &[Case],
) -> Result<Refused, Failure> {
    let clients = format!("clients{}", version.digits);
    let drivers = work.join(format!("src/drivers/v{}", version.digits));
    let mut refused = Refused::new();
    let mut builder = CrateBuilder::new(&clients)
        .runtime_path(&root.join("runtime").to_string_lossy())
        .workspace_member();
    let files: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.file.as_deref())
        .collect();
    let mut generated = Vec::new();
    for file in files {
        let (module, document) = (module(file), suite.join(file));
        match stages::driver(&document) {
            Ok(driver) => {
                builder = builder.api(&module, &document);
                let text = format!("use {clients}::{module} as api;\n\n{}", driver.text);
                write_if_changed(&drivers.join(format!("{module}.rs")), &text)?;
                generated.push((file, module));
            }
            Err(errors) => {
                let first = errors.iter().next().map(ToString::to_string);
                refused.insert(file.to_owned(), first.unwrap_or_default());
            }
        }
    }
    write_if_changed(&drivers.join("mod.rs"), &index(&generated))?;
    let output = builder
        .generate()
        .map_err(|errors| Failure::Failed(errors.to_string()))?;
    for file in output.files {
        write_if_changed(&work.join(&clients).join(file.path), &file.contents)?;
    }
    Ok(refused)
}

/// The module around the drivers of a version, those of documents and the modules for them.
fn index(generated: &[(&str, String)]) -> String {
    let each = |line: &dyn Fn(&str, &str) -> String| -> String {
        let lines = generated.iter();
        lines.map(|(file, module)| line(file, module)).collect()
    };
    let modules = each(&|_, module| format!("mod {module};\n"));
    let calls =
        each(&|file, module| format!("        \"{file}\" => Some({module}::call(case)),\n"));
    let serves =
        each(&|file, module| format!("        \"{file}\" => Some({module}::serve(served)),\n"));
    format!(
        "{modules}\n\
         pub fn call(case: &crate::Case) -> Option<crate::Answered> {{\n    \
             match case.document.as_str() {{\n{calls}        _ => None,\n    }}\n\
         }}\n\n\
         pub fn serve(served: &crate::Served) -> Option<specwright_runtime::axum::Router> {{\n    \
             match served.document() {{\n{serves}        _ => None,\n    }}\n\
         }}\n"
    )
}

/// The module of a document: a name that is one in every version of the naming rules.
fn module(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let name = name.trim_end_matches(".yaml").to_ascii_lowercase();
    let word = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("about_{}", name.chars().map(word).collect::<String>())
}
