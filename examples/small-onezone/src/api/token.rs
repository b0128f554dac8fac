//! Operations on tokens.

use super::location;
use crate::authorize::Place;
use crate::caller::Caller;
use crate::configuration;
use crate::failure::{Failure, missing};
use crate::invitations::Invitation;
use crate::onezone::models::{
    CreateTemporaryTokenForCurrentUserCreatedBody as TemporaryToken, ExamineTokenBody,
    ExaminedToken, NamedToken, NamedTokenCreateRequest, NamedTokenCreateResponse, NamedTokenStatus,
    NamedTokenUpdateRequest, TemporaryTokenCreateRequest, TemporaryTokenGeneration,
    TokenPropertyMetadata, TokenPropertyMetadataUsageLimit as UsageLimit, TokenPropertyPersistence,
    TokenPropertySubject, TokenPropertySubjectType, Tokens, VerifyAccessTokenRequest,
    VerifyIdentityTokenRequest, VerifyInviteTokenRequest, VerifyTokenResponse,
};
use crate::onezone::runtime::Nullable;
use crate::onezone::server::{Failed, TokenApi, Undocumented};
use crate::onezone::token::{CreateNamedTokenForCurrentUserSuccess as Created, ExamineTokenError};
use crate::store::tokens::{self as kept, Token};
use crate::store::{Connection, Kind};
use crate::tokens;
use crate::zone::Zone;

type Answer<S> = Result<S, Failed<ExamineTokenError>>;

impl TokenApi<Caller, Undocumented> for Zone {
    async fn list_all_named_tokens(&self, caller: Caller) -> Answer<Tokens> {
        let list = self.at(caller, Place::Zone, |store, _| kept::list(store, None));
        let tokens = list.await?;
        Ok(Tokens { tokens })
    }

    async fn list_named_tokens_of_current_user(&self, caller: Caller) -> Answer<Tokens> {
        let list = self.own(caller, |at| kept::list(at.store, Some(at.id)));
        let tokens = list.await?;
        Ok(Tokens { tokens })
    }

    async fn list_named_tokens_of_user(&self, caller: Caller, id: String) -> Answer<Tokens> {
        let list = self.within(caller, Kind::User, id, |at| {
            kept::list(at.store, Some(at.id))
        });
        let tokens = list.await?;
        Ok(Tokens { tokens })
    }

    async fn create_named_token_for_current_user(
        &self,
        caller: Caller,
        body: NamedTokenCreateRequest,
    ) -> Answer<Created> {
        let issue = self.own(caller, |at| {
            tokens::issue_named(at.store, at.caller, at.id, body)
        });
        Ok(created(issue.await?))
    }

    async fn create_named_token_for_user(
        &self,
        caller: Caller,
        id: String,
        body: NamedTokenCreateRequest,
    ) -> Answer<Created> {
        let issue = self.within(caller, Kind::User, id, |at| {
            tokens::issue_named(at.store, at.caller, at.id, body)
        });
        Ok(created(issue.await?))
    }

    async fn get_named_token(&self, caller: Caller, id: String) -> Answer<NamedToken> {
        let get = self.at(caller, Place::Token(id.clone()), move |store, _| {
            kept::get(store, &id)
        });
        Ok(shown(get.await?))
    }

    async fn get_named_token_of_current_user_by_name(
        &self,
        caller: Caller,
        name: String,
    ) -> Answer<NamedToken> {
        let get = self.own(caller, move |at| kept::by_name(at.store, at.id, &name));
        Ok(shown(get.await?))
    }

    async fn get_named_token_status(&self, caller: Caller, id: String) -> Answer<NamedTokenStatus> {
        let get = self.at(caller, Place::Token(id.clone()), move |store, _| {
            kept::get(store, &id)
        });
        let revoked = get.await?.revoked;
        Ok(NamedTokenStatus { revoked })
    }

    async fn modify_named_token(
        &self,
        caller: Caller,
        id: String,
        body: NamedTokenUpdateRequest,
    ) -> Answer<()> {
        let modify = self.at(caller, Place::Token(id.clone()), move |store, _| {
            let (name, custom) = (body.name.as_deref(), body.custom_metadata.as_ref());
            kept::modify(store, &id, name, custom, body.revoked)
        });
        Ok(modify.await?)
    }

    async fn delete_named_token(&self, caller: Caller, id: String) -> Answer<()> {
        let remove = self.at(caller, Place::Token(id.clone()), move |store, _| {
            kept::remove(store, &id)
        });
        Ok(remove.await?)
    }

    async fn delete_named_tokens_of_current_user(&self, caller: Caller) -> Answer<()> {
        let remove = self.own(caller, |at| kept::remove_named(at.store, at.id));
        Ok(remove.await?)
    }

