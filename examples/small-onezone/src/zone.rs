//! The zone: what stands between the traits of the API and the store.

use crate::authorize::{Adding, Place, authorize};
use crate::caller::Caller;
use crate::failure::{Failure, not_found};
use crate::invitations::{self, Invitation};
use crate::onezone::models::{Group, GroupType, Space, User};
use crate::privileges;
use crate::store::members::{self, Reach};
use crate::store::{
    Connection, Kind, Store, groups, must_exist, privileges as held, spaces, users,
};
use crate::tokens;

/// A zone. The traits of the API are implemented for it, in `api`.
pub struct Zone {
    store: Store,
}

/// Where an operation is at work, once it is open to its caller.
pub struct At<'a> {
    /// What the zone keeps.
    pub store: &'a Connection,
    /// Who calls.
    pub caller: &'a Caller,
    /// What the user, the group or the space is.
    pub kind: Kind,
    /// Its identifier.
    pub id: &'a str,
}

impl Zone {
    /// A zone that keeps everything in this store.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Does what anybody may have done.
    pub async fn openly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.store.run(work).await
    }

    /// Does what concerns the zone as a whole, or a token.
    pub async fn at<T: Send + 'static>(
        &self,
        caller: Caller,
        place: Place,
        work: impl FnOnce(&Connection, &Caller) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let work = move |store: &Connection| {
            authorize(store, &caller, caller.operation, &place, None)?;
            work(store, &caller)
        };
        self.store.run(work).await
    }

    /// Does what concerns a user, a group or a space.
    pub async fn within<T: Send + 'static>(
        &self,
        caller: Caller,
        kind: Kind,
        id: String,
        work: impl FnOnce(&At<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let place = Place::In(kind, id.clone());
        let work = move |store: &Connection, caller: &Caller| {
            let id = &id;
            work(&At {
                store,
                caller,
                kind,
                id,
            })
        };
        self.at(caller, place, work).await
    }

    /// Does what concerns the caller.
    pub async fn own<T: Send + 'static>(
        &self,
        caller: Caller,
        work: impl FnOnce(&At<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let id = caller.user.clone();
        self.within(caller, Kind::User, id, work).await
    }

    /// Makes somebody a member, with these privileges or the usual ones.
    pub async fn add(
        &self,
        caller: Caller,
        (kind, id): (Kind, String),
        (member_kind, member): (Kind, String),
        privileges: Option<Vec<String>>,
    ) -> Result<(), Failure> {
        let work = move |store: &Connection| {
            let adding = Adding {
                kind: member_kind,
                id: member.clone(),
                sets_privileges: privileges.is_some(),
            };
            let place = Place::In(kind, id.clone());
            authorize(store, &caller, caller.operation, &place, Some(&adding))?;
            must_exist(store, member_kind, &member)?;
            if adding.sets_privileges {
                invitation(member_kind, kind)?.authorize_setting(store, &caller, &id)?;
            }
            let granted = privileges.unwrap_or_else(|| privileges::usual(kind));
            members::add(store, (kind, &id), (member_kind, &member), &granted)
        };
        self.store.run(work).await
    }
}

