//! Base 64, a notation of texts in Atom: `mode="base64"` in 0.3, a media type that is not text in 1.0.

/// Decodes `QWNtZQ==`; `None` if it is not base 64, or not UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for b in text.bytes().filter(|b| !b.is_ascii_whitespace()) {
        let digit = match b {
            b'A'..=b'Z' => b.wrapping_sub(b'A'),
            b'a'..=b'z' => b.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => b.wrapping_sub(b'0').wrapping_add(52),
            b'+' => 62,
            b'/' => 63,
            b'=' => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(digit);
        held = held.wrapping_add(6);
        if held >= 8 {
            held = held.wrapping_sub(8);
            bytes.push(u8::try_from((bits >> held) & 0xFF).unwrap_or_default());
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_text_and_refuses_the_rest() {
        assert_eq!(decode("QWNtZQ==").as_deref(), Some("Acme"));
        assert_eq!(decode(" QWNt\n ZQ ").as_deref(), Some("Acme"));
        assert_eq!(decode("Acme?"), None);
        assert_eq!(decode("/w=="), None);
    }
}
