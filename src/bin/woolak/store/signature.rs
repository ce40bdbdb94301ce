//! The signature beside the log, in the format of minisign: Ed25519 over the log's bytes. It judges no record.

use super::folder::{OutputFolder, StoreError, write_staged};
use super::{LOG, fault};
use ct_codecs::{Base64, Decoder};
use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use std::fs::{self, File};
use std::path::Path;

/// Name of the signature under the output folder.
pub const SIGNATURE: &str = "audit.jsonl.minisig";

/// A key that signs logs.
pub struct Signer {
    secret: SecretKey,
    public: PublicKey,
}

impl Signer {
    /// Reads a secret key of minisign, and the password that it is locked with, if it is.
    ///
    /// # Errors
    /// One Dutch sentence.
    pub fn open(key: &Path, password: Option<&Path>) -> Result<Self, String> {
        let shown = key.display();
        let words = read(key)?;
        let boxed =
            || SecretKeyBox::from_string(&words).map_err(|_| format!("{shown}: geen geheime sleutel van minisign"));
        let secret = match password {
            Some(path) => {
                let password = read(path)?.lines().next().unwrap_or_default().to_owned();
                boxed()?
                    .into_secret_key(Some(password))
                    .map_err(|_| format!("{shown}: geen sleutel met dit wachtwoord"))?
            }
            None => boxed()?
                .into_unencrypted_secret_key()
                .ok()
                .or_else(|| unchecked(&words))
                .ok_or_else(|| {
                    format!("{shown}: geen sleutel zonder wachtwoord; geef het wachtwoord met --sign-password-file")
                })?,
        };
        let public = PublicKey::from_secret_key(&secret).map_err(|_| format!("{shown}: geen geldige sleutel"))?;
        Ok(Self { secret, public })
    }

    /// Signs the log of a folder. A signature that holds already stays, so that a finished run changes nothing.
    pub fn sign(&self, folder: &OutputFolder) -> Result<(), StoreError> {
        if check(&folder.path(LOG), &self.public) == Signed::Intact {
            return Ok(());
        }
        let signed = || -> std::io::Result<String> {
            let log = File::open(folder.path(LOG))?;
            let comment = Some("logboek van woolak");
            minisign::sign(Some(&self.public), &self.secret, log, comment, comment)
                .map(SignatureBox::into_string)
                .map_err(|_| std::io::Error::other("ondertekenen mislukt"))
        };
        let staged = folder.stage();
        signed()
            .and_then(|signature| write_staged(staged.path(), signature.as_bytes()))
            .map_err(|error| folder.error(error))?;
        folder.publish(staged, SIGNATURE)
    }
}

/// A key without a password as `minisign -G -W` writes it: with zeros for its checksum, which the crate refuses.
fn unchecked(words: &str) -> Option<SecretKey> {
    const KDF: std::ops::Range<usize> = 2..4;
    const CHECKSUM: usize = 32;
    let bytes = Base64::decode_to_vec(words.lines().nth(1)?.trim(), None).ok()?;
    let zero = |bytes: &[u8]| bytes.iter().all(|byte| *byte == 0);
    let checksum = bytes.len().checked_sub(CHECKSUM)?;
    let plain = zero(bytes.get(KDF)?) && zero(&bytes[checksum..]);
    SecretKey::from_bytes(&bytes).ok().filter(|_| plain)
}

/// What is known of a log's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// There is none.
    No,
    /// It is of this key and this log.
    Intact,
    /// It is not.
    Broken,
}

/// Checks the signature that lies beside a log.
pub fn check(log: &Path, public: &PublicKey) -> Signed {
    let place = log.with_file_name(SIGNATURE);
    if !place.exists() {
        return Signed::No;
    }
    let holds = SignatureBox::from_file(&place)
        .ok()
        .zip(File::open(log).ok())
        .is_some_and(|(signature, log)| minisign::verify(public, &signature, log, true, false, false).is_ok());
    if holds { Signed::Intact } else { Signed::Broken }
}

/// Reads a public key of minisign.
///
/// # Errors
/// One Dutch sentence.
pub fn public_key(path: &Path) -> Result<PublicKey, String> {
    let words = read(path)?;
    PublicKeyBox::from_string(&words)
        .and_then(PublicKeyBox::into_public_key)
        .or_else(|_| PublicKey::from_base64(words.trim()))
        .map_err(|_| format!("{}: geen openbare sleutel van minisign", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {}", path.display(), fault(&error)))
}
