//! Which operations give a list page by page, and how: as the description
//! says in `x-specwright-pagination`, or as parameters and answers that look
//! like those of the usual ways to do it.

mod answer;
mod declared;
mod usual;

use super::operation::method_name;
use crate::diagnostic::Report;
use crate::document::Place;
use crate::ir::{
    Bound, Constraint, Group, Input, Location, Operation, Outcome, Paging, Response, Rules, Shape,
    Status, Type, TypeDef,
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
    inputs: Vec<(Input, &'a Type, &'a Rules)>,
    /// The first answer that means success, if it is JSON.
    answer: Option<&'a Type>,
    /// Whether such an answer has the header `Link`.
    has_link: bool,
}

impl<'a> Facts<'a> {
    fn of(types: &'a [TypeDef], group: &'a Group, operation: &'a Operation) -> Self {
        let in_query = operation
            .parameters
            .iter()
            .filter(|one| one.location == Location::Query && one.shape == Shape::Primitive);
        let in_query = in_query.map(|one| (Input::Query(one.name.clone()), &one.ty, &one.rules));
        let body = operation
            .body
            .iter()
            .filter(|body| is_json(&body.media_types));
        let in_body = body.flat_map(|body| answer::properties(types, &body.ty));
        let in_body = in_body.map(|one| (Input::Body(one.name.clone()), &one.ty, &one.rules));
        let mut headers = successes(operation).flat_map(|response| &response.headers);
        Self {
            types,
            inputs: in_query.chain(in_body).collect(),
            answer: page(group, operation),
            has_link: headers.any(|name| name.eq_ignore_ascii_case("link")),
        }
    }

    /// The first input that has one of these names, and a type that fits.
    fn named(&self, names: &[&str], fits: fn(Kind<'_>) -> bool) -> Option<&Input> {
        names.iter().find_map(|name| {
            let mut inputs = self.inputs.iter();
            let found = inputs.find(|(input, ty, _)| {
                answer::plain(input.name()) == *name && fits(answer::kind(self.types, ty))
            });
            found.map(|(input, ..)| input)
        })
    }

    fn has(&self, input: &Input) -> bool {
        self.inputs.iter().any(|(one, ..)| one == input)
    }

    /// The number of the first page.
    fn first(&self, input: &Input) -> i64 {
        let mut inputs = self.inputs.iter().filter(|(one, ..)| one == input);
        let is_zero = |rule: &Constraint| matches!(rule, Constraint::Minimum(Bound::Integer(0)));
        i64::from(!inputs.any(|(.., rules)| rules.own.iter().any(is_zero)))
    }

    /// What is in the answer, what is further outside first.
    fn answer(&self) -> Vec<Found<'a>> {
        self.answer
            .map_or_else(Vec::new, |ty| answer::all(self.types, ty))
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
    media_types.iter().any(|media_type| {
        let essence = media_type.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        essence.ends_with("/json") || essence.ends_with("+json")
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

/// The type of the first body that means success, if that is JSON.
fn page<'a>(group: &'a Group, operation: &'a Operation) -> Option<&'a Type> {
    let first = successes(operation).find(|response| !response.media_types.is_empty())?;
    let outcome = own(group, &operation.success).filter(|_| is_json(&first.media_types))?;
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
