//! Errors out of bodies and into bodies, by a small catalogue.

use super::{Catalogue, Details, ErrorBody, Reported, Told};
use crate::wire::DecodeError;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
enum Fault {
    Full,
    TooLong {
        key: Option<String>,
        limit: Option<i64>,
    },
    Wrapped {
        cause: Option<Box<Reported<Fault>>>,
    },
    Unknown {
        id: String,
        details: Option<Value>,
    },
}

impl Catalogue for Fault {
    const BODIES: &'static [ErrorBody] = &[
        ErrorBody {
            id: "/error/id",
            description: Some("/error/text"),
            details: Some("/error/with"),
        },
        ErrorBody {
            id: "/error",
            description: Some("/text"),
            details: None,
        },
    ];
    const NESTED: ErrorBody = ErrorBody {
        id: "/id",
        description: Some("/text"),
        details: Some("/with"),
    };
    const LISTED: &'static [(&'static str, Option<u16>)] = &[
        ("full", Some(507)),
        ("tooLong", Some(400)),
        ("wrapped", None),
    ];

    fn read(id: &str, details: &Details<'_>) -> Result<Option<Self>, DecodeError> {
        Ok(Some(match id {
            "full" => Self::Full,
            "tooLong" => Self::TooLong {
                key: details.argument("key")?,
                limit: details.argument("limit")?,
            },
            "wrapped" => Self::Wrapped {
                cause: details.argument("cause")?,
            },
            _ => return Ok(None),
        }))
    }

    fn unknown(id: String, details: Option<Value>) -> Self {
        Self::Unknown { id, details }
    }

    fn told(&self) -> Told<'_> {
        match self {
            Self::Full => Told::listed("full"),
            Self::TooLong { key, limit } => Told::listed("tooLong")
                .with("key", key)
                .with("limit", limit),
            Self::Wrapped { cause } => Told::listed("wrapped").with("cause", cause),
            Self::Unknown { id, details } => Told::unknown(id, details),
        }
    }
}

crate::catalogue!(Fault);

fn read(body: &Value) -> Option<Reported<Fault>> {
    Reported::from_json(body.to_string().as_bytes())
}

#[test]
fn errors_are_read_from_each_form_and_written_in_the_first() {
    let body = json!({"error": {"id": "tooLong", "with": {"key": "a", "limit": 3}, "text": "no"}});
    let reported = read(&body).unwrap();
    let error = Fault::TooLong {
        key: Some("a".to_owned()),
        limit: Some(3),
    };
    assert_eq!(reported.error, error);
    assert_eq!(reported.to_body(), body);
    assert_eq!(reported.to_string(), "no");
    assert_eq!(reported.error.id(), "tooLong");
    assert_eq!(reported.error.status(), Some(400));
    assert_eq!(error.to_string(), r#"tooLong {"key":"a","limit":3}"#);

    let reported = read(&json!({"error": "full", "text": "no room"})).unwrap();
    assert_eq!(reported.error, Fault::Full);
    assert_eq!(reported.to_string(), "no room");
    let body = json!({"error": {"id": "full", "text": "no room"}});
    assert_eq!(reported.to_body(), body);
}

#[test]
fn what_is_absent_or_null_is_none() {
    for details in [json!({}), json!({"key": null}), Value::Null] {
        let body = json!({"error": {"id": "tooLong", "with": details}});
        let error = Fault::TooLong {
            key: None,
            limit: None,
        };
        assert_eq!(read(&body).unwrap().error, error);
    }
}

#[test]
fn what_is_not_as_listed_is_kept() {
    for (id, details) in [
        ("tooLong", json!({"key": 5, "limit": 3})),
        ("tooLong", json!("key")),
        ("wrapped", json!({"cause": {"text": "no id"}})),
        ("newer", json!({"any": [1]})),
    ] {
        let body = json!({"error": {"id": id, "with": details}});
        let reported = read(&body).unwrap();
        let unknown = Fault::unknown(id.to_owned(), Some(details));
        assert_eq!(reported.error, unknown);
        assert_eq!(reported.to_body(), body);
    }
    assert_eq!(
        Fault::unknown("tooLong".to_owned(), None).status(),
        Some(400)
    );
    assert_eq!(Fault::unknown("newer".to_owned(), None).status(), None);
}

#[test]
fn errors_are_arguments_of_errors() {
    let inner = json!({"id": "full", "text": "no room"});
    let middle = json!({"id": "wrapped", "with": {"cause": inner}});
    let body = json!({"error": {"id": "wrapped", "with": {"cause": middle}}});
    let reported = read(&body).unwrap();
    assert_eq!(reported.to_body(), body);
    let Fault::Wrapped { cause: Some(cause) } = reported.error else {
        panic!("{reported:?}");
    };
    assert!(matches!(cause.error, Fault::Wrapped { cause: Some(_) }));
}

#[test]
fn other_bodies_hold_no_error() {
    for body in [
        json!({}),
        json!({"error": 5}),
        json!([]),
        json!("full"),
        json!({"error": {}}),
    ] {
        assert_eq!(read(&body), None);
    }
    assert_eq!(Reported::<Fault>::from_json(b"<error/>"), None);
    assert_eq!(
        Reported::<Fault>::from_json("[".repeat(100_000).as_bytes()),
        None
    );
}

#[test]
fn people_see_the_beginning_on_one_line() {
    let error = Fault::unknown("two\nlines".to_owned(), None);
    assert_eq!(error.to_string(), "two\\nlines");
    let details = Some(json!({"key": "k".repeat(5000)}));
    assert!(
        Fault::unknown("newer".to_owned(), details)
            .to_string()
            .len()
            < 1100
    );
}
