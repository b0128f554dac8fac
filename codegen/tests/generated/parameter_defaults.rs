//! What a server is given for parameters that a request does not have.

use crate::loopback::{exchange, serve};
use crate::modules::parameter_defaults::items::{ListItemsError, ListItemsParams};
use crate::modules::parameter_defaults::server::{ItemsApi, router};

pub struct Shown;

impl ItemsApi for Shown {
    async fn list_items(
        &self,
        kind: String,
        needed: i64,
        params: ListItemsParams,
    ) -> Result<Vec<String>, ListItemsError> {
        let ListItemsParams {
            limit,
            order,
            colors,
            r#box,
            ratio,
            filter,
            x_note,
            dark,
            plain,
            wrong,
            unlisted,
            far,
            part,
        } = params;
        let size = r#box.map(|one| (one.width, one.height));
        let fit = format!("{kind} {needed} {limit:?} {order:?} {colors:?} {size:?} {ratio:?}");
        let others = format!("{filter:?} {x_note:?} {dark:?} {plain:?}");
        let absent = format!("{wrong:?} {unlisted:?} {far:?} {}", part.is_some());
        Ok(vec![fit, others, absent])
    }
}

fn ask(target: &str, headers: &str) -> Vec<String> {
    let request =
        format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    let answer = serve(router(Shown), async |url| {
        exchange(&url, request.as_bytes()).await
    });
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{answer}");
    serde_json::from_str(body).unwrap()
}

#[test]
fn what_is_not_given_has_its_default() {
    let expected = [
        r#"cup 2 Some(20) Some("up") Some(["red", "green"]) Some((Some(3), None)) Some(1.0)"#,
        r#"Some({"open": true}) Some("a, \"b\" \\ {c}") Some(false) None"#,
        "None None None false",
    ];
    assert_eq!(ask("/items/cup?needed=2", ""), expected);
}

#[test]
fn what_is_given_is_taken() {
    let expected = [
        r#"cup 2 Some(5) Some("down") Some(["blue"]) Some((None, Some(4))) Some(0.5)"#,
        r#"Some({}) Some("n") Some(true) Some("p")"#,
        r#"Some(1) Some("a") Some(3) true"#,
    ];
    let query = "needed=2&limit=5&order=down&colors=blue&box[height]=4&ratio=0.5&filter=%7B%7D\
        &plain=p&wrong=1&unlisted=a&far=3&part[width]=1";
    let headers = "X-Note: n\r\nCookie: dark=true\r\n";
    assert_eq!(ask(&format!("/items/cup?{query}"), headers), expected);
}
