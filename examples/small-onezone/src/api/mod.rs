//! The traits of the API, a file for each tag. What a method has to say is
//! short: where it is at work, and what it does there.

mod alike;
mod group;
mod space;
mod token;
mod user;
mod zone;

/// Where this is, below the address of the server.
fn location(parts: &[&str]) -> String {
    format!("/api/v3/onezone/{}", parts.join("/"))
}
