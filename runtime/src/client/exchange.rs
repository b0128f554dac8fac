//! One exchange: a drafted request is put together, sent and answered. It
//! knows nothing of the types that the answer is decoded into.

use super::base::Base;
use super::core::Core;
use super::delivery::Delivery;
use super::error::InvalidRequest;
use super::failure::Failure;
use super::hook::Next;
use super::place;
use super::reconnect::Resumption;
use super::request::Draft;
use super::retry::Retry;
use super::transport::{Limits, within};
use crate::media;
use crate::operation::{Location, Operation};
use crate::outcome::Reply;
use crate::percent;
use crate::stream::Payload;
use http::header::ACCEPT;
use http::{HeaderValue, Method, Uri};
use tracing::Instrument as _;
use tracing::field::Empty;

/// Sends a request and waits for its reply.
pub(super) async fn exchange(mut draft: Box<Draft>) -> Result<Reply, Failure> {
    let request = assemble(&mut draft).map_err(Failure::Invalid)?;
    let Draft {
        core,
        operation,
        limits,
        retry,
        reconnect,
        is_validated,
        is_raw,
        ..
    } = &*draft;
    let resume = Resumption::of(core, operation, &request, (limits, retry, reconnect));
    let answer = carry(core, operation, request, (limits, retry), *is_raw).await?;
    let reply = Reply::from(answer).answering(operation);
    Ok(reply.resuming(resume).checked(*is_validated))
}

/// Sends a request and waits for its answer, in a span of its own. A raw one
/// flows, whatever it is.
pub(super) async fn carry(
    core: &Core,
    operation: &'static Operation,
    request: http::Request<Payload>,
    (limits, retry): (&Limits, &Retry),
    is_raw: bool,
) -> Result<http::Response<Payload>, Failure> {
    let span = tracing::info_span!(
        "call",
        operation = operation.id,
        method = request.method().as_str(),
        route = operation.path,
        status = Empty,
        attempt = Empty,
    );
    let shared = core.shared();
    let delivery = Delivery::new(operation, shared, limits, retry, &span).flowing(is_raw);
    let limit = shared.transport.sleep(limits.timeout);
    let mut work = Next::new(&shared.hooks, &delivery).run(request);
    let result = within(limit, work.as_mut()).instrument(span.clone()).await;
    match &result {
        Ok(answer) => {
            span.record("status", answer.status().as_u16());
        }
        Err(failure) => span.in_scope(|| tracing::debug!(%failure, "no answer")),
    }
    result
}

fn assemble(draft: &mut Draft) -> Result<http::Request<Payload>, InvalidRequest> {
    let uri = address(draft);
    draft.settle_cookies();
    draft
        .headers
        .entry(ACCEPT)
        .or_insert_with(|| accepted(draft.operation));
    if let Some(invalid) = draft.invalid.take() {
        return Err(invalid);
    }
    let uri = uri?;
    let mut request = http::Request::new(std::mem::take(&mut draft.body));
    *request.method_mut() = match draft.target {
        // A link is asked for as links are, whatever has led to it.
        Some(_) => Method::GET,
        None => draft.operation.method.clone(),
    };
    *request.uri_mut() = uri;
    *request.headers_mut() = std::mem::take(&mut draft.headers);
    Ok(request)
}

/// Where a request goes.
pub(super) fn address(draft: &Draft) -> Result<Uri, InvalidRequest> {
    if let Some(target) = &draft.target {
        return Ok(target.clone());
    }
    let path = expand(draft.operation, &draft.path)?;
    let base = place::base(draft)?;
    let (_, always) = draft.operation.path_and_query();
    if always.is_empty() {
        return uri(draft.operation, &base, &path, &draft.query);
    }
    let mut query = percent::encode_except(always, percent::is_allowed_in_query);
    if !draft.query.is_empty() {
        query.push('&');
    }
    query.push_str(&draft.query);
    uri(draft.operation, &base, &path, &query)
}

