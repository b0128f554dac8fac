//! The usual entries of the table, each in a few words.

use super::{Body, Items, Location, Parameter, Part, Parts, Response, Shape, Status, Style, Xml};

impl Parameter {
    const fn new(
        name: &'static str,
        location: Location,
        style: Style,
        description: &'static str,
    ) -> Self {
        Self {
            name,
            location,
            style,
            explode: matches!(style, Style::Form),
            allow_reserved: false,
            multi_segment: false,
            required: matches!(location, Location::Path),
            deprecated: false,
            description,
            shape: Shape::Primitive,
            properties: &[],
            preset: None,
        }
    }

    /// A path parameter: a single value, required, `simple`.
    pub const fn path(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple, description)
    }

    /// A query parameter: a single value, optional, `form`, exploded.
    pub const fn query(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form, description)
    }

    /// A header parameter: a single value, optional, `simple`.
    pub const fn header(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple, description)
    }

    /// A cookie parameter: a single value, optional, `form`, exploded.
    pub const fn cookie(name: &'static str, description: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form, description)
    }

    /// The same, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, optional: nothing stands in the path if there is none.
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The same, deprecated.
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// The same in another style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// The same with reserved characters sent as they are.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// The same, at the end of a path, for a value of one or more segments.
    pub const fn multi_segment(mut self) -> Self {
        self.multi_segment = true;
        self
    }

    /// The same with what it is where it is not given, as JSON text.
    pub const fn preset(mut self, json: &'static str) -> Self {
        self.preset = Some(json);
        self
    }

    /// The same for a list of values.
    pub const fn array(mut self) -> Self {
        self.shape = Shape::Array;
        self
    }

    /// The same for one value or a list of values.
    pub const fn one_or_many(mut self) -> Self {
        self.shape = Shape::OneOrMany;
        self
    }

    /// The same for an object with these properties.
    pub const fn object(mut self, properties: &'static [&'static str]) -> Self {
        self.shape = Shape::Object;
        self.properties = properties;
        self
    }
}

impl Body {
    /// A body that must be there.
    pub const fn required(media_types: &'static [&'static str]) -> Self {
        Self {
            required: true,
            media_types,
            streams: &[],
            parts: Parts {
                named: &[],
                others: None,
                files: &[],
            },
            fields: &[],
            xml: None,
            roots: &[],
        }
    }

    /// A body that may be left out.
    pub const fn optional(media_types: &'static [&'static str]) -> Self {
        Self {
            required: false,
            media_types,
            streams: &[],
            parts: Parts {
                named: &[],
                others: None,
                files: &[],
            },
            fields: &[],
            xml: None,
            roots: &[],
        }
    }

    /// The same, of which all bodies flow.
    pub const fn streamed(self) -> Self {
        let all = self.media_types;
        self.streams(all)
    }

    /// The same, of which the bodies of these media types flow.
    pub const fn streams(mut self, media_types: &'static [&'static str]) -> Self {
        self.streams = media_types;
        self
    }

    /// The same with properties that are something else than one text or one
    /// file.
    pub const fn parts(mut self, parts: &'static [Part]) -> Self {
        self.parts.named = parts;
        self
    }

    /// The same with properties that the description does not name, which are
    /// something else than one text or one file.
    pub const fn other_parts(mut self, part: &'static Part) -> Self {
        self.parts.others = Some(part);
        self
    }

    /// The same with properties that are one file, which may flow.
    pub const fn files(mut self, names: &'static [&'static str]) -> Self {
        self.parts.files = names;
        self
    }

    /// The same with properties of a URL-encoded form that are written in a
    /// style of their own.
    pub const fn fields(mut self, fields: &'static [Parameter]) -> Self {
        self.fields = fields;
        self
    }

    /// The same with a root for XML.
    pub const fn xml(mut self, root: &'static Xml) -> Self {
        self.xml = Some(root);
        self
    }

    /// The same with another root in some media types.
    pub const fn roots(mut self, roots: &'static [(&'static str, Xml)]) -> Self {
        self.roots = roots;
        self
    }
}

impl Part {
    const fn new(name: &'static str, media_types: &'static [&'static str], items: Items) -> Self {
        Self {
            name,
            media_types,
            items,
        }
    }

    /// One value, of one of these media types.
    pub const fn one(name: &'static str, media_types: &'static [&'static str]) -> Self {
        Self::new(name, media_types, Items::None)
    }

    /// A list, of which each item has one of these media types.
    pub const fn each(name: &'static str, media_types: &'static [&'static str]) -> Self {
        Self::new(name, media_types, Items::Apart)
    }

    /// A list, which is one text with a delimiter between its items.
    pub const fn joined(name: &'static str, delimiter: char) -> Self {
        Self::new(name, &[], Items::Joined(delimiter))
    }

    /// A list, which as a whole has one of these media types.
    pub const fn all(name: &'static str, media_types: &'static [&'static str]) -> Self {
        Self::new(name, media_types, Items::Together)
    }
}

impl Response {
    const fn new(status: Status, description: &'static str) -> Self {
        Self {
            status,
            media_types: &[],
            streams: &[],
            xml: None,
            roots: &[],
            description,
            headers: &[],
        }
    }

    /// An answer with one status.
    pub const fn code(code: u16, description: &'static str) -> Self {
        Self::new(Status::Code(code), description)
    }

    /// An answer with any status of a class, such as 4 for `4XX`.
    pub const fn range(class: u8, description: &'static str) -> Self {
        Self::new(Status::Range(class), description)
    }

    /// An answer with any status that has no other.
    pub const fn default(description: &'static str) -> Self {
        Self::new(Status::Default, description)
    }

    /// The same with a body of one of these media types.
    pub const fn body(mut self, media_types: &'static [&'static str]) -> Self {
        self.media_types = media_types;
        self
    }

    /// The same with a root for XML.
    pub const fn xml(mut self, root: &'static Xml) -> Self {
        self.xml = Some(root);
        self
    }

    /// The same with another root in some media types.
    pub const fn roots(mut self, roots: &'static [(&'static str, Xml)]) -> Self {
        self.roots = roots;
        self
    }

    /// The same, of which all bodies flow.
    pub const fn streamed(self) -> Self {
        let all = self.media_types;
        self.streams(all)
    }

    /// The same, of which the bodies of these media types flow.
    pub const fn streams(mut self, media_types: &'static [&'static str]) -> Self {
        self.streams = media_types;
        self
    }

    /// The same with a JSON body.
    pub const fn json(self) -> Self {
        self.body(&["application/json"])
    }

    /// The same with these headers.
    pub const fn headers(mut self, names: &'static [&'static str]) -> Self {
        self.headers = names;
        self
    }
}
