//! Failures: as errors, beside those that no description documents, and in
//! the hands of implementations that know which request they answer.

use crate::loopback::serve;
use crate::modules::parameter_defaults::client::{Client, Error};
use crate::modules::parameter_defaults::items::{ListItemsError, ListItemsParams};
use crate::modules::parameter_defaults::server::{
    Context, Failed, ItemsApi, Options, Rejection, Undocumented, router_per_request, router_with,
};

/// A store that fails in its own ways for some kinds.
struct Store(Option<Context>);

impl ItemsApi<Undocumented> for Store {
    async fn list_items(
        &self,
        kind: String,
        _: i64,
        _: ListItemsParams,
    ) -> Result<Vec<String>, Failed<ListItemsError>> {
        match kind.as_str() {
            "none" => Err(ListItemsError::NotFound)?,
            "broken" => std::fs::read_dir("/no/such/disk")
                .map_err(Rejection::failed)
                .map(drop)?,
            "busy" => return Err(Rejection::unavailable("all disks turn").into()),
            _ => {}
        }
        let context = self.0.as_ref();
        let id = context.and_then(Context::request_id).unwrap_or("none");
        let agent = context.and_then(|context| context.headers().get("x-note"));
        Ok(vec![id.to_owned(), format!("{agent:?}")])
    }
}

async fn list(url: &str, kind: &str) -> Result<Vec<String>, Error<ListItemsError>> {
    let client = Client::builder(url).build().unwrap();
    let params = ListItemsParams {
        x_note: Some("n".to_owned()),
        ..ListItemsParams::default()
    };
    let call = client.list_items(kind, 1, &params);
    let call = call.retry(specwright_runtime::client::Retry::never());
    call.await.map(|answer| answer.into_value())
}

#[test]
fn handlers_report_what_no_description_documents() {
    serve(router_with(Store(None), Options::default()), async |url| {
        let missing = list(&url, "none").await.unwrap_err();
        assert_eq!(missing.api(), Some(&ListItemsError::NotFound));
        for (kind, status) in [("broken", 500), ("busy", 503)] {
            match list(&url, kind).await.unwrap_err() {
                Error::Unexpected(answer) => {
                    let body = String::from_utf8_lossy(answer.bytes()).into_owned();
                    assert_eq!(answer.status(), status);
                    assert!(
                        body.contains("\"request_id\"") && !body.contains("disk"),
                        "{body}"
                    );
                }
                other => panic!("{other}"),
            }
        }
    });
}

#[test]
fn documented_failures_are_errors_with_a_text() {
    serve(router_with(Store(None), Options::default()), async |url| {
        let failed: Result<(), Box<dyn std::error::Error>> = async {
            list(&url, "none").await?;
            Ok(())
        }
        .await;
        let failed = failed.unwrap_err();
        let text = failed.to_string();
        let expected = "list_items: the server answered 404 Not Found to request ";
        assert!(text.starts_with(expected), "{text}");
        assert_eq!(failed.source().unwrap().to_string(), "NotFound");
    });
    let own: Box<dyn std::error::Error> = ListItemsError::NotFound.into();
    assert!(own.source().is_none());
}

#[test]
fn an_implementation_can_be_made_for_each_request() {
    let router = router_per_request(|context| Store(Some(context)), Options::default());
    serve(router, async |url| {
        let [first, second] = [
            list(&url, "a").await.unwrap(),
            list(&url, "a").await.unwrap(),
        ];
        assert_eq!(first[1], "Some(\"n\")");
        assert!(first[0] != "none" && first[0] != second[0]);
    });
}
