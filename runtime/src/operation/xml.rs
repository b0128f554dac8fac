//! What the values of a schema are in XML, after the
//! [XML Object](https://spec.openapis.org/oas/v3.0.3#xml-object).

/// An element or an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Xml {
    /// Its name, without a prefix.
    pub name: &'static str,
    /// The URI of its namespace, which may be empty.
    pub namespace: &'static str,
    /// The prefix of its name, which may be empty.
    pub prefix: &'static str,
    /// Whether it is an attribute.
    pub is_attribute: bool,
    /// What is in it.
    pub content: &'static XmlContent,
}

/// What is in an element.
#[derive(Debug)]
pub enum XmlContent {
    /// Text: a scalar.
    Text,
    /// Text or elements: what the description does not say more of.
    Any,
    /// A list of elements: of one name in the place of the list itself, or
    /// within an element for the list.
    List {
        /// Each item.
        item: Xml,
        /// Whether there is an element for the list.
        wrapped: bool,
        /// Where there should be no such element: what objects are called that
        /// stand in one all the same, if it cannot be an item.
        inner: Option<&'static str>,
        /// Whether an empty element cannot be an item.
        full: bool,
    },
    /// An element or attribute for each property.
    Object {
        /// Properties, by their names in JSON.
        members: &'static [(&'static str, Xml)],
        /// What further properties are, whose elements have their names.
        others: &'static XmlContent,
    },
}

impl Xml {
    /// An element.
    pub const fn new(name: &'static str, content: &'static XmlContent) -> Self {
        Self {
            name,
            namespace: "",
            prefix: "",
            is_attribute: false,
            content,
        }
    }

    /// An element with text in it.
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, &XmlContent::Text)
    }

    /// The same as an attribute.
    pub const fn attribute(mut self) -> Self {
        self.is_attribute = true;
        self
    }

    /// The same in a namespace, for which the prefix stands.
    pub const fn within(mut self, namespace: &'static str, prefix: &'static str) -> Self {
        self.namespace = namespace;
        self.prefix = prefix;
        self
    }
}

impl XmlContent {
    /// What each item is, for a list whose items stand in its place.
    #[cfg(feature = "http")]
    pub(crate) fn item(&self) -> Option<&Xml> {
        match self {
            Self::List {
                item,
                wrapped: false,
                ..
            } => Some(item),
            Self::List { wrapped: true, .. } | Self::Text | Self::Any | Self::Object { .. } => None,
        }
    }

    #[cfg(feature = "http")]
    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Self::List { .. })
    }

    /// A list whose items stand in its place.
    pub const fn list(item: Xml) -> Self {
        Self::listed(item, false)
    }

    const fn listed(item: Xml, wrapped: bool) -> Self {
        Self::List {
            item,
            wrapped,
            inner: None,
            full: false,
        }
    }

    /// A list with an element of its own.
    pub const fn wrapped(item: Xml) -> Self {
        Self::listed(item, true)
    }

    /// The same list, whose items have another name where they stand in an
    /// element that the description does not have.
    pub const fn inner(mut self, name: &'static str) -> Self {
        if let Self::List { inner, .. } = &mut self {
            *inner = Some(name);
        }
        self
    }

    /// The same list, whose items are not empty.
    pub const fn full(mut self) -> Self {
        if let Self::List { full, .. } = &mut self {
            *full = true;
        }
        self
    }

    /// An object with these properties.
    pub const fn object(members: &'static [(&'static str, Xml)]) -> Self {
        Self::map(members, &Self::Any)
    }

    /// An object with these properties, and others of one kind.
    pub const fn map(members: &'static [(&'static str, Xml)], others: &'static XmlContent) -> Self {
        Self::Object { members, others }
    }
}
