//! Made-up pages and a description of them, which agree until a test changes something.

use serde_json::Value;

use super::run;
use crate::failure::Failure;
use crate::test_folder::TestFolder;

const INDEX: &str = r#"[{"file": "feed_pet.txt"}, {"file": "list_pets.txt"}]"#;

const FEED: &str = include_str!("sample/feed_pet.txt");

const LIST: &str = include_str!("sample/list_pets.txt");

const ENTRY: &str = include_str!("sample/pets.yaml");

const PETS: &str = include_str!("sample/animals.yaml");

/// Pages, and a description in which `to` stands in place of `from`.
fn folder(from: &str, to: &str) -> TestFolder {
    let folder = TestFolder::new();
    folder.write("pages/pets/index.json", INDEX);
    folder.write("pages/pets/feed_pet.txt", FEED);
    folder.write("pages/pets/list_pets.txt", LIST);
    assert!(PETS.contains(from), "{from}");
    folder.write("spec/pets/pets.yaml", ENTRY);
    folder.write("spec/pets/animals.yaml", &PETS.replace(from, to));
    folder
}

/// Runs the command on the folder. Everything that is told comes back as JSON.
fn told(folder: &TestFolder) -> (Result<(), Failure>, Value) {
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let words = ["--pages", "pages", "--spec", "spec", "--json", "told.json"];
    let words = words.map(|word| match word.starts_with('-') {
        true => word.to_owned(),
        false => path(word),
    });
    let result = run(folder.path(), &words);
    let told = if folder.exists("told.json") {
        serde_json::from_str(&folder.read("told.json")).unwrap()
    } else {
        Value::Null
    };
    (result, told)
}

/// What differs when `to` stands in place of `from`.
fn open(from: &str, to: &str) -> Vec<String> {
    let (result, told) = told(&folder(from, to));
    let open = told["pets"]["open"].as_array().unwrap();
    assert_eq!(result.is_err(), !open.is_empty());
    let text = |value: &Value, name: &str| value[name].as_str().unwrap().to_owned();
    let line = |value: &Value| {
        let names = ["operation", "place", "fact", "page", "here"];
        names.map(|name| text(value, name)).join(" ")
    };
    open.iter().map(line).collect()
}

#[test]
fn what_is_carried_over_is_covered() {
    let (result, told) = told(&folder("Done.", "It ate."));
    result.unwrap();
    assert_eq!(told["pets"]["open"], serde_json::json!([]));
    let counted = &told["pets"]["counts"]["Pet"]["properties"];
    assert_eq!(*counted, serde_json::json!({"covered": 6, "total": 6}));
}

