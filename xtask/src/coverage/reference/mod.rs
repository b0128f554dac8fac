//! The reference: a page for each operation of an API, listed in `index.json`.

mod page;
#[cfg(test)]
mod page_tests;
mod segments;
mod tree;
#[cfg(test)]
mod tree_tests;
mod type_line;

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::failure::Failure;
pub use page::{Page, sorted};

/// The pages in `folder`, in the order of its index.
///
/// # Errors
///
/// When the index or a page cannot be read.
pub fn pages(folder: &Path) -> Result<Vec<Page>, Failure> {
    let index: Value = serde_json::from_str(&read(&folder.join("index.json"))?)
        .map_err(|error| Failure::Failed(format!("cannot read {}: {error}", folder.display())))?;
    let files = index.as_array().into_iter().flatten();
    let files = files.filter_map(|entry| entry.get("file").and_then(Value::as_str));
    files
        .map(|file| {
            let text = read(&folder.join(file))?;
            page::read(file, &text).map_err(Failure::Failed)
        })
        .collect()
}

/// The folders of `pages` that have an index, in alphabetical order.
///
/// # Errors
///
/// When it cannot be read.
pub fn with_pages(pages: &Path) -> Result<Vec<String>, Failure> {
    let unreadable = |error| Failure::io(&pages.to_string_lossy(), &error);
    let mut names = Vec::new();
    for item in pages.read_dir().map_err(unreadable)? {
        let item = item.map_err(unreadable)?;
        if item.path().join("index.json").is_file() {
            names.push(item.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::io(&path.to_string_lossy(), &error))
}
