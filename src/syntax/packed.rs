//! What wraps a document: compressed bytes, archives, other binary files, a saved web page, a raw HTTP response.

/// First bytes of binary formats, with what they are and what the caller can do.
const MAGIC: [(&[u8], &str); 18] = [
    (b"\x1f\x8b", "gzip-compressed bytes; decompress them first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed bytes; decompress them first"),
    (b"BZh91AY&SY", "bzip2-compressed bytes; decompress them first"),
    (b"\xfd7zXZ\x00", "xz-compressed bytes; decompress them first"),
    (b"\x04\x22\x4d\x18", "lz4-compressed bytes; decompress them first"),
    (b"\x78\x9c", "zlib-compressed bytes (deflate); decompress them first"),
    (b"\x78\xda", "zlib-compressed bytes (deflate); decompress them first"),
    (b"PK\x03\x04", "a zip archive; extract the document first"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"Rar!\x1a\x07", "a rar archive; extract the document first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; extract the document first"),
    (b"%PDF-", "a PDF; extract its text first"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"bplist00", "a binary property list (a Safari web archive); extract the page first"),
    (b"WARC/1.", "a WARC archive; extract the response's body first"),
    (b"SQLite format 3\x00", "a SQLite database"),
];

/// Bytes in which the headers of a saved web page or of a response are looked for; those that decide come first.
const HEADER_BYTES: usize = 4096;

/// What wraps a document that begins with these bytes, or `None` for a document that can be decoded as text.
///
/// Brotli has no magic number; such bytes are only recognized by not being text.
pub(crate) fn identify(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    // A tar archive names itself after its first file's header.
    if bytes.get(257..262) == Some(b"ustar") {
        return Some("a tar archive; extract the document first");
    }
    // A document of one long line must not be searched for its end.
    let start = bytes.trim_ascii_start();
    let start = start.get(..HEADER_BYTES).unwrap_or(start);
    if is_http_response(start) {
        return Some(
            "a raw HTTP response; give its body alone, and its headers as hints (`Input::with_content_type`)",
        );
    }
    is_mime(start).then_some("a saved web page (MHTML) or an e-mail; extract its text/html part first")
}

/// `HTTP/1.1 200 OK`, `HTTP/2 200`
fn is_http_response(start: &[u8]) -> bool {
    let Some((version, rest)) = start
        .strip_prefix(b"HTTP/")
        .and_then(|rest| rest.split_at_checked(rest.iter().position(|b| *b == b' ')?))
    else {
        return false;
    };
    version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && rest.get(1..4).is_some_and(|code| code.iter().all(u8::is_ascii_digit))
}

/// Header lines of MIME, among them its version or a multipart type: `MIME-Version: 1.0`.
fn is_mime(start: &[u8]) -> bool {
    /// Header lines before the one that decides; browsers write six.
    const HEADERS: usize = 40;
    if !start.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    for line in start.split(|byte| *byte == b'\n').take(HEADERS) {
        let line = line.trim_ascii_end();
        let is_continued = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        let name = line.iter().position(|byte| *byte == b':').and_then(|at| line.get(..at));
        let Some(name) = name
            .filter(|name| !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-'))
        else {
            if is_continued {
                continue;
            }
            return false;
        };
        let value = line.get(name.len().saturating_add(1)..).unwrap_or_default().trim_ascii_start();
        let is_multipart = name.eq_ignore_ascii_case(b"content-type")
            && value.get(..10).is_some_and(|kind| kind.eq_ignore_ascii_case(b"multipart/"));
        if is_multipart || name.eq_ignore_ascii_case(b"mime-version") {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_wraps_a_document() {
        for (bytes, word) in [
            (&b"\x1f\x8b\x08\x00"[..], "gzip"),
            (b"\x28\xb5\x2f\xfd\x24", "zstd"),
            (b"PK\x03\x04\x14", "zip"),
            (b"HTTP/1.1 503 Service Unavailable\r\nServer: x\r\n\r\n{}", "HTTP"),
            (b"HTTP/2 200 \ncontent-type: text/html\n\n<p>", "HTTP"),
            (b"From: <Saved by Blink>\r\nSubject: Acme\r\n status\r\nMIME-Version: 1.0\r\n\r\n", "MHTML"),
        ] {
            assert!(identify(bytes).is_some_and(|what| what.contains(word)), "{word}");
        }
        for text in
            ["{}", "<html>", "HTTP is down\nSince noon.", "Status: fine\n\nMIME-Version: 1.0", "xyz", ""]
        {
            assert_eq!(identify(text.as_bytes()), None, "{text}");
        }
    }
}