#[test]
fn each_fact_that_differs_is_told() {
    let cases = [
        (
            "operationId: list_pets",
            "operationId: pets",
            "list_pets.txt operation operationId list_pets pets",
        ),
        (
            "tags: [Pet]",
            "tags: [Animal]",
            "list_pets.txt operation tag Pet Animal",
        ),
        (
            "      security: []\n",
            "",
            "list_pets.txt operation public true false",
        ),
        (
            "all: [pet_feed]",
            "all: []",
            "feed_pet.txt operation privileges oz_pets_feed, pet_feed oz_pets_feed",
        ),
        (
            "x-source: feed_pet.txt",
            "x-source: a.txt",
            "feed_pet.txt operation x-source feed_pet.txt a.txt",
        ),
        (
            "in: query, schema",
            "in: query, explode: false, schema",
            "list_pets.txt query colours[] collectionFormat \"multi\" absent",
        ),
        (
            "maximum: 100",
            "maximum: 99",
            "feed_pet.txt request<fish>.bones maximum 100 99",
        ),
        (
            "required: [pets]\n",
            "\n",
            "list_pets.txt 200.pets required true false",
        ),
        (
            ", default: 1",
            "",
            "list_pets.txt 200.pets{}.age default 1 absent",
        ),
        (
            "readOnly: true, ",
            "",
            "list_pets.txt 200.pets{}.age readOnly true absent",
        ),
        (
            ", nullable: true",
            "",
            "list_pets.txt 200.pets{}.owner nullable true absent",
        ),
        (
            "enum: [milk]",
            "enum: [cheese]",
            "feed_pet.txt request<milk>.kind enum [\"milk\"] [\"cheese\"]",
        ),
        (
            "type: object, additionalProperties: true",
            "type: object",
            "list_pets.txt 200.next type object (free form) object",
        ),
        (
            "application/json: {schema: {$ref: \"#/components/schemas/Pets",
            "text/plain: {schema: {$ref: \"#/components/schemas/Pets",
            "list_pets.txt 200 media application/json text/plain",
        ),
        (
            "headers: {Location: {required: true",
            "headers: {Location: {required: false",
            "feed_pet.txt 204 header Location required true false",
        ),
        (
            "headers: {Location",
            "headers: {Place",
            "feed_pet.txt 204 header Location presence present absent",
        ),
        (
            "        \"204\":",
            "        \"200\":",
            "feed_pet.txt 204 presence present absent",
        ),
        (
            "name: id, in: path",
            "name: ids, in: path",
            "feed_pet.txt path id presence present absent",
        ),
        (
            "{bones: {",
            "{fins: {",
            "feed_pet.txt request<fish>.bones presence present absent",
        ),
        (
            "requestBody:",
            "requestBody:\n        required: true",
            "feed_pet.txt request required false true",
        ),
    ];
    for (from, to, expected) in cases {
        let open = open(from, to);
        assert!(
            open.iter().any(|line| line == expected),
            "{expected}: {open:?}"
        );
    }
}

#[test]
fn operations_are_missing_and_invented() {
    let open = open("    put:", "    post:");
    let expected = [
        "feed_pet.txt operation presence present absent",
        "POST /pets/{id}/meals operation presence absent present",
    ];
    for expected in expected {
        assert!(
            open.iter().any(|line| line == expected),
            "{expected}: {open:?}"
        );
    }
}

const DECISION: &str = "\
- {api: pets, operation: feed_pet, place: 'request<*>.bones', fact: maximum,
   page: '100', here: '99', reason: One is left over}
";

#[test]
fn departures_are_decided_and_decisions_are_used() {
    let folder = folder("maximum: 100", "maximum: 99");
    folder.write("spec/decisions.yaml", DECISION);
    let (result, told) = told(&folder);
    result.unwrap();
    assert_eq!(told["pets"]["decided"][0]["reason"], "One is left over");
    folder.write("spec/pets/animals.yaml", PETS);
    let (result, told) = self::told(&folder);
    assert!(result.is_err());
    assert_eq!(told["pets"]["unused"].as_array().unwrap().len(), 1);
}

#[test]
fn sentences_of_the_pages_fail() {
    let theirs = "Give the pet a MEAL which it may, or may not.";
    let (result, told) = told(&folder("Done.", theirs));
    assert!(result.is_err());
    let borrowed = &told["pets"]["borrowed"][0];
    assert_eq!(borrowed["page"], "feed_pet.txt");
    assert_eq!(borrowed["words"], "the pet a meal which it may or");
}

#[test]
fn without_pages_nothing_is_compared() {
    let folder = TestFolder::new();
    let (result, told) = told(&folder);
    result.unwrap();
    assert_eq!(told, Value::Null);
}

#[test]
fn descriptions_that_cannot_be_read_are_failures() {
    let cases = [
        (
            "#/components/schemas/Age",
            "#/components/schemas/Ages",
            "leads nowhere",
        ),
        (
            "Age: {type: integer, default: 1}",
            "Age: {$ref: '#/components/schemas/Age'}",
            "without end",
        ),
        (
            "Age: {type: integer, default: 1}",
            "Age: {type: array, items: {$ref: '#/components/schemas/Age'}}",
            "hold themselves",
        ),
        ("holder: administrator", "holder: member", "`oz_pets_feed`"),
        ("paths:", "paths: {", "cannot read"),
    ];
    for (from, to, expected) in cases {
        let Err(Failure::Failed(message)) = told(&folder(from, to)).0 else {
            panic!("{to} was accepted");
        };
        assert!(message.contains(expected), "{message}");
    }
}
