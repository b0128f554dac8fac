//! Documents that are written and read back, those of others, broken ones.

use super::{read, write};
use crate::Map;
use crate::operation::{Xml, XmlContent};
use crate::wire::{DecodeError, Encoder, Node, Nullable, Object, Wire};

static TAG: XmlContent = XmlContent::object(&[("label", Xml::text("label").attribute())]);

static LIST: XmlContent = XmlContent::list(Xml::text("unused"));
static WRAPPED_LIST: XmlContent = XmlContent::wrapped(Xml::text("item"));
static MARK: XmlContent = XmlContent::object(&[(
    "at",
    Xml::text("at").attribute().within("http://b.example", "b"),
)]);

static ROOT: Xml = Xml::new(
    "Thing",
    &XmlContent::object(&[
        ("id", Xml::text("thing-id").attribute()),
        ("name", Xml::text("name").within("http://a.example", "a")),
        (
            "colors",
            Xml::new("colors", &XmlContent::list(Xml::text("color"))),
        ),
        (
            "counts",
            Xml::new("Counts", &XmlContent::wrapped(Xml::text("int"))),
        ),
        (
            "tags",
            Xml::new("tags", &XmlContent::list(Xml::new("tag", &TAG))),
        ),
        (
            "more",
            Xml::new("more", &XmlContent::map(&[], &XmlContent::Text)),
        ),
        ("lists", Xml::new("lists", &XmlContent::map(&[], &LIST))),
        (
            "boxes",
            Xml::new("boxes", &XmlContent::map(&[], &WRAPPED_LIST)),
        ),
        ("marks", Xml::new("marks", &XmlContent::map(&[], &MARK))),
    ]),
)
.within("http://a.example", "a");

#[derive(Clone, Debug, Default, PartialEq)]
struct Tag {
    label: bool,
}

impl Wire for Tag {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let mut object: Object<'_> = node.object()?;
        let mut value = Self::default();
        object.read("label", &mut value.label);
        object.finish_closed(value)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.object().field("label", &self.label);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Thing {
    id: i64,
    name: String,
    colors: Vec<String>,
    counts: Nullable<Vec<Nullable<i64>>>,
    tags: Option<Nullable<Vec<Tag>>>,
    more: Option<Map<Nullable<String>>>,
    lists: Option<Map<Vec<i64>>>,
    boxes: Option<Map<Vec<i64>>>,
    marks: Option<Map<Map<String>>>,
}

impl Wire for Thing {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let mut object: Object<'_> = node.object()?;
        let mut value = Self::default();
        object.read("id", &mut value.id);
        object.read("name", &mut value.name);
        object.read("colors", &mut value.colors);
        object.read("counts", &mut value.counts);
        object.read("tags", &mut value.tags);
        object.read("more", &mut value.more);
        object.read("lists", &mut value.lists);
        object.read("boxes", &mut value.boxes);
        object.read("marks", &mut value.marks);
        object.finish(value)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder
            .object()
            .field("name", &self.name)
            .field("id", &self.id)
            .field("colors", &self.colors)
            .field("counts", &self.counts)
            .field("tags", &self.tags)
            .field("more", &self.more)
            .field("lists", &self.lists)
            .field("boxes", &self.boxes)
            .field("marks", &self.marks);
    }
}

fn written(value: &dyn Wire) -> Result<String, String> {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    let body = write(&ROOT, Node::root(&encoder.into_tokens()))?;
    Ok(String::from_utf8(body).unwrap())
}

fn decoded(body: &str) -> Result<Thing, String> {
    let tokens = read(&ROOT, body.as_bytes());
    let value = tokens.and_then(|tokens| Thing::decode(Node::root(&tokens)));
    value.map_err(|error| error.to_string())
}

fn full() -> Thing {
    Thing {
        id: 7,
        name: " <a> & \"b\" ]]>\r\n\t'ü'".to_owned(),
        colors: vec!["red".to_owned(), String::new()],
        counts: vec![1.into(), 2.into()].into(),
        tags: Some(vec![Tag { label: true }].into()),
        more: Some([("Größe".to_owned(), "1".to_owned().into())].into()),
        ..Thing::default()
    }
}

#[track_caller]
fn round_trip(thing: &Thing) {
    let text = written(thing).unwrap();
    assert_eq!(decoded(&text).as_ref(), Ok(thing), "{text}");
}

#[test]
fn documents_as_the_table_has_them() {
    let text = written(&full()).unwrap();
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
        <a:Thing xmlns:a=\"http://a.example\" thing-id=\"7\">\
        <a:name> &lt;a&gt; &amp; &quot;b&quot; ]]&gt;&#13;&#10;&#9;'ü'</a:name>\
        <color>red</color><color></color>\
        <Counts><int>1</int><int>2</int></Counts>\
        <tag label=\"true\"></tag>\
        <more><Größe>1</Größe></more></a:Thing>";
    assert_eq!(text, expected);
    assert_eq!(decoded(&text), Ok(full()));
    let least = Thing::default();
    assert_eq!(decoded(&written(&least).unwrap()), Ok(least));
}

#[test]
fn maps_of_lists_keep_them() {
    let lists = |of: &[Vec<i64>]| {
        let keys = ["a", "b", "c"].map(str::to_owned).into_iter();
        Some(keys.zip(of.iter().cloned()).collect::<Map<Vec<i64>>>())
    };
    round_trip(&Thing {
        lists: lists(&[vec![1], vec![2, 3]]),
        boxes: lists(&[vec![1], Vec::new(), vec![2, 3]]),
        ..Thing::default()
    });
}

