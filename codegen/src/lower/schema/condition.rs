//! Schemas as conditions: exactly what each keyword says (JSON Schema
//! 2020-12), for what a type cannot.

use super::{bounds, pattern, scalar};
use crate::document::{KEYWORDS, Place, SUBTYPES, read_schema};
use crate::ir::{Condition, Constraint, Demand, Kind, Text};
use crate::lower::context::{Context, keywords};
use crate::lower::reference;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema};
use serde_json::Value as Json;
use std::borrow::Borrow;

/// A schema as a condition.
pub(super) fn of(
    ctx: &Context<'_>,
    schema: &ReferenceOr<impl Borrow<Schema>>,
    place: &Place<'_>,
) -> Condition {
    match schema {
        ReferenceOr::Reference { reference } => Condition {
            demands: vec![Demand::Schema(ctx.condition(&reference::name(reference)))],
        },
        ReferenceOr::Item(schema) => whole(ctx, schema.borrow(), place),
    }
}

/// All that a schema says.
pub(super) fn whole(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>) -> Condition {
    some(ctx, schema, place, &|_| true)
}

/// What the keywords of a schema say that are `wanted`.
pub(super) fn some(
    ctx: &Context<'_>,
    schema: &Schema,
    place: &Place<'_>,
    wanted: &dyn Fn(&str) -> bool,
) -> Condition {
    let compiled = ctx.deeper(|| {
        let mut compile = Compile {
            ctx,
            schema,
            any: keywords(schema),
            place,
            wanted,
            demands: Vec::new(),
        };
        compile.value();
        compile.object();
        compile.array();
        compile.combined();
        compile.unevaluated();
        compile.demands
    });
    Condition {
        demands: compiled.unwrap_or_default(),
    }
}

/// The keywords of a schema that OpenAPI 3.0 does not have.
pub(super) fn beyond<'s>(schema: &'s Schema, keyword: &str) -> Option<&'s Json> {
    schema.schema_data.extensions.get(KEYWORDS)?.get(keyword)
}

/// What stands for all bounds of numbers where keywords are chosen.
pub(super) const BOUNDS: &str = "minimum";

struct Compile<'a, 'c> {
    ctx: &'a Context<'c>,
    schema: &'a Schema,
    any: &'a AnySchema,
    place: &'a Place<'a>,
    wanted: &'a dyn Fn(&str) -> bool,
    demands: Vec<Demand>,
}

impl Compile<'_, '_> {
    /// Whether a keyword is wanted; `is_there` says if the schema has it.
    fn has(&self, keyword: &str, is_there: bool) -> bool {
        is_there && (self.wanted)(keyword)
    }

    fn add(&mut self, demand: Demand) {
        self.demands.push(demand);
    }

    /// A keyword beyond 3.0, if it is wanted.
    fn beyond(&self, keyword: &str) -> Option<&Json> {
        beyond(self.schema, keyword).filter(|_| (self.wanted)(keyword))
    }

    /// The schema that is the value of a keyword beyond 3.0.
    fn inner(&self, keyword: &str) -> Option<Condition> {
        let json = self.beyond(keyword)?;
        Some(self.read(json, &self.place.key(keyword)))
    }

    fn read(&self, json: &Json, place: &Place<'_>) -> Condition {
        // What cannot be read has been reported by loading.
        match read_schema(json) {
            Some(schema) => of(self.ctx, &schema, place),
            None => Condition::default(),
        }
    }

    /// The schemas of a map or a list that is the value of a keyword beyond
    /// 3.0.
    fn map(&self, keyword: &str) -> Vec<(String, Condition)> {
        let place = self.place.key(keyword);
        let entries = self.beyond(keyword).and_then(Json::as_object);
        let entries = entries.into_iter().flatten();
        entries
            .map(|(key, json)| (key.clone(), self.read(json, &place.key(key))))
            .collect()
    }

    fn list(&self, keyword: &str, all: &[ReferenceOr<Schema>]) -> Vec<Condition> {
        let place = self.place.key(keyword);
        let all = all.iter().enumerate();
        all.map(|(index, schema)| of(self.ctx, schema, &place.index(index)))
            .collect()
    }

