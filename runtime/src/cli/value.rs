//! Text to values, by what the description says that they are.

use super::facts::{Kind, Value};
use super::listed::Listed;
use serde_json::Value as Json;

/// The value that a text stands for; the error says what it should be.
pub(super) fn read(text: &str, value: &Value) -> Result<Json, String> {
    match value.kind {
        Kind::Array => match serde_json::from_str(text) {
            Ok(list @ Json::Array(_)) => Ok(list),
            _ => Ok(Json::Array(vec![scalar(text, value.items, value.values)?])),
        },
        kind => scalar(text, kind, value.values),
    }
}

/// The value of one item, or of what is no list.
pub(super) fn scalar(text: &str, kind: Kind, values: Listed) -> Result<Json, String> {
    let values = values.texts();
    if !values.is_empty() && !values.contains(&text) {
        let hint = super::names::suggestion(text, values.iter().copied(), str::to_owned);
        return Err(format!("must be one of {}{hint}", values.join(", ")));
    }
    let json = || serde_json::from_str::<Json>(text).ok();
    let is = |json: &Json| match kind {
        Kind::Boolean => json.is_boolean(),
        Kind::Integer => json.is_i64() || json.is_u64(),
        Kind::Number => json.is_number(),
        Kind::Array => json.is_array(),
        Kind::Object => json.is_object(),
        Kind::Any | Kind::String | Kind::Secret | Kind::Bytes => true,
    };
    match kind {
        Kind::Any | Kind::String | Kind::Secret | Kind::Bytes => Ok(Json::from(text)),
        Kind::Boolean | Kind::Integer | Kind::Number | Kind::Array | Kind::Object => {
            json().filter(is).ok_or_else(|| {
                let wanted = match kind {
                    Kind::Boolean => "`true` or `false`",
                    Kind::Integer => "an integer",
                    Kind::Number => "a number",
                    Kind::Array => "a list in JSON",
                    _ => "an object in JSON",
                };
                format!("must be {wanted}")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_what_the_description_says() {
        for (text, kind, expected) in [
            ("true", Kind::String, json!("true")),
            ("true", Kind::Boolean, json!(true)),
            ("12", Kind::Integer, json!(12)),
            ("12", Kind::Any, json!("12")),
            ("1.5e3", Kind::Number, json!(1.5e3)),
            (r#"{"a":1}"#, Kind::Object, json!({"a": 1})),
            (r#"["a"]"#, Kind::Array, json!(["a"])),
            (r#"a"b\"#, Kind::Secret, json!("a\"b\\")),
            ("a", Kind::Array, json!(["a"])),
        ] {
            assert_eq!(read(text, &Value::new(kind)), Ok(expected));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (text, kind, problem) in [
            ("yes", Kind::Boolean, "must be `true` or `false`"),
            ("1.5", Kind::Integer, "must be an integer"),
            ("", Kind::Number, "must be a number"),
            ("[1", Kind::Object, "must be an object in JSON"),
        ] {
            assert_eq!(read(text, &Value::new(kind)), Err(problem.to_owned()));
        }
        let colours = Value::new(Kind::String).values(&["red", "green"]);
        let problem = "must be one of red, green; did you mean `green`?";
        assert_eq!(read("grene", &colours), Err(problem.to_owned()));
    }
}
