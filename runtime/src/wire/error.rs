//! Why a value could not be decoded, and where in it.

use std::borrow::Cow;
use std::fmt;

/// A value that does not fit the type it was decoded into.
///
/// The error names the place as a JSON Pointer (RFC 6901) and never repeats
/// the value, which may be confidential.
#[derive(Clone, PartialEq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq)]
struct Inner {
    /// Innermost segment first: it grows while the error travels outwards.
    path: Vec<Segment>,
    problem: Problem,
}

#[derive(Clone, PartialEq)]
enum Segment {
    Name(Cow<'static, str>),
    Index(usize),
}

/// What is wrong at the place that a [`DecodeError`] names.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// The value has another JSON type.
    Type {
        /// What the type takes, such as `a string`.
        expected: &'static str,
        /// What the value is.
        found: &'static str,
    },
    /// A required property is missing.
    Missing,
    /// The object has a property that its schema does not allow.
    UnknownProperty,
    /// The object gives one property more than once.
    DuplicateProperty,
    /// The number does not fit the range of the type, whose name this is.
    Range(&'static str),
    /// The text does not have the format that this names.
    Format(&'static str),
    /// The value is none of those that a closed enumeration lists.
    NotListed,
    /// No branch of a union takes the value; each with its reason.
    NoBranch(Vec<(&'static str, DecodeError)>),
    /// More than one branch of a `oneOf` takes the value.
    ManyBranches(Vec<&'static str>),
    /// The discriminator names no branch of the union.
    UnknownDiscriminator,
    /// A value breaks constraints of its schema.
    Violations(crate::check::Violations),
    /// The text is not valid JSON, or not valid in another way that the
    /// parser describes.
    Syntax(String),
}

impl DecodeError {
    /// An error at the value itself.
    pub fn new(problem: Problem) -> Self {
        Self(Box::new(Inner {
            path: Vec::new(),
            problem,
        }))
    }

    /// The same error seen from the object that has the value as its
    /// property `name`.
    #[must_use]
    pub fn at(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.path.push(Segment::Name(name.into()));
        self
    }

    /// The same error seen from the array that has the value as its item.
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// The JSON Pointer of the place, empty for the whole value.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.0.path.iter().rev() {
            pointer.push('/');
            match segment {
                Segment::Name(name) => pointer.push_str(&escape_pointer(name)),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// What is wrong there.
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }
}

/// One segment of a JSON Pointer with its two special characters escaped.
pub(crate) fn escape_pointer(segment: &str) -> Cow<'_, str> {
    if segment.contains(['~', '/']) {
        Cow::Owned(segment.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(segment)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.path.is_empty() {
            write!(f, "{}", self.0.problem)
        } else {
            write!(f, "{}: {}", self.pointer(), self.0.problem)
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Missing => f.write_str("the required property is missing"),
            Self::UnknownProperty => f.write_str("the property is not allowed here"),
            Self::DuplicateProperty => f.write_str("the property is given more than once"),
            Self::Range(ty) => write!(f, "the number does not fit {ty}"),
            Self::Format(format) => write!(f, "the text is not a valid {format}"),
            Self::NotListed => f.write_str("the value is not one of those allowed"),
            Self::NoBranch(reasons) => {
                f.write_str("the value fits no branch of the union")?;
                for (branch, reason) in reasons {
                    write!(f, "; {branch}: {reason}")?;
                }
                Ok(())
            }
            Self::ManyBranches(branches) => {
                write!(
                    f,
                    "the value fits more than one branch: {}",
                    branches.join(", ")
                )
            }
            Self::UnknownDiscriminator => f.write_str("the discriminator names no branch"),
            Self::Violations(violations) => write!(f, "{violations}"),
            Self::Syntax(message) => f.write_str(message),
        }
    }
}
