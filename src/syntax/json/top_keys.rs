//! The keys of a document's top-level object, read without the rest: what probes look at.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::PullParser;

/// The keys at the top of a document, as far as its head shows them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TopKeys<'a> {
    /// Whether the top is a list; the keys are then those of its first item that is an object.
    pub(crate) is_list: bool,
    keys: Vec<TopKey<'a>>,
    /// Whether the top does not end within the head: more keys may follow.
    pub(crate) is_cut: bool,
}

/// The keys of a value that is not there.
const NO_KEYS: TopKeys<'static> = TopKeys { is_list: false, keys: Vec::new(), is_cut: true };

/// One key at the top of a document.
#[derive(Debug, PartialEq, Eq)]
struct TopKey<'a> {
    name: Cow<'a, str>,
    /// The first byte of its value, which says what kind of value it is.
    first: u8,
    /// Where its value begins, in bytes of the head.
    value_at: usize,
    /// The keys of its value; read once, when a probe asks for them.
    nested: OnceLock<Box<TopKeys<'static>>>,
}

impl<'a> TopKeys<'a> {
    /// Reads the keys of a document's head: one pass, no look at the rest.
    pub(crate) fn read(head: &'a str) -> Self {
        Self::read_until(head, |_| false)
    }

    /// The keys of an object that was read whole: their names, and where their values begin.
    pub(crate) fn of_members(text: &str, members: &[(&'a str, usize)]) -> Self {
        let keys = members.iter().map(|&(name, after)| {
            let rest = text.get(after..).unwrap_or_default();
            let value = rest.trim_ascii_start();
            TopKey {
                name: Cow::Borrowed(name),
                first: value.bytes().next().unwrap_or_default(),
                value_at: text.len().saturating_sub(value.len()),
                nested: OnceLock::new(),
            }
        });
        Self { is_list: false, keys: keys.collect(), is_cut: false }
    }

    /// Reads keys until there are enough of them to identify the document, or the head ends.
    pub(crate) fn read_until(head: &'a str, is_enough: impl Fn(&Self) -> bool) -> Self {
        // Room for the keys of most objects.
        let mut outline = Self { is_cut: true, keys: Vec::with_capacity(16), is_list: false };
        let mut reader = PullParser::new(head);
        outline.is_list = reader.take(b'[').is_some();
        if outline.is_list && skip_to_object(&mut reader).is_none() {
            return outline;
        }
        outline.is_cut = outline.read_keys(&mut reader, is_enough).is_none();
        outline
    }

    /// Reads keys up to this one, or to the end of the head. Linear also where there are many keys.
    pub(crate) fn read_to(head: &'a str, key: &str) -> Self {
        Self::read_until(head, |keys| keys.keys.last().is_some_and(|last| last.name == key))
    }

    /// Reads the keys of an object; `None` where it is left before its end.
    fn read_keys(&mut self, reader: &mut PullParser<'a>, is_enough: impl Fn(&Self) -> bool) -> Option<()> {
        reader.take(b'{')?;
        while reader.has_member(self.keys.is_empty())? {
            // A key may be written with escapes; what the document is does not hang on that.
            let key = reader.string()?;
            reader.take(b':')?;
            let first = reader.peek()?;
            self.keys.push(TopKey { name: key, first, value_at: reader.position(), nested: OnceLock::new() });
            if is_enough(self) {
                return None;
            }
            reader.skip()?;
        }
        Some(())
    }

    /// Whether the key is at the top, whatever its value.
    pub(crate) fn has_key(&self, key: &str) -> bool {
        self.keys.iter().any(|found| found.name == key)
    }

    /// Whether the object has the key, with a value that begins with one of these bytes.
    pub(crate) fn has(&self, key: &str, first: &[u8]) -> bool {
        self.keys.iter().any(|found| found.name == key && first.contains(&found.first))
    }

    /// Whether the object has the key, with an object.
    pub(crate) fn has_object(&self, key: &str) -> bool {
        self.has(key, b"{")
    }

    /// Whether the object has the key, with a list, or with null in place of an empty one.
    pub(crate) fn has_list(&self, key: &str) -> bool {
        self.has(key, b"[n")
    }

    /// Whether the object has the key, with a string.
    pub(crate) fn has_string(&self, key: &str) -> bool {
        self.has(key, b"\"")
    }

    /// Where the value of the key begins, in bytes of the head.
    pub(crate) fn value_position(&self, key: &str) -> Option<usize> {
        self.keys.iter().find(|found| found.name == key).map(|found| found.value_at)
    }

    /// The keys of the object at this key, or of the first object of the list at this key. `head` is the text that these
    /// keys were read from.
    pub(crate) fn keys_of(&self, key: &str, head: &str) -> &TopKeys<'static> {
        let Some(found) = self.keys.iter().find(|found| found.name == key) else { return const { &NO_KEYS } };
        found.nested.get_or_init(|| {
            Box::new(TopKeys::read(head.get(found.value_at..).unwrap_or_default()).into_owned())
        })
    }

    /// The same keys, without a borrow of the document.
    pub(crate) fn into_owned(self) -> TopKeys<'static> {
        let keys = self.keys.into_iter();
        let keys = keys.map(|key| TopKey { name: Cow::Owned(key.name.into_owned()), ..key }).collect();
        TopKeys { is_list: self.is_list, keys, is_cut: self.is_cut }
    }

