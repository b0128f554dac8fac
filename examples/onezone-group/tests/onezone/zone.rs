//! A Onezone that keeps its groups in memory, behind the generated server.

use super::published;
use onezone_group::onezone::group::{
    CreateParentGroupError, CreateParentGroupSuccess, CreateUserGroupInviteTokenError,
};
use onezone_group::onezone::models::{Group, GroupInviteToken};
use onezone_group::onezone::server::{GroupApi, UserApi};
use onezone_group::onezone::user::GetUserGroupError;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// Who calls, and how they proved it: user, scheme, secret.
pub type Caller = (String, &'static str, String);

/// The zone. Copies share their groups.
#[derive(Clone, Default)]
pub struct Zone {
    groups: Arc<Mutex<BTreeMap<String, Group>>>,
    callers: Arc<Mutex<Vec<Caller>>>,
    failure: Option<u16>,
}

/// The group whose look-up panics.
pub const PANICKING: &str = "panicking";

/// The group whose look-up never ends.
pub const SLOW: &str = "slow";

impl Zone {
    /// A zone with the published group in it.
    pub fn new() -> Self {
        let zone = Self::default();
        zone.put(published::GROUP_ID, published::group());
        zone
    }

    /// A zone that answers every call with this documented failure.
    pub fn failing(status: u16) -> Self {
        Self {
            failure: Some(status),
            ..Self::new()
        }
    }

    /// Adds a group.
    pub fn put(&self, id: &str, group: Group) {
        locked(&self.groups).insert(id.to_owned(), group);
    }

    /// The groups.
    pub fn groups(&self) -> BTreeMap<String, Group> {
        locked(&self.groups).clone()
    }

    /// Who has called, in order.
    pub fn callers(&self) -> Vec<Caller> {
        locked(&self.callers).clone()
    }

    /// The group that a caller asks for.
    fn find(&self, caller: Caller, id: &str) -> Result<Group, Failure> {
        assert_ne!(id, PANICKING, "a handler that panics");
        locked(&self.callers).push(caller);
        match self.failure {
            Some(status) => Err(Failure(status)),
            None => self.groups().remove(id).ok_or(Failure(404)),
        }
    }
}

impl UserApi<Caller> for Zone {
    async fn get_user_group(
        &self,
        caller: Caller,
        gid: String,
    ) -> Result<Group, GetUserGroupError> {
        if gid == SLOW {
            std::future::pending::<()>().await;
        }
        Ok(self.find(caller, &gid)?)
    }
}

impl GroupApi<Caller> for Zone {
    async fn create_parent_group(
        &self,
        caller: Caller,
        id: String,
        body: Group,
    ) -> Result<CreateParentGroupSuccess, CreateParentGroupError> {
        self.find(caller, &id)?;
        let parent = format!("parent-of-{id}");
        let group_id = Some(parent.clone());
        self.put(&parent, Group { group_id, ..body });
        let location = published::LOCATION.to_owned();
        Ok(CreateParentGroupSuccess { location })
    }

    async fn create_user_group_invite_token(
        &self,
        caller: Caller,
        id: String,
    ) -> Result<GroupInviteToken, CreateUserGroupInviteTokenError> {
        self.find(caller, &id)?;
        let token = published::INVITE_TOKEN.to_owned();
        Ok(GroupInviteToken { token })
    }
}

/// A documented failure, by its status.
struct Failure(u16);

macro_rules! failures {
    ($($error:ident),*) => {$(
        impl From<Failure> for $error {
            fn from(Failure(status): Failure) -> Self {
                let body = published::error();
                match status {
                    400 => Self::BadRequest(body),
                    401 => Self::Unauthorized(body),
                    403 => Self::Forbidden(body),
                    404 => Self::NotFound(body),
                    _ => Self::InternalServerError(body),
                }
            }
        }
    )*};
}

failures!(CreateParentGroupError, GetUserGroupError);

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().expect("no test panics with the lock")
}
