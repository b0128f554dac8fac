//! Turns `spec/` into all files that `generated/` must hold, in memory. Comparing them with the disk
//! is left to `changes`, writing to `write`.

use std::collections::BTreeMap;
use std::path::Path;

use specwright::CrateBuilder;

use crate::descriptions::{Description, descriptions};
use crate::failure::Failure;
use crate::fingerprint::{self, OUTPUT_FOLDER, RECORD};
use crate::terminal::{Progress, Style, print_error};

/// Contents by path; paths are relative to the repository's root with `/` between the parts.
pub type Files = BTreeMap<String, String>;

/// All files of `generated/`, the fingerprint among them. Warnings go to standard error.
///
/// # Errors
///
/// When a description has errors, which are printed, or a file cannot be read.
pub fn generate_all(root: &Path, progress: Progress) -> Result<Files, Failure> {
    let descriptions = descriptions(root)?;
    let names: Vec<_> = descriptions
        .iter()
        .map(|description| description.api.as_str())
        .collect();
    progress.stage(&format!("generating {}", names.join(", ")));
    // Before generating: an edit made meanwhile must show as a difference later.
    let mut entries = fingerprint::inputs(root)?;
    let generated = generate_crate(&descriptions);
    drop(progress);
    let (mut files, warnings) = generated.map_err(|errors| {
        print_error(&errors);
        Failure::Failed(
            "the descriptions have errors, mend them; generated/ is as it was".to_owned(),
        )
    })?;
    print_error(&warnings);
    entries.extend(
        files
            .iter()
            .map(|(path, text)| fingerprint::output(path.clone(), text.as_bytes())),
    );
    files.insert(RECORD.to_owned(), fingerprint::record(entries));
    Ok(files)
}

/// The crate of all APIs in the making, with the runtime at this path.
pub fn builder(descriptions: &[Description], runtime: &str) -> CrateBuilder {
    let builder = CrateBuilder::new("onedata-api")
        .description("Models, clients and servers for the Onedata APIs")
        .runtime_path(runtime)
        .command_line(true)
        .strict();
    let all = descriptions.iter();
    all.fold(builder, |builder, Description { api, document }| {
        builder.api(api, document)
    })
}

/// The generated crate and the rendered warnings, or the rendered errors.
fn generate_crate(descriptions: &[Description]) -> Result<(Files, String), String> {
    let color = Style::stderr().is_colored();
    let builder = builder(descriptions, "../runtime").workspace_member();
    let output = builder.generate().map_err(|errors| errors.render(color))?;
    let files = output.files.into_iter();
    let files = files
        .map(|file| (format!("{OUTPUT_FOLDER}/{}", file.path), file.contents))
        .collect();
    Ok((files, output.diagnostics.render(color)))
}
