//! Rules: what `validate` finds, and where.

use crate::modules::additional_properties::models::{Counted, Typed};
use crate::modules::all_of::models::{Merged, Tightened, Twice};
use crate::modules::arrays::models::Holder;
use crate::modules::numbers::models::Numbers;
use crate::modules::patterns::models::Patterns;
use crate::wire::{read, refused, round_trip, violations};

#[test]
fn a_good_value_has_no_violations() {
    let value: Holder = read(r#"{"ruled":["ab","cd"],"maybe":null,"matrix":[[1,0.5]]}"#);
    assert_eq!(violations(&value), [""; 0]);
}

#[test]
fn arrays_are_checked_inside_and_out() {
    let value: Holder = read(
        r#"{"ruled":["ab","ab","c","de"],"maybe":[1,1],"matrix":[[],[1,2,0]],"rows":[[],["x"]]}"#,
    );
    assert_eq!(
        violations(&value),
        [
            "/ruled: must have at most 3 items",
            "/ruled: must not have an item twice",
            "/ruled/2: must have at least 2 characters",
            "/maybe: must not have an item twice",
            "/matrix/1: must have at most 2 items",
            "/matrix/1/1: must be at most 1",
            "/rows/0: must have at least 1 item",
            "/rows/1/0: must have at least 2 characters",
        ]
    );
}

#[test]
fn numbers_are_compared_exactly() {
    let cases = [
        (
            r#"{"exact":9007199254740993}"#,
            "/exact: must be greater than 9007199254740993",
        ),
        (r#"{"between":1}"#, "/between: must be greater than 1"),
        (r#"{"between":10}"#, "/between: must be less than 10"),
        (r#"{"fraction":0}"#, "/fraction: must be at least 1"),
        (r#"{"even":3}"#, "/even: must be a multiple of 2"),
        (r#"{"above":0}"#, "/above: must be greater than 0"),
        (r#"{"below":1}"#, "/below: must be less than 1"),
        (r#"{"cents":0.015}"#, "/cents: must be a multiple of 0.01"),
        (r#"{"int32":6}"#, "/int32: must be at most 5"),
        (r#"{"nullable":0}"#, "/nullable: must be at least 1"),
    ];
    for (text, message) in cases {
        assert_eq!(violations(&read::<Numbers>(text)), [message]);
    }
    for text in [
        r#"{"exact":9007199254740994,"between":9,"fraction":9,"cents":0.29}"#,
        r#"{"int64":-9223372036854775808,"uint64":18446744073709551615}"#,
        r#"{"nullable":null}"#,
    ] {
        assert_eq!(violations(&read::<Numbers>(text)), [""; 0]);
        round_trip::<Numbers>(text);
    }
}

#[test]
fn numbers_outside_the_type_are_refused() {
    assert_eq!(
        refused::<Numbers>(r#"{"int32":2147483648}"#),
        "/int32: the number does not fit i32"
    );
    assert_eq!(
        refused::<Numbers>(r#"{"uint32":-1}"#),
        "/uint32: the number does not fit u32"
    );
    assert_eq!(read::<Numbers>(r#"{"plain":2.0}"#).plain, Some(2));
    let fractions_and_rounded = [r#"{"plain":2.5}"#, r#"{"plain":-9223372036854775809}"#];
    for text in fractions_and_rounded {
        assert!(refused::<Numbers>(text).starts_with("/plain: "), "{text}");
    }
}

#[test]
fn patterns_mean_what_they_mean_in_ecma() {
    let wrong: Patterns = read(r#"{"digits":"x","slashes":"ab","quotes":"q","nullable":"A"}"#);
    assert_eq!(
        violations(&wrong),
        [
            "/digits: must have at least 2 characters",
            "/digits: must match the pattern ^[0-9]+$",
            r"/slashes: must match the pattern ^\/a\-b$",
            "/quotes: must match the pattern ^\"[^\"]*\"#$",
            "/nullable: must match the pattern ^[a-z]+$",
        ]
    );
    let good: Patterns = read(
        r##"{"digits":"12","slashes":"/a-b","quotes":"\"x\"#","unicode":"éé","nullable":null,"look_ahead":"z"}"##,
    );
    assert_eq!(violations(&good), [""; 0]);
}

#[test]
fn properties_are_counted() {
    assert_eq!(
        violations(&Counted::default()),
        [": must have at least 1 property"]
    );
    let all: Counted = read(r#"{"a":"","b":"","c":""}"#);
    assert_eq!(violations(&all), [": must have at most 2 properties"]);
    let kept: Typed = read(r#"{"id":"1","x/y":-1}"#);
    assert_eq!(violations(&kept), ["/x~1y: must be at least 0"]);
}

#[test]
fn all_of_has_the_rules_of_all() {
    let merged: Merged = read(r#"{"id":"","name":"n","own":1}"#);
    assert_eq!(violations(&merged), ["/id: must have at least 1 character"]);
    assert_eq!(
        refused::<Twice>(r#"{"id":"1","own":1}"#),
        "/name: the required property is missing"
    );
    let tight = |id: &str| violations(&Tightened { id: id.to_owned() });
    assert_eq!(tight(""), ["/id: must have at least 1 character"]);
    assert_eq!(tight("123456"), ["/id: must have at most 5 characters"]);
}

#[test]
fn values_are_never_repeated() {
    let value: Patterns = read(r#"{"digits":"swordfish"}"#);
    let error = specwright_runtime::Wire::validate(&value).unwrap_err();
    assert!(!error.to_string().contains("swordfish"), "{error}");
}
