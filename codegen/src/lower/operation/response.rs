//! Responses: which are success, and what each of them carries.

use super::content::{self, Content};
use super::media::Side;
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Carried, Header, Outcome, Response, Status, Type, Variant};
use crate::lower::context::Context;
use crate::lower::docs;
use crate::lower::hints;
use crate::lower::reference::{self, pointer, resolve};
use crate::lower::schema::{Use, used_once};
use crate::lower::token::is_token;
use crate::names::{Case, Ident, Scope};
use openapiv3::{Operation, ParameterSchemaOrContent, ReferenceOr, Response as Spec, StatusCode};

/// What the responses of an operation come to.
pub(super) struct Responses {
    pub(super) success: Outcome,
    pub(super) failure: Outcome,
    pub(super) table: Vec<Response>,
}

pub(super) fn lower(
    ctx: &Context<'_>,
    operation: &Operation,
    place: &Place<'_>,
    name: &Ident,
) -> Responses {
    let place = place.key("responses");
    let entries = entries(operation);
    // `default` is about every other status: a failure, and a success too
    // where no other is documented.
    let has_success = entries.iter().any(|(_, status, _)| is_success(*status));
    let in_success =
        |status: Status| is_success(status) || (status == Status::Default && !has_success);
    let mut found: Vec<Found> = Vec::new();
    for (key, status, response) in entries {
        if let Some((spec, reference)) = resolve(&ctx.components().responses, response) {
            let pointer = pointer(reference, &place.key(&key));
            let owner = match reference {
                Some(reference) => reference::name(reference),
                None => format!("{} {}", name.plain(), variant(status).plain()),
            };
            let here = Place::At(&pointer);
            found.push(one(ctx, (status, spec), in_success(status), &here, &owner));
        }
    }
    found.sort_by_key(|one| one.table.status);
    // With all codes of a range documented, the range is about none.
    let codes: Vec<Status> = found.iter().map(|one| one.table.status).collect();
    found.retain(|one| !is_covered(one.table.status, &codes));
    let successes = found.iter().filter_map(|one| one.success.clone());
    let failures = found.iter().filter_map(|one| one.failure.clone());
    Responses {
        success: success(successes.collect(), name),
        failure: failure(failures.collect(), name),
        table: found.into_iter().map(|one| one.table).collect(),
    }
}

/// What a response is.
struct Found {
    /// If it is a success.
    success: Option<Variant>,
    /// If it is a failure. A response for any status is both.
    failure: Option<Variant>,
    table: Response,
}

fn entries(operation: &Operation) -> Vec<(String, Status, &ReferenceOr<Spec>)> {
    let all = &operation.responses;
    let coded = all.responses.iter().map(|(code, response)| {
        let status = match code {
            StatusCode::Code(code) => Status::Code(*code),
            StatusCode::Range(class) => Status::Range(u8::try_from(*class).unwrap_or(5)),
        };
        (code.to_string(), status, response)
    });
    let default = all.default.iter();
    coded
        .chain(default.map(|response| ("default".to_owned(), Status::Default, response)))
        .collect()
}

fn is_covered(status: Status, codes: &[Status]) -> bool {
    match status {
        Status::Range(class) => {
            let first = u16::from(class) * 100;
            (first..first + 100).all(|code| codes.contains(&Status::Code(code)))
        }
        Status::Code(_) | Status::Default => false,
    }
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => code < 400,
        Status::Range(class) => class < 4,
        Status::Default => false,
    }
}

fn success(variants: Vec<Variant>, name: &Ident) -> Outcome {
    match variants.as_slice() {
        [] => Outcome::Plain(Type::Unit),
        [only] if only.headers.is_empty() && matches!(only.status, Status::Code(_)) => {
            Outcome::Plain(only.body.clone())
        }
        [only] if matches!(only.status, Status::Code(_)) => {
            Outcome::Struct(name.with_suffix("Success"), Box::new(only.clone()))
        }
        _ => Outcome::Enum(name.with_suffix("Success"), variants),
    }
}

fn failure(variants: Vec<Variant>, name: &Ident) -> Outcome {
    match variants.is_empty() {
        true => Outcome::Never,
        false => Outcome::Enum(name.with_suffix("Error"), variants),
    }
}

fn one(
    ctx: &Context<'_>,
    (status, spec): (Status, &Spec),
    in_success: bool,
    place: &Place<'_>,
    owner: &str,
) -> Found {
    let hint = format!("{owner} body");
    // A failure has its whole body in it.
    let may_flow = is_success(status);
    let content = content::lower(ctx, &spec.content, Side::Response, may_flow, place, &hint);
    let flow = match in_success && !may_flow {
        true => content::flow(ctx, &spec.content, place, &hint),
        false => None,
    };
    unchecked_bodies(ctx, content.as_ref(), &place.key("content"));
    let headers = headers(ctx, spec, place, owner);
    let (headers, values): (Vec<Header>, Vec<Carried>) = headers.into_iter().unzip();
    let variant = Variant {
        ident: variant(status),
        status,
        docs: docs::of(Some(&spec.description)),
        body: content
            .as_ref()
            .map_or(Type::Unit, |content| content.value.ty.clone()),
        headers,
    };
    let mut table = table(ctx, (status, spec), content, &variant.headers, values);
    if flow.is_some() {
        table.streams.clone_from(&table.media_types);
    }
    let success = Variant {
        body: flow.unwrap_or_else(|| variant.body.clone()),
        ..variant.clone()
    };
    Found {
        success: in_success.then_some(success),
        failure: (!is_success(status)).then_some(variant),
        table,
    }
}

