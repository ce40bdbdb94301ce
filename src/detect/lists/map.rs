//! Maps whose keys are hashes of words already, or hold one: they are not hashed again. Not meant against attackers.

use super::hash::{hash, mix};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by such hashes.
pub(crate) type HashedMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Hashed>>;

/// Takes a hash for what it is.
#[derive(Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0 ^ hash(bytes));
    }

    fn write_u16(&mut self, number: u16) {
        self.0 = mix(self.0 ^ u64::from(number));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }
}
