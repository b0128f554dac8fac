//! Bodies that are written and read back, those of others, and broken ones.

use super::{read, write};
use crate::operation::{Part, Parts};
use crate::stream::Payload;
use crate::stream::tests::{pieces, run};
use crate::wire::{DecodeError, Encoder, Node, Nullable, Object, Token, Wire};
use crate::{File, Map, Value};
use bytes::Bytes;
use serde_json::json;

const JSON: &[&str] = &["application/json"];
static NAMED: [Part; 9] = [
    Part::one("name", &[]),
    Part::one("size", &[]),
    Part::each("files", &[]),
    Part::one("place", JSON),
    Part::each("places", JSON),
    Part::all("grid", JSON),
    Part::each("tags", &[]),
    Part::one("picture", &["image/png", "text/*"]),
    Part::joined("words", ','),
];
static PARTS: Parts = Parts {
    named: &NAMED,
    files: &["picture"],
    others: Some(&Part::each("", &[])),
};

#[derive(Clone, Debug, Default, PartialEq)]
struct Form {
    name: String,
    size: Option<Nullable<i64>>,
    place: Option<Value>,
    places: Vec<Value>,
    grid: Option<Vec<Vec<i64>>>,
    tags: Vec<String>,
    picture: Option<File>,
    files: Option<Vec<File>>,
    words: Option<Vec<String>>,
    more: Map<Vec<String>>,
}

impl Wire for Form {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let mut object: Object<'_> = node.object()?;
        let mut value = Self::default();
        object.read("name", &mut value.name);
        object.read("size", &mut value.size);
        object.read("place", &mut value.place);
        object.read("places", &mut value.places);
        object.read("grid", &mut value.grid);
        object.read("tags", &mut value.tags);
        object.read("picture", &mut value.picture);
        object.read("files", &mut value.files);
        object.read("words", &mut value.words);
        object.read_rest(&mut value.more);
        object.finish(value)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder
            .object()
            .field("name", &self.name)
            .field("size", &self.size)
            .field("place", &self.place)
            .field("places", &self.places)
            .field("grid", &self.grid)
            .field("tags", &self.tags)
            .field("picture", &self.picture)
            .field("files", &self.files)
            .field("words", &self.words)
            .fields(&self.more);
    }
}

fn written(value: &dyn Wire) -> Result<(String, String), String> {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    let (media_type, body) = write(PARTS, Node::root(&encoder.into_tokens()))?;
    let body = body.as_bytes().unwrap();
    Ok((media_type, String::from_utf8_lossy(body).into_owned()))
}

fn decoded<T: Wire>(media_type: &str, body: &[u8]) -> Result<T, DecodeError> {
    let body = Bytes::copy_from_slice(body);
    T::decode(Node::root(&read(PARTS, media_type, &body, None)?))
}

/// Reads parts that are written by hand: `@` in the place of the line between them.
fn by_hand(body: &str) -> Result<Form, String> {
    let media_type = "multipart/form-data; charset=utf-8; boundary=\"x y\"";
    let body = body.replace('@', "--x y");
    decoded(media_type, body.replace('\n', "\r\n").as_bytes()).map_err(|error| error.to_string())
}

#[track_caller]
fn round_trip(form: &Form) {
    let mut encoder = Encoder::tokens();
    form.encode(&mut encoder);
    let tokens = encoder.into_tokens();
    let (media_type, body) = write(PARTS, Node::root(&tokens)).unwrap();
    assert_eq!(
        decoded::<Form>(&media_type, body.as_bytes().unwrap()).as_ref(),
        Ok(form)
    );
}

#[test]
fn what_is_written_is_read_back() {
    let file = File::from("\r\n--\u{ff}\0")
        .named("a\"\r\n.png")
        .typed("image/png");
    let full = Form {
        name: " ü \r\n--x".to_owned(),
        size: Some(7.into()),
        place: Some(json!({"city": "Köln", "at": [1, {"a": null}]})),
        places: vec![json!({"a": 1}), json!({})],
        grid: Some(vec![vec![1, 2]]),
        tags: vec!["a,b".to_owned(), String::new()],
        picture: Some(file.clone()),
        files: Some(vec![
            file.clone(),
            file.clone().named("b").typed("text/plain"),
        ]),
        words: Some(vec!["a".to_owned(), String::new(), "b".to_owned()]),
        more: Map::from([("one".to_owned(), vec!["a".to_owned()])]),
    };
    round_trip(&full);
    round_trip(&Form {
        places: vec![json!({"only": true})],
        tags: vec!["only".to_owned()],
        grid: Some(Vec::new()),
        files: Some(vec![file]),
        ..Form::default()
    });
    // A list of one list is not that list.
    round_trip(&Form {
        places: vec![json!([1])],
        ..Form::default()
    });
    // Lists without items are not there, and are read as such.
    round_trip(&Form::default());
}

