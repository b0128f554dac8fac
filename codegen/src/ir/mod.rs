//! What is to be generated, in Rust's terms: the only thing that emitters
//! see.
//!
//! No type here holds one of the specification's types, every choice has
//! been made, and every enum is matched without a wildcard.

mod body;
mod carried;
mod catalogue;
mod choice;
mod command;
mod condition;
mod docs;
mod layout;
mod number;
mod operation;
mod paging;
mod rules;
mod server;
mod types;
mod xml;

use crate::names::Ident;

pub use body::{Body, Items, Part, is_form_data, is_merge_patch};
pub use carried::Carried;
pub use catalogue::{Argument, ArgumentType, Catalogue, ErrorBody, ListedError};
pub use choice::{Alternative, alternatives, is_choice, may_flow};
pub use command::{About, Command, Listed, Member, Outline, Sort};
pub use condition::{Condition, Demand, Kind, NamedCondition, Users};
pub use docs::Docs;
pub use layout::{Chapter, Layout, Shelf};
pub use number::{Float, Integer};
pub use operation::{
    Access, Group, Header, Location, Method, Operation, Outcome, Parameter, Preset, Response,
    SecurityKind, SecurityScheme, Shape, Status, Style, Variant,
};
pub use paging::{Input, More, Next, Paging, Source};
pub use rules::{Bound, Constraint, Example, Hints, Rules};
pub use server::{OwnServer, Server, Variable};
pub use types::{
    Branch, Construction, Discriminator, Extra, Field, StringEnum, Struct, Text, Type, TypeDef,
    TypeId, TypeKind, Union, UnionRule, Value,
};
pub use xml::{NamedXml, Root, Xml, XmlContent, XmlList};

/// One API.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The title, as the description gives it.
    pub title: String,
    /// The description.
    pub docs: Docs,
    /// What a command line says of it.
    pub about: About,
    /// The path of the first server, without a slash at its end.
    pub base_path: String,
    /// The servers.
    pub servers: Vec<Server>,
    /// The variables of all servers.
    pub variables: Vec<Variable>,
    /// Types, in the order they are emitted; a [`TypeId`] is a position here.
    pub types: Vec<TypeDef>,
    /// Conditions that others refer to.
    pub conditions: Vec<NamedCondition>,
    /// What the components that XML bodies are made of are in XML.
    pub xml: Vec<NamedXml>,
    /// Operations by tag.
    pub groups: Vec<Group>,
    /// Security schemes that operations refer to by position.
    pub security: Vec<SecurityScheme>,
    /// The errors that it lists by their ids.
    pub catalogue: Option<Catalogue>,
    /// How the code is spread over modules, if there is much of it.
    pub layout: Option<Layout>,
}

impl Api {
    /// The definition of a type.
    pub fn def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Whether anything must match a pattern.
    pub fn has_patterns(&self) -> bool {
        let in_types = self.types.iter().any(|def| {
            let (condition, rules) = def.kind.demands();
            condition.is_some_and(Condition::has_pattern)
                || rules.into_iter().any(Rules::has_pattern)
        });
        let mut conditions = self.conditions.iter();
        let in_conditions = conditions.any(|named| named.condition.has_pattern());
        in_types
            || in_conditions
            || self
                .operations()
                .any(|one| one.rules().any(Rules::has_pattern))
    }

    /// The types of values.
    pub fn values(&self) -> impl Iterator<Item = TypeId> {
        let all = (0..self.types.len()).map(TypeId);
        all.filter(|id| !is_choice(&self.types, &Type::Named(*id)))
    }

    /// The types of bodies that are no values.
    pub fn choices(&self) -> impl Iterator<Item = TypeId> {
        let all = (0..self.types.len()).map(TypeId);
        all.filter(|id| is_choice(&self.types, &Type::Named(*id)))
    }

    /// Whether any of these is made of values that have a name, or names a
    /// condition.
    pub fn choices_use_others(&self) -> bool {
        let is_value = |ty: &Type| {
            let named = ty.named();
            named.is_some_and(|(id, _)| !is_choice(&self.types, &Type::Named(id)))
        };
        let names_conditions = |rules: &Rules| rules.any_condition(&mut Condition::names_others);
        self.choices().any(|id| match &self.def(id).kind {
            TypeKind::Choice(all) => all
                .iter()
                .any(|one| is_value(&one.ty) || names_conditions(&one.rules)),
            TypeKind::Alias(ty) => is_value(ty),
            TypeKind::Struct(_)
            | TypeKind::StringEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Wrapper(..) => false,
        })
    }

    /// Whether an identifier has letters beyond ASCII.
    pub fn has_foreign_names(&self) -> bool {
        let in_types = self.types.iter().any(|def| {
            is_foreign(&def.name)
                || match &def.kind {
                    TypeKind::Struct(object) => {
                        object.fields.iter().any(|one| is_foreign(&one.ident))
                    }
                    TypeKind::StringEnum(list) => {
                        list.values.iter().any(|one| is_foreign(&one.ident))
                    }
                    TypeKind::Union(union) => {
                        union.branches.iter().any(|one| is_foreign(&one.ident))
                    }
                    TypeKind::Choice(_) | TypeKind::Alias(_) | TypeKind::Wrapper(..) => false,
                }
        });
        let in_operation = |one: &Operation| {
            let headers = [&one.success, &one.failure]
                .into_iter()
                .flat_map(Outcome::variants)
                .flat_map(|variant| &variant.headers);
            is_foreign(&one.ident)
                || one.parameters.iter().any(|one| is_foreign(&one.ident))
                || headers.into_iter().any(|one| is_foreign(&one.ident))
        };
        in_types
            || self.operations().any(in_operation)
            || self.groups.iter().any(|group| is_foreign(&group.module))
            || self.security.iter().any(|one| is_foreign(&one.ident))
            || self.servers.iter().any(|one| is_foreign(&one.ident))
            || self.variables.iter().any(|one| is_foreign(&one.ident))
            || self
                .catalogue
                .iter()
                .flat_map(Catalogue::idents)
                .any(is_foreign)
    }

    /// All operations.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

fn is_foreign(ident: &Ident) -> bool {
    !ident.plain().is_ascii()
}
