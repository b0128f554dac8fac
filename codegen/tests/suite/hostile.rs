//! What is no description, or one made to do harm, gets a clear error at once
//! and never a panic.

use crate::scratch::{Run, Scratch};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// A real run takes a small part of this, even on a busy machine.
const AT_ONCE: Duration = Duration::from_secs(30);

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\n";

fn generate(scratch: &Scratch, document: &str) -> Run {
    let start = Instant::now();
    let run = scratch.run(&[
        "generate", document, "--out", "out", "--module", "--name", "out", "--strict",
    ]);
    let took = start.elapsed();
    assert!(took < AT_ONCE, "{document} took {took:?}");
    assert!(
        !run.stderr.contains("panicked"),
        "{document}: {}",
        run.stderr
    );
    run
}

/// Fails unless the file is refused with the code, and a place or a file.
fn refused(scratch: &Scratch, document: &str, code: &str) -> Run {
    let run = generate(scratch, document);
    assert_eq!(run.code, Some(1), "{document}: {}", run.stderr);
    let head = format!("error[{code}]: ");
    assert!(run.stderr.starts_with(&head), "{document}: {}", run.stderr);
    assert!(run.stderr.contains("--> "), "{document}: {}", run.stderr);
    assert!(run.stdout.is_empty() && !scratch.has("out"), "{document}");
    run
}

#[test]
fn what_cannot_be_read_is_refused() {
    let scratch = Scratch::new("unreadable");
    scratch.write("folder/file", "");
    refused(&scratch, "folder", "file-unreadable");
    refused(&scratch, "missing.yaml", "file-unreadable");
    refused(&scratch, "missing/missing.yaml", "file-unreadable");
}

#[test]
fn what_is_no_text_is_refused() {
    let scratch = Scratch::new("not-text");
    let utf16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    scratch
        .write("binary.yaml", [0x7f, b'E', b'L', b'F', 0xff, 0xfe])
        .write("nul.yaml", format!("{HEAD}paths: {{}}\0"))
        .write(
            "marked_utf16.yaml",
            [vec![0xff, 0xfe], utf16.clone()].concat(),
        )
        .write("utf16.yaml", utf16)
        .write("latin1.yaml", b"openapi: 3.0.3\ninfo: {title: \xe9}\n");
    for name in ["binary", "nul", "marked_utf16", "utf16", "latin1"] {
        refused(&scratch, &format!("{name}.yaml"), "file-not-text");
    }
}

#[test]
fn what_holds_nothing_is_refused() {
    let scratch = Scratch::new("empty");
    for (name, text) in [
        ("empty.yaml", ""),
        ("blank.yaml", " \n\n"),
        ("comment.yaml", "# nothing\n# at all\n"),
        ("mark.yaml", "\u{feff}"),
        ("dashes.yaml", "---\n"),
        ("empty.json", ""),
    ] {
        scratch.write(name, text);
        refused(&scratch, name, "file-empty");
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let scratch = Scratch::new("nested");
    let deep = 100_000;
    for (name, level) in [
        ("brackets.yaml", "["),
        ("braces.yaml", "{a: "),
        ("dashes.yaml", "- "),
        ("keys.yaml", "? "),
        ("brackets.json", "["),
        ("braces.json", "{\"a\":"),
    ] {
        scratch.write(name, level.repeat(deep));
        refused(&scratch, name, "file-too-large");
    }
    let indented = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    scratch.write("indented.yaml", indented.collect::<String>());
    refused(&scratch, "indented.yaml", "file-too-large");
}

#[test]
fn aliases_that_expand_are_refused() {
    let scratch = Scratch::new("aliases");
    let mut text = format!(
        "{HEAD}paths: {{}}\nx-a:\n  a0: &a0 [{}]\n",
        ["x"; 10].join(",")
    );
    for level in 1..=10 {
        let below = format!("*a{}", level - 1);
        let _ = writeln!(
            text,
            "  a{level}: &a{level} [{}]",
            [below.as_str(); 10].join(",")
        );
    }
    scratch
        .write("bomb.yaml", text)
        .write("itself.yaml", "a: &a [*a]\n")
        .write("whole.yaml", "&a {openapi: 3.0.3, x-a: *a}\n");
    for name in ["bomb.yaml", "itself.yaml", "whole.yaml"] {
        refused(&scratch, name, "file-too-large");
    }
}

#[test]
fn long_chains_are_refused() {
    let scratch = Scratch::new("chains");
    let long = 10_000;
    let chain = |schema: &dyn Fn(usize) -> String| {
        let head = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n");
        let schemas = (0..long).map(|at| format!("    S{at}: {}\n", schema(at + 1)));
        format!(
            "{head}{}    S{long}: {{type: object}}\n",
            schemas.collect::<String>()
        )
    };
    scratch.write(
        "refs.yaml",
        chain(&|next| format!("{{$ref: '#/components/schemas/S{next}'}}")),
    );
    refused(&scratch, "refs.yaml", "file-too-large");
    scratch.write(
        "merged.yaml",
        chain(&|next| {
            format!("{{allOf: [{{$ref: '#/components/schemas/S{next}'}}, {{type: object}}]}}")
        }),
    );
    refused(&scratch, "merged.yaml", "file-too-large");
}

/// Each step doubles what the one before it is made of.
#[test]
fn schemas_that_double_take_no_longer() {
    let scratch = Scratch::new("doubling");
    let mut text =
        format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    S40: {{type: object}}\n");
    for at in 0..40 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        let _ = writeln!(text, "    S{at}: {{allOf: [{next}, {next}]}}");
    }
    scratch.write("doubling.yaml", text);
    assert_eq!(generate(&scratch, "doubling.yaml").code, Some(0));
}

