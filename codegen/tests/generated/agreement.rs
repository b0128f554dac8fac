//! The mock and generated servers are of one mind: what one refuses, the
//! other refuses, in the same words.

use crate::loopback::background;

use crate::raw::{Answer, send};
use serde_json::{Value, json};
use specwright::mock::Mock;
use specwright_runtime::http::Method;
use specwright_runtime::operation::{Body, Operation, Response};
use specwright_runtime::server::{Handled, Nobody, Options, Request, Router};
use specwright_runtime::{Reply, Wire};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many values of each type are sent.
const VALUES: usize = 60;

/// A body of a type, read as a generated handler reads it.
fn handler<T: Wire + Send + 'static>(_: Arc<()>, mut request: Request<()>) -> Handled {
    Box::pin(async move {
        request.body::<T>()?;
        Ok(Reply::new(&request.asked, 204, ()))
    })
}

/// The operation that takes a schema.
fn operation(schema: &'static str) -> &'static Operation {
    Box::leak(Box::new(Operation {
        id: schema,
        tag: "",
        summary: "",
        method: Method::POST,
        path: Box::leak(format!("/agreement/{schema}").into_boxed_str()),
        parameters: &[],
        body: Some(Body::required(&["application/json"])),
        responses: const { &[Response::code(204, "")] },
        server: None,
        paging: None,
        security: &[],
        deprecated: false,
        extensions: &[],
    }))
}

/// An overlay that adds an operation for each schema, which takes it; and one
/// that gives it, since what is valid is the best start for what is not.
fn overlay(case: &str, schemas: &[&str]) -> PathBuf {
    let mut paths = serde_json::Map::new();
    for schema in schemas {
        let reference = json!({"$ref": format!("#/components/schemas/{schema}")});
        let content = json!({"application/json": {"schema": reference}});
        let takes = json!({
            "operationId": format!("agreement take {schema}"),
            "requestBody": {"required": true, "content": content},
            "responses": {"204": {"description": ""}},
        });
        let gives = json!({
            "operationId": format!("agreement give {schema}"),
            "responses": {"200": {"description": "", "content": content}},
        });
        paths.insert(
            format!("/agreement/{schema}"),
            json!({"post": takes, "get": gives}),
        );
    }
    let overlay = json!({
        "overlay": "1.0.0",
        "info": {"title": "Agreement", "version": "1"},
        "actions": [{"target": "$.paths", "update": paths}],
    });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("agreement-{case}.json"));
    std::fs::write(&path, overlay.to_string()).unwrap();
    path
}

