//! Binary values: whole bodies, and the files of multipart bodies.

use crate::wire::{DecodeError, Encoder, Node, Wire};
use bytes::Bytes;
use std::fmt;

impl Wire for Bytes {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.file().map(|file| file.content)
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
/// assert_eq!(file.content().len(), 8);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    content: Bytes,
    name: Option<String>,
    media_type: Option<String>,
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

    /// The bytes.
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    /// The bytes.
    pub fn into_content(self) -> Bytes {
        self.content
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
            content: content.into(),
            name: None,
            media_type: None,
        }
    }
}

/// The content may be confidential, and is shown by its length only.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("content", &format_args!("{} bytes", self.content.len()))
            .finish()
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
