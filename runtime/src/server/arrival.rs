//! A request whose operation is known, on its way to the handler.

use super::body::{self, may_be_large};
use super::context::Context;
use super::deadline::{Overdue, Until};
use super::dispatch::FOREVER;
use super::incoming::Incoming;
use super::negotiate::{check_accept, check_coding, check_content_type, content_type};
use super::options::Options;
use super::presented::{Presented, cookies};
use super::rejection::{Rejection, RejectionKind};
use super::request_id::RequestId;
use super::template::Captures;
use crate::body::Accept;
use crate::media::{self, FilePart};
use crate::operation::{self, Location, Operation};
use crate::parameter::Pairs;
use crate::percent;
use crate::stream::Payload;
use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use http::{HeaderMap, Uri};
use std::borrow::Cow;
use std::pin::pin;
use std::sync::Arc;
use tokio::time::Instant;

/// What has come so far: everything but the body. What is moved about is
/// little, since that is done often.
pub(super) struct Arrival {
    pub(super) incoming: Box<Incoming>,
    pub(super) body: Body,
    pub(super) options: Arc<Options>,
    pub(super) deadline: Instant,
    pub(super) request_id: Option<RequestId>,
}

impl Arrival {
    /// A request that has just come, with the parameters of its path.
    pub(super) fn new(
        operation: &'static Operation,
        captures: Captures,
        request: Request,
        options: Arc<Options>,
        request_id: Option<RequestId>,
    ) -> Self {
        let (head, body) = request.into_parts();
        let flows = |body: &operation::Body| {
            let given = content_type(&head.headers);
            let has_files = || !body.flowing_files(given).is_empty();
            body.flows(given) || has_files() && may_be_large(&head.headers, &options)
        };
        let limit = match operation.body.as_ref().is_some_and(flows) {
            true => options.stream_timeout,
            false => options.timeout,
        };
        let now = Instant::now();
        Self {
            incoming: Box::new(Incoming::new(operation, head, captures)),
            body,
            options,
            deadline: now.checked_add(limit).unwrap_or(now + FOREVER),
            request_id,
        }
    }

    /// Checks that the line and the headers of the request are not too large.
    pub(super) fn check_head(&self) -> Result<(), Rejection> {
        let head = &self.incoming.head;
        let headers = head.headers.iter();
        let lengths = headers.map(|(name, value)| name.as_str().len() + value.len());
        let line = head.uri.path().len() + head.uri.query().map_or(0, str::len);
        if lengths.sum::<usize>().saturating_add(line) <= self.options.header_limit {
            return Ok(());
        }
        let limit = self.options.header_limit;
        let message = format!("the headers are larger than the limit of {limit} bytes");
        Err(Rejection::new(RejectionKind::HeadersTooLarge, message))
    }

    /// The credentials of the request, if it has those that are asked for.
    pub(super) fn presented(&self) -> Option<Presented> {
        let Incoming {
            operation, head, ..
        } = &*self.incoming;
        Presented::take(operation, head, self.request_id.clone())
    }

    /// What is known beside what the operation takes.
    pub(super) fn context(&self) -> Context {
        let Incoming {
            operation, head, ..
        } = &*self.incoming;
        Context::of(operation, head, self.request_id.clone())
    }

    /// Whether nothing of the request is still to come, as of most that have no
    /// body.
    pub(super) fn is_whole(&self) -> bool {
        self.incoming.operation.body.is_none() || self.body.is_end_stream()
    }

    /// The request without its body.
    pub(super) fn into_head(self) -> Result<Box<Incoming>, Rejection> {
        let mut incoming = self.incoming;
        read_head(&mut incoming)?;
        Ok(incoming)
    }

    /// Waits for the rest of the request. Whoever may not send it has been
    /// turned away before.
    pub(super) async fn receive(self) -> Result<Box<Incoming>, Rejection> {
        let mut incoming = self.incoming;
        read_head(&mut incoming)?;
        let headers = &incoming.head.headers;
        if let Some(expected) = &incoming.operation.body
            && !self.body.is_end_stream()
        {
            check_coding(incoming.operation, headers)?;
            let receiving = pin!(receive(expected, self.body, headers, &self.options));
            let received = Until::new(self.deadline, receiving).await;
            (incoming.body, incoming.last) = received.map_err(|Overdue| body::overdue())??;
        }
        Ok(incoming)
    }
}

/// Reads what is in the head for its operation.
fn read_head(incoming: &mut Incoming) -> Result<(), Rejection> {
    let Incoming {
        operation, head, ..
    } = incoming;
    incoming.accept = Accept::from_headers(&head.headers);
    check_accept(operation, &incoming.accept)?;
    let has = |location| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| parameter.location == location)
    };
    if has(Location::Query) {
        incoming.query = query(&head.uri);
    }
    if has(Location::Cookie) {
        incoming.cookies = cookies(&head.headers);
    }
    Ok(())
}

/// The pairs of the query. A name that is not percent-encoded as it should be
/// is that of no parameter.
fn query(uri: &Uri) -> Pairs {
    let query = uri.query().unwrap_or_default();
    let mut pairs = Pairs::with_capacity(query.len());
    for (name, value) in media::pairs(query) {
        let name = percent::decode_form(name).unwrap_or(Cow::Borrowed(name));
        pairs.push(&name, value);
    }
    pairs
}

/// The body, whole or as it flows, and the part of a form that flows.
async fn receive(
    expected: &operation::Body,
    body: Body,
    headers: &HeaderMap,
    options: &Options,
) -> Result<(Payload, Option<FilePart>), Rejection> {
    let given = content_type(headers);
    if given.is_some() {
        check_content_type(expected.media_types, headers)?;
    }
    if expected.flows(given) {
        return Ok((body::flow(body, headers, options)?, None));
    }
    let (read, last) = match (given, expected.flowing_files(given)) {
        (Some(media_type), files @ [_, ..]) => {
            let flow = body::flow(body, headers, options)?;
            body::form(flow, media_type, files).await?
        }
        _ => (body::read(body, headers, options.body_limit).await?, None),
    };
    if !read.is_empty() {
        check_content_type(expected.media_types, headers)?;
    }
    Ok((read.into(), last))
}