#[test]
fn parts_as_forms_have_them() {
    let form = Form {
        name: "n".to_owned(),
        size: Some(Nullable::Null),
        places: vec![json!({"a": 1})],
        picture: Some(b"p"[..].into()),
        files: Some(vec![File::from("f").named("q\".txt")]),
        ..Form::default()
    };
    let (media_type, body) = written(&form).unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let expected = "--B\n\
        Content-Disposition: form-data; name=\"name\"\n\nn\n--B\n\
        Content-Disposition: form-data; name=\"places\"\n\
        Content-Type: application/json\n\n{\"a\":1}\n--B\n\
        Content-Disposition: form-data; name=\"picture\"; filename=\"picture\"\n\
        Content-Type: image/png\n\np\n--B\n\
        Content-Disposition: form-data; name=\"files\"; filename=\"q%22.txt\"\n\
        Content-Type: application/octet-stream\n\nf\n--B--\n";
    assert_eq!(body, expected.replace('\n', "\r\n").replace('B', boundary));
    let names = Map::from([("a\"\r\nX: y".to_owned(), "b".to_owned())]);
    assert!(
        written(&names)
            .unwrap()
            .1
            .contains("name=\"a%22%0D%0AX: y\"\r\n\r\nb\r\n")
    );
}

#[test]
fn what_cannot_be_written() {
    let picture = |media_type: &str| Form {
        picture: Some(File::from("p").typed(media_type)),
        ..Form::default()
    };
    assert!(written(&picture("text/csv")).is_ok());
    let taken = "`picture`: the part must have one of the media types image/png, text/*";
    assert_eq!(written(&picture("image/gif")), Err(taken.to_owned()));
    let broken = "`picture`: the media type of the file is none";
    assert_eq!(written(&picture("text/a\r\nX: y")), Err(broken.to_owned()));
    let words = Form {
        words: Some(vec!["a,b".to_owned()]),
        ..Form::default()
    };
    let delimiter = "`words`: an item has ',' in it, which separates items there";
    assert_eq!(written(&words), Err(delimiter.to_owned()));
    assert!(written(&1).is_err());
}

#[test]
fn parts_of_other_senders() {
    let form = by_hand(
        "preamble\n@ \t\ncontent-disposition:form-data;name=name\n\nn\n\
         @\nContent-Disposition: form-data; name=\"size\"\nContent-Type: text/plain; charset=UTF-8\n\
         Content-Transfer-Encoding: 8bit\n\n12\n\
         @\nContent-Disposition: form-data; name=\"place\"; filename=\"a.json\"\n\n[1]\n\
         @\nContent-Disposition: form-data; name=\"places\"\n\n[{\"a\":1},2]\n\
         @\nContent-Disposition: form-data; filename=\"a\\\"b.png\"; name=\"picture\"\n\n--x yz\n\
         @\nContent-Disposition: form-data; name=\"files\"; filename*=UTF-8''%e2%82%ac; filename=\"e\"\n\n\n\
         @\nContent-Disposition: form-data; name=\"unknown\"\n\n\n@--epilogue",
    );
    let form = form.unwrap();
    assert_eq!((form.name.as_str(), form.size), ("n", Some(12.into())));
    assert_eq!(form.place, Some(json!([1])));
    assert_eq!(form.places, [json!({"a": 1}), json!(2)]);
    let picture = form.picture.unwrap();
    assert_eq!(picture.name(), Some("a\"b.png"));
    assert_eq!(picture.as_bytes().unwrap(), "--x yz");
    assert_eq!(form.files.unwrap()[0].name(), Some("€"));
}

/// The line break behind the headers is that before the next line.
#[test]
fn a_part_without_content_does_not_swallow_the_next() {
    let name = "Content-Disposition: form-data; name=\"name\"\n";
    let size = "Content-Disposition: form-data; name=\"size\"\n";
    let form = by_hand(&format!("@\n{name}\n@\n{size}\n12\n@--")).unwrap();
    assert_eq!((form.name.as_str(), form.size), ("", Some(12.into())));
    let form = by_hand(&format!("@\n{size}\n12\n@\n{name}\n@--")).unwrap();
    assert_eq!((form.name.as_str(), form.size), ("", Some(12.into())));
}

