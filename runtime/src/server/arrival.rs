//! A request whose operation is known, on its way to the handler.

use super::body;
use super::incoming::Incoming;
use super::negotiate::{check_accept, check_content_type, content_type};
use super::options::Options;
use super::presented::cookies;
use super::rejection::{Rejection, RejectionKind};
use super::template::Captures;
use crate::body::Accept;
use crate::media::{self, FilePart};
use crate::operation::{self, Operation};
use crate::percent;
use crate::stream::Payload;
use axum::body::{Body, HttpBody as _};
use http::HeaderMap;
use http::request::Parts;
use std::sync::Arc;
use tokio::time::{Instant, timeout_at};

/// What has come so far: everything but the body.
pub(super) struct Arrival {
    pub(super) operation: &'static Operation,
    pub(super) captures: Captures,
    pub(super) parts: Parts,
    pub(super) body: Body,
    pub(super) options: Arc<Options>,
    pub(super) deadline: Instant,
}

impl Arrival {
    /// Checks that the line and the headers of the request are not too large.
    pub(super) fn check_head(&self) -> Result<(), Rejection> {
        let headers = self.parts.headers.iter();
        let lengths = headers.map(|(name, value)| name.as_str().len() + value.len());
        let uri = &self.parts.uri;
        let line = uri.path().len() + uri.query().map_or(0, str::len);
        if lengths.sum::<usize>().saturating_add(line) <= self.options.header_limit {
            return Ok(());
        }
        let limit = self.options.header_limit;
        let message = format!("the headers are larger than the limit of {limit} bytes");
        Err(Rejection::new(RejectionKind::HeadersTooLarge, message))
    }

    /// Waits for the rest of the request. Whoever may not send it has been
    /// turned away before.
    pub(super) async fn receive(self) -> Result<Incoming, Rejection> {
        let accept = Accept::from_headers(&self.parts.headers);
        check_accept(self.operation, &accept)?;
        let (body, last) = match &self.operation.body {
            Some(expected) if !self.body.is_end_stream() => {
                let headers = &self.parts.headers;
                let receiving = receive(expected, self.body, headers, &self.options);
                let received = timeout_at(self.deadline, receiving).await;
                received.map_err(|_| body::overdue())??
            }
            _ => (Payload::default(), None),
        };
        let query = media::pairs(self.parts.uri.query().unwrap_or_default());
        let decoded = |name: &str| percent::decode_form(name).unwrap_or_else(|_| name.to_owned());
        Ok(Incoming {
            operation: self.operation,
            accept,
            path: self.captures,
            query: query
                .map(|(name, value)| (decoded(name), value.to_owned()))
                .collect(),
            cookies: cookies(&self.parts.headers),
            headers: self.parts.headers,
            body,
            last,
        })
    }
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
