//! Enumerations and unions: which value goes where, and what is said when it
//! goes nowhere.

use crate::modules::any_of::models::{Either, IntegerOrText, MoreOrLess, Named, SameNames};
use crate::modules::discriminator::models::{ByName, NotAllNamed, Quiet, Shape};
use crate::modules::inheritance::models::{Alone, Home, Pet as Animal};
use crate::modules::kept_and_closed::models::{Sealed, Shirt, Size as Closed};
use crate::modules::one_of::models::{Holder as Pets, HolderMaybe, Pet, Scalar};
use crate::modules::one_of_inline::models::{Titled, WithCommonPart};
use crate::modules::string_enums::models::{Holder, HolderEither, Size};
use crate::modules::value_names::models::Symbols;
use crate::wire::{read, refused, round_trip, violations, written};
use specwright_runtime::Nullable;

#[test]
fn an_unlisted_value_is_kept_and_found_by_the_check() {
    assert_eq!(read::<Size>("\"x-large\""), Size::XLarge);
    let unlisted: Size = read("\"huge\"");
    assert_eq!(unlisted, Size::Unlisted("huge".to_owned()));
    assert_eq!(written(&unlisted), "\"huge\"");
    assert_eq!(
        violations(&unlisted),
        [": must be one of small, medium, x-large"]
    );
    assert_eq!(violations(&Holder::new(unlisted)).len(), 1);
    assert_eq!(Size::XLarge.to_string(), "x-large");
}

