//! The modules that the code of an API is spread over.

use super::content::Content;
use super::docs;
use super::selection::Selection;
use crate::ir::{Api, Chapter, Docs, Group};
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
    /// The groups that it is compiled for, by position; none if for all.
    pub groups: Vec<usize>,
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
    pub items: Exported,
    /// The part that they belong to.
    pub part: Part,
    /// The groups that they are compiled for, by position; none if for all.
    pub groups: Vec<usize>,
}

/// Which items of a child can be named in its parent.
#[derive(Clone, Debug)]
pub enum Exported {
    /// All of them.
    All,
    /// Some of them.
    Some(Vec<Ident>),
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
    /// The command line.
    CommandLine,
}

/// The modules of an API below a root called `name`.
pub fn modules(api: &Api, name: Ident) -> Module {
    let mut children = Vec::new();
    let mut exports = Vec::new();
    if let Some(one) = &api.catalogue {
        children.push(catalogue());
        exports.push(Export {
            module: Ident::fixed("error_catalogue"),
            items: Exported::Some(vec![one.name.clone()]),
            part: Part::Models,
            groups: Vec::new(),
        });
    }
    // A description may be there for its errors alone.
    if api.catalogue.is_none() || !api.types.is_empty() || !api.groups.is_empty() {
        children.push(models(api));
    }
    if !api.groups.is_empty() {
        children.push(operations(api));
        if api.operations().any(|one| one.command.is_some()) {
            children.push(commands(api));
        }
        children.push(leaf(
            "security",
            "Security schemes.",
            Part::Shared,
            Content::Security,
        ));
        if !api.xml.is_empty() {
            let docs = "What values are in XML.";
            children.push(leaf("xml", docs, Part::Shared, Content::Xml));
        }
        children.push(client(api));
        children.push(server(api));
        exports.push(Export {
            module: Ident::fixed("client"),
            items: Exported::Some(client_items(api)),
            part: Part::Client,
            groups: Vec::new(),
        });
        children.extend((0..api.groups.len()).map(|index| of_group(api, index)));
    }
    Module {
        docs: api.docs.clone(),
        children,
        exports,
        ..named(name, Part::Models, Content::Root)
    }
}

/// What of the client is reached without naming its module.
fn client_items(api: &Api) -> Vec<Ident> {
    let names = ["Auth", "Client"].into_iter();
    let server = (!api.servers.is_empty()).then_some("Server");
    names.chain(server).map(Ident::fixed).collect()
}

/// A public module for all groups, without modules in it.
fn named(name: Ident, part: Part, content: Content) -> Module {
    Module {
        name,
        docs: Docs::default(),
        part,
        groups: Vec::new(),
        is_public: true,
        content,
        children: Vec::new(),
        exports: Vec::new(),
    }
}

fn leaf(name: &'static str, docs: &str, part: Part, content: Content) -> Module {
    Module {
        docs: Docs::from(docs),
        ..named(Ident::fixed(name), part, content)
    }
}

/// The errors, which are named without their module.
fn catalogue() -> Module {
    let docs = "The errors that the API lists.";
    Module {
        is_public: false,
        ..leaf("error_catalogue", docs, Part::Models, Content::Catalogue)
    }
}

fn models(api: &Api) -> Module {
    let models = |content| leaf("models", "Types of values.", Part::Models, content);
    let Some(layout) = &api.layout else {
        if api.choices().next().is_none() {
            return models(Content::Models);
        }
        let docs = "Bodies that have a type for some of their media types each.";
        let bodies = leaf("bodies", docs, Part::Shared, Content::Bodies);
        return all_of(models(Content::Models), vec![bodies]);
    };
    let shelves = layout.shelves.iter().enumerate();
    let children = shelves.map(|(at, shelf)| {
        let tags = shelf.groups.iter();
        let tags: Vec<String> = tags.map(|&at| docs::code(&api.groups[at].tag)).collect();
        let docs = match tags.is_empty() {
            true => "Types of values.".to_owned(),
            false => format!(
                "Types of values for operations tagged {}.",
                tags.join(" or ")
            ),
        };
        // What bodies are read from and written to is there with a client or a
        // server only.
        let part = match shelf.has_choices {
            true => Part::Shared,
            false => Part::Models,
        };
        Module {
            docs: Docs::from(docs),
            groups: shelf.groups.clone(),
            ..named(shelf.module.clone(), part, Content::Shelf(at))
        }
    });
    all_of(models(Content::Shared), children.collect())
}

fn operations(api: &Api) -> Module {
    let docs = "The table of operations: the facts that the runtime acts on.";
    let operations = |content| leaf("operations", docs, Part::Shared, content);
    match api.layout {
        None => operations(Content::Operations),
        Some(_) => by_tag(
            api,
            operations(Content::OperationList),
            Content::OperationsOf,
        ),
    }
}

