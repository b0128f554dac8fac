//! Counts what a description describes, independently of the generator: only objects and texts of the
//! files are read, and nothing of what they mean but paths, methods and the names of schemas.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::failure::Failure;

/// How much a description describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations below `paths`.
    pub operations: usize,
    /// Named schemas.
    pub schemas: usize,
}

/// The fields of a path item that are operations, in any version. `query` and `additionalOperations` came
/// with OpenAPI 3.2.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The version of the description at `path`, and how much it describes.
///
/// # Errors
///
/// When it, or a file that a path refers to, cannot be read.
pub fn count(path: &Path) -> Result<(String, Counts), Failure> {
    let root = read(path)?;
    let mut counts = Counts {
        operations: 0,
        schemas: named(&root, &["components", "schemas"]) + named(&root, &["definitions"]),
    };
    let paths = root.get("paths").map(Outline::fields).unwrap_or_default();
    for (_, item) in paths.iter().filter(|(name, _)| name.starts_with('/')) {
        counts.operations += operations(path, &root, item)?;
    }
    let version = root.get("openapi").or_else(|| root.get("swagger"));
    let version = version.and_then(Outline::text).unwrap_or("?").to_owned();
    Ok((version, counts))
}

fn operations(path: &Path, root: &Outline, item: &Outline) -> Result<usize, Failure> {
    if let Some(reference) = item.get("$ref").and_then(Outline::text) {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        if file.is_empty() {
            return Ok(root.at(pointer).map_or(0, methods));
        }
        let other = read(&beside(path, file))?;
        return Ok(other.at(pointer).map_or(0, methods));
    }
    Ok(methods(item))
}

fn methods(item: &Outline) -> usize {
    let standard = METHODS.iter().filter(|method| item.get(method).is_some());
    standard.count() + named(item, &["additionalOperations"])
}

fn named(outline: &Outline, path: &[&str]) -> usize {
    let found = path.iter().try_fold(outline, |at, name| at.get(name));
    found.map_or(0, |found| found.fields().len())
}

fn beside(path: &Path, file: &str) -> PathBuf {
    path.with_file_name("").join(file)
}

fn read(path: &Path) -> Result<Outline, Failure> {
    let name = path.to_string_lossy();
    let text = fs::read_to_string(path).map_err(|error| Failure::io(&name, &error))?;
    let unreadable = |error: String| Failure::Failed(format!("cannot read {name}: {error}"));
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))
    } else {
        serde_yaml::from_str(&text).map_err(|error| unreadable(error.to_string()))
    }
}

/// The objects and texts of a document; numbers, which may be of any size, and lists are left out.
#[derive(Debug, PartialEq)]
enum Outline {
    Object(Vec<(String, Outline)>),
    Text(String),
    Other,
}

impl Outline {
    fn fields(&self) -> &[(String, Self)] {
        match self {
            Self::Object(fields) => fields,
            Self::Text(_) | Self::Other => &[],
        }
    }

    fn get(&self, name: &str) -> Option<&Self> {
        let found = self.fields().iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }

    fn at(&self, pointer: &str) -> Option<&Self> {
        let steps = pointer.split('/').skip(1);
        let mut steps = steps.map(|step| step.replace("~1", "/").replace("~0", "~"));
        steps.try_fold(self, |at, step| at.get(&step))
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Object(_) | Self::Other => None,
        }
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OutlineVisitor)
    }
}

struct OutlineVisitor;

/// Keys of YAML may be numbers or words such as `on`.
struct Key(String);

impl<'de> Visitor<'de> for OutlineVisitor {
    type Value = Outline;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut fields = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            fields.push((key, value));
        }
        Ok(Outline::Object(fields))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Outline, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Outline::Other)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Outline, E> {
        Ok(Outline::Text(text.to_owned()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only texts are looked for.
        let outline = Outline::deserialize(deserializer)?;
        Ok(Self(outline.text().unwrap_or_default().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn operations_and_schemas_are_counted_through_references() {
        let folder = TestFolder::new();
        folder.write(
            "api/root.yaml",
            "openapi: 3.2.0\n\
             paths:\n  \
               /pets: { get: {}, post: {}, parameters: [], summary: none }\n  \
               /tools: { $ref: 'paths/tools.json#/a~1b' }\n  \
               /again: { $ref: '#/x-items/again' }\n  \
               x-note: { get: {} }\n\
             x-items: { again: { query: {}, additionalOperations: { COPY: {} } } }\n\
             components: { schemas: { Pet: { minimum: -9223372036854775809 }, 404: {} } }\n",
        );
        folder.write(
            "api/paths/tools.json",
            r#"{"a/b": {"delete": {"x": [1.5, null, true]}}}"#,
        );
        let (version, counts) = count(&folder.path().join("api/root.yaml")).unwrap();
        assert_eq!(version, "3.2.0");
        assert_eq!((counts.operations, counts.schemas), (5, 2));
    }

    #[test]
    fn swagger_has_definitions() {
        let folder = TestFolder::new();
        folder.write("a.json", r#"{"swagger": "2.0", "definitions": {"A": {}}}"#);
        let (version, counts) = count(&folder.path().join("a.json")).unwrap();
        assert_eq!((version.as_str(), counts.schemas), ("2.0", 1));
    }
}