    /// Keywords about single values, and the counts of members.
    fn value(&mut self) {
        let nullable = self.schema.schema_data.nullable;
        if self.has("type", self.any.typ.is_some()) {
            let own = self.any.typ.as_deref().and_then(kind);
            let null = nullable.then_some(Kind::Null);
            self.add(Demand::Kinds(own.into_iter().chain(null).collect()));
        }
        if self.has("enum", !self.any.enumeration.is_empty()) {
            let mut texts: Vec<String> = self.any.enumeration.iter().map(Json::to_string).collect();
            if nullable && !scalar::lists_null(self.any) {
                texts.push("null".to_owned());
            }
            self.add(Demand::Listed(texts));
        }
        let format = self.any.format.as_deref().and_then(scalar::text);
        if let Some(format) = format.filter(|_| self.any.typ.as_deref() == Some("string"))
            && format != Text::Secret
            && (self.wanted)("format")
        {
            self.add(Demand::Format(format));
        }
        for (keyword, constraint) in self.constraints() {
            if (self.wanted)(keyword) {
                self.add(Demand::Constraint(constraint));
            }
        }
    }

    fn constraints(&self) -> Vec<(&'static str, Constraint)> {
        let any = self.any;
        let bounds = match any.typ.as_deref() {
            Some("integer") => bounds::integer(self.schema),
            _ => bounds::number(any),
        };
        let mut all: Vec<(&'static str, Constraint)> =
            bounds.into_iter().map(|one| (BOUNDS, one)).collect();
        let counts = [
            ("minLength", any.min_length.map(Constraint::MinLength)),
            ("maxLength", any.max_length.map(Constraint::MaxLength)),
            ("minItems", any.min_items.map(Constraint::MinItems)),
            ("maxItems", any.max_items.map(Constraint::MaxItems)),
            (
                "minProperties",
                any.min_properties.map(Constraint::MinProperties),
            ),
            (
                "maxProperties",
                any.max_properties.map(Constraint::MaxProperties),
            ),
            (
                "uniqueItems",
                (any.unique_items == Some(true)).then_some(Constraint::UniqueItems),
            ),
        ];
        all.extend(
            counts
                .into_iter()
                .filter_map(|(keyword, one)| Some((keyword, one?))),
        );
        if let Some(text) = any.pattern.as_deref().filter(|_| (self.wanted)("pattern")) {
            let pattern = self.pattern(text, "pattern");
            all.extend(pattern.map(|pattern| ("pattern", Constraint::Pattern(pattern))));
        }
        all
    }

    /// A pattern for the runtime; one that it cannot have is reported.
    fn pattern(&self, text: &str, keyword: &str) -> Option<String> {
        let translated = pattern::translate(text);
        if translated.is_none() {
            super::not_enforced(self.ctx, self.place, keyword);
        }
        translated
    }

    fn object(&mut self) {
        let any = self.any;
        if self.has("required", !any.required.is_empty()) {
            self.add(Demand::Required(any.required.clone()));
        }
        if (self.wanted)("properties") {
            let place = self.place.key("properties");
            for (name, schema) in &any.properties {
                let one = of(self.ctx, schema, &place.key(name));
                self.add(Demand::Property(name.clone(), one));
            }
        }
        for (pattern, one) in self.map("patternProperties") {
            if let Some(pattern) = self.pattern(&pattern, "patternProperties") {
                self.add(Demand::PatternProperty(pattern, one));
            }
        }
        self.other_properties();
        if let Some(one) = self.inner("propertyNames") {
            self.add(Demand::PropertyNames(one));
        }
        let required = self.beyond("dependentRequired").and_then(Json::as_object);
        let required: Vec<Demand> = required
            .into_iter()
            .flatten()
            .map(|(name, others)| Demand::DependentRequired(name.clone(), texts(others)))
            .collect();
        self.demands.extend(required);
    }

    fn other_properties(&mut self) {
        if !(self.wanted)("additionalProperties") {
            return;
        }
        let place = self.place.key("additionalProperties");
        let condition = match &self.any.additional_properties {
            None => return,
            Some(AdditionalProperties::Any(true)) => Condition::default(),
            Some(AdditionalProperties::Any(false)) => nothing(),
            Some(AdditionalProperties::Schema(schema)) => of(self.ctx, schema, &place),
        };
        let patterns = beyond(self.schema, "patternProperties").and_then(Json::as_object);
        let patterns: Option<Vec<String>> = patterns
            .into_iter()
            .flatten()
            .map(|(pattern, _)| pattern::translate(pattern))
            .collect();
        match patterns {
            Some(patterns) => self.add(Demand::OtherProperties {
                names: self.any.properties.keys().cloned().collect(),
                patterns,
                condition,
            }),
            // Which names are the others is not known.
            None => super::not_enforced(self.ctx, self.place, "additionalProperties"),
        }
    }

    fn array(&mut self) {
        let prefix = self.beyond("prefixItems").and_then(Json::as_array);
        let place = self.place.key("prefixItems");
        let prefix: Vec<Condition> = prefix
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, json)| self.read(json, &place.index(index)))
            .collect();
        for (index, one) in prefix.into_iter().enumerate() {
            self.add(Demand::Item(index, one));
        }
        if let Some(items) = self.any.items.as_ref().filter(|_| (self.wanted)("items")) {
            let start = beyond(self.schema, "prefixItems").and_then(Json::as_array);
            let one = of(self.ctx, items, &self.place.key("items"));
            self.add(Demand::Items(start.map_or(0, Vec::len), one));
        }
        if let Some(one) = self.inner("contains") {
            let count = |keyword| {
                let number = beyond(self.schema, keyword)?.as_f64()?;
                Some(number as usize)
            };
            let least = count("minContains").unwrap_or(1);
            self.add(Demand::Contains(least, count("maxContains"), one));
        }
    }

    /// Keywords that combine schemas about the same value.
    fn combined(&mut self) {
        let any = self.any;
        if self.has("allOf", !any.all_of.is_empty()) {
            let all = self.list("allOf", &any.all_of);
            self.demands.extend(all.into_iter().map(also));
        }
        for (keyword, branches, demand) in [
            ("anyOf", &any.any_of, Demand::AnyOf as fn(_) -> _),
            ("oneOf", &any.one_of, Demand::OneOf as fn(_) -> _),
        ] {
            let is_made = self.schema.schema_data.extensions.contains_key(SUBTYPES);
            if self.has(keyword, !branches.is_empty() && !is_made) {
                let mut all = self.list(keyword, branches);
                // A branch that is `null` has become this.
                if any.typ.is_none() && self.schema.schema_data.nullable {
                    all.push(Condition {
                        demands: vec![Demand::Kinds(vec![Kind::Null])],
                    });
                }
                self.add(demand(all));
            }
        }
        if let Some(not) = any.not.as_ref().filter(|_| (self.wanted)("not")) {
            let one = of(self.ctx, not, &self.place.key("not"));
            self.add(match one.is_empty() {
                true => Demand::Nothing,
                false => Demand::Not(one),
            });
        }
        if let Some(condition) = self.inner("if") {
            let branch = |keyword| match beyond(self.schema, keyword) {
                Some(json) => self.read(json, &self.place.key(keyword)),
                None => Condition::default(),
            };
            let three = [condition, branch("then"), branch("else")];
            self.add(Demand::Choose(Box::new(three)));
        }
        for (name, one) in self.map("dependentSchemas") {
            self.add(Demand::DependentSchema(name, one));
        }
    }

    fn unevaluated(&mut self) {
        if let Some(one) = self.inner("unevaluatedProperties") {
            self.add(Demand::UnevaluatedProperties(one));
        }
        if let Some(one) = self.inner("unevaluatedItems") {
            self.add(Demand::UnevaluatedItems(one));
        }
    }
}

/// A member of `allOf`; a reference needs no function around it.
fn also(condition: Condition) -> Demand {
    match <[Demand; 1]>::try_from(condition.demands) {
        Ok([named @ Demand::Schema(_)]) => named,
        Ok([other]) => Demand::Also(Condition {
            demands: vec![other],
        }),
        Err(demands) => Demand::Also(Condition { demands }),
    }
}

fn nothing() -> Condition {
    Condition {
        demands: vec![Demand::Nothing],
    }
}

fn texts(json: &Json) -> Vec<String> {
    let texts = json.as_array().into_iter().flatten();
    texts
        .filter_map(|text| Some(text.as_str()?.to_owned()))
        .collect()
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "string" => Kind::String,
        "array" => Kind::Array,
        "object" => Kind::Object,
        _ => return None,
    })
}
