//! Conditions on the properties of objects and the items of arrays.

use super::Test;
use super::test::{Tester, passed};
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

    /// What [`property`](Self::property) does.
    pub fn property_by(&mut self, name: &str, schema: Tester<'_>) -> &mut Self {
        self.each_property(|own| own == name, schema)
    }

    /// What [`pattern_property`](Self::pattern_property) does.
    #[cfg(feature = "pattern")]
    pub fn pattern_property_by(
        &mut self,
        pattern: &super::Pattern,
        schema: Tester<'_>,
    ) -> &mut Self {
        self.each_property(|name| pattern.is_match(name), schema)
    }

    /// What [`other_properties`](Self::other_properties) does.
    pub fn other_properties_by(&mut self, names: &[&str], schema: Tester<'_>) -> &mut Self {
        self.each_property(|name| !names.contains(&name), schema)
    }

    /// What [`unmatched_properties`](Self::unmatched_properties) does.
    #[cfg(feature = "pattern")]
    pub fn unmatched_properties_by(
        &mut self,
        names: &[&str],
        patterns: &[&super::Pattern],
        schema: Tester<'_>,
    ) -> &mut Self {
        let matches = |name: &str| patterns.iter().any(|pattern| pattern.is_match(name));
        self.each_property(|name| !names.contains(&name) && !matches(name), schema)
    }

    /// What [`unevaluated_properties`](Self::unevaluated_properties) does.
    pub fn unevaluated_properties_by(&mut self, schema: Tester<'_>) -> &mut Self {
        let evaluated = self.take_evaluated();
        for (name, node) in entries(self.node) {
            if evaluated.binary_search(&node.position()).is_err() {
                schema(&mut Test::new(node, self.check.name(name)));
            }
            self.evaluated.push(node.position());
        }
        self
    }

    fn each_property(&mut self, wanted: impl Fn(&str) -> bool, schema: Tester<'_>) -> &mut Self {
        for (name, node) in entries(self.node).filter(|(name, _)| wanted(name)) {
            schema(&mut Test::new(node, self.check.name(name)));
            self.evaluated.push(node.position());
        }
        self
    }

    /// What [`property_names`](Self::property_names) does.
    pub fn property_names_by(&mut self, schema: Tester<'_>) -> &mut Self {
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

    /// What [`dependent_schema`](Self::dependent_schema) does.
    pub fn dependent_schema_by(&mut self, name: &str, schema: Tester<'_>) -> &mut Self {
        match self.has(name) {
            true => self.also_by(schema),
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
    /// What [`item`](Self::item) does.
    pub fn item_by(&mut self, index: usize, schema: Tester<'_>) -> &mut Self {
        self.each_item(|at| at == index, schema)
    }

    /// What [`items`](Self::items) does.
    pub fn items_by(&mut self, start: usize, schema: Tester<'_>) -> &mut Self {
        self.each_item(|at| at >= start, schema)
    }

    /// What [`unevaluated_items`](Self::unevaluated_items) does.
    pub fn unevaluated_items_by(&mut self, schema: Tester<'_>) -> &mut Self {
        let evaluated = self.take_evaluated();
        for (index, node) in items(self.node).enumerate() {
            if evaluated.binary_search(&node.position()).is_err() {
                schema(&mut Test::new(node, self.check.index(index)));
            }
            self.evaluated.push(node.position());
        }
        self
    }

    fn each_item(&mut self, wanted: impl Fn(usize) -> bool, schema: Tester<'_>) -> &mut Self {
        for (index, node) in items(self.node).enumerate() {
            if wanted(index) {
                schema(&mut Test::new(node, self.check.index(index)));
                self.evaluated.push(node.position());
            }
        }
        self
    }

    /// What [`contains`](Self::contains) does.
    pub fn contains_by(
        &mut self,
        least: usize,
        most: Option<usize>,
        schema: Tester<'_>,
    ) -> &mut Self {
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
