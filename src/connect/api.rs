//! What the three APIs have to do with their connections.

use super::{ConnectError, Connection};
use crate::runtime::client::ApiClient;
use std::env::VarError;

/// A client that is made from a host and a credential.
pub trait Connect: ApiClient {
    /// What the names of its variables in the environment begin with.
    const VARIABLES: &'static str;

    /// The credential that a token is.
    fn token_auth(token: String) -> Self::Auth;

    /// The credential that a user name and a password are, `None` where the
    /// API takes none.
    fn password_auth(user: String, password: String) -> Option<Self::Auth>;

    /// Begins a connection to a host: a bare name or address, one with a
    /// port, or a URL. It is `https` unless the URL says `http`; a URL without
    /// a path gets that of the API.
    fn connect(host: &str) -> Connection<Self> {
        Connection::new(host)
    }

    /// Begins a connection as the environment says. With `ONEZONE`,
    /// `ONEPROVIDER` or `ONEPANEL` in front, the variables are:
    ///
    /// - `_HOST`: what [`connect`](Self::connect) takes.
    /// - `_BASIC_AUTH`: `user:password`, for Onezone and Onepanel. Where it is
    ///   set, the other credential is not looked at, as in the command lines.
    /// - `_API_KEY`: a token.
    ///
    /// An empty variable is as good as none. A connection without a
    /// credential can be given one, or call what everybody may call.
    ///
    /// # Errors
    /// If there is no host, or a variable holds what it cannot; the error
    /// names the variable.
    fn from_env() -> Result<Connection<Self>, ConnectError> {
        Self::from_variables(|name| std::env::var(name))
    }

    /// Begins a connection as [`from_env`](Self::from_env) does, with
    /// variables from elsewhere.
    ///
    /// # Errors
    /// Those of [`from_env`](Self::from_env).
    fn from_variables(
        variable: impl Fn(&str) -> Result<String, VarError>,
    ) -> Result<Connection<Self>, ConnectError> {
        Connection::from_variables(variable)
    }
}

#[cfg(feature = "onezone-part")]
impl Connect for crate::onezone::Client {
    const VARIABLES: &'static str = "ONEZONE";

    fn token_auth(token: String) -> Self::Auth {
        crate::onezone::Auth::x_auth_token(token)
    }

    fn password_auth(user: String, password: String) -> Option<Self::Auth> {
        Some(crate::onezone::Auth::basic(user, password))
    }
}

#[cfg(feature = "oneprovider-part")]
impl Connect for crate::oneprovider::Client {
    const VARIABLES: &'static str = "ONEPROVIDER";

    fn token_auth(token: String) -> Self::Auth {
        crate::oneprovider::Auth::x_auth_token(token)
    }

    fn password_auth(_: String, _: String) -> Option<Self::Auth> {
        None
    }
}

#[cfg(feature = "onepanel-part")]
impl Connect for crate::onepanel::Client {
    const VARIABLES: &'static str = "ONEPANEL";

    fn token_auth(token: String) -> Self::Auth {
        crate::onepanel::Auth::x_auth_token(token)
    }

    fn password_auth(user: String, password: String) -> Option<Self::Auth> {
        Some(crate::onepanel::Auth::basic(user, password))
    }
}
