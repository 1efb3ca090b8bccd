//! The first glance at JSON: which keys stand at the top.

/// The keys at the top of a document, as far as its head shows them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline<'a> {
    /// Whether the top is a list; the keys are then those of its first item.
    pub(crate) is_list: bool,
    /// Each key with the first byte of its value.
    keys: Vec<(&'a str, u8)>,
    /// Whether the top does not end within the head: more keys may follow.
    pub(crate) is_cut: bool,
}

impl<'a> Outline<'a> {
    /// Reads the head of a document: one pass, no look at the rest.
    pub(crate) fn of(head: &'a str) -> Self {
        let bytes = head.as_bytes();
        let mut outline = Self::default();
        let mut depth = 0_usize;
        let mut at = 0_usize;
        let mut last: Option<&'a str> = None;
        let mut key: Option<&'a str> = None;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            at = at.saturating_add(1);
            if byte.is_ascii_whitespace() {
                continue;
            }
            let top = if outline.is_list { 2 } else { 1 };
            if depth == top
                && !matches!(byte, b':' | b',' | b'}' | b']')
                && let Some(key) = key.take()
            {
                outline.keys.push((key, byte));
            }
            match byte {
                b'{' | b'[' => {
                    outline.is_list |= depth == 0 && byte == b'[';
                    depth = depth.saturating_add(1);
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth < top {
                        return outline;
                    }
                }
                b':' if depth == top => key = last.take(),
                b'"' => {
                    let mut escaped = false;
                    while let Some(&inside) = bytes.get(at) {
                        at = at.saturating_add(1);
                        if inside == b'"' && !escaped {
                            break;
                        }
                        escaped = inside == b'\\' && !escaped;
                    }
                    last = head.get(start.saturating_add(1)..at.saturating_sub(1));
                }
                _ => {}
            }
        }
        outline.is_cut = true;
        outline
    }

    /// Whether the key stands at the top, its value beginning with one of these bytes.
    pub(crate) fn has(&self, key: &str, first: &[u8]) -> bool {
        self.keys.iter().any(|(found, byte)| *found == key && first.contains(byte))
    }

    /// Whether the key stands at the top with an object.
    pub(crate) fn has_object(&self, key: &str) -> bool {
        self.has(key, b"{")
    }

    /// Whether the key stands at the top with a list (or null, which stands for an empty one).
    pub(crate) fn has_list(&self, key: &str) -> bool {
        self.has(key, b"[n")
    }

    /// Whether the key stands at the top with a string.
    pub(crate) fn has_string(&self, key: &str) -> bool {
        self.has(key, b"\"")
    }

    /// The keys, for a reason.
    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'a str> {
        self.keys.iter().map(|(key, _)| *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_the_keys_at_the_top_and_no_others() {
        let outline =
            Outline::of(r#" {"page": {"status": "UP"}, "a\"b": [{"x": 1}], "status": 500, "cut": "off"#);
        assert_eq!(outline.keys, [("page", b'{'), (r#"a\"b"#, b'['), ("status", b'5'), ("cut", b'"')]);
    }

    #[test]
    fn of_a_list_it_sees_the_first_item() {
        let outline = Outline::of(r#"[{"id": "x", "nested": {"no": 1}}, {"second": 2}]"#);
        assert!(outline.is_list && !outline.is_cut);
        assert_eq!(outline.keys, [("id", b'"'), ("nested", b'{')]);
    }
}
