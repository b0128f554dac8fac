//! Which endpoints each route may lead to. axum's router knows whole segments
//! only, and has no room for a parameter beside one that takes all that is
//! left of a path: endpoints do the rest.

use super::dispatch::Endpoint;
use super::template::{before_rest, is_beside_rest};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A route and the endpoints that it may lead to.
pub(super) struct Route {
    pub(super) path: String,
    /// Those with more literal text first, and behind them those of other
    /// routes.
    pub(super) endpoints: Vec<Arc<Endpoint>>,
    /// How many are meant first. Others are where none of these has the path.
    pub(super) own: usize,
}

/// Endpoints by the route that they have.
type Groups = BTreeMap<String, Vec<Arc<Endpoint>>>;

/// The routes of all endpoints.
pub(super) fn routes(endpoints: impl Iterator<Item = Endpoint>) -> Vec<Route> {
    let mut groups = Groups::new();
    for endpoint in endpoints.map(Arc::new) {
        for route in endpoint.routes() {
            groups.entry(route).or_default().push(Arc::clone(&endpoint));
        }
    }
    let groups = merged(groups);
    let route = |(path, own): (&String, &Vec<Arc<Endpoint>>)| {
        let mut endpoints = own.clone();
        let mut others = others(&groups, path, own);
        if own.iter().all(|endpoint| endpoint.needs_query()) {
            endpoints.append(&mut others);
        }
        first_meant_first(&mut endpoints);
        first_meant_first(&mut others);
        let own = endpoints.len();
        endpoints.append(&mut others);
        let path = path.clone();
        Route {
            path,
            endpoints,
            own,
        }
    };
    groups.iter().map(route).collect()
}

fn first_meant_first(endpoints: &mut [Arc<Endpoint>]) {
    endpoints.sort_by_cached_key(|endpoint| Reverse(endpoint.weight()));
}

/// Gives what is beside a route that takes all that is left to that route.
fn merged(mut groups: Groups) -> Groups {
    let wide = groups.keys().filter(|path| before_rest(path).is_some());
    let mut wide: Vec<String> = wide.cloned().collect();
    // What takes more may take another that does.
    wide.sort_by_key(String::len);
    for path in wide {
        if !groups.contains_key(&path) {
            continue;
        }
        let all = groups.into_iter();
        let (beside, mut kept): (Groups, Groups) =
            all.partition(|(other, _)| is_beside_rest(other, &path));
        let own = kept.entry(path).or_default();
        own.extend(beside.into_values().flatten());
        groups = kept;
    }
    groups
}

/// Those of other routes that may be meant where a request has led to this
/// route, and none of its endpoints has its path or its query.
fn others(groups: &Groups, path: &str, own: &[Arc<Endpoint>]) -> Vec<Arc<Endpoint>> {
    let meets = |other: &Endpoint| own.iter().any(|one| one.meets(other));
    let others = groups.iter().filter(|(other, _)| *other != path);
    let others = others.flat_map(|(_, endpoints)| endpoints);
    let others = others.filter(|endpoint| meets(endpoint));
    let is_new = |endpoint: &&Arc<Endpoint>| !own.iter().any(|one| Arc::ptr_eq(one, endpoint));
    others.filter(is_new).cloned().collect()
}
