//! Serde's derive against `Wire`: many structs, each read from JSON and written to it, what compiling
//! them costs and how fast one of them is.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};

use super::compare::Bench;
use crate::cargo::{cargo, run};
use crate::failure::Failure;
use crate::generator::{empty, program};
use crate::measure::{self, Compiled, Compiler, Cost, Job};
use crate::write::write_if_changed;

/// How many structs there are.
const STRUCTS: usize = 200;

/// The fields of each struct: its name, its type in Rust, and its schema.
const FIELDS: [(&str, &str, &str); 8] = [
    ("active", "bool", r#"{"type": "boolean"}"#),
    ("count", "i32", r#"{"type": "integer", "format": "int32"}"#),
    ("id", "i64", r#"{"type": "integer", "format": "int64"}"#),
    ("kind", "String", r#"{"type": "string"}"#),
    ("name", "String", r#"{"type": "string"}"#),
    ("note", "Option<String>", r#"{"type": "string"}"#),
    ("score", "f64", r#"{"type": "number", "format": "double"}"#),
    (
        "tags",
        "Vec<String>",
        r#"{"type": "array", "items": {"type": "string"}}"#,
    ),
];

/// A value of each struct, of 190 bytes.
const SAMPLE: &str = r#"{"active":true,"count":42,"id":1234567890123,"kind":"directory","name":"a name of usual size","note":"what somebody had to say about it","score":0.8125,"tags":["first","second","third one"]}"#;

/// The name of our way.
pub const OURS: &str = "specwright";

/// One way to read and write structs.
pub struct Way {
    /// Its name.
    pub name: &'static str,
    /// What `cargo check`, `cargo build` and `cargo build --release` of the structs cost.
    pub jobs: [(&'static str, Cost); 3],
    /// Million bytes read in a second.
    pub decode: f64,
    /// Million bytes written in a second.
    pub encode: f64,
}

/// Measures both ways of reading and writing.
///
/// # Errors
///
/// When one of them does not compile or run.
pub fn compare(bench: &Bench<'_>) -> Result<[Way; 2], Failure> {
    let folder = bench.root.join("target/bench/crates/wire");
    bench.progress.stage("wire: writing the structs");
    let (derived, ours) = (folder.join("derive"), folder.join("specwright"));
    write_derived(&derived)?;
    write_ours(bench, &folder, &ours)?;
    Ok([
        way(bench, "derive and serde_json", &derived)?,
        way(bench, OURS, &ours)?,
    ])
}

fn way(bench: &Bench<'_>, name: &'static str, folder: &Path) -> Result<Way, Failure> {
    let compiler = bench.compiler("wire");
    let cost = |label, compile: &dyn Fn() -> Result<Compiled, Failure>| {
        bench.progress.stage(&format!("wire: {name}, {label}"));
        match compile()?.accepted() {
            Ok(cost) => Ok((label, cost)),
            Err(problem) => Err(Failure::Failed(format!("{name} {problem}"))),
        }
    };
    let jobs = [
        cost("check", &|| compiler.check(folder, &[]))?,
        cost("debug", &|| compiler.compile(folder, Job::Debug, &[]))?,
        cost("release", &|| compiler.compile(folder, Job::Release, &[]))?,
    ];
    let (decode, encode) = speeds(&compiler, folder)?;
    Ok(Way {
        name,
        jobs,
        decode,
        encode,
    })
}

/// How fast the crate's program reads, and writes, by the CPU time that it takes.
fn speeds(compiler: &Compiler, folder: &Path) -> Result<(f64, f64), Failure> {
    let mut build = cargo(folder, &["build", "--release", "--quiet"]);
    run(build.env("CARGO_TARGET_DIR", &compiler.target))?;
    let program = compiler.target.join("release").join(program(PROGRAM_NAME));
    let speed = |task: &str| {
        let ran = measure::least(|| measure::run(Command::new(&program).arg(task)))?;
        if ran.succeeded {
            Ok((SAMPLE.len() * ROUNDS) as f64 / ran.cost.cpu / 1e6)
        } else {
            Err(Failure::Failed(format!(
                "cannot {task}: {}",
                ran.complaints
            )))
        }
    };
    Ok((speed("decode")?, speed("encode")?))
}

fn write_derived(folder: &Path) -> Result<(), Failure> {
    empty(folder)?;
    let manifest = "[package]\nname = \"wire-derive\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                    [dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n\
                    serde_json = \"1\"\n\n[workspace]\n";
    let mut models = String::from("use serde::{Deserialize, Serialize};\n");
    for index in 0..STRUCTS {
        let derives = "Clone, Debug, Default, PartialEq, Deserialize, Serialize";
        let _ = writeln!(
            models,
            "\n#[derive({derives})]\npub struct Record{index} {{"
        );
        for (name, ty, _) in FIELDS {
            if ty.starts_with("Option<") {
                models
                    .push_str("    #[serde(default, skip_serializing_if = \"Option::is_none\")]\n");
            }
            let _ = writeln!(models, "    pub {name}: {ty},");
        }
        models.push_str("}\n");
    }
    let codec = Codec {
        decode: "serde_json::from_slice",
        encode: "serde_json::to_vec(value).unwrap_or_default()",
        bound: "serde::Serialize",
    };
    write_if_changed(&folder.join("Cargo.toml"), manifest)?;
    write_if_changed(&folder.join("src/models.rs"), &models)?;
    write_if_changed(
        &folder.join("src/lib.rs"),
        "pub mod models;\npub mod uses;\n",
    )?;
    codec.write(folder, "wire_derive")
}

fn write_ours(bench: &Bench<'_>, work: &Path, folder: &Path) -> Result<(), Failure> {
    let document: PathBuf = work.join("wire.json");
    write_if_changed(&document, &description().to_string())?;
    bench.generator.generate(&document, folder)?;
    let library = folder.join("src/lib.rs");
    let failed = |error| Failure::io(&library.to_string_lossy(), &error);
    let text = fs::read_to_string(&library).map_err(failed)?;
    // Only what is generated is documented.
    let text = text.replace("#![deny(missing_docs)]", "");
    fs::write(&library, format!("{text}\npub mod uses;\n")).map_err(failed)?;
    let codec = Codec {
        decode: "specwright_runtime::wire::from_json",
        encode: "specwright_runtime::wire::to_json(value)",
        bound: "specwright_runtime::Wire",
    };
    codec.write(folder, "wire")
}

fn description() -> Value {
    let field = |(name, _, schema): &(&str, &str, &str)| {
        let schema = serde_json::from_str(schema).unwrap_or_default();
        ((*name).to_owned(), schema)
    };
    let properties: Map<String, Value> = FIELDS.iter().map(field).collect();
    let required: Vec<&str> = FIELDS
        .iter()
        .filter(|(_, ty, _)| !ty.starts_with("Option<"))
        .map(|(name, _, _)| *name)
        .collect();
    let schema = json!({ "type": "object", "required": required, "properties": properties });
    let schemas: Map<String, Value> = (0..STRUCTS)
        .map(|index| (format!("Record{index}"), schema.clone()))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "wire", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

/// How a crate reads and writes its structs.
struct Codec {
    decode: &'static str,
    encode: &'static str,
    bound: &'static str,
}

impl Codec {
    /// Writes the use of each struct, and a program that measures one.
    fn write(&self, folder: &Path, library: &str) -> Result<(), Failure> {
        let Self {
            decode,
            encode,
            bound,
        } = self;
        let mut uses = format!(
            "use crate::models::*;\n\n\
             pub fn written<T: {bound}>(value: &T) -> Vec<u8> {{\n    {encode}\n}}\n\n\
             pub fn each(text: &[u8]) -> Vec<u8> {{\n    let mut all = Vec::new();\n"
        );
        for index in 0..STRUCTS {
            let _ = writeln!(
                uses,
                "    if let Ok(value) = {decode}::<Record{index}>(text) {{\n        \
                 all.extend(written(&value));\n    }}"
            );
        }
        uses.push_str("    all\n}\n");
        write_if_changed(&folder.join("src/uses.rs"), &uses)?;
        let speed = PROGRAM
            .replace("LIBRARY", library)
            .replace("DECODE", decode)
            .replace("SAMPLE", &format!("{SAMPLE:?}"))
            .replace("ROUNDS", &ROUNDS.to_string());
        write_if_changed(&folder.join(format!("src/bin/{PROGRAM_NAME}.rs")), &speed)
    }
}

/// Reads or writes a value so often that it takes a good part of a second.
const ROUNDS: usize = 500_000;

/// The program of a crate, and its name.
const PROGRAM_NAME: &str = "speed";
const PROGRAM: &str = r#"use LIBRARY::models::Record0;
use LIBRARY::uses::written;
use std::hint::black_box;

fn main() {
    let text: &[u8] = SAMPLE.as_bytes();
    let value = DECODE::<Record0>(text).expect("the sample is a record");
    assert_eq!(written(&value), text);
    let decodes = std::env::args().nth(1).as_deref() == Some("decode");
    for _ in 0..ROUNDS {
        if decodes {
            drop(black_box(DECODE::<Record0>(black_box(text))));
        } else {
            drop(black_box(written(black_box(&value))));
        }
    }
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_a_record_of_the_size_that_is_told() {
        assert_eq!(SAMPLE.len(), 190);
        let sample: Value = serde_json::from_str(SAMPLE).unwrap();
        let names: Vec<_> = sample.as_object().unwrap().keys().collect();
        assert_eq!(names.len(), FIELDS.len());
        let schemas = description();
        let schemas = schemas.pointer("/components/schemas").unwrap();
        assert_eq!(schemas.as_object().unwrap().len(), STRUCTS);
        assert!(
            schemas
                .pointer("/Record199/properties/tags/items")
                .is_some()
        );
    }
}
