//! Answers, from bytes to types and back: programs that stand on both sides of generated code share this.

use http::HeaderMap;
use specwright_runtime as rt;
use specwright_runtime::body::Accept;

/// A request that accepts what an answer has, so that the same is written again.
pub fn asked(operation: &'static rt::Operation, headers: &HeaderMap) -> rt::Asked {
    let media_type = headers
        .get("content-type")
        .and_then(|one| one.to_str().ok());
    let accept = media_type.map_or_else(Accept::default, Accept::of);
    rt::Asked::accepting(operation, accept)
}

/// The typed form of a reply.
pub fn outcome<S: rt::Outcome, E: rt::Outcome>(
    operation: &'static rt::Operation,
    reply: rt::Reply,
) -> Result<Result<S, E>, String> {
    let mut reply = reply.answering(operation);
    let typed = match reply.status() {
        ..400 => S::from_reply(&mut reply).map(Ok),
        _ => E::from_reply(&mut reply).map(Err),
    };
    typed.map_err(|error| {
        format!(
            "the expected answer is not one of `{}`: {error}",
            operation.id
        )
    })
}
