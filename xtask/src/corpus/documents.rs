//! Finds the descriptions to try: those of the shared corpus by name, and any file by its path.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::outline::{self, Counts};
use crate::failure::Failure;

/// Where the shared descriptions are, seen from the repository's root.
pub const FOLDER: &str = "../shared/corpus";

/// A description to try.
#[derive(Clone, Debug)]
pub struct Document {
    /// Short, and of its own: names a folder too.
    pub name: String,
    /// The root document.
    pub path: PathBuf,
    /// What the list of shared descriptions says that there is in it.
    promised: Option<Counts>,
}

impl Document {
    /// The version of the description, and how much it describes.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not what the list says.
    pub fn count(&self) -> Result<(String, Counts), Failure> {
        let (version, counts) = outline::count(&self.path)?;
        match self.promised {
            Some(promised) if promised != counts => Err(Failure::Failed(format!(
                "{} has {counts:?}, its list says {promised:?}",
                self.name
            ))),
            _ => Ok((version, counts)),
        }
    }
}

/// The shared descriptions, or `None` where there are none.
///
/// # Errors
///
/// When their list cannot be read.
pub fn shared(root: &Path) -> Result<Option<Vec<Document>>, Failure> {
    let folder = root.join(FOLDER);
    let list = folder.join("manifest.json");
    if !list.is_file() {
        return Ok(None);
    }
    let name = format!("{FOLDER}/manifest.json");
    let text = fs::read_to_string(&list).map_err(|error| Failure::io(&name, &error))?;
    let unreadable = || Failure::Failed(format!("cannot read the list in {name}"));
    let value: Value = serde_json::from_str(&text).map_err(|_| unreadable())?;
    let entries = value.as_array().ok_or_else(unreadable)?;
    let documents = entries.iter().map(|entry| document(&folder, entry));
    documents
        .collect::<Option<_>>()
        .map(Some)
        .ok_or_else(unreadable)
}

fn document(folder: &Path, entry: &Value) -> Option<Document> {
    let file = entry.get("file")?.as_str()?;
    let count = |name| usize::try_from(entry.get(name)?.as_u64()?).ok();
    // A description in many files is named after its folder.
    let name = file.split(['/', '.']).next()?;
    Some(Document {
        name: name.to_owned(),
        path: folder.join(file),
        promised: Some(Counts {
            operations: count("operations")?,
            schemas: count("schemas")?,
        }),
    })
}

/// The descriptions that `names` name: by the beginning of a name in `shared`, or by the path of a file.
/// All that are shared, if there are no names.
///
/// # Errors
///
/// When a name names nothing.
pub fn chosen(shared: Vec<Document>, names: &[String]) -> Result<Vec<Document>, Failure> {
    if names.is_empty() {
        return Ok(shared);
    }
    let mut chosen = Vec::new();
    for name in names {
        let found = shared.iter().filter(|one| one.name.starts_with(name));
        let before = chosen.len();
        chosen.extend(found.cloned());
        if chosen.len() == before {
            chosen.push(by_path(name, &shared)?);
        }
    }
    Ok(chosen)
}

fn by_path(name: &str, shared: &[Document]) -> Result<Document, Failure> {
    let path = PathBuf::from(name);
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    match stem {
        Some(stem) if path.is_file() => Ok(Document {
            name: stem.to_owned(),
            path: path.clone(),
            promised: None,
        }),
        _ => {
            let names: Vec<_> = shared.iter().map(|one| one.name.as_str()).collect();
            Err(Failure::Usage(format!(
                "`{name}` is neither a file nor one of {}",
                names.join(", ")
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    fn folder() -> TestFolder {
        let folder = TestFolder::new();
        let list = r#"[{"file": "pets.json", "operations": 1, "schemas": 0},
                       {"file": "shop/Shop.v2.yaml", "operations": 0, "schemas": 1}]"#;
        folder.write("shared/corpus/manifest.json", list);
        folder.write(
            "shared/corpus/pets.json",
            r#"{"paths": {"/": {"get": {}, "put": {}}}}"#,
        );
        folder.write("root/own.yaml", "openapi: 3.0.0\n");
        folder
    }

    #[test]
    fn documents_are_chosen_by_name_or_path() {
        let folder = folder();
        let root = folder.path().join("root");
        let own = root.join("own.yaml").to_string_lossy().into_owned();
        let names = |chosen: &[String]| -> Vec<String> {
            let shared = shared(&root).unwrap().unwrap();
            let found = super::chosen(shared, chosen).unwrap();
            found.into_iter().map(|one| one.name).collect()
        };
        assert_eq!(names(&[]), ["pets", "shop"]);
        assert_eq!(names(&["sh".to_owned(), own]), ["shop", "own"]);
        let unknown = chosen(Vec::new(), &["none".to_owned()]);
        assert!(matches!(unknown, Err(Failure::Usage(_))));
    }

    #[test]
    fn a_document_that_is_not_what_the_list_says_fails() {
        let folder = folder();
        let shared = shared(&folder.path().join("root")).unwrap().unwrap();
        assert!(shared[0].count().is_err());
    }

    #[test]
    fn without_a_shared_folder_there_are_none() {
        assert!(shared(TestFolder::new().path()).unwrap().is_none());
    }
}
