//! Good descriptions become the modules beside them, with the warnings beside
//! them.

use crate::cases::{all, check, expect_none, folder, goldens};
use crate::scratch::Scratch;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn each_description_becomes_its_golden_module() {
    let scratch = Scratch::new("goldens");
    let folder = folder("ok");
    let mut differences = Vec::new();
    for case in all("ok") {
        let run = case.generate(&folder, scratch.path(), &[]);
        assert_eq!(run.code, Some(0), "{}: {}", case.name, run.stderr);
        let module = scratch.read(&format!("{}.rs", case.name));
        let golden = |ending: &str| folder.join(format!("{}.{ending}", case.name));
        differences.extend(check(&golden("rs"), &module));
        differences.extend(check(&golden("stderr"), &run.stderr));
    }
    expect_none(&differences);
}

#[test]
fn each_golden_module_is_compiled() {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/generated/modules.rs");
    let list = fs::read_to_string(list).unwrap();
    let compiled = list.lines().filter_map(|line| {
        let file = line.strip_prefix("#[path = \"../cases/ok/")?;
        file.strip_suffix(".rs\"]")
    });
    let compiled: BTreeSet<&str> = compiled.collect();
    let cases = all("ok");
    let cases: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(compiled, cases);
}

#[test]
fn no_golden_file_is_left_over() {
    let names: BTreeSet<String> = all("ok").into_iter().map(|case| case.name).collect();
    for golden in [goldens("ok", ".rs"), goldens("ok", ".stderr")].concat() {
        assert!(names.contains(&golden), "no case has the golden `{golden}`");
    }
}
