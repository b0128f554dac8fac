//! Every style, written and read back.

use super::*;
use crate::Wire;
use crate::operation::{Location, Operation, Parameter, Shape, Style};
use crate::wire::{Encoder, Node};
use crate::{Value, media};
use serde_json::json;

fn parameter(location: Location, style: Style, explode: bool, shape: Shape) -> Parameter {
    Parameter {
        name: "color",
        location,
        style,
        explode,
        allow_reserved: false,
        multi_segment: false,
        required: true,
        deprecated: false,
        description: "",
        shape,
        properties: &[],
        preset: None,
    }
}

fn operation() -> Operation {
    Operation {
        id: "paint",
        tag: "",
        summary: "",
        method: http::Method::GET,
        path: "/{color}",
        parameters: &[],
        body: None,
        responses: &[],
        security: &[],
        deprecated: false,
        server: None,
        paging: None,
        extensions: &[],
    }
}

fn write(parameter: &Parameter, value: &Value) -> Result<String, write::Unwritable> {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    let tokens = encoder.into_tokens();
    let node = Node::root(&tokens);
    Ok(match parameter.location {
        Location::Path | Location::Header => write_text(parameter, node)?.unwrap_or_default(),
        Location::Query | Location::Cookie => {
            let pairs = write_pairs(parameter, node)?.into_iter();
            let pairs: Vec<_> = pairs
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            pairs.join("&")
        }
    })
}

fn value(tokens: Tokens<'_>) -> Value {
    match tokens.is_empty() {
        true => Value::Null,
        false => Value::decode(Node::root(&tokens)).unwrap(),
    }
}

fn read(parameter: &Parameter, text: &str) -> Result<Value, Unreadable> {
    let tokens = match parameter.location {
        Location::Path | Location::Header => read_text(parameter, text)?,
        Location::Query | Location::Cookie => {
            let decoded = |name| crate::percent::decode_form(name).unwrap();
            let pairs: Pairs = media::pairs(text)
                .map(|(name, value)| (decoded(name), value))
                .collect();
            let tokens = read_pairs(parameter, &pairs, &|name| {
                is_taken(&operation(), parameter, name)
            })?;
            return Ok(tokens.map_or(Value::Null, value));
        }
    };
    Ok(value(tokens))
}

