//! Finds the API descriptions to generate from. Reading them is left to the generator.

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// One API of the generated crate.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Description {
    /// The API's name: its folder, and its module and feature in the generated crate.
    pub api: String,
    /// The root document, relative to the repository's root with `/` between the parts.
    pub document: String,
}

/// Every `spec/NAME/NAME.yaml`, by name. Folders without such a file hold parts that others share.
///
/// # Errors
///
/// When `spec/` cannot be read or holds no description.
pub fn descriptions(root: &Path) -> Result<Vec<Description>, Failure> {
    let unreadable = |error| Failure::io("spec", &error);
    let mut found = Vec::new();
    for item in fs::read_dir(root.join("spec")).map_err(unreadable)? {
        let name = item.map_err(unreadable)?.file_name();
        let Some(api) = name.to_str() else { continue };
        let document = format!("spec/{api}/{api}.yaml");
        if root.join(&document).is_file() {
            found.push(Description {
                api: api.to_owned(),
                document,
            });
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(Failure::Failed(
            "spec/ holds no description, put the root document of an API at spec/NAME/NAME.yaml"
                .to_owned(),
        ));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn descriptions_come_sorted_and_shared_parts_do_not_count() {
        let folder = TestFolder::new();
        folder.write("spec/onezone/onezone.yaml", "");
        folder.write("spec/onepanel/onepanel.yaml", "");
        folder.write("spec/common/errors.yaml", "");
        folder.write("spec/README.md", "");
        let found = descriptions(folder.path()).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|description| description.api.as_str())
            .collect();
        assert_eq!(names, ["onepanel", "onezone"]);
        assert_eq!(found[1].document, "spec/onezone/onezone.yaml");
    }

    #[test]
    fn a_spec_folder_without_descriptions_is_a_failure() {
        let folder = TestFolder::new();
        assert!(descriptions(folder.path()).is_err());
        folder.write("spec/README.md", "");
        assert!(descriptions(folder.path()).is_err());
    }
}
