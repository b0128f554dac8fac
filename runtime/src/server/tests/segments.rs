//! Parameters that take several segments, beside all kinds of other paths.

use super::*;

/// A parameter `rest` takes several segments, `maybe_rest` may be empty.
static NAMES: [Parameter; 4] = [
    Parameter::path("a", ""),
    Parameter::path("b", ""),
    Parameter::path("rest", "").multi_segment(),
    Parameter::path("maybe_rest", "").multi_segment().optional(),
];

fn at(path: &'static str, method: Method) -> &'static Operation {
    Box::leak(Box::new(Operation {
        parameters: &NAMES,
        ..operation(path, method, &[], None)
    }))
}

/// A router of operations that answer with their path and the value of their
/// parameter with several segments.
fn serving(base: &'static str, operations: &[&'static Operation]) -> axum::Router {
    fn answered(request: &Request<()>) -> Result<Value, Rejection> {
        let path = request.operation().path;
        let name = match path.contains("{maybe_rest}") {
            true => "maybe_rest",
            false => "rest",
        };
        Ok(json!([path, request.path::<Option<String>>(name)?]))
    }
    let router = Router::new(base, Api, authenticate, Options::default());
    let add = |router: Router<_, _>, operation: &&'static Operation| {
        router.public(operation, |_, request| {
            let operation = request.operation();
            answer_with(answered(&request), operation)
        })
    };
    operations.iter().fold(router, add).into_axum()
}

/// The path of an operation, and the value that it was given.
type Found = (&'static str, Option<&'static str>);

