//! A request whose operation is known, on its way to the handler.

use super::body;
use super::context::Context;
use super::negotiate::{check_accept, check_coding, check_content_type, content_type};
use super::options::Options;
use super::presented::{Presented, cookies};
use super::rejection::{Rejection, RejectionKind};
use super::request::Incoming;
use super::request_id::RequestId;
use super::template::Captures;
use crate::body::Accept;
use crate::media;
use crate::operation::Operation;
use crate::percent;
use crate::stream::Payload;
use axum::body::{Body, HttpBody as _};
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
    pub(super) request_id: Option<RequestId>,
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

    /// The credentials of the request, if it has those that are asked for.
    pub(super) fn presented(&self) -> Option<Presented> {
        Presented::take(self.operation, &self.parts, self.request_id.clone())
    }

    /// What is known beside what the operation takes.
    pub(super) fn context(&self) -> Context {
        Context::of(self.operation, &self.parts, self.request_id.clone())
    }

    /// Waits for the rest of the request. Whoever may not send it has been
    /// turned away before.
    pub(super) async fn receive(self) -> Result<Incoming, Rejection> {
        let accept = Accept::from_headers(&self.parts.headers);
        check_accept(self.operation, &accept)?;
        let body = match &self.operation.body {
            Some(expected) if !self.body.is_end_stream() => {
                let headers = &self.parts.headers;
                check_coding(self.operation, headers)?;
                let typed = content_type(headers).is_some();
                if typed {
                    check_content_type(expected.media_types, headers)?;
                }
                if expected.flows(content_type(headers)) {
                    body::flow(self.body, headers, &self.options)?
                } else {
                    let reading = body::read(self.body, headers, self.options.body_limit);
                    let read = timeout_at(self.deadline, reading)
                        .await
                        .map_err(|_| overdue())??;
                    if !read.is_empty() {
                        check_content_type(expected.media_types, headers)?;
                    }
                    read.into()
                }
            }
            _ => Payload::default(),
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
        })
    }
}

fn overdue() -> Rejection {
    Rejection::new(RejectionKind::BodyTimeout, "the body did not come in time")
}
