//! Passwords, hashed with Argon2id (PHC strings). A name that does not exist costs the same as one that does.

use crate::error::Unavailable;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use countersign::crypto::Zeroizing;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashes at a time: each takes 19 MiB and a core.
const AT_A_TIME: usize = 4;

/// Hashes and checks passwords, a few at a time, away from the threads that answer calls.
#[derive(Debug)]
pub struct Passwords {
    places: Arc<Semaphore>,
    /// The hash of a password that nobody has.
    nobody: String,
}

impl Passwords {
    /// Prepares the hash that unknown names are compared with.
    pub async fn new() -> Result<Self, Unavailable> {
        let places = Arc::new(Semaphore::new(AT_A_TIME));
        let nobody = crate::token::Token::random()?;
        // Exposed: hashed here, so that comparing with an unknown name costs what it costs with a known one.
        let nobody = hash_in(&places, nobody.expose()).await?;
        Ok(Self { places, nobody })
    }

    /// The hash of a new password, as a PHC string with a salt of its own.
    pub async fn hash(&self, password: &str) -> Result<String, Unavailable> {
        hash_in(&self.places, password).await
    }

    /// Whether `password` is the one that was hashed. Without a hash it takes as long and is false.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Unavailable> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let right = blocking(&self.places, password, move |password| {
            let hash = PasswordHash::new(&hash).map_err(|_| Unavailable::Damaged)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await?;
        Ok(right && known)
    }
}

async fn hash_in(places: &Arc<Semaphore>, password: &str) -> Result<String, Unavailable> {
    blocking(places, password, |password| {
        let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| Unavailable::Hashing)?;
        Ok(hash.to_string())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    places: &Arc<Semaphore>,
    password: &str,
    work: impl FnOnce(&str) -> Result<T, Unavailable> + Send + 'static,
) -> Result<T, Unavailable> {
    let place = Arc::clone(places).acquire_owned().await.map_err(|_| Unavailable::Hashing)?;
    let password = Zeroizing::new(password.to_owned());
    let task = tokio::task::spawn_blocking(move || {
        // The place is held until the work is done, also when the caller has gone.
        let _place = place;
        work(&password)
    });
    task.await.map_err(|_| Unavailable::Hashing)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_verifies() {
        let passwords = Passwords::new().await.unwrap();
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, passwords.hash("correct horse").await.unwrap());
        assert!(passwords.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horsf", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horse", None).await.unwrap());
    }
}
