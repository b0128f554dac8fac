//! URIs (RFC 3986).

use super::text_type;

text_type! {
    /// A URI with a scheme, such as `https://example.org/a?b` (RFC 3986,
    /// section 3).
    Uri, "uri", is_uri
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (hierarchy, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = match hierarchy.strip_prefix("//") {
        None => ("", hierarchy),
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
    };
    is_scheme(scheme)
        && is_authority(authority)
        && consists_of(path, ":@/")
        && consists_of(query, ":@/?")
        && consists_of(fragment, ":@/?")
}

fn is_scheme(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_inner)
}

fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match host.rfind(']') {
        // Colons inside the brackets are of an address.
        Some(end) => host.split_at(end + 1),
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    consists_of(user, ":") && is_host(host) && is_port(port)
}

/// Whether the text behind a host is none, or a colon and digits.
fn is_port(text: &str) -> bool {
    match text.strip_prefix(':') {
        None => text.is_empty(),
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

fn is_host(text: &str) -> bool {
    match text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        None => consists_of(text, ""),
        Some(address) => match address.strip_prefix(['v', 'V']) {
            None => address.parse::<std::net::Ipv6Addr>().is_ok(),
            Some(future) => future.split_once('.').is_some_and(|(version, address)| {
                let is_version = version.bytes().all(|byte| byte.is_ascii_hexdigit());
                is_version && !version.is_empty() && consists_of(address, ":")
            }),
        },
    }
}

/// Whether the text has only unreserved characters, sub-delimiters, octets
/// written with a percent sign, and those in `more`.
fn consists_of(text: &str, more: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let holds = match c {
            '%' => [chars.next(), chars.next()]
                .iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            '-' | '.' | '_' | '~' => true,
            '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=' => true,
            c => c.is_ascii_alphanumeric() || more.contains(c),
        };
        if !holds {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn uris_have_a_scheme_and_legal_characters() {
        for text in [
            "https://user:pw@example.org:8080/a/b;c=1?d=/?#e/?",
            "http://[2001:db8::7]/c=GB?one",
            "http://[v1.a:b]",
            "http://[::1]:80",
            "http://a:",
            "mailto:john@example.org",
            "urn:oasis:names:a",
            "tel:+1-816-555-1212",
            "file:///a%20b",
            "a+b-c.d:",
        ] {
            assert!(is_uri(text), "{text}");
        }
        for text in [
            "",
            "//example.org/a",
            "/a",
            "a b",
            "http://a b",
            "http://example.org/%2",
            "http://[::7",
            "http://[nonsense]",
            "http://[::1]80",
            "http://[::1]:8a",
            "http://example.org:80a",
            "1http://a",
            ":a",
            "http://a/\\b",
            "http://a/<b>",
            "http://a/#b#c",
            "http://größe",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