/// The work for a finding, or for what is left out, does not grow with the
/// file: it would take minutes here, rather than seconds.
/// What forms and XML are made of is looked up through references.
#[test]
fn bodies_that_double_take_no_longer() {
    let scratch = Scratch::new("doubling-bodies");
    let branches = |at: usize| {
        let branch = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        format!("    S{at}: {{anyOf: [{branch}, {branch}]}}\n")
    };
    let lists = |at: usize| {
        let list = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        let members = format!("{{a: {list}, b: {list}}}");
        format!("    S{at}: {{type: array, items: {{type: object, properties: {members}}}}}\n")
    };
    let of = |schema: &dyn Fn(usize) -> String| (0..40).map(schema).collect::<String>();
    for schemas in [of(&branches), of(&lists)] {
        for media_type in ["application/xml", "multipart/form-data"] {
            let schema = "schema: {$ref: '#/components/schemas/S0'}";
            scratch.write(
                "doubling.yaml",
                format!(
                    "{HEAD}paths: {{/a: {{post: {{operationId: a, requestBody: {{content: \
                     {{{media_type}: {{{schema}}}}}}}, responses: {{'204': {{description: d}}}}}}}}}}\n\
                     components:\n  schemas:\n{schemas}    S40: {{type: string}}\n"
                ),
            );
            generate(&scratch, "doubling.yaml");
        }
    }
}

#[test]
fn large_files_with_findings_take_no_longer() {
    let scratch = Scratch::new("large-findings");
    let count = 6_000;
    let file = |version: &str, schema: &dyn Fn(usize) -> String| {
        let schemas: Vec<String> = (0..count)
            .map(|at| format!("\"S{at}\": {}", schema((at + 1) % count)))
            .collect();
        format!(
            "{{\"openapi\": \"{version}\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \
             \"paths\": {{}}, \"components\": {{\"schemas\": {{{}}}}}}}",
            schemas.join(", ")
        )
    };
    let one_line = file("3.0.3", &|_| {
        "{\"type\": \"object\", \"unknown\": 1}".to_owned()
    });
    let half = file("3.0.3", &|next| match next % 2 {
        0 => "[1]".to_owned(),
        _ => format!("{{\"oneOf\": [{{\"$ref\": \"#/components/schemas/S{next}\"}}]}}"),
    });
    let anchors = file("3.1.0", &|next| {
        format!(
            "{{\"$anchor\": \"a{}\", \"properties\": {{\"p\": {{\"$ref\": \"#a{}\"}}}}}}",
            next,
            (next + 1) % count
        )
    });
    scratch
        .write("one_line.yaml", one_line)
        .write("half.json", half)
        .write("anchors.json", anchors);
    assert_eq!(generate(&scratch, "one_line.yaml").code, Some(1));
    assert_eq!(generate(&scratch, "half.json").code, Some(1));
    assert_eq!(generate(&scratch, "anchors.json").code, Some(0));
}

/// What is put in place makes a tree that is deeper than any file may be.
#[test]
fn objects_put_in_place_without_end_are_refused() {
    let scratch = Scratch::new("deep-in-place");
    let long = 10_000;
    let mut text = format!(
        "{HEAD}paths: {{/a: {{$ref: '#/x-item-0'}}}}\n\
         components: {{schemas: {{A: {{properties: {{$ref: '#/x-0'}}}}}}}}\n"
    );
    for at in 0..long {
        let next = at + 1;
        let _ = writeln!(
            text,
            "x-{at}: {{a: {{properties: {{$ref: '#/x-{next}'}}}}}}"
        );
        let _ = writeln!(text, "x-item-{at}: {{$ref: '#/x-item-{next}'}}");
    }
    let _ = writeln!(
        text,
        "x-{long}: {{a: {{type: string}}}}\nx-item-{long}: {{}}"
    );
    scratch.write("deep.yaml", text);
    refused(&scratch, "deep.yaml", "file-too-large");
}

