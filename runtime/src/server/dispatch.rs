//! One request from the wire to its endpoint and back. Nothing here depends
//! on the API that is served.

use super::Handled;
use super::arrival::Arrival;
use super::beat::Beating;
use super::deadline::{Overdue, Until};
use super::options::Options;
use super::panics::{Careful, Panicked, caught};
use super::rejection::{Rejection, RejectionKind};
use super::request_id::RequestId;
use super::routes::routes;
use super::template::{Captures, Template};
use crate::operation::Operation;
use crate::outcome::Reply;
use crate::percent;
use crate::stream::{Carried, Payload};
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, Entry};
use http::{HeaderValue, Method, Uri};
use std::convert::Infallible;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

/// An operation and what serves it.
pub(super) struct Endpoint {
    operation: &'static Operation,
    /// What its path is below, and how many segments that has.
    base_path: Arc<str>,
    base_segments: usize,
    template: Template,
    /// The query that all its calls have.
    always: &'static str,
    run: Run,
}

type Run = Box<dyn Fn(Arrival) -> Handled + Send + Sync>;

impl Endpoint {
    pub(super) fn new(operation: &'static Operation, run: Run) -> Self {
        Self {
            operation,
            base_path: "".into(),
            base_segments: 0,
            template: Template::of(operation),
            always: operation.path_and_query().1,
            run,
        }
    }
}

impl Endpoint {
    /// The routes that lead to it.
    pub(super) fn routes(&self) -> Vec<String> {
        self.template.routes(&self.base_path)
    }

    /// Whether a path may be that of both. What is below another path is not
    /// compared.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.base_path != other.base_path || self.template.meets(&other.template)
    }

    /// The same below this path, unless the operation has a server of its own.
    fn below(self, base_path: &Arc<str>) -> Self {
        let base_path = match &self.operation.server {
            Some(own) => base(own.base_path),
            None => Arc::clone(base_path),
        };
        Self {
            base_segments: base_path.matches('/').count(),
            base_path,
            ..self
        }
    }

    /// The parameters of a path, `None` if it is another one. The base path
    /// itself is where the path `/` is.
    fn capture(&self, path: &str) -> Option<Captures> {
        let bytes = path.bytes().enumerate();
        let mut slashes = bytes.filter(|(_, byte)| *byte == b'/');
        let slash = slashes.nth(self.base_segments);
        let start = slash.map_or(path.len(), |(slash, _)| slash + 1);
        self.template.capture(path, start)
    }

    /// How much of path and query is literal: of two that match, the one with
    /// more of it is meant. Whole segments count first, as routes have it, and
    /// what takes one of them before what takes all that are left.
    pub(super) fn weight(&self) -> (Vec<bool>, usize, usize, bool) {
        let mut segments = vec![true; self.base_segments];
        segments.extend(self.template.literal_segments());
        let (query, text) = (self.always.len(), self.template.weight());
        (segments, query, text, !self.template.takes_rest())
    }

    /// Whether all calls of the operation have a query.
    pub(super) fn needs_query(&self) -> bool {
        !self.always.is_empty()
    }

    /// Whether a query has what all calls of the operation have.
    fn takes(&self, query: Option<&str>) -> bool {
        let given = |pair: &str| {
            let pair = percent::encode_except(pair, percent::is_allowed_in_query);
            query.unwrap_or("").split('&').any(|one| one == pair)
        };
        self.always.is_empty() || self.always.split('&').all(given)
    }
}

/// What stands for a time limit that no clock can hold.
pub(super) const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The endpoints that a route may lead to, those that are meant first.
struct Group {
    endpoints: Vec<Arc<Endpoint>>,
    /// How many are of the route itself.
    own: usize,
    options: Arc<Options>,
}

/// Makes one route for each group of endpoints.
pub(super) fn assemble(
    base_path: &'static str,
    options: Options,
    endpoints: Vec<Endpoint>,
) -> axum::Router {
    let base_path = base(options.base_path.as_deref().unwrap_or(base_path));
    let options = Arc::new(options);
    let endpoints = endpoints.into_iter();
    // Literal segments may well start with a colon or a star.
    let mut router = axum::Router::new().without_v07_checks();
    for route in routes(endpoints.map(|endpoint| endpoint.below(&base_path))) {
        let group = Arc::new(Group {
            endpoints: route.endpoints,
            own: route.own,
            options: Arc::clone(&options),
        });
        let service = tower::service_fn(move |request| serve(Arc::clone(&group), request));
        router = router.route_service(&route.path, service);
    }
    router.fallback(move |request: Request| async move { unknown(&options, &request) })
}

/// A base path as it is before a path of the description: with a slash at its
/// beginning unless it is empty, and without one at its end.
fn base(path: &str) -> Arc<str> {
    match path.trim_matches('/') {
        "" => "".into(),
        path => format!("/{path}").into(),
    }
}

/// Answers a request. What waits for the answer keeps little of it, since it
/// is allocated for each.
fn serve(
    group: Arc<Group>,
    request: Request,
) -> impl Future<Output = Result<Response, Infallible>> + Send {
    let head = request.method() == Method::HEAD;
    let id = group.options.request_id(request.headers());
    let found = group.find(request.method(), request.uri());
    let arrived = found.map(|(at, captures)| {
        let (operation, options) = (group.endpoints[at].operation, Arc::clone(&group.options));
        let arrival = Arrival::new(operation, captures, request, options, id.clone());
        (at, arrival)
    });
    async move {
        let options = &group.options;
        let reply = match arrived {
            Ok((at, arrival)) => {
                let endpoint = &group.endpoints[at];
                let span = span(endpoint, &arrival);
                let answered = answer(endpoint, arrival).instrument(span.clone()).await;
                let reply = answered.unwrap_or_else(|rejection| {
                    span.in_scope(|| rejection.log());
                    let rejection = rejection.of(endpoint.operation).to(id.as_ref());
                    rendered(options, &rejection)
                });
                span.record("status", reply.status());
                reply
            }
            Err(rejection) => rendered(options, &rejection.to(id.as_ref())),
        };
        Ok(respond(options, reply, head, id))
    }
}

