//! Wire types: the fields that JSON documents have (text, number, flag, raw value), and the macro that declares an object of them.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{FastDecode, Member, PullParser};

/// A string, borrowed where the document writes it without escapes; `None` for null and absent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Text<'a>(pub(crate) Option<Cow<'a, str>>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Taken out as owned text.
    pub(crate) fn into_string(self) -> Option<String> {
        self.0.map(Cow::into_owned)
    }
}

impl<'a> FastDecode<'a> for Text<'a> {
    #[inline]
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.null() { Some(Self(None)) } else { reader.string().map(|text| Self(Some(text))) }
    }
}

/// A string or a number, as text: providers write ids, codes and counts of seconds both ways. `None` for null and absent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Scalar<'a>(pub(crate) Option<Cow<'a, str>>);

impl Scalar<'_> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// Taken out as owned text.
    pub(crate) fn into_string(self) -> Option<String> {
        self.0.map(Cow::into_owned)
    }
}

impl<'a> FastDecode<'a> for Scalar<'a> {
    #[inline]
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        match reader.peek()? {
            b'0'..=b'9' | b'-' => reader.number().map(|number| Self(Some(Cow::Borrowed(number)))),
            _ => Text::read(reader).map(|text| Self(text.0)),
        }
    }
}

/// A word that decides something, such as a status: like [`Text`], but a value of another type is kept apart from null.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub(crate) text: Text<'a>,
    /// Whether the document has an object or a list here.
    pub(crate) is_unreadable: bool,
}

impl Word<'_> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.text.as_str()
    }
}

impl<'a> FastDecode<'a> for Word<'a> {
    #[inline]
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        Text::read(reader).map(|text| Self { text, is_unreadable: false })
    }
}

/// A value where null says something, such as "no incident", and an absent key does not.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Nullable<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the document has the key.
    pub(crate) fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The value, neither absent nor null.
    pub(crate) fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<'a, T: FastDecode<'a>> FastDecode<'a> for Nullable<T> {
    #[inline]
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.null() { Some(Self::Null) } else { T::read(reader).map(Self::Value) }
    }
}

/// An item of a list whose place counts: `None` where it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item<T>(pub(crate) Option<T>);

impl<'a, T: FastDecode<'a>> FastDecode<'a> for Item<T> {
    #[inline]
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        T::read(reader).map(|item| Self(Some(item)))
    }
}

/// A whole number; `None` for null and absent.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Integer(pub(crate) Option<i64>);

impl<'a> FastDecode<'a> for Integer {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.null() {
            Some(Self(None))
        } else {
            reader.number()?.parse().ok().map(|number| Self(Some(number)))
        }
    }
}

/// A truth value; `None` for null and absent.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) Option<bool>);

impl<'a> FastDecode<'a> for Flag {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        match reader.peek()? {
            b't' => reader.literal("true").map(|()| Self(Some(true))),
            b'f' => reader.literal("false").map(|()| Self(Some(false))),
            b'n' => reader.literal("null").map(|()| Self(None)),
            _ => None,
        }
    }
}

impl<'a, T: FastDecode<'a>> FastDecode<'a> for Option<T> {
    #[inline]
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.null() { Some(None) } else { T::read(reader).map(Some) }
    }
}

impl<'a, T: FastDecode<'a>> FastDecode<'a> for Vec<T> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        let mut list = Self::new();
        reader.list(|reader, _| T::read(reader).map(|item| list.push(item)))?;
        Some(list)
    }
}

/// An object whose keys are ids or names: `{"7": {…}, "9": {…}}`, in the document's order; empty for null and absent.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Entries<'a, T>(pub(crate) Vec<(Cow<'a, str>, T)>);

impl<'a, T: FastDecode<'a>> FastDecode<'a> for Entries<'a, T> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        let mut entries = Vec::new();
        if reader.null() {
            return Some(Self(entries));
        }
        let mut keys = HashSet::new();
        reader.take(b'{')?;
        while let Member::Key(key) = reader.key(entries.is_empty())? {
            // The same key twice is for the slow path to report.
            if !keys.insert(key) {
                return None;
            }
            entries.push((Cow::Borrowed(key), T::read(reader)?));
        }
        Some(Self(entries))
    }
}

/// A list, or its only item without the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OneOrMany<T>(pub(crate) Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T: FastDecode<'a>> FastDecode<'a> for OneOrMany<T> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.peek()? == b'[' {
            Vec::read(reader).map(Self)
        } else {
            T::read(reader).map(|item| Self(vec![item]))
        }
    }
}

/// A value of any kind, as the document writes it; `None` for null and absent.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw<'a>(pub(crate) Option<&'a str>);

impl<'a> FastDecode<'a> for Raw<'a> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.null() { Some(Self(None)) } else { reader.raw().map(|raw| Self(Some(raw))) }
    }
}

/// Declares an object of the wire, and writes its two readers: the fast one ([`Read`](super::FastDecode)) and the item-by-item
/// one ([`Salvage`](super::Salvage)).
///
/// `source` is the object as the document writes it, set only where a caller wishes to keep it.
///
/// Each object ends with the keys that are left out on purpose (`leaves out ["showcase"]`). Any other key is reported, once for
/// each document, if its value says something: it may be a key of ours under another name.
macro_rules! wire {
    ($(
        $(#[$meta:meta])* $vis:vis struct $name:ident<'a> {
            $( $key:literal => $field:ident: $type:ty, )+
            leaves out [$( $left_out:literal ),* $(,)?]
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Default, Clone, PartialEq)]
        #[allow(clippy::struct_field_names, reason = "keys are spelled as the source spells them")]
        $vis struct $name<'a> {
            $( pub(super) $field: $type, )+
            pub(super) source: Option<&'a str>,
        }

        impl<'a> $crate::syntax::json::FastDecode<'a> for $name<'a> {
            fn read(reader: &mut $crate::syntax::json::PullParser<'a>) -> Option<Self> {
                $( let mut $field: Option<$type> = None; )+
                reader.take(b'{')?;
                let mut is_first = true;
                while let $crate::syntax::json::Member::Key(key) = reader.key(is_first)? {
                    is_first = false;
                    match key {
                        $( $key if $field.is_none() => $field = Some($crate::syntax::json::FastDecode::read(reader)?), )+
                        // The same key twice is for the slow path to report.
                        $( $key => return None, )+
                        $( $left_out => reader.skip()?, )*
                        _ => reader.skip_unread(key)?,
                    }
                }
                Some($name { $( $field: $field.unwrap_or_default(), )+ source: None })
            }
        }

        impl<'a> $crate::syntax::json::Salvage<'a> for $name<'a> {
            const EXPECTED: &'static str = "an object";

            fn salvage(
                raw: &'a serde_json::value::RawValue,
                place: &mut $crate::syntax::json::SalvageContext<'_>,
            ) -> Option<Self> {
                let object_entries = $crate::syntax::json::object_entries(raw)?;
                $( let mut $field: Option<$type> = None; )+
                for (key, value) in object_entries {
                    match &*key {
                        $( $key => {
                            if $field.is_some() {
                                place.duplicate($key);
                            }
                            $field = Some(place.field($key, value));
                        } )+
                        $( $left_out => {} )*
                        _ => place.note_unread(&key, value),
                    }
                }
                let source = place.keeps_source().then(|| raw.get());
                Some($name { $( $field: $field.unwrap_or_default(), )+ source })
            }
        }
    )+};
}
pub(crate) use wire;