/// Rows of the style values table: what `blue`, a list and an object become.
const TABLE: [(Location, Style, bool, [&str; 3]); 10] = [
    (
        Location::Path,
        Style::Simple,
        false,
        ["blue", "blue,black,brown", "B,150,G,200,R,100"],
    ),
    (
        Location::Path,
        Style::Simple,
        true,
        ["blue", "blue,black,brown", "B=150,G=200,R=100"],
    ),
    (
        Location::Path,
        Style::Label,
        false,
        [".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
    ),
    (
        Location::Path,
        Style::Label,
        true,
        [".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
    ),
    (
        Location::Path,
        Style::Matrix,
        false,
        [
            ";color=blue",
            ";color=blue,black,brown",
            ";color=B,150,G,200,R,100",
        ],
    ),
    (
        Location::Path,
        Style::Matrix,
        true,
        [
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";B=150;G=200;R=100",
        ],
    ),
    (
        Location::Query,
        Style::Form,
        false,
        [
            "color=blue",
            "color=blue,black,brown",
            "color=B,150,G,200,R,100",
        ],
    ),
    (
        Location::Query,
        Style::Form,
        true,
        [
            "color=blue",
            "color=blue&color=black&color=brown",
            "B=150&G=200&R=100",
        ],
    ),
    (
        Location::Query,
        Style::SpaceDelimited,
        false,
        [
            "color=blue",
            "color=blue%20black%20brown",
            "color=B%20150%20G%20200%20R%20100",
        ],
    ),
    (
        Location::Query,
        Style::PipeDelimited,
        false,
        [
            "color=blue",
            "color=blue%7Cblack%7Cbrown",
            "color=B%7C150%7CG%7C200%7CR%7C100",
        ],
    ),
];

#[test]
fn the_table_of_the_specification() {
    let array = json!(["blue", "black", "brown"]);
    let object = json!({"B": "150", "G": "200", "R": "100"});
    let values = [
        (Shape::Primitive, json!("blue")),
        (Shape::Array, array),
        (Shape::Object, object),
    ];
    for (location, style, explode, expected) in TABLE {
        for ((shape, value), expected) in values.iter().zip(expected) {
            let parameter = parameter(location, style, explode, *shape);
            assert_eq!(write(&parameter, value).as_deref(), Ok(expected));
            assert_eq!(read(&parameter, expected).as_ref(), Ok(value), "{expected}");
        }
    }
    let deep = parameter(Location::Query, Style::DeepObject, true, Shape::Object);
    let (_, object) = &values[2];
    let expected = "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100";
    assert_eq!(write(&deep, object).as_deref(), Ok(expected));
    assert_eq!(read(&deep, expected).as_ref(), Ok(object));
    assert_eq!(read(&deep, "color[R]=1"), Ok(json!({"R": "1"})));
}

#[test]
fn one_value_and_several_are_told_apart() {
    for (location, style, explode, [one, many, _]) in TABLE {
        let either = parameter(location, style, explode, Shape::OneOrMany);
        for (value, expected) in [
            (json!("blue"), one),
            (json!(["blue", "black", "brown"]), many),
        ] {
            assert_eq!(write(&either, &value).as_deref(), Ok(expected));
            assert_eq!(read(&either, expected), Ok(value), "{expected}");
        }
        // A list of one looks like its item.
        let list = write(&either, &json!(["blue"]));
        assert_eq!(list.as_deref(), Ok(one));
    }
    let form = parameter(Location::Query, Style::Form, false, Shape::OneOrMany);
    let encoded = "color=a%2Cb";
    assert_eq!(write(&form, &json!("a,b")).as_deref(), Ok(encoded));
    assert_eq!(read(&form, encoded), Ok(json!("a,b")));
}

const EVERYWHERE: [(Location, Style); 9] = [
    (Location::Path, Style::Simple),
    (Location::Path, Style::Label),
    (Location::Path, Style::Matrix),
    (Location::Query, Style::Form),
    (Location::Query, Style::SpaceDelimited),
    (Location::Query, Style::PipeDelimited),
    (Location::Header, Style::Simple),
    (Location::Cookie, Style::Form),
    (Location::Query, Style::Content("application/json")),
];

/// What is written is read back as it was, or is refused.
#[test]
fn hostile_text_round_trips() {
    for text in [
        "a,b", "a.b", "a;b=c", "a b", "a|b", "a&b=c", "ż%41+", "..", "/", "a=b", "#?",
    ] {
        let values = [
            (Shape::Primitive, json!(text)),
            (Shape::Array, json!([text, "x"])),
            (Shape::OneOrMany, json!([text, "x"])),
            (Shape::Object, json!({"k": text, "l": "x"})),
            (Shape::Object, json!({text: "x"})),
        ];
        for (location, style) in EVERYWHERE {
            for explode in [false, true] {
                for (shape, value) in &values {
                    let parameter = parameter(location, style, explode, *shape);
                    if let Ok(written) = write(&parameter, value) {
                        let read = read(&parameter, &written);
                        assert_eq!(read.as_ref(), Ok(value), "{parameter:?}: {written}");
                    } else {
                        let delimited =
                            matches!(style, Style::SpaceDelimited | Style::PipeDelimited);
                        assert!(delimited || location == Location::Header);
                    }
                }
            }
        }
    }
}

#[test]
fn reserved_characters_stay_where_allowed() {
    let mut parameter = parameter(Location::Query, Style::Form, true, Shape::Primitive);
    parameter.allow_reserved = true;
    let value = json!("a/b?c:d@e&f+g#h%i[j]");
    let expected = "color=a/b?c:d@e%26f%2Bg%23h%25i%5Bj%5D";
    assert_eq!(write(&parameter, &value).as_deref(), Ok(expected));
    assert_eq!(read(&parameter, expected), Ok(value));
}

#[test]
fn nothing_is_not_written() {
    for value in [json!(null), json!([]), json!({}), json!([null])] {
        for (location, style) in &EVERYWHERE[..8] {
            let parameter = parameter(*location, *style, true, Shape::Primitive);
            assert_eq!(write(&parameter, &value).as_deref(), Ok(""));
        }
    }
}

#[test]
fn deep_objects_nest() {
    let parameter = parameter(Location::Query, Style::DeepObject, true, Shape::Object);
    let value = json!({"a": {"b": ["1", "2"]}, "c": "3"});
    let written = write(&parameter, &value).unwrap();
    assert_eq!(
        written,
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Bc%5D=3"
    );
    assert_eq!(read(&parameter, &written), Ok(value));
    assert_eq!(read(&parameter, "color[a][]=1"), Ok(json!({"a": "1"})));
    let deeper = format!("color{}=1", "[a]".repeat(10_000));
    for broken in [
        "color[]=1",
        "color[a=1",
        "color[a]=1&color[a][b]=2",
        &deeper,
    ] {
        assert_eq!(
            read(&parameter, broken),
            Err(Unreadable::Style),
            "{broken:.30}"
        );
        let reversed: Vec<_> = broken.split('&').rev().collect();
        assert_eq!(
            read(&parameter, &reversed.join("&")),
            Err(Unreadable::Style)
        );
    }
}

/// Pairs that are in the path of the operation belong to no parameter.
#[test]
fn a_free_object_does_not_take_the_query_of_the_path() {
    let operation = Operation {
        path: "/paint?beta=1&a b&c%2Bd=",
        ..operation()
    };
    let object = parameter(Location::Query, Style::Form, true, Shape::Object);
    let read = |names: &[&str]| {
        let pairs: Pairs = names.iter().map(|name| (name, "1")).collect();
        let tokens =
            read_pairs(&object, &pairs, &|name| is_taken(&operation, &object, name)).unwrap();
        tokens.map(|tokens| Value::decode(Node::root(&tokens)).unwrap())
    };
    assert_eq!(read(&["beta", "a b", "c+d", "R"]), Some(json!({"R": "1"})));
    assert_eq!(read(&["beta"]), None);
    let cookie = parameter(Location::Cookie, Style::Form, true, Shape::Object);
    let pairs = Pairs::from_iter([("beta", "1")]);
    let tokens = read_pairs(&cookie, &pairs, &|name| is_taken(&operation, &cookie, name))
        .unwrap()
        .unwrap();
    let value = Value::decode(Node::root(&tokens)).unwrap();
    assert_eq!(value, json!({"beta": "1"}));
}

#[test]
fn broken_text_is_refused() {
    let of = |style, explode, shape| parameter(Location::Query, style, explode, shape);
    let form = of(Style::Form, true, Shape::Primitive);
    assert_eq!(read(&form, "color=%zz"), Err(Unreadable::Encoding));
    assert_eq!(read(&form, "color=a&color=b"), Err(Unreadable::Repeated));
    assert_eq!(read(&form, "colour=a"), Ok(Value::Null));
    let object = of(Style::Form, false, Shape::Object);
    assert_eq!(read(&object, "color=R,1,G"), Err(Unreadable::Style));
    let content = of(Style::Content("application/json"), false, Shape::Object);
    assert!(matches!(
        read(&content, "color={"),
        Err(Unreadable::Content(_))
    ));
    assert_eq!(read(&content, "color=%5B1%5D"), Ok(json!([1])));
    let label = parameter(Location::Path, Style::Label, false, Shape::Primitive);
    assert_eq!(read(&label, "blue"), Err(Unreadable::Style));
    let matrix = parameter(Location::Path, Style::Matrix, false, Shape::Primitive);
    assert_eq!(read(&matrix, ";colour=blue"), Err(Unreadable::Style));
}
