//! Where a URL leads: its origin, and references to other URLs.

use crate::percent;
use http::Uri;

/// Scheme, host and port: what credentials are bound to (RFC 6454, section
/// 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    is_secure: bool,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of a URL that is `http` or `https`, has a host and has no
    /// user name in it.
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        let (is_secure, usual) = match uri.scheme_str()? {
            "https" => (true, 443),
            "http" => (false, 80),
            _ => return None,
        };
        let authority = uri.authority()?;
        let host = authority.host();
        if authority.as_str().contains('@') || host.is_empty() {
            return None;
        }
        Some(Self {
            is_secure,
            host: host.to_ascii_lowercase(),
            port: authority.port_u16().unwrap_or(usual),
        })
    }

    /// Whether what is sent there is encrypted.
    pub(super) fn is_secure(&self) -> bool {
        self.is_secure
    }
}

/// The URL that a reference names when it is found at `base` (RFC 3986,
/// section 5.2), without its fragment. Bytes that a URL cannot have are
/// encoded.
pub(super) fn resolve(base: &Uri, reference: &[u8]) -> Option<Uri> {
    let reference = String::from_utf8_lossy(reference);
    let reference = percent::encode_except(reference.trim(), is_allowed);
    let reference = reference.split('#').next()?;
    let (scheme, authority) = (base.scheme_str()?, base.authority()?.as_str());
    if has_scheme(reference) {
        return Uri::try_from(reference).ok();
    }
    if reference.starts_with("//") {
        return Uri::try_from(format!("{scheme}:{reference}")).ok();
    }
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (reference, None),
    };
    let query = match (path, query) {
        ("", None) => base.query(),
        _ => query,
    };
    let path = match path {
        "" => base.path().to_owned(),
        path if path.starts_with('/') => without_dots(path),
        path => {
            let folder = base
                .path()
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            without_dots(&format!("{folder}/{path}"))
        }
    };
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    Uri::try_from(format!("{scheme}://{authority}{path}{query}")).ok()
}

fn is_allowed(byte: u8) -> bool {
    percent::is_allowed_in_query(byte) || matches!(byte, b'#' | b'[' | b']')
}

fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// A path that begins with a slash, without its `.` and `..` (RFC 3986,
/// section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_rfc_3986_has_it() {
        let base: Uri = "http://a/b/c/d;p?q".parse().unwrap();
        for (reference, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("./../g", "http://a/b/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("./x:y", "http://a/b/c/x:y"),
            ("a b/ż?ż", "http://a/b/c/a%20b/%C5%BC?%C5%BC"),
            ("/\\evil", "http://a/%5Cevil"),
            ("https://other:1/x", "https://other:1/x"),
        ] {
            let resolved = resolve(&base, reference.as_bytes()).unwrap();
            assert_eq!(resolved.to_string(), expected, "{reference}");
        }
        let other = resolve(&base, b"//other/x").unwrap();
        assert_eq!(other.host(), Some("other"));
    }

    #[test]
    fn origins_are_compared_as_such() {
        let origin = |url: &str| Origin::of(&url.parse().unwrap());
        assert_eq!(origin("http://A.example/x"), origin("http://a.example:80"));
        assert_eq!(
            origin("https://a.example"),
            origin("https://a.example:443/y")
        );
        for other in [
            "https://a.example",
            "http://b.example",
            "http://a.example:8080",
        ] {
            assert!(origin(other).is_some());
            assert_ne!(origin("http://a.example"), origin(other));
        }
        for none in ["ftp://a.example", "http://u:p@a.example", "/path"] {
            assert_eq!(origin(none), None);
        }
    }
}
