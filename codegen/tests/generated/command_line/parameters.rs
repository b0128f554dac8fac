//! Operations and their parameters.

use super::{refused, sent};

#[test]
fn operations_have_several_names() {
    for name in ["getBook", "get_book"] {
        assert_eq!(sent(&[name, "id=1"]).line, "GET /api/v2/books/1");
    }
    for name in ["removeBook", "remove-book", "remove_book"] {
        assert_eq!(sent(&[name, "id=1"]).line, "DELETE /api/v2/books/1");
    }
    for name in ["changeBook", "change_book", "modifyBook", "edit"] {
        assert_eq!(
            sent(&[name, "id=1", "title==x"]).line,
            "PATCH /api/v2/books/1"
        );
    }
    assert_eq!(
        refused(&["getBok", "id=1"]),
        "there is no operation `getBok`; did you mean `getBook`?"
    );
}

#[test]
fn parameters_are_written_as_the_description_says() {
    for (items, line) in [
        (&["id=1", "edition=2"][..], "/1?edition=2"),
        (&["edition=2", "id=a/b c"], "/a%2Fb%20c?edition=2"),
        (
            &["id=1", "tags[]=old", "tags[]=new"],
            "/1?tags%5B%5D=old&tags%5B%5D=new",
        ),
        (&["id=1", "size=1", "size=2"], "/1?size=1%7C2"),
        (&["id=1", "size:=[1,2]"], "/1?size=1%7C2"),
        (
            &["id=1", "filter[author]=a=b"],
            "/1?filter%5Bauthor%5D=a%3Db",
        ),
        (&["id=1", "exact=true"], "/1?exact=true"),
        (&["id=x==y:=z"], "/x%3D%3Dy%3A%3Dz"),
    ] {
        let line = format!("GET /api/v2/books{line}");
        assert_eq!(sent(&[&["getBook"], items].concat()).line, line);
    }
    let seen = sent(&[
        "getBook",
        "id=1",
        "X-Trace=7",
        "session=s",
        "-H",
        "A: b",
        "B:c d",
    ]);
    for header in ["x-trace: 7", "cookie: session=s", "a: b", "b: c d"] {
        assert!(seen.has(header), "{header}: {:?}", seen.headers);
    }
}

#[test]
fn what_is_no_parameter_is_refused() {
    for (line, said) in [
        (
            &["getBook", "idd=1"][..],
            "`getBook` has no parameter `idd`; did you mean `id`?",
        ),
        (
            &["getBook", "id=1", "weather=x"],
            "`getBook` has no parameter `weather`",
        ),
        (
            &["getBook"],
            "`getBook` needs more:\n  id=VALUE  Number of the book.",
        ),
        (
            &["getBook", "id=1", "id=2"],
            "`id` takes one value and is given more",
        ),
        (
            &["getBook", "id=1", "edition=x"],
            "`edition` must be an integer, not `x`",
        ),
        (
            &["getBook", "id=1", "order=titel"],
            "`order` must be one of title, year; did you mean `title`?, not `titel`",
        ),
        (
            &["getBook", "id="],
            "get_book: the path parameter `id` is empty: give it a value",
        ),
        (
            &["getBook", "id=.."],
            "get_book: a path segment is `.` or `..`, which no server would see: give another value",
        ),
        (&["getBook", "id=1", "title==x"], "`getBook` takes no body"),
        (
            &["getBook", "id=1", "x"],
            "`x` is neither an option nor an item such as name=value, and the operation is `getBook`",
        ),
        (
            &["getBook", "id=1", "A b:c"],
            "get_book: the header `A b` is not a name that a header can have",
        ),
        (
            &["--retry", "x", "getBook", "id=1"],
            "`--retry` takes a number of times, not `x`",
        ),
        (
            &["--timeout", "-1", "getBook", "id=1"],
            "`--timeout` takes a number of seconds, not `-1`",
        ),
        (
            &["-u", "me", "getBook", "id=1"],
            "user name and password are given as NAME:PASSWORD, but there is no colon",
        ),
        (
            &["--cacert", "/nowhere.pem", "getBook", "id=1"],
            "cannot read `/nowhere.pem`: No such file or directory (os error 2)",
        ),
        (
            &[],
            "there is no operation to call: `shelves --help` lists them",
        ),
    ] {
        assert_eq!(refused(line), said);
    }
}

#[test]
fn force_sends_what_would_be_refused() {
    let seen = sent(&["getBook", "edition=x", "--force"]);
    assert_eq!(seen.line, "GET /api/v2/books/%7Bid%7D?edition=x");
    assert_eq!(sent(&["changeBook", "id=1", "--force"]).body, b"");
    let seen = sent(&["getBook", "id=1", "a==b", "--force"]);
    assert_eq!(seen.text(), r#"{"a":"b"}"#);
    assert!(seen.has("content-type: application/json"));
    let seen = sent(&["changeBook", "id=1", "--body=x", "-ct", "text", "--force"]);
    assert!(seen.has("content-type: text/plain"));
}
