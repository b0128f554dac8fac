//! A mock server: answers as a description promises, without an
//! implementation behind it.
//!
//! It routes, decodes, checks and refuses requests with the code that
//! generated servers call, on a table of operations made when it starts
//! (`table`, `xml`); in place of generated models stands a reader of the terms
//! that models are emitted from (`schemas`, `check`, `condition`). What it
//! answers is an example of the description, or a value drawn from the schema
//! by a seed (`draw`).

mod answer;
mod check;
mod condition;
mod draw;
mod examples;
mod prefer;
mod refuse;
mod sample;
mod schemas;
mod serve;
mod table;
mod typed;
mod value;
mod xml;

use crate::diagnostic::{Diagnostics, LeftOut, Report};
use crate::document::Description;
use crate::generate::with_room;
use crate::load::load_keeping;
use crate::lower::Choices;
use answer::{Served, Service};
use draw::{Heights, Variety};
pub use sample::{BranchName, Exchange, Sample, SampleValue};
use schemas::Schemas;
use serve::Background;
use specwright_runtime::text::Secret;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use table::leak;

/// A mock server in the making.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("mock-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("pets.yaml");
/// # std::fs::write(&path, "{openapi: 3.0.3, info: {title: Pets, version: '1'}, paths: {/pets: {get: {operationId: pets, responses: {'200': {description: All, content: {application/json: {schema: {type: array, minItems: 1, items: {type: string}}}}}}}}}}")?;
/// let server = specwright::mock::Mock::new(&path).seed(7).start()?;
/// assert!(server.url().starts_with("http://127.0.0.1:"));
/// // Calls of a client go here; the server stops when it is dropped.
/// # drop(server);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
///
/// The facts of a description that is loaded stay in memory until the program
/// ends: a program that loads many, or one again and again, grows.
#[derive(Clone, Debug)]
pub struct Mock {
    description: Description,
    choices: Choices,
    seed: u64,
    secret: Option<Secret>,
    address: SocketAddr,
    is_strict: bool,
}

impl Mock {
    /// A mock of a description, which may be just the path of its root
    /// document.
    pub fn new(description: impl Into<Description>) -> Self {
        Self {
            description: description.into(),
            choices: Choices {
                hints: true,
                ..Choices::default()
            },
            seed: 0,
            secret: None,
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            is_strict: false,
        }
    }

    /// What values are drawn by (0 unless set): the same seed gives the same
    /// answer to an operation, whatever was called before.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The only password, key or token that lets callers in; unless it is
    /// set, any does.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<Secret>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Where to listen: `127.0.0.1` unless set, at a port that is free (0).
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Whether enumerations of strings refuse values that are not listed as
    /// soon as they are read; by default they do when they are checked.
    #[must_use]
    pub fn closed_enums(mut self, wanted: bool) -> Self {
        self.choices.closed_enums = wanted;
        self
    }

    /// Whether properties that a schema says nothing of count, as they do
    /// where code is generated to keep them.
    #[must_use]
    pub fn keep_unknown(mut self, wanted: bool) -> Self {
        self.choices.keep_unknown = wanted;
        self
    }

    /// What models are like where the description leaves the choice.
    pub(crate) fn choices(mut self, choices: Choices) -> Self {
        self.choices = Choices {
            hints: true,
            ..choices
        };
        self
    }

    /// Makes a warning a failure, and an error in a part of the description
    /// too, which is left out otherwise.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Loads the description.
    ///
    /// # Errors
    /// If it cannot be read or breaks the specification as a whole, or, when
    /// strict, in any part.
    pub fn load(&self) -> Result<MockApi, Diagnostics> {
        let loaded = with_room(|| self.run())?;
        match self.is_strict && !loaded.diagnostics.is_empty() {
            true => Err(loaded.diagnostics),
            false => Ok(loaded),
        }
    }

    fn run(&self) -> Result<MockApi, Diagnostics> {
        let (lowered, document) = load_keeping(&self.description, self.choices)?;
        let api = leak(lowered.api);
        let schemas: &'static Schemas = leak(Schemas::new(api));
        let report = Report::default();
        examples::check(schemas, &report);
        let found = document.locate(report.into_findings());
        let found: Diagnostics = found.map_err(|faults| faults.diagnostics)?.into();
        let schemes = table::schemes(api);
        let documents = xml::Documents::new(api);
        let operations = api.operations().map(|known| Served {
            known,
            facts: table::operation(known, &schemes, &documents),
        });
        let heights = Heights::new(api);
        let service = Service::new(Schemas::new(api), heights, self.seed, operations.collect());
        Ok(MockApi {
            base_path: &api.base_path,
            unanswerable: service.refusals(),
            service: leak(service),
            secret: self.secret.clone(),
            diagnostics: lowered.diagnostics.and(found),
            left_out: lowered.left_out,
        })
    }

