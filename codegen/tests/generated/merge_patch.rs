//! In a merge patch, `null` takes a property out.

use crate::modules::merge_patch::models::{Settings, Thing, ThingPatch};
use specwright_runtime::wire::{from_json, to_json};
use specwright_runtime::{Nullable, Wire};

#[track_caller]
fn round_trip<T: Wire>(text: &str) -> T {
    let value: T = from_json(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(to_json(&value)).unwrap(), text);
    value
}

#[test]
fn what_may_be_missing_may_be_null() {
    let text = r#"{"name":"a","size":null,"place":{"city":null,"note":null},"colour":null,"labels":{"a":null,"b":"c"},"parts":null,"inner":null}"#;
    let patch: ThingPatch = round_trip(text);
    assert_eq!(patch.size, Some(Nullable::Null));
    assert!(from_json::<Thing>(text.as_bytes()).is_err());
    round_trip::<Settings>(r#"{"theme":null,"limits":{"a":null,"b":{"most":null}}}"#);
}

#[test]
fn what_must_be_there_stays_and_lists_are_replaced() {
    for refused in [
        r#"{"name":null,"place":{}}"#,
        r#"{"name":"a","place":null}"#,
        r#"{"name":"a"}"#,
        r#"{"name":"a","place":{},"parts":[{"city":null}]}"#,
        r#"{"name":"a","place":{},"parts":[null]}"#,
    ] {
        assert!(
            from_json::<ThingPatch>(refused.as_bytes()).is_err(),
            "{refused}"
        );
    }
    let small: ThingPatch = from_json(br#"{"name":"a","place":{},"size":0}"#).unwrap();
    assert!(small.validate().is_err());
}
