//! Keywords that hold schemas, with functions for those: what generated code
//! calls. Those whose schemas are known when the program runs have a method
//! in `_by`, which does the work.

use super::test::{Schema, Test};

impl Test<'_> {
    /// The value obeys a schema as well (`allOf`, `$ref`).
    pub fn also(&mut self, schema: Schema) -> &mut Self {
        self.also_by(&schema)
    }

    /// The value obeys at least one of these schemas (`anyOf`).
    pub fn any_of(&mut self, schemas: &[Schema]) -> &mut Self {
        self.any_of_by(schemas.len(), &|at, test| schemas[at](test))
    }

    /// The value obeys exactly one of these schemas (`oneOf`).
    pub fn one_of(&mut self, schemas: &[Schema]) -> &mut Self {
        self.one_of_by(schemas.len(), &|at, test| schemas[at](test))
    }

    /// The value does not obey this schema (`not`).
    pub fn not(&mut self, schema: Schema) -> &mut Self {
        self.not_by(&schema)
    }

    /// The value obeys `then` if it obeys `condition`, else `otherwise`
    /// (`if`, `then`, `else`).
    pub fn choose(&mut self, condition: Schema, then: Schema, otherwise: Schema) -> &mut Self {
        self.choose_by(&condition, &then, &otherwise)
    }

    /// The property, if it is there, obeys a schema (`properties`).
    pub fn property(&mut self, name: &str, schema: Schema) -> &mut Self {
        self.property_by(name, &schema)
    }

    /// Each property whose name matches obeys a schema
    /// (`patternProperties`).
    #[cfg(feature = "pattern")]
    pub fn pattern_property(&mut self, pattern: &super::Pattern, schema: Schema) -> &mut Self {
        self.pattern_property_by(pattern, &schema)
    }

    /// Each other property obeys a schema (`additionalProperties`).
    pub fn other_properties(&mut self, names: &[&str], schema: Schema) -> &mut Self {
        self.other_properties_by(names, &schema)
    }

    /// Each property with another name that matches no pattern obeys a schema
    /// (`additionalProperties` beside `patternProperties`).
    #[cfg(feature = "pattern")]
    pub fn unmatched_properties(
        &mut self,
        names: &[&str],
        patterns: &[&super::Pattern],
        schema: Schema,
    ) -> &mut Self {
        self.unmatched_properties_by(names, patterns, &schema)
    }

    /// Each property that no keyword before this applies to obeys a schema
    /// (`unevaluatedProperties`).
    pub fn unevaluated_properties(&mut self, schema: Schema) -> &mut Self {
        self.unevaluated_properties_by(&schema)
    }

    /// Each name of a property, as a string, obeys a schema
    /// (`propertyNames`).
    pub fn property_names(&mut self, schema: Schema) -> &mut Self {
        self.property_names_by(&schema)
    }

    /// An object with the property `name` obeys a schema
    /// (`dependentSchemas`).
    pub fn dependent_schema(&mut self, name: &str, schema: Schema) -> &mut Self {
        self.dependent_schema_by(name, &schema)
    }

    /// The item at `index`, if it is there, obeys a schema (`prefixItems`).
    pub fn item(&mut self, index: usize, schema: Schema) -> &mut Self {
        self.item_by(index, &schema)
    }

    /// Each item from `start` on obeys a schema (`items`).
    pub fn items(&mut self, start: usize, schema: Schema) -> &mut Self {
        self.items_by(start, &schema)
    }

    /// Each item that no keyword before this applies to obeys a schema
    /// (`unevaluatedItems`).
    pub fn unevaluated_items(&mut self, schema: Schema) -> &mut Self {
        self.unevaluated_items_by(&schema)
    }

    /// So many items obey a schema (`contains`, `minContains`,
    /// `maxContains`).
    pub fn contains(&mut self, least: usize, most: Option<usize>, schema: Schema) -> &mut Self {
        self.contains_by(least, most, &schema)
    }
}
