//! The slow path: an object pair by pair, a list item by item, and a report of what is not what it should be.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::fmt::Write as _;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Entries, Flag, Integer, Item, Nullable, OneOrMany, Scalar, Text, Word};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, quotable};

/// A value that can be read from any JSON value in its place.
pub(crate) trait Salvage<'a>: Sized {
    /// What is expected, for the report: "a string".
    const EXPECTED: &'static str;

    /// Reads it; `None` if it is of another type (the caller reports that). Null reads as nothing.
    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self>;
}

/// Where in the document the reader is, and the reports it has made.
#[derive(Debug)]
pub(crate) struct SalvageContext<'d> {
    path: String,
    diagnostics: &'d mut Diagnostics,
    keeps_source: bool,
}

impl<'d> SalvageContext<'d> {
    /// At this path; empty for the document as a whole.
    pub(crate) fn new(path: String, diagnostics: &'d mut Diagnostics, keeps_source: bool) -> Self {
        Self { path, diagnostics, keeps_source }
    }

    /// Whether objects keep the text they were read from.
    pub(crate) fn keeps_source(&self) -> bool {
        self.keeps_source
    }

    /// Reads the value of a key; a value of another type is reported and left out.
    pub(crate) fn field<'a, T: Salvage<'a> + Default>(&mut self, key: &str, raw: &'a RawValue) -> T {
        let outside = self.enter(&key);
        let value = self.value(raw);
        self.leave(outside);
        value
    }

    /// Reads the value at the current path; a value of another type is reported and left out.
    pub(crate) fn value<'a, T: Salvage<'a> + Default>(&mut self, raw: &'a RawValue) -> T {
        match T::salvage(raw, self) {
            Some(value) => value,
            None if is_null(raw) => T::default(),
            None => {
                self.report_wrong_type(T::EXPECTED, raw);
                T::default()
            }
        }
    }

    fn report_wrong_type(&mut self, expected: &str, raw: &RawValue) {
        let message = format!("expected {expected}, found {}; it is left out", what(raw));
        self.report(Diagnostic::warning(Code::WrongType, "", message).with_found(raw.get()));
    }

    /// Notes a key that is not known, if its value says something.
    pub(crate) fn note_unread(&mut self, key: &str, value: &RawValue) {
        if super::says_something(value.get()) {
            self.diagnostics.note_unread(key, format!("{}/{}", self.path, quotable(key)));
        }
    }

    /// Reports a key that occurs twice.
    pub(crate) fn duplicate(&mut self, key: &str) {
        let message = format!("expected {key:?} once, found it again; the last one is taken");
        let outside = self.enter(&key);
        self.report(Diagnostic::warning(Code::Duplicate, "", message));
        self.leave(outside);
    }

    /// Reads an item of the list at the current path; an item of another type is reported and left out.
    pub(crate) fn item<'a, T: Salvage<'a>>(&mut self, index: usize, raw: &'a RawValue) -> Option<T> {
        let outside = self.enter(&index);
        let item = T::salvage(raw, self);
        if item.is_none() {
            self.report_unreadable_item(T::EXPECTED, raw);
        }
        self.leave(outside);
        item
    }

    fn report_unreadable_item(&mut self, expected: &str, raw: &RawValue) {
        let message = format!("expected {expected}, found {}; it is left out", what(raw));
        self.report(Diagnostic::error(Code::UnreadableItem, "", message).with_found(raw.get()));
    }

    /// Adds a key or an index to the path. It returns what takes it off again; not generic, because every field of every wire
    /// type comes here.
    fn enter(&mut self, step: &dyn fmt::Display) -> usize {
        let outside = self.path.len();
        // Writing to a String cannot fail.
        let _ = write!(self.path, "/{step}");
        outside
    }

    fn leave(&mut self, outside: usize) {
        self.path.truncate(outside);
    }

    fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.path.clone_from(&self.path);
        self.diagnostics.push(diagnostic);
    }
}

impl<'a> Salvage<'a> for Text<'a> {
    const EXPECTED: &'static str = "a string";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        let text = raw.get();
        match text.as_bytes().first()? {
            b'"' => Some(super::read(text).unwrap_or_else(|| {
                let message = "expected whole characters, found half of a surrogate pair; it reads as U+FFFD";
                place.report(Diagnostic::warning(Code::Malformed, "", message).with_found(text));
                Self(Some(Cow::Owned(unescape(text))))
            })),
            b'n' => Some(Self(None)),
            b'[' | b'{' => None,
            _ => {
                let message = format!("expected a string, found {}; it is kept as text", what(raw));
                place.report(Diagnostic::warning(Code::WrongType, "", message).with_found(text));
                Some(Self(Some(Cow::Borrowed(text))))
            }
        }
    }
}

impl<'a> Salvage<'a> for Scalar<'a> {
    const EXPECTED: &'static str = "a string or a number";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        match super::read(raw.get()) {
            Some(scalar) => Some(scalar),
            None => Text::salvage(raw, place).map(|text| Self(text.0)),
        }
    }
}

impl<'a> Salvage<'a> for Word<'a> {
    const EXPECTED: &'static str = Text::EXPECTED;

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        let is_unreadable = raw.get().starts_with(['{', '[']);
        Some(Self { text: place.value(raw), is_unreadable })
    }
}

impl<'a, T: Salvage<'a>> Salvage<'a> for Nullable<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        if is_null(raw) { Some(Self::Null) } else { T::salvage(raw, place).map(Self::Value) }
    }
}

