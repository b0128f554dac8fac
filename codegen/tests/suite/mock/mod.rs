//! The mock server: which response it chooses, what is in it, and what it
//! says of descriptions that it cannot serve as they are.

mod command;
mod corpus;
mod hostile;
mod places;
mod wire;

use crate::scratch::Scratch;
use specwright::diagnostic::Code;
use specwright::mock::{Mock, MockServer};
use wire::send;

const PETS: &str = include_str!("pets.yaml");

/// The body as JSON.
fn json(answer: &wire::Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap()
}

fn start(name: &str, text: &str, seed: u64) -> MockServer {
    let scratch = Scratch::new(name);
    scratch.write("spec.yaml", text);
    let path = scratch.path().join("spec.yaml");
    Mock::new(path).seed(seed).start().unwrap()
}

fn get(server: &MockServer, path: &str, headers: &[&str]) -> wire::Answer {
    send(&server.url(), &format!("GET {path}"), headers, "")
}

#[test]
fn values_are_valid_and_those_of_a_seed() {
    let [one, same, other] = [7, 7, 8].map(|seed| start("mock-seeds", PETS, seed));
    let of_same = get(&same, "/v1/pets/1", &["Prefer: dynamic=true"]);
    let of_one = get(&one, "/v1/pets", &[]);
    assert_eq!(of_one.status, 200);
    assert_eq!(of_one.header("x-total"), "7");
    assert_eq!(of_one.body, get(&same, "/v1/pets", &[]).body);
    assert_eq!(
        of_same.body,
        get(&one, "/v1/pets/1", &["Prefer: dynamic=true"]).body
    );
    assert_ne!(of_one.body, get(&other, "/v1/pets", &[]).body);
    let pets = json(&of_one);
    assert!(pets.as_array().unwrap().len() >= 2, "{pets}");
    for pet in pets.as_array().unwrap() {
        let text = |name: &str| pet[name].as_str().unwrap().to_owned();
        let (name, kind) = (text("name"), text("kind"));
        assert!((3..=8).contains(&name.len()), "{name}");
        assert!(name.starts_with(|first: char| first.is_ascii_uppercase()));
        assert!(["cat", "dog"].contains(&kind.as_str()));
        assert_eq!(text("id").len(), 36);
        assert!(text("email").ends_with("@example.com"));
        assert_eq!(pet["age"].as_i64().unwrap() % 2, 0);
        assert!(pet.get("secret").is_none(), "{pet}");
    }
}

#[test]
fn requests_choose_the_response() {
    let server = start("mock-prefer", PETS, 0);
    let answer = |prefer: &str| get(&server, "/v1/pets/1", &[&format!("Prefer: {prefer}")]);
    let cases = [
        ("wait=5", 200, r#"{"code":1}"#, ""),
        ("example=large", 200, r#"{"code":1000000}"#, "example=large"),
        ("code=404", 404, r#"{"code":404}"#, "code=404"),
        ("example=gone", 404, r#"{"code":404}"#, "example=gone"),
        // What is not documented, or not valid, is not preferred.
        ("code=500", 200, r#"{"code":1}"#, ""),
        ("example=wrong", 200, r#"{"code":1}"#, ""),
    ];
    for (prefer, status, body, applied) in cases {
        let answer = answer(prefer);
        assert_eq!(answer.status, status, "{prefer}");
        assert_eq!(answer.body, body, "{prefer}");
        assert_eq!(answer.header("preference-applied"), applied, "{prefer}");
    }
    // The default stands for any status.
    let other = get(&server, "/v1/pets", &["Prefer: code=503"]);
    assert_eq!(
        (other.status, other.header("preference-applied")),
        (503, "code=503")
    );
}

#[test]
fn invalid_requests_are_refused_with_reasons() {
    let server = start("mock-refusals", PETS, 0);
    let answer = get(&server, "/v1/pets/x", &["Prefer: code=404"]);
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(json(&answer)["errors"][0]["name"], "id");
    assert_eq!(get(&server, "/v1/cats", &[]).status, 404);
    let post = |headers: &[&str], body: &str| send(&server.url(), "POST /v1/pets", headers, body);
    let typed = "Content-Type: application/json";
    assert_eq!(post(&[typed], "{}").status, 401);
    let wrong = r#"{"name": "x", "secret": "", "kind": "cow", "age": 41}"#;
    let refused = post(&[typed, "X-Key: any"], wrong);
    assert_eq!(refused.status, 400);
    assert_eq!(
        json(&refused)["errors"].as_array().unwrap().len(),
        5,
        "{}",
        refused.body
    );
    let right = r#"{"name": "Tom", "secret": "s", "kind": "cat"}"#;
    let taken = post(&[typed, "X-Key: any"], right);
    assert_eq!((taken.status, taken.header("location")), (201, "/pets/1"));
}

#[test]
fn examples_that_do_not_fit_are_reported() {
    let scratch = Scratch::new("mock-examples");
    scratch.write("spec.yaml", PETS);
    let api = Mock::new(scratch.path().join("spec.yaml")).load().unwrap();
    let found: Vec<_> = api.diagnostics().iter().collect();
    let [only] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(only.code, Code::InvalidExample);
    let location = only.location.as_ref().unwrap();
    assert!(
        location.pointer.ends_with("/examples/wrong/value"),
        "{location:?}"
    );
    assert!(location.excerpt.is_some());
}

const DOCUMENTED: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
security: [{key: []}]
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '204': {description: Done.}
        default:
          description: No.
          content: {application/json: {schema: {$ref: '#/components/schemas/No'}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    No:
      type: object
      required: [error]
      properties:
        error:
          type: object
          required: [code, message]
          properties: {code: {type: integer}, message: {type: string}}
";

#[test]
fn refusals_look_as_documented_and_one_secret_lets_in() {
    let scratch = Scratch::new("mock-documented");
    scratch.write("spec.yaml", DOCUMENTED);
    let mock = Mock::new(scratch.path().join("spec.yaml")).secret("s3cret");
    assert!(!format!("{mock:?}").contains("s3cret"));
    let server = mock.start().unwrap();
    let refused = get(&server, "/pets/x", &["X-Key: s3cret"]);
    let kind = refused.header("content-type");
    assert_eq!((refused.status, kind), (400, "application/json"));
    let message = json(&refused)["error"]["message"].to_string();
    assert!(message.contains("path `id`"), "{message}");
    let stranger = get(&server, "/pets/1", &["X-Key: guess"]);
    assert_eq!(stranger.status, 401);
    assert!(json(&stranger)["error"]["message"].is_string());
    assert_eq!(get(&server, "/pets/1", &["X-Key: s3cret"]).status, 204);
}
