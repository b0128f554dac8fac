//! The errors that the description lists in `x-specwright-errors`.

use super::docs;
use crate::diagnostic::{Code, Report};
use crate::document::Place;
use crate::ir::{
    Argument, ArgumentType, Catalogue, Docs, ErrorBody, Float, Group, Integer, ListedError, Type,
};
use crate::names::{Case, Scope};
use openapiv3::OpenAPI;
use serde_json::{Map, Value};

/// The extension of the whole description.
const EXTENSION: &str = "x-specwright-errors";

type Fields = Map<String, Value>;

/// Reads the extension, if there is one; what cannot be used is reported.
pub(super) fn read(openapi: &OpenAPI, groups: &[Group], report: &Report) -> Option<Catalogue> {
    let value = openapi.extensions.get(EXTENSION)?;
    let place = &Place::Root.key(EXTENSION);
    let reader = Reader { report };
    let known = &["bodies", "description", "errors", "name", "nested"];
    let fields = reader.object(value, place, known)?;
    let name = reader.required_text(fields, "name", place);
    let bodies = reader.bodies(fields, place);
    let nested = match fields.get("nested") {
        Some(nested) => reader.body(nested, &place.key("nested")),
        None => bodies.first().cloned(),
    };
    let is_nested = fields.contains_key("nested");
    let errors = reader.errors(fields, place, is_nested);
    let description = reader.text(fields, "description", place);
    Some(Catalogue {
        name: names_beside(groups).claim(name?, Case::Camel),
        docs: documented(description),
        bodies,
        nested: nested?,
        errors,
    })
}

/// What the root of the API has besides.
fn names_beside(groups: &[Group]) -> Scope {
    let modules = groups.iter().map(|group| group.module.plain());
    let taken: Vec<&str> = ["Auth", "Client", "Server"]
        .into_iter()
        .chain(modules)
        .collect();
    Scope::with(&taken)
}

fn documented(description: Option<&str>) -> Docs {
    match docs::of(description) {
        docs if docs.is_empty() => Docs::from("The errors that the API lists."),
        docs => docs,
    }
}

struct Reader<'a> {
    report: &'a Report,
}

