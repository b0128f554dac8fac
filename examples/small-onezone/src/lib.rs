//! A small Onezone: users, groups, spaces, memberships, privileges and tokens,
//! kept in SQLite, behind the traits that are generated from the description.
//!
//! A request goes through `caller` (who is it), a method in `api`, `authorize`
//! (may it be done), and `store` (what is kept).

mod api;
mod authorize;
mod caller;
mod configuration;
mod failure;
mod invitations;
mod privileges;
mod secrets;
mod start;
mod store;
mod tokens;
mod zone;

pub use start::{Administrator, Start, start};

/// A part of the API of Onezone, generated when this package is built.
pub mod onezone {
    include!(concat!(env!("OUT_DIR"), "/onezone.rs"));
}

/// The errors of Onedata, generated when this package is built.
pub mod errors {
    include!(concat!(env!("OUT_DIR"), "/errors.rs"));
}
