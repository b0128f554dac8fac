//! Path parameters of several segments, as they are sent.

use super::*;

/// Slashes are those of the path; all else is as in one segment.
#[test]
fn a_value_of_several_segments_keeps_its_slashes() {
    static BY_PATH: Operation = Operation {
        id: "by_path",
        path: "/files/{id}/path/{path}",
        parameters: &[
            parameter("id", Location::Path, Style::Simple),
            Parameter::path("path", "").multi_segment(),
        ],
        responses: GET.responses,
        method: http::Method::GET,
        tag: "",
        summary: "",
        body: None,
        security: &[],
        deprecated: false,
        server: None,
        paging: None,
        extensions: &[],
    };
    let (api, sent) = api(200, "null", &[]);
    let call = |path: &str| {
        let request = api.0.request(&BY_PATH).path("id", "1/2").path("path", path);
        run(request.call::<(), NoFailure>())
    };
    for (path, expected) in [
        ("a", "a"),
        ("a/b", "a/b"),
        ("/a", "/a"),
        ("//a", "//a"),
        ("a//b", "a//b"),
        ("a/", "a/"),
        ("/", "/"),
        ("ä b/c%2Fd", "%C3%A4%20b/c%252Fd"),
        ("a?b#c/d", "a%3Fb%23c/d"),
        ("...", "..."),
        ("a/.b/c./..d", "a/.b/c./..d"),
        ("%2E%2E/x", "%252E%252E/x"),
    ] {
        call(path).unwrap();
        let expected = format!("https://host/api/files/1%2F2/path/{expected}");
        assert_eq!(uri(&sent), expected);
    }
    let last = uri(&sent);
    for path in ["", ".", "..", "a/../b", "a/./b", "../a", "a/..", "/.."] {
        let error = call(path).unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{path}: {error}");
        assert_eq!(uri(&sent), last);
    }
}
