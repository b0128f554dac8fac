//! A schema as both sides tell it: what a value may be, without names and without the ways in which
//! descriptions compose schemas.

use std::collections::BTreeMap;

use super::facts::Facts;

/// What a value may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// A type of JSON, or `map`, `union`, `any`, `object (free form)`.
    pub kind: String,
    /// Everything else that is said of the value itself.
    pub facts: Facts,
    /// What the items of a list, or the values of a map, may be.
    pub item: Option<Box<Node>>,
    /// What the properties of an object may be.
    pub members: Vec<Member>,
    /// What the value may be, by the value of the property that tells.
    pub branches: Vec<(String, Node)>,
}

/// A property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it may be.
    pub node: Node,
}

impl Node {
    /// A node of this kind, with nothing else said.
    pub fn of(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    /// What lists and maps are of in the end.
    pub fn innermost(&mut self) -> &mut Self {
        match self.item {
            Some(ref mut item) => item.innermost(),
            None => self,
        }
    }

    /// What the values of a map are, which may be in a list.
    pub fn value_of_map(&mut self) -> Option<&mut Self> {
        let is_map = self.kind == "map";
        let item = self.item.as_deref_mut()?;
        if is_map {
            Some(item)
        } else {
            item.value_of_map()
        }
    }

    /// Adds a property; of one that is there already, what is said in both places holds.
    pub fn add(&mut self, member: Member) {
        match self.members.iter_mut().find(|old| old.name == member.name) {
            Some(old) => {
                old.is_required |= member.is_required;
                old.node.also(member.node);
            }
            None => self.members.push(member),
        }
    }

    /// Adds what another schema says of the same value.
    pub fn also(&mut self, other: Self) {
        if self.kind.is_empty() {
            self.kind = other.kind;
        }
        // A value that one side may send is not the server's alone.
        let only_read = self.facts.contains_key(READ_ONLY) && other.facts.contains_key(READ_ONLY);
        for (name, value) in other.facts {
            self.facts.entry(name).or_insert(value);
        }
        if !only_read {
            self.facts.remove(READ_ONLY);
        }
        self.item = self.item.take().or(other.item);
        for member in other.members {
            self.add(member);
        }
        if self.branches.is_empty() {
            self.branches = other.branches;
        }
    }

    /// The facts of the schema and of all its parts, by place, below the place called `name`.
    pub fn places(&self, name: &str) -> BTreeMap<String, Facts> {
        let mut places = BTreeMap::new();
        self.put_places(name, &mut places);
        places
    }

    fn put_places(&self, name: &str, places: &mut BTreeMap<String, Facts>) {
        let mut facts = self.facts.clone();
        facts.insert("type", self.kind.clone());
        places.entry(name.to_owned()).or_default().extend(facts);
        if let Some(item) = &self.item {
            let step = if self.kind == "map" { "{}" } else { "[]" };
            item.put_places(&format!("{name}{step}"), places);
        }
        for member in &self.members {
            let place = format!("{name}.{}", member.name);
            let required = member.is_required.to_string();
            let facts = Facts::from([("required", required)]);
            places.entry(place.clone()).or_default().extend(facts);
            member.node.put_places(&place, places);
        }
        for (value, branch) in &self.branches {
            branch.put_places(&format!("{name}<{value}>"), places);
        }
    }
}

/// The fact that only the server sets a value.
pub const READ_ONLY: &str = "readOnly";

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, is_required: bool, node: Node) -> Member {
        Member {
            name: name.to_owned(),
            is_required,
            node,
        }
    }

    #[test]
    fn every_part_has_a_place() {
        let mut map = Node::of("map");
        map.item = Some(Box::new(Node::of("integer")));
        let mut cat = Node::of("object");
        cat.add(member("lives", true, map));
        let mut pet = Node::of("union");
        pet.branches.push(("cat".to_owned(), cat));
        let mut pets = Node::of("array");
        pets.item = Some(Box::new(pet));
        let places = pets.places("200");
        let names: Vec<&str> = places.keys().map(String::as_str).collect();
        let expected = [
            "200",
            "200[]",
            "200[]<cat>",
            "200[]<cat>.lives",
            "200[]<cat>.lives{}",
        ];
        assert_eq!(names, expected);
        assert_eq!(places["200[]<cat>.lives"]["required"], "true");
        assert_eq!(places["200[]<cat>.lives{}"]["type"], "integer");
    }

    #[test]
    fn what_is_said_twice_holds_together() {
        let mut read = Node::of("string");
        read.facts.insert(READ_ONLY, "true".to_owned());
        let mut both = Node::of("object");
        both.add(member("id", false, read.clone()));
        both.add(member("id", true, read));
        assert!(both.members[0].is_required);
        assert!(both.members[0].node.facts.contains_key(READ_ONLY));
        both.add(member("id", false, Node::of("string")));
        assert!(!both.members[0].node.facts.contains_key(READ_ONLY));
    }
}
