//! Descriptions in many files, written as one.

use crate::cases::folder;
use crate::scratch::{Scratch, run};
use std::fs;
use std::path::Path;

/// The folders of the descriptions in many files, with the names of their root documents.
fn descriptions() -> Vec<(std::path::PathBuf, &'static str)> {
    let cases = ["deep_refs", "multi_file", "same_name"];
    let mut all: Vec<_> = cases
        .iter()
        .map(|case| (folder("ok").join(case), "root.yaml"))
        .collect();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/onezone");
    all.push((spec, "onezone.yaml"));
    all
}

#[test]
fn a_bundle_yields_the_same_code_as_its_files() {
    for (index, (folder, root)) in descriptions().into_iter().enumerate() {
        let scratch = Scratch::new(&format!("bundle-{index}"));
        let to = |name: &str| scratch.path().join(name).display().to_string();
        let generate = |spec: &str, out: &str| {
            let (options, out) = (["--module", "--name", "api"], to(out));
            let arguments = [&["generate", spec, "--out", &out], &options[..]].concat();
            let generated = run(&folder, &arguments);
            assert_eq!(generated.code, Some(0), "{generated:?}");
        };
        generate(root, "files");
        for bundle in ["bundle.json", "bundle.yaml"] {
            let bundled = run(&folder, &["bundle", root, "--out", &to(bundle)]);
            assert_eq!(bundled.code, Some(0), "{bundled:?}");
            let text = scratch.read(bundle);
            assert!(!text.contains(".yaml#"), "{text}");
            generate(&to(bundle), bundle.trim_start_matches("bundle."));
            let made = |out: &str| fs::read_dir(to(out)).unwrap().next().unwrap().unwrap();
            let text = |out: &str| fs::read_to_string(made(out).path()).unwrap();
            let ending = bundle.trim_start_matches("bundle.");
            assert_eq!(text("files"), text(ending), "{}", folder.display());
        }
    }
}

#[test]
fn a_bundle_may_be_of_a_part() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/onezone");
    let options = ["--operation", "get_user_group"];
    let bundled = run(&spec, &[&["bundle", "onezone.yaml"], &options[..]].concat());
    assert_eq!(bundled.code, Some(0), "{bundled:?}");
    let document: serde_json::Value = serde_json::from_str(&bundled.stdout).unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/user/groups/{gid}"]);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(schemas.contains_key("Group") && !schemas.contains_key("Space"));
    let unknown = run(
        &spec,
        &["bundle", "onezone.yaml", "--operation", "get_grup"],
    );
    assert_eq!(unknown.code, Some(1), "{unknown:?}");
    let other = run(&spec, &["bundle", "onezone.yaml", "--strict"]);
    assert_eq!(other.code, Some(2), "{other:?}");
}

#[test]
fn what_is_not_referred_to_elsewhere_stays_as_it_is() {
    let scratch = Scratch::new("bundle-plain");
    let spec = "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}, \
                \"x-wide\": 18446744073709551615, \"x-list\": [null, true, 1.5]}";
    scratch.write("spec.json", spec);
    let bundled = scratch.run(&["bundle", "spec.json"]);
    assert_eq!((bundled.code, bundled.stderr.as_str()), (Some(0), ""));
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(squeeze(&bundled.stdout), squeeze(spec));
}

#[test]
fn a_bundle_without_what_it_refers_to_is_not_written() {
    let scratch = Scratch::new("bundle-broken");
    let spec = "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\npaths: {}\n\
                components: {schemas: {A: {$ref: '../common.yaml#/A'}, B: {$ref: '#/nowhere'}}}\n";
    scratch.write("spec.yaml", spec);
    let bundled = scratch.run(&["bundle", "spec.yaml", "--out", "bundle.json"]);
    assert_eq!(bundled.code, Some(1));
    for said in ["a file that is not there", "unknown-ref", "spec.yaml:4"] {
        assert!(bundled.stderr.contains(said), "{}", bundled.stderr);
    }
    assert!(!scratch.has("bundle.json"));
}