impl Reader<'_> {
    fn bodies(&self, fields: &Fields, place: &Place<'_>) -> Vec<ErrorBody> {
        let hint = "give a list of `{id, description, details}` with JSON Pointers";
        let below = &place.key("bodies");
        match fields.get("bodies") {
            Some(Value::Array(list)) if !list.is_empty() => {
                let bodies = list.iter().enumerate();
                let bodies = bodies.filter_map(|(at, body)| self.body(body, &below.index(at)));
                bodies.collect()
            }
            Some(_) => self.refuse(below, "it is not said where errors are", hint),
            None => self.refuse(place, "`bodies` is missing: where errors are", hint),
        }
    }

    fn body(&self, value: &Value, place: &Place<'_>) -> Option<ErrorBody> {
        let fields = self.object(value, place, &["description", "details", "id"])?;
        let id = self.required_text(fields, "id", place)?.to_owned();
        let part = |key| self.text(fields, key, place).map(str::to_owned);
        let body = ErrorBody {
            id,
            description: part("description"),
            details: part("details"),
        };
        self.check_places(&body, place).then_some(body)
    }

    /// Whether the places are JSON Pointers, none of which leads through
    /// another.
    fn check_places(&self, body: &ErrorBody, place: &Place<'_>) -> bool {
        let parts = [
            ("id", Some(&body.id)),
            ("description", body.description.as_ref()),
            ("details", body.details.as_ref()),
        ];
        let parts = parts.into_iter().filter_map(|(key, at)| Some((key, at?)));
        let parts: Vec<(&str, &String)> = parts.collect();
        let mut is_good = true;
        for (key, at) in &parts {
            let place = &place.key(key);
            if !at.is_empty() && !at.starts_with('/') {
                let hint = "write it as a JSON Pointer, such as `/error/id`";
                self.refuse::<()>(place, "this is no place in a body", hint);
                is_good = false;
            }
            let is_inside = |(other, outer): &(&str, &String)| {
                let behind = at.strip_prefix(outer.as_str());
                other != key && behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if let Some((other, _)) = parts.iter().find(|part| is_inside(part)) {
                let message = format!("this is inside the place of `{other}`");
                self.refuse::<()>(place, &message, "give each part a place of its own");
                is_good = false;
            }
        }
        is_good
    }

    fn errors(&self, fields: &Fields, place: &Place<'_>, is_nested: bool) -> Vec<ListedError> {
        let hint = "give an object with the errors by their ids";
        let below = &place.key("errors");
        let errors = match fields.get("errors") {
            Some(Value::Object(errors)) if !errors.is_empty() => errors,
            Some(_) => return self.refuse(below, "there are no errors by their ids", hint),
            None => return self.refuse(place, "`errors` is missing: the errors by id", hint),
        };
        let ids: Vec<&str> = errors.keys().map(String::as_str).collect();
        let idents = Scope::with(&["Unknown"]).claim_all(&ids, Case::Variant);
        let each = errors
            .iter()
            .zip(idents)
            .filter_map(|((id, value), ident)| {
                let place = &below.key(id);
                let known = &["arguments", "description", "status"];
                let fields = self.object(value, place, known)?;
                let arguments = self.arguments(fields, place, is_nested);
                Some(ListedError {
                    id: id.clone(),
                    ident,
                    docs: docs::of(self.text(fields, "description", place)),
                    status: self.status(fields, place),
                    arguments,
                })
            });
        each.collect()
    }

    fn status(&self, fields: &Fields, place: &Place<'_>) -> Option<u16> {
        let value = fields.get("status")?;
        let status = value.as_u64().and_then(|status| u16::try_from(status).ok());
        let hint = "give an integer from 400 to 599";
        match status.filter(|status| (400..600).contains(status)) {
            None => self.refuse(&place.key("status"), "this is no status of a failure", hint),
            status => status,
        }
    }

    fn arguments(&self, fields: &Fields, place: &Place<'_>, is_nested: bool) -> Vec<Argument> {
        let below = &place.key("arguments");
        let arguments = match fields.get("arguments") {
            None => return Vec::new(),
            Some(Value::Object(arguments)) => arguments,
            Some(_) => {
                let hint = "give an object with the types of the arguments by their names";
                return self.refuse(below, "these are no arguments", hint);
            }
        };
        let names: Vec<&str> = arguments.keys().map(String::as_str).collect();
        let idents = Scope::default().claim_all(&names, Case::Snake);
        let each = arguments.iter().zip(idents);
        let each = each.filter_map(|((name, value), ident)| {
            let place = &below.key(name);
            let ty = self.argument(value, place)?;
            if !is_nested && matches!(ty, ArgumentType::Error | ArgumentType::Errors) {
                let message = "it is not said where the parts of an error in another are";
                let hint = format!("add `nested` to `{EXTENSION}`, such as `{{id: /id}}`");
                return self.refuse(place, message, &hint);
            }
            Some(Argument {
                name: name.clone(),
                ident,
                ty,
            })
        });
        each.collect()
    }

    /// The type of an argument: a word, or a list of one.
    fn argument(&self, value: &Value, place: &Place<'_>) -> Option<ArgumentType> {
        let (word, is_list) = match value {
            Value::Array(list) => (list.first().filter(|_| list.len() == 1), true),
            value => (Some(value), false),
        };
        let ty = match word.and_then(Value::as_str) {
            Some("error") if is_list => return Some(ArgumentType::Errors),
            Some("error") => return Some(ArgumentType::Error),
            Some("string") => Type::String,
            Some("integer") => Type::Integer(Integer::I64),
            Some("number") => Type::Float(Float::F64),
            Some("boolean") => Type::Bool,
            Some("object") => Type::Map(Box::new(Type::Any)),
            Some("any") => Type::Any,
            _ => {
                let hint = "give `string`, `integer`, `number`, `boolean`, `object`, `any` or \
                            `error`, or a list of one of them";
                return self.refuse(place, "this is no type of an argument", hint);
            }
        };
        Some(ArgumentType::Value(match is_list {
            true => Type::Array(Box::new(ty)),
            false => ty,
        }))
    }

    fn object<'v>(
        &self,
        value: &'v Value,
        place: &Place<'_>,
        known: &[&str],
    ) -> Option<&'v Fields> {
        let names = format!("there are `{}`", known.join("`, `"));
        let Some(fields) = value.as_object() else {
            return self.refuse(place, "this is no object", &names);
        };
        for name in fields.keys().filter(|name| !known.contains(&name.as_str())) {
            let message = format!("there is no field `{name}` here");
            self.refuse::<()>(&place.key(name), &message, &names);
        }
        Some(fields)
    }

    fn required_text<'v>(
        &self,
        fields: &'v Fields,
        key: &str,
        place: &Place<'_>,
    ) -> Option<&'v str> {
        if !fields.contains_key(key) {
            let message = format!("`{key}` is missing");
            return self.refuse(place, &message, "add it, with a string");
        }
        self.text(fields, key, place)
    }

    fn text<'v>(&self, fields: &'v Fields, key: &str, place: &Place<'_>) -> Option<&'v str> {
        match fields.get(key)? {
            Value::String(text) => Some(text),
            _ => self.refuse(&place.key(key), "this is no string", "write a string"),
        }
    }

    fn refuse<T: Default>(&self, place: &Place<'_>, message: &str, hint: &str) -> T {
        let code = Code::InvalidErrorCatalogue;
        self.report.hint(code, place, message, hint);
        T::default()
    }
}
