//! Reads a page of the reference: the facts of one operation, and its sentences.

use super::segments::of_several_segments;
use super::tree::{Tree, indent};
use super::type_line;
use crate::coverage::command_lines::is_command_line;
use crate::coverage::facts::{Facts, ITSELF, Kind, Operation, REQUEST, SEGMENTS};
use crate::coverage::node::{Member, Node};

/// What a page tells.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// The operation.
    pub operation: Operation,
    /// Every sentence, each as it stands.
    pub sentences: Vec<String>,
    /// Lines that call a command line.
    pub command_lines: Vec<String>,
}

/// The headings that begin a section. `Request body` may be followed by `required`.
const HEADINGS: [&str; 8] = [
    "Example cURL requests",
    "Path parameters",
    "Query parameters",
    "Header parameters",
    "Request body",
    "Request body required",
    "Request Examples",
    "Responses",
];

/// What pages say of operations that anyone may call.
const PUBLIC: [&str; 4] = [
    "does not require authentication",
    "has public access",
    "without authentication",
    "without any authentication",
];

/// Reads the page whose file is called `file`.
///
/// # Errors
///
/// With what is missing, when it is no page of an operation.
pub fn read(file: &str, text: &str) -> Result<Page, String> {
    let text = text.replace('\u{a0}', " ");
    let lines: Vec<&str> = text.lines().collect();
    let is_heading = |line: &&str| HEADINGS.contains(line);
    let first = lines.iter().position(is_heading);
    let (head, rest) = lines.split_at(first.unwrap_or(lines.len()));
    let mut page = self::head(file, head)?;
    let calls = lines.iter().filter(|line| is_command_line(line));
    page.command_lines = calls.map(|line| (*line).to_owned()).collect();
    let (consumes, produces) = (media(head, "Consumes: "), media(head, "Produces: "));
    for section in rest.chunk_by(|_, next| !HEADINGS.contains(next)) {
        let Some((heading, lines)) = section.split_first() else {
            continue;
        };
        match *heading {
            "Responses" => page.responses(lines, &produces),
            "Request body" => page.request(lines, false, &consumes),
            "Request body required" => page.request(lines, true, &consumes),
            _ => {
                if let Some(place) = heading.strip_suffix(" parameters") {
                    page.parameters(&place.to_lowercase(), lines);
                }
            }
        }
    }
    let call = page.operation.call.clone();
    if let Some(name) = of_several_segments(&call, &lines)
        && let Some(place) = page.operation.places.get_mut(&format!("path {name}"))
    {
        place.facts.insert(SEGMENTS, "several".to_owned());
    }
    Ok(page)
}

/// What stands above the first section.
fn head(file: &str, lines: &[&str]) -> Result<Page, String> {
    let field = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name));
    let missing = |name: &str| format!("{file}: no line begins with `{name}`");
    let id = field("Operation: ").ok_or_else(|| missing("Operation: "))?;
    let id = id.split(' ').next().unwrap_or_default();
    let tag = field("Tag: ").ok_or_else(|| missing("Tag: "))?;
    let call = lines.iter().position(|line| is_call(line));
    let call = call.ok_or_else(|| format!("{file}: no line has a method and a path"))?;
    let title = lines.iter().take(call).rev().find(|line| !line.is_empty());
    let title = title.ok_or_else(|| format!("{file}: no title"))?;
    let text = lines.iter().position(|line| line.starts_with("Produces: "));
    let text = lines.iter().skip(text.unwrap_or(call) + 1);
    let text: Vec<String> = text.map(|line| line.trim().to_owned()).collect();
    let is_public = text
        .iter()
        .any(|line| PUBLIC.iter().any(|words| line.contains(words)));
    let privileges = field("Privileges: ").unwrap_or_default();
    let mut facts = Facts::from([
        ("operationId", id.to_owned()),
        ("tag", tag.to_owned()),
        ("deprecated", title.ends_with(" Deprecated").to_string()),
        ("public", is_public.to_string()),
        ("x-source", file.to_owned()),
    ]);
    if !privileges.is_empty() {
        facts.insert("privileges", sorted(privileges.split(", ")));
    }
    let call = lines.get(call).copied().unwrap_or_default();
    let mut operation = Operation::new(call.to_owned(), tag.to_owned(), file.to_owned());
    operation.put(ITSELF, Kind::Operation, facts);
    let mut sentences = vec![(*title).to_owned()];
    sentences.extend(text);
    Ok(Page {
        operation,
        sentences,
        command_lines: Vec::new(),
    })
}

fn is_call(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(method, path)| {
        method.chars().all(|letter| letter.is_ascii_uppercase()) && path.starts_with('/')
    })
}

