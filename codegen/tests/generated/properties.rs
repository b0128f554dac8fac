//! Properties that a schema does not name, and names that are not Rust's.

use crate::modules::additional_properties::models::{Closed, Open, Silent, Typed};
use crate::modules::field_names::models::Fields;
use crate::modules::same_name::models::Holder;
use crate::wire::{back, read, refused, round_trip, written};

#[test]
fn silence_allows_others_and_forgets_them() {
    assert_eq!(back::<Silent>(r#"{"id":"1","x":[{}]}"#), r#"{"id":"1"}"#);
}

#[test]
fn a_closed_object_refuses_others() {
    round_trip::<Closed>(r#"{"id":"1"}"#);
    assert_eq!(
        refused::<Closed>(r#"{"id":"1","x":1}"#),
        "/x: the property is not allowed here"
    );
}

#[test]
fn an_open_object_keeps_others() {
    round_trip::<Open>(r#"{"id":"1","a":{"b":[null]},"x":2}"#);
    round_trip::<Typed>(r#"{"id":"1","additional_properties":true,"x":2}"#);
    assert_eq!(
        refused::<Typed>(r#"{"id":"1","x":"2"}"#),
        "/x: expected an integer, found a string"
    );
    let value: Typed = read(r#"{"id":"1","x":2}"#);
    assert_eq!(value.additional_properties2.get("x"), Some(&2));
}

#[test]
fn a_property_given_twice_is_refused() {
    let twice = "the property is given more than once";
    for text in [r#"{"id":"1","id":"2"}"#, r#"{"id":"1","x":1,"id":"1"}"#] {
        assert_eq!(refused::<Silent>(text), format!("/id: {twice}"));
        assert_eq!(refused::<Open>(text), format!("/id: {twice}"));
    }
    assert_eq!(refused::<Open>(r#"{"x":1,"x":2}"#), format!("/x: {twice}"));
}

#[test]
fn names_on_the_wire_are_those_of_the_description() {
    let names = [
        "type",
        "self",
        "Self",
        "_",
        "",
        " ",
        "2fa",
        "+1",
        ">=",
        "@id",
        "$id",
        "a-b",
        "a_b",
        "aB",
        "a.b",
        "🎉",
        "quo\"te",
        "new\nline",
        "back\\slash",
        "é",
        "e\u{301}",
    ];
    let entries: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(index, name)| format!("{}:\"{index}\"", serde_json::to_string(name).unwrap()))
        .collect();
    round_trip::<Fields>(&format!("{{{}}}", entries.join(",")));
}

#[test]
fn types_of_one_name_in_several_files_stay_apart() {
    let text =
        r#"{"a":{"a":"1"},"b":{"b":{"deep":"2"}},"deep":{"deep":"3"},"whole":{"whole":{"a":"4"}}}"#;
    let value: Holder = read(text);
    assert_eq!(written(&value), text);
}
