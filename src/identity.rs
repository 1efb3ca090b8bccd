//! Ids for what the source gives none: a stable hash of what does not change.

/// An id of the form `anon-…`, made of parts that stay the same for the life of the thing it names (vendor, start,
/// ordinal among equals).
///
/// 64-bit FNV-1a over the parts, each ended by a zero byte. The hash is written out here, since ids are stored by users
/// and must never move with a library's choice of hasher.
pub(crate) fn anonymous(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("anon-{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_move() {
        assert_eq!(anonymous(&["Acme", "2024-04-08T19:18:00Z", "0"]), "anon-1e3c7fd370d66e6a");
        assert_ne!(anonymous(&["a", "b"]), anonymous(&["ab"]));
    }
}