fn commands(api: &Api) -> Module {
    let docs = "What a command line says of the operations, beside their table.";
    let commands = |content| leaf("cli", docs, Part::CommandLine, content);
    match api.layout {
        None => commands(Content::Commands),
        Some(_) => by_tag(api, commands(Content::CommandList), Content::CommandsOf),
    }
}

/// A module whose items are spread over modules for the tags.
fn by_tag(api: &Api, module: Module, content: fn(Selection) -> Content) -> Module {
    let part = module.part;
    let children = api.groups.iter().enumerate().map(|(index, group)| {
        let of_tag = |content| of_tag(api, index, group, part, content);
        let chapters = chapters(api, index, part, content);
        match chapters.is_empty() {
            true => of_tag(content(Selection::whole(index))),
            false => all_of(of_tag(Content::Declarations), chapters),
        }
    });
    all_of(module, children.collect())
}

/// A module whose children only spread its items over files.
fn all_of(module: Module, children: Vec<Module>) -> Module {
    let exports = children.iter().map(|child| Export {
        module: child.name.clone(),
        items: Exported::All,
        part: child.part,
        groups: child.groups.clone(),
    });
    Module {
        exports: exports.collect(),
        children: children
            .into_iter()
            .map(|child| Module {
                is_public: false,
                ..child
            })
            .collect(),
        ..module
    }
}

/// A module for each chapter of a group, if it has several.
fn chapters(
    api: &Api,
    group: usize,
    part: Part,
    content: impl Fn(Selection) -> Content,
) -> Vec<Module> {
    let chapters = api.layout.iter().flat_map(|layout| &layout.chapters[group]);
    let tag = docs::code(&api.groups[group].tag);
    let module = |(at, chapter): (usize, &Chapter)| {
        let selection = Selection {
            group,
            chapter: Some(at),
        };
        Module {
            docs: Docs::from(format!("Some of the operations tagged {tag}.")),
            is_public: false,
            ..named(chapter.module.clone(), part, content(selection))
        }
    };
    chapters.enumerate().map(module).collect()
}

/// The groups that the code of one is compiled for, where that is a choice.
fn only(api: &Api, group: usize) -> Vec<usize> {
    api.layout.iter().map(|_| group).collect()
}

fn of_group(api: &Api, index: usize) -> Module {
    let group = &api.groups[index];
    let docs = Docs::from(format!(
        "What the operations tagged {} take and give.",
        docs::code(&group.tag)
    ));
    let whole = |content| Module {
        docs: Docs {
            paragraphs: [docs.paragraphs.clone(), group.docs.paragraphs.clone()].concat(),
            ..Docs::default()
        },
        groups: only(api, index),
        ..named(group.module.clone(), Part::Shared, content)
    };
    let chapters = chapters(api, index, Part::Shared, Content::Group);
    if chapters.is_empty() {
        whole(Content::Group(Selection::whole(index)))
    } else {
        all_of(whole(Content::Declarations), chapters)
    }
}

fn client(api: &Api) -> Module {
    let children = api.groups.iter().enumerate().map(|(index, group)| {
        let chapters = chapters(api, index, Part::Client, Content::ClientGroup);
        let content = match chapters.is_empty() {
            true => Content::ClientGroup(Selection::whole(index)),
            false => Content::Declarations,
        };
        Module {
            children: chapters,
            ..of_tag(api, index, group, Part::Client, content)
        }
    });
    Module {
        children: children.collect(),
        ..leaf(
            "client",
            "The client: one method per operation.",
            Part::Client,
            Content::Client,
        )
    }
}

fn server(api: &Api) -> Module {
    let children = api.groups.iter().enumerate().map(|(index, group)| Module {
        children: chapters(api, index, Part::Server, Content::Handlers),
        ..of_tag(api, index, group, Part::Server, Content::ServerGroup(index))
    });
    let exports = api.groups.iter().enumerate().map(|(index, group)| Export {
        module: group.module.clone(),
        items: Exported::Some(vec![group.api.clone()]),
        part: Part::Server,
        groups: only(api, index),
    });
    Module {
        children: children.collect(),
        exports: exports.collect(),
        ..leaf(
            "server",
            "The server: one trait per tag, and the router that calls them.",
            Part::Server,
            Content::Server,
        )
    }
}

fn of_tag(api: &Api, index: usize, group: &Group, part: Part, content: Content) -> Module {
    Module {
        docs: Docs::from(format!("Operations tagged {}.", docs::code(&group.tag))),
        groups: only(api, index),
        // Methods and traits are named without it.
        is_public: false,
        ..named(group.module.clone(), part, content)
    }
}
