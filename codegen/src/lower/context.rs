//! What every part of lowering shares: the document, the report, and the
//! types made so far.

use super::Choices;
use super::reference;
use super::schema::Use;
use super::xml::Wanted;
use crate::diagnostic::{Code, Report};
use crate::document::Place;
use crate::ir::{Docs, Hints, Rules, Type, TypeDef, TypeId, TypeKind};
use crate::names::{Case, Ident, Scope};
use indexmap::{IndexMap, IndexSet};
use openapiv3::{AnySchema, Components, OpenAPI, ReferenceOr, Schema, SchemaKind};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub(super) struct Context<'a> {
    pub(super) openapi: &'a OpenAPI,
    pub(super) report: &'a Report,
    pub(super) choices: Choices,
    components: &'a Components,
    ids: IndexMap<&'a str, TypeId>,
    types: RefCell<Types>,
    /// What schemas have become that several operations come upon, by their
    /// places.
    shared: RefCell<BTreeMap<String, Use>>,
    /// Components that conditions refer to, and the names of their functions.
    conditions: RefCell<IndexMap<String, Ident>>,
    /// The names that are taken by them.
    condition_names: RefCell<Scope>,
    /// Components whose XML is asked for.
    xml: RefCell<IndexSet<Wanted>>,
    /// Findings that may be come upon again: places and messages.
    reported: RefCell<BTreeSet<(String, String)>>,
    /// How many schemas are being lowered, one inside the other.
    depth: Cell<usize>,
    /// How many have been.
    lowered: Cell<usize>,
}

/// Files are not nested deeper, so that only a schema that makes itself
/// larger with each step gets here.
const DEEPEST: usize = 120;
/// More than any description has, the largest included.
const MOST: usize = 1_000_000;

/// Types made so far; those of the components come first, in their order.
struct Types {
    defs: Vec<Option<TypeDef>>,
    names: Vec<Ident>,
    scope: Scope,
    /// What each type hands on to the places that use it.
    handed_on: Vec<HandedOn>,
}

/// What a type cannot hold itself and its uses have instead.
#[derive(Clone, Default)]
pub(super) struct HandedOn {
    /// The rules of an alias.
    pub(super) rules: Rules,
    /// Whether a definition may be `null`.
    pub(super) nullable: bool,
}

static NO_COMPONENTS: LazyLock<Components> = LazyLock::new(Components::default);
static NO_KEYWORDS: LazyLock<AnySchema> = LazyLock::new(AnySchema::default);

impl<'a> Context<'a> {
    pub(super) fn new(openapi: &'a OpenAPI, choices: Choices, report: &'a Report) -> Self {
        let components = openapi.components.as_ref().unwrap_or(&NO_COMPONENTS);
        let texts: Vec<&str> = components.schemas.keys().map(String::as_str).collect();
        let mut scope = Scope::default();
        let names = scope.claim_all(&texts, Case::Camel);
        let ids = texts
            .iter()
            .enumerate()
            .map(|(at, text)| (*text, TypeId(at)))
            .collect();
        Self {
            openapi,
            report,
            choices,
            components,
            ids,
            types: RefCell::new(Types {
                defs: vec![None; names.len()],
                handed_on: vec![HandedOn::default(); names.len()],
                names,
                scope,
            }),
            shared: RefCell::default(),
            conditions: RefCell::default(),
            xml: RefCell::default(),
            reported: RefCell::default(),
            condition_names: RefCell::default(),
            depth: Cell::default(),
            lowered: Cell::default(),
        }
    }

    /// Lowers a schema inside those that are being lowered, unless that goes
    /// on for longer than any description needs.
    pub(super) fn deeper<T>(&self, lower: impl FnOnce() -> T) -> Option<T> {
        let (depth, lowered) = (self.depth.get(), self.lowered.get());
        if depth >= DEEPEST || lowered >= MOST {
            return None;
        }
        self.depth.set(depth + 1);
        self.lowered.set(lowered + 1);
        let value = lower();
        self.depth.set(depth);
        Some(value)
    }

    /// What the schema at a place has become, or becomes now.
    pub(super) fn once(&self, place: &Place<'_>, lower: impl FnOnce() -> Use) -> Use {
        let pointer = place.to_string();
        let known = self.shared.borrow().get(&pointer).cloned();
        known.unwrap_or_else(|| {
            let lowered = lower();
            self.shared.borrow_mut().insert(pointer, lowered.clone());
            lowered
        })
    }

    /// The function that tests whether a value obeys a component schema.
    pub(super) fn condition(&self, component: &str) -> Ident {
        let mut conditions = self.conditions.borrow_mut();
        if let Some(known) = conditions.get(component) {
            return known.clone();
        }
        let name = format!("{component} condition");
        let ident = self.condition_names.borrow_mut().claim(&name, Case::Snake);
        conditions.insert(component.to_owned(), ident.clone());
        ident
    }

