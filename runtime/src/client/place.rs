//! Where a call goes: the base URL, the server that its operation has of its
//! own, or where the call itself says.

use super::base::Base;
use super::core::Shared;
use super::error::InvalidRequest;
use super::request::Draft;
use http::Uri;
use std::borrow::Cow;

/// What the path of a call is below.
pub(super) fn base(draft: &Draft) -> Result<Cow<'_, Base>, InvalidRequest> {
    let shared = draft.core.shared();
    let found = match (&draft.at, &draft.operation.server) {
        (None, None) => Ok(Cow::Borrowed(&shared.base)),
        (Some(url), _) => Base::parse(url, "").map(Cow::Owned),
        (None, Some(server)) => match shared.servers.iter().find(|(url, _)| url == server.url) {
            Some((_, base)) => Ok(Cow::Borrowed(base)),
            None => own(&shared.base, server.url).map(Cow::Owned),
        },
    };
    found.map_err(|problem| InvalidRequest::new(draft.operation, problem))
}

/// Nobody who calls an API over `https` expects to be heard elsewhere.
fn own(base: &Base, url: &str) -> Result<Base, &'static str> {
    let own = base.other(url)?;
    match base.origin().is_secure() && !own.origin().is_secure() {
        true => Err(
            "the operation has a server of its own, which is http where the base URL is https: \
             say with `operation_server` where it is",
        ),
        false => Ok(own),
    }
}

impl Shared {
    /// Whether credentials may be sent to a URL: to the origin of the base
    /// URL, and to those that the builder was told of.
    pub(super) fn is_home(&self, uri: &Uri) -> bool {
        let bases = self.servers.iter().map(|(_, base)| base);
        let mut homes = std::iter::once(&self.base).chain(bases);
        homes.any(|base| base.is_home_of(uri))
    }
}
