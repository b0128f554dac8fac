//! Identifiers and tokens, which nobody can guess, and what is kept of tokens
//! and passwords, from which nobody can get them back.

use crate::errors::OnedataError;
use crate::failure::Failure;
use crate::onezone::server::Rejection;
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

/// A new identifier: 32 hexadecimal digits, as Onezone has them.
pub fn identifier() -> Result<String, Failure> {
    Ok(hexadecimal(&random::<16>()?))
}

/// A new token: 64 hexadecimal digits.
pub fn token() -> Result<String, Failure> {
    Ok(hexadecimal(&random::<32>()?))
}

/// What a token is recognized by. It needs no salt and no time: tokens are too
/// many to be tried.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// What a new password is recognized by. It takes some 20 milliseconds.
///
/// # Errors
/// If the password has fewer than 8 characters, or more than 1024 bytes.
pub fn password_hash(password: &str) -> Result<String, Failure> {
    if password.chars().count() < 8 || password.len() > 1024 {
        return Err(Failure::because(
            OnedataError::BadValuePassword,
            "a password has 8 characters at least and 1024 bytes at most",
        ));
    }
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(broken)?;
    let hash = Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map_err(broken)?;
    Ok(hash.to_string())
}

/// The hash of a password that nobody has.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyBpdA$\
                       YtIfzD7fQqGxYvN3dQ8K2oYxv0pT5mC1eJ4aWb6hUzs";

/// Whether it is the password that the hash is of. Where there is no hash this
/// takes as long, so that it tells nobody which users there are.
pub fn is_password(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODYS)) else {
        return false;
    };
    let verified = Argon2::default().verify_password(password.as_bytes(), &parsed);
    hash.is_some() && verified.is_ok()
}

/// The hash of a password, if there is one.
///
/// # Errors
/// The same.
pub async fn hashed(password: Option<String>) -> Result<Option<String>, Failure> {
    match password {
        Some(password) => hashing(move || password_hash(&password)).await.map(Some),
        None => Ok(None),
    }
}

/// Does work with a hash of a password, which takes 20 milliseconds and 19 MiB:
/// few at a time, so that nobody can take all memory by guessing.
///
/// # Errors
/// Those of the work.
pub async fn hashing<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    static TURNS: Semaphore = Semaphore::const_new(4);
    let _turn = TURNS.acquire().await.map_err(Rejection::failed)?;
    apart(work).await
}

/// Does what takes long on a thread for that, so that others are answered
/// meanwhile.
///
/// # Errors
/// Those of the work.
pub async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(Rejection::failed(error).into()))
}

fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Rejection::failed)?;
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn broken(error: argon2::password_hash::Error) -> Failure {
    Rejection::failed(error).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_recognized_by_their_hashes() {
        let hash = password_hash("correct horse").unwrap();
        assert!(!hash.contains("horse"));
        assert_ne!(hash, password_hash("correct horse").unwrap());
        assert!(is_password("correct horse", Some(&hash)));
        assert!(!is_password("correct house", Some(&hash)));
        assert!(!is_password("correct horse", Some("")));
        assert!(!is_password("correct horse", None));
        assert!(password_hash("short").is_err());
    }

    #[test]
    fn the_hash_of_nobody_takes_as_long_as_others() {
        let parameters = |hash| {
            let parsed = PasswordHash::new(hash).unwrap();
            (parsed.algorithm, parsed.params.to_string())
        };
        let somebodys = password_hash("correct horse").unwrap();
        assert_eq!(parameters(NOBODYS), parameters(&somebodys));
    }

    #[test]
    fn nothing_comes_twice() {
        assert_eq!(identifier().unwrap().len(), 32);
        assert_ne!(token().unwrap(), token().unwrap());
    }
}
