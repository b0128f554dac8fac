//! Which keywords of a schema its type does not enforce, so that a condition
//! must.

use super::condition::{self, beyond};
use super::not_enforced;
use crate::document::{KEYWORDS, Place};
use crate::ir::Condition;
use crate::lower::context::{Context, keywords};
use openapiv3::Schema;

/// Keywords that no type enforces.
const NEVER: &[&str] = &[
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "contains",
    "prefixItems",
];

/// Keywords that add to others: without these they say nothing.
const PARTS: &[&str] = &["then", "else", "minContains", "maxContains"];

/// Keywords about what no other keyword of the schema applies to.
const REST: &[&str] = &["unevaluatedProperties", "unevaluatedItems"];

/// Keywords for a condition.
pub(super) struct Beyond {
    keywords: Vec<&'static str>,
}

/// The keywords that no type enforces; those that no condition can either
/// are reported.
pub(super) fn of(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>) -> Beyond {
    let mut found = Beyond {
        keywords: Vec::new(),
    };
    if keywords(schema).not.is_some() {
        found.add("not");
    }
    let kept = schema.schema_data.extensions.get(KEYWORDS);
    for keyword in kept.and_then(|kept| kept.as_object()).into_iter().flatten() {
        let keyword = keyword.0.as_str();
        let known = NEVER.iter().chain(REST).find(|known| **known == keyword);
        match known {
            Some(known) => found.add(known),
            None if PARTS.contains(&keyword) => {}
            None => not_enforced(ctx, place, keyword),
        }
    }
    // These are about what those leave.
    if beyond(schema, "patternProperties").is_some() {
        found.add("additionalProperties");
    }
    if beyond(schema, "prefixItems").is_some() {
        found.add("items");
    }
    found
}

impl Beyond {
    pub(super) fn is_empty(&self) -> bool {
        self.keywords.is_empty()
    }

    /// Adds a keyword that the type in question does not enforce.
    pub(super) fn add(&mut self, keyword: &'static str) {
        self.keywords.push(keyword);
    }

    /// The condition that these keywords of the schema make.
    pub(super) fn condition(
        &self,
        ctx: &Context<'_>,
        schema: &Schema,
        place: &Place<'_>,
    ) -> Condition {
        if REST.iter().any(|rest| self.keywords.contains(rest)) {
            return condition::whole(ctx, schema, place);
        }
        condition::some(ctx, schema, place, &|keyword| {
            self.keywords.contains(&keyword)
        })
    }
}