#[track_caller]
fn check_all(operations: &[&'static Operation], cases: &[(&str, Option<Found>)]) {
    for (line, expected) in cases {
        let (method, path) = line.split_once(' ').unwrap();
        let found = answer(serving("", operations), request(method, path, &[], ""));
        match expected {
            None => assert_eq!(found.status, 404, "{line}: {}", found.text),
            Some((operation, rest)) => {
                let expected = json!([operation, rest]);
                assert_eq!(found.text, expected.to_string(), "{line}");
            }
        }
    }
}

#[test]
fn slashes_arrive_however_they_are_written() {
    let file = at("/data/{a}/path/{rest}", Method::GET);
    let is = |rest| Some((file.path, Some(rest)));
    check_all(
        &[file],
        &[
            ("GET /data/1/path/a", is("a")),
            ("GET /data/1/path/a/b", is("a/b")),
            ("GET /data/1/path/a%2Fb", is("a/b")),
            ("GET /data/1/path//a", is("/a")),
            ("GET /data/1/path/a//b/", is("a//b/")),
            ("GET /data/1/path/%C3%A4%20b/c%252Fd", is("ä b/c%2Fd")),
            ("GET /data/1/path/..", is("..")),
            ("GET /data/1/path/", None),
            ("GET /data/1/path", None),
            ("GET /data/1/other/a", None),
        ],
    );
}

#[test]
fn an_optional_rest_may_be_empty() {
    let maybe = at("/maybe/{maybe_rest}", Method::GET);
    check_all(
        &[maybe],
        &[
            ("GET /maybe/", Some((maybe.path, None))),
            ("GET /maybe/a/b", Some((maybe.path, Some("a/b")))),
            ("GET /maybe", None),
        ],
    );
}

#[test]
fn the_more_literal_path_is_meant() {
    let operations = [
        at("/x/{rest}", Method::GET),
        at("/x/{a}", Method::GET),
        at("/x/{a}/y", Method::GET),
        at("/x/{a}.json", Method::GET),
        at("/x/me", Method::GET),
        at("/x/me/{a}.json", Method::GET),
        at("/x/y/{rest}", Method::GET),
        at("/x/{a}", Method::PUT),
        at("/x/{rest}", Method::DELETE),
    ];
    let rest = |rest| Some(("/x/{rest}", Some(rest)));
    check_all(
        &operations,
        &[
            ("GET /x/me", Some(("/x/me", None))),
            ("GET /x/1", Some(("/x/{a}", None))),
            ("GET /x/1/y", Some(("/x/{a}/y", None))),
            ("GET /x/1.json", Some(("/x/{a}.json", None))),
            ("GET /x/1/z", rest("1/z")),
            ("GET /x/1/y/z", rest("1/y/z")),
            ("GET /x//", rest("/")),
            ("GET /x/me/1.json", Some(("/x/me/{a}.json", None))),
            ("GET /x/me/1", rest("me/1")),
            ("GET /x/y/1/2", Some(("/x/y/{rest}", Some("1/2")))),
            // What shares a route is told apart by its method, too.
            ("PUT /x/1", Some(("/x/{a}", None))),
            ("DELETE /x/1", rest("1")),
            ("GET /x/", None),
        ],
    );
    // A path that is there decides, whatever its methods.
    let refused = answer(
        serving("", &operations),
        request("DELETE", "/x/me", &[], ""),
    );
    assert_eq!(refused.status, 405);
    assert_eq!(refused.headers["allow"], "GET, HEAD");
}

/// axum panics where routes are in each other's way: no set of paths may make
/// that happen, or lose a path that one of them has.
#[test]
fn any_paths_can_be_served_together() {
    const PATHS: [&str; 19] = [
        "/{rest}",
        "/{maybe_rest}",
        "/{a}",
        "/{a}/{b}",
        "/{a}/{rest}",
        "/{a}/y",
        "/{a}/y/{rest}",
        "/{a}.json",
        "/{a}-{rest}",
        "/x",
        "/x/",
        "/x/{a}",
        "/x/{rest}",
        "/x/{maybe_rest}",
        "/x/{a}/y",
        "/x/{a}/{rest}",
        "/x/v{rest}",
        "/x/y/{a}/{b}",
        "/x/{a}/y?q=1",
    ];
    const REQUESTS: [&str; 20] = [
        "/",
        "//",
        "/x",
        "/y",
        "/x/",
        "/x//",
        "/x/1",
        "/x/v1",
        "/x/v",
        "/x/y",
        "/x/1/y",
        "/x//y",
        "/x/1/y/2",
        "/x/y/1/2",
        "/x/v1/2",
        "/1.json",
        "/1-2/3",
        "/1/y/",
        "/1//y",
        "/x/1/y?q=1",
    ];
    let all = PATHS.map(|path| at(path, Method::GET));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    for one in 0..all.len() {
        for two in one + 1..all.len() {
            for three in two + 1..all.len() {
                let operations = [all[one], all[two], all[three]];
                let router = serving("", &operations);
                for uri in REQUESTS {
                    let sent = request("GET", uri, &[], "");
                    let status = runtime.block_on(router.clone().oneshot(sent)).unwrap();
                    let status = status.status().as_u16();
                    let paths = operations.map(|one| one.path);
                    let expected = match operations.iter().any(|one| has(one, uri)) {
                        true => 200,
                        false => 404,
                    };
                    assert_eq!(status, expected, "{uri} of {paths:?}");
                }
            }
        }
    }
}

/// Whether a request may be meant for an operation, if nothing else is there.
fn has(operation: &'static Operation, uri: &str) -> bool {
    use super::super::template::Template;
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let (_, always) = operation.path_and_query();
    Template::of(operation).capture(path, 1).is_some() && (always.is_empty() || always == query)
}

#[test]
fn a_path_may_have_any_number_of_parameters() {
    let (many, wide) = ("/{a}".repeat(60).leak(), "/{b}".repeat(40).leak());
    let operations = [at(many, Method::GET), at(wide, Method::GET)];
    for (count, expected) in [(60, 200), (40, 200), (41, 404), (61, 404), (25, 404)] {
        let path = "/1".repeat(count);
        let found = answer(serving("", &operations), request("GET", &path, &[], ""));
        assert_eq!(found.status, expected, "{count}");
    }
}

/// Paths below a base and paths that have its text themselves.
#[test]
fn bases_do_not_make_routes_conflict() {
    let own = |path| -> &'static Operation {
        Box::leak(Box::new(Operation {
            server: Some(crate::operation::Server::new("/v1", "/v1")),
            parameters: &NAMES,
            ..operation(path, Method::GET, &[], None)
        }))
    };
    let operations = [
        own("/x/{rest}"),
        at("/v1/x/{a}", Method::GET),
        own("/{a}/z"),
        at("/v1/{b}/{rest}", Method::GET),
        own("/w/{a}.json"),
    ];
    check_all(
        &operations,
        &[
            ("GET /v1/x/1", Some(("/v1/x/{a}", None))),
            ("GET /v1/x/1/2", Some(("/x/{rest}", Some("1/2")))),
            ("GET /v1/y/z", Some(("/{a}/z", None))),
            ("GET /v1/w/1.json", Some(("/w/{a}.json", None))),
            ("GET /v1/w/1", Some(("/v1/{b}/{rest}", Some("1")))),
            ("GET /v1/y/1/2", Some(("/v1/{b}/{rest}", Some("1/2")))),
        ],
    );
}
