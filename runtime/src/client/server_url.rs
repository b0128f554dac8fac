//! Servers of a description, and URLs of others.

use super::builder::BuildError;
use super::origin::resolve;
use crate::operation::Variable;
use http::Uri;

/// Where an API is served: a URL, made from text, or a server that the
/// description lists.
#[derive(Clone, Debug)]
pub struct BaseUrl(Given);

#[derive(Clone, Debug)]
enum Given {
    Text(String),
    Server(ServerUrl),
}

impl BaseUrl {
    /// The URL, and whether the base path of the description belongs to it
    /// if it has none of its own.
    pub(super) fn url(&self) -> Result<(String, bool), BuildError> {
        match &self.0 {
            Given::Text(url) => Ok((url.clone(), true)),
            Given::Server(server) => Ok((server.url()?, false)),
        }
    }
}

impl From<&str> for BaseUrl {
    fn from(url: &str) -> Self {
        url.to_owned().into()
    }
}

impl From<&String> for BaseUrl {
    fn from(url: &String) -> Self {
        url.clone().into()
    }
}

impl From<String> for BaseUrl {
    fn from(url: String) -> Self {
        Self(Given::Text(url))
    }
}

impl From<ServerUrl> for BaseUrl {
    fn from(server: ServerUrl) -> Self {
        Self(Given::Server(server))
    }
}

/// A server that a description lists, with values for its variables. What is
/// wrong with a value is said when the client is built.
#[derive(Clone, Debug)]
pub struct ServerUrl {
    url: &'static str,
    variables: &'static [Variable],
    /// What a relative URL is relative to.
    base: Option<String>,
    values: Vec<(&'static str, String)>,
}

impl ServerUrl {
    /// A server at this URL, in which variables stand in braces.
    pub fn new(url: &'static str, variables: &'static [Variable]) -> Self {
        Self {
            url,
            variables,
            base: None,
            values: Vec::new(),
        }
    }

    /// The same for a URL that is relative to `base` (RFC 3986, section 5).
    #[must_use]
    pub fn at(mut self, base: &str) -> Self {
        self.base = Some(base.to_owned());
        self
    }

    /// The same with this value for a variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    fn url(&self) -> Result<String, BuildError> {
        let mut url = self.url.to_owned();
        for variable in self.variables {
            let mut given = self
                .values
                .iter()
                .filter(|(name, _)| *name == variable.name);
            let value = given
                .next_back()
                .map_or(variable.default, |(_, value)| value);
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
        self.check()?;
        let Some(base) = &self.base else {
            return Ok(url);
        };
        let malformed = BuildError::BaseUrl("the base of the server is no URL: give https://host");
        match base
            .parse::<Uri>()
            .ok()
            .and_then(|base| resolve(&base, url.as_bytes()))
        {
            Some(url) => Ok(url.to_string()),
            None => Err(malformed),
        }
    }

    /// A value must not be able to make the URL one of another server.
    fn check(&self) -> Result<(), BuildError> {
        for (name, value) in &self.values {
            let refused = |problem| BuildError::Variable { name, problem };
            let Some(variable) = self.variables.iter().find(|one| one.name == *name) else {
                return Err(refused("the server has no such variable"));
            };
            if !variable.values.is_empty() && !variable.values.contains(&value.as_str()) {
                return Err(refused("this is none of the values that it may have"));
            }
            if value.is_empty() && !variable.default.is_empty() {
                return Err(refused("the value is empty"));
            }
            let is_whole = !self.url.contains("://") && self.base.is_none();
            if !is_whole && !value.chars().all(|c| is_allowed(c, self.is_in_path(name))) {
                return Err(refused(
                    "the value has characters that its place cannot hold",
                ));
            }
            if value
                .split('/')
                .any(|segment| matches!(segment, "." | ".."))
            {
                return Err(refused("the value is not a name but a way to another path"));
            }
        }
        Ok(())
    }

    /// Whether a variable stands behind the host.
    fn is_in_path(&self, name: &str) -> bool {
        let host = self.url.find("://").map_or(0, |at| at + 3);
        let path = self.url[host..].find('/').map(|at| at + host);
        let place = self.url.find(&format!("{{{name}}}"));
        path.zip(place).is_some_and(|(path, place)| place > path)
    }
}

/// Letters, digits and what else a host with a port, or a path, is made of.
fn is_allowed(c: char, is_in_path: bool) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '.' | '_' | '~' | ':' | '[' | ']')
        || (is_in_path && c == '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    const VARIABLES: &[Variable] = &[
        Variable {
            name: "region",
            default: "us",
            values: &["us", "eu"],
        },
        Variable {
            name: "host",
            default: "a.example",
            values: &[],
        },
        Variable {
            name: "path",
            default: "v1",
            values: &[],
        },
    ];

    fn server() -> ServerUrl {
        ServerUrl::new("https://{region}.{host}/{path}", VARIABLES)
    }

    #[test]
    fn variables_have_the_values_that_are_given() {
        let url = |server: ServerUrl| server.url().unwrap();
        assert_eq!(url(server()), "https://us.a.example/v1");
        let other = server()
            .with("region", "eu")
            .with("path", "v2/x")
            .with("host", "b:8443");
        assert_eq!(url(other), "https://eu.b:8443/v2/x");
        assert_eq!(
            url(server().with("host", "x").with("host", "y")),
            "https://us.y/v1"
        );
        let relative = ServerUrl::new("/{path}", &VARIABLES[2..]);
        assert_eq!(url(relative.clone().at("https://h/x")), "https://h/v1");
        assert!(relative.at("h").url().is_err());
        let whole = &[Variable {
            name: "url",
            default: "https://h",
            values: &[],
        }];
        let whole = ServerUrl::new("{url}/v1", whole);
        assert_eq!(
            url(whole.with("url", "http://127.0.0.1:80")),
            "http://127.0.0.1:80/v1"
        );
    }

    #[test]
    fn values_cannot_lead_elsewhere() {
        let refused = |name, value: &str| match server().with(name, value).url() {
            Err(BuildError::Variable { name: refused, .. }) => assert_eq!(refused, name),
            other => panic!("{name} {value}: {other:?}"),
        };
        refused("region", "ap");
        refused("zone", "x");
        for value in [
            "", "evil/", "evil?", "evil#", "me@evil", "a b", "a\\b", "a%2f", "é",
        ] {
            refused("host", value);
        }
        for value in ["..", "a/../b", ".", "a?b", "a#b", "a\nb"] {
            refused("path", value);
        }
    }
}
