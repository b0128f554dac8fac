//! What the items of a module can be.

use super::selection::Selection;

/// What the items of a module are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// What is always at the root.
    Root,
    /// None of its own.
    Declarations,
    /// Types of values: all of them.
    Models,
    /// The errors that the API lists.
    Catalogue,
    /// Bodies that have a type for some of their media types each.
    Bodies,
    /// What the types on all shelves share.
    Shared,
    /// Types of values: those of a shelf, by position.
    Shelf(usize),
    /// The table of operations.
    Operations,
    /// The list of operations whose table is in other modules.
    OperationList,
    /// The table of operations of a tag.
    OperationsOf(Selection),
    /// What a command line says.
    Commands,
    /// The same of the API, where that of its operations is in other modules.
    CommandList,
    /// The same of the operations of a tag.
    CommandsOf(Selection),
    /// What values are in XML.
    Xml,
    /// The security schemes.
    Security,
    /// What operations of a tag take and give.
    Group(Selection),
    /// The client.
    Client,
    /// Methods of the client for operations of a tag.
    ClientGroup(Selection),
    /// The router.
    Server,
    /// The trait for a tag.
    ServerGroup(usize),
    /// What calls the trait for operations of a tag.
    Handlers(Selection),
}