/// Compares both servers for the schemas of a case.
fn compare(
    case: &str,
    schemas: &[&'static str],
    generated: specwright_runtime::axum::Router,
) -> Vec<String> {
    let path = Path::new("tests/cases/ok").join(format!("{case}.yaml"));
    let overlay = overlay(case, schemas);
    let description = specwright::Description::new(path).overlay(&overlay);
    let chosen = case == "kept_and_closed";
    let mock = Mock::new(description)
        .closed_enums(chosen)
        .keep_unknown(chosen);
    let mock = mock.start().unwrap();
    let generated = background(generated);
    let mut random = fastrand::Rng::with_seed(1);
    let mut wrong = Vec::new();
    let mut taken = 0;
    for schema in schemas {
        let valid = send(&mock.url(), &format!("GET /agreement/{schema}"), &[], "");
        let valid: Option<Value> = serde_json::from_str(&valid.body).ok();
        for number in 0..VALUES {
            let text = match number {
                0 => valid.clone().unwrap_or(Value::Null).to_string(),
                _ => odd_text(valid.as_ref(), &mut random),
            };
            let line = format!("POST /agreement/{schema}");
            let [theirs, ours] = [&generated, &mock.url()]
                .map(|url| send(url, &line, &["Content-Type: application/json"], &text));
            taken += usize::from(ours.status == 204);
            if !is_same(&theirs, &ours) {
                let said = [theirs, ours].map(|one| format!("{} {}", one.status, one.body));
                wrong.push(format!(
                    "{case} {schema} {text}:\n  {}\n  {}",
                    said[0], said[1]
                ));
            }
        }
    }
    assert!(taken > 0, "{case}: nothing was taken");
    wrong
}

/// Two refusals are the same if they say the same; what is accepted is
/// answered as each likes.
pub fn is_same(one: &Answer, other: &Answer) -> bool {
    let refused = |answer: &Answer| answer.header("content-type") == "application/problem+json";
    match (refused(one), refused(other)) {
        (true, true) => (one.status, &one.body) == (other.status, &other.body),
        // The mock refuses as the description documents, where it does.
        (true, false) => one.status == other.status,
        (one, other) => one == other,
    }
}

/// A text that is wrong in one place or in a few, now and then in none.
fn odd_text(valid: Option<&Value>, random: &mut fastrand::Rng) -> String {
    let mut value = match valid {
        Some(valid) if random.u8(..8) > 0 => valid.clone(),
        _ => odd(random),
    };
    for _ in 0..random.usize(1..3) {
        spoil(&mut value, random);
    }
    let text = value.to_string();
    match random.u8(..30) {
        0 => text.chars().take(text.len() / 2).collect(),
        1 => text.replacen('{', "{\"a\":1,\"a\":2,", 1),
        _ => text,
    }
}

/// Changes something somewhere in a value.
fn spoil(value: &mut Value, random: &mut fastrand::Rng) {
    match value {
        Value::Object(entries) if !entries.is_empty() && random.u8(..5) > 0 => {
            let names: Vec<String> = entries.keys().cloned().collect();
            let name = names[random.usize(..names.len())].clone();
            match random.u8(..6) {
                0 => _ = entries.remove(&name),
                1 => _ = entries.insert("other".to_owned(), odd(random)),
                2 => {
                    let moved = entries.remove(&name).unwrap_or(Value::Null);
                    entries.insert(format!("{name}x"), moved);
                }
                _ => spoil(entries.get_mut(&name).unwrap(), random),
            }
        }
        Value::Array(items) if !items.is_empty() && random.u8(..5) > 0 => {
            let at = random.usize(..items.len());
            match random.u8(..4) {
                0 => _ = items.remove(at),
                1 => items.push(items[at].clone()),
                _ => spoil(&mut items[at], random),
            }
        }
        Value::String(text) if random.bool() => match random.u8(..3) {
            0 => text.push_str("żx"),
            1 => _ = text.pop(),
            _ => text.insert(0, '-'),
        },
        Value::Number(number) if random.bool() => {
            let number = number.as_f64().unwrap_or_default();
            *value = json!(match random.u8(..4) {
                0 => number + 0.5,
                1 => -number,
                2 => number * 1e10,
                _ => number - 1.0,
            });
        }
        other => *other = odd(random),
    }
}

/// Any value.
fn odd(random: &mut fastrand::Rng) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(7.0),
        json!(0.1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("a"),
        json!("2020-01-01"),
        json!("12"),
        json!([]),
        json!([null]),
        json!(["a", "a"]),
        json!([1, 2, 3]),
        json!({}),
        json!({"a": 1}),
        json!({"type": "cat", "kind": "dog", "name": "x", "id": 1}),
    ];
    all[random.usize(..all.len())].clone()
}

macro_rules! schemas {
    ($($case:ident: $($schema:ident)*;)*) => {$(
        #[test]
        fn $case() {
            use crate::modules::$case::models;
            let router = Router::new("", (), Nobody, Options::default());
            $(let router = router.public(operation(stringify!($schema)), handler::<models::$schema>);)*
            let wrong = compare(stringify!($case), &[$(stringify!($schema)),*], router.into_axum());
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    )*};
}

// Those that may be `null` are left out: where they are used, the use says so.
schemas! {
    additional_properties: Silent Closed Open Typed Counted;
    all_of: Base Named Merged Twice Tightened Wrapped Extended;
    all_of_conflicts: B E G H I J K N O O1 R S T U V W X;
    all_of_merged: Bounds Place;
    any_of: Named Numbered Either Aged MoreOrLess IntegerOrText SameNames;
    arrays: Holder;
    beside_others: Holder Arr Obj Pat Date Num Above NotEmpty;
    conditions: IdOrName Fruit Headers Payment Address Contact Choice Closed Strict Sort Redundant Tree Leaf Holder;
    discriminator: Circle Square Shape ByName NotAllNamed Quiet Cat Dog;
    field_names: Fields Counted;
    formats: Formats;
    inheritance: Pet Cat Dog Puppy Fish Parrot Alone Snake Viper Home;
    kept_and_closed: Size Shirt Sealed;
    numbers: Numbers;
    odd_numbers: O;
    one_of: Cat Dog Pet Scalar Holder;
    one_of_inline: Base Titled WithCommonPart Told Wrapped;
    openapi31: Thing;
    patterns: Patterns;
    presence: Presence Defaults RequiredButUndescribed Empty UsesNullable;
    recursion: Node Tree Open Even Odd Lists Maps Json Wrapped;
    recursion_everywhere: A B C C1 D E G J K L M N O P Q S T U W;
    same_schemas: Left Right Twin Tree Wood OtherTwin OfTwin OfOtherTwin;
    string_enums: Size Untyped Holder;
    subtypes: Pet Cat Dog Puppy;
    untyped: ByProperties Holder;
    value_names: Repeated Symbols;
}
