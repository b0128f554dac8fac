//! How the code of a large API is spread over files and cargo features. The
//! crates are compiled, tag by tag, with warnings as errors.

use crate::scratch::{Scratch, contents, ended};
use crate::synthetic::description;
use specwright::CrateBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Files by their paths.
type Files = BTreeMap<String, String>;

fn generated(scratch: &Scratch, text: &str) -> Files {
    scratch.write("large.json", text);
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
    let arguments = [
        "generate",
        "large.json",
        "--out",
        "out",
        "--runtime",
        runtime,
    ];
    let run = scratch.run(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    contents(&scratch.path().join("out"))
}

#[test]
fn no_file_is_long_and_types_stand_with_the_tags_that_need_them() {
    let scratch = Scratch::new("layout");
    let files = generated(&scratch, &description("3.0.3", 3, 70));
    for (path, text) in &files {
        assert!(text.lines().count() <= 5000, "{path}");
    }
    let holds = |path: &str, item: &str| files[path].contains(&format!("pub struct {item} {{"));
    assert!(holds("src/models/tag_0_and_tag_1_and_tag_2.rs", "Problem"));
    assert!(holds("src/models/tag_0_and_tag_1.rs", "Link0"));
    let own: Vec<&String> = files
        .keys()
        .filter(|path| path.starts_with("src/models/tag_0_r"))
        .collect();
    assert!(own.len() > 1, "{:?}", files.keys());
    let models = &files["src/models/mod.rs"];
    assert!(
        models.contains(
            "#[cfg(any(feature = \"tag-0\", feature = \"tag-1\"))]\nmod tag_0_and_tag_1;"
        )
    );
    assert!(
        files["Cargo.toml"].contains("default = [\"client\", \"tag-0\", \"tag-1\", \"tag-2\"]")
    );
    assert!(files["Cargo.toml"].contains("\ntag-1 = []\n"));
}

#[test]
fn what_is_added_changes_the_files_that_it_belongs_to() {
    let scratch = Scratch::new("added");
    let text = description("3.0.3", 3, 70);
    let before = generated(&scratch, &text);
    let more =
        r#""schemas": {"Zoo": {"type": "object", "properties": {"name": {"type": "string"}}},"#;
    let after = generated(&scratch, &text.replacen("\"schemas\": {", more, 1));
    let changed: BTreeSet<&String> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    let only = [
        "src/models/common.rs".to_owned(),
        "src/models/mod.rs".to_owned(),
    ];
    assert!(changed.is_subset(&only.iter().collect()), "{changed:?}");
}

#[test]
fn a_small_description_keeps_to_few_files() {
    let scratch = Scratch::new("small");
    let files = generated(&scratch, &description("3.0.3", 2, 2));
    assert!(files.contains_key("src/models.rs") && files.contains_key("src/operations.rs"));
    assert!(!files["Cargo.toml"].contains("tag-0"));
}

/// Tags may have the names of the crate's own features and modules, and of
/// crates that are always there.
#[test]
fn each_tag_compiles_without_the_others() {
    let scratch = Scratch::new("tags");
    let mut text = description("3.0.3", 5, 10);
    for (at, name) in ["client", "core", "default", "Server", "models"]
        .iter()
        .enumerate()
    {
        text = text.replace(&format!("\"Tag {at}\""), &format!("\"{name}\""));
    }
    generated(&scratch, &text);
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    std::fs::copy(lock, scratch.path().join("out/Cargo.lock")).unwrap();
    for features in ["", "client,client2", "server,default2,server2"] {
        check(
            &scratch.path().join("out"),
            &["--no-default-features", "--features", features],
        );
    }
    check(&scratch.path().join("out"), &["--all-features"]);
}

/// A crate has features of its own, and gives its runtime by a name.
#[test]
fn apis_can_be_called_like_parts_of_the_crate() {
    let scratch = Scratch::new("api_names");
    let spec = "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\n\
                paths: {/a: {get: {operationId: a, responses: {}}}}\n";
    scratch.write("spec.yaml", spec);
    let mut builder =
        CrateBuilder::new("apis").runtime_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime"));
    for name in [
        "client",
        "default",
        "runtime",
        "serde",
        "server",
        "specwright_runtime",
        "std",
    ] {
        builder = builder.api(name, scratch.path().join("spec.yaml"));
    }
    for file in builder.generate().unwrap().files {
        scratch.write(&format!("out/{}", file.path), file.contents);
    }
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    std::fs::copy(lock, scratch.path().join("out/Cargo.lock")).unwrap();
    check(&scratch.path().join("out"), &["--all-features"]);
}

/// Compiles a crate, with the dependencies of the workspace as far as they
/// are compiled already. They count as such only under the profile of the
/// workspace: under another even the C code below them is compiled again.
fn check(folder: &Path, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["check", "--offline", "--quiet"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .env("CARGO_PROFILE_DEV_BUILD_OVERRIDE_DEBUG", "line-tables-only");
    let run = ended(&mut command);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), ""),
        "{arguments:?}"
    );
}
