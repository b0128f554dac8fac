//! What a type cannot say is found by the check, each keyword with its place.

use crate::modules::beside_others::models as beside;
use crate::modules::conditions::models::{
    Address, Choice, Closed, Contact, Headers, Holder, IdOrName, Payment, Redundant, Sort, Strict,
    Tree,
};
use crate::wire::{read, refused, round_trip, violations};

/// What the check finds in a property of the holder.
fn held(name: &str, value: &str) -> Vec<String> {
    let json = format!("{{\"{name}\":{value}}}");
    round_trip::<Holder>(&json);
    violations(&read::<Holder>(&json))
}

fn holds(name: &str, values: &[&str]) {
    for value in values {
        assert_eq!(held(name, value), [""; 0], "{name} {value}");
    }
}

#[test]
fn listed_values_are_compared_as_json() {
    holds("level", &["1", "3"]);
    assert_eq!(held("level", "4"), ["/level: must be one of 1, 2, 3"]);
    holds("levels", &["[]", "[1,2]"]);
    assert_eq!(
        held("levels", "[1,7]"),
        ["/levels/1: must be one of 1, 2, 3"]
    );
    holds(
        "mixed",
        &["1", "1.0", "\"one\"", "true", "null", "{\"a\":[1.0]}"],
    );
    for value in ["false", "\"1\"", "{\"a\":[]}", "{\"a\":[1],\"b\":1}"] {
        assert_eq!(held("mixed", value).len(), 1, "{value}");
    }
    holds("origin", &["{\"x\":0,\"y\":0.0}"]);
    assert_eq!(
        held("origin", "{\"x\":1,\"y\":0}"),
        ["/origin: must be {\"x\":0,\"y\":0}"]
    );
    holds("number", &["1", "2"]);
    assert_eq!(held("number", "3"), ["/number: must be one of 1, 2"]);
}

#[test]
fn a_choice_among_constants_is_an_enumeration() {
    assert_eq!(read::<Sort>("\"asc\""), Sort::Ascending);
    assert_eq!(Sort::LISTED, [Sort::Ascending, Sort::Descending]);
    assert_eq!(held("sort", "\"up\""), ["/sort: must be one of asc, desc"]);
}

#[test]
fn an_enumeration_has_what_else_is_said_of_it() {
    holds("short", &["\"a\"", "\"bb\""]);
    assert_eq!(
        held("short", "\"ccc\""),
        ["/short: must have at most 2 characters"]
    );
    holds("other", &["\"x\""]);
    assert_eq!(
        held("other", "\"y\""),
        ["/other: must not obey the schema of `not`"]
    );
    assert_eq!(Redundant::LISTED, [Redundant::A, Redundant::B]);
    assert_eq!(
        held("redundant", "\"c\""),
        ["/redundant: must be one of a, b"]
    );
}

#[test]
fn nothing_and_anything_are_schemas() {
    holds("any", &["null", "[1,{}]"]);
    assert_eq!(held("never", "0"), ["/never: is not allowed here"]);
}

#[test]
fn several_types_are_a_union() {
    assert_eq!(read::<IdOrName>("12"), IdOrName::Integer(12));
    assert!(refused::<IdOrName>("9").contains("Integer: must be at least 10"));
    assert!(refused::<IdOrName>("\"a\"").contains("String: must have at least 2 characters"));
    assert!(refused::<IdOrName>("true").contains("found a boolean"));
}

#[test]
fn what_must_not_be_is_found() {
    holds("odd", &["2", "7"]);
    assert_eq!(
        held("odd", "3"),
        ["/odd: must not obey the schema of `not`"]
    );
    holds("named", &["{\"a\":\"y\",\"b\":null}"]);
    assert_eq!(
        held("named", "{\"a\":\"x\"}"),
        ["/named/a: must not obey the schema of `not`"]
    );
}

#[test]
fn arrays_are_tested_item_by_item() {
    holds("row", &["[]", "[\"a\"]", "[\"a\",1]"]);
    assert_eq!(
        held("row", "[1,\"a\",2]"),
        [
            "/row/0: must be a string",
            "/row/1: must be an integer",
            "/row/2: is not allowed here",
        ]
    );
    let (pear, fig) = ("{\"sort\":\"pear\"}", "{\"sort\":\"fig\"}");
    holds("basket", &[&format!("[{pear},1,{fig}]")]);
    assert_eq!(
        held("basket", &format!("[{pear},1]")),
        ["/basket: must contain at least 2 that obey the schema of `contains`"]
    );
    assert_eq!(
        held("basket", &format!("[{pear},{fig},{pear},{fig}]")),
        ["/basket: must contain at most 3 that obey the schema of `contains`"]
    );
    holds("tail", &["[\"a\",1,2]"]);
    assert_eq!(
        held("tail", "[\"a\",1,\"b\"]"),
        ["/tail/2: must be an integer"]
    );
}

