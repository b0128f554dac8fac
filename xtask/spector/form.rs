//! What cases give, in the forms in which it is needed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

const MULTIPART: &str = "multipart/form-data; boundary=between-parts";

/// The media type and the bytes of a body that a case gives.
pub fn body(body: &Value) -> (&str, Vec<u8>) {
    let media_type = body["contentType"].as_str().unwrap_or_default();
    if let Some(value) = body.get("json") {
        ("application/json", value.to_string().into_bytes())
    } else if let Some(text) = body["text"].as_str() {
        (media_type, text.as_bytes().to_vec())
    } else if let Some(text) = body["base64"].as_str() {
        (media_type, STANDARD.decode(text).expect("base64"))
    } else {
        (MULTIPART, multipart(body))
    }
}

/// A parameter is text where it travels, and some arguments are given as that: with numbers and booleans
/// in the place of their texts.
pub fn untexted(value: &Value) -> Value {
    match value {
        Value::String(text) => match serde_json::from_str(text) {
            Ok(scalar @ (Value::Number(_) | Value::Bool(_))) => scalar,
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(untexted).collect(),
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| (name.clone(), untexted(value)))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The form whose fields and files a case lists.
fn multipart(body: &Value) -> Vec<u8> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let mut form = Vec::new();
    let mut part = |disposition: &str, media_type: &str, content: &[u8]| {
        let head = format!(
            "--between-parts\r\nContent-Disposition: form-data; {disposition}\r\n\
             Content-Type: {media_type}\r\n\r\n"
        );
        form.extend([head.as_bytes(), content, b"\r\n"].concat());
    };
    for (name, value) in body["parts"].as_object().into_iter().flatten() {
        let media_type = match value {
            Value::Array(_) | Value::Object(_) => "application/json",
            _ => "text/plain",
        };
        part(
            &format!("name=\"{name}\""),
            media_type,
            text(value).as_bytes(),
        );
    }
    for file in body["files"].as_array().into_iter().flatten() {
        let (name, own) = (text(&file["fieldname"]), text(&file["originalname"]));
        let content = STANDARD
            .decode(text(&file["buffer"]["base64"]))
            .expect("base64");
        let disposition = format!("name=\"{name}\"; filename=\"{own}\"");
        part(&disposition, &text(&file["mimetype"]), &content);
    }
    form.extend(b"--between-parts--\r\n");
    form
}
