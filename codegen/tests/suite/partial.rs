//! Descriptions of which only a part is generated: because of errors in the
//! rest, or because the rest is not wanted.

use crate::scratch::{Run, Scratch};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Pet Store, version: \"1\"}\n";

/// One good operation, and one that is broken in many ways.
const BROKEN: &str = "paths:
  /good: {get: {operationId: good, responses: {\"204\": {description: Done.}}}}
  /bad: {get: {operationId: bad, parameters: [{name: q, in: query}], responses: {\"204\": {description: Done.}}}}
  /all: {parameters: [1], get: {operationId: one, responses: {}}, put: {operationId: two, responses: {}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: strin}, age: {type: integer}}}
";

fn generate(scratch: &Scratch, options: &[&str]) -> Run {
    let generate = ["generate", "spec.yaml", "--out", "out", "--module"];
    scratch.run(&[&generate[..], options].concat())
}

fn broken(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("spec.yaml", format!("{HEAD}{BROKEN}"));
    scratch
}

#[test]
fn what_has_an_error_is_left_out_and_the_rest_is_generated() {
    let scratch = broken("partial");
    let run = generate(&scratch, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let out = scratch.read("out/spec.rs");
    assert!(out.contains("pub fn good(") && !out.contains("pub fn bad("));
    assert!(!out.contains("pub fn one(") && !out.contains("pub fn two("));
    assert!(out.contains("pub name: Option<rt::Value>"), "{out}");
    assert!(out.contains("pub age: Option<i64>"), "{out}");
    let told = "GET /bad is left out (spec.yaml:5:10)\n\
                GET /all is left out (spec.yaml:6:27)\n\
                PUT /all is left out (spec.yaml:6:67)\n\
                /components/schemas/Pet/properties/name takes any value (spec.yaml:9:38)\n";
    assert!(run.stderr.contains("3 errors\n"), "{}", run.stderr);
    assert!(run.stderr.ends_with(told), "{}", run.stderr);
    let counts = "1 operations, 1 types, 3 operations left out, 1 schema taken as any value: ";
    assert!(run.stdout.starts_with(counts), "{}", run.stdout);
    assert_eq!(generate(&scratch, &["--check"]).code, Some(0));
}

#[test]
fn leaving_out_can_be_forbidden() {
    let scratch = broken("partial_forbidden");
    for option in ["--strict", "--deny-loss"] {
        let run = generate(&scratch, &[option]);
        assert_eq!(run.code, Some(1), "{option}");
        assert!(run.stderr.contains(option), "{}", run.stderr);
        assert!(!scratch.has("out"));
    }
    let spec = scratch.path().join("spec.yaml");
    let builder = specwright::Builder::new(&spec).out_dir(scratch.path());
    assert!(builder.clone().strict(true).generate().is_err());
    assert!(builder.strict(false).generate().is_ok());
    let builder = specwright::CrateBuilder::sole(&spec);
    assert_eq!(builder.generate().unwrap().left_out.len(), 4);
    assert!(builder.strict().generate().is_err());
}

#[test]
fn the_report_lists_what_is_left_out() {
    let scratch = broken("partial_report");
    let run = generate(&scratch, &["--report", "report.json"]);
    assert!(
        run.stdout.contains("GET /bad is left out"),
        "{}",
        run.stdout
    );
    let report: serde_json::Value = serde_json::from_str(&scratch.read("report.json")).unwrap();
    let left_out = &report["leftOut"];
    assert_eq!(left_out.as_array().unwrap().len(), 4);
    assert_eq!(left_out[0]["part"], "operation");
    assert_eq!(left_out[0]["name"], "GET /bad");
    assert_eq!(left_out[0]["pointer"], "/paths/~1bad/get");
    assert_eq!(
        (&left_out[0]["line"], &left_out[0]["column"]),
        (&5.into(), &10.into())
    );
    assert_eq!(left_out[3]["part"], "schema");
}

#[test]
fn with_nothing_left_it_fails() {
    let scratch = Scratch::new("partial_nothing");
    scratch.write("spec.yaml", format!("{HEAD}paths: {{/a: {{get: {{}}}}}}\n"));
    let run = generate(&scratch, &[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(!scratch.has("out"));
}

/// What cannot be followed may have had all operations.
#[test]
fn with_no_path_left_it_fails() {
    let scratch = Scratch::new("partial_no_path");
    scratch.write(
        "spec.yaml",
        format!("{HEAD}paths: {{/a: {{$ref: gone.yaml}}}}\n"),
    );
    let run = generate(&scratch, &[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(!scratch.has("out"));
}

#[test]
fn a_path_that_cannot_be_followed_is_counted_as_one() {
    let scratch = Scratch::new("partial_path");
    let paths = "paths: {/a: {$ref: gone.yaml}, /b: {get: {operationId: b, responses: {}}}}\n";
    scratch.write("spec.yaml", format!("{HEAD}{paths}"));
    let run = generate(&scratch, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let counts = "1 operations, 0 types, 1 path left out: ";
    assert!(run.stdout.starts_with(counts), "{}", run.stdout);
}

/// A requirement of the document as a whole is not part of any operation.
#[test]
fn what_cannot_be_left_out_is_reported_once() {
    let scratch = Scratch::new("partial_once");
    let rest = "security: [abc]\npaths: {/b: {get: {operationId: b, responses: {}}}}\n";
    scratch.write("spec.yaml", format!("{HEAD}{rest}"));
    let run = generate(&scratch, &[]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
}

/// What is broken, and what of the operations `one` and `two` is left then.
#[test]
fn the_damage_reaches_as_far_as_it_must() {
    for (name, one_has, components, left) in [
        (
            "response",
            "responses: {default: {$ref: '#/components/responses/R'}}",
            "responses: {R: {description: x, content: []}}",
            "two",
        ),
        (
            "chain",
            "responses: {default: {$ref: '#/components/responses/R'}}",
            "responses: {R: {$ref: '#/components/responses/S'}, S: [1]}",
            "two",
        ),
        (
            "header",
            "responses: {default: {description: x, headers: {H: {$ref: '#/components/headers/H'}}}}",
            "headers: {H: {schema: 1}}",
            "one two",
        ),
        (
            "scheme",
            "security: [{s: []}], responses: {}",
            "securitySchemes: {s: {type: http}}",
            "two",
        ),
        (
            "schema",
            "responses: {default: {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}",
            "schemas: {S: [1]}",
            "one two",
        ),
        (
            "example",
            "responses: {default: {description: x, content: {application/json: {examples: {e: {$ref: '#/components/examples/E'}}}}}}",
            "examples: {E: 1}",
            "one two",
        ),
        (
            "callback",
            "callbacks: {c: {'{$url}': {post: {parameters: [{$ref: '#/components/parameters/P'}]}}}}, responses: {}",
            "schemas: {}",
            "one two",
        ),
        (
            "description",
            "description: {$ref: missing.md}, responses: {}",
            "schemas: {}",
            "one two",
        ),
        (
            "security",
            "security: [{none: []}], responses: {}",
            "schemas: {}",
            "two",
        ),
        (
            "file",
            "responses: {default: {$ref: 'missing.yaml'}}",
            "schemas: {}",
            "two",
        ),
        (
            "syntax",
            "responses: {default: {$ref: 'broken.yaml'}}",
            "schemas: {}",
            "two",
        ),
    ] {
        let scratch = Scratch::new(&format!("damage_{name}"));
        let two = "get: {operationId: two, responses: {}}";
        let spec = format!(
            "{HEAD}paths:\n  /one: {{get: {{operationId: one, {one_has}}}}}\n  /two: {{{two}}}\n\
             components: {{{components}}}\n"
        );
        scratch
            .write("spec.yaml", spec)
            .write("broken.yaml", "a: [");
        let run = generate(&scratch, &[]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        assert!(run.stderr.starts_with("error["), "{name}: {}", run.stderr);
        let out = scratch.read("out/spec.rs");
        let found: Vec<&str> = ["one", "two"]
            .into_iter()
            .filter(|id| out.contains(&format!("pub fn {id}(")))
            .collect();
        assert_eq!(found.join(" "), left, "{name}: {}", run.stderr);
    }
}

/// With any value as one branch, the others of a union would mean nothing.
#[test]
fn a_union_with_a_broken_branch_is_any_value() {
    let scratch = Scratch::new("damage_union");
    let schemas = "paths: {}\ncomponents:\n  schemas:\n    Broken: [1]\n    Whole: {type: string}\n    \
                   Named: {oneOf: [{$ref: '#/components/schemas/Broken'}, {type: string}]}\n    \
                   Inline: {anyOf: [{type: strin}, {type: integer}]}\n    \
                   Fine: {oneOf: [{$ref: '#/components/schemas/Whole'}, {type: integer}]}\n";
    scratch.write("spec.yaml", format!("{HEAD}{schemas}"));
    assert_eq!(generate(&scratch, &[]).code, Some(0));
    let out = scratch.read("out/spec.rs");
    for any in ["Broken", "Named", "Inline"] {
        assert!(
            out.contains(&format!("pub type {any} = rt::Value;")),
            "{any}"
        );
    }
    assert!(out.contains("pub enum Fine {"), "{out}");
}
