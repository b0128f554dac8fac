//! Values from JSON and back, as the tests read them.

use specwright_runtime::Wire;
use specwright_runtime::wire::{from_json, to_json};

/// The value that the JSON text stands for.
pub fn read<T: Wire>(json: &str) -> T {
    match from_json(json.as_bytes()) {
        Ok(value) => value,
        Err(error) => panic!("{json}: {error}"),
    }
}

/// Why the JSON text is refused.
pub fn refused<T: Wire>(json: &str) -> String {
    match from_json::<T>(json.as_bytes()) {
        Ok(_) => panic!("{json} is taken"),
        Err(error) => error.to_string(),
    }
}

/// The JSON text of a value.
pub fn written<T: Wire>(value: &T) -> String {
    String::from_utf8(to_json(value)).unwrap()
}

/// The text that comes back when the value is written.
pub fn back<T: Wire>(json: &str) -> String {
    written(&read::<T>(json))
}

/// Fails unless the text comes back as it is.
pub fn round_trip<T: Wire>(json: &str) {
    assert_eq!(back::<T>(json), json);
}

/// What the value breaks: places and messages.
pub fn violations<T: Wire>(value: &T) -> Vec<String> {
    let violations = value.validate().err();
    let list = violations.iter().flat_map(|violations| violations.list());
    list.map(|one| format!("{}: {}", one.pointer, one.message))
        .collect()
}
