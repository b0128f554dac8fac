//! XML that has more elements than its description, or fewer.

use crate::loopback::{post, serve};
use crate::modules::xml_unwrapped::models::Shelf;
use crate::modules::xml_unwrapped::server::{DefaultApi, router};
use specwright_runtime::NoFailure;

/// Gives back what it gets, as JSON.
pub struct Keeper;

impl DefaultApi for Keeper {
    async fn post_shelf(&self, body: Shelf) -> Result<Shelf, NoFailure> {
        Ok(body)
    }
}

/// What is in a shelf, and the same as JSON: it can be read in one way only.
pub const READ: &[(&str, &str)] = &[
    // An element around scalars, whatever they are called; a single scalar.
    (
        "<names><string>a</string><string>b</string></names>",
        r#""names":["a","b"]"#,
    ),
    ("<kinds><string>a</string></kinds>", r#""kinds":["a"]"#),
    ("<names>a</names>", r#""names":["a"]"#),
    ("<names/>", r#""names":[""]"#),
    // One with the name of the list around items with a name of their own.
    (
        "<numbers><number>1</number><number>2</number></numbers>",
        r#""numbers":[1,2]"#,
    ),
    ("<numbers></numbers>", r#""numbers":[]"#),
    ("<number>1</number><number>2</number>", r#""numbers":[1,2]"#),
    // One around objects that are called as their schema is.
    (
        "<books> <book><title>a</title></book> <book><title>b</title></book> </books>",
        r#""books":[{"title":"a"},{"title":"b"}]"#,
    ),
    (
        "<book><title>a</title></book>",
        r#""books":[{"title":"a"}]"#,
    ),
    ("<books/>", r#""books":[]"#),
    (
        "<texts><Text><content>a</content></Text></texts>",
        r#""texts":[{"content":"a"}]"#,
    ),
    // Nothing, where an object must have something.
    ("<notes></notes>", r#""notes":[]"#),
    ("<notes><at>1</at></notes>", r#""notes":[{"at":1}]"#),
    // What may be an item is one.
    ("<marks><Mark>a</Mark></marks>", r#""marks":[{"Mark":"a"}]"#),
    ("<marks/>", r#""marks":[{}]"#),
    ("<parts><Part>a</Part></parts>", r#""parts":[{"Part":"a"}]"#),
    ("<boxes/>", r#""boxes":[{"things":[]}]"#),
    ("<extras><a>1</a></extras>", r#""extras":[{"a":"1"}]"#),
    // The text of an object with one element.
    (
        "<texts lang=\"en\">a &amp; b</texts><texts>c</texts>",
        r#""texts":[{"content":"a & b","lang":"en"},{"content":"c"}]"#,
    ),
    (
        "<marks>a</marks><marks><Mark>b</Mark></marks>",
        r#""marks":[{"Mark":"a"},{"Mark":"b"}]"#,
    ),
    // The text of what may be a text is that.
    ("<either>a</either>", r#""either":"a""#),
    (
        "<either><content>a</content></either>",
        r#""either":{"content":"a"}"#,
    ),
];

/// What is in a shelf that could be meant in several ways, or in none.
pub const REFUSED: &[&str] = &[
    "<names><a>a</a><b>b</b></names>",
    "<names>a<string>b</string></names>",
    "<names x=\"1\"><string>a</string></names>",
    "<names><string>a</string></names><names>b</names>",
    "<numbers><number>1</number><other>2</other></numbers>",
    "<numbers><number>1</number></numbers><numbers/>",
    "<books><other><title>a</title></other></books>",
    "<books><book><year>1</year></book></books>",
    "<books/><books/>",
    "<texts/>x<texts/>",
    "<notes><note><at>1</at></note></notes>",
    "<notes>text</notes>",
    "<boxes>text</boxes>",
    "<parts>text</parts>",
    "<album>text</album>",
    "text",
];

/// A document with a shelf.
pub fn document(shelf: &str) -> String {
    format!("<Shelf>{shelf}</Shelf>")
}

#[test]
fn what_can_be_meant_in_one_way_is_read() {
    serve(router(Keeper), async |url| {
        for (shelf, expected) in READ {
            let body = document(shelf);
            let answer = sent(&url, &body).await;
            assert!(answer.starts_with("HTTP/1.1 200 "), "{shelf}: {answer}");
            let (_, json) = answer.split_once("\r\n\r\n").unwrap();
            let read: serde_json::Value = serde_json::from_str(json).unwrap();
            let expected = format!("{{{expected}}}");
            let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
            assert_eq!(read, expected, "{shelf}");
        }
        for shelf in REFUSED {
            let answer = sent(&url, &document(shelf)).await;
            assert!(answer.starts_with("HTTP/1.1 400 "), "{shelf}: {answer}");
        }
    });
}

async fn sent(url: &str, body: &str) -> String {
    post(url, "/shelves", "application/xml", body.as_bytes()).await
}
