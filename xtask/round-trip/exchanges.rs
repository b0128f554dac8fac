//! The exchanges of an API, one after the other.

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::thread;

use http::HeaderMap;
use serde_json::{Value, json};
use specwright::mock::{Exchange, Mock, MockApi};
use specwright_runtime as rt;

use crate::Driver;
use crate::body::Body;
use crate::called::Case;
use crate::served::{Current, Served};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Option<Body>,
}

impl Answer {
    fn of(reply: rt::Reply) -> Self {
        let (status, headers) = (reply.status(), reply.headers().clone());
        let body = collected(reply);
        Self {
            status,
            headers,
            body,
        }
    }

    /// The answer as it travels.
    pub fn reply(&self) -> rt::Reply {
        let body = self.body.as_ref().map(|body| body.bytes.clone());
        let mut response = http::Response::new(body.unwrap_or_default());
        *response.status_mut() = http::StatusCode::from_u16(self.status).expect("a status");
        *response.headers_mut() = self.headers.clone();
        rt::Reply::from(response)
    }
}

fn collected(reply: rt::Reply) -> Option<Body> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.build().expect("a runtime");
    runtime
        .block_on(Body::of(reply))
        .expect("a body that is there")
}

/// Makes all exchanges of an API, and tells how they went: the operations, those of which an exchange was
/// not as it should be with the first reason, and the branches of unions that were sent and that were not.
pub fn run(driver: &Driver, description: &str) -> Value {
    let api = Mock::new(description).strict().load();
    let api = api.expect("a description whose examples are valid");
    let served = Served::default();
    let address = serve((driver.serve)(&served));
    let base_url = format!("http://{address}{}", api.base_path());
    // So many rounds have each branch of each union in turn.
    let unions = api.branches();
    let length = |name| unions.iter().filter(|(union, _)| *union == name).count();
    let longest = unions
        .iter()
        .map(|(union, _)| length(*union))
        .max()
        .unwrap_or(0);
    let (mut exchanges, mut sent) = (0, BTreeSet::new());
    let mut problems = Vec::new();
    for at in 0..api.count() {
        let mut own = BTreeSet::new();
        let outcome = operation(driver, &api, &served, &base_url, (at, longest), &mut own);
        match outcome {
            Ok(count) => {
                exchanges += count;
                sent.extend(own);
            }
            Err(problem) => problems.push(problem),
        }
    }
    let named = |(union, branch): &(&str, &str)| format!("{union}::{branch}");
    let missing: Vec<String> = unions.difference(&sent).map(named).collect();
    json!({
        "api": driver.name,
        "operations": api.count(),
        "exchanges": exchanges,
        "branches": sent.len(),
        "missing": missing,
        "problems": problems,
    })
}

/// All exchanges of one operation: some, and so many more where there are unions.
fn operation(
    driver: &Driver,
    api: &MockApi,
    served: &Served,
    base_url: &str,
    (at, more): (usize, usize),
    sent: &mut BTreeSet<(&'static str, &'static str)>,
) -> Result<usize, String> {
    let mut count = 0;
    for round in 0.. {
        let exchange = api.exchange(at, round);
        let exchange = exchange.map_err(|reason| format!("operation {at}: {reason}"))?;
        let id = exchange.operation.id;
        sent.extend(&exchange.branches);
        if round > 2 && (sent.is_empty() || round > 2 + more) {
            break;
        }
        count += one(driver, served, base_url, exchange)
            .map_err(|problem| format!("{id}: {problem}"))?;
    }
    Ok(count)
}

/// One request, with each of its answers.
fn one(
    driver: &Driver,
    served: &Served,
    base_url: &str,
    exchange: Exchange,
) -> Result<usize, String> {
    let arguments = exchange.parameters.iter().map(|(location, name, value)| {
        let value = serde_json::from_slice(&rt::wire::to_json(value)).unwrap_or_default();
        (location.as_str(), *name, value)
    });
    let arguments: Vec<(&str, &str, Value)> = arguments.collect();
    let body = exchange.body.and_then(collected);
    let count = exchange.answers.len();
    for answer in exchange.answers.into_iter().map(Answer::of) {
        served.expect(Current {
            operation: exchange.operation.id.to_owned(),
            arguments: arguments.clone(),
            body: body.clone(),
            answer: Some(answer.clone()),
        });
        let status = answer.status;
        let called = (driver.call)(&Case {
            base_url: base_url.to_owned(),
            operation: exchange.operation.id.to_owned(),
            arguments: arguments.clone(),
            body: body.clone(),
            answer,
        });
        let mut problems = served.problems();
        problems.extend(called.err());
        if !problems.is_empty() {
            return Err(format!("answered {status}: {}", problems.join("; ")));
        }
    }
    Ok(count)
}

/// Serves on a thread of its own, and gives the address.
fn serve(router: axum::Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            axum::serve(listener, router).await.expect("a server");
        });
    });
    address
}
