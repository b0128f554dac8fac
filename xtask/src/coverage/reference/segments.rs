//! Which path parameter has values of several segments: pages show it in the URLs of their samples alone.

/// The name of the parameter that ends the path of a call such as `GET /pets/{path}`, if a sample has more
/// segments where it stands than the path has.
pub fn of_several_segments<'c>(call: &'c str, lines: &[&str]) -> Option<&'c str> {
    let (_, path) = call.split_once(' ')?;
    let (before, last) = path.strip_suffix('}')?.rsplit_once('{')?;
    let base = lines
        .iter()
        .find_map(|line| line.strip_prefix("Base path: "))?;
    let is_longer = |url: &str| {
        let url = url.split(['"', '\'', '?', ' ']).next().unwrap_or_default();
        let below = url.split_once(base).map_or("", |(_, below)| below);
        let mut given = below.split('/');
        let mut wanted = before.trim_end_matches('/').split('/');
        let is_it = wanted.all(|part| {
            let given = given.next().unwrap_or_default();
            part == given || part.starts_with('{') && !given.is_empty()
        });
        is_it && given.count() > 1
    };
    let mut urls = lines.iter().flat_map(|line| line.split("https://").skip(1));
    urls.any(is_longer).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::of_several_segments;

    #[test]
    fn samples_show_it() {
        let of = |call, line: &str| of_several_segments(call, &["Base path: /api/v3", line]);
        let call = "GET /pets/{id}/path/{path}";
        for (call, line, expected) in [
            (
                call,
                "curl \"https://$HOST/api/v3/pets/$ID/path/a/b\" \\",
                Some("path"),
            ),
            (
                call,
                "curl https://$HOST/api/v3/pets/$ID/path/a?of=b/c",
                None,
            ),
            (call, "curl https://$HOST/api/v3/pets/$ID/other/a/b", None),
            (call, "curl https://$HOST/api/v3/cats/$ID/path/a/b", None),
            (call, "curl https://$HOST", None),
            (
                "GET /pets/{id}/path",
                "curl https://$HOST/api/v3/pets/1/path/a",
                None,
            ),
            ("none", "curl https://$HOST/api/v3/pets", None),
        ] {
            assert_eq!(of(call, line), expected, "{line}");
        }
    }
}
