//! The base URL: where all calls of a client go.

use super::origin::{Origin, resolve};
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use std::fmt;

/// An origin, and the path that all operations are below.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Base {
    origin: Origin,
    scheme: Scheme,
    authority: Authority,
    /// Empty, or with a leading slash and without a trailing one.
    prefix: String,
}

impl Base {
    /// Reads a base URL; `base_path` is appended to one that has no path.
    pub(super) fn parse(url: &str, base_path: &str) -> Result<Self, &'static str> {
        if url.contains(['?', '#']) {
            return Err("the base URL has a query or a fragment: leave it out");
        }
        let malformed = "the base URL is not a URL: give it as https://host/path";
        let uri: Uri = url.parse().map_err(|_| malformed)?;
        match uri.scheme_str() {
            Some("http" | "https") => {}
            Some(_) => return Err("the base URL is neither http nor https: give one that is"),
            None => return Err("the base URL has no scheme: start it with https://"),
        }
        let parts = uri.clone().into_parts();
        let (scheme, authority) = parts.scheme.zip(parts.authority).ok_or(malformed)?;
        if authority.as_str().contains('@') {
            return Err("the base URL has a user name in it: give credentials to the builder");
        }
        let no_host = "the base URL has no host: give it as https://host/path";
        let origin = Origin::of(&uri).ok_or(no_host)?;
        let path = match uri.path() {
            "" | "/" => base_path,
            path => path,
        };
        Ok(Self {
            origin,
            scheme,
            authority,
            prefix: prefix(path),
        })
    }

    /// The base of what has a server of its own at this URL, which may be
    /// relative to this one.
    pub(super) fn other(&self, url: &str) -> Result<Self, &'static str> {
        let here = self.uri("/", "").map_err(|_| "the base URL is too long")?;
        let there = resolve(&here, url.as_bytes()).ok_or("the URL of the server is none")?;
        Self::parse(&there.to_string(), "")
    }

    /// What credentials are bound to.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether a URI is of this origin.
    pub(super) fn is_home_of(&self, uri: &Uri) -> bool {
        // Nearly all are those that were made here.
        let is_same = uri.scheme() == Some(&self.scheme)
            && uri.authority().map(Authority::as_str) == Some(self.authority.as_str());
        is_same || Origin::of(uri).is_some_and(|origin| origin == self.origin)
    }

    /// The URI of a path below the base; `query` comes without its `?`.
    pub(super) fn uri(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let prefix = self.prefix.as_str();
        let mark = if query.is_empty() { "" } else { "?" };
        let path_and_query = PathAndQuery::try_from([prefix, path, mark, query].concat())?;
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path_and_query);
        Ok(Uri::from_parts(parts)?)
    }
}

fn prefix(path: &str) -> String {
    let path = path.trim_end_matches('/');
    match path.starts_with('/') || path.is_empty() {
        true => path.to_owned(),
        false => format!("/{path}"),
    }
}

impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: &str) {
        let base = Base::parse(url, "/api/v3").unwrap();
        assert_eq!(format!("{base:?}"), expected);
    }

    #[test]
    fn base_path_is_for_urls_without_a_path() {
        check("https://a.example", "https://a.example/api/v3");
        check("https://a.example/", "https://a.example/api/v3");
        check("http://[::1]:8080", "http://[::1]:8080/api/v3");
        check("https://a.example/other/", "https://a.example/other");
        check("HTTPS://a.example/x", "https://a.example/x");
        assert_eq!(prefix(""), "");
        assert_eq!(prefix("v1/"), "/v1");
    }

    #[test]
    fn what_does_not_belong_is_refused() {
        for url in [
            "",
            "a.example",
            "/path",
            "ftp://a.example",
            "https://",
            "https://:80",
            "https://user:secret@a.example",
            "https://a.example?x=1",
            "https://a.example/#x",
            "https://a b",
        ] {
            let error = Base::parse(url, "").unwrap_err();
            assert!(!error.contains("secret"));
        }
    }

    #[test]
    fn uris_stay_on_the_origin() {
        let base = Base::parse("https://a.example", "").unwrap();
        let uri = base.uri("/x", "y=1").unwrap();
        assert_eq!(uri.to_string(), "https://a.example/x?y=1");
    }
}
