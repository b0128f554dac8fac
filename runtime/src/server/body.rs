//! A request's body, whole or as it flows, up to a limit.

use super::options::Options;
use super::rejection::{At, Rejection, RejectionKind};
use crate::media::{self, FilePart};
use crate::stream::{Arriving, Capped, Idle, Payload, StreamError};
use axum::body::{Body, HttpBody as _};
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

/// Reads the whole body; one that says that it is larger than the limit is
/// not read at all.
pub(super) async fn read(
    body: Body,
    headers: &HeaderMap,
    limit: usize,
) -> Result<Bytes, Rejection> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    check_announced(headers, limit)?;
    let body = Payload::flowing(Box::pin(Arriving(body)), None);
    body.with_limit(limit)
        .bytes()
        .await
        .map_err(|error| match error {
            StreamError::TooLarge { limit } => too_large(limit),
            _ => Rejection::malformed(At::Body, "the body broke off".to_owned()),
        })
}

/// The body for a handler that reads it as it flows.
pub(super) fn flow(
    body: Body,
    headers: &HeaderMap,
    options: &Options,
) -> Result<Payload, Rejection> {
    let (limit, idle) = (options.stream_limit, options.timeout);
    check_announced(headers, limit)?;
    let length = body.size_hint().exact();
    let pieces = Box::pin(Idle {
        pieces: Box::pin(Arriving(body)),
        timer: Box::new(move || Some(Box::pin(tokio::time::sleep(idle)))),
        wait: None,
    });
    let whole = u64::try_from(options.body_limit).unwrap_or(u64::MAX);
    let body = Payload::flowing(Box::pin(Capped::new(pieces, limit)), length);
    Ok(body.with_limit(whole))
}

/// The body of a form: whole up to the limit for such bodies; of a larger one
/// what is before the last part, where that is one of these files, and the
/// file as it flows.
pub(super) async fn form(
    mut body: Payload,
    media_type: &str,
    files: &[&str],
) -> Result<(Bytes, Option<FilePart>), Rejection> {
    let limit = body.limit();
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut begun = BytesMut::new();
    while let Some(piece) = body.next().await {
        begun.extend_from_slice(&piece.map_err(|error| match error {
            StreamError::TooLarge { limit } => too_large(limit),
            StreamError::Idle => overdue(),
            _ => Rejection::malformed(At::Body, "the body broke off".to_owned()),
        })?);
        if begun.len() > most {
            // In how many pieces it comes makes no difference.
            let over = begun.split_off(most).freeze().into();
            let rest = Payload::chained([over, body].into()).with_limit(limit);
            let cut = media::cut(media_type, files, &begun, rest);
            let (before, last) = cut.ok_or_else(|| too_large(limit))?;
            return Ok((before, Some(last)));
        }
    }
    Ok((begun.freeze(), None))
}

/// Whether a body may be larger than the limit for whole ones.
pub(super) fn may_be_large(headers: &HeaderMap, options: &Options) -> bool {
    let whole = u64::try_from(options.body_limit).unwrap_or(u64::MAX);
    announced(headers).is_none_or(|length| length > whole)
}

pub(super) fn overdue() -> Rejection {
    Rejection::new(RejectionKind::BodyTimeout, "the body did not come in time")
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn check_announced(headers: &HeaderMap, limit: u64) -> Result<(), Rejection> {
    match announced(headers) {
        Some(length) if length > limit => Err(too_large(limit)),
        _ => Ok(()),
    }
}

fn too_large(limit: u64) -> Rejection {
    let message = format!("the body is larger than the limit of {limit} bytes");
    Rejection::new(RejectionKind::BodyTooLarge, message)
}
