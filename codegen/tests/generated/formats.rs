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
    for (field, value) in [("date", "2023-02-29"), ("uuid", "59fec3bd"), ("byte", "!!")] {
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
