//! Lists that go on at URLs in their answers: the pages behind the first are followed as users do it.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use specwright_runtime as rt;
use specwright_runtime::client::{Call, Hook, HookError};
use specwright_runtime::http::{Request, Response};

use crate::called::{Answered, Case};

/// What was asked for and what came, before anything was made of it.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Vec<Value>>>);

impl Seen {
    fn change(&self, change: impl FnOnce(&mut Vec<Value>)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The last exchange.
    fn last(&self) -> Value {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.last().cloned().unwrap_or_default()
    }
}

impl Hook for Seen {
    fn before(
        &self,
        _: &'static rt::Operation,
        request: &mut Request<rt::Payload>,
    ) -> Result<(), HookError> {
        let method = request.method().as_str().to_ascii_lowercase();
        let asked = format!("{method} {}", request.uri().path());
        self.change(|all| all.push(json!({ "asked": asked })));
        Ok(())
    }

    fn after(&self, _: &'static rt::Operation, response: &Response<rt::Payload>) {
        let body = response.body().as_bytes().map(|bytes| bytes.as_ref());
        let media_type = response.headers().get("content-type");
        let received = json!({
            "status": response.status().as_u16(),
            "contentType": media_type.and_then(|one| one.to_str().ok()),
            "text": body.and_then(|bytes| str::from_utf8(bytes).ok()),
        });
        self.change(|all| {
            if let Some(last) = all.last_mut() {
                last["received"] = received;
            }
        });
    }
}

impl Case {
    /// Makes the call, and goes on to as many further pages as the suite has. There must be no more.
    pub fn paged<S, E, T>(
        &self,
        operation: &'static rt::Operation,
        call: Call<S, E, rt::Paged<T>>,
    ) -> Answered
    where
        S: rt::Outcome,
        E: rt::Outcome,
    {
        if self.further == 0 {
            return self.answer(operation, call);
        }
        let runtime = self.runtime();
        let mut pages = self.prepared(operation, call).pages();
        let mut next = || match runtime.block_on(pages.next()) {
            Some(result) => self.answered(&runtime, operation, result),
            None => Err("there is no further page".to_owned()),
        };
        let mut first = next()?;
        let further = (0..self.further).map(|_| match next() {
            Ok(page) => {
                let mut page = page.0;
                let seen = self.seen.last();
                (page["asked"], page["received"]) = (seen["asked"].clone(), seen["received"].clone());
                page
            }
            Err(problem) => json!({ "problem": problem }),
        });
        first.0["further"] = further.collect();
        match runtime.block_on(pages.next()) {
            None => Ok(first),
            Some(_) => Err("there are more pages than the suite has".to_owned()),
        }
    }
}