    /// The component that was the `index`th to be asked for as a condition.
    pub(super) fn condition_at(&self, index: usize) -> Option<(String, Ident)> {
        let conditions = self.conditions.borrow();
        let (component, ident) = conditions.get_index(index)?;
        Some((component.clone(), ident.clone()))
    }

    /// The position of a component among those whose XML is asked for.
    pub(super) fn xml_of(&self, component: Wanted) -> usize {
        self.xml.borrow_mut().insert_full(component).0
    }

    /// The component whose XML was the `index`th to be asked for.
    pub(super) fn xml_at(&self, index: usize) -> Option<Wanted> {
        self.xml.borrow().get_index(index).cloned()
    }

    /// Adds a finding, unless it has been added.
    pub(super) fn report_once(&self, code: Code, place: &Place<'_>, message: &str) {
        let finding = (place.to_string(), message.to_owned());
        if self.reported.borrow_mut().insert(finding) {
            self.report.add(code, place, message);
        }
    }

    pub(super) fn components(&self) -> &'a Components {
        self.components
    }

    /// The type of a component schema.
    pub(super) fn id(&self, name: &str) -> Option<TypeId> {
        self.ids.get(name).copied()
    }

    pub(super) fn name(&self, id: TypeId) -> Ident {
        self.types.borrow().names[id.0].clone()
    }

    /// The schema behind a chain of references, which loading has found to
    /// end, and the name of the last component on it.
    pub(super) fn resolve<'s>(
        &self,
        schema: &'s ReferenceOr<Schema>,
    ) -> Option<(&'s Schema, Option<String>)>
    where
        'a: 's,
    {
        let (schema, last) = reference::resolve(&self.components.schemas, schema)?;
        Some((schema, last.map(reference::name)))
    }

    /// Adds a type for an inline schema, under a name made from `hint`.
    pub(super) fn add(&self, hint: &str, docs: Docs, kind: TypeKind) -> Type {
        let mut types = self.types.borrow_mut();
        let name = types.scope.claim(hint, Case::Camel);
        let id = TypeId(types.defs.len());
        types.names.push(name.clone());
        types.handed_on.push(HandedOn::default());
        types.defs.push(Some(TypeDef {
            name,
            docs,
            kind,
            has_rules: false,
            hints: Hints::default(),
        }));
        Type::Named(id)
    }

    /// Defines the type of a component schema.
    pub(super) fn define(&self, id: TypeId, docs: Docs, kind: TypeKind, rules: Rules) {
        let mut types = self.types.borrow_mut();
        let name = types.names[id.0].clone();
        types.handed_on[id.0].rules = rules;
        types.defs[id.0] = Some(TypeDef {
            name,
            docs,
            kind,
            has_rules: false,
            hints: Hints::default(),
        });
    }

    /// Adds what values of the type of a component schema may look like.
    pub(super) fn hint(&self, id: TypeId, hints: Hints) {
        if let Some(def) = &mut self.types.borrow_mut().defs[id.0] {
            def.hints = hints;
        }
    }

    /// Lets the type of a component schema be `null` where it is used.
    pub(super) fn set_nullable(&self, id: TypeId, nullable: bool) {
        self.types.borrow_mut().handed_on[id.0].nullable = nullable;
    }

    /// Whether a component that is another name for a type has rules for those
    /// who use it, and this is a use of it.
    pub(super) fn hands_on_rules(&self, ty: &Type) -> bool {
        let types = self.types.borrow();
        let mut seen = BTreeSet::new();
        let mut next = ty.named();
        while let Some((id, _)) = next.filter(|(id, _)| seen.insert(*id)) {
            if !types.handed_on[id.0].rules.is_empty() {
                return true;
            }
            next = None;
            if let Some(TypeKind::Alias(target)) = types.defs[id.0].as_ref().map(|def| &def.kind) {
                next = target.named();
            }
        }
        false
    }

    /// What `look` sees in each type, in their order.
    pub(super) fn kinds<T>(&self, look: impl Fn(Option<&TypeKind>) -> T) -> Vec<T> {
        let types = self.types.borrow();
        let kinds = types
            .defs
            .iter()
            .map(|def| def.as_ref().map(|def| &def.kind));
        kinds.map(look).collect()
    }

    /// All types, and what each hands on.
    pub(super) fn into_types(self) -> (Vec<TypeDef>, Vec<HandedOn>) {
        let types = self.types.into_inner();
        let defs = types.defs.into_iter().zip(types.names).map(|(def, name)| {
            def.unwrap_or(TypeDef {
                name,
                docs: Docs::default(),
                kind: TypeKind::Alias(Type::Any),
                has_rules: false,
                hints: Hints::default(),
            })
        });
        (defs.collect(), types.handed_on)
    }
}

/// The keywords of a schema; loading makes every schema one that has them.
pub(super) fn keywords(schema: &Schema) -> &AnySchema {
    match &schema.schema_kind {
        SchemaKind::Any(any) => any,
        _ => &NO_KEYWORDS,
    }
}
