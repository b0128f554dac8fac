//! Text to elements: the part of XML 1.0 that data uses.
//!
//! Document types are refused, and with them all entities but the five that
//! XML has by itself, so that no text stands for more than is there.

use super::is_character;

/// Elements are not nested deeper.
const DEEPEST: usize = 64;

/// An element has no more attributes.
const MOST_ATTRIBUTES: usize = 256;

/// An element, with local names.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: Vec<(&'a str, String)>,
    pub(super) children: Vec<Element<'a>>,
    pub(super) text: String,
    /// Whether it stands for `null`: `xsi:nil` (XML Schema, part 1, section
    /// 2.6.2), whatever the prefix.
    pub(super) is_nil: bool,
}

/// Reads a document.
///
/// # Errors
/// If it is not well-formed, or beyond the limits above; the text says what
/// is wrong.
pub(super) fn parse(text: &[u8]) -> Result<Element<'_>, String> {
    let text = str::from_utf8(text).map_err(|_| "the XML is not UTF-8")?;
    if !text.chars().all(is_character) {
        return Err("the XML has control characters".to_owned());
    }
    let mut parser = Parser {
        rest: text.strip_prefix('\u{feff}').unwrap_or(text),
    };
    parser.beside()?;
    let root = parser.root()?;
    parser.beside()?;
    match parser.rest.is_empty() {
        true => Ok(root),
        false => Err("there is something behind the XML document".to_owned()),
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn take(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn until(&mut self, end: &str) -> Result<&'a str, String> {
        let missing = || format!("the XML ends before `{end}`");
        let (text, rest) = self.rest.split_once(end).ok_or_else(missing)?;
        self.rest = rest;
        Ok(text)
    }

    fn space(&mut self) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let found = rest.len() < self.rest.len();
        self.rest = rest;
        found
    }

    /// A name, without its prefix, and the whole.
    fn name(&mut self) -> Result<(&'a str, &'a str), String> {
        let ends = |c: char| c.is_whitespace() || "<>/=?!&'\"".contains(c);
        let (name, rest) = self
            .rest
            .split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        if name.is_empty() {
            return Err("a name is missing in the XML".to_owned());
        }
        self.rest = rest;
        Ok((name.rsplit(':').next().unwrap_or(name), name))
    }

    /// What may stand beside the root: declarations and comments.
    fn beside(&mut self) -> Result<(), String> {
        loop {
            self.space();
            if self.take("<?") {
                self.instruction()?;
            } else if self.take("<!--") {
                self.until("-->")?;
            } else {
                return Ok(());
            }
        }
    }

    fn instruction(&mut self) -> Result<(), String> {
        let text = self.until("?>")?;
        let encoding = text
            .strip_prefix("xml ")
            .and_then(|text| text.split_once("encoding"));
        match encoding {
            Some((_, encoding)) if !encoding.to_ascii_lowercase().contains("utf-8") => {
                Err("the XML is not UTF-8".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn root(&mut self) -> Result<Element<'a>, String> {
        // Those that are open, each with its name as it must be closed.
        let mut open: Vec<(&'a str, Element<'a>)> = Vec::new();
        loop {
            let closed = match open.last_mut() {
                None => self.start(&mut open)?,
                Some((name, element)) => match self.content(element)? {
                    Found::End if self.name()?.1 == *name => {
                        self.space();
                        if !self.take(">") {
                            return Err("an end tag of the XML does not end".to_owned());
                        }
                        open.pop().map(|(_, element)| element)
                    }
                    Found::End => return Err("an element of the XML is not closed".to_owned()),
                    Found::Start => self.start(&mut open)?,
                },
            };
            if let Some(element) = closed {
                match open.last_mut() {
                    Some((_, parent)) => parent.children.push(element),
                    None => return Ok(element),
                }
            }
        }
    }

    /// Reads a start tag: an element that is empty, or one that is now open.
    fn start(
        &mut self,
        open: &mut Vec<(&'a str, Element<'a>)>,
    ) -> Result<Option<Element<'a>>, String> {
        if open.is_empty() && !self.take("<") {
            return Err("there is no XML element".to_owned());
        }
        if self.rest.starts_with('!') {
            return Err("document types are not read in XML".to_owned());
        }
        if open.len() == DEEPEST {
            return Err(format!("the XML is nested deeper than {DEEPEST} elements"));
        }
        let (name, whole) = self.name()?;
        let mut element = Element {
            name,
            ..Element::default()
        };
        loop {
            let is_apart = self.space();
            if self.take("/>") {
                return Ok(Some(element));
            }
            if self.take(">") {
                open.push((whole, element));
                return Ok(None);
            }
            if !is_apart {
                return Err("a start tag of the XML is broken".to_owned());
            }
            self.attribute(&mut element)?;
        }
    }

    fn attribute(&mut self, element: &mut Element<'a>) -> Result<(), String> {
        let (name, whole) = self.name()?;
        self.space();
        let is_given = self.take("=");
        self.space();
        let quote = match is_given {
            true if self.take("\"") => "\"",
            true if self.take("'") => "'",
            _ => return Err("an attribute of the XML has no value".to_owned()),
        };
        let value = self.until(quote)?;
        if value.contains('<') {
            return Err("an attribute of the XML does not end".to_owned());
        }
        if element.attributes.len() == MOST_ATTRIBUTES {
            let message = format!("an XML element has more than {MOST_ATTRIBUTES} attributes");
            return Err(message);
        }
        let is_declaration = whole == "xmlns" || whole.starts_with("xmlns:");
        let mut text = String::new();
        unescape(&value.replace(['\t', '\n', '\r'], " "), &mut text)?;
        if name == "nil" && whole != name {
            element.is_nil = matches!(text.trim(), "true" | "1");
        }
        if !is_declaration {
            element.attributes.push((name, text));
        }
        Ok(())
    }

    /// Adds the text up to the next tag, which is opened.
    fn content(&mut self, element: &mut Element<'a>) -> Result<Found, String> {
        loop {
            let text = self.until("<")?;
            unescape(&unified(text), &mut element.text)?;
            if self.take("/") {
                return Ok(Found::End);
            } else if self.take("!--") {
                self.until("-->")?;
            } else if self.take("![CDATA[") {
                let text = self.until("]]>")?;
                element.text.push_str(&unified(text));
            } else if self.take("?") {
                self.until("?>")?;
            } else {
                return Ok(Found::Start);
            }
        }
    }
}

/// The tag behind a text.
enum Found {
    Start,
    End,
}

/// Line ends as XML has them (section 2.11).
fn unified(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Adds a text to `out` with its references resolved.
fn unescape(text: &str, out: &mut String) -> Result<(), String> {
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let reference = behind.split_once(';').filter(|(name, _)| name.len() <= 10);
        let (name, behind) = reference.ok_or("a reference in the XML does not end")?;
        let unknown = || "the XML has a reference to an entity that it may not have".to_owned();
        out.push(referred(name).ok_or_else(unknown)?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(())
}

fn referred(name: &str) -> Option<char> {
    let code = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let code = match code.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    char::from_u32(code).filter(|c| is_character(*c))
}
