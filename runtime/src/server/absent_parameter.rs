//! What a parameter is that a request does not give.

use crate::operation::Parameter;
use crate::wire::{Node, Reader, tokens_from_json};

/// The default that the description documents, else what the type makes of
/// nothing. What the description says itself is not held against the client:
/// a default that breaks the constraints beside it is taken all the same.
pub(super) fn absent<R: Reader>(parameter: Option<&Parameter>, reader: &R) -> Option<R::Value> {
    let preset = parameter.and_then(|parameter| parameter.preset);
    let documented = preset.and_then(|text| {
        let tokens = tokens_from_json(text.as_bytes()).ok()?;
        reader.decode(Node::root(&tokens)).ok()
    });
    documented.or_else(|| reader.absent())
}