/// No section holds a map of schemas, so that each is put in place, and each
/// level doubles what the one before it is made of.
#[test]
fn objects_put_in_place_that_double_are_refused() {
    let scratch = Scratch::new("doubling-in-place");
    let mut text = format!(
        "{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{properties: {{$ref: '#/x-0'}}}}}}}}\n"
    );
    for at in 0..40 {
        let next = format!("{{type: object, properties: {{$ref: '#/x-{}'}}}}", at + 1);
        let _ = writeln!(text, "x-{at}: {{a: {next}, b: {next}}}");
    }
    text.push_str("x-40: {a: {type: string}}\n");
    scratch.write("doubling.yaml", text);
    let run = refused(&scratch, "doubling.yaml", "file-too-large");
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
}

#[test]
fn unusual_but_harmless_files_are_taken() {
    let scratch = Scratch::new("harmless");
    let levels = 50;
    let nested = format!(
        "{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {}{{type: string}}{}}}}}\n",
        "{type: object, properties: {a: ".repeat(levels),
        "}}".repeat(levels)
    );
    scratch
        .write("mark.yaml", format!("\u{feff}{HEAD}paths: {{}}\n"))
        .write("nested.yaml", nested)
        .write(
            "line.yaml",
            format!("{HEAD}paths: {{}}\nx-a: {}\n", "a".repeat(1_000_000)),
        )
        .write(
            "windows.yaml",
            format!("{HEAD}paths: {{}}\n").replace('\n', "\r\n"),
        )
        .write("no_ending", format!("{HEAD}paths: {{}}\n"))
        .write(
            "tagged.yaml",
            format!("{HEAD}paths: !map {{}}\nx-a: !!binary AAAA\n"),
        );
    for name in [
        "mark.yaml",
        "nested.yaml",
        "line.yaml",
        "windows.yaml",
        "no_ending",
        "tagged.yaml",
    ] {
        let run = generate(&scratch, name);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
    }
}

/// 100 levels of `properties` are 200 levels of YAML.
#[test]
fn a_schema_too_deep_is_refused() {
    let scratch = Scratch::new("deep-schema");
    let levels = 100;
    let open = "{type: object, properties: {a: ".repeat(levels);
    let schema = format!("{open}{{type: string}}{}", "}}".repeat(levels));
    scratch.write(
        "deep.yaml",
        format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"),
    );
    refused(&scratch, "deep.yaml", "file-too-large");
}

#[test]
fn a_long_line_is_cut_around_its_error() {
    let scratch = Scratch::new("long-line");
    let long = "a".repeat(1_000_000);
    scratch.write(
        "long.json",
        format!("{{\"x-a\": \"{long}\", \"openapi\": 5, \"x-b\": \"{long}\"}}"),
    );
    let run = generate(&scratch, "long.json");
    assert!(run.stderr.contains("\"openapi\": 5"), "{}", run.stderr);
    assert!(run.stderr.len() < 1_000, "{} bytes", run.stderr.len());
}

#[test]
fn numbers_without_end_are_taken_or_refused() {
    let scratch = Scratch::new("numbers");
    let schemas = "
    A: {type: number, minimum: .nan, maximum: .inf, multipleOf: 0}
    B: {type: integer, minimum: .nan, maximum: -.inf, multipleOf: -1}
    C: {type: integer, minimum: -1e300, maximum: 1e300}
    D: {type: string, minLength: 99999999999999, default: .nan}
";
    scratch.write(
        "numbers.yaml",
        format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:{schemas}"),
    );
    let run = generate(&scratch, "numbers.yaml");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!scratch.read("out/out.rs").contains("nan"));
}

#[test]
fn escape_sequences_do_not_reach_a_terminal() {
    let scratch = Scratch::new("escapes");
    scratch.write(
        "escapes.json",
        "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \
         \"paths\": {\"\\u001b[31mred\": {}}, \"\u{9b}31m\": 1}",
    );
    let run = generate(&scratch, "escapes.json");
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.chars().all(|c| c == '\n' || !c.is_control()),
        "{}",
        run.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let scratch = Scratch::new("link");
    let document =
        format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: 'link.yaml#/A'}}}}}}\n");
    scratch
        .write("secret.yaml", "A: {type: string}\n")
        .write("spec/openapi.yaml", document);
    std::os::unix::fs::symlink("../secret.yaml", scratch.path().join("spec/link.yaml")).unwrap();
    refused(&scratch, "spec/openapi.yaml", "ref-outside-root");
    let wider = [
        "generate",
        "spec/openapi.yaml",
        "--out",
        "out",
        "--module",
        "--root",
        ".",
    ];
    assert_eq!(scratch.run(&wider).code, Some(0));
}
