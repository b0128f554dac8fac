//! What is in a request or an answer, as far as pages can be told from it.

use crate::document::{escape, unescape};
use crate::ir::{Field, Struct, Text, Type, TypeDef, TypeKind};

/// A value in an answer.
pub(super) struct Found<'a> {
    /// Where it is, as a JSON Pointer.
    pub(super) pointer: String,
    /// Its name without case and punctuation.
    pub(super) name: String,
    pub(super) kind: Kind<'a>,
}

impl<'a> Found<'a> {
    fn new(pointer: String, name: &str, kind: Kind<'a>) -> Self {
        Self {
            pointer,
            name: plain(name),
            kind,
        }
    }

    /// How far inside it is.
    pub(super) fn depth(&self) -> usize {
        self.pointer.matches('/').count()
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    /// A list of these.
    List(&'a Type),
    /// A text.
    Text {
        /// Whether it is a URL.
        is_url: bool,
    },
    /// An integer.
    Integer,
    /// A boolean.
    Flag,
    /// Any of several types.
    Any,
    /// Something else.
    Other,
}

impl Kind<'_> {
    /// Whether it can be a token.
    pub(super) fn is_token(self) -> bool {
        match self {
            Self::Text { .. } | Self::Integer | Self::Any => true,
            Self::List(_) | Self::Flag | Self::Other => false,
        }
    }

    /// Whether it is a text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Text { .. })
    }

    /// Whether its type says that it is a URL.
    pub(super) fn is_url(self) -> bool {
        self == Self::Text { is_url: true }
    }
}

/// A name without case and punctuation, so that `nextPageToken` and
/// `next_page_token` are one.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The name of a header without these, and without the `X-` that many of them
/// begin with.
pub(super) fn plain_header(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    plain(name.strip_prefix("x-").unwrap_or(&name))
}

/// The answer, its properties and those of the objects among them, what is
/// further outside first.
pub(super) fn all<'a>(types: &'a [TypeDef], ty: &'a Type) -> Vec<Found<'a>> {
    let mut found = vec![Found::new(String::new(), "", kind(types, ty))];
    for outer in properties(types, ty) {
        let pointer = format!("/{}", escape(&outer.name));
        for inner in properties(types, &outer.ty) {
            let pointer = format!("{pointer}/{}", escape(&inner.name));
            found.push(Found::new(pointer, &inner.name, kind(types, &inner.ty)));
        }
        found.push(Found::new(pointer, &outer.name, kind(types, &outer.ty)));
    }
    found.sort_by_key(Found::depth);
    found
}

/// What is at a place in the answer.
pub(super) fn at<'a>(types: &'a [TypeDef], mut ty: &'a Type, pointer: &str) -> Kind<'a> {
    for step in pointer.split('/').skip(1) {
        let name = unescape(step);
        let found = properties(types, ty).find(|property| property.name == name);
        ty = match (found, kind(types, ty)) {
            (Some(property), _) => &property.ty,
            (None, Kind::Any) => return Kind::Any,
            (None, _) => return Kind::Other,
        };
    }
    kind(types, ty)
}

/// The properties of an object; other values have none.
pub(super) fn properties<'a>(
    types: &'a [TypeDef],
    ty: &'a Type,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let object = match behind(types, ty) {
        Behind::Object(object) => Some(object),
        Behind::Type(_) | Behind::Text | Behind::Several => None,
    };
    object.into_iter().flat_map(|object| &object.fields)
}

/// What a value of this type is.
pub(super) fn kind<'a>(types: &'a [TypeDef], ty: &'a Type) -> Kind<'a> {
    let ty = match behind(types, ty) {
        Behind::Type(ty) => ty,
        Behind::Text => return Kind::Text { is_url: false },
        Behind::Several => return Kind::Any,
        Behind::Object(_) => return Kind::Other,
    };
    match ty {
        Type::Array(item) => Kind::List(item),
        Type::String => Kind::Text { is_url: false },
        Type::Text(format) => Kind::Text {
            is_url: *format == Text::Uri,
        },
        Type::Integer(_) => Kind::Integer,
        Type::Bool => Kind::Flag,
        Type::Any => Kind::Any,
        Type::Unit
        | Type::Float(_)
        | Type::Bytes
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::File
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_)
        | Type::Named(_) => Kind::Other,
    }
}

/// What is behind names, boxes and `null`.
enum Behind<'a> {
    Object(&'a Struct),
    Text,
    Several,
    Type(&'a Type),
}

fn behind<'a>(types: &'a [TypeDef], mut ty: &'a Type) -> Behind<'a> {
    // Names that lead back to themselves are an error, but found elsewhere.
    for _ in 0..=types.len() {
        ty = match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match &types[id.0].kind {
                TypeKind::Struct(object) => return Behind::Object(object),
                TypeKind::StringEnum(_) => return Behind::Text,
                TypeKind::Union(_) | TypeKind::Choice(_) => return Behind::Several,
                TypeKind::Alias(inner) | TypeKind::Wrapper(inner, _) => inner,
            },
            Type::Any
            | Type::Unit
            | Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::String
            | Type::Text(_)
            | Type::Bytes
            | Type::Payload
            | Type::Lines(_)
            | Type::Events(_)
            | Type::File
            | Type::Array(_)
            | Type::Map(_) => return Behind::Type(ty),
        };
    }
    Behind::Type(ty)
}
