//! Calls generated methods: each line that comes in is a case, each that goes out what its call gave.

use std::io::{Write as _, stdin, stdout};
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use serde_json::{Value, json};
use specwright_runtime as rt;
use specwright_runtime::client::{ApiClient, Builder, Call, Error, HttpTransport, Reconnect, Response};

use crate::followed::Seen;
use crate::typed::asked;
use crate::{drivers, form};

/// Makes all calls.
pub fn run() {
    for line in stdin().lines() {
        let line = line.expect("a line of text");
        let value: Value = serde_json::from_str(&line).expect("a case");
        let answer = match drivers::call(&Case::new(value)) {
            Ok(answer) => answer.0,
            Err(problem) => json!({ "problem": problem }),
        };
        writeln!(stdout(), "{answer}").expect("somebody listens");
    }
}

/// What a call gave, or why there was none.
pub type Answered = Result<Answer, String>;

/// Status, headers and body, as an object.
pub struct Answer(pub Value);

/// One call to be made.
pub struct Case {
    /// Where the server is.
    pub base_url: String,
    /// The document that the client is generated from.
    pub document: String,
    /// The id of the operation.
    pub operation: String,
    /// How many pages the suite has behind this one.
    pub further: usize,
    /// What goes over the wire.
    pub seen: Seen,
    value: Value,
}

impl Case {
    fn new(value: Value) -> Self {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        Self {
            base_url: text("base_url"),
            document: text("file"),
            operation: text("operationId"),
            further: value["further"].as_u64().map_or(0, |count| count as usize),
            seen: Seen::default(),
            value,
        }
    }

    /// Begins a client. All share the connections.
    pub fn builder<C: ApiClient>(&self) -> Builder<C> {
        static TRANSPORT: OnceLock<HttpTransport> = OnceLock::new();
        let transport = TRANSPORT.get_or_init(|| HttpTransport::builder().build().expect("a transport"));
        let soon = std::time::Duration::from_millis(1);
        Builder::new(&self.base_url)
            .transport(transport.clone())
            .hook(self.seen.clone())
            .reconnect(Reconnect::default().wait(soon, soon))
    }

    /// The key for a security scheme.
    pub fn api_key(&self, scheme: &str) -> Option<&str> {
        self.value["auth"][scheme].as_str()
    }

    /// What `Authorization` has behind the name of an HTTP authentication scheme.
    pub fn authorization(&self, scheme: &str) -> Option<&str> {
        let given = self.value["auth"]["authorization"].as_str()?;
        given.strip_prefix(scheme)?.strip_prefix(' ')
    }

    /// A user name and a password.
    pub fn basic(&self) -> Option<(String, String)> {
        let pair = STANDARD.decode(self.authorization("Basic")?).ok()?;
        let pair = String::from_utf8(pair).ok()?;
        let (user, password) = pair.split_once(':')?;
        Some((user.to_owned(), password.to_owned()))
    }

    fn argument(&self, location: &str, name: &str) -> Option<&Value> {
        let named = |(given, _): &(&String, &Value)| match location {
            "header" => given.eq_ignore_ascii_case(name),
            _ => *given == name,
        };
        let arguments = self.value["args"][location].as_object()?;
        arguments.iter().find(named).map(|(_, value)| value)
    }

    /// A parameter that need not be there.
    pub fn optional<T: rt::Wire>(&self, location: &str, name: &str) -> Result<Option<T>, String> {
        let decoded = |value: &Value| {
            let decode = |value: &Value| rt::wire::from_json(value.to_string().as_bytes());
            decode(value)
                .or_else(|error| decode(&form::untexted(value)).map_err(|_| error))
                .map_err(|error| format!("the argument `{name}` does not fit its type: {error}"))
        };
        self.argument(location, name).map(decoded).transpose()
    }

    /// A parameter that must be there.
    pub fn required<T: rt::Wire>(&self, location: &str, name: &str) -> Result<T, String> {
        self.optional(location, name)?
            .or_else(T::absent)
            .ok_or_else(|| format!("there is no argument for `{name}` in the {location}"))
    }

    /// A body that flows and must be there.
    pub fn stream<T: rt::Body>(&self, operation: &'static rt::Operation) -> Result<T, String> {
        self.optional_body(operation)?
            .ok_or_else(|| "there is no body to give".to_owned())
    }

    /// A body that need not be there.
    pub fn optional_body<T: rt::Body>(
        &self,
        operation: &'static rt::Operation,
    ) -> Result<Option<T>, String> {
        let body = &self.value["body"];
        if body.is_null() {
            return Ok(None);
        }
        let (media_type, bytes) = form::body(body);
        let mut response = http::Response::new(rt::Bytes::from(bytes));
        let media_type = media_type.parse().expect("a media type");
        response.headers_mut().insert("content-type", media_type);
        let decoded = rt::Reply::from(response).requesting(operation).body();
        decoded
            .map(Some)
            .map_err(|error| format!("as an argument, {error}"))
    }

