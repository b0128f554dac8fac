//! Operations on users, and on what the current user belongs to.

use super::alike::own;
use super::location;
use crate::authorize::Place;
use crate::caller::Caller;
use crate::errors::OnedataError;
use crate::failure::{Failure, missing, missing_one_of};
use crate::onezone::models::{
    AdminPrivilegesUpdate, Group, GroupInviteToken, Groups,
    ListUserAdminPrivilegesSuccessBody as AdminPrivileges, ListUserSpacesSuccessBody, Space,
    SpaceCreateRequest, SpaceInviteToken, Spaces, UserAccessBlockUpdate,
    UserBasicAuthSettingsUpdate, UserCreateRequest, UserPasswordUpdate, UserProtectedInfo,
    UserUpdateRequest, Users,
};
use crate::onezone::runtime::Nullable;
use crate::onezone::server::{Failed, Undocumented, UserApi};
use crate::onezone::user::{self, GetCurrentUserError, RemoveCurrentUserError};
use crate::secrets;
use crate::store::members::Reach::{Direct, Effective};
use crate::store::{Kind, users};
use crate::zone::Zone;

type Answer<S> = Result<S, Failed<RemoveCurrentUserError>>;

impl UserApi<Caller, Undocumented> for Zone {
    async fn get_current_user(
        &self,
        caller: Caller,
    ) -> Result<UserProtectedInfo, Failed<GetCurrentUserError>> {
        Ok(self.own(caller, |at| users::get(at.store, at.id)).await?)
    }

    async fn modify_current_user(&self, caller: Caller, body: UserUpdateRequest) -> Answer<()> {
        let modify = self.own(caller, move |at| {
            let (username, full_name) = (body.username.as_deref(), body.full_name.as_deref());
            if username.is_none() && full_name.is_none() {
                return Err(missing_one_of(&["fullName", "username"]));
            }
            users::rename(at.store, at.id, username, full_name)
        });
        Ok(modify.await?)
    }

    async fn remove_current_user(&self, caller: Caller) -> Answer<()> {
        let list = self.own(caller, |at| users::remove(at.store, at.id));
        Ok(list.await?)
    }

    async fn change_user_password(&self, caller: Caller, body: UserPasswordUpdate) -> Answer<()> {
        let new = body.new_password.ok_or_else(|| missing("newPassword"))?;
        let old = body.old_password.ok_or_else(|| missing("oldPassword"))?;
        let login = self.own(caller.clone(), |at| users::login(at.store, at.id));
        let login = login.await?;
        // Hashing takes long, so that it is not done in the transaction.
        let hash = move || {
            let kept = login.password_hash.as_deref();
            let is_right = match &old {
                Nullable::Value(old) => secrets::is_password(old, kept),
                Nullable::Null => kept.is_none(),
            };
            match is_right {
                true => secrets::password_hash(&new),
                false => Err(Failure::because(
                    OnedataError::BadBasicCredentials,
                    "the old password is another",
                )),
            }
        };
        let hash = secrets::hashing(hash).await?;
        let change = self.own(caller, move |at| {
            users::set_login(at.store, at.id, None, Some(&hash))
        });
        Ok(change.await?)
    }

    async fn list_current_user_admin_privileges(&self, caller: Caller) -> Answer<AdminPrivileges> {
        Ok(self.admin_privileges(own(&caller), Direct, caller).await?)
    }

    async fn list_current_user_effective_admin_privileges(
        &self,
        caller: Caller,
    ) -> Answer<AdminPrivileges> {
        let list = self.admin_privileges(own(&caller), Effective, caller);
        Ok(list.await?)
    }

    async fn list_user_groups(&self, caller: Caller) -> Answer<Groups> {
        Ok(self.groups_above(own(&caller), Direct, caller).await?)
    }

    async fn list_effective_user_groups(&self, caller: Caller) -> Answer<Groups> {
        Ok(self.groups_above(own(&caller), Effective, caller).await?)
    }

    async fn get_user_group(&self, caller: Caller, gid: String) -> Answer<Group> {
        let get = self.own(caller, move |at| at.group_above(&gid, Direct));
        Ok(get.await?)
    }

    async fn get_user_effective_group(&self, caller: Caller, gid: String) -> Answer<Group> {
        let get = self.own(caller, move |at| at.group_above(&gid, Effective));
        Ok(get.await?)
    }