#[test]
fn null_among_the_values_is_null() {
    let value: Holder = read(r#"{"size":"small","kind":"holder","either":null}"#);
    assert_eq!(value.either, Some(Nullable::Null));
    let value: Holder = read(r#"{"size":"small","kind":"holder","either":"a"}"#);
    assert_eq!(value.either, Some(Nullable::Value(HolderEither::A)));
}

#[test]
fn the_only_value_is_filled_in_and_others_are_found_by_the_check() {
    let mut value = Holder::new(Size::Small);
    assert_eq!(written(&value), r#"{"size":"small","kind":"holder"}"#);
    value.kind = "other".to_owned();
    assert_eq!(violations(&value), ["/kind: must be one of holder"]);
    assert!(refused::<Holder>(r#"{"size":"small"}"#).contains("kind"));
}

#[test]
fn every_listed_value_comes_back() {
    for listed in Symbols::LISTED {
        let value = Symbols::from(listed.as_str());
        assert!(!matches!(value, Symbols::Unlisted(_)), "{listed:?}");
        assert_eq!(value, *listed);
    }
}

#[test]
fn one_of_needs_exactly_one_branch() {
    round_trip::<Pets>(r#"{"pet":{"meows":true}}"#);
    round_trip::<Pets>(r#"{"pet":{"barks":true},"maybe":null}"#);
    assert!(matches!(read(r#"{"barks":true}"#), Pet::Dog(_)));
    assert_eq!(
        refused::<Pet>(r#"{"barks":true,"meows":true}"#),
        "the value fits more than one branch: Cat, Dog"
    );
    assert_eq!(
        refused::<Pet>("{}"),
        "the value fits no branch of the union; \
         Cat: /meows: the required property is missing; \
         Dog: /barks: the required property is missing"
    );
}

#[test]
fn a_branch_counts_only_with_its_rules() {
    assert_eq!(read::<Scalar>("5"), Scalar::Integer(5));
    assert_eq!(read::<Scalar>("\"a\""), Scalar::String("a".to_owned()));
    let reason = refused::<Scalar>("-1");
    assert!(reason.contains("Integer: must be at least 0"), "{reason}");
    let reason = refused::<Scalar>("\"\"");
    assert!(
        reason.contains("String: must have at least 1 character"),
        "{reason}"
    );
    let value: Pets = read(r#"{"pet":{"meows":true},"maybe":7}"#);
    assert_eq!(value.maybe, Some(Nullable::Value(HolderMaybe::Integer(7))));
}

#[test]
fn inline_branches_have_the_names_of_their_titles() {
    assert!(matches!(read(r#"{"name":"n"}"#), Titled::ByName(_)));
    assert!(matches!(read(r#"{"number":1}"#), Titled::ByNumber(_)));
    let reason = refused::<Titled>(r#"{"name":"n","number":1}"#);
    assert!(
        reason.contains("ByName: /number: the property is not allowed here"),
        "{reason}"
    );
    round_trip::<WithCommonPart>(r#"{"meows":true,"id":"1"}"#);
    let reason = refused::<WithCommonPart>(r#"{"meows":true}"#);
    assert!(
        reason.contains("Base: /id: the required property is missing"),
        "{reason}"
    );
}

#[test]
fn any_of_takes_the_first_branch() {
    let both: Either = read(r#"{"name":"n","number":1}"#);
    assert_eq!(
        both,
        Either::Named(Named {
            name: "n".to_owned()
        })
    );
    assert_eq!(read::<IntegerOrText>("1"), IntegerOrText::Integer(1));
    let uuid = "\"59fec3bd-6d2c-4ff5-9f3b-0d5f6a1c2b3a\"";
    let aged = r#"{"name":"n","age":1}"#;
    round_trip::<MoreOrLess>(aged);
    assert!(matches!(read(aged), MoreOrLess::Aged(_)));
    let other = r#"{"name":"n","age":"one"}"#;
    assert!(matches!(read(other), MoreOrLess::Named(_)));
    assert!(matches!(read(uuid), SameNames::String(_)));
    assert!(matches!(read("\"2024-02-29\""), SameNames::String2(_)));
    assert!(matches!(read("\"2023-02-29\""), SameNames::String3(_)));
}

#[test]
fn a_discriminator_chooses_the_branch() {
    for name in ["round", "disc"] {
        let text = format!(r#"{{"kind":"{name}","radius":1.5}}"#);
        assert!(matches!(read(&text), Shape::Circle(_)));
        round_trip::<Shape>(&text);
    }
    assert!(matches!(
        read(r#"{"kind":"Square","side":2}"#),
        Shape::Square(_)
    ));
    assert!(matches!(
        read(r#"{"kind":"Circle","radius":2}"#),
        ByName::Circle(_)
    ));
    assert!(matches!(read("\"text\""), NotAllNamed::String(_)));
    assert_eq!(
        refused::<Shape>(r#"{"kind":"Circle","radius":1}"#),
        "/kind: the discriminator names no branch"
    );
    assert_eq!(
        refused::<Shape>(r#"{"radius":1}"#),
        "/kind: the required property is missing"
    );
    assert_eq!(
        refused::<Shape>(r#"{"kind":"round","radius":"r"}"#),
        "/radius: expected a number, found a string"
    );
    assert_eq!(
        violations(&read::<Shape>(r#"{"kind":"round","radius":-1}"#)).len(),
        1
    );
}

#[test]
fn a_closed_enumeration_refuses_what_is_not_listed() {
    assert_eq!(read::<Closed>("\"small\""), Closed::Small);
    assert_eq!(
        refused::<Closed>("\"huge\""),
        "the value is not one of those allowed"
    );
    assert_eq!("unlisted".parse(), Ok(Closed::Unlisted));
    assert_eq!(Closed::Large.to_string(), "large");
    round_trip::<Sealed>(r#"{"size":null}"#);
    assert_eq!(
        refused::<Sealed>(r#"{"size":"two"}"#),
        "/size: the value is not one of those allowed"
    );
}

#[test]
fn unknown_properties_can_be_kept() {
    round_trip::<Shirt>(r#"{"size":"small","washed":true,"colour":["red",{"deep":1}]}"#);
    assert!(Shirt::new(Closed::Small).additional_properties.is_empty());
    assert!(refused::<Sealed>(r#"{"other":1}"#).contains("not allowed"));
}

#[test]
fn a_base_is_any_of_its_subtypes() {
    for (json, name) in [
        (r#"{"kind":"kitty","meows":true}"#, "Cat"),
        (r#"{"kind":"Puppy","barks":true,"age":1}"#, "Puppy"),
        (r#"{"talks":true,"kind":"bird","name":"b"}"#, "Parrot"),
        (r#"{"kind":"Pet","name":"p"}"#, "Base"),
    ] {
        round_trip::<Animal>(json);
        let shown = format!("{:?}", read::<Animal>(json));
        assert!(shown.starts_with(name), "{shown}");
    }
    let home: Home = read(r#"{"pets":[{"kind":"Dog","name":""}],"never":1}"#);
    assert_eq!(
        violations(&home),
        ["/pets/0/name: must have at least 1 character"]
    );
    round_trip::<Alone>(r#"{"kind":"anything"}"#);
}

#[test]
fn what_names_no_subtype_is_the_base() {
    round_trip::<Animal>(r#"{"kind":"Axolotl","name":"a"}"#);
    let unnamed: Animal = read(r#"{"name":"a"}"#);
    assert_eq!(violations(&unnamed), [": must have the property `kind`"]);
    assert!(matches!(unnamed, Animal::Base(base) if base.name.as_deref() == Some("a")));
    let viper = r#"{"venom":0.5,"bite":"Viper","kind":"Snake"}"#;
    assert!(format!("{:?}", read::<Animal>(viper)).starts_with("Snake(Viper("));
    round_trip::<Animal>(viper);
}

#[test]
fn a_discriminator_that_no_branch_has_is_written() {
    round_trip::<Quiet>(r#"{"kind":"dog","barks":true}"#);
    assert_eq!(
        refused::<Quiet>(r#"{"kind":"cow"}"#),
        "/kind: the discriminator names no branch"
    );
}