    /// A body that must be there; an empty object where the suite gives none.
    pub fn body<T: rt::Wire>(&self, operation: &'static rt::Operation) -> Result<T, String> {
        let empty = || rt::wire::from_json(b"{}").ok();
        self.optional_body(operation)?
            .or_else(T::absent)
            .or_else(empty)
            .ok_or_else(|| "there is no body to give".to_owned())
    }

    /// A body with all that comes. A stream of events goes on behind each connection, so that as many are
    /// taken as the case expects; one more shows whether it does go on.
    async fn collected(&self, mut body: rt::Payload) -> Result<Vec<u8>, rt::stream::StreamError> {
        let Some(events) = self.expected_events() else {
            return Ok(body.bytes().await?.into());
        };
        let mut all = Vec::new();
        for _ in 0..events {
            match body.next().await {
                Some(event) => all.extend(event?),
                None => return Ok(all),
            }
        }
        body.next().await.transpose()?;
        Ok(all)
    }

    /// How many events the case expects, if it expects any.
    fn expected_events(&self) -> Option<usize> {
        let body = &self.value["expect"]["body"];
        if body["contentType"] != "text/event-stream" {
            return None;
        }
        let bytes = STANDARD.decode(body["base64"].as_str()?).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let has_data = |event: &&str| event.lines().any(|line| line.starts_with("data:"));
        Some(text.split("\n\n").filter(has_data).count())
    }

    /// Makes the call.
    pub fn answer<S, E, P>(
        &self,
        operation: &'static rt::Operation,
        call: Call<S, E, P>,
    ) -> Answered
    where
        S: rt::Outcome,
        E: rt::Outcome,
    {
        let runtime = self.runtime();
        let result = runtime.block_on(self.prepared(operation, call).into_future());
        self.answered(&runtime, operation, result)
    }

    /// What calls are made on.
    pub fn runtime(&self) -> tokio::runtime::Runtime {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().expect("a runtime")
    }

    /// The call with what the case says besides parameters. OpenAPI has none for media types: one of several
    /// that are there to be asked for, and one for a body that may be any, are named with a header.
    pub fn prepared<S, E, P>(
        &self,
        operation: &'static rt::Operation,
        call: Call<S, E, P>,
    ) -> Call<S, E, P> {
        let call = match self.argument("header", "accept").and_then(Value::as_str) {
            Some(range) => call.header("accept", range),
            None => call,
        };
        let is_any = |body: &rt::operation::Body| body.media_types.contains(&"*/*");
        match self.value["body"]["contentType"].as_str() {
            Some(media_type) if operation.body.as_ref().is_some_and(is_any) => {
                call.header("content-type", media_type)
            }
            _ => call,
        }
    }

    /// What came of a call.
    pub fn answered<S, E>(
        &self,
        runtime: &tokio::runtime::Runtime,
        operation: &'static rt::Operation,
        result: Result<Response<S>, Error<E>>,
    ) -> Answered
    where
        S: rt::Outcome,
        E: rt::Outcome,
    {
        match result {
            Ok(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                let mut reply = response.into_value().into_reply(&asked(operation, &headers));
                let body = runtime.block_on(self.collected(reply.payload()));
                let body = body.map_err(|error| format!("the body does not come: {error}"))?;
                Ok(Answer::new(status, &headers, reply.headers(), &body))
            }
            Err(Error::Api(failure, meta)) => {
                let reply = failure.into_reply(&asked(operation, meta.headers()));
                Ok(Answer::new(
                    meta.status(),
                    meta.headers(),
                    reply.headers(),
                    reply.bytes(),
                ))
            }
            Err(Error::Unexpected(answer))
                if *answer.reason() == rt::OutcomeError::Undocumented =>
            {
                let headers = answer.headers();
                Ok(Answer::new(
                    answer.status(),
                    headers,
                    headers,
                    answer.bytes(),
                ))
            }
            Err(Error::Unexpected(answer)) => Err(format!("{answer}")),
            Err(Error::InvalidRequest(invalid)) => Err(format!("not sent: {invalid}")),
            Err(Error::Transport(error)) => Err(format!("{error}: {error:?}")),
            Err(other) => Err(format!("{other}")),
        }
    }
}

impl Answer {
    /// Headers as they came, and on top those that come from the typed answer, as the body does.
    fn new(status: u16, received: &HeaderMap, typed: &HeaderMap, body: &[u8]) -> Self {
        let mut headers = json!({});
        for (name, value) in received.iter().chain(typed) {
            if name != "content-type" || received.contains_key(name) {
                let value = String::from_utf8_lossy(value.as_bytes());
                headers[name.as_str()] = value.into_owned().into();
            }
        }
        if let Some(media_type) = received.get("content-type") {
            headers["content-type"] = String::from_utf8_lossy(media_type.as_bytes()).into();
        }
        Self(json!({
            "status": status,
            "headers": headers,
            "base64": STANDARD.encode(body),
            "text": str::from_utf8(body).ok(),
        }))
    }
}
