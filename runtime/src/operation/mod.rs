//! What a description says about one operation, as a table: generated code
//! holds one `static` of these per operation, and both sides read it.

mod build;
// Each side uses its own half.
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports)
)]
mod flow;
mod paging;
mod server;
mod variable;
mod xml;

pub use paging::{Input, More, Next, Paging, Source};
pub use server::Server;
pub use variable::Variable;
pub use xml::{Xml, XmlContent};

use http::Method;

/// One operation: a method on a path, what it takes and what it answers.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId` as the description has it.
    pub id: &'static str,
    /// The tag that the operation is filed under, which may be empty.
    pub tag: &'static str,
    /// One line on what the operation does, which may be empty.
    pub summary: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template below the base path, such as `/users/{id}`. Behind a
    /// `?` it may have a query that all calls have, beside their parameters.
    pub path: &'static str,
    /// The server that it has of its own.
    pub server: Option<Server>,
    /// The parameters, in the order of the description.
    pub parameters: &'static [Parameter],
    /// The request body, if the operation takes one.
    pub body: Option<Body>,
    /// The answers that the description documents.
    pub responses: &'static [Response],
    /// How the answer goes on, if it is a page of a list.
    pub paging: Option<Paging>,
    /// The ways to authenticate: alternatives, of which each is a set of
    /// schemes needed together. No alternatives: the operation is public. An
    /// empty alternative: anonymous calls are allowed too.
    pub security: &'static [&'static [&'static SecurityScheme]],
    /// Whether the description deprecates the operation.
    pub deprecated: bool,
    /// The `x-` extensions: each name with its value as JSON text.
    pub extensions: &'static [(&'static str, &'static str)],
}

impl Operation {
    /// The path template, and the query that all calls have.
    pub(crate) fn path_and_query(&self) -> (&'static str, &'static str) {
        self.path.split_once('?').unwrap_or((self.path, ""))
    }
}

/// One parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// The name as the description has it.
    pub name: &'static str,
    /// Where the parameter travels.
    pub location: Location,
    /// How its value is written there.
    pub style: Style,
    /// Whether each item or property is written on its own; with `content`,
    /// whether each item of a list is a document.
    pub explode: bool,
    /// Whether reserved characters are left as they are in a query.
    pub allow_reserved: bool,
    /// Whether its value, which ends the path, may go on over several
    /// segments: slashes in it are those of the path.
    pub multi_segment: bool,
    /// Whether a request must give it.
    pub required: bool,
    /// Whether the description deprecates it.
    pub deprecated: bool,
    /// What the description says about it, which may be empty.
    pub description: &'static str,
    /// What kind of value its schema describes.
    pub shape: Shape,
    /// The property names of an exploded object in `form` style, which share
    /// the query with other parameters; empty when any name is allowed.
    pub properties: &'static [&'static str],
    /// What a server takes it for where it is not given, as JSON text.
    pub preset: Option<&'static str>,
}

/// Where a parameter or an API key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Location {
    /// The name that descriptions use: `path`, `query`, `header`, `cookie`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value is written, after the
/// [style values](https://spec.openapis.org/oas/v3.0.3#style-values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` (path, header).
    Simple,
    /// `.a.b` (path).
    Label,
    /// `;name=a,b` (path).
    Matrix,
    /// `name=a,b` (query, cookie).
    Form,
    /// `name=a%20b` (query).
    SpaceDelimited,
    /// `name=a%7Cb` (query).
    PipeDelimited,
    /// `name[key]=value` (query).
    DeepObject,
    /// A document of the media type named here (`content`).
    Content(&'static str),
}

/// What kind of value a parameter's schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One scalar.
    Primitive,
    /// A list of scalars.
    Array,
    /// One scalar or a list of them: several values are a list, and one alone
    /// is what its type says.
    OneOrMany,
    /// Properties, each a scalar.
    Object,
}

/// The request body of an operation.
#[derive(Debug)]
pub struct Body {
    /// Whether a request must have one.
    pub required: bool,
    /// The media types it may have, in the order of the description.
    pub media_types: &'static [&'static str],
    /// Those of them whose bodies are handed on as they flow.
    pub streams: &'static [&'static str],
    /// The properties of a `multipart/form-data` body that are something
    /// else than one text or one file.
    pub parts: Parts,
    /// The properties of a URL-encoded form of which the description says how
    /// they are written, as query parameters are.
    pub fields: &'static [Parameter],
    /// What the root of an XML body is.
    pub xml: Option<&'static Xml>,
    /// Media types in which the root is another.
    pub roots: &'static [(&'static str, Xml)],
}

/// How the properties of a `multipart/form-data` body travel, where they are
/// something else than one text or one file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    /// Properties of the description; all of them, if others have an entry.
    pub named: &'static [Part],
    /// Properties that are not named.
    pub others: Option<&'static Part>,
    /// Properties that are one file, which may flow.
    pub files: &'static [&'static str],
}

impl Parts {
    /// What there is to say of the property `name`.
    pub(crate) fn of(self, name: &str) -> Option<&'static Part> {
        let named = self.named.iter().find(|part| part.name == name);
        named.or(self.others)
    }
}

