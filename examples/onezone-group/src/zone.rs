//! A small Onezone: an ordinary type that implements the generated traits,
//! a function that knows its users, and one that says no as Onezone does.

use onezone_group::onezone::group::{
    CreateParentGroupError, CreateParentGroupSuccess, CreateUserGroupInviteTokenError,
};
use onezone_group::onezone::models::{
    self, Group, GroupInviteToken, GroupType, Subject, SubjectType,
};
use onezone_group::onezone::runtime::Nullable;
use onezone_group::onezone::runtime::server::serve;
use onezone_group::onezone::server::{
    Denied, GroupApi, Options, Presented, PresentedValue, Rejection, Reply, UserApi, router_with,
};
use onezone_group::onezone::user::GetUserGroupError;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Serves a zone with one group on a free port, and returns its URL.
pub async fn start() -> std::io::Result<String> {
    let zone = Zone::default();
    let designers = Group::new("Designers", GroupType::Team);
    zone.add("designers", "alice", designers);

    let app = router_with(zone, authenticate, Options::default().rejections(rejected));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(serve(listener, app).into_future());
    Ok(url)
}

/// Who calls.
#[derive(PartialEq)]
enum User {
    Alice,
    Bob,
}

#[derive(Default)]
struct Zone {
    groups: Mutex<BTreeMap<String, Group>>,
}

impl Zone {
    fn groups(&self) -> MutexGuard<'_, BTreeMap<String, Group>> {
        self.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a group. What only the server can know is not taken from the request.
    fn add(&self, id: &str, creator: &str, mut group: Group) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        group.group_id = Some(id.to_owned());
        group.creation_time = Some(now.map_or(0, |age| age.as_secs().cast_signed()));
        group.creator = Some(Subject {
            r#type: Some(SubjectType::User),
            id: Some(Nullable::Value(creator.to_owned())),
        });
        self.groups().insert(id.to_owned(), group);
    }

    fn group(&self, id: &str) -> Result<Group, models::Error> {
        let group = self.groups().get(id).cloned();
        group.ok_or_else(|| error("notFound", "there is no such group"))
    }
}

impl UserApi<User> for Zone {
    async fn get_user_group(&self, _: User, gid: String) -> Result<Group, GetUserGroupError> {
        self.group(&gid).map_err(GetUserGroupError::NotFound)
    }
}

impl GroupApi<User> for Zone {
    async fn create_parent_group(
        &self,
        caller: User,
        id: String,
        body: Group,
    ) -> Result<CreateParentGroupSuccess, CreateParentGroupError> {
        if caller != User::Alice {
            let error = error("forbidden", "only Alice may do this");
            return Err(CreateParentGroupError::Forbidden(error));
        }
        self.group(&id).map_err(CreateParentGroupError::NotFound)?;
        let parent = format!("group-{}", self.groups().len());
        self.add(&parent, "alice", body);
        let location = format!("/api/v3/onezone/groups/{parent}/parents/{id}");
        Ok(CreateParentGroupSuccess { location })
    }

    async fn create_user_group_invite_token(
        &self,
        _: User,
        id: String,
    ) -> Result<GroupInviteToken, CreateUserGroupInviteTokenError> {
        self.group(&id)
            .map_err(CreateUserGroupInviteTokenError::NotFound)?;
        let token = format!("invitation to {id}");
        Ok(GroupInviteToken { token })
    }
}

/// Says who is calling. No operation can be reached around it.
async fn authenticate(presented: Presented) -> Result<User, Denied> {
    for credential in presented.credentials() {
        // Compare secrets in constant time in earnest.
        match &credential.value {
            PresentedValue::ApiKey(token) | PresentedValue::Bearer(token)
                if token == "token-of-alice" =>
            {
                return Ok(User::Alice);
            }
            PresentedValue::Basic { username, password }
                if username == "bob" && password == "password-of-bob" =>
            {
                return Ok(User::Bob);
            }
            _ => {}
        }
    }
    Err(Denied::unauthorized().because("your credentials are not valid"))
}

/// What the router itself turns away looks like any other error of Onezone.
fn rejected(rejection: &Rejection) -> Reply {
    let id = match rejection.status() {
        401 => "unauthorized",
        403 => "forbidden",
        404 => "notFound",
        500.. => "internalServerError",
        _ => "badData",
    };
    let mut body = error(id, &rejection.to_string());
    let request_id = rejection
        .request_id()
        .map(|id| ("requestId".to_owned(), id.into()));
    body.error.details = Some(request_id.into_iter().collect());
    Reply::json(rejection.status(), &body)
}

fn error(id: &str, description: &str) -> models::Error {
    models::Error {
        error: models::ErrorError {
            id: id.to_owned(),
            description: description.to_owned(),
            details: None,
        },
    }
}