fn span(endpoint: &Endpoint, arrival: &Arrival) -> Span {
    tracing::info_span!(
        "request",
        operation = endpoint.operation.id,
        method = arrival.incoming.head.method.as_str(),
        route = format_args!("{}{}", endpoint.base_path, endpoint.operation.path),
        request_id = arrival.request_id.as_ref().map(RequestId::as_str),
        status = Empty,
    )
}

async fn answer(endpoint: &Endpoint, arrival: Arrival) -> Result<Reply, Rejection> {
    arrival.check_head()?;
    let deadline = arrival.deadline;
    let run = pin!(async {
        let mut handled = (endpoint.run)(arrival);
        let overdue = |Overdue| Rejection::new(RejectionKind::Timeout, "the answer took too long");
        let answered = Until::new(deadline, handled.as_mut()).await;
        answered.map_err(overdue)?
    });
    caught(run).await.unwrap_or_else(|Panicked| {
        tracing::error!("the handler panicked");
        Err(Rejection::internal("the server failed"))
    })
}

fn unknown(options: &Options, request: &Request) -> Response {
    let id = options.request_id(request.headers());
    let rejection = Rejection::new(RejectionKind::NotFound, "there is nothing at this path");
    let reply = rendered(options, &rejection.to(id.as_ref()));
    respond(options, reply, request.method() == Method::HEAD, id)
}

impl Group {
    /// Which endpoint is meant by a request, and the parameters of its path.
    /// Routes have been compared already, apart from text beside parameters.
    fn find(&self, method: &Method, uri: &Uri) -> Result<(usize, Captures), Rejection> {
        let found = self.find_in(0..self.own, method, uri);
        match found {
            Err(rejection) if rejection.kind() == RejectionKind::NotFound => {
                let wider = self.own..self.endpoints.len();
                self.find_in(wider, method, uri)
            }
            found => found,
        }
    }

    fn find_in(
        &self,
        range: Range<usize>,
        method: &Method,
        uri: &Uri,
    ) -> Result<(usize, Captures), Rejection> {
        let by = |method: &Method| {
            range.clone().find_map(|at| {
                let endpoint = &self.endpoints[at];
                let is_meant = endpoint.operation.method == *method && endpoint.takes(uri.query());
                let captures = is_meant.then(|| endpoint.capture(uri.path()))??;
                Some((at, captures))
            })
        };
        let found = match by(method) {
            None if method == Method::HEAD => by(&Method::GET),
            found => found,
        };
        found.ok_or_else(|| refused(&self.endpoints[range.clone()], uri))
    }
}

/// Why none of these endpoints is meant: no operation has this path, or none
/// has the method.
fn refused(endpoints: &[Arc<Endpoint>], uri: &Uri) -> Rejection {
    let mut allowed: Vec<&str> = Vec::new();
    for endpoint in endpoints {
        if !endpoint.takes(uri.query()) || endpoint.capture(uri.path()).is_none() {
            continue;
        }
        let method = &endpoint.operation.method;
        let implied = (method == Method::GET).then_some("HEAD");
        for name in std::iter::once(method.as_str()).chain(implied) {
            if !allowed.contains(&name) {
                allowed.push(name);
            }
        }
    }
    match allowed.is_empty() {
        true => Rejection::new(RejectionKind::NotFound, "there is nothing at this path"),
        false => Rejection::method(&allowed.join(", ")),
    }
}

/// Renders a rejection, by the usual means if the chosen ones panic.
pub(super) fn rendered(options: &Options, rejection: &Rejection) -> Reply {
    let rendered = catch_unwind(AssertUnwindSafe(|| (options.render)(rejection)));
    let mut reply = rendered.unwrap_or_else(|_| super::problem::render(rejection));
    if let Some((name, value)) = rejection.header()
        && !reply.headers().contains_key(name)
    {
        reply.headers_mut().insert(name, value.clone());
    }
    reply
}

/// The answer to HEAD is that to GET without its body.
pub(super) fn respond(
    options: &Options,
    reply: Reply,
    head: bool,
    id: Option<RequestId>,
) -> Response {
    let (status, mut headers, body) = reply.into_parts();
    if let (Some(name), Some(id)) = (&options.request_id_header, id)
        && let Entry::Vacant(place) = headers.entry(name)
        && let Some(id) = id.into_value()
    {
        place.insert(id);
    }
    let body = if head {
        if let Some(length) = body.length() {
            let length = || HeaderValue::from(length);
            headers.entry(CONTENT_LENGTH).or_insert_with(length);
        }
        Body::empty()
    } else {
        body.into_whole()
            .map_or_else(|flowing| watched(flowing, options), Body::from)
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// What flows, with the comments that keep a stream of events alive. It may
/// panic as its handler may.
fn watched(flowing: Payload, options: &Options) -> Body {
    let flowing = match flowing.is_events() {
        true => flowing.map(|pieces| Box::pin(Beating::new(pieces, options.keep_alive))),
        false => flowing,
    };
    Body::new(Carried(flowing.map(|pieces| Box::pin(Careful(pieces)))))
}
