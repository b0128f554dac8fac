//! Secrets as headers have them.

use base64::Engine as _;
use http::HeaderValue;

/// A value that `Debug` does not show.
pub(super) fn secret(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| "the credential has characters that a header cannot hold")?;
    value.set_sensitive(true);
    Ok(value)
}

/// `Authorization` with a token (RFC 6750, section 2.1).
pub(super) fn bearer(token: &str) -> Result<HeaderValue, &'static str> {
    secret(&format!("Bearer {token}"))
}

/// `Authorization` with a user name and a password (RFC 7617).
pub(super) fn basic(user: &str, password: &str) -> Result<HeaderValue, &'static str> {
    let pair = format!("{user}:{password}");
    let pair = base64::engine::general_purpose::STANDARD.encode(pair);
    secret(&format!("Basic {pair}"))
}
