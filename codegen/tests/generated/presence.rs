//! Absent, `null` and required are told apart, in both directions.

use crate::modules::presence::models::{
    Defaults, NullableObject, Presence, RequiredButUndescribed, UsesNullable,
};
use crate::modules::read_only::models::{Account, OnlySent};
use crate::wire::{back, read, refused, round_trip, written};
use specwright_runtime::Nullable;

#[test]
fn absent_and_null_both_come_back() {
    round_trip::<Presence>(r#"{"always":"a","nullable":null}"#);
    round_trip::<Presence>(r#"{"always":"a","nullable":null,"both":null}"#);
    round_trip::<Presence>(r#"{"always":"a","optional":"o","nullable":"n","both":"b"}"#);
    let value: Presence = read(r#"{"always":"a","nullable":null}"#);
    assert_eq!((value.optional, value.both), (None, None));
    assert_eq!(value.nullable, Nullable::Null);
}

#[test]
fn null_is_no_value_of_what_is_only_optional() {
    assert_eq!(
        refused::<Presence>(r#"{"always":"a","nullable":null,"optional":null}"#),
        "/optional: expected a string, found null"
    );
    assert_eq!(
        refused::<Presence>(r#"{"always":null,"nullable":null}"#),
        "/always: expected a string, found null"
    );
}

#[test]
fn what_is_required_must_be_there() {
    let missing = "the required property is missing";
    assert_eq!(
        refused::<Presence>(r#"{"nullable":null}"#),
        format!("/always: {missing}")
    );
    assert_eq!(
        refused::<Presence>(r#"{"always":"a"}"#),
        format!("/nullable: {missing}")
    );
    assert_eq!(
        refused::<RequiredButUndescribed>(r#"{"known":true}"#),
        format!("/unknown: {missing}")
    );
    round_trip::<RequiredButUndescribed>(r#"{"known":true,"unknown":null}"#);
}

#[test]
fn defaults_are_not_filled_in() {
    let value = read::<Defaults>("{}");
    assert_eq!(value, Defaults::default());
    assert_eq!((value.text, value.number), (None, None));
}

#[test]
fn references_to_nullable_schemas_take_null() {
    round_trip::<UsesNullable>(r#"{"object":null,"text":null}"#);
    round_trip::<UsesNullable>(r#"{"object":{"of":null},"text":"t"}"#);
    round_trip::<NullableObject>(r#"{"of":{"of":{}}}"#);
}

#[test]
fn a_default_has_what_is_required_and_nothing_else() {
    let value = Presence::default();
    assert_eq!(written(&value), r#"{"always":"","nullable":null}"#);
}

/// The same type serves both directions, so that each relaxes what only the
/// other has.
#[test]
fn one_way_properties_may_be_missing_where_they_are_not_sent() {
    round_trip::<Account>(r#"{"name":"n","password":"p"}"#);
    round_trip::<Account>(r#"{"id":"1","name":"n"}"#);
    assert_eq!(
        refused::<Account>(r#"{"id":"1"}"#),
        "/name: the required property is missing"
    );
    assert_eq!(
        refused::<OnlySent>("{}"),
        "/id: the required property is missing"
    );
}

#[test]
fn nothing_but_the_type_is_taken() {
    assert_eq!(
        refused::<Presence>("[]"),
        "expected an object, found an array"
    );
    assert!(refused::<Presence>("{").starts_with("invalid JSON: "));
    assert!(refused::<Presence>(r#"{"always":"a","nullable":null} x"#).starts_with("invalid"));
    assert_eq!(
        back::<Presence>(r#" { "nullable" : null , "always" : "\u0061" } "#),
        r#"{"always":"a","nullable":null}"#
    );
}
