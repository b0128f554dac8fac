//! How the code of a large API is spread over modules.

use super::TypeId;
use crate::names::Ident;

/// How the code of a large API is spread over modules.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// For each group, the name of the part of the API that can be chosen.
    pub features: Vec<String>,
    /// The modules of the types.
    pub shelves: Vec<Shelf>,
    /// For each group the modules of its operations, if it has several.
    pub chapters: Vec<Vec<Chapter>>,
}

/// Types that stand in one module.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// The module.
    pub module: Ident,
    /// The types, in order.
    pub types: Vec<TypeId>,
    /// The groups that need them, by position; none if they are always there.
    pub groups: Vec<usize>,
    /// Whether they are bodies that are no values.
    pub has_choices: bool,
    /// Whether any of them is made of types that stand elsewhere.
    pub uses_others: bool,
}

/// Operations of a group whose code stands in one module.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// The module.
    pub module: Ident,
    /// The operations, by position.
    pub operations: Vec<usize>,
}
