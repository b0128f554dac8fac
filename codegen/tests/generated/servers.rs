//! Servers that the description lists, and their variables.

use crate::modules::server_urls::{Client, Server};

/// Where calls go, or why they go nowhere.
fn base(server: Server) -> String {
    match Client::builder(server).build() {
        Ok(client) => format!("{client:?}"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn check(server: Server, expected: &str) {
    let base = base(server);
    assert!(base.contains(expected), "{base}");
}

#[test]
fn servers_are_chosen_by_name_and_variables() {
    check(Server::server_1(), " https://a.example:8443/api/v3,");
    let other = Server::server_1().host("b.example").version("v2").port("1");
    check(other, " https://b.example:1/api/v2,");
    check(Server::production(), " https://us.a.example,");
    check(Server::production().region("eu"), " https://eu.a.example,");
    let relative = Server::beside_the_description("https://c.example/spec/api.yaml");
    check(relative, " https://c.example/other,");
}

#[test]
fn what_a_server_does_not_have_is_refused() {
    check(Server::production().region("ap"), "`region`");
    check(Server::production().host("x"), "`host`");
    check(Server::server_1().host("evil.example/"), "`host`");
    check(Server::server_1().host("a@evil.example"), "`host`");
    check(Server::beside_the_description("c.example"), "no URL");
}