/// The media types of a line such as `Consumes: application/json`.
fn media(head: &[&str], name: &str) -> Vec<String> {
    let listed = head.iter().find_map(|line| line.strip_prefix(name));
    let listed = listed.filter(|listed| *listed != "(not given)");
    let listed = listed.into_iter().flat_map(|listed| listed.split(", "));
    listed.map(str::to_owned).collect()
}

/// The words in alphabetical order, in one text.
pub fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.join(", ")
}

impl Page {
    fn parameters(&mut self, place: &str, lines: &[&str]) {
        let title = lines.iter().position(|line| line.starts_with("Parameter"));
        let lines = lines.get(title.map_or(0, |title| title + 1)..);
        for member in self.list(lines.unwrap_or_default()) {
            let name = format!("{place} {}", member.name);
            let required = Facts::from([("required", member.is_required.to_string())]);
            self.operation
                .put_body(&name, Kind::Parameter, required, Some(&member.node));
        }
    }

    fn request(&mut self, lines: &[&str], is_required: bool, consumes: &[String]) {
        let (before, schema) = self.schema(lines);
        let listed = before.iter().filter(|line| is_media_type(line));
        let listed: Vec<&str> = listed.copied().collect();
        let media = match (listed.is_empty(), consumes.is_empty()) {
            (false, _) => sorted(listed.into_iter()),
            (true, false) => sorted(consumes.iter().map(String::as_str)),
            (true, true) => JSON.to_owned(),
        };
        let required = is_required.to_string();
        let facts = Facts::from([("required", required), ("media", media)]);
        self.operation
            .put_body(REQUEST, Kind::Body, facts, schema.as_ref());
    }

    fn responses(&mut self, lines: &[&str], produces: &[String]) {
        let statuses = lines.iter().position(|line| is_status(line));
        let lines = lines.get(statuses.unwrap_or(lines.len())..);
        for status in lines
            .unwrap_or_default()
            .chunk_by(|_, next| !is_status(next))
        {
            if let Some((status, lines)) = status.split_first() {
                self.response(status, lines, produces);
            }
        }
    }

    fn response(&mut self, status: &str, lines: &[&str], produces: &[String]) {
        let end = lines.iter().position(|line| *line == "Example");
        let lines = lines.get(..end.unwrap_or(lines.len())).unwrap_or_default();
        let (before, schema) = self.schema(lines);
        let mut facts = Facts::new();
        // Errors are JSON whatever a success is.
        let is_success = status.starts_with('2');
        let is_raw = status == "200" && produces.iter().any(|media| media != JSON);
        if schema.is_some() || is_raw {
            let media = match is_success && !produces.is_empty() {
                true => sorted(produces.iter().map(String::as_str)),
                false => JSON.to_owned(),
            };
            facts.insert("media", media);
        }
        self.operation
            .put_body(status, Kind::Status, facts, schema.as_ref());
        let headers = before.iter().position(|line| *line == "Headers");
        let headers = headers.and_then(|headers| before.get(headers + 1..));
        for header in self.list(headers.unwrap_or_default()) {
            let name = format!("{status} header {}", header.name);
            // The pages tell headers of a response that has them.
            let required = Facts::from([("required", "true".to_owned())]);
            self.operation
                .put_body(&name, Kind::Header, required, Some(&header.node));
        }
    }

    /// The lines before the schema of a body, and the schema.
    fn schema<'a>(&mut self, lines: &'a [&'a str]) -> (&'a [&'a str], Option<Node>) {
        let kind = lines.iter().enumerate().find_map(|(at, line)| {
            let kind = type_line::read(line.strip_prefix("Schema: ")?)?;
            Some((at, kind))
        });
        let at = kind.as_ref().map_or(lines.len(), |(at, _)| *at);
        let (before, after) = lines.split_at(at);
        let told = before.iter().filter(|line| indent(line) == 0);
        self.sentences.extend(told.map(|line| (*line).to_owned()));
        let schema = kind.map(|(_, kind)| {
            let title = |line: &&&str| **line == TITLE;
            let lines = after.get(1..).unwrap_or_default();
            let skipped = usize::from(lines.first().as_ref().is_some_and(title));
            let mut tree = Tree::new(lines.get(skipped..).unwrap_or_default());
            let node = tree.body(kind);
            self.sentences.append(&mut tree.sentences);
            node
        });
        (before, schema)
    }

    fn list(&mut self, lines: &[&str]) -> Vec<Member> {
        let mut tree = Tree::new(lines);
        let listed = tree.list();
        self.sentences.append(&mut tree.sentences);
        listed
    }
}

/// The line between the type of a body and its properties.
const TITLE: &str = "PropertyType & Description";

const JSON: &str = "application/json";

fn is_media_type(line: &str) -> bool {
    line.split_once('/').is_some_and(|(kind, _)| {
        !line.contains(' ') && ["application", "text", "image"].contains(&kind)
    })
}

fn is_status(line: &str) -> bool {
    line.len() == 3 && line.parse::<u16>().is_ok()
}