/// How a property travels in a `multipart/form-data` body, after the
/// [Encoding Object](https://spec.openapis.org/oas/v3.0.3#encoding-object).
#[derive(Debug)]
pub struct Part {
    /// The name of the property.
    pub name: &'static str,
    /// The media types that it may have, which may be ranges such as
    /// `image/*`; none where its value decides.
    pub media_types: &'static [&'static str],
    /// Whether it is a list, and how that is written.
    pub items: Items,
}

/// How a list travels in a `multipart/form-data` body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    /// It is no list.
    None,
    /// Each item is a part.
    Apart,
    /// All items are one part.
    Together,
    /// All items are one text, with this between them.
    Joined(char),
}

/// One documented answer.
#[derive(Debug)]
pub struct Response {
    /// The status or statuses that it is for.
    pub status: Status,
    /// The media types its body may have; none for an answer without a body.
    pub media_types: &'static [&'static str],
    /// Those of them whose bodies are handed on as they flow.
    pub streams: &'static [&'static str],
    /// What the root of an XML body is.
    pub xml: Option<&'static Xml>,
    /// Media types in which the root is another.
    pub roots: &'static [(&'static str, Xml)],
    /// What the description says about it, which may be empty.
    pub description: &'static str,
    /// The names of its documented headers.
    pub headers: &'static [&'static str],
}

/// Which statuses a documented answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status code, 100 to 599.
    Code(u16),
    /// All codes with this first digit: 4 for `4XX`.
    Range(u8),
    /// Every code that no other answer is for.
    Default,
}

/// One entry of the description's `securitySchemes`.
#[derive(Debug)]
pub struct SecurityScheme {
    /// The key under which the description has it.
    pub name: &'static str,
    /// How its credential travels.
    pub kind: SchemeKind,
}

/// How the credential of a security scheme travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// HTTP Basic: a user name and a password.
    Basic,
    /// HTTP Bearer: a token.
    Bearer,
    /// OAuth 2.0 with client credentials; its tokens travel as those of HTTP
    /// Bearer.
    OAuth2 {
        /// Where clients get tokens.
        token_url: &'static str,
    },
    /// A certificate that the client shows when it connects (`mutualTLS`); no
    /// request holds anything of it.
    MutualTls,
    /// A key in a place of its own.
    ApiKey {
        /// Where: a header, the query or a cookie.
        location: Location,
        /// The name of the header, query parameter or cookie.
        name: &'static str,
    },
    /// Another scheme of HTTP authentication, by its name, which stands before
    /// what proves the caller in `Authorization`.
    Other(&'static str),
}

impl Operation {
    /// The documented answer for a status: that for the code itself, else
    /// that for its range, else the default.
    pub fn response(&self, status: u16) -> Option<&'static Response> {
        let range = u8::try_from(status / 100).unwrap_or(0);
        [Status::Code(status), Status::Range(range), Status::Default]
            .into_iter()
            .find_map(|wanted| {
                self.responses
                    .iter()
                    .find(|response| response.status == wanted)
            })
    }

    /// The status of the first documented success: a code below 400, else
    /// the start of a range that means success, else 200 for a default.
    pub fn success_status(&self) -> Option<u16> {
        let first = |pick: fn(Status) -> Option<u16>| {
            self.responses
                .iter()
                .find_map(|response| pick(response.status))
        };
        first(|status| match status {
            Status::Code(code) if code < 400 => Some(code),
            Status::Code(_) | Status::Range(_) | Status::Default => None,
        })
        .or_else(|| {
            first(|status| match status {
                Status::Range(range @ 2..=3) => Some(u16::from(range) * 100),
                Status::Code(_) | Status::Range(_) | Status::Default => None,
            })
        })
        .or_else(|| first(|status| (status == Status::Default).then_some(200)))
    }

    /// The parameter `name` at `location`.
    pub fn parameter(&self, location: Location, name: &str) -> Option<&'static Parameter> {
        // Header names are compared as HTTP does it.
        self.parameters.iter().find(|parameter| {
            parameter.location == location
                && (parameter.name == name
                    || (location == Location::Header && parameter.name.eq_ignore_ascii_case(name)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn answer(status: Status) -> Response {
        Response {
            status,
            media_types: &[],
            streams: &[],
            xml: None,
            roots: &[],
            description: "",
            headers: &[],
        }
    }

    const fn operation(responses: &'static [Response]) -> Operation {
        Operation {
            id: "get_thing",
            tag: "",
            summary: "",
            method: Method::GET,
            path: "/thing",
            parameters: &[],
            body: None,
            responses,
            server: None,
            paging: None,
            security: &[],
            deprecated: false,
            extensions: &[],
        }
    }

    static RESPONSES: [Response; 4] = [
        answer(Status::Default),
        answer(Status::Range(4)),
        answer(Status::Code(404)),
        answer(Status::Code(201)),
    ];

    #[test]
    fn exact_then_range_then_default() {
        let operation = operation(&RESPONSES);
        let status = |code| operation.response(code).map(|response| response.status);
        assert_eq!(status(404), Some(Status::Code(404)));
        assert_eq!(status(403), Some(Status::Range(4)));
        assert_eq!(status(500), Some(Status::Default));
        assert_eq!(status(u16::MAX), Some(Status::Default));
    }

    #[test]
    fn success_is_the_first_code_below_400() {
        assert_eq!(operation(&RESPONSES).success_status(), Some(201));
        assert_eq!(operation(&RESPONSES[..1]).success_status(), Some(200));
        assert_eq!(operation(&RESPONSES[1..3]).success_status(), None);
    }
}
