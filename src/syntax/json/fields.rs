//! The values of the wire: a string, a number, a truth value, each of which may be null or absent, and lists of them.

use std::borrow::Cow;

use super::{FastDecode, PullParser};

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

/// A value of any kind, as the document writes it; `None` for null and absent.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw<'a>(pub(crate) Option<&'a str>);

impl<'a> FastDecode<'a> for Raw<'a> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        if reader.null() { Some(Self(None)) } else { reader.raw().map(|raw| Self(Some(raw))) }
    }
}