/// A namespace that an entry names is not that of the next.
#[test]
fn each_entry_of_a_map_names_its_namespaces() {
    let mark = |key: &str| {
        (
            key.to_owned(),
            Map::from([("at".to_owned(), "1".to_owned())]),
        )
    };
    let thing = Thing {
        marks: Some([mark("x"), mark("y")].into()),
        ..Thing::default()
    };
    let text = written(&thing).unwrap();
    assert_eq!(
        text.matches("xmlns:b=\"http://b.example\"").count(),
        2,
        "{text}"
    );
    round_trip(&thing);
}

#[test]
fn null_is_told_from_what_is_empty() {
    for counts in [
        Nullable::Null,
        Vec::new().into(),
        vec![Nullable::Null].into(),
        vec![1.into(), Nullable::Null].into(),
    ] {
        round_trip(&Thing {
            counts,
            tags: Some(Nullable::Null),
            more: Some(
                [
                    ("a".to_owned(), Nullable::Null),
                    ("b".to_owned(), String::new().into()),
                ]
                .into(),
            ),
            ..Thing::default()
        });
    }
    let text = written(&Thing::default()).unwrap();
    let nil = "<Counts xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">";
    assert!(text.contains(nil), "{text}");
}

#[test]
fn what_cannot_be_written() {
    let mut thing = full();
    thing.more = Some([("a b".to_owned(), String::new().into())].into());
    let name = "\"a b\" cannot be the name of an element";
    assert_eq!(written(&thing), Err(name.to_owned()));
    thing = Thing {
        name: "\0".to_owned(),
        ..full()
    };
    let text = "XML cannot hold control characters";
    assert_eq!(written(&thing), Err(text.to_owned()));
}

#[test]
fn documents_of_other_writers() {
    let text = "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- <a> -->\n\
        <x:Thing xmlns:x = 'u' x:thing-id='&#x37;' other=\"\" >\n\
          <color><![CDATA[<red>]]></color><name>a<!-- b -->c&amp;<?d?></name>\n\
          <unknown><deep a='1'/></unknown><color/>\n\
          <tag label='false'/>\n\
        </x:Thing >\n<!-- end -->";
    let thing = Thing {
        id: 7,
        name: "ac&".to_owned(),
        colors: vec!["<red>".to_owned(), String::new()],
        counts: Vec::new().into(),
        tags: Some(vec![Tag { label: false }].into()),
        ..Thing::default()
    };
    assert_eq!(decoded(text), Ok(thing));
}

#[test]
fn broken_documents_say_what_is_wrong() {
    let thing = |inside: &str| format!("<Thing thing-id='1'><name/>{inside}</Thing>");
    for (text, expected) in [
        ("", "there is no XML element"),
        ("x", "there is no XML element"),
        ("<Thing", "a start tag of the XML is broken"),
        ("<Other/>", "the root of the XML must be `Thing`"),
        ("<Thing/>", "/id: the required property is missing"),
        (
            "<Thing/><Thing/>",
            "there is something behind the XML document",
        ),
        ("<Thing>", "the XML ends before `<`"),
        ("<Thing></Other>", "an element of the XML is not closed"),
        ("<Thing a/>", "an attribute of the XML has no value"),
        ("<Thing a='1'b='2'/>", "a start tag of the XML is broken"),
        ("<Thing a='<'/>", "an attribute of the XML does not end"),
        (
            "<!DOCTYPE a [<!ENTITY b 'b'>]><Thing>&b;</Thing>",
            "document types are not read in XML",
        ),
        (
            &thing("&nbsp;"),
            "the XML has a reference to an entity that it may not have",
        ),
        (
            &thing("&#0;"),
            "the XML has a reference to an entity that it may not have",
        ),
        (&thing("&amp"), "a reference in the XML does not end"),
        (&thing("\u{1}"), "the XML has control characters"),
        (&thing("\u{1}&amp;"), "the XML has control characters"),
        (
            &thing("<![CDATA[\u{1}]]>"),
            "the XML has control characters",
        ),
        (&thing("<!-- "), "the XML ends before `-->`"),
        (
            "<?xml version='1.0' encoding='latin1'?><Thing/>",
            "the XML is not UTF-8",
        ),
        (
            &thing("<Counts><int>x</int></Counts>"),
            "/counts/0: the text is not a valid integer",
        ),
        (
            &thing("<tag label='true'><a/></tag>"),
            "/tags/0/a: the property is not allowed here",
        ),
        (
            &thing("<name/>"),
            "/name: expected a string, found an array",
        ),
        (
            &"<Thing>".repeat(1_000_000),
            "the XML is nested deeper than 64 elements",
        ),
        (
            &format!("<Thing {}/>", "a='' ".repeat(1_000)),
            "an XML element has more than 256 attributes",
        ),
    ] {
        assert_eq!(
            decoded(text).unwrap_err(),
            expected,
            "{}",
            &text[..text.len().min(80)]
        );
    }
}

/// No body makes the reader panic.
#[test]
fn cut_and_changed_documents_are_read_or_refused() {
    let text = written(&full()).unwrap().into_bytes();
    for at in 0..text.len() {
        let _ = read(&ROOT, &text[..at]);
        for byte in [b'<', b'>', b'&', b'"', b'/', b'!', 0xff] {
            let mut changed = text.clone();
            changed[at] = byte;
            let _ = read(&ROOT, &changed);
        }
    }
}