/// The entry of the table of operations.
fn table(
    ctx: &Context<'_>,
    (status, spec): (Status, &Spec),
    content: Option<Content>,
    headers: &[Header],
    values: Vec<Carried>,
) -> Response {
    let bodies = content
        .iter()
        .filter(|_| ctx.choices.hints)
        .flat_map(carried);
    let bodies = bodies.collect();
    let (media_types, streams, xml) = content.map_or_else(Default::default, |content| {
        (content.media_types, content.streams, content.xml)
    });
    Response {
        status,
        description: docs::line(Some(&spec.description)),
        media_types,
        streams,
        xml,
        headers: headers.iter().map(|header| header.name.clone()).collect(),
        bodies,
        values: values.into_iter().filter(|_| ctx.choices.hints).collect(),
    }
}

/// The body of a response with all that is said of it, as each of its types.
fn carried(content: &Content) -> Vec<Carried> {
    let each = content.values.iter().map(|(media_types, value)| Carried {
        name: media_types[0].clone(),
        media_types: media_types.clone(),
        required: true,
        ty: value.ty.clone(),
        rules: value.rules.clone(),
    });
    each.collect()
}

fn unchecked_bodies(ctx: &Context<'_>, content: Option<&Content>, place: &Place<'_>) {
    for (media_types, value) in content.iter().flat_map(|content| &content.values) {
        let place = place.key(&media_types[0]);
        unchecked(ctx, value, &place.key("schema"));
    }
}

/// A value that is not a field of a struct has no place for its own rules on
/// the way back: what it is made of is checked, it itself is not.
fn unchecked(ctx: &Context<'_>, value: &Use, schema: &Place<'_>) {
    // What is kept of a response then is more than types.
    if ctx.choices.hints {
        return;
    }
    if !value.rules.is_empty() || ctx.hands_on_rules(&value.ty) {
        let message = "the bounds of this value are not enforced in a response";
        ctx.report.add(Code::NotEnforced, schema, message);
    }
}

/// The variant of a status: its reason phrase (RFC 9110, section 15).
fn variant(status: Status) -> Ident {
    let text = match status {
        Status::Code(code) => match reason(code) {
            Some(reason) => reason.to_owned(),
            None => format!("Status {code}"),
        },
        Status::Range(class) => match class {
            1 => "Informational".to_owned(),
            2 => "Successful".to_owned(),
            3 => "Redirection".to_owned(),
            4 => "Client error".to_owned(),
            _ => "Server error".to_owned(),
        },
        Status::Default => "Other".to_owned(),
    };
    Scope::default().claim(&text, Case::Camel)
}

fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue",
        101 => "Switching Protocols",
        102 => "Processing",
        103 => "Early Hints",
        // `Ok` is a variant that generated code uses without a path.
        200 => "Success",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        208 => "Already Reported",
        226 => "IM Used",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        418 => "I Am A Teapot",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => return None,
    })
}

/// "If a response header is defined with the name Content-Type, it SHALL be
/// ignored" (OpenAPI 3.0.3, Response Object).
fn headers(
    ctx: &Context<'_>,
    spec: &Spec,
    place: &Place<'_>,
    hint: &str,
) -> Vec<(Header, Carried)> {
    let place = place.key("headers");
    // What else is in scope where a response is taken apart.
    let mut scope = Scope::with(&["asked", "body", "status"]);
    let mut headers = Vec::new();
    for (name, header) in &spec.headers {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let here = place.key(name);
        if !is_token(name) {
            ctx.report.add(
                Code::InvalidField,
                here,
                format!("`{name}` is not the name of a header"),
            );
            continue;
        }
        let Some((header, reference)) = resolve(&ctx.components().headers, header) else {
            continue;
        };
        let pointer = pointer(reference, &here);
        let here = Place::At(&pointer);
        let hint = reference.map_or_else(|| format!("{hint} {name}"), reference::name);
        let value = match &header.format {
            ParameterSchemaOrContent::Schema(schema) => {
                used_once(ctx, schema, &here.key("schema"), &hint)
            }
            ParameterSchemaOrContent::Content(_) => {
                let message = "a header with `content` is read as text";
                ctx.report
                    .add(Code::NotEnforced, here.key("content"), message);
                Use {
                    ty: Type::String,
                    rules: crate::ir::Rules::default(),
                }
            }
        };
        unchecked(ctx, &value, &here.key("schema"));
        let mut rules = value.rules;
        let hints = hints::beside(ctx, header.example.as_ref(), &header.examples, &here);
        rules.hints = hints.and(rules.hints);
        let carried = Carried {
            media_types: Vec::new(),
            name: name.to_ascii_lowercase(),
            required: header.required,
            ty: value.ty.clone(),
            rules,
        };
        let header = Header {
            ident: scope.claim(name, Case::Snake),
            name: name.to_ascii_lowercase(),
            docs: docs::of(header.description.as_deref()),
            required: header.required,
            ty: value.ty,
        };
        headers.push((header, carried));
    }
    headers
}
