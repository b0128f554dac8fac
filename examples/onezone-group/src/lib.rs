//! A part of the Onezone API, generated when this package is built.

/// Three operations of Onezone.
pub mod onezone {
    include!(concat!(env!("OUT_DIR"), "/onezone.rs"));
}