    /// A router that answers, for programs that serve it themselves.
    ///
    /// # Errors
    /// If the description cannot be used.
    pub fn router(&self) -> Result<serving::Router, Diagnostics> {
        Ok(self.load()?.router())
    }

    /// Serves until the program is interrupted, and says where once it is
    /// ready.
    pub(crate) fn serve(
        &self,
        api: &MockApi,
        quiet: bool,
        ready: impl FnOnce(&str),
    ) -> Result<(), String> {
        let unusable =
            |error: std::io::Error| format!("cannot listen on {}: {error}", self.address);
        let listener = serve::listen(self.address).map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        let router = match quiet {
            true => api.router(),
            false => serve::logged(api.router()),
        };
        let ready = || ready(&format!("http://{address}"));
        serve::serve_until_interrupted(listener, router, ready).map_err(|error| error.to_string())
    }

    /// Starts a server on a thread of its own, for tests with or without an
    /// async runtime.
    ///
    /// # Errors
    /// If the description cannot be used, or the address cannot.
    pub fn start(&self) -> Result<MockServer, Diagnostics> {
        let router = self.router()?;
        let unusable = |error: std::io::Error| {
            let message = format!("cannot listen on {}: {error}", self.address);
            Diagnostics::about(&self.description.path, &message)
        };
        let listener = serve::listen(self.address).map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        let background = Background::start(listener, router).map_err(unusable)?;
        Ok(MockServer {
            address,
            _background: background,
        })
    }
}

/// A description that can be served.
pub struct MockApi {
    base_path: &'static str,
    service: &'static Service,
    secret: Option<Secret>,
    diagnostics: Diagnostics,
    left_out: Vec<LeftOut>,
    unanswerable: Vec<String>,
}

impl MockApi {
    /// A router that answers.
    pub fn router(&self) -> serving::Router {
        serve::router(self.base_path, self.service, self.secret.clone())
    }

    /// The operations: method and path of each, with the base path.
    pub fn operations(&self) -> impl Iterator<Item = (&str, String)> {
        let operations = self.service.operations.iter();
        operations.map(|one| {
            let own = one.facts.server.as_ref();
            let base_path = own.map_or(self.base_path, |server| server.base_path);
            let path = format!("{base_path}{}", one.facts.path);
            (one.facts.method.as_str(), path)
        })
    }

    /// The path that operations are below which have no server of their own; it
    /// may be empty.
    pub fn base_path(&self) -> &str {
        self.base_path
    }

    /// For each operation a request that is valid, drawn by the seed, or why
    /// there is none: for tests of what takes requests.
    #[doc(hidden)]
    pub fn samples(&self) -> Vec<Result<Sample, String>> {
        let count = self.service.operations.len();
        let sample = |at| self.service.sample(at, Variety::Examples);
        (0..count).map(sample).collect()
    }

    /// How many operations are served.
    #[doc(hidden)]
    pub fn count(&self) -> usize {
        self.service.operations.len()
    }

    /// A valid request for an operation, by position, and an answer of each
    /// kind, or why there is none: for tests of both sides. They differ from
    /// round to round: examples, no more than must be there, and then of each
    /// union another branch.
    #[doc(hidden)]
    pub fn exchange(&self, at: usize, round: usize) -> Result<Exchange, String> {
        self.service.exchange(at, round)
    }

    /// The branches of all unions.
    #[doc(hidden)]
    pub fn branches(&self) -> std::collections::BTreeSet<BranchName> {
        self.service.branches()
    }

    /// What there is to say of the description.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// What is not served, or not as it is described, because of errors.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The responses that no valid answer was found for, each with the
    /// reason; who asks for one gets a 500 that says so.
    pub fn unanswerable(&self) -> &[String] {
        &self.unanswerable
    }
}

impl fmt::Debug for MockApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockApi")
            .field("operations", &self.service.operations.len())
            .field("unanswerable", &self.unanswerable)
            .finish_non_exhaustive()
    }
}

/// A mock that is being served, until it is dropped.
#[derive(Debug)]
pub struct MockServer {
    address: SocketAddr,
    _background: Background,
}

impl MockServer {
    /// The URL of the server, without a slash at its end and without the base
    /// path of the description.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}
