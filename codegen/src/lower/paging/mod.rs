//! Which operations give a list page by page, and how: as the description
//! says in `x-specwright-pagination`, or as parameters and answers that look
//! like those of the usual ways to do it.

mod answer;
mod declared;
mod usual;

use super::operation::method_name;
use super::xml;
use crate::diagnostic::Report;
use crate::document::Place;
use crate::ir::{
    Bound, Constraint, Field, Group, Input, Location, Operation, Outcome, Paging, Parameter,
    Response, Rules, Shape, Source, Status, Type, TypeDef,
};
use answer::{Found, Kind};
use openapiv3::OpenAPI;
use serde_json::Value;

/// The extension of an operation that says how its pages are asked for.
const EXTENSION: &str = "x-specwright-pagination";

/// Finds out for each operation, when all types are known.
pub(super) fn find(openapi: &OpenAPI, types: &[TypeDef], groups: &mut [Group], report: &Report) {
    for group in groups {
        let found = group.operations.iter().map(|operation| {
            let facts = Facts::of(types, group, operation);
            let method = method_name(operation.method).to_ascii_lowercase();
            match declared(openapi, &operation.path, &method) {
                Some(value) => {
                    let root = Place::Root;
                    let paths = root.key("paths");
                    let item = paths.key(&operation.path);
                    let place = item.key(&method);
                    declared::read(value, &facts, &place.key(EXTENSION), report)
                }
                None => usual::find(operation, &facts),
            }
        });
        let found: Vec<Option<Paging>> = found.collect();
        for (operation, paging) in group.operations.iter_mut().zip(found) {
            operation.paging = paging;
        }
    }
}

fn declared<'a>(openapi: &'a OpenAPI, path: &str, method: &str) -> Option<&'a Value> {
    let item = openapi.paths.paths.get(path)?.as_item()?;
    let (_, operation) = item.iter().find(|(name, _)| *name == method)?;
    operation.extensions.get(EXTENSION)
}

/// What pages can be told from.
struct Facts<'a> {
    types: &'a [TypeDef],
    /// What of a request can be filled in to get another page.
    inputs: Vec<Given<'a>>,
    /// The first answer that means success, if it is JSON or XML.
    answer: Option<&'a Type>,
    /// The headers of such answers.
    headers: Vec<&'a str>,
}

/// What a request gives.
struct Given<'a> {
    input: Input,
    ty: &'a Type,
    rules: &'a Rules,
    required: bool,
}

impl<'a> Given<'a> {
    fn parameter(parameter: &'a Parameter) -> Option<Self> {
        let name = parameter.name.clone();
        let input = match parameter.location {
            Location::Query => Input::Query(name),
            Location::Header => Input::Header(name),
            Location::Path | Location::Cookie => return None,
        };
        (parameter.shape == Shape::Primitive).then_some(Self {
            input,
            ty: &parameter.ty,
            rules: &parameter.rules,
            required: parameter.required,
        })
    }

    fn property(field: &'a Field) -> Self {
        Self {
            input: Input::Body(field.name.clone()),
            ty: &field.ty,
            rules: &field.rules,
            required: false,
        }
    }

    /// Its name, as names are compared.
    fn name(&self) -> String {
        match &self.input {
            Input::Header(name) => answer::plain_header(name),
            Input::Query(name) | Input::Body(name) => answer::plain(name),
        }
    }

    /// Whether it may be what leads from page to page. A header that every
    /// request has is about something else, such as who is calling.
    fn may_lead(&self) -> bool {
        !(self.required && matches!(self.input, Input::Header(_)))
    }
}

impl<'a> Facts<'a> {
    fn of(types: &'a [TypeDef], group: &'a Group, operation: &'a Operation) -> Self {
        let parameters = operation.parameters.iter().filter_map(Given::parameter);
        let body = operation
            .body
            .iter()
            .filter(|body| is_json(&body.media_types));
        let in_body = body.flat_map(|body| answer::properties(types, &body.ty));
        let headers = successes(operation).flat_map(|response| &response.headers);
        Self {
            types,
            inputs: parameters.chain(in_body.map(Given::property)).collect(),
            answer: page(group, operation),
            headers: headers.map(String::as_str).collect(),
        }
    }

