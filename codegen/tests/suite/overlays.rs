//! Overlays on descriptions: what they change, and where what they bring is
//! shown to stand.

use crate::scratch::{Run, Scratch};

const SPEC: &str = "openapi: 3.0.3
info: {title: Pet Store, version: \"1\"}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /pets:
    get:
      operationId: list
      summary: Old.
      parameters:
        - {name: first, in: query, schema: {type: string}}
        - {name: second, in: query, schema: {type: string}}
        - {name: third, in: query, schema: {type: string}}
      responses: {\"204\": {description: Done.}}
  /admin: {get: {operationId: admin, x-internal: true, responses: {\"204\": {description: Done.}}}}
";

/// Runs with overlays of these actions, each a line of YAML.
fn run(scratch: &Scratch, overlays: &[&str]) -> Run {
    scratch.write("spec.yaml", SPEC);
    let mut arguments = vec!["generate", "spec.yaml", "--out", "out", "--module"];
    let names: Vec<String> = (0..overlays.len())
        .map(|at| format!("o{at}.yaml"))
        .collect();
    for (name, actions) in names.iter().zip(overlays) {
        let head = "overlay: 1.0.0\ninfo: {title: O, version: \"1\"}\nactions:\n";
        scratch.write(name, format!("{head}{actions}"));
        arguments.extend(["--overlay", name]);
    }
    scratch.run(&arguments)
}

fn out(scratch: &Scratch, overlays: &[&str]) -> String {
    let run = run(scratch, overlays);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stderr, "");
    scratch.read("out/spec.rs")
}

#[test]
fn parts_are_merged_appended_and_removed_in_order() {
    let scratch = Scratch::new("overlays");
    let out = out(
        &scratch,
        &[
            "- target: $.paths['/pets'].get\n  update: {summary: New., responses: {'404': {description: None.}}}\n\
             - target: $.paths.*[?@['x-internal'] == true]\n  remove: true\n\
             - target: $..parameters[?@.name == 'second']\n  remove: true\n",
            "- target: $.paths['/pets'].get.parameters\n  update: {name: fourth, in: query, schema: {type: integer}}\n\
             - target: $\n  update: {paths: {/owners: {get: {operationId: owners, responses: {}}}}}\n",
        ],
    );
    for there in [
        "New.",
        "NotFound",
        "first:",
        "third:",
        "fourth:",
        "fn owners(",
    ] {
        assert!(out.contains(there), "{there}: {out}");
    }
    for gone in ["Old.", "second:", "fn admin("] {
        assert!(!out.contains(gone), "{gone}: {out}");
    }
}

#[test]
fn what_an_overlay_brings_is_shown_where_it_stands() {
    let scratch = Scratch::new("overlays_places");
    let run = run(
        &scratch,
        &[
            "- target: $.paths['/pets'].get\n  update: {description: More.}\n\
           - target: $.paths['/pets'].get.parameters[0]\n  remove: true\n\
           - target: $.paths['/pets'].get.parameters[1].schema\n  update: {type: sting}\n\
           - target: $.paths['/pets'].get.parameters\n  update: {name: q, in: nowhere, schema: {}}\n",
        ],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let places = ["--> o0.yaml:9:18", "--> o0.yaml:11:25"];
    for place in places {
        assert!(run.stderr.contains(place), "{place}: {}", run.stderr);
    }
    // What moved up in its array is still shown where the file has it.
    let moved = "- target: $.paths['/pets'].get.parameters[0]\n  remove: true\n\
                 - target: $.paths['/pets'].get.parameters[1]\n  update: {odd: 1}\n";
    let run = crate::overlays::run(&scratch, &[moved]);
    assert!(run.stderr.contains("--> o0.yaml:7:12"), "{}", run.stderr);
    scratch.write("third.yaml", "overlay: 1.0.0\n");
    let broken = SPEC.replace("name: third, in: query", "name: third, in: nowhere");
    scratch.write("spec.yaml", broken);
    let arguments = [
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--overlay",
        "o0.yaml",
    ];
    let run = scratch.run(&arguments);
    assert!(run.stderr.contains("--> spec.yaml:12:29"), "{}", run.stderr);
}

#[test]
fn a_target_that_selects_nothing_is_a_warning() {
    let scratch = Scratch::new("overlays_nothing");
    let run = run(
        &scratch,
        &["- target: $.paths['/pet'].get\n  update: {summary: New.}\n"],
    );
    assert_eq!(run.code, Some(0));
    let head = "warning[overlay-mismatch]: the target selects nothing in the document\n --> o0.yaml:4:11\n";
    assert!(run.stderr.starts_with(head), "{}", run.stderr);
}

#[test]
fn an_overlay_for_another_document_is_a_warning() {
    let scratch = Scratch::new("overlays_extends");
    for (extends, warns) in [
        ("spec.yaml", false),
        ("./other.yaml", true),
        ("https://example.org/spec.yaml", false),
    ] {
        scratch.write("spec.yaml", SPEC).write(
            "o.yaml",
            format!("overlay: 1.0.0\ninfo: {{title: O, version: \"1\"}}\nextends: {extends}\nactions:\n- {{target: $.info, update: {{x-a: 1}}}}\n"),
        );
        let run = scratch.run(&[
            "generate",
            "spec.yaml",
            "--out",
            "out",
            "--overlay",
            "o.yaml",
        ]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(
            run.stderr.contains("warning[overlay-mismatch]"),
            warns,
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_malformed_overlay_is_an_error_at_its_place() {
    let scratch = Scratch::new("overlays_malformed");
    let head = "overlay: 1.0.0\ninfo: {title: O, version: \"1\"}\n";
    for (text, error) in [
        ("a: [".to_owned(), "error[syntax]: "),
        (
            "[]".to_owned(),
            "error[invalid-field]: this must be an object, but is an array\n --> o.yaml:1:1",
        ),
        (
            "{}".to_owned(),
            "error[missing-field]: the required field `overlay` is missing",
        ),
        (
            head.replace("1.0.0", "2.0.0"),
            "error[unsupported-version]: version `2.0.0` of overlays is not supported\n --> o.yaml:1:10",
        ),
        (
            head.to_owned(),
            "error[missing-field]: the required field `actions` is missing",
        ),
        (
            format!("{head}actions: {{}}\n"),
            "error[invalid-field]: this must be an array, but is an object",
        ),
        (
            format!("{head}actions: [1]\n"),
            "error[invalid-field]: this must be an object, but is the integer 1\n --> o.yaml:3:11",
        ),
        (
            format!("{head}actions: [{{update: {{}}}}]\n"),
            "error[missing-field]: the required field `target` is missing",
        ),
        (
            format!("{head}actions: [{{target: $.info}}]\n"),
            "error[missing-field]: the action has neither `update` nor `remove`",
        ),
        (
            format!("{head}actions: [{{target: 'info', update: {{}}}}]\n"),
            "error[invalid-field]: the target is not a JSONPath",
        ),
        (
            format!("{head}actions: [{{target: '$[?(', update: {{}}}}]\n"),
            "error[invalid-field]: the target is not a JSONPath",
        ),
        (
            format!("{head}actions: [{{target: '$..*..*..*..*..*', update: {{}}}}]\n"),
            "error[invalid-field]: the target has more than 4 times `..`",
        ),
        (
            format!(
                "{head}actions: [{{target: '$[?{}', update: {{}}}}]\n",
                "(".repeat(100_000)
            ),
            "error[invalid-field]: the target has more than",
        ),
        (
            format!("{head}actions: [{{target: $, remove: true}}]\n"),
            "error[invalid-field]: the document as a whole cannot be removed",
        ),
        (
            format!("{head}actions: [{{target: $.paths, update: text}}]\n"),
            "error[invalid-field]: this is a string, but the document has an object there\n --> o.yaml:3:37",
        ),
        (
            format!("{head}actions: [{{target: $.info.title, update: {{}}}}]\n"),
            "error[invalid-field]: this is an object, but the document has a string there",
        ),
    ] {
        scratch.write("spec.yaml", SPEC).write("o.yaml", &text);
        let run = scratch.run(&[
            "generate",
            "spec.yaml",
            "--out",
            "out",
            "--overlay",
            "o.yaml",
        ]);
        assert_eq!(run.code, Some(1), "{text}: {}", run.stderr);
        assert!(run.stderr.contains(error), "{text}: {}", run.stderr);
        assert!(!scratch.has("out"), "{text}");
    }
    let run = scratch.run(&[
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--overlay",
        "none.yaml",
    ]);
    assert!(
        run.stderr.starts_with("error[file-unreadable]: "),
        "{}",
        run.stderr
    );
}

/// As if it stood in the root document: confined to the root folder too.
#[test]
fn references_in_overlays_are_relative_to_the_document() {
    let scratch = Scratch::new("overlays_refs");
    let schema = |reference: &str| {
        format!(
            "- target: $\n  update: {{components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}}}\n"
        )
    };
    scratch.write("types.yaml", "A: {type: boolean}\n");
    let out = out(&scratch, &[&schema("types.yaml#/A")]);
    assert!(out.contains("pub type A = bool;"), "{out}");
    let run = run(&scratch, &[&schema("/etc/passwd#/A")]);
    assert!(
        run.stderr.contains("error[ref-outside-root]: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--> o0.yaml:5:"), "{}", run.stderr);
}