#[test]
fn properties_are_tested_by_their_names() {
    round_trip::<Headers>(r#"{"host":"h","n-a":1,"x-a":"b"}"#);
    let headers: Headers = read(r#"{"n-a":"1","x-a":2,"other":true}"#);
    assert_eq!(
        violations(&headers),
        [
            "/n-a: must be an integer",
            "/x-a: must be a string",
            "/other: is not allowed here",
        ]
    );
    holds("labels", &["{\"abc\":1}"]);
    assert_eq!(
        held("labels", "{\"abcd\":1}"),
        ["/labels/abcd: must have a name that obeys the schema of `propertyNames`"]
    );
}

#[test]
fn properties_depend_on_others() {
    let found = |json| violations(&read::<Payment>(json));
    assert_eq!(found(r#"{"country":"P"}"#), [""; 0]);
    assert_eq!(
        found(r#"{"card":"1"}"#),
        [": must have the property `address`"]
    );
    assert_eq!(
        found(r#"{"address":"a","country":"P"}"#),
        ["/country: must have at least 2 characters"]
    );
    round_trip::<Payment>(r#"{"card":"1","address":"a","country":"PL"}"#);
}

#[test]
fn a_condition_chooses_what_counts() {
    let found = |json| violations(&read::<Address>(json));
    assert_eq!(found(r#"{"country":"US"}"#), [""; 0]);
    assert_eq!(
        found(r#"{"country":"US","code":"1234"}"#),
        ["/code: must match the pattern ^[0-9]{5}$"]
    );
    assert_eq!(
        found(r#"{"country":"PL"}"#),
        [": must have the property `code`"]
    );
}

#[test]
fn branches_that_only_constrain_leave_the_struct() {
    assert_eq!(
        violations(&Contact::default()),
        [": must obey at least one of the schemas of `anyOf`"]
    );
    let both: Contact = read(r#"{"mail":"m","phone":"p"}"#);
    assert_eq!(violations(&both), [""; 0]);
    let both: Choice = read(r#"{"a":"m","b":"p"}"#);
    assert_eq!(
        violations(&both),
        [": must obey exactly one of the schemas of `oneOf`, but obeys 2"]
    );
}

#[test]
fn what_no_keyword_applies_to_can_be_forbidden() {
    let good: Closed = read(r#"{"sort":"fig","weight":1.5}"#);
    assert_eq!(violations(&good), [""; 0]);
    // The type and the condition find it both.
    let light: Closed = read(r#"{"sort":"fig","weight":0.5}"#);
    assert_eq!(violations(&light), ["/weight: must be at least 1"]);
    let more: Closed = read(r#"{"sort":"fig","other":1}"#);
    assert_eq!(violations(&more), ["/other: is not allowed here"]);
}

#[test]
fn members_that_do_not_merge_all_count() {
    holds("both", &["\"a-z\""]);
    assert_eq!(held("both", "\"a\""), ["/both: must match the pattern z$"]);
    // The member says what all properties must be that it does not name.
    let strict: Strict = read(r#"{"a":1,"b":true}"#);
    assert_eq!(violations(&strict), ["/b: must be an integer"]);
}

#[test]
fn without_a_type_a_keyword_is_about_its_own() {
    holds(
        "untyped",
        &["2", "\"abc\"", "[1]", "{\"a\":1}", "true", "null"],
    );
    for value in ["1.5", "\"abcd\"", "[]", "{}"] {
        assert_eq!(held("untyped", value).len(), 1, "{value}");
    }
}

#[test]
fn conditions_follow_references_down() {
    let tree = |json| violations(&read::<Tree>(json));
    assert_eq!(tree(r#"{"left":{"left":{}}}"#), [""; 0]);
    let message = "must not obey the schema of `not`";
    assert_eq!(
        tree(r#"{"left":{"left":{"left":{},"right":1}}}"#),
        [format!("/left: {message}"), format!(": {message}")]
    );
}

#[test]
fn bounds_of_members_are_exact() {
    let found = |json| violations(&read::<beside::Holder>(json));
    assert_eq!(
        found(r#"{"e":9107199254750000,"b":9207199254740999}"#),
        [""; 0]
    );
    assert_eq!(
        found(r#"{"e":9107199254749999}"#),
        ["/e: must be at least 9107199254750000"]
    );
    assert_eq!(
        found(r#"{"b":9207199254741000}"#),
        ["/b: must be at most 9207199254740999"]
    );
}

#[test]
fn arrays_and_objects_can_be_listed() {
    let found = |json| violations(&read::<beside::Arr>(json));
    assert_eq!(found(r#"{"a":[2],"o":{"a":1}}"#), [""; 0]);
    assert_eq!(found(r#"{"a":[3],"o":{"a":1.5}}"#).len(), 2);
    assert_eq!(violations(&read::<beside::Obj>(r#"{"a":1}"#)), [""; 0]);
    assert_eq!(violations(&read::<beside::Obj>(r#"{"a":2}"#)).len(), 1);
}

#[test]
fn what_members_say_stays_beside_keywords_of_the_whole() {
    assert!(refused::<beside::Pat>(r#"{"y1":"a"}"#).contains("y1"));
    assert!(refused::<beside::Pre>("[1]").contains("string"));
    assert!(refused::<beside::Date>("5").contains("number"));
    assert!(refused::<beside::Num>("\"5\"").contains("string"));
}
