//! The modules that the code of an API is spread over.

use super::docs;
use crate::ir::{Api, Docs};
use crate::names::Ident;

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name.
    pub name: Ident,
    /// What it holds, for its documentation.
    pub docs: Docs,
    /// What it is a part of.
    pub part: Part,
    /// Whether it can be named from outside its parent.
    pub is_public: bool,
    /// What its items are.
    pub content: Content,
    /// The modules inside, in the order of their declarations.
    pub children: Vec<Module>,
    /// Items of a child that can be named here as well.
    pub exports: Vec<Export>,
}

/// Items of a child that can be named in its parent.
#[derive(Clone, Debug)]
pub struct Export {
    /// The child.
    pub module: Ident,
    /// The items.
    pub items: Vec<Ident>,
    /// The part that they belong to.
    pub part: Part,
}

/// What a user may want without the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Types of values: always there.
    Models,
    /// What client and server share.
    Shared,
    /// The client.
    Client,
    /// The server.
    Server,
}

/// What the items of a module are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// None of its own.
    Root,
    /// Types of values.
    Models,
    /// The table of operations.
    Operations,
    /// The security schemes.
    Security,
    /// What the operations of a tag take and give.
    Group(usize),
    /// The client.
    Client,
    /// The methods of the client for a tag.
    ClientGroup(usize),
    /// The router.
    Server,
    /// The trait for a tag.
    ServerGroup(usize),
}

/// The modules of an API below a root called `name`.
pub fn modules(api: &Api, name: Ident) -> Module {
    let mut children = vec![leaf(
        "models",
        "Types of values.",
        Part::Models,
        Content::Models,
    )];
    let mut exports = Vec::new();
    if !api.groups.is_empty() {
        children.push(leaf(
            "operations",
            "The table of operations: the facts that the runtime acts on.",
            Part::Shared,
            Content::Operations,
        ));
        children.push(leaf(
            "security",
            "Security schemes.",
            Part::Shared,
            Content::Security,
        ));
        children.push(side(
            api,
            "client",
            "The client: one method per operation.",
            Part::Client,
            Content::Client,
            Content::ClientGroup,
        ));
        children.push(side(
            api,
            "server",
            "The server: one trait per tag, and the router that calls them.",
            Part::Server,
            Content::Server,
            Content::ServerGroup,
        ));
        exports.push(Export {
            module: Ident::fixed("client"),
            items: vec![Ident::fixed("Auth"), Ident::fixed("Client")],
            part: Part::Client,
        });
        for (index, group) in api.groups.iter().enumerate() {
            let docs = Docs::from(format!(
                "What the operations tagged {} take and give.",
                docs::code(&group.tag)
            ));
            children.push(Module {
                name: group.module.clone(),
                docs: Docs {
                    paragraphs: [docs.paragraphs, group.docs.paragraphs.clone()].concat(),
                },
                part: Part::Shared,
                is_public: true,
                content: Content::Group(index),
                children: Vec::new(),
                exports: Vec::new(),
            });
        }
    }
    Module {
        name,
        docs: api.docs.clone(),
        part: Part::Models,
        is_public: true,
        content: Content::Root,
        children,
        exports,
    }
}

fn leaf(name: &'static str, docs: &str, part: Part, content: Content) -> Module {
    Module {
        name: Ident::fixed(name),
        docs: Docs::from(docs),
        part,
        is_public: true,
        content,
        children: Vec::new(),
        exports: Vec::new(),
    }
}

fn side(
    api: &Api,
    name: &'static str,
    docs: &str,
    part: Part,
    content: Content,
    of_group: impl Fn(usize) -> Content,
) -> Module {
    let children = api.groups.iter().enumerate().map(|(index, group)| Module {
        name: group.module.clone(),
        docs: Docs::from(format!("Operations tagged {}.", docs::code(&group.tag))),
        part,
        // Methods and traits are named without it.
        is_public: false,
        content: of_group(index),
        children: Vec::new(),
        exports: Vec::new(),
    });
    let exports = api.groups.iter().map(|group| Export {
        module: group.module.clone(),
        items: vec![group.api.clone()],
        part,
    });
    Module {
        children: children.collect(),
        exports: if part == Part::Server {
            exports.collect()
        } else {
            Vec::new()
        },
        ..leaf(name, docs, part, content)
    }
}
