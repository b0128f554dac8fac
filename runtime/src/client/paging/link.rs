//! The header `Link` (RFC 8288).

use crate::media::pairs_of;
use http::HeaderMap;
use http::header::LINK;

/// The target of the link to the next page.
pub(super) fn next(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(LINK).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut links = lines.flat_map(links);
    links.find_map(|(target, parameters)| is_next(parameters).then_some(target))
}

/// Whether a link relates the page itself to the next one. One with an anchor
/// is about something else (section 3.2); of several `rel` only the first
/// counts (section 3.3).
fn is_next(parameters: &str) -> bool {
    let mut is_next = None;
    for (name, value) in pairs_of(parameters) {
        if name.eq_ignore_ascii_case("anchor") {
            return false;
        }
        if name.eq_ignore_ascii_case("rel") && is_next.is_none() {
            let mut relations = value.split_ascii_whitespace();
            is_next = Some(relations.any(|one| one.eq_ignore_ascii_case("next")));
        }
    }
    is_next == Some(true)
}

/// The targets and parameters of a line; what is no link ends it.
fn links(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let link = rest
            .trim_start_matches([' ', '\t', ','])
            .strip_prefix('<')?;
        let (target, behind) = link.split_once('>')?;
        let (parameters, others) = behind.split_at(end(behind));
        rest = others;
        Some((target, parameters))
    })
}

/// Where the parameters of a link end: at a comma that is not in quotes.
fn end(text: &str) -> usize {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_quoted,
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn check(lines: &[&str], expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(LINK, HeaderValue::from_str(line).unwrap());
        }
        assert_eq!(next(&headers), expected, "{lines:?}");
    }

    #[test]
    fn the_link_to_the_next_page_is_found_among_others() {
        check(&[r#"</a>; rel="next""#], Some("/a"));
        check(&["</a>; rel=next"], Some("/a"));
        check(&[r#"</p>; rel="prev", </n>; rel="last NEXT""#], Some("/n"));
        check(
            &["</p>; rel=prev", "<?page=2&x=a,b>;REL=next"],
            Some("?page=2&x=a,b"),
        );
        check(
            &[r#"</a>; title="a, <b>; rel=next"; rel=last, </n>; rel=next"#],
            Some("/n"),
        );
        check(&[r#"</a>; title="\", </b>; rel=next, "; rel=first"#], None);
        check(&[r#"</a>; rel=first; rel=next"#], None);
        check(&[r##"</a>; anchor="#x"; rel=next"##], None);
        check(
            &[
                "",
                "<",
                "</a",
                "/a; rel=next",
                "</a>",
                "</a>; rel",
                ",,,;=;",
            ],
            None,
        );
        check(&[], None);
    }
}
