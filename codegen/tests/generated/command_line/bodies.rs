//! Bodies and their media types.

use super::{refused, sent};
use std::fs;

#[test]
fn bodies_are_made_of_properties() {
    for (items, body) in [
        (&["title==a\"b\\\n"][..], r#"{"title":"a\"b\\\n"}"#),
        (&["title==true"], r#"{"title":"true"}"#),
        (
            &["lent==true", "year==3", "price==1.50"],
            r#"{"lent":true,"price":1.50,"year":3}"#,
        ),
        (
            &["lent:=true", "extra:={\"a\":[1]}"],
            r#"{"extra":{"a":[1]},"lent":true}"#,
        ),
        (
            &["extra=={}", "words==[\"a\"]"],
            r#"{"extra":{},"words":["a"]}"#,
        ),
        (&["words==a", "words==b"], r#"{"words":["a","b"]}"#),
        (&["other==1", "title="], r#"{"other":"1","title":""}"#),
        (
            &["big:=12345678901234567890"],
            r#"{"big":12345678901234567890}"#,
        ),
    ] {
        let seen = sent(&[&["changeBook", "id=1"], items].concat());
        let (found, expected): (serde_json::Value, serde_json::Value) = (
            serde_json::from_slice(&seen.body).unwrap(),
            serde_json::from_str(body).unwrap(),
        );
        assert_eq!(found, expected);
        assert!(seen.has("content-type: application/json"));
    }
    let seen = sent(&["search", "words==a b&c"]);
    assert!(seen.has("content-type: application/x-www-form-urlencoded"));
    assert_eq!(seen.text(), "words=a%20b%26c");
    for (line, said) in [
        (
            &["changeBook", "id=1", "a:=tru"][..],
            "`a` is not JSON: EOF while parsing a value at line 1 column 3",
        ),
        (
            &["changeBook", "id=1", "lent==yes"],
            "`lent` must be `true` or `false`, not `yes`",
        ),
        (
            &["changeBook", "id=1", "title==a", "title==b"],
            "`title` takes one value and is given more",
        ),
        (
            &["changeBook", "id=1", "title==a", "--body=b"],
            "the body is given in more than one way: choose one of its properties, `-` and `--body`",
        ),
        (
            &["changeBook", "id=1", "--body=@/nowhere"],
            "cannot read /nowhere: No such file or directory (os error 2)",
        ),
        (
            &["changeBook", "id=1"],
            "the body is missing: give its properties (key==text, key:=json), `--body=@FILE`, or `-` to read it from standard input",
        ),
    ] {
        assert_eq!(refused(line), said);
    }
}

#[test]
fn bodies_go_with_any_method() {
    let seen = sent(&["findBooks", "title==x"]);
    assert_eq!(
        (seen.line.as_str(), seen.text().as_str()),
        ("GET /api/v2/books", r#"{"title":"x"}"#)
    );
    let seen = sent(&["removeBook", "id=1", "keys==[\"a\"]"]);
    assert_eq!(seen.line, "DELETE /api/v2/books/1");
    assert_eq!(seen.text(), r#"{"keys":["a"]}"#);
}

#[test]
fn whole_bodies_are_sent_byte_for_byte() {
    let seen = sent(&["changeBook", "id=1", "--body={ \"a\" : 1 }\n"]);
    assert_eq!(seen.text(), "{ \"a\" : 1 }\n");
    let path = std::env::temp_dir().join(format!("specwright-body-{}", std::process::id()));
    // Beyond what is read at once.
    let large: Vec<u8> = (0..3_000_000_u32).map(|at| at.to_le_bytes()[1]).collect();
    for bytes in [&b"\r\n\0\xff\n"[..], &[], &large] {
        fs::write(&path, bytes).unwrap();
        let body = format!("--body=@{}", path.display());
        let seen = sent(&["uploadFile", "path=a/b", &body]);
        assert_eq!(seen.line, "PUT /api/v2/files/a%2Fb");
        assert!(seen.has("content-type: application/octet-stream"));
        assert!(seen.body == bytes);
    }
    fs::remove_file(&path).unwrap();
}

#[test]
fn media_types_have_short_names() {
    let body = "--body=a: b";
    let seen = sent(&["addMedia", body, "-ct", "yaml", "-ac", "xml"]);
    assert!(seen.has("content-type: application/x-yaml") && seen.has("accept: application/xml"));
    let seen = sent(&["findBooks", "-ac", "yaml"]);
    assert!(seen.has("accept: application/x-yaml"), "{:?}", seen.headers);
    // JSON is YAML.
    let seen = sent(&["addMedia", "title==x", "-ct", "yaml"]);
    assert_eq!(seen.text(), r#"{"title":"x"}"#);
    let seen = sent(&["addMedia", "title==x", "Content-Type:application/json"]);
    assert!(seen.has("content-type: application/json"));
    for (line, said) in [
        (
            &["addMedia", body][..],
            "the body may have several media types: say with `-ct` which one it has of \
             application/json, application/x-yaml",
        ),
        (
            &["addMedia", body, "-ct", "png"],
            "the body cannot be sent as `image/png`, but as application/json, application/x-yaml",
        ),
    ] {
        assert_eq!(refused(line), said);
    }
    assert!(refused(&["addMedia", body, "-ct", "josn"]).ends_with("did you mean `json`?"));
}
