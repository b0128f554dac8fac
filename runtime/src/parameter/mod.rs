//! Parameters: values to the text that a request carries, and back, for
//! every style of the
//! [style values](https://spec.openapis.org/oas/v3.0.3#style-values).

mod flat;
mod pairs;
mod read;
mod read_object;
mod write;

pub(crate) use flat::{Flat, flatten};
pub(crate) use pairs::Pairs;
pub(crate) use read::{Tokens, Unreadable, owned, read_encoded, read_pairs, read_text};
pub(crate) use read_object::{claims, is_taken};
pub(crate) use write::{write_pairs, write_simple, write_text};

#[cfg(test)]
mod tests;
