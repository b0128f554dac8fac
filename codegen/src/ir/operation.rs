//! Operations and what they are made of.

use super::{Body, Carried, Command, Docs, OwnServer, Paging, Root, Rules, Type};
use crate::names::Ident;

/// The operations of one tag: a module, and a trait of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The tag.
    pub tag: String,
    /// Its module.
    pub module: Ident,
    /// Its trait.
    pub api: Ident,
    /// What the description says about the tag.
    pub docs: Docs,
    /// The operations, in the order of the description.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its id on paper.
    pub id: String,
    /// Its method in client and server.
    pub ident: Ident,
    /// Its entry in the table of operations.
    pub constant: Ident,
    /// The tag it is listed under.
    pub tag: String,
    /// What it does, in a line.
    pub summary: String,
    /// What the description says about it.
    pub docs: Docs,
    /// The HTTP method.
    pub method: Method,
    /// The path template, without the base path.
    pub path: String,
    /// The server that it has of its own.
    pub server: Option<OwnServer>,
    /// All parameters, required ones in the order of the method's arguments.
    pub parameters: Vec<Parameter>,
    /// The struct that holds the optional parameters, if there are any.
    pub params: Option<Ident>,
    /// The request body.
    pub body: Option<Body>,
    /// What success gives.
    pub success: Outcome,
    /// What the documented failures give.
    pub failure: Outcome,
    /// Whether a body that it gives is a choice of types, so that who serves it
    /// may want to know what is accepted.
    pub chooses: bool,
    /// All documented responses.
    pub responses: Vec<Response>,
    /// How its list is given page by page, if it is.
    pub paging: Option<Paging>,
    /// What a command line says of it, if that is asked for.
    pub command: Option<Command>,
    /// Who may call it.
    pub access: Access,
    /// Alternatives of combinations of security schemes, by position.
    pub security: Vec<Vec<usize>>,
    /// Whether it is deprecated, and why if the description says so.
    pub deprecated: Option<Option<String>>,
    /// `x-` fields: names and JSON text.
    pub extensions: Vec<(String, String)>,
}

/// HTTP methods that a description can have operations for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// PUT.
    Put,
    /// POST.
    Post,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// HEAD.
    Head,
    /// PATCH.
    Patch,
    /// TRACE.
    Trace,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: the operation requires no security scheme.
    Public,
    /// Those who present credentials.
    Guarded,
    /// Anybody, with or without credentials.
    Optional,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust.
    pub ident: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// Where it is sent.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Whether each item or property is written on its own.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Whether its value may go on over several segments, to the end of the
    /// path.
    pub multi_segment: bool,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Its type.
    pub ty: Type,
    /// What it must obey.
    pub rules: Rules,
    /// What its schema is, which the way of reading depends on.
    pub shape: Shape,
    /// The properties of an object.
    pub properties: Vec<String>,
    /// What servers take it for where it is not given.
    pub preset: Option<Preset>,
}

/// The default of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// The value.
    pub value: serde_json::Value,
    /// Where it stands.
    pub pointer: String,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
}

/// How a parameter is written (OpenAPI 3.0.3, Style Values).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`.
    Simple,
    /// `label`.
    Label,
    /// `matrix`.
    Matrix,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
    /// `content`, with its media type.
    Content(String),
}

/// What the schema of a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    Primitive,
    /// An array.
    Array,
    /// A single value or an array.
    OneOrMany,
    /// An object.
    Object,
}

/// A documented response, as the table of operations lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// What the description says about it.
    pub description: String,
    /// The media types it may have.
    pub media_types: Vec<String>,
    /// Those of them whose bodies are handed on as they flow.
    pub streams: Vec<String>,
    /// The roots in media types that are XML.
    pub xml: Vec<Root>,
    /// The names of its headers.
    pub headers: Vec<String>,
    /// Its body in each of its media types, if hints are asked for.
    pub bodies: Vec<Carried>,
    /// Its headers, if hints are asked for.
    pub values: Vec<Carried>,
}

