//! Conditions on the properties of objects and the items of arrays.

use super::Test;
use super::test::{Schema, passed};
use crate::wire::{Node, Token, canonical};

/// Keywords about objects.
impl Test<'_> {
    /// The object has these properties (`required`).
    pub fn required(&mut self, names: &[&str]) -> &mut Self {
        if self.is_object() {
            for name in names {
                let holds = self.has(name);
                self.require(holds, || format!("must have the property `{name}`"));
            }
        }
        self
    }

    /// The property, if it is there, obeys a schema (`properties`).
    pub fn property(&mut self, name: &str, schema: Schema) -> &mut Self {
        self.each_property(|own| own == name, schema)
    }

    /// Each property whose name matches obeys a schema
    /// (`patternProperties`).
    #[cfg(feature = "pattern")]
    pub fn pattern_property(&mut self, pattern: &super::Pattern, schema: Schema) -> &mut Self {
        self.each_property(|name| pattern.is_match(name), schema)
    }

    /// Each other property obeys a schema (`additionalProperties`).
    pub fn other_properties(&mut self, names: &[&str], schema: Schema) -> &mut Self {
        self.each_property(|name| !names.contains(&name), schema)
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
        let matches = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
        self.each_property(|name| !names.contains(&name) && !matches(name), schema)
    }

    /// Each property that no keyword before this applies to obeys a schema
    /// (`unevaluatedProperties`).
    pub fn unevaluated_properties(&mut self, schema: Schema) -> &mut Self {
        let evaluated = self.take_evaluated();
        for (name, node) in entries(self.node) {
            if evaluated.binary_search(&node.position()).is_err() {
                schema(&mut Test::new(node, self.check.name(name)));
            }
            self.evaluated.push(node.position());
        }
        self
    }

    fn each_property(&mut self, wanted: impl Fn(&str) -> bool, schema: Schema) -> &mut Self {
        for (name, node) in entries(self.node).filter(|(name, _)| wanted(name)) {
            schema(&mut Test::new(node, self.check.name(name)));
            self.evaluated.push(node.position());
        }
        self
    }

    /// Each name of a property, as a string, obeys a schema
    /// (`propertyNames`).
    pub fn property_names(&mut self, schema: Schema) -> &mut Self {
        for (name, _) in entries(self.node) {
            let key = [Token::String(name.into())];
            let holds = passed(Node::root(&key), schema).is_some();
            self.check.name(name).require(holds, || {
                "must have a name that obeys the schema of `propertyNames`".to_owned()
            });
        }
        self
    }

    /// An object with the property `name` has these too
    /// (`dependentRequired`).
    pub fn dependent_required(&mut self, name: &str, others: &[&str]) -> &mut Self {
        match self.has(name) {
            true => self.required(others),
            false => self,
        }
    }

    /// An object with the property `name` obeys a schema
    /// (`dependentSchemas`).
    pub fn dependent_schema(&mut self, name: &str, schema: Schema) -> &mut Self {
        match self.has(name) {
            true => self.also(schema),
            false => self,
        }
    }

    /// The object has at least so many properties (`minProperties`).
    pub fn min_properties(&mut self, least: usize) -> &mut Self {
        if self.is_object() {
            self.check.min_properties(entries(self.node).count(), least);
        }
        self
    }

    /// The object has at most so many properties (`maxProperties`).
    pub fn max_properties(&mut self, most: usize) -> &mut Self {
        self.check.max_properties(entries(self.node).count(), most);
        self
    }

    fn is_object(&self) -> bool {
        matches!(self.node.token(), Token::Object { .. } | Token::Form { .. })
    }

    fn has(&self, name: &str) -> bool {
        entries(self.node).any(|(own, _)| own == name)
    }
}

/// Keywords about arrays.
impl Test<'_> {
    /// The item at `index`, if it is there, obeys a schema (`prefixItems`).
    pub fn item(&mut self, index: usize, schema: Schema) -> &mut Self {
        self.each_item(|at| at == index, schema)
    }

    /// Each item from `start` on obeys a schema (`items`).
    pub fn items(&mut self, start: usize, schema: Schema) -> &mut Self {
        self.each_item(|at| at >= start, schema)
    }

    /// Each item that no keyword before this applies to obeys a schema
    /// (`unevaluatedItems`).
    pub fn unevaluated_items(&mut self, schema: Schema) -> &mut Self {
        let evaluated = self.take_evaluated();
        for (index, node) in items(self.node).enumerate() {
            if evaluated.binary_search(&node.position()).is_err() {
                schema(&mut Test::new(node, self.check.index(index)));
            }
            self.evaluated.push(node.position());
        }
        self
    }

    fn each_item(&mut self, wanted: impl Fn(usize) -> bool, schema: Schema) -> &mut Self {
        for (index, node) in items(self.node).enumerate() {
            if wanted(index) {
                schema(&mut Test::new(node, self.check.index(index)));
                self.evaluated.push(node.position());
            }
        }
        self
    }

    /// So many items obey a schema (`contains`, `minContains`,
    /// `maxContains`).
    pub fn contains(&mut self, least: usize, most: Option<usize>, schema: Schema) -> &mut Self {
        if !matches!(self.node.token(), Token::Array { .. }) {
            return self;
        }
        let obeying = items(self.node).filter(|node| passed(*node, schema).is_some());
        let obeying: Vec<usize> = obeying.map(Node::position).collect();
        let count = obeying.len();
        self.evaluated.extend(obeying);
        self.require(count >= least, || {
            format!("must contain at least {least} that obey the schema of `contains`")
        });
        self.require(most.is_none_or(|most| count <= most), || {
            let most = most.unwrap_or_default();
            format!("must contain at most {most} that obey the schema of `contains`")
        })
    }

    /// The array has at least so many items (`minItems`).
    pub fn min_items(&mut self, least: usize) -> &mut Self {
        if matches!(self.node.token(), Token::Array { .. }) {
            self.check.min_items(items(self.node).count(), least);
        }
        self
    }

    /// The array has at most so many items (`maxItems`).
    pub fn max_items(&mut self, most: usize) -> &mut Self {
        self.check.max_items(items(self.node).count(), most);
        self
    }

    /// No two items are equal (`uniqueItems`).
    pub fn unique_items(&mut self) -> &mut Self {
        let holds = are_unique(self.node);
        self.require(holds, || "must not have an item twice".to_owned())
    }
}

/// Whether no two items of an array are equal as JSON values.
pub(super) fn are_unique(array: Node<'_>) -> bool {
    // In order, which is far fewer comparisons than each with each.
    let mut texts: Vec<String> = items(array).map(canonical).collect();
    texts.sort_unstable();
    texts.windows(2).all(|pair| pair[0] != pair[1])
}

fn entries<'a>(node: Node<'a>) -> impl Iterator<Item = (&'a str, Node<'a>)> {
    node.entries().into_iter().flatten()
}

fn items<'a>(node: Node<'a>) -> impl Iterator<Item = Node<'a>> {
    node.items().into_iter().flatten()
}
