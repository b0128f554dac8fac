//! Strings with a format: what is taken, what is refused, what stays hidden.

use crate::modules::formats::models::Formats;
use crate::wire::{back, read, refused, round_trip, violations};

fn formats(field: &str, value: &str) -> String {
    format!(
        r#"{{"date_time":"2024-02-29T12:00:00Z","{field}":"{value}","password":"long enough"}}"#
    )
}

#[test]
fn text_comes_back_as_it_was_given() {
    for (field, value) in [
        ("date", "2024-02-29"),
        ("uuid", "59FEC3BD-6d2c-4ff5-9f3b-0d5f6a1c2b3a"),
        ("byte", "aGk="),
        ("time", "12:00:00.50Z"),
        ("duration", "PT36H"),
        ("uri", "HTTPS://Example.org/%7Ea"),
        ("ipv4", "192.0.2.1"),
        ("ipv6", "2001:DB8:0::7"),
        ("decimal", "0012.50"),
    ] {
        let text = formats(field, value);
        assert_eq!(back::<Formats>(&text), text);
    }
    round_trip::<Formats>(
        r#"{"date_time":"2024-02-29T12:00:00Z","password":"p","unknown":"anything"}"#,
    );
    round_trip::<Formats>(r#"{"date_time":"2024-02-29t12:00:00.5+01:00","password":""}"#);
}

#[test]
fn what_has_not_the_format_is_refused() {
    for (field, value) in [
        ("date", "2023-02-29"),
        ("uuid", "59fec3bd"),
        ("byte", "!!"),
        ("time", "12:00"),
        ("duration", "36 hours"),
        ("uri", "/relative"),
        ("ipv4", "192.0.2"),
        ("ipv6", "192.0.2.1"),
        ("decimal", "12,50"),
    ] {
        let reason = refused::<Formats>(&formats(field, value));
        assert!(
            reason.starts_with(&format!("/{field}: the text is not a valid ")),
            "{reason}"
        );
        assert!(!reason.contains(value), "{reason}");
    }
    assert!(
        refused::<Formats>(r#"{"date_time":"noon","password":""}"#).starts_with("/date_time: ")
    );
}

#[test]
fn text_with_a_format_has_bounds_too() {
    let found = |field, value| violations(&read::<Formats>(&formats(field, value)));
    assert_eq!(
        found("uri", "https://example.org/a/long/path"),
        ["/uri: must have at most 30 characters"]
    );
    assert_eq!(
        found("decimal", "12.5"),
        [r"/decimal: must match the pattern \.[0-9]{2}$"]
    );
    assert_eq!(
        found("byte", "aGVsbG8gd29ybGQ="),
        ["/byte: must have at most 8 characters"]
    );
    assert_eq!(
        found("binary", "nine octets"),
        ["/binary: must have at most 8 bytes"]
    );
}

#[test]
fn small_integers_have_small_types() {
    let number = |field: &str, value: i64| {
        format!(
            r#"{{"date_time":"2024-02-29T12:00:00Z","{field}":{value},"password":"long enough"}}"#
        )
    };
    for (field, value) in [
        ("int8", -128),
        ("int16", 32767),
        ("uint8", 200),
        ("uint16", 65535),
    ] {
        round_trip::<Formats>(&number(field, value));
    }
    for (field, value) in [
        ("int8", 128),
        ("int16", -32769),
        ("uint8", -1),
        ("uint16", 65536),
    ] {
        let reason = refused::<Formats>(&number(field, value));
        assert!(reason.contains("does not fit"), "{reason}");
    }
    let value: Formats = read(&number("uint8", 201));
    assert_eq!(violations(&value), ["/uint8: must be at most 200"]);
}

#[test]
fn a_password_is_checked_but_not_shown() {
    let value: Formats = read(r#"{"date_time":"2024-02-29T12:00:00Z","password":"hunter2"}"#);
    assert_eq!(
        violations(&value),
        ["/password: must have at least 8 characters"]
    );
    let shown = format!("{value:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert_eq!(value.password.expose(), "hunter2");
}

#[test]
fn a_constructor_takes_what_has_no_default() {
    let date_time = "2024-02-29T12:00:00Z".parse().unwrap();
    let value = Formats::new(date_time, "long enough".into());
    assert_eq!(
        value,
        read(r#"{"date_time":"2024-02-29T12:00:00Z","password":"long enough"}"#)
    );
}
