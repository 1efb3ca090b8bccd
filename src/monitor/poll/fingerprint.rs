//! Whether a document is the same but for what changes at every request.

/// Elements and keys that servers rewrite although nothing happened. Everything from the first text to the second is skipped.
///
/// ```text
/// <lastBuildDate>Sun, 08 Mar 2026 09:31:12 GMT</lastBuildDate>
/// "generated_at": "2026-03-08T09:31:12Z",
/// <meta name="csrf-token" content="…">
/// ```
const VOLATILE: [(&[u8], &[u8]); 6] = [
    (b"<lastBuildDate>", b"</lastBuildDate>"),
    (b"<generator", b">"),
    (b"\"generated_at\"", b","),
    (b"name=\"csrf-token\"", b">"),
    (b"nonce=\"", b"\""),
    (b"<!--", b"-->"),
];

/// A hash of the bytes without volatile parts. A part that does not end within this many bytes is kept.
const MAX_VOLATILE_BYTES: usize = 512;

pub(super) fn content_fingerprint(body: &[u8]) -> u64 {
    let mut hash = FNV_OFFSET;
    let mut position = 0_usize;
    while let Some(byte) = body.get(position) {
        let rest = body.get(position..).unwrap_or_default();
        if let Some(length) = volatile_length(*byte, rest) {
            position = position.saturating_add(length);
            continue;
        }
        hash = mix(hash, *byte);
        position = position.saturating_add(1);
    }
    hash
}

fn volatile_length(first: u8, rest: &[u8]) -> Option<usize> {
    if !matches!(first, b'<' | b'"' | b'n') {
        return None;
    }
    let (open, close) = VOLATILE.iter().find(|(open, _)| rest.starts_with(open))?;
    let inner = rest.get(open.len()..)?;
    let inner = inner.get(..inner.len().min(MAX_VOLATILE_BYTES))?;
    let end = memchr::memmem::find(inner, close)?;
    Some(open.len().saturating_add(end))
}

/// A number from 0 up to `end` that depends only on the text and the round: requests to many pages, or repeated ones, do not
/// come all at once, and a test knows when.
pub(super) fn spread(text: &str, round: u32, end: i64) -> i64 {
    let hash = text.bytes().chain(round.to_le_bytes()).fold(FNV_OFFSET, mix);
    // The high bits are mixed best.
    let number = i64::try_from(hash >> 33).unwrap_or(0);
    number.checked_rem(end).unwrap_or(0)
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// One step of FNV-1a.
fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rewritten_at_every_request_does_not_count() {
        let feed = |built: &str, title: &str| {
            content_fingerprint(
                format!("<rss><lastBuildDate>{built}</lastBuildDate><item>{title}</item></rss>").as_bytes(),
            )
        };
        assert_eq!(feed("09:31", "Uploads fail"), feed("09:36", "Uploads fail"));
        assert_ne!(feed("09:31", "Uploads fail"), feed("09:31", "Uploads work"));
        // An element that never ends hides nothing.
        let open = |rest: &str| content_fingerprint(format!("<lastBuildDate>{rest}").as_bytes());
        assert_ne!(open("a"), open("b"));
    }

    #[test]
    fn requests_are_spread_over_the_interval() {
        let mut offsets: Vec<_> =
            (0..300).map(|n| spread(&format!("https://s{n}.example/"), 0, 300)).collect();
        offsets.sort_unstable();
        offsets.dedup();
        assert!(offsets.len() > 150 && offsets.iter().all(|offset| (0..300).contains(offset)), "{offsets:?}");
    }
}
