//! What the description says itself about pages.

use super::Facts;
use super::answer::Kind;
use crate::diagnostic::{Code, Report};
use crate::document::Place;
use crate::ir::{Input, More, Next, Paging, Source};
use serde_json::{Map, Value};

const FIELDS: &[&str] = &[
    "first",
    "from",
    "header",
    "items",
    "last",
    "more",
    "next",
    "parameter",
    "property",
];

/// Reads the extension; one that cannot be used is reported and gives no
/// pages, and `false` gives none either.
pub(super) fn read(
    value: &Value,
    facts: &Facts<'_>,
    place: &Place<'_>,
    report: &Report,
) -> Option<Paging> {
    let fields = match value {
        Value::Bool(false) => return None,
        Value::Object(fields) => fields,
        Value::Null | Value::Bool(true) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            let hint = "say how with `next`, or `false` where there are no pages";
            let message = "the pagination is neither an object nor `false`";
            report.hint(Code::InvalidPagination, place, message, hint);
            return None;
        }
    };
    let reader = Reader {
        fields,
        facts,
        place,
        report,
    };
    reader.paging()
}

struct Reader<'a> {
    fields: &'a Map<String, Value>,
    facts: &'a Facts<'a>,
    place: &'a Place<'a>,
    report: &'a Report,
}

impl Reader<'_> {
    fn paging(&self) -> Option<Paging> {
        let mut names = self.fields.keys();
        if let Some(unknown) = names.find(|name| !FIELDS.contains(&name.as_str())) {
            let hint = format!("there are `{}`", FIELDS.join("`, `"));
            return self.refuse(
                unknown,
                format!("there is no field `{unknown}` here"),
                &hint,
            );
        }
        let next = self.next()?;
        let items = match self.pointer("items")? {
            Some(pointer) => match self.facts.at(&pointer) {
                Kind::List(item) => Some((pointer, item.clone())),
                _ => return self.refuse("items", "there is no list", "name the list"),
            },
            None => None,
        };
        let needs_items = matches!(next, Next::LastItem(..) | Next::Offset(_) | Next::Page(..));
        if needs_items && items.is_none() {
            let message = "`items` is missing, without which the next page is not known";
            return self.refuse("next", message, "add `items` with the place of the list");
        }
        let more = match (self.flag("more")?, self.flag("last")?) {
            (Some(pointer), None) => Some(More::Until(pointer)),
            (None, Some(pointer)) => Some(More::Last(pointer)),
            (None, None) => None,
            (Some(_), Some(_)) => {
                let message = "`more` and `last` say the same in two ways";
                return self.refuse("last", message, "leave one of them out");
            }
        };
        Some(Paging { next, items, more })
    }

    fn next(&self) -> Option<Next> {
        let Some(kind) = self.text("next")? else {
            let hint =
                "add `next` with one of `link`, `url`, `token`, `last-item`, `offset`, `page`";
            return self.refuse("", "what leads to the next page is missing", hint);
        };
        Some(match kind {
            "link" => Next::Link,
            "url" => Next::Url(self.source()?),
            "token" => Next::Token(self.input()?, self.source()?),
            "last-item" => {
                let input = self.input()?;
                let Some(pointer) = self.text("from")? else {
                    return self.refuse("next", "`from` is missing", "add the place in the item");
                };
                Next::LastItem(input, pointer.to_owned())
            }
            "offset" => Next::Offset(self.input()?),
            "page" => {
                let input = self.input()?;
                let first = match self.fields.get("first") {
                    None => self.facts.first(&input),
                    Some(first) => match first.as_i64() {
                        Some(first) => first,
                        None => return self.refuse("first", "this is no integer", "give 0 or 1"),
                    },
                };
                Next::Page(input, first)
            }
            _ => {
                let hint = "give `link`, `url`, `token`, `last-item`, `offset` or `page`";
                return self.refuse("next", "this is no way to the next page", hint);
            }
        })
    }

    /// What the request takes.
    fn input(&self) -> Option<Input> {
        let (key, input) = match (self.text("parameter")?, self.text("property")?) {
            (Some(name), None) => ("parameter", self.parameter(name)),
            (None, Some(name)) => {
                let is_it = |input: &Input| matches!(input, Input::Body(one) if one == name);
                ("property", self.facts.input(is_it))
            }
            _ => {
                let hint = "add `parameter` with the name of a parameter in query or header, or \
                            `property` with that of a property of the body";
                return self.refuse("next", "it is not said what takes it", hint);
            }
        };
        if input.is_some() {
            return input;
        }
        let message = match key {
            "parameter" => "query and headers have no such parameter with a single value",
            _ => "the operation has no JSON body with such a property",
        };
        self.refuse(key, message, "give the name of one that it has")
    }

    fn parameter(&self, name: &str) -> Option<Input> {
        self.facts.input(|input| match input {
            Input::Query(one) => one == name,
            Input::Header(one) => one.eq_ignore_ascii_case(name),
            Input::Body(_) => false,
        })
    }

    /// Where a token or a URL is.
    fn source(&self) -> Option<Source> {
        let pointer = match (self.pointer("from")?, self.text("header")?) {
            (Some(pointer), None) => pointer,
            (None, Some(name)) => return self.header(name),
            (None, None) => {
                let hint = "add the place in the answer, or a `header`";
                return self.refuse("next", "`from` is missing", hint);
            }
            (Some(_), Some(_)) => {
                let message = "`from` and `header` are two places";
                return self.refuse("header", message, "leave one of them out");
            }
        };
        match self.facts.at(&pointer).is_token() {
            true => Some(Source::Body(pointer)),
            false => {
                let message = "there is neither a text nor a number";
                self.refuse("from", message, "name a property of the answer")
            }
        }
    }

    fn header(&self, name: &str) -> Option<Source> {
        let found = self.facts.header(|one| one.eq_ignore_ascii_case(name));
        match found {
            Some(source) => Some(source),
            None => {
                let message = "no answer that means success has such a header";
                self.refuse("header", message, "give the name of one that is documented")
            }
        }
    }

    fn flag(&self, key: &str) -> Option<Option<String>> {
        let Some(pointer) = self.pointer(key)? else {
            return Some(None);
        };
        match self.facts.at(&pointer) {
            Kind::Flag | Kind::Any => Some(Some(pointer)),
            _ => self.refuse(key, "there is no boolean", "name a property of the answer"),
        }
    }

    /// A place in the answer, if one is given.
    fn pointer(&self, key: &str) -> Option<Option<String>> {
        match self.text(key)? {
            Some(pointer) if !pointer.is_empty() && !pointer.starts_with('/') => {
                let hint = "write it as a JSON Pointer, such as `/items`";
                self.refuse(key, "this is no place in an answer", hint)
            }
            pointer => Some(pointer.map(str::to_owned)),
        }
    }

    fn text(&self, key: &str) -> Option<Option<&str>> {
        match self.fields.get(key) {
            None => Some(None),
            Some(Value::String(text)) => Some(Some(text)),
            Some(_) => self.refuse(key, "this is no string", "write a string"),
        }
    }

    fn refuse<T>(&self, key: &str, message: impl Into<String>, hint: &str) -> Option<T> {
        let code = Code::InvalidPagination;
        match key {
            "" => self.report.hint(code, self.place, message, hint),
            key => self.report.hint(code, self.place.key(key), message, hint),
        }
        None
    }
}
