//! Why there is no access token.

use crate::client::retry::is_temporary;
use crate::client::transport::{Kind, TransportError};
use std::fmt;
use std::sync::Arc;

/// Why the token endpoint gave no access token. Nothing that the endpoint
/// says is shown but the code of its error, since it may repeat secrets.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The endpoint refused.
    Refused {
        /// The status that it answered with.
        status: u16,
        /// The code that it gave, such as `invalid_client` (RFC 6749,
        /// section 5.2).
        code: Option<String>,
    },
    /// The answer is not what RFC 6749 has in section 5.1; this is why.
    Malformed(&'static str),
    /// There is no answer. Several calls may have waited for it.
    Transport(Arc<TransportError>),
}

impl TokenError {
    /// Whether it may be otherwise a little later.
    pub(in crate::client) fn is_temporary(&self) -> bool {
        match self {
            Self::Refused { status, .. } => is_temporary(*status),
            Self::Transport(error) => matches!(error.kind(), Kind::Connect | Kind::Other),
            Self::Malformed(_) => false,
        }
    }

    /// Whether the time of the call that asked was over, which says nothing
    /// to other calls.
    pub(in crate::client) fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == Kind::Timeout)
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no access token could be got: ")?;
        match self {
            Self::Refused { status, code } => {
                write!(f, "the token endpoint answered {status}")?;
                match code {
                    Some(code) => write!(f, " ({code})"),
                    None => Ok(()),
                }
            }
            Self::Malformed(problem) => f.write_str(problem),
            Self::Transport(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Refused { .. } | Self::Malformed(_) => None,
        }
    }
}