    async fn get_temporary_token_generation_of_current_user(
        &self,
        caller: Caller,
    ) -> Answer<TemporaryTokenGeneration> {
        let get = self.own(caller, |at| kept::generation(at.store, at.id));
        let generation = get.await?;
        Ok(TemporaryTokenGeneration { generation })
    }

    async fn create_temporary_token_for_current_user(
        &self,
        caller: Caller,
        body: TemporaryTokenCreateRequest,
    ) -> Answer<TemporaryToken> {
        let issue = self.own(caller, |at| {
            tokens::issue_temporary(at.store, at.caller, at.id, body)
        });
        let token = Some(issue.await?);
        Ok(TemporaryToken { token })
    }

    async fn revoke_all_temporary_tokens_of_current_user(&self, caller: Caller) -> Answer<()> {
        let revoke = self.own(caller, |at| kept::revoke_temporary(at.store, at.id));
        Ok(revoke.await?)
    }

    async fn examine_token(&self, body: ExamineTokenBody) -> Answer<ExaminedToken> {
        let find = self.openly(move |store| {
            tokens::known(store, &body.token).map_err(|reason| tokens::bad_value("token", reason))
        });
        let token = find.await?;
        let persistence = match token.name {
            Some(_) => TokenPropertyPersistence::Named,
            None => TokenPropertyPersistence::Temporary,
        };
        Ok(ExaminedToken {
            onezone_domain: Some(configuration::get().domain),
            persistence: Some(persistence),
            subject: Some(subject(token.subject)),
            id: Some(token.id),
            r#type: Some(token.r#type),
            caveats: Some(token.caveats),
        })
    }

    async fn verify_access_token(
        &self,
        body: Option<VerifyAccessTokenRequest>,
    ) -> Answer<VerifyTokenResponse> {
        let body = body.ok_or_else(|| missing("token"))?;
        Ok(self
            .openly(verify(body.token, tokens::must_be_access))
            .await?)
    }

    async fn verify_identity_token(
        &self,
        body: VerifyIdentityTokenRequest,
    ) -> Answer<VerifyTokenResponse> {
        Ok(self
            .openly(verify(body.token, tokens::must_be_identity))
            .await?)
    }

    async fn verify_invite_token(
        &self,
        body: VerifyInviteTokenRequest,
    ) -> Answer<VerifyTokenResponse> {
        let expected = body.expected_invite_type;
        let must_be = move |token: &Token| {
            let expected = expected.as_ref().map(|expected| expected.as_str());
            let invite = token.r#type.invite_token.as_ref();
            let found = invite.map(Invitation::read).transpose()?;
            match found {
                Some((found, _)) if expected.is_none_or(|word| word == found.word) => Ok(()),
                _ => Err(tokens::not_an_invitation(expected, token)),
            }
        };
        Ok(self.openly(verify(body.token, must_be)).await?)
    }
}

/// Finds out whether a token counts, and whether it is what it must be.
fn verify(
    token: String,
    must_be: impl FnOnce(&Token) -> Result<(), Failure> + Send + 'static,
) -> impl FnOnce(&Connection) -> Result<VerifyTokenResponse, Failure> + Send + 'static {
    move |store| {
        let found = tokens::valid(store, &token);
        let found = found.and_then(|token| must_be(&token).map(|()| token));
        let token = found.map_err(|reason| tokens::bad_value("token", reason))?;
        Ok(VerifyTokenResponse {
            ttl: tokens::time_left(&token).map_or(Nullable::Null, Nullable::Value),
            subject: subject(token.subject),
        })
    }
}

fn created((token_id, token): (String, String)) -> Created {
    Created {
        location: location(&["tokens", "named", &token_id]),
        body: NamedTokenCreateResponse { token_id, token },
    }
}

fn subject(user: String) -> TokenPropertySubject {
    TokenPropertySubject {
        r#type: Some(TokenPropertySubjectType::User),
        id: Some(user),
    }
}

/// A token as it is shown: without the token itself, which is not kept.
fn shown(token: Token) -> NamedToken {
    let is_invitation = token.r#type.invite_token.is_some();
    let limit = match token.usage_limit {
        Some(limit) => UsageLimit::Integer(limit),
        None => UsageLimit::String("infinity".to_owned()),
    };
    NamedToken {
        id: Some(token.id),
        name: token.name,
        subject: Some(subject(token.subject)),
        r#type: Some(token.r#type),
        caveats: Some(token.caveats),
        metadata: Some(TokenPropertyMetadata {
            creation_time: Some(token.created),
            usage_limit: is_invitation.then_some(limit),
            usage_count: is_invitation.then_some(token.usage_count),
            privileges: is_invitation.then_some(token.privileges),
            custom: Some(token.custom),
        }),
        revoked: Some(token.revoked),
        token: None,
    }
}
