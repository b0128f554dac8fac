//! What is said without a call.

use super::run;
use std::fs;

#[test]
fn shells_are_told_what_may_follow() {
    let candidates = |line: &str| {
        let given = run(&["--complete", line]).unwrap();
        given.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(candidates("shelves get"), ["getBook", "getChanges"]);
    assert_eq!(candidates("shelves -u a getC"), ["getChanges"]);
    assert_eq!(candidates("shelves --he"), ["--header", "--help"]);
    assert_eq!(candidates("shelves getBook id=1 e"), ["edition=", "exact="]);
    assert_eq!(
        candidates("shelves getBook order="),
        ["order=title", "order=year"]
    );
    assert_eq!(candidates("shelves changeBook t"), ["title=="]);
    assert_eq!(candidates("shelves addMedia kind==R"), ["kind==Record"]);
    assert_eq!(candidates("shelves --completion "), ["bash", "fish", "zsh"]);
    assert_eq!(candidates("shelves -ct js"), ["js", "json", "jsonl"]);
    assert_eq!(candidates("shelves"), Vec::<String>::new());
    let failure = run(&["--completion", "tcsh"]).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "there is no completion for `tcsh`, but for bash, zsh and fish"
    );
}

#[test]
fn help_says_what_the_description_says() {
    let goldens = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/cli");
    for (name, line) in [
        ("all", &["--help"][..]),
        ("get_book", &["getBook", "-h"]),
        ("change_book", &["edit", "-h"]),
        ("add_media", &["--help", "addMedia"]),
        ("about", &["--about"]),
        ("bash", &["--completion", "bash"]),
        ("zsh", &["--completion", "zsh"]),
        ("fish", &["--completion", "fish"]),
    ] {
        let path = format!("{goldens}/{name}.txt");
        let found = run(line).unwrap();
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::create_dir_all(goldens).unwrap();
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == expected,
            "{path} is other than\n{found}\nto accept this, set UPDATE_GOLDENS=1"
        );
    }
    assert_eq!(run(&["-V"]).unwrap(), "shelves 2.1\n");
}
