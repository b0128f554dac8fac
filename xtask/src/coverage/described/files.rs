//! The files of one description, and the references between them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::failure::Failure;

/// The files of a description, by name.
pub struct Files {
    files: BTreeMap<String, Value>,
}

/// A value, and where it stands.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// The JSON Pointer to it.
    pub pointer: String,
    /// What stands there.
    pub value: &'a Value,
}

/// References to references are followed so far.
const MOST_STEPS: usize = 16;

impl Files {
    /// Reads the YAML files in `folder`.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let shown = folder.to_string_lossy();
        let mut files = BTreeMap::new();
        let unreadable = |error| Failure::io(&shown, &error);
        for item in fs::read_dir(folder).map_err(unreadable)? {
            let path = item.map_err(unreadable)?.path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read_to_string(&path).map_err(unreadable)?;
                let value = serde_yaml::from_str(&text).map_err(|error| {
                    Failure::Failed(format!("cannot read {}: {error}", path.display()))
                })?;
                let name = path.file_name().unwrap_or_default();
                files.insert(name.to_string_lossy().into_owned(), value);
            }
        }
        Ok(Self { files })
    }

    /// Each file, with its name.
    pub fn all(&self) -> impl Iterator<Item = Found<'_>> {
        self.files.iter().map(|(file, value)| Found {
            file,
            pointer: String::new(),
            value,
        })
    }

    /// The file called `name`.
    pub fn file(&self, name: &str) -> Option<Found<'_>> {
        self.all().find(|found| found.file == name)
    }

    /// What `found` is, after all references.
    ///
    /// # Errors
    ///
    /// When a reference leads nowhere.
    pub fn follow<'a>(&'a self, found: Found<'a>) -> Result<Found<'a>, Failure> {
        let mut at = found;
        for _ in 0..MOST_STEPS {
            match at.value.get("$ref").and_then(Value::as_str) {
                Some(reference) => at = self.target(at.file, reference)?,
                None => return Ok(at),
            }
        }
        Err(Failure::Failed(format!("{at} is a reference without end")))
    }

    /// What a reference in `file` means.
    ///
    /// # Errors
    ///
    /// When it leads nowhere.
    pub fn target(&self, file: &str, reference: &str) -> Result<Found<'_>, Failure> {
        let (name, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let name = if name.is_empty() { file } else { name };
        let root = self.file(name);
        let target = root.and_then(|root| {
            let value = root.value.pointer(pointer)?;
            Some(Found {
                pointer: pointer.to_owned(),
                value,
                ..root
            })
        });
        target.ok_or_else(|| {
            Failure::Failed(format!("{file}: the reference {reference} leads nowhere"))
        })
    }
}

impl<'a> Found<'a> {
    /// The field called `name`.
    pub fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name)?;
        let step = name.replace('~', "~0").replace('/', "~1");
        Some(Self {
            file: self.file,
            pointer: format!("{}/{step}", self.pointer),
            value,
        })
    }

    /// The fields or items, with their names.
    pub fn children(&self) -> Vec<(String, Self)> {
        let names: Vec<String> = match self.value {
            Value::Object(fields) => fields.keys().cloned().collect(),
            Value::Array(items) => {
                let item = |(at, value)| (at, self.item(at, value));
                let items = items.iter().enumerate().map(item);
                return items.map(|(at, found)| (at.to_string(), found)).collect();
            }
            _ => Vec::new(),
        };
        let found = |name: String| self.get(&name).map(|found| (name, found));
        names.into_iter().filter_map(found).collect()
    }

    /// The fields or items of the field called `name`, if there is one.
    pub fn children_of(&self, name: &str) -> Vec<(String, Self)> {
        let field = self.get(name);
        field.map_or_else(Vec::new, |field| field.children())
    }

    fn item(&self, at: usize, value: &'a Value) -> Self {
        Self {
            file: self.file,
            pointer: format!("{}/{at}", self.pointer),
            value,
        }
    }

    /// The text of the field called `name`.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.value.get(name).and_then(Value::as_str)
    }

    /// Whether the field called `name` is true.
    pub fn is(&self, name: &str) -> bool {
        self.value.get(name).and_then(Value::as_bool) == Some(true)
    }
}

impl std::fmt::Display for Found<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}#{}", self.file, self.pointer)
    }
}