fn uri(
    operation: &'static Operation,
    base: &Base,
    path: &str,
    query: &str,
) -> Result<Uri, InvalidRequest> {
    base.uri(path, query)
        .map_err(|_| InvalidRequest::new(operation, "the URL is too long or not valid"))
}

/// Puts path parameters into the template. Each is already encoded so far
/// that it cannot end its segment, unless it may have several. What is left is
/// a segment that vanishes when a URL is normalised (RFC 3986, section 5.2.4),
/// and takes the one before it along: no encoding saves it, since `%2E` is a
/// dot to whoever normalises (section 6.2.2.2), and those are refused. Empty
/// segments stay, as no normalisation of URLs touches them.
fn expand(
    operation: &'static Operation,
    values: &[(&'static str, String)],
) -> Result<String, InvalidRequest> {
    let (mut rest, _) = operation.path_and_query();
    let mut path = String::with_capacity(rest.len() + 32);
    if !rest.starts_with('/') {
        path.push('/');
    }
    while let Some((literal, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else {
            break;
        };
        percent::append(&mut path, literal, percent::is_allowed_in_path);
        let value = values
            .iter()
            .rfind(|(given, _)| *given == name)
            .map(|(_, value)| value);
        let parameter = operation.parameter(Location::Path, name);
        match value.map(String::as_str) {
            None | Some("") if parameter.is_some_and(|parameter| !parameter.required) => {}
            None | Some("") => {
                let problem = format!("the path parameter `{name}` is empty: give it a value");
                return Err(InvalidRequest::new(operation, problem));
            }
            Some(value) => path.push_str(value),
        }
        rest = behind;
    }
    percent::append(&mut path, rest, percent::is_allowed_in_path);
    if path.split('/').any(is_dots) {
        let problem =
            "a path segment is `.` or `..`, which no server would see: give another value";
        return Err(InvalidRequest::new(operation, problem));
    }
    Ok(path)
}

/// Whether a segment is `.` or `..`, which URL parsers see behind
/// percent-encoding as well.
fn is_dots(segment: &str) -> bool {
    segment.starts_with(['.', '%'])
        && segment.len() <= "%2E%2E".len()
        && matches!(percent::decode(segment).as_deref(), Ok("." | ".."))
}

/// What the operation can answer; of several media types for one answer, JSON
/// with pleasure.
fn accepted(operation: &Operation) -> HeaderValue {
    if let Some(sole) = sole(operation) {
        return HeaderValue::from_static(sole);
    }
    let mut accepted: Vec<(&str, bool)> = Vec::new();
    for response in operation.responses {
        let has_json = response.media_types.iter().any(|one| media::is_json(one));
        for media_type in response.media_types {
            let is_usual = !has_json || media::is_json(media_type);
            match accepted.iter_mut().find(|(one, _)| one == media_type) {
                Some((_, known)) => *known |= is_usual,
                None => accepted.push((media_type, is_usual)),
            }
        }
    }
    accepted.sort_by_key(|(_, is_usual)| !is_usual);
    let ranges = accepted
        .iter()
        .map(|(media_type, is_usual)| match is_usual {
            true => (*media_type).to_owned(),
            false => format!("{media_type};q=0.9"),
        });
    let any = HeaderValue::from_static("*/*");
    match accepted.is_empty() {
        true => any,
        false => HeaderValue::from_str(&ranges.collect::<Vec<_>>().join(", ")).unwrap_or(any),
    }
}

/// The one media type that all answers with a body have: that is so in most
/// APIs, and makes nothing to be put together.
fn sole(operation: &Operation) -> Option<&'static str> {
    let responses = operation.responses.iter();
    let mut media_types = responses.flat_map(|response| response.media_types);
    let first = media_types.next()?;
    let is_value = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
    let is_sole = media_types.all(|other| other == first) && first.bytes().all(is_value);
    is_sole.then_some(first)
}
