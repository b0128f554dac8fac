//! Which operations are wanted: the others are taken out of the tree before
//! anything is made of them, and with them the components that only they use.

use super::grammar::Kind;
use super::place::Place;
use super::reach::drop_unreachable;
use super::tree::{Object, Tree};
use crate::diagnostic::{Code, Report, nearest};

/// Which operations of a description are generated: those that one of the
/// criteria names, or all where there is none, but for those that are
/// excluded. Component schemas that none of them uses are not generated
/// either.
///
/// ```
/// use specwright::Filter;
///
/// let users = Filter::new().tag("Users").path("/user").without_operation("delete_user");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Filter {
    only: Vec<Criterion>,
    without: Vec<Criterion>,
}

/// What an operation is chosen by.
#[derive(Clone, Debug)]
enum Criterion {
    Tag(String),
    Operation(String),
    Path(String),
}

impl Filter {
    /// A filter that lets everything through.
    pub fn new() -> Self {
        Self::default()
    }

    /// Generates the operations that have this tag.
    #[must_use]
    pub fn tag(mut self, tag: &str) -> Self {
        self.only.push(Criterion::Tag(tag.to_owned()));
        self
    }

    /// Generates the operation of this id or, as in `GET /users`, of this
    /// method and path.
    #[must_use]
    pub fn operation(mut self, id: &str) -> Self {
        self.only.push(Criterion::Operation(id.to_owned()));
        self
    }

    /// Generates the operations of this path and of those below it: `/users`
    /// means `/users` and `/users/{id}`, but not `/users-online`.
    #[must_use]
    pub fn path(mut self, prefix: &str) -> Self {
        self.only.push(Criterion::Path(prefix.to_owned()));
        self
    }

    /// Leaves out the operations that have this tag.
    #[must_use]
    pub fn without_tag(mut self, tag: &str) -> Self {
        self.without.push(Criterion::Tag(tag.to_owned()));
        self
    }

    /// Leaves out the operation of this id, or of this method and path.
    #[must_use]
    pub fn without_operation(mut self, id: &str) -> Self {
        self.without.push(Criterion::Operation(id.to_owned()));
        self
    }

    /// Leaves out the operations of this path and of those below it.
    #[must_use]
    pub fn without_path(mut self, prefix: &str) -> Self {
        self.without.push(Criterion::Path(prefix.to_owned()));
        self
    }

    /// Whether it lets everything through.
    pub(super) fn is_empty(&self) -> bool {
        self.only.is_empty() && self.without.is_empty()
    }

    fn wants(&self, candidate: &Candidate<'_>) -> bool {
        let is_named = |list: &[Criterion]| list.iter().any(|one| one.names(candidate));
        (self.only.is_empty() || is_named(&self.only)) && !is_named(&self.without)
    }
}

/// An operation with what it can be chosen by.
struct Candidate<'a> {
    path: &'a str,
    method: &'a str,
    operation: &'a Tree,
}

impl Candidate<'_> {
    fn id(&self) -> Option<&str> {
        self.operation.get("operationId")?.as_str()
    }

    fn tags(&self) -> impl Iterator<Item = &str> {
        let tags = match self.operation.get("tags") {
            Some(Tree::Array(tags)) => tags.as_slice(),
            _ => &[],
        };
        tags.iter().filter_map(Tree::as_str)
    }

    fn method_and_path(&self) -> String {
        method_and_path(self.method, self.path)
    }
}

/// What an operation can be called that has no id, as in `GET /users`.
pub(super) fn method_and_path(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

impl Criterion {
    fn names(&self, candidate: &Candidate<'_>) -> bool {
        match self {
            Self::Tag(tag) => candidate.tags().any(|one| one == tag),
            Self::Operation(id) => candidate.id() == Some(id) || candidate.method_and_path() == *id,
            Self::Path(prefix) => {
                let prefix = prefix.trim_end_matches('/');
                let rest = candidate.path.strip_prefix(prefix);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
        }
    }

    /// What the message of a criterion that names nothing calls it, and what
    /// could have been meant.
    fn unmatched(&self, all: &[Candidate<'_>]) -> (String, Option<String>) {
        let (noun, text) = match self {
            Self::Tag(tag) => ("has the tag", tag),
            Self::Operation(id) => ("is called", id),
            Self::Path(prefix) => ("has a path below", prefix),
        };
        let known: Vec<String> = all
            .iter()
            .flat_map(|one| match self {
                Self::Tag(_) => one.tags().map(str::to_owned).collect(),
                Self::Operation(id) if id.contains('/') => vec![one.method_and_path()],
                Self::Operation(_) => one.id().map(str::to_owned).into_iter().collect(),
                Self::Path(_) => beginnings(one.path),
            })
            .collect();
        let near = nearest(text, known.iter().map(String::as_str));
        (
            format!("no operation {noun} `{text}`, which is filtered by"),
            near.map(|near| format!("did you mean `{near}`?")),
        )
    }
}

/// The path and those above it.
fn beginnings(path: &str) -> Vec<String> {
    let slashes = path.match_indices('/').skip(1).map(|(at, _)| at);
    let ends = slashes.chain([path.len()]);
    ends.map(|end| path[..end].to_owned()).collect()
}

/// Takes out of a document what the filter does not let through; a criterion
/// that names no operation is reported.
pub(super) fn apply(tree: &mut Tree, filter: &Filter, report: &Report) {
    let Tree::Object(document) = tree else { return };
    let Some(Tree::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    let all = candidates(paths);
    for criterion in filter.only.iter().chain(&filter.without) {
        if !all.iter().any(|one| criterion.names(one)) {
            let (message, hint) = criterion.unmatched(&all);
            let place = Place::Root;
            let place = place.key("paths");
            match hint {
                Some(hint) => report.hint(Code::UnmatchedFilter, place, message, hint),
                None => report.add(Code::UnmatchedFilter, place, message),
            }
        }
    }
    let unwanted = all.iter().filter(|one| !filter.wants(one));
    let unwanted: Vec<(String, String)> = unwanted
        .map(|one| (one.path.to_owned(), one.method.to_owned()))
        .collect();
    for (path, method) in &unwanted {
        if let Some(Tree::Object(item)) = paths.get_mut(path) {
            item.shift_remove(method);
        }
    }
    // Which operations an item has that cannot be followed, nobody knows.
    paths.retain(|path, item| {
        path.starts_with("x-") || has_operations(item) || item.reference().is_some()
    });
    // They are calls of the API's own, which no criterion names.
    document.shift_remove("webhooks");
    drop_unreachable(tree);
}

fn candidates(paths: &Object) -> Vec<Candidate<'_>> {
    let mut found = Vec::new();
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let Tree::Object(fields) = item else { continue };
        let operations = fields.iter().filter(|(key, _)| Kind::is_method(key));
        found.extend(operations.map(|(method, operation)| Candidate {
            path,
            method,
            operation,
        }));
    }
    found
}

fn has_operations(item: &Tree) -> bool {
    matches!(item, Tree::Object(fields) if fields.keys().any(|key| Kind::is_method(key)))
}
