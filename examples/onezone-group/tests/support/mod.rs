//! The other ends of the connections under test: a client and a server that
//! write HTTP by hand, and a transport that remembers.

pub mod raw;
pub mod recorder;
pub mod scripted;

use serde_json::Value;

/// The JSON value that bytes from the wire hold.
#[track_caller]
pub fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("the bytes are JSON")
}