#[test]
fn broken_bodies_say_what_is_wrong() {
    let name = "Content-Disposition: form-data; name=\"name\"\n";
    for (body, expected) in [
        ("", "the body has no parts"),
        ("@", "a line between parts does not end"),
        ("@\n", "the headers of a part do not end"),
        ("@ x\n", "a line between parts does not end"),
        (&format!("@\n{name}\nn"), "the last part does not end"),
        (&format!("@\n{name}\nn\n@x"), "the last part does not end"),
        ("@\nA\n\nn\n@--", "a header of a part has no colon"),
        ("@\n\nn\n@--", "a part has no name"),
        (
            "@\nContent-Disposition: form-data\n\nn\n@--",
            "a part has no name",
        ),
        (
            "@\nContent-Disposition: attachment; name=\"name\"\n\nn\n@--",
            "a part has no name",
        ),
        ("@--", "/name: the required property is missing"),
        (
            &format!("@\n{name}Content-Transfer-Encoding: base64\n\nn\n@--"),
            "a part has a transfer encoding that forms do not have",
        ),
        (
            &format!("@\n{name}Content-Type: text/plain; charset=latin1\n\nn\n@--"),
            "/name: the part is not UTF-8",
        ),
        (
            &format!("@\n{name}\na\n@\n{name}\nb\n@--"),
            "/name: expected a string, found an array",
        ),
        (
            "@\nContent-Disposition: form-data; name=\"picture\"\nContent-Type: a/b\n\n\n@--",
            "/picture: the part must have one of the media types image/png, text/*",
        ),
    ] {
        assert_eq!(by_hand(body).unwrap_err(), expected, "{body:?}");
    }
    for media_type in ["multipart/form-data", "multipart/form-data; boundary="] {
        let error = decoded::<Form>(media_type, b"--\r\n").unwrap_err();
        let expected = "the media type does not name the boundary of the parts";
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn bodies_that_are_too_much() {
    let part = "@\nContent-Disposition: form-data; name=\"tags\"\n\n\n";
    let within = format!("{}@--", part.repeat(4_096));
    assert_eq!(
        by_hand(&within).unwrap_err(),
        "/name: the required property is missing"
    );
    let beyond = format!("{}@--", part.repeat(4_097));
    assert_eq!(
        by_hand(&beyond).unwrap_err(),
        "the body has more than 4096 parts"
    );
    let header = format!("@\nX: {}\n\n\n@--", "x".repeat(20_000));
    let expected = "the headers of a part have more than 16384 bytes";
    assert_eq!(by_hand(&header).unwrap_err(), expected);
}

/// No body makes the reader panic.
#[test]
fn cut_and_changed_bodies_are_read_or_refused() {
    let form = Form {
        name: "n".to_owned(),
        places: vec![json!({"a": 1})],
        picture: Some(b"p"[..].into()),
        ..Form::default()
    };
    let (media_type, body) = written(&form).unwrap();
    for at in 0..body.len() {
        let _ = decoded::<Form>(&media_type, &body.as_bytes()[..at]);
        for byte in [b'"', b'\r', b';', 0xff] {
            let mut changed = body.clone().into_bytes();
            changed[at] = byte;
            let _ = decoded::<Form>(&media_type, &changed);
        }
    }
}

fn sent(form: &Form) -> Payload {
    let mut encoder = Encoder::tokens();
    form.encode(&mut encoder);
    write(PARTS, Node::root(&encoder.into_tokens())).unwrap().1
}

#[test]
fn a_file_that_flows_makes_the_form_flow() {
    let form = |picture: Payload| Form {
        name: "n".to_owned(),
        picture: Some(File::from(picture).named("a").typed("image/png")),
        tags: vec!["behind".to_owned()],
        ..Form::default()
    };
    let whole = sent(&form("abc".into()));
    assert!(whole.as_bytes().is_some());
    let flowing = || pieces([Ok("a"), Ok(""), Ok("bc")]);
    assert_eq!(sent(&form(flowing())).length(), None);
    let sized = sent(&form(flowing().with_length(3)));
    assert_eq!(sized.length(), whole.length());
    let text = run(sized.bytes()).unwrap();
    let boundary = std::str::from_utf8(&text[2..34]).unwrap();
    let media_type = format!("multipart/form-data; boundary={boundary}");
    assert_eq!(decoded(&media_type, &text), Ok(form("abc".into())));
    assert!(run(sent(&form(pieces([Ok("a"), Err("gone")]))).bytes()).is_err());
    assert!(run(sent(&form(flowing().with_length(4))).bytes()).is_err());
}

#[test]
fn what_flows_is_read_once() {
    let file = File::from(pieces([Ok("abc")]));
    assert_eq!((file.as_bytes(), file.length()), (None, None));
    assert_eq!(
        format!("{file:?}"),
        "File { name: None, media_type: None, content: stream }"
    );
    let copy = file.clone();
    assert_eq!(file, copy);
    assert_ne!(file, File::from(pieces([Ok("abc")])));
    assert_eq!(run(copy.into_payload().bytes()).unwrap(), "abc");
    let error = run(file.clone().into_payload().bytes()).unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "it flows, and has been read already");
    // Nor is it in what needs all bytes at once.
    #[cfg(feature = "serde")]
    assert!(serde_json::to_string(&file).is_err());
    let refused = super::super::write("application/json", Default::default(), &|encoder| {
        encoder.array().item(&file);
    });
    assert!(refused.is_err());
    let bytes = [Token::Bytes(Box::new(file))];
    assert!(Bytes::decode(Node::root(&bytes)).is_err());
}
