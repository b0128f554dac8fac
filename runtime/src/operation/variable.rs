//! What a description leaves open in the URL of a server.

/// A variable in the URL of a server, after the
/// [Server Variable Object](https://spec.openapis.org/oas/v3.0.3#server-variable-object).
#[derive(Debug)]
pub struct Variable {
    /// The name, as it stands between braces.
    pub name: &'static str,
    /// Its value, unless another one is given.
    pub default: &'static str,
    /// The values that it may have; none where any may be given.
    pub values: &'static [&'static str],
}