    /// The keys, for a reason.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| &*key.name)
    }
}

/// Skips the items of a list before its first object; `None` if it has no object.
fn skip_to_object(reader: &mut PullParser<'_>) -> Option<()> {
    while reader.peek()? != b'{' {
        reader.skip()?;
        reader.take(b',')?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(outline: &TopKeys<'_>) -> Vec<(String, char)> {
        outline.keys.iter().map(|key| (key.name.to_string(), char::from(key.first))).collect()
    }

    #[test]
    fn sees_the_keys_at_the_top_and_no_others() {
        let outline =
            TopKeys::read(r#" {"page": {"status": "UP"}, "list": [{"x": 1}], "status": 500, "cut": "off"#);
        let expected = [("page", '{'), ("list", '['), ("status", '5'), ("cut", '"')];
        assert_eq!(keys(&outline), expected.map(|(key, byte)| (key.to_owned(), byte)));
        assert!(outline.is_cut);
    }

    #[test]
    fn the_keys_of_an_object_that_was_read_whole_are_those_of_its_head() {
        let text = r#"{"page": {"id": "x"}, "errors":  ["down"]}"#;
        let members = [("page", 8), ("errors", 31)];
        assert_eq!(TopKeys::of_members(text, &members), TopKeys::read(text));
    }

    #[test]
    fn of_a_list_it_sees_the_first_item() {
        let outline = TopKeys::read(r#"[{"id": "x", "nested": {"no": 1}}, {"second": 2}]"#);
        assert!(outline.is_list && !outline.is_cut);
        assert_eq!(keys(&outline), [("id".to_owned(), '"'), ("nested".to_owned(), '{')]);
        assert!(TopKeys::read(r#"[7, ["x"], {"id": 1}]"#).has_key("id"));
        assert!(TopKeys::read("[7, 8").is_cut);
    }

    #[test]
    fn sees_a_key_that_is_written_with_escapes() {
        let outline = TopKeys::read(r#"{"p\u0061ge": {}, "status": {}}"#);
        assert!(outline.has_object("page") && outline.has_object("status"));
    }

    #[test]
    fn stops_where_enough_is_known() {
        let outline = TopKeys::read_until(r#"{"a": 1, "b": 2, "c": 3}"#, |outline| outline.has("b", b"2"));
        assert!(outline.is_cut && !outline.has("c", b"3"));
    }
}
