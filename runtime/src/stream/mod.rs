//! Bodies that flow: bytes as they come, sent and received piece by piece, so
//! that a body may be larger than memory and may have no end.
//!
//! What one side sends is what the other side reads, so each type here is
//! made from a stream and is one.

#[cfg(feature = "server")]
mod capped;
mod carried;
mod chained;
mod error;
mod events;
mod idle;
mod lines;
mod payload;
mod portable;
#[cfg(any(feature = "client", feature = "server"))]
mod reader;
mod shared;
mod source;
mod whole;

#[cfg(feature = "server")]
pub(crate) use capped::Capped;
pub(crate) use carried::{Arriving, Carried};
pub use error::StreamError;
pub(crate) use events::Resume;
#[cfg(feature = "client")]
pub(crate) use events::Resumed;
pub use events::{Event, Events};
/// The trait of streams, which all here implement and are made from.
pub use futures_core::Stream;
pub(crate) use idle::Idle;
pub use lines::Lines;
pub use payload::Payload;
pub use portable::{BoxStream, Portable};
pub(crate) use shared::Shared;

use crate::wire::Wire;

/// What an item may have that is received, in bytes.
const ITEM_LIMIT: u64 = 8 * 1024 * 1024;

/// The item, unless it is to be checked and breaks a constraint.
fn checked<T: Wire>(item: T, is_checked: bool) -> Result<T, StreamError> {
    if is_checked {
        item.validate()?;
    }
    Ok(item)
}

#[cfg(test)]
pub(crate) mod tests;
