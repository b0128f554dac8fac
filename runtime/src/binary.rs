//! Binary values: whole bodies, and the files of multipart bodies.

#[cfg(feature = "http")]
use crate::stream::{Payload, Shared};
use crate::wire::{DecodeError, Encoder, Node, Problem, Wire};
use bytes::Bytes;
use std::fmt;

impl Wire for Bytes {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let file = node.file()?;
        match file.as_bytes() {
            Some(bytes) => Ok(bytes.clone()),
            None => Err(DecodeError::new(Problem::Type {
                expected: "bytes that are all there",
                found: "a file that flows",
            })),
        }
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.file(File::from(self.clone()));
    }

    fn is_bytes() -> bool {
        true
    }
}

/// A file in a multipart body (RFC 7578), or a body that may have any of a
/// range of media types: its bytes, and what is said of them.
///
/// Bytes are a file as they are; a name and a media type can be added.
///
/// ```
/// use specwright_runtime::File;
///
/// let file = File::from("a,b\n1,2\n").named("table.csv").typed("text/csv");
/// assert_eq!(file.name(), Some("table.csv"));
/// assert_eq!(file.length(), Some(8));
/// ```
///
/// A `Payload` is a file too, and one that flows is read while the file is
/// sent. There is only one of it, whichever copy of the file is sent first.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    content: Content,
    name: Option<String>,
    media_type: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
enum Content {
    Whole(Bytes),
    #[cfg(feature = "http")]
    Flowing(Shared),
}

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl File {
    /// The same file with a name. Without one, it is sent under the name of
    /// its property.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same file with a media type. Without one, it has the first that
    /// the description names for it, else `application/octet-stream`.
    #[must_use]
    pub fn typed(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes, if they are all there: `None` of a file that flows.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            #[cfg(feature = "http")]
            Content::Flowing(_) => None,
        }
    }

    /// The bytes as they are or as they flow, to be read or collected. What
    /// flows is taken by the first who reads it; for others that is an error.
    #[cfg(feature = "http")]
    pub fn into_payload(self) -> Payload {
        match self.content {
            Content::Whole(bytes) => bytes.into(),
            Content::Flowing(shared) => shared.into_payload(),
        }
    }

    /// How many bytes it has, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(feature = "http")]
            Content::Flowing(shared) => shared.length(),
        }
    }

    /// The name that the sender gave it. It may hold anything, path
    /// separators and `..` included: it is no path to write to.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type that the sender gave it, which says nothing certain of
    /// the bytes.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(content: T) -> Self {
        Self {
            content: Content::Whole(content.into()),
            name: None,
            media_type: None,
        }
    }
}

#[cfg(feature = "http")]
impl From<Payload> for File {
    fn from(payload: Payload) -> Self {
        let content = match payload.as_bytes() {
            Some(bytes) => Content::Whole(bytes.clone()),
            None => Content::Flowing(Shared::new(payload)),
        };
        Self {
            content,
            name: None,
            media_type: None,
        }
    }
}

/// The content may be confidential, and is shown by its length only.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("File");
        shown.field("name", &self.name);
        shown.field("media_type", &self.media_type);
        match self.length() {
            Some(length) => shown.field("content", &format_args!("{length} bytes")),
            None => shown.field("content", &format_args!("stream")),
        };
        shown.finish()
    }
}

impl Wire for File {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.file()
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.file(self.clone());
    }

    fn is_bytes() -> bool {
        true
    }
}

crate::impl_serde!(File);
