//! Who is calling.

use crate::errors::OnedataError;
use crate::failure::Failure;
use crate::onezone::runtime::Operation;
use crate::onezone::server::{Authenticate, Denied, Presented, PresentedValue};
use crate::store::{Store, users};
use crate::{secrets, tokens};

/// A user who calls, and the operation that is called.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The identifier of the user.
    pub user: String,
    /// The operation, which says who may call it.
    pub operation: &'static Operation,
}

/// Knows users by what they present. No operation that wants a caller can be
/// reached around it.
pub struct Door(pub Store);

impl Authenticate for Door {
    type Caller = Caller;

    async fn authenticate(&self, presented: Presented) -> Result<Caller, Denied> {
        let operation = presented.operation();
        let mut denied = Denied::unauthorized();
        for credential in presented.credentials() {
            let user = match &credential.value {
                PresentedValue::Basic { username, password } => {
                    self.by_password(username.clone(), password.clone()).await
                }
                PresentedValue::Bearer(token) | PresentedValue::ApiKey(token) => {
                    self.by_token(token.clone()).await
                }
                _ => continue,
            };
            match user {
                Ok(user) => return Ok(Caller { user, operation }),
                Err(Failure::Refused(reason)) => {
                    denied = denied.because(reason.to_string()).caused_by(*reason);
                }
                Err(Failure::Broken(rejection)) => return Err(rejection.into()),
            }
        }
        Err(denied)
    }
}

impl Door {
    /// The user with this name and password.
    async fn by_password(&self, username: String, password: String) -> Result<String, Failure> {
        let login = move |store: &_| users::login_by_name(store, &username);
        let login = self.0.run(login).await?;
        // Not in a transaction, since others would wait for it.
        let check = move || {
            let hash = login
                .as_ref()
                .and_then(|login| login.password_hash.as_deref());
            let is_right = secrets::is_password(&password, hash);
            Ok(login.filter(|_| is_right))
        };
        match secrets::hashing(check).await? {
            Some(login) if login.blocked => Err(blocked()),
            Some(login) if !login.basic_auth => Err(Failure::because(
                OnedataError::BasicAuthDisabled,
                "the user may not log in with a password",
            )),
            Some(login) => Ok(login.id),
            None => Err(Failure::because(
                OnedataError::BadBasicCredentials,
                "the user name or the password is wrong",
            )),
        }
    }

    /// The user whose access token it is.
    async fn by_token(&self, token: String) -> Result<String, Failure> {
        let user = move |store: &_| {
            let token = tokens::valid(store, &token)?;
            tokens::must_be_access(&token)?;
            Ok(token.subject)
        };
        self.0.run(user).await
    }
}

/// Administrators keep the user out.
pub fn blocked() -> Failure {
    Failure::because(OnedataError::UserBlocked, "the user is blocked")
}
