//! A stable 64-bit hash, to know a text again without keeping it. `DefaultHasher` may change between Rust versions;
//! this one must not, because saved states hold its values.

/// FNV-1a, eight bytes at a time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fingerprint(u64);

const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self(OFFSET_BASIS)
    }

    /// The hash of a text as it is.
    pub(super) fn of(text: &str) -> u64 {
        let mut hash = Self::new();
        hash.write(text.as_bytes());
        hash.finish()
    }

    /// The hash of a text without its white space.
    pub(super) fn of_words(text: &str) -> u64 {
        let mut hash = Self::new();
        for word in text.split_whitespace() {
            for byte in word.bytes() {
                hash.mix(u64::from(byte));
            }
        }
        hash.finish()
    }

    /// Adds bytes one by one: the same in one piece and in several.
    pub(super) fn write_bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.mix(u64::from(*byte));
        }
    }

    /// Adds a value that has an end.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        for byte in rest {
            self.mix(u64::from(*byte));
        }
        self.mix(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    }

    /// The high bits of a product depend on all bits of the factors: folding them down spreads every change.
    fn mix(&mut self, value: u64) {
        let product = (self.0 ^ value).wrapping_mul(PRIME);
        self.0 = product ^ (product >> 29);
    }

    pub(super) fn finish(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    #[test]
    fn a_saved_hash_keeps_its_value() {
        assert_eq!(Fingerprint::of("uploads fail"), Fingerprint::of("uploads fail"));
        assert_ne!(Fingerprint::of("uploads fail"), Fingerprint::of("uploads fails"));
        assert_eq!(Fingerprint::of_words(" uploads\n fail"), Fingerprint::of_words("uploadsfail"));
    }
}