impl<'a, T: Salvage<'a>> Salvage<'a> for Item<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        let item = T::salvage(raw, place);
        if item.is_none() {
            place.report_unreadable_item(T::EXPECTED, raw);
        }
        Some(Self(item))
    }
}

impl<'a> Salvage<'a> for Integer {
    const EXPECTED: &'static str = "a whole number";

    fn salvage(raw: &'a RawValue, _: &mut SalvageContext<'_>) -> Option<Self> {
        super::read(raw.get())
    }
}

impl<'a> Salvage<'a> for Flag {
    const EXPECTED: &'static str = "true or false";

    fn salvage(raw: &'a RawValue, _: &mut SalvageContext<'_>) -> Option<Self> {
        super::read(raw.get())
    }
}

impl<'a> Salvage<'a> for super::Raw<'a> {
    const EXPECTED: &'static str = "a value";

    fn salvage(raw: &'a RawValue, _: &mut SalvageContext<'_>) -> Option<Self> {
        Some(Self(Some(raw.get()).filter(|_| !is_null(raw))))
    }
}

impl<'a, T: Salvage<'a> + Default> Salvage<'a> for Entries<'a, T> {
    const EXPECTED: &'static str = "an object";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        let mut entries: Vec<(Cow<'a, str>, T)> = Vec::new();
        let mut indices: HashMap<Cow<'a, str>, usize> = HashMap::new();
        for (key, value) in object_entries(raw)? {
            let value = place.field(&quotable(&key), value);
            if let Some(entry) = indices.get(&key).and_then(|index| entries.get_mut(*index)) {
                place.duplicate(&key);
                entry.1 = value;
            } else {
                indices.insert(key.clone(), entries.len());
                entries.push((key, value));
            }
        }
        Some(Self(entries))
    }
}

impl<'a, T: Salvage<'a>> Salvage<'a> for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        if is_null(raw) { Some(None) } else { T::salvage(raw, place).map(Some) }
    }
}

impl<'a, T: Salvage<'a>> Salvage<'a> for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        let items: Vec<&'a RawValue> = serde_json::from_str(raw.get()).ok()?;
        Some(items.into_iter().enumerate().filter_map(|(index, item)| place.item(index, item)).collect())
    }
}

impl<'a, T: Salvage<'a>> Salvage<'a> for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        if raw.get().starts_with('[') {
            Vec::salvage(raw, place).map(Self)
        } else {
            T::salvage(raw, place).map(|item| Self(vec![item]))
        }
    }
}

/// A key of an object, borrowed where it can be.
struct Key<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Key<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Visit)
    }
}

/// Reads a value that is embedded in another document: fast where it is as the format promises, else item by item, with
/// reports that begin at `path`. `None` if it is not JSON, or of another kind.
pub(crate) fn decode<'a, T: super::FastDecode<'a> + Salvage<'a>>(
    text: &'a str,
    path: &str,
    diagnostics: &mut Diagnostics,
    keep_raw: bool,
) -> Option<T> {
    // Only the slow path knows which text an item was read from.
    if !keep_raw && let Some(wire) = super::decode_fast(text, path, diagnostics) {
        return Some(wire);
    }
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    T::salvage(raw, &mut SalvageContext::new(path.to_owned(), diagnostics, keep_raw))
}

/// The keys and values of an object, in the document's order; `None` if it is no object.
pub(crate) fn object_entries(raw: &RawValue) -> Option<Vec<(Cow<'_, str>, &RawValue)>> {
    struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);
    impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visit;
            impl<'de> Visitor<'de> for Visit {
                type Value = Pairs<'de>;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                    let mut list = Vec::new();
                    while let Some((Key(key), value)) = map.next_entry()? {
                        list.push((key, value));
                    }
                    Ok(Pairs(list))
                }
            }
            deserializer.deserialize_map(Visit)
        }
    }
    serde_json::from_str::<Pairs<'_>>(raw.get()).ok().map(|Pairs(list)| list)
}

fn is_null(raw: &RawValue) -> bool {
    raw.get() == "null"
}

/// What kind of value it is, for a report.
fn what(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a truth value",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// Undoes the escapes of a quoted string, a lone surrogate becoming U+FFFD. The syntax was checked before.
fn unescape(quoted: &str) -> String {
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(quoted);
    let mut units: Vec<u16> = Vec::with_capacity(inner.len());
    let mut buffer = [0; 2];
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            units.extend_from_slice(c.encode_utf16(&mut buffer));
            continue;
        }
        let unit = match rest.next() {
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                u16::from_str_radix(&digits, 16).unwrap_or(0xFFFD)
            }
            Some('n') => 0x0A,
            Some('t') => 0x09,
            Some('r') => 0x0D,
            Some('b') => 0x08,
            Some('f') => 0x0C,
            Some(other) => u16::try_from(u32::from(other)).unwrap_or(0xFFFD),
            None => 0xFFFD,
        };
        units.push(unit);
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_costs_one_character() {
        assert_eq!(unescape(r#""a\ud800b\n\ud83d\ude00\"""#), "a\u{FFFD}b\n😀\"");
    }

    #[test]
    fn an_array_is_no_object() {
        let raw: &RawValue = serde_json::from_str(r#"["a", "b"]"#).unwrap();
        assert!(object_entries(raw).is_none());
    }
}
