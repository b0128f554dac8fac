//! URLs as `reqwest` has them.

use super::reqwest::Url;
use http::Uri;
use http::uri::{Authority, Scheme};
use std::sync::{Mutex, PoisonError};

/// Makes URLs of URIs. Most calls go where the one before went, so that only
/// path and query need to be read: an authority takes longer than both.
#[derive(Debug, Default)]
pub(super) struct Urls {
    last: Mutex<Option<Root>>,
}

/// A URL with no more than a scheme and an authority, and these two.
#[derive(Debug)]
struct Root {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

impl Urls {
    /// The URL that is the same as the URI, `None` if there is none.
    pub(super) fn url(&self, uri: &Uri) -> Option<Url> {
        let mut url = self.root(uri.scheme()?, uri.authority()?)?;
        url.set_path(uri.path());
        url.set_query(uri.query());
        Some(url)
    }

    fn root(&self, scheme: &Scheme, authority: &Authority) -> Option<Url> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(root) = &*last
            && root.scheme == *scheme
            && root.authority.as_str() == authority.as_str()
        {
            return Some(root.url.clone());
        }
        let url = Url::parse(&format!("{scheme}://{authority}/")).ok()?;
        *last = Some(Root {
            scheme: scheme.clone(),
            authority: authority.clone(),
            url: url.clone(),
        });
        Some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_those_that_parsing_gives() {
        let urls = Urls::default();
        for text in [
            "http://a.example/",
            "http://a.example",
            "http://a.example/x/y%2Fz;a=b/%C3%A9?q=1&r=%20#",
            "http://a.example?only=query",
            "http://A.example:80/x?",
            "http://A.example:8080//x//",
            "https://user:secret@a.example/x",
            "http://[::1]:8080/x/%2e%2E/y?a[b]=c|d",
            "http://127.1/x",
            "http://a.example/'()*!$",
        ] {
            let uri: Uri = text.parse().unwrap();
            let expected = Url::parse(&uri.to_string()).unwrap();
            for _ in 0..2 {
                assert_eq!(urls.url(&uri), Some(expected.clone()), "{text}");
            }
        }
        assert_eq!(urls.url(&"/path".parse().unwrap()), None);
    }
}