    /// The first input that has one of these names, and a type that fits.
    fn named(&self, names: &[&str], fits: fn(Kind<'_>) -> bool) -> Option<&Input> {
        names.iter().find_map(|name| {
            let mut inputs = self.inputs.iter();
            let found = inputs.find(|given| {
                let kind = answer::kind(self.types, given.ty);
                given.may_lead() && given.name() == *name && fits(kind)
            });
            found.map(|given| &given.input)
        })
    }

    /// The first input that is this one.
    fn input(&self, is_it: impl Fn(&Input) -> bool) -> Option<Input> {
        let mut inputs = self.inputs.iter().map(|given| &given.input);
        inputs.find(|input| is_it(input)).cloned()
    }

    /// The number of the first page.
    fn first(&self, input: &Input) -> i64 {
        let mut inputs = self.inputs.iter().filter(|given| given.input == *input);
        let is_zero = |rule: &Constraint| matches!(rule, Constraint::Minimum(Bound::Integer(0)));
        i64::from(!inputs.any(|given| given.rules.own.iter().any(is_zero)))
    }

    /// What is in the answer, what is further outside first.
    fn answer(&self) -> Vec<Found<'a>> {
        self.answer
            .map_or_else(Vec::new, |ty| answer::all(self.types, ty))
    }

    /// The header of an answer that has this name.
    fn header(&self, is_it: impl Fn(&str) -> bool) -> Option<Source> {
        let found = self.headers.iter().find(|name| is_it(name));
        found.map(|name| Source::Header((*name).to_owned()))
    }

    /// What is at a place in the answer.
    fn at(&self, pointer: &str) -> Kind<'a> {
        self.answer
            .map_or(Kind::Other, |ty| answer::at(self.types, ty, pointer))
    }

    /// Whether values of this type have an id.
    fn has_id(&self, ty: &Type) -> bool {
        let mut properties = answer::properties(self.types, ty);
        properties.any(|one| one.name == "id" && answer::kind(self.types, &one.ty).is_token())
    }
}

fn is_json(media_types: &[String]) -> bool {
    let is_json = |essence: &str| essence.ends_with("/json") || essence.ends_with("+json");
    any_is(media_types, is_json)
}

fn any_is(media_types: &[String], is_it: impl Fn(&str) -> bool) -> bool {
    media_types.iter().any(|media_type| {
        let essence = media_type.split(';').next().unwrap_or_default();
        is_it(&essence.trim().to_ascii_lowercase())
    })
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..300).contains(&code),
        Status::Range(class) => class == 2,
        Status::Default => true,
    }
}

/// The documented answers that mean success, the first one first.
fn successes(operation: &Operation) -> impl Iterator<Item = &Response> {
    let responses = operation.responses.iter();
    responses.filter(|response| is_success(response.status))
}

/// The type of the first body that means success, if that is JSON or XML.
fn page<'a>(group: &'a Group, operation: &'a Operation) -> Option<&'a Type> {
    let first = successes(operation).find(|response| !response.media_types.is_empty())?;
    let has_places = is_json(&first.media_types) || any_is(&first.media_types, xml::is_xml);
    let outcome = own(group, &operation.success).filter(|_| has_places)?;
    match outcome {
        Outcome::Plain(ty) => Some(ty),
        Outcome::Struct(_, variant) => Some(&variant.body),
        Outcome::Enum(_, variants) => {
            let mut bodies = variants.iter().filter(|one| one.has_body());
            bodies
                .find(|one| is_success(one.status))
                .map(|one| &one.body)
        }
        Outcome::Never | Outcome::Same(..) => None,
    }
}

/// The outcome itself, where another operation of the group has it too.
fn own<'a>(group: &'a Group, outcome: &'a Outcome) -> Option<&'a Outcome> {
    match outcome {
        Outcome::Same(_, first) => {
            let mut outcomes = group.operations.iter().map(|one| &one.success);
            outcomes.find(|one| one.ident() == Some(first))
        }
        Outcome::Never | Outcome::Plain(_) | Outcome::Struct(..) | Outcome::Enum(..) => {
            Some(outcome)
        }
    }
}
