//! The facade against services on loopback: connections, files and tasks.
#![cfg(all(
    feature = "client",
    feature = "onepanel",
    feature = "oneprovider",
    feature = "onezone"
))]
// A test says what went wrong by failing where it stands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod changes;
mod connecting;
mod downloads;
mod scripted;
mod serve;
mod tasks;
mod uploads;
