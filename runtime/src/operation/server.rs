//! The server that an operation has of its own.

/// Where an operation is served, if that is elsewhere than the others.
#[derive(Debug)]
pub struct Server {
    /// Its URL, absolute or relative to that of the API.
    pub url: &'static str,
    /// The path of the URL, without a slash at its end; it may be empty.
    pub base_path: &'static str,
}

impl Server {
    /// A server at this URL.
    pub const fn new(url: &'static str, base_path: &'static str) -> Self {
        Self { url, base_path }
    }
}
