//! Types that contain themselves are read, written and checked all the same.

use crate::modules::recursion::models::{Even, Json, Lists, Maps, Node, Open, Tree};
use crate::wire::{read, refused, round_trip, violations};

#[test]
fn values_inside_values_come_back() {
    round_trip::<Node>(r#"{"next":{"next":{},"none":null}}"#);
    round_trip::<Tree>(r#"{"children":[{"children":[]}],"named":{"a":{"children":[]}}}"#);
    round_trip::<Open>(r#"{"x":1,"y":{"z":{"x":2}}}"#);
    round_trip::<Lists>("[[],[[]]]");
    round_trip::<Maps>(r#"{"a":{"b":{}}}"#);
    round_trip::<Json>(r#"["a",["b",{"json":["c"]}]]"#);
}

#[test]
fn checks_reach_the_inside() {
    let value: Even = read(r#"{"odd":{"even":{"odd":{"count":-1}}}}"#);
    assert_eq!(
        violations(&value),
        ["/odd/even/odd/count: must be at least 0"]
    );
    let value: Lists = read("[[[],[],[]]]");
    assert_eq!(violations(&value), ["/0: must have at most 2 items"]);
}

/// The depth of a document is bounded before any type sees it.
#[test]
fn a_bomb_is_refused() {
    let deep = 100_000;
    let text = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(refused::<Lists>(&text).starts_with("invalid JSON: nested too deep"));
}
