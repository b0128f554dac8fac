//! Operations with servers of their own, from the generated client to the
//! generated server.

use crate::loopback::serve;
use crate::modules::operation_servers::client::{Auth, Client};
use crate::modules::operation_servers::server::{
    DefaultApi, Denied, Presented, PresentedValue, router,
};
use specwright_runtime::NoFailure;
use std::sync::{Arc, Mutex};

/// Keeps who called what, and the path that it was called at.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, caller: String, name: &str) -> Result<(), NoFailure> {
        self.0.lock().unwrap().push(format!("{caller} {name}"));
        Ok(())
    }
}

impl DefaultApi<String> for Log {
    async fn of_its_path(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "of_its_path")
    }

    async fn of_its_own(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "of_its_own")
    }

    async fn of_the_api(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "of_the_api")
    }

    async fn of_none(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "of_none")
    }

    async fn like_another(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "like_another")
    }

    async fn like_none(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "like_none")
    }

    async fn one(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "one")
    }

    async fn other(&self, caller: String) -> Result<(), NoFailure> {
        self.add(caller, "other")
    }
}

/// The caller is who knows the key.
async fn who(presented: Presented) -> Result<String, Denied> {
    match &presented.credentials()[0].value {
        PresentedValue::ApiKey(key) => Ok(key.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_operation_is_called_where_it_is_served() {
    let log = Log::default();
    serve(router(log.clone(), who), async |url| {
        let at = |path: &str| format!("{url}{path}");
        let client = Client::builder(&url)
            .auth(Auth::key("me"))
            .operation_server("https://files.example/eu/things", at("/eu/things"))
            .operation_server("http://plain.example/x", at("/x"))
            .operation_server("https://b.example/x", at("/x"))
            .build()
            .unwrap();
        client.of_its_path().await.unwrap();
        client.of_its_own().await.unwrap();
        client.of_the_api().await.unwrap();
        client.of_none().await.unwrap();
        client.like_another().await.unwrap();
        client.like_none().await.unwrap();
        client.other().await.unwrap();
        let elsewhere = client.like_none().at(at("/nowhere")).await;
        assert_eq!(elsewhere.unwrap_err().status(), Some(404));
        client.of_the_api().at(at("/v1")).await.unwrap();
    });
    let called = [
        "of_its_path",
        "of_its_own",
        "of_the_api",
        "of_none",
        "like_another",
        "like_none",
        "other",
        "of_the_api",
    ];
    let called = called.map(|name| format!("me {name}"));
    assert_eq!(*log.0.lock().unwrap(), called);
}
