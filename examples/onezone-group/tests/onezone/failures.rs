//! Each documented failure of each operation, from the server's enum over
//! the wire to the client's.

use super::published::{self, GROUP_ID};
use super::{Session, Zone};
use crate::support::json;
use onezone_group::onezone::Client;
use onezone_group::onezone::client::Error;
use onezone_group::onezone::group::CreateParentGroupError;
use onezone_group::onezone::models;
use onezone_group::onezone::user::GetUserGroupError;

/// The status that a variant is for, and its body.
trait Documented {
    fn documented(self) -> (u16, models::Error);
}

macro_rules! documented {
    ($($error:ident),*) => {$(
        impl Documented for $error {
            fn documented(self) -> (u16, models::Error) {
                match self {
                    Self::BadRequest(body) => (400, body),
                    Self::Unauthorized(body) => (401, body),
                    Self::Forbidden(body) => (403, body),
                    Self::NotFound(body) => (404, body),
                    Self::InternalServerError(body) => (500, body),
                }
            }
        }
    )*};
}

// Operations of one tag that fail in the same ways share their type.
documented!(CreateParentGroupError, GetUserGroupError);

/// Makes a call fail in each documented way.
async fn check<E: Documented>(call: impl AsyncFn(&Client) -> Error<E>) {
    for status in [400, 401, 403, 404, 500] {
        let session = Session::new(Zone::failing(status)).await;
        let error = call(&session.client).await;
        assert_eq!(error.status(), Some(status));
        let Error::Api(failure, meta) = error else {
            panic!("{status} is documented");
        };
        assert_eq!(failure.documented(), (status, published::error()));
        assert_eq!(meta.status(), status);
        assert_eq!(meta.headers()["content-type"], "application/json");
        assert_eq!(json(meta.bytes()), published::error_json());

        let exchange = session.recorder.last();
        assert_eq!(exchange.status, status);
        assert_eq!(json(&exchange.received), published::error_json());
    }
}

#[tokio::test]
async fn getting_a_group_fails_as_documented() {
    check(async |client| client.get_user_group(GROUP_ID).await.unwrap_err()).await;
}

#[tokio::test]
async fn creating_a_parent_fails_as_documented() {
    let group = published::new_group();
    check(async |client| {
        let call = client.create_parent_group(GROUP_ID, &group);
        call.await.unwrap_err()
    })
    .await;
}

#[tokio::test]
#[expect(deprecated, reason = "deprecated operations must work too")]
async fn creating_an_invite_token_fails_as_documented() {
    check(async |client| {
        let call = client.create_user_group_invite_token(GROUP_ID);
        call.await.unwrap_err()
    })
    .await;
}

#[tokio::test]
async fn the_message_names_operation_and_status() {
    let session = Session::new(Zone::failing(403)).await;
    let error = session.client.get_user_group(GROUP_ID).await.unwrap_err();
    let id = error.request_id().expect("servers name their requests");
    let expected = format!("get_user_group: the server answered 403 Forbidden to request {id}");
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn a_missing_group_is_not_found() {
    let session = Session::new(Zone::new()).await;
    let error = session.client.get_user_group("nothing").await.unwrap_err();
    let Some(GetUserGroupError::NotFound(body)) = error.api() else {
        panic!("{error}");
    };
    assert_eq!(*body, published::error());
}
