//! The mock and generated servers are of one mind about parameters and forms
//! too: those whose golden modules are served by other tests.

use crate::agreement::is_same;
use crate::loopback::background;
use crate::raw::send;
use specwright::mock::Mock;
use std::path::Path;

/// Sends the same requests to a generated router and to the mock.
fn compare_calls(case: &str, generated: specwright_runtime::axum::Router, calls: &[Call]) {
    let path = Path::new("tests/cases/ok").join(format!("{case}.yaml"));
    let mock = Mock::new(path).start().unwrap();
    let generated = background(generated);
    let (mut refused, mut wrong) = (0, Vec::new());
    for (line, headers, body) in calls {
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let [theirs, ours] = [&generated, &mock.url()].map(|url| send(url, line, &headers, body));
        refused += usize::from(ours.status == 400);
        if !is_same(&theirs, &ours) {
            let said = [theirs, ours].map(|one| format!("{} {}", one.status, one.body));
            wrong.push(format!(
                "{line} {headers:?} {body}:\n  {}\n  {}",
                said[0], said[1]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        refused > 0 && refused < calls.len(),
        "{refused} of {}",
        calls.len()
    );
}

/// A request: its line, its headers, its body.
type Call = (String, Vec<String>, String);

#[test]
fn parameters_of_every_style() {
    const TEXTS: &[&str] = &[
        "a",
        "1",
        "1,2",
        "a,b,c",
        ".a.b",
        ";value=a",
        ";value=1;value=2",
        ";text=a;number=1",
        "text,a,number,1",
        "text=a,number=1",
        ".text=a.number=1",
        "%zz",
        "%2C",
        "a/b",
        "a%2Fb",
        "/a//b/",
        "a/../%2E",
        "a%20b",
        "a|b",
        "value=a",
        "value=a&value=b",
        "value=1",
        "text=a&number=1",
        "text=a&number=x",
        "value%5Btext%5D=a&value%5Bnumber%5D=1",
        "value[text]=a",
        "value[text][x]=a",
        "value=a,b",
        "value=a%20b",
        "value=a%7Cb",
        "value={}",
        "value=%7B%22text%22:%22a%22%7D",
        "",
    ];
    let text = std::fs::read_to_string("tests/cases/ok/every_style.yaml").unwrap();
    let paths = text.lines().filter_map(|line| {
        let path = line.strip_prefix("  /")?;
        Some(path.split(':').next().unwrap_or(path).to_owned())
    });
    let mut calls: Vec<Call> = Vec::new();
    for path in paths {
        for text in TEXTS {
            let target = match path.split_once('{') {
                Some((before, _)) => format!("/{before}{text}"),
                None => format!("/{path}?{text}"),
            };
            let headers = vec![format!("value: {text}"), format!("Cookie: {text}")];
            calls.push((format!("GET {target}"), headers, String::new()));
        }
    }
    let router = crate::modules::every_style::server::router(crate::every_style::Echo);
    compare_calls("every_style", router, &calls);
}

#[test]
fn parameters_that_are_one_or_many() {
    let mut calls: Vec<Call> = Vec::new();
    for (ids, query) in [
        ("1", "tag=a"),
        ("1,2", "tag=a&tag=b"),
        ("x", ""),
        ("1,x", ""),
        ("%2C", ""),
        ("1", "joined=a,b"),
        ("1", "joined=a%2Cb,c"),
        ("1", "joined=a,b,c"),
        ("1", "joined=a&joined=b"),
        ("1", "limit=all"),
        ("1", "limit=5"),
        ("1", "limit=some"),
        ("1", "limit=1&limit=2"),
        ("1", "any=1&any=2&any=x"),
    ] {
        for header in ["1", "1, 2", "x"] {
            let headers = vec![format!("X-Ids: {header}")];
            calls.push((format!("GET /things/{ids}?{query}"), headers, String::new()));
        }
    }
    let router = crate::modules::one_or_many::server::router(crate::one_or_many::Echo);
    compare_calls("one_or_many", router, &calls);
}

#[test]
fn forms_with_files() {
    let part = |name: &str, more: &str, content: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}\r\n")
    };
    let file = part("portrait", "; filename=\"a\"", "\u{1}");
    let json = "\r\nContent-Type: application/json";
    let address = part("address", json, r#"{"city":"A"}"#);
    let bodies = [
        format!("{}{file}{address}--x--", part("name", "", "n")),
        format!("{file}{address}--x--"),
        format!(
            "{}{file}{}--x--",
            part("name", "", "n"),
            part("address", json, "{")
        ),
        format!(
            "{}{file}{}--x--",
            part("name", "", "n"),
            part("address", json, "{}")
        ),
        format!(
            "{}{file}{address}{}--x--",
            part("name", "", "n"),
            part("age", "", "x")
        ),
        format!(
            "{}{file}{address}{}--x--",
            part("name", "", "n"),
            part("kind", "", "cow")
        ),
        "--x--".to_owned(),
        "--y--".to_owned(),
        String::new(),
    ];
    let mut calls: Vec<Call> = Vec::new();
    for (method, path) in operations("multipart") {
        for body in &bodies {
            for media_type in ["multipart/form-data; boundary=x", "application/json"] {
                let typed = vec![format!("Content-Type: {media_type}")];
                calls.push((format!("{method} {path}"), typed, body.clone()));
            }
            calls.push((format!("{method} {path}"), Vec::new(), body.clone()));
        }
    }
    let desk = crate::multipart::Desk::default();
    compare_calls(
        "multipart",
        crate::modules::multipart::server::router(desk),
        &calls,
    );
}

#[test]
fn documents_in_xml() {
    let mut calls: Vec<Call> = Vec::new();
    for (method, path) in operations("xml_bodies") {
        for body in [
            "<pet><name>x</name></pet>",
            "<pet>",
            "<pet/>",
            "<dog/>",
            "x",
            "",
            "<a><b>",
            "<pet id=\"x\"><name>x</name></pet>",
            "<pet><name>x</name><name>y</name></pet>",
        ] {
            let typed = vec!["Content-Type: application/xml".to_owned()];
            calls.push((format!("{method} {path}"), typed, body.to_owned()));
        }
    }
    let shop = crate::xml::Shop::default();
    compare_calls(
        "xml_bodies",
        crate::modules::xml_bodies::server::router(shop),
        &calls,
    );
}

#[test]
fn documents_in_xml_that_is_not_as_described() {
    use crate::xml_unwrapped::{Keeper, READ, REFUSED, document};
    let read = READ.iter().map(|(shelf, _)| *shelf);
    let shelves = read.chain(REFUSED.iter().copied());
    let calls = shelves.map(|shelf| {
        let typed = vec!["Content-Type: application/xml".to_owned()];
        ("POST /shelves".to_owned(), typed, document(shelf))
    });
    let router = crate::modules::xml_unwrapped::server::router(Keeper);
    compare_calls("xml_unwrapped", router, &calls.collect::<Vec<_>>());
}

/// The operations of a case.
fn operations(case: &str) -> Vec<(String, String)> {
    let path = Path::new("tests/cases/ok").join(format!("{case}.yaml"));
    let api = Mock::new(path).load().unwrap();
    let operations = api.operations();
    operations
        .map(|(method, path)| (method.to_owned(), path))
        .collect()
}

#[test]
fn parameters_that_are_not_given() {
    let queries = [
        "needed=1",
        "",
        "needed=x",
        "needed=1&limit=101",
        "needed=1&limit=",
        "needed=1&order=sideways",
        "needed=1&box[width]=x",
        "needed=1&filter=x",
    ];
    let calls = queries.map(|query| {
        let line = format!("GET /items/cup?{query}");
        (line, Vec::new(), String::new())
    });
    let shown = crate::parameter_defaults::Shown;
    let router = crate::modules::parameter_defaults::server::router(shown);
    compare_calls("parameter_defaults", router, &calls);
}
