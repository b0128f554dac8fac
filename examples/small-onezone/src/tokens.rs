//! What tokens can be, and whether one that is presented counts.

use crate::caller::{Caller, blocked};
use crate::errors::OnedataError;
use crate::failure::Failure;
use crate::invitations::Invitation;
use crate::onezone::models::{
    Caveat, InterfaceInterface, InviteTokenPropertyUsageLimit as UsageLimit,
    NamedTokenCreateRequest, TemporaryTokenCreateRequest, TokenPropertyTokenType as TokenType,
};
use crate::onezone::runtime::wire::{from_json, to_json};
use crate::onezone::runtime::{Map, Value, Wire};
use crate::privileges;
use crate::store::tokens::{self, Token};
use crate::store::{Connection, now, users};

/// An access token of a user, without limits.
pub fn access(subject: String, name: &str) -> Token {
    Token {
        subject,
        name: Some(name.to_owned()),
        r#type: access_type(),
        ..Default::default()
    }
}

/// Issues a named token of a user, and gives its identifier and itself.
///
/// # Errors
/// If such a token cannot be, or the user may not invite so.
pub fn issue_named(
    store: &Connection,
    caller: &Caller,
    subject: &str,
    request: NamedTokenCreateRequest,
) -> Result<(String, String), Failure> {
    let usage_limit = match request.usage_limit {
        Some(UsageLimit::Integer(limit)) => Some(limit),
        Some(UsageLimit::String(_)) | None => None,
    };
    let token = Token {
        name: Some(request.name),
        usage_limit,
        privileges: request.privileges.unwrap_or_default(),
        custom: request.custom_metadata.unwrap_or_default(),
        revoked: request.revoked.unwrap_or(false),
        ..of_type(subject, request.r#type, request.caveats)?
    };
    issue(store, caller, token)
}

/// Issues a temporary token of a user, and gives the token.
///
/// # Errors
/// The same, and `tokenTimeCaveatRequired` if it is for ever.
pub fn issue_temporary(
    store: &Connection,
    caller: &Caller,
    subject: &str,
    request: TemporaryTokenCreateRequest,
) -> Result<String, Failure> {
    let token = of_type(subject, request.r#type, request.caveats)?;
    if token.valid_until.is_none() {
        let error = OnedataError::TokenTimeCaveatRequired { max_ttl: None };
        return Err(Failure::because(error, "a caveat says when the token ends"));
    }
    Ok(issue(store, caller, token)?.1)
}

/// Issues an invitation that can be used once.
///
/// # Errors
/// If the caller may not invite so.
pub fn issue_invitation(
    store: &Connection,
    caller: &Caller,
    invitation: Invitation,
    target: &str,
) -> Result<String, Failure> {
    let r#type = invitation.token_type(target.to_owned());
    let token = Token {
        usage_limit: Some(1),
        ..of_type(&caller.user, Some(r#type), None)?
    };
    Ok(issue(store, caller, token)?.1)
}

/// A token without a name, and with what type and caveats mean.
fn of_type(
    subject: &str,
    r#type: Option<TokenType>,
    caveats: Option<Vec<Caveat>>,
) -> Result<Token, Failure> {
    let r#type = r#type.unwrap_or_else(access_type);
    let kinds = [
        r#type.access_token.is_some(),
        r#type.identity_token.is_some(),
        r#type.invite_token.is_some(),
    ];
    if kinds.into_iter().filter(|is_there| *is_there).count() != 1 {
        let key = Some("type".to_owned());
        let error = OnedataError::BadValueTokenType { key };
        return Err(Failure::because(error, "a token is of one type"));
    }
    let invite = r#type.invite_token.as_ref();
    let target = invite.map(Invitation::read).transpose()?;
    let target = target.map(|(_, target)| target.to_owned());
    let caveats = caveats.unwrap_or_default();
    Ok(Token {
        subject: subject.to_owned(),
        valid_until: valid_until(&caveats)?,
        r#type,
        caveats,
        target,
        ..Default::default()
    })
}

/// What a token is that is not said to be anything else.
fn access_type() -> TokenType {
    TokenType {
        access_token: Some(Map::new()),
        ..Default::default()
    }
}

/// When a token with these caveats ends.
///
/// # Errors
/// `badValueCaveat` for one that this zone could not enforce.
fn valid_until(caveats: &[Caveat]) -> Result<Option<i64>, Failure> {
    let mut end = None;
    for caveat in caveats {
        match caveat {
            Caveat::Time(time) => {
                end = Some(end.map_or(time.valid_until, |end: i64| end.min(time.valid_until)));
            }
            Caveat::Interface(interface) if interface.interface == InterfaceInterface::Rest => {}
            _ => {
                let error = OnedataError::BadValueCaveat {
                    caveat: from_json(&to_json(caveat)).ok(),
                };
                let description = "this zone knows caveats on time, and REST as interface";
                return Err(Failure::because(error, description));
            }
        }
    }
    Ok(end)
}

fn issue(store: &Connection, caller: &Caller, token: Token) -> Result<(String, String), Failure> {
    if let Some(invite) = &token.r#type.invite_token {
        let (invitation, target) = Invitation::read(invite)?;
        privileges::must_be_of(invitation.target, &token.privileges)?;
        // It is the subject of the token who invites.
        let subject = Caller {
            user: token.subject.clone(),
            operation: caller.operation,
        };
        let sets_privileges = !token.privileges.is_empty();
        invitation.authorize(store, &subject, target, sets_privileges)?;
    }
    tokens::create(store, &token)
}

/// The token that somebody presents.
///
/// # Errors
/// `tokenInvalid` if the zone did not issue it; others if it counts for
/// nothing.
pub fn valid(store: &Connection, secret: &str) -> Result<Token, Failure> {
    let token = known(store, secret)?;
    if token.revoked {
        let error = OnedataError::TokenRevoked;
        return Err(Failure::because(error, "the token is revoked"));
    }
    if token.valid_until.is_some_and(|end| end < now()) {
        let is_time = |caveat: &&Caveat| matches!(caveat, Caveat::Time(_));
        let caveat = token.caveats.iter().find(is_time).map(object);
        let error = OnedataError::TokenCaveatUnverified { caveat };
        return Err(Failure::because(error, "the time of the token is over"));
    }
    match users::login(store, &token.subject)?.blocked {
        true => Err(blocked()),
        false => Ok(token),
    }
}

/// The token that somebody presents, whether it counts or not.
///
/// # Errors
/// `tokenInvalid` if the zone did not issue it.
pub fn known(store: &Connection, secret: &str) -> Result<Token, Failure> {
    tokens::presented(store, secret)?.ok_or_else(|| {
        let error = OnedataError::TokenInvalid;
        Failure::because(error, "the token is not one of this zone")
    })
}

/// Makes sure that a token gives access.
///
/// # Errors
/// `notAnAccessToken` if it does not.
pub fn must_be_access(token: &Token) -> Result<(), Failure> {
    match token.r#type.access_token {
        Some(_) => Ok(()),
        None => Err(Failure::because(
            OnedataError::NotAnAccessToken {
                received: Some(object(&token.r#type)),
            },
            "the token gives no access",
        )),
    }
}

/// Makes sure that a token proves an identity.
///
/// # Errors
/// `notAnIdentityToken` if it does not.
pub fn must_be_identity(token: &Token) -> Result<(), Failure> {
    match token.r#type.identity_token {
        Some(_) => Ok(()),
        None => Err(Failure::because(
            OnedataError::NotAnIdentityToken {
                received: Some(object(&token.r#type)),
            },
            "the token proves no identity",
        )),
    }
}

/// A token is not an invitation, or not the one that is expected.
pub fn not_an_invitation(expected: Option<&str>, token: &Token) -> Failure {
    let error = OnedataError::NotAnInviteToken {
        expected_invite_type: expected.map(str::to_owned),
        received: Some(object(&token.r#type)),
    };
    Failure::because(error, "the token does not invite to this")
}

/// A token in the body of a request is wrong, for a reason.
pub fn bad_value(key: &str, reason: Failure) -> Failure {
    let reason = match reason {
        Failure::Refused(reason) => reason,
        broken @ Failure::Broken(_) => return broken,
    };
    let description = format!("the token cannot be used: {reason}");
    let error = OnedataError::BadValueToken {
        key: Some(key.to_owned()),
        token_error: Some(reason),
    };
    Failure::because(error, description)
}

/// The seconds that are left of a token that ends.
pub fn time_left(token: &Token) -> Option<i64> {
    token.valid_until.map(|end| end.saturating_sub(now()))
}

fn object<T: Wire>(value: &T) -> Map<Value> {
    from_json(&to_json(value)).unwrap_or_default()
}