/// The status of a documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All statuses of a class, such as 4 for `4XX`.
    Range(u8),
    /// All others.
    Default,
}

/// What an operation gives in one of the two directions.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// No failure is documented.
    Never,
    /// One response without headers: its body, as it is.
    Plain(Type),
    /// One response with headers: a struct.
    Struct(Ident, Box<Variant>),
    /// Several responses: an enum.
    Enum(Ident, Vec<Variant>),
    /// What another operation of the group gives: an alias of its type.
    Same(Ident, Ident),
}

impl Operation {
    /// The rules of its parameters and of its body.
    pub fn rules(&self) -> impl Iterator<Item = &Rules> {
        let parameters = self.parameters.iter().map(|one| &one.rules);
        parameters.chain(self.body.iter().map(|body| &body.rules))
    }
}

impl Outcome {
    /// The type that is its own.
    pub fn ident(&self) -> Option<&Ident> {
        match self {
            Self::Never | Self::Plain(_) => None,
            Self::Struct(ident, _) | Self::Enum(ident, _) | Self::Same(ident, _) => Some(ident),
        }
    }

    /// The responses that have a name of their own.
    pub fn variants(&self) -> &[Variant] {
        match self {
            Self::Never | Self::Plain(_) | Self::Same(..) => &[],
            Self::Struct(_, variant) => std::slice::from_ref(&**variant),
            Self::Enum(_, variants) => variants,
        }
    }

    /// The types of all bodies and headers.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let plain = match self {
            Self::Plain(ty) => Some(ty),
            Self::Never | Self::Struct(..) | Self::Enum(..) | Self::Same(..) => None,
        };
        let of_variants = self.variants().iter().flat_map(|variant| {
            let headers = variant.headers.iter().map(|header| &header.ty);
            headers.chain([&variant.body])
        });
        plain.into_iter().chain(of_variants)
    }

    /// The types of all bodies and headers, to be changed.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        let variants = match self {
            Self::Never | Self::Same(..) => return Vec::new(),
            Self::Plain(ty) => return vec![ty],
            Self::Struct(_, variant) => std::slice::from_mut(&mut **variant),
            Self::Enum(_, variants) => variants.as_mut_slice(),
        };
        let types = variants.iter_mut().flat_map(|variant| {
            let headers = variant.headers.iter_mut().map(|header| &mut header.ty);
            headers.chain([&mut variant.body])
        });
        types.collect()
    }
}

/// One response of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its variant.
    pub ident: Ident,
    /// Its status.
    pub status: Status,
    /// What the description says about it.
    pub docs: Docs,
    /// Its body, `Unit` if it has none.
    pub body: Type,
    /// Its headers.
    pub headers: Vec<Header>,
}

impl Variant {
    /// Whether the response has a body.
    pub fn has_body(&self) -> bool {
        self.body != Type::Unit
    }
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its field.
    pub ident: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// Whether it is always sent.
    pub required: bool,
    /// Its type.
    pub ty: Type,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Its name in the description.
    pub name: String,
    /// Its entry in the table.
    pub constant: Ident,
    /// The constructor of its credentials.
    pub ident: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// What it is.
    pub kind: SecurityKind,
}

/// Kinds of security schemes.
#[derive(Clone, Debug, PartialEq)]
pub enum SecurityKind {
    /// HTTP basic authentication (RFC 7617).
    Basic,
    /// HTTP bearer authentication (RFC 6750); OAuth2 and OpenID Connect send
    /// their access tokens so too.
    Bearer,
    /// OAuth2 with a flow of client credentials: the URL of its token endpoint.
    OAuth2(String),
    /// A key in a parameter.
    ApiKey(Location, String),
    /// A certificate of the connection (`mutualTLS`), which no request holds.
    MutualTls,
    /// Another HTTP authentication scheme.
    Other(String),
}
