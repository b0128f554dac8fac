//! The Onezone API end to end: how its server is started and called here.

mod calls;
mod cancellation;
mod credentials;
mod failures;
mod hostile;
mod limits;
mod paths;
mod published;
mod rejections;
mod requests;
mod table;
mod unexpected;
mod zone;

use crate::support::raw::{self, Answer};
use crate::support::recorder::Recorder;
use onezone_group::onezone::server::{Denied, Options, Presented, Rejection, router_with};
use onezone_group::onezone::{Auth, Client, models};
use serde_json::json;
use specwright_runtime::Reply;
use specwright_runtime::server::{PresentedValue, RejectionKind};
use std::net::SocketAddr;
use zone::{Caller, Zone};

/// The secret of every user.
const SECRET: &str = "s3cr3t-t0ken";

/// The secret of a user who may do nothing.
const SUSPENDED: &str = "t0ken-of-the-suspended";

/// The credential in the form in which a request has it.
const AUTHORIZED: (&str, &str) = ("x-auth-token", SECRET);

/// A server and a client of it.
struct Session {
    address: SocketAddr,
    client: Client,
    recorder: Recorder,
}

impl Session {
    /// Serves a zone with the usual limits.
    async fn new(zone: Zone) -> Self {
        Self::with(zone, Options::default()).await
    }

    /// Serves a zone with limits of its own.
    async fn with(zone: Zone, options: Options) -> Self {
        let address = serve(zone, options).await;
        let recorder = Recorder::new();
        let client = Client::builder(format!("http://{address}"))
            .auth(Auth::bearer(SECRET))
            .transport(recorder.clone())
            .build()
            .expect("the settings are valid");
        Self {
            address,
            client,
            recorder,
        }
    }

    /// Sends a request that the client would not send. The path is below the
    /// base path.
    async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let line = format!("{method} /api/v3/onezone{path}");
        raw::send(self.address, &raw::request(&line, headers, body)).await
    }
}

async fn serve(zone: Zone, options: Options) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("the socket is bound");
    let app = router_with(zone, authenticate, options.rejections(rejected));
    tokio::spawn(specwright_runtime::server::serve(listener, app).into_future());
    address
}

async fn authenticate(presented: Presented) -> Result<Caller, Denied> {
    let [credential] = presented.credentials() else {
        return Err(Denied::unauthorized());
    };
    let (user, secret) = match &credential.value {
        PresentedValue::Basic { username, password } => (username.as_str(), password),
        PresentedValue::Bearer(token) | PresentedValue::ApiKey(token) => ("", token),
        _ => return Err(Denied::unauthorized()),
    };
    match secret.as_str() {
        SECRET => Ok((user.to_owned(), credential.scheme, secret.clone())),
        SUSPENDED => Err(Denied::forbidden().because("the user is suspended")),
        _ => Err(Denied::unauthorized()),
    }
}

/// A rejection in the API's own schema.
fn rejected(rejection: &Rejection) -> Reply {
    let id = match rejection.kind() {
        RejectionKind::NotFound => "notFound",
        RejectionKind::Unauthorized => "unauthorized",
        RejectionKind::Forbidden => "forbidden",
        RejectionKind::Malformed | RejectionKind::Invalid => "badData",
        RejectionKind::Internal => "internalServerError",
        _ => "badRequest",
    };
    let problems = rejection.problems().iter();
    let places: Vec<_> = problems
        .map(|problem| format!("{}{}", problem.part, problem.pointer))
        .collect();
    let error = models::Error {
        error: models::ErrorError {
            id: id.to_owned(),
            description: rejection.to_string(),
            details: Some([("places".to_owned(), json!(places))].into()),
        },
    };
    Reply::json(rejection.status(), &error)
}
