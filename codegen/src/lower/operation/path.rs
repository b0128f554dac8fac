//! Path templates: their form, and their parameters against those declared.

use super::method_name;
use crate::diagnostic::{Code, nearest};
use crate::document::Place;
use crate::ir::{Location, Operation, Parameter};
use crate::lower::context::Context;
use crate::lower::server::base_path;
use std::collections::BTreeMap;

/// Reports a template whose braces do not match, or that an earlier path
/// equals but for the names of its parameters.
pub(super) fn check<'a>(
    ctx: &Context<'_>,
    path: &'a str,
    earlier: &mut BTreeMap<String, &'a str>,
    place: &Place<'_>,
) {
    if names(path).is_none() {
        let message = format!("the braces of the path `{path}` do not match");
        let hint = "write each parameter as `{name}`";
        ctx.report.hint(Code::InvalidPath, place, message, hint);
    }
    // A query that is always the same tells some operations apart.
    let query = path.find('?').map_or("", |at| &path[at..]);
    if path.contains('#') || query.contains('{') {
        let message = "a path has no fragment, and no parameters in its query";
        let hint = "declare query parameters in `parameters`";
        ctx.report.hint(Code::InvalidPath, place, message, hint);
    }
    if let Some(other) = earlier.insert(skeleton(path), path) {
        let message = format!("this path is the same as `{other}`");
        let hint = "put the operations of both under one path";
        ctx.report.hint(Code::DuplicatePath, place, message, hint);
    }
}

/// Reports an operation that another one is in the way of in a generated
/// server, which has the servers of all operations in one.
pub(super) fn check_served(
    ctx: &Context<'_>,
    operation: &Operation,
    earlier: &mut BTreeMap<(&'static str, String), String>,
) {
    let own = operation.server.as_ref();
    let base_path = own.map_or_else(|| base_path(ctx.openapi), |server| server.base_path.clone());
    let method = method_name(operation.method);
    let path = base_path + &skeleton(&operation.path);
    if let Some(other) = earlier.insert((method, path), operation.id.clone()) {
        let message = format!("a generated server has `{other}` at the same path");
        let place = Place::Root;
        let place = place.key("paths");
        let place = place.key(&operation.path);
        ctx.report.add(
            Code::NotEnforced,
            place.key(&method.to_ascii_lowercase()),
            message,
        );
    }
}

/// Reports each parameter that the template has and the operation does not,
/// and the reverse.
pub(super) fn compare(
    ctx: &Context<'_>,
    path: &str,
    parameters: &[Parameter],
    places: [&Place<'_>; 2],
) {
    let [item, operation] = places;
    let Some(in_path) = names(path) else { return };
    let declared = parameters
        .iter()
        .filter(|one| one.location == Location::Path);
    let declared: Vec<&str> = declared.map(|one| one.name.as_str()).collect();
    for name in in_path.iter().filter(|name| !declared.contains(name)) {
        let message =
            format!("the path has a parameter `{name}` that the operation does not declare");
        let hint = match nearest(name, declared.iter().copied()) {
            Some(meant) => format!("a path parameter `{meant}` is declared: use one name for both"),
            None => format!("declare a parameter with `name: {name}` and `in: path`"),
        };
        ctx.report
            .hint(Code::UndeclaredPathParameter, operation, message, hint);
    }
    for name in declared.iter().filter(|name| !in_path.contains(name)) {
        let message = format!("the path parameter `{name}` is not in the path `{path}`");
        let hint = format!("add `{{{name}}}` to the path, or remove the parameter");
        let declared_at = super::parameter::declared_at(ctx, path, name, [item, operation]);
        ctx.report
            .hint(Code::UnusedPathParameter, declared_at, message, hint);
    }
}

/// The parameters of a template, or `None` if its braces do not match.
fn names(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let inner = rest[at..].strip_prefix('{')?;
        let (name, behind) = inner.split_once('}')?;
        if name.is_empty() || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = behind;
    }
    Some(names)
}

fn skeleton(path: &str) -> String {
    let mut skeleton = String::new();
    let mut inside = false;
    for c in path.chars() {
        inside &= c != '}';
        if !inside {
            skeleton.push(c);
        }
        inside |= c == '{';
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::{names, skeleton};

    #[test]
    fn reads_templates() {
        assert_eq!(names("/a/{b}/c-{d}.json"), Some(vec!["b", "d"]));
        assert_eq!(names("/a/{b"), None);
        assert_eq!(names("/a/b}"), None);
        assert_eq!(names("/a/{}"), None);
        assert_eq!(skeleton("/a/{b}/c"), "/a/{}/c");
    }
}
