//! The table of operations that the runtime acts on, made when the program
//! runs: the same facts that generated code has in statics.
//!
//! The runtime wants facts that live as long as the program. They are leaked,
//! once for each mock.

use super::xml;
use crate::ir;
use specwright_runtime::http::Method;
use specwright_runtime::operation::{
    Body, Location, Operation, Parameter, Part, Response, SchemeKind, SecurityScheme, Server,
    Shape, Style, Xml,
};

/// Something that lives as long as the program.
pub(super) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(values.into_iter().collect())
}

pub(super) fn names(texts: &'static [String]) -> &'static [&'static str] {
    leak_all(texts.iter().map(String::as_str))
}

/// The facts of an operation.
pub(super) fn operation(
    operation: &'static ir::Operation,
    schemes: &[&'static SecurityScheme],
    documents: &xml::Documents,
) -> &'static Operation {
    leak(Operation {
        id: &operation.id,
        tag: &operation.tag,
        summary: &operation.summary,
        method: method(operation.method),
        path: &operation.path,
        parameters: leak_all(operation.parameters.iter().map(parameter)),
        body: operation.body.as_ref().map(|one| body(one, documents)),
        responses: leak_all(
            operation
                .responses
                .iter()
                .map(|one| response(one, documents)),
        ),
        // It is clients that go from page to page.
        server: operation
            .server
            .as_ref()
            .map(|server| Server::new(&server.url, &server.base_path)),
        paging: None,
        security: security(&operation.security, schemes),
        deprecated: operation.deprecated.is_some(),
        extensions: leak_all(
            operation
                .extensions
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        ),
    })
}

/// Alternatives without what no request holds: the mock has no connection
/// that could show a certificate.
fn security(
    alternatives: &'static [Vec<usize>],
    schemes: &[&'static SecurityScheme],
) -> &'static [&'static [&'static SecurityScheme]] {
    let shown = |scheme: &&'static SecurityScheme| scheme.kind != SchemeKind::MutualTls;
    leak_all(alternatives.iter().map(|together| {
        let together = together.iter().filter_map(|at| schemes.get(*at).copied());
        leak_all(together.filter(shown))
    }))
}

/// The security schemes of an API.
pub(super) fn schemes(api: &'static ir::Api) -> Vec<&'static SecurityScheme> {
    let scheme = |one: &'static ir::SecurityScheme| {
        leak(SecurityScheme {
            name: &one.name,
            kind: match &one.kind {
                ir::SecurityKind::Basic => SchemeKind::Basic,
                ir::SecurityKind::Bearer => SchemeKind::Bearer,
                ir::SecurityKind::OAuth2(token_url) => SchemeKind::OAuth2 { token_url },
                ir::SecurityKind::MutualTls => SchemeKind::MutualTls,
                ir::SecurityKind::Other(name) => SchemeKind::Other(name),
                ir::SecurityKind::ApiKey(place, name) => SchemeKind::ApiKey {
                    location: location(*place),
                    name,
                },
            },
        })
    };
    api.security.iter().map(scheme).collect()
}

fn method(method: ir::Method) -> Method {
    match method {
        ir::Method::Get => Method::GET,
        ir::Method::Put => Method::PUT,
        ir::Method::Post => Method::POST,
        ir::Method::Delete => Method::DELETE,
        ir::Method::Options => Method::OPTIONS,
        ir::Method::Head => Method::HEAD,
        ir::Method::Patch => Method::PATCH,
        ir::Method::Trace => Method::TRACE,
    }
}

/// Where a parameter or a key is sent.
pub(super) fn location(location: ir::Location) -> Location {
    match location {
        ir::Location::Path => Location::Path,
        ir::Location::Query => Location::Query,
        ir::Location::Header => Location::Header,
        ir::Location::Cookie => Location::Cookie,
    }
}

fn parameter(parameter: &'static ir::Parameter) -> Parameter {
    Parameter {
        name: &parameter.name,
        location: location(parameter.location),
        style: match &parameter.style {
            ir::Style::Simple => Style::Simple,
            ir::Style::Label => Style::Label,
            ir::Style::Matrix => Style::Matrix,
            ir::Style::Form => Style::Form,
            ir::Style::SpaceDelimited => Style::SpaceDelimited,
            ir::Style::PipeDelimited => Style::PipeDelimited,
            ir::Style::DeepObject => Style::DeepObject,
            ir::Style::Content(media_type) => Style::Content(media_type),
        },
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
        multi_segment: parameter.multi_segment,
        required: parameter.required,
        deprecated: parameter.deprecated,
        description: parameter.docs.summary(),
        shape: match parameter.shape {
            ir::Shape::Primitive => Shape::Primitive,
            ir::Shape::Array => Shape::Array,
            ir::Shape::OneOrMany => Shape::OneOrMany,
            ir::Shape::Object => Shape::Object,
        },
        properties: names(&parameter.properties),
        preset: parameter.preset.as_ref().map(|preset| {
            let json: &'static str = leak(preset.value.to_string());
            json
        }),
    }
}

/// The mock has no use for a body before it is whole: none flows.
fn body(body: &'static ir::Body, documents: &xml::Documents) -> Body {
    let facts = match body.required {
        true => Body::required(names(&body.media_types)),
        false => Body::optional(names(&body.media_types)),
    };
    let mut facts = facts
        .parts(leak_all(body.parts.iter().map(part)))
        .fields(leak_all(body.fields.iter().map(parameter)));
    if let Some(others) = &body.other_parts {
        facts = facts.other_parts(leak(part(others)));
    }
    match body.xml.split_first() {
        Some((first, others)) => facts
            .xml(documents.root(&first.element))
            .roots(roots(others, documents)),
        None => facts,
    }
}

fn part(part: &'static ir::Part) -> Part {
    let media_types = names(&part.media_types);
    match part.items {
        ir::Items::None => Part::one(&part.name, media_types),
        ir::Items::Apart => Part::each(&part.name, media_types),
        ir::Items::Together => Part::all(&part.name, media_types),
        ir::Items::Joined(delimiter) => Part::joined(&part.name, delimiter),
    }
}

fn response(response: &'static ir::Response, documents: &xml::Documents) -> Response {
    let description = &response.description;
    let facts = match response.status {
        ir::Status::Code(code) => Response::code(code, description),
        ir::Status::Range(class) => Response::range(class, description),
        ir::Status::Default => Response::default(description),
    };
    let facts = facts
        .body(names(&response.media_types))
        .headers(names(&response.headers));
    match response.xml.split_first() {
        Some((first, others)) => facts
            .xml(documents.root(&first.element))
            .roots(roots(others, documents)),
        None => facts,
    }
}

fn roots(roots: &'static [ir::Root], documents: &xml::Documents) -> &'static [(&'static str, Xml)] {
    let each = roots.iter().flat_map(|root| {
        let element = documents.root(&root.element);
        let media_types = root.media_types.iter();
        media_types.map(move |media_type| (media_type.as_str(), *element))
    });
    leak_all(each)
}
