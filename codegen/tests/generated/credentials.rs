//! Credentials of OAuth2: a token, or the means to get one.

use crate::modules::credentials::client::{Auth, Client, ClientCredentials};

#[test]
fn oauth2_takes_a_token_or_client_credentials() {
    let client = || ClientCredentials::new("id", "S3CRET").scopes(["read"]);
    for auth in [
        Auth::oauth("S3CRET"),
        Auth::oauth("S3CRET".to_owned()),
        Auth::oauth(client()),
    ] {
        assert!(!format!("{auth:?}").contains("S3CRET"));
        let builder = Client::builder("https://api.example").auth(auth);
        assert!(!format!("{builder:?}").contains("S3CRET"));
        assert!(builder.build().is_ok());
    }
    let elsewhere = Auth::oauth(client().token_url("http://a.example/token"));
    let error = Client::builder("https://api.example")
        .auth(elsewhere)
        .build();
    assert!(error.unwrap_err().to_string().contains("token URL"));
}

#[test]
fn a_certificate_is_a_matter_of_the_connection() {
    let auth = crate::modules::mutual_tls::Auth::certificate();
    let builder = crate::modules::mutual_tls::Client::builder("https://api.example");
    assert!(builder.auth(auth).build().is_ok());
}
