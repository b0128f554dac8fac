//! What is added to a description adds to the output, and changes nothing
//! that was there: the code of users goes on compiling.

use crate::scratch::Scratch;

const SPEC: &str = "openapi: 3.0.3
info: {title: T, version: \"1\"}
paths:
  /pets: {get: {operationId: list_pets, responses: {\"200\": {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        kind: {type: string}
        color: {type: string}
        size: {type: string, enum: [small, large]}
";

/// The output for the description with `from` replaced, line by line.
fn lines(scratch: &Scratch, from: &str, to: &str) -> Vec<String> {
    assert!(SPEC.contains(from), "{from}");
    scratch.write("spec.yaml", SPEC.replace(from, to));
    let run = scratch.run(&["generate", "spec.yaml", "--out", "out", "--module"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    scratch
        .read("out/spec.rs")
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The lines of `a` that `b` has not, counted as often as they are there.
fn without(a: &[String], b: &[String]) -> Vec<String> {
    let mut rest = b.to_vec();
    let mut found = Vec::new();
    for line in a {
        match rest.iter().position(|other| other == line) {
            Some(at) => _ = rest.swap_remove(at),
            None => found.push(line.trim().to_owned()),
        }
    }
    found
}

#[test]
fn an_optional_property_only_adds_lines() {
    let scratch = Scratch::new("property");
    let before = lines(&scratch, "T", "T");
    let last = "        size:";
    let after = lines(
        &scratch,
        last,
        &format!("        age: {{type: integer}}\n{last}"),
    );
    assert_eq!(without(&before, &after), [""; 0]);
    assert_eq!(
        without(&after, &before),
        [
            "/// `age`.",
            "pub age: Option<i64>,",
            "object.read(\"age\", &mut value.age);",
            ".field(\"age\", &self.age)",
        ]
    );
}

#[test]
fn a_value_only_adds_lines() {
    let scratch = Scratch::new("value");
    let before = lines(&scratch, "T", "T");
    let after = lines(&scratch, "[small, large]", "[small, large, huge]");
    let list = "pub const LISTED: &[Self] = &[Self::Small, Self::Large];";
    assert_eq!(without(&before, &after), [list]);
    let added = without(&after, &before);
    assert!(
        added
            .iter()
            .all(|line| line.to_lowercase().contains("huge")),
        "{added:?}"
    );
}

#[test]
fn a_schema_and_an_operation_only_add_lines() {
    let scratch = Scratch::new("operation");
    let before = lines(&scratch, "T", "T");
    let path =
        "  /toys: {get: {operationId: list_toys, responses: {\"204\": {description: Done.}}}}\n";
    let after = lines(&scratch, "components:\n", &format!("{path}components:\n"));
    let gone = without(&before, &after);
    let is_list = |line: &String| line.contains("LIST_PETS") || line.contains("list_pets");
    assert!(gone.iter().all(is_list) && gone.len() <= 2, "{gone:?}");
    let schemas = "  schemas:\n    Ant: {type: object, properties: {legs: {type: integer}}}\n";
    let after = lines(&scratch, "  schemas:\n", schemas);
    let gone = without(&before, &after);
    assert!(
        gone.iter().all(|line| line.starts_with("rt::impl_serde!(")),
        "{gone:?}"
    );
}

#[test]
fn a_renamed_operation_changes_only_its_own_lines() {
    let scratch = Scratch::new("renamed");
    let before = lines(&scratch, "T", "T");
    let after = lines(&scratch, "list_pets", "find_pets");
    let gone = without(&before, &after);
    let is_own = |line: &String| line.to_lowercase().contains("list_pets");
    assert!(gone.iter().all(is_own), "{gone:?}");
    assert_eq!(without(&after, &before).len(), gone.len());
}
