//! Errors by their ids, out of every form that bodies have, whatever the
//! description says of the answer.

use crate::loopback::serve;
use crate::modules::listed_errors::client::{Client, Error};
use crate::modules::listed_errors::devices::GetDeviceError;
use crate::modules::listed_errors::{DeviceError, runtime::Reported};
use serde_json::{Value, json};
use specwright_runtime::axum::Router;
use specwright_runtime::axum::extract::Path;
use specwright_runtime::axum::routing::get;
use specwright_runtime::client::Retry;
use specwright_runtime::http::{StatusCode, header::CONTENT_TYPE};

/// Calls a server that answers so.
fn called(status: u16, body: &str) -> Error<GetDeviceError> {
    let body = body.to_owned();
    let status = StatusCode::from_u16(status).unwrap();
    let answer = async move |_: Path<String>| (status, [(CONTENT_TYPE, "application/json")], body);
    let router = Router::new().route("/devices/{id}", get(answer));
    serve(router, async |url| {
        let client = Client::builder(&url).build().unwrap();
        let call = client.get_device("d").retry(Retry::never());
        call.await.unwrap_err()
    })
}

fn reported(status: u16, body: &Value) -> Option<Reported<DeviceError>> {
    called(status, &body.to_string()).reported()
}

#[test]
fn documented_failures_have_the_error_beside_their_body() {
    let details = json!({"key": "name", "value": [1], "type": "string"});
    let body = json!({"error": {"id": "badValue", "description": "no", "details": details}});
    let error = called(400, &body.to_string());
    assert!(matches!(error.api(), Some(GetDeviceError::BadRequest(_))));
    let reported: Reported<DeviceError> = error.reported().unwrap();
    assert_eq!(reported.to_string(), "no");
    let expected = DeviceError::BadValue {
        key: Some("name".to_owned()),
        r#type: Some("string".to_owned()),
        value: Some(json!([1])),
    };
    assert_eq!(reported.error, expected);
    assert_eq!(reported.to_body(), body);
}

#[test]
fn the_first_form_with_an_id_counts() {
    let body = json!({"error": "badValue", "error_description": "no"});
    let error = called(404, &body.to_string());
    assert!(matches!(error.api(), Some(GetDeviceError::NotFound(_))));
    let reported: Reported<DeviceError> = error.reported().unwrap();
    assert_eq!(reported.description.as_deref(), Some("no"));
    assert_eq!(reported.error.id(), "badValue");
    assert_eq!(reported.error.status(), Some(400));
    assert!(matches!(
        reported.error,
        DeviceError::BadValue { key: None, .. }
    ));
}

#[test]
fn failures_that_nobody_documents_have_it_too() {
    let busy = json!({"error": {"id": "busy", "description": "later"}});
    for status in [409, 503] {
        assert_eq!(reported(status, &busy).unwrap().error, DeviceError::Busy);
    }
    let newer = json!({"error": {"id": "newer", "details": {"any": 1}}});
    let kept = DeviceError::Unknown {
        id: "newer".to_owned(),
        details: Some(json!({"any": 1})),
    };
    assert_eq!(reported(418, &newer).unwrap().error, kept);
}

#[test]
fn errors_hold_errors() {
    let busy = json!({"id": "busy", "description": "later"});
    let details = json!({"self": busy, "others": [busy, {"id": "newer"}]});
    let body = json!({"error": {"id": "failedOn", "details": details}});
    let reported = reported(500, &body).unwrap();
    assert_eq!(reported.to_body(), body);
    let DeviceError::FailedOn {
        self_: Some(cause),
        others: Some(others),
    } = reported.error
    else {
        panic!("{reported:?}");
    };
    assert_eq!(cause.error, DeviceError::Busy);
    assert_eq!(cause.to_string(), "later");
    assert_eq!(others.len(), 2);
}

#[test]
fn other_answers_hold_none() {
    assert_eq!(called(500, "<html>").reported::<DeviceError>(), None);
    assert_eq!(called(500, "").reported::<DeviceError>(), None);
    assert_eq!(called(400, "{}").reported::<DeviceError>(), None);
    // A success that does not fit its type is no failure of the server's.
    assert_eq!(reported(200, &json!({"error": {"id": "busy"}})), None);
}
