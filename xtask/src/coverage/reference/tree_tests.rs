//! Trees as pages have them, and what they say.

use super::tree::Tree;
use super::type_line;
use crate::coverage::node::Node;

/// The places of the body that `text` tells, each with its facts.
fn places(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let kind = type_line::read(lines[0]).unwrap();
    let node = Tree::new(&lines[1..]).body(kind);
    let place = |(name, facts)| format!("{name} {facts:?}").replace('"', "");
    node.places("200").into_iter().map(place).collect()
}

#[test]
fn properties_are_told_from_sentences() {
    let text = "\
object (Pet)

name required
string (Name)
What it is called: null while it has no name.
Such as
default: \"\"

kind
string
  • cat - purrs
read only
Enum:
  • cat
  • dog

  owner
  is no property, nothing follows.";
    let expected = [
        "200 {type: object}",
        "200.kind {enum: [\\cat\\,\\dog\\], readOnly: true, required: false, type: string}",
        "200.name {default: \\\"\\\", nullable: true, required: true, type: string}",
    ];
    let expected = expected.map(|line| line.replace("\\\"", "\\"));
    assert_eq!(places(text), expected);
}

#[test]
fn what_is_nested_belongs_to_lists_and_maps() {
    let text = "\
map of string to array of object

<any key>
array of object (Litter)
Kittens by breed.

  born
  integer <timestamp>
  minimum: 0

  colours
  array of string
    Enum:
      • red
      • 7";
    let expected = [
        "200 {type: map}",
        "200{} {type: array}",
        "200{}[] {type: object}",
        "200{}[].born {format: timestamp, minimum: 0, required: false, type: integer}",
        "200{}[].colours {required: false, type: array}",
        "200{}[].colours[] {enum: [\\red\\,\\7\\], type: string}",
    ];
    assert_eq!(places(text), expected);
}

const UNION: &str = "\
object (Pet)

kind
string

name
string
read only

Discriminator: kind; one of:
  Cat (kind = small cat)
    Purrs.
    all of: Pet
    all of: (inline)

    kind required
    string
    Enum:
      • small cat

    lives
    integer
    Example:
      {
        \"lives\": 9
      }
    required: kind, lives
  Dog (kind = dog)
    all of: Named

    name
    string
    A dog is told its name.";

#[test]
fn each_kind_of_a_union_has_what_all_have() {
    let expected = [
        "200 {discriminator: kind, type: union}",
        "200<dog> {type: object}",
        "200<dog>.kind {enum: [\\dog\\], required: false, type: string}",
        "200<dog>.name {required: false, type: string}",
        "200<small cat> {type: object}",
        "200<small cat>.kind {enum: [\\small cat\\], required: true, type: string}",
        "200<small cat>.lives {required: true, type: integer}",
        "200<small cat>.name {readOnly: true, required: false, type: string}",
    ];
    assert_eq!(places(UNION), expected);
}

#[test]
fn sentences_are_kept() {
    let lines: Vec<&str> = UNION.lines().skip(1).collect();
    let mut tree = Tree::new(&lines);
    tree.body(Node::of("object"));
    assert_eq!(tree.sentences, ["Purrs.", "A dog is told its name."]);
}

#[test]
fn parts_of_other_schemas_are_named_by_the_type() {
    let text = "object\n\nflags\nall of\n  all of: (inline)\n  all of: Flags\n\nlast\nany";
    let expected = [
        "200 {type: object}",
        "200.flags {required: false, type: all of (inline) Flags}",
        "200.last {required: false, type: any}",
    ];
    assert_eq!(places(text), expected);
}

#[test]
fn pages_that_are_cut_off_are_read_to_their_end() {
    for end in 0..UNION.len() {
        if let Some(text) = UNION.get(..end).filter(|text| text.len() > 12) {
            places(text);
        }
    }
}
