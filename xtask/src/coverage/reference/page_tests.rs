//! A made-up page, and what it says.

use super::page::read;
use crate::coverage::facts::{Facts, Kind, Place};

const PAGE: &str = "\
Pets API Reference

Feed a pet Deprecated

PUT /pets/{id}/meals

Operation: feed_pet (CLI: feedPet)
Tag: Pet

Base path: /api
Consumes: application/json
Produces: image/png
Privileges: pet_feed, admin_pets

Gives a meal to a pet. This endpoint does not require authentication.

Example cURL requests

curl -X PUT https://pets.example.org

Path parameters

Parameter Type & Description
id required
string

Which pet.

Query parameters

Parameter Type & Description
size
integer

How much.

default: 3
maximum: 10
colours[]
array of strings

What it may look like.

Enum:
  • red
collectionFormat: \"multi\"

Request body required

application/json
application/x-yaml

The meal.

Schema: object (Meal)
PropertyType & Description

what required
string

Request Examples

application/json
{ \"what\": \"fish\" }
Shell
pets-rest-cli feedPet id=$PET_ID what==fish

Responses

image/png
200

A picture of it eating.

201

More is there now.

Headers
Location
string

Where it is.

Schema: string <binary>
400

It does not eat that.

Schema: object (Error)
PropertyType & Description

error
string

Example

application/json
{ \"error\": \"no\" }
";

fn place(name: &str) -> Place {
    let page = read("feed_pet.txt", PAGE).unwrap();
    page.operation.places[name].clone()
}

fn facts(known: &[(&'static str, &str)]) -> Facts {
    let fact = |(name, value): &(&'static str, &str)| (*name, (*value).to_owned());
    known.iter().map(fact).collect()
}

#[test]
fn the_operation_is_told_above_the_sections() {
    let page = read("feed_pet.txt", PAGE).unwrap();
    assert_eq!(page.operation.call, "PUT /pets/{id}/meals");
    assert_eq!(page.operation.tag, "Pet");
    let expected = facts(&[
        ("deprecated", "true"),
        ("operationId", "feed_pet"),
        ("privileges", "admin_pets, pet_feed"),
        ("public", "true"),
        ("tag", "Pet"),
        ("x-source", "feed_pet.txt"),
    ]);
    assert_eq!(place("operation").facts, expected);
}

#[test]
fn parameters_have_place_type_and_limits() {
    let path = facts(&[("required", "true"), ("type", "string")]);
    assert_eq!(place("path id").facts, path);
    let size = facts(&[
        ("default", "3"),
        ("maximum", "10"),
        ("required", "false"),
        ("type", "integer"),
    ]);
    assert_eq!(place("query size").facts, size);
    assert_eq!(place("query size").kind, Kind::Parameter);
    let colours = facts(&[
        ("collectionFormat", "\"multi\""),
        ("required", "false"),
        ("type", "array"),
    ]);
    assert_eq!(place("query colours[]").facts, colours);
    let colour = facts(&[("enum", "[\"red\"]"), ("type", "string")]);
    assert_eq!(place("query colours[][]").facts, colour);
}

#[test]
fn bodies_have_media_types_and_properties() {
    let request = facts(&[
        ("media", "application/json, application/x-yaml"),
        ("required", "true"),
        ("type", "object"),
    ]);
    assert_eq!(place("request").facts, request);
    assert_eq!(place("request.what").facts["required"], "true");
    assert_eq!(place("request.what").kind, Kind::Property);
}

#[test]
fn each_status_has_its_own_media_type_and_headers() {
    assert_eq!(place("200").facts, facts(&[("media", "image/png")]));
    assert_eq!(place("201").facts["media"], "image/png");
    assert_eq!(place("201").facts["format"], "binary");
    let location = facts(&[("required", "true"), ("type", "string")]);
    assert_eq!(place("201 header Location").facts, location);
    let refused = facts(&[("media", "application/json"), ("type", "object")]);
    assert_eq!(place("400").facts, refused);
    assert_eq!(place("400.error").facts["type"], "string");
}

#[test]
fn examples_of_command_lines_are_kept() {
    let page = read("feed_pet.txt", PAGE).unwrap();
    let expected = ["pets-rest-cli feedPet id=$PET_ID what==fish"];
    assert_eq!(page.command_lines, expected);
}

#[test]
fn sentences_are_all_there() {
    let page = read("feed_pet.txt", PAGE).unwrap();
    for sentence in [
        "Feed a pet Deprecated",
        "Which pet.",
        "How much.",
        "The meal.",
        "Where it is.",
    ] {
        assert!(
            page.sentences.iter().any(|known| known == sentence),
            "{sentence}"
        );
    }
}

#[test]
fn what_is_no_page_is_said() {
    for (text, missing) in [
        ("", "`Operation: `"),
        ("Operation: a", "`Tag: `"),
        ("Operation: a\nTag: b", "method"),
        ("GET /a\nOperation: a\nTag: b", "title"),
    ] {
        let error = read("a.txt", text).unwrap_err();
        assert!(error.contains(missing), "{error}");
    }
}

#[test]
fn pages_that_are_cut_off_are_read_or_refused() {
    for end in 0..PAGE.len() {
        if let Some(text) = PAGE.get(..end) {
            let _ = read("feed_pet.txt", text);
        }
    }
}