    async fn create_user_group(
        &self,
        caller: Caller,
        body: Group,
    ) -> Answer<user::CreateUserGroupSuccess> {
        let create = self.own(caller, move |at| {
            at.create_group_above(&body.name, &body.r#type)
        });
        let location = location(&["user", "groups", &create.await?]);
        Ok(user::CreateUserGroupSuccess { location })
    }

    async fn join_group(
        &self,
        caller: Caller,
        body: GroupInviteToken,
    ) -> Answer<user::JoinGroupSuccess> {
        let join = self.own(caller, move |at| at.join(Kind::Group, &body.token));
        let location = location(&["user", "groups", &join.await?]);
        Ok(user::JoinGroupSuccess { location })
    }

    async fn leave_group(&self, caller: Caller, gid: String) -> Answer<()> {
        let leave = self.own(caller, move |at| at.leave(Kind::Group, &gid));
        Ok(leave.await?)
    }

    async fn list_user_spaces(&self, caller: Caller) -> Answer<ListUserSpacesSuccessBody> {
        let list = self.own(caller, |at| at.memberships(Kind::Space, Direct));
        let spaces = Some(list.await?);
        Ok(ListUserSpacesSuccessBody { spaces })
    }

    async fn list_effective_user_spaces(&self, caller: Caller) -> Answer<Spaces> {
        Ok(self.spaces_above(own(&caller), Effective, caller).await?)
    }

    async fn get_user_space(&self, caller: Caller, sid: String) -> Answer<Space> {
        let get = self.own(caller, move |at| at.space_above(&sid, Direct));
        Ok(get.await?)
    }

    async fn get_effective_user_space(&self, caller: Caller, sid: String) -> Answer<Space> {
        let get = self.own(caller, move |at| at.space_above(&sid, Effective));
        Ok(get.await?)
    }

    async fn create_user_space(
        &self,
        caller: Caller,
        body: SpaceCreateRequest,
    ) -> Answer<user::CreateUserSpaceSuccess> {
        let create = self.own(caller, move |at| at.create_space(body.name));
        let location = location(&["user", "spaces", &create.await?]);
        Ok(user::CreateUserSpaceSuccess { location })
    }

    async fn join_space(
        &self,
        caller: Caller,
        body: SpaceInviteToken,
    ) -> Answer<user::JoinSpaceSuccess> {
        let join = self.own(caller, move |at| at.join(Kind::Space, &body.token));
        let location = location(&["user", "spaces", &join.await?]);
        Ok(user::JoinSpaceSuccess { location })
    }

    async fn leave_space(&self, caller: Caller, sid: String) -> Answer<()> {
        let leave = self.own(caller, move |at| at.leave(Kind::Space, &sid));
        Ok(leave.await?)
    }

    async fn oz_users_list(&self, caller: Caller) -> Answer<Users> {
        let list = self.at(caller, Place::Zone, |store, _| users::list(store));
        let users = list.await?;
        Ok(Users { users })
    }

    async fn create_user(
        &self,
        caller: Caller,
        body: UserCreateRequest,
    ) -> Answer<user::CreateUserSuccess> {
        // Who may not create users shall not have anything hashed.
        let may = self.at(caller.clone(), Place::Zone, |_, _| Ok(()));
        may.await?;
        let username = body.username.ok_or_else(|| missing("username"))?;
        let full_name = body.full_name.unwrap_or_else(|| username.clone());
        let hash = secrets::hashed(body.password).await?;
        let create = self.at(caller, Place::Zone, move |store, _| {
            users::create(store, &username, &full_name, hash.as_deref())
        });
        let location = location(&["users", &create.await?]);
        Ok(user::CreateUserSuccess { location })
    }

    async fn get_user(&self, caller: Caller, id: String) -> Answer<UserProtectedInfo> {
        let get = self.within(caller, Kind::User, id, |at| users::get(at.store, at.id));
        Ok(get.await?)
    }

    async fn remove_user(&self, caller: Caller, id: String) -> Answer<()> {
        let remove = self.within(caller, Kind::User, id, |at| users::remove(at.store, at.id));
        Ok(remove.await?)
    }

    async fn toggle_user_access_block(
        &self,
        caller: Caller,
        id: String,
        body: UserAccessBlockUpdate,
    ) -> Answer<()> {
        let block = self.within(caller, Kind::User, id, move |at| {
            let blocked = body.blocked.ok_or_else(|| missing("blocked"))?;
            users::block(at.store, at.id, blocked)
        });
        Ok(block.await?)
    }

    async fn change_user_basic_auth_settings(
        &self,
        caller: Caller,
        id: String,
        body: UserBasicAuthSettingsUpdate,
    ) -> Answer<()> {
        let may = self.within(caller.clone(), Kind::User, id.clone(), |_| Ok(()));
        may.await?;
        if body.basic_auth_enabled.is_none() && body.new_password.is_none() {
            return Err(missing_one_of(&["basicAuthEnabled", "newPassword"]).into());
        }
        let hash = secrets::hashed(body.new_password).await?;
        let change = self.within(caller, Kind::User, id, move |at| {
            users::set_login(at.store, at.id, body.basic_auth_enabled, hash.as_deref())
        });
        Ok(change.await?)
    }

    async fn list_user_admin_privileges(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<AdminPrivileges> {
        let list = self.admin_privileges((Kind::User, id), Direct, caller);
        Ok(list.await?)
    }

    async fn list_user_effective_admin_privileges(
        &self,
        caller: Caller,
        id: String,
    ) -> Answer<AdminPrivileges> {
        let list = self.admin_privileges((Kind::User, id), Effective, caller);
        Ok(list.await?)
    }

    async fn update_user_admin_privileges(
        &self,
        caller: Caller,
        id: String,
        body: Option<AdminPrivilegesUpdate>,
    ) -> Answer<()> {
        let change =
            self.update_admin_privileges((Kind::User, id), body.unwrap_or_default(), caller);
        Ok(change.await?)
    }

    async fn remove_user_admin_privileges(&self, caller: Caller, id: String) -> Answer<()> {
        let change = self.remove_admin_privileges((Kind::User, id), caller);
        Ok(change.await?)
    }
}
