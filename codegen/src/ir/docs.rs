//! Text for documentation.

/// Documentation, already safe to become a doc comment: see
/// `lower::docs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Paragraphs, each a run of lines.
    pub paragraphs: Vec<String>,
    /// The default of the value, as text; a paragraph says it, too.
    pub default: Option<String>,
}

impl Docs {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The first paragraph, which says it in short.
    pub fn summary(&self) -> &str {
        self.paragraphs.first().map_or("", String::as_str)
    }

    /// The same, unless it only says what the default is.
    pub fn meaning(&self) -> &str {
        let summary = self.summary();
        match self.default.is_some() && summary.starts_with("Default: `") {
            true => "",
            false => summary,
        }
    }

    /// The same with a paragraph more.
    #[must_use]
    pub fn with(mut self, paragraph: impl Into<String>) -> Self {
        self.paragraphs.push(paragraph.into());
        self
    }
}

impl From<&str> for Docs {
    fn from(text: &str) -> Self {
        Self::default().with(text)
    }
}

impl From<String> for Docs {
    fn from(text: String) -> Self {
        Self::default().with(text)
    }
}