/// What is the same for users, groups and spaces.
impl At<'_> {
    /// The members of a kind.
    pub fn members(&self, kind: Kind, reach: Reach) -> Result<Vec<String>, Failure> {
        members::of(self.store, self.id, kind, reach)
    }

    /// What it is a member of.
    pub fn memberships(&self, kind: Kind, reach: Reach) -> Result<Vec<String>, Failure> {
        members::with(self.store, self.id, kind, reach)
    }

    /// A user who is a member.
    pub fn user(&self, id: &str, reach: Reach) -> Result<User, Failure> {
        members::must_belong(self.store, self.id, id, reach)?;
        users::brief(self.store, id)
    }

    /// A group that is a member.
    pub fn group(&self, id: &str, reach: Reach) -> Result<Group, Failure> {
        members::must_belong(self.store, self.id, id, reach)?;
        groups::get(self.store, id)
    }

    /// A group that it is a member of.
    pub fn group_above(&self, id: &str, reach: Reach) -> Result<Group, Failure> {
        members::must_belong(self.store, id, self.id, reach)?;
        groups::get(self.store, id)
    }

    /// A space that it is a member of.
    pub fn space_above(&self, id: &str, reach: Reach) -> Result<Space, Failure> {
        members::must_belong(self.store, id, self.id, reach)?;
        spaces::get(self.store, id)
    }

    /// What a member may do.
    pub fn privileges(&self, kind: Kind, id: &str, reach: Reach) -> Result<Vec<String>, Failure> {
        must_exist(self.store, kind, id)?;
        held::of_member(self.store, self.id, id, reach)
    }

    /// Changes what a member may do.
    pub fn update_privileges(
        &self,
        kind: Kind,
        id: &str,
        update: &held::Update,
    ) -> Result<(), Failure> {
        must_exist(self.store, kind, id)?;
        held::update(self.store, self.id, id, update)
    }

    /// Ends the membership of somebody.
    pub fn remove_member(&self, kind: Kind, id: &str) -> Result<(), Failure> {
        must_exist(self.store, kind, id)?;
        members::remove(self.store, self.id, id)
    }

    /// What it may do in the whole zone.
    pub fn zone_privileges(&self, reach: Reach) -> Result<Vec<String>, Failure> {
        held::of_zone(self.store, self.id, reach)
    }

    /// Ends its own membership in a group or a space.
    pub fn leave(&self, kind: Kind, resource: &str) -> Result<(), Failure> {
        must_exist(self.store, kind, resource)?;
        members::remove(self.store, resource, self.id)
    }

    /// Uses an invitation to something, whose identifier is given.
    pub fn join(&self, target: Kind, token: &str) -> Result<String, Failure> {
        invitations::accept(self.store, token, (self.kind, self.id), target)
    }

    /// An invitation to it, for a member of a kind.
    pub fn invite(&self, member: Kind) -> Result<String, Failure> {
        let invitation = invitation(member, self.kind)?;
        tokens::issue_invitation(self.store, self.caller, invitation, self.id)
    }

    /// Creates a group that it is a member of, and may do anything in.
    pub fn create_group_above(&self, name: &str, r#type: &GroupType) -> Result<String, Failure> {
        let id = groups::create(self.store, &self.caller.user, name, r#type)?;
        self.become_head(Kind::Group, &id)?;
        Ok(id)
    }

    /// Creates a group that is a member of it. The caller may do anything in it.
    pub fn create_member(&self, name: &str, r#type: Option<GroupType>) -> Result<String, Failure> {
        let creator = At {
            kind: Kind::User,
            id: &self.caller.user,
            ..*self
        };
        let id = creator.create_group_above(name, &r#type.unwrap_or(GroupType::Team))?;
        let usual = privileges::usual(self.kind);
        members::add(self.store, (self.kind, self.id), (Kind::Group, &id), &usual)?;
        Ok(id)
    }

    /// Creates a space that it is a member of, and may do anything in.
    pub fn create_space(&self, name: String) -> Result<String, Failure> {
        let changes = spaces::Changes {
            name: Some(name),
            ..Default::default()
        };
        let id = spaces::create(self.store, &self.caller.user, &changes)?;
        self.become_head(Kind::Space, &id)?;
        if self.kind == Kind::User {
            spaces::add_owner(self.store, &id, self.id)?;
        }
        Ok(id)
    }

    fn become_head(&self, kind: Kind, id: &str) -> Result<(), Failure> {
        let all = privileges::all(kind);
        members::add(self.store, (kind, id), (self.kind, self.id), &all)
    }
}

fn invitation(member: Kind, target: Kind) -> Result<Invitation, Failure> {
    Invitation::of(member, target).ok_or_else(|| not_found("membership"))
}
