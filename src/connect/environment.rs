//! What the environment says of a connection.

use super::{Connect, ConnectError};
use std::env::VarError;

/// A host and a credential, each with the name of the variable it is from.
pub(super) struct Found<A> {
    pub(super) host: (String, String),
    pub(super) auth: Option<(String, A)>,
}

/// Looks up the variables of an API.
pub(super) fn find<C: Connect>(
    variable: impl Fn(&str) -> Result<String, VarError>,
) -> Result<Found<C::Auth>, ConnectError> {
    let read = |suffix: &str| {
        let name = format!("{}_{suffix}", C::VARIABLES);
        match variable(&name) {
            Ok(value) if !value.is_empty() => Ok((name, Some(value))),
            Ok(_) | Err(VarError::NotPresent) => Ok((name, None)),
            Err(VarError::NotUnicode(_)) => Err(ConnectError::variable(name, "is not UTF-8")),
        }
    };
    let host = match read("HOST")? {
        (name, Some(host)) => (name, host),
        (name, None) => {
            let problem = "is not set: give it the host, such as zone.example.org";
            return Err(ConnectError::variable(name, problem));
        }
    };
    let (name, basic) = read("BASIC_AUTH")?;
    let auth = match basic.as_deref().map(password_auth::<C>).transpose() {
        Ok(Some(auth)) => Some((name, auth)),
        Ok(None) => {
            let (name, token) = read("API_KEY")?;
            token.map(|token| (name, C::token_auth(token)))
        }
        Err(problem) => return Err(ConnectError::variable(name, problem)),
    };
    Ok(Found { host, auth })
}

/// What `user:password` is for an API; a password may have colons in it.
fn password_auth<C: Connect>(basic: &str) -> Result<C::Auth, &'static str> {
    let (user, password) = basic
        .split_once(':')
        .ok_or("has no colon in it: give it as user:password")?;
    C::password_auth(user.to_owned(), password.to_owned())
        .ok_or("is set, but the API takes no passwords: give it a token")
}
