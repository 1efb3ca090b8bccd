//! A document read member by member, each translated at once, so that no more than one item of the wire is in memory.
//!
//! A list of 20 MB, decoded whole and then translated, held the wire and the model at once: more memory than the
//! document, and slower for it.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use super::{
    FastDecode, Member, PullParser, Salvage, SalvageContext, object_entries, says_something, syntax_error,
};
use crate::diagnostic::{Diagnostics, quotable};
use crate::error::{Error, ErrorKind};
use crate::syntax::json::check_nesting;

/// What takes in the members of a document.
pub(crate) trait MemberVisitor<'a> {
    /// Takes in the value of a key; `None` where the fast path must give up.
    fn member<V: MemberValue<'a>>(&mut self, key: &str, value: V) -> Option<()>;

    /// Notes that something of the list at this path, or all of it, cannot be read.
    fn skipped(&mut self, path: &str);

    /// Forgets what was taken in: the fast path gave up, and the slow one begins.
    fn reset(&mut self);

    /// Where reports go.
    fn diagnostics(&mut self) -> &mut Diagnostics;

    /// How deep values may be nested.
    fn depth(&self) -> usize;
}

/// A value that is to be read, on the fast or the slow path.
pub(crate) trait MemberValue<'a>: Sized {
    /// Reads it, at this path; `None` where the fast path must give up.
    fn read<T: FastDecode<'a> + Salvage<'a> + Default>(
        self,
        path: &str,
        to: &mut impl MemberVisitor<'a>,
    ) -> Option<T>;

    /// Reads a list item by item, at this path; whether there is a list, or `None` where the fast path must give up.
    fn read_each<T: FastDecode<'a> + Salvage<'a>, M: MemberVisitor<'a>>(
        self,
        path: &str,
        to: &mut M,
        item: impl FnMut(&mut M, T, usize),
    ) -> Option<bool>;

    /// Passes over it: its key is not known.
    fn skip_unread(self, key: &str, to: &mut impl MemberVisitor<'a>) -> Option<()>;

    /// Passes over it.
    fn skip(self) -> Option<()>;
}

/// The keys at the top of a document, each once, with the place of their values.
pub(crate) type Tops<'a> = Vec<(&'a str, usize)>;

/// Reads an object's members: fast where the document is as it should be, else item by item. Where it was fast, it
/// returns the offsets of the members; else the list is empty.
///
/// # Errors
///
/// If the text is not JSON to the last brace, or not an object, or values are nested too deep.
pub(crate) fn visit_members<'a>(
    text: &'a str,
    is_fast: bool,
    keeps_source: bool,
    to: &mut impl MemberVisitor<'a>,
) -> Result<Tops<'a>, Error> {
    if is_fast {
        let before = to.diagnostics().checkpoint();
        if let Some(tops) = fast(text, to) {
            return Ok(tops);
        }
        to.diagnostics().roll_back(before);
        to.reset();
    }
    check_nesting(text, to.depth())?;
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| syntax_error(text, &error))?;
    let object_entries = object_entries(raw)
        .ok_or_else(|| Error::new(ErrorKind::NotStatus, "expected an object, found another value"))?;
    let mut seen: HashSet<Cow<'_, str>> = HashSet::new();
    for (key, raw) in object_entries {
        if seen.contains(&key) {
            SalvageContext::new(String::new(), to.diagnostics(), keeps_source).duplicate(&key);
        }
        // The slow path never gives up.
        let _ = to.member(&key, Raw { raw, keeps_source });
        seen.insert(key);
    }
    Ok(Vec::new())
}

/// More keys than any known document has at its top: the slow path looks for repeated ones.
const MOST_KEYS: usize = 32;

fn fast<'a>(text: &'a str, to: &mut impl MemberVisitor<'a>) -> Option<Tops<'a>> {
    let mut reader = PullParser::within(text, to.depth())?;
    let mut tops = Tops::new();
    reader.take(b'{')?;
    while let Member::Key(key) = reader.key(tops.is_empty())? {
        if tops.len() == MOST_KEYS || tops.iter().any(|(seen, _)| *seen == key) {
            return None;
        }
        tops.push((key, reader.position()));
        to.member(key, &mut reader)?;
    }
    reader.peek().is_none().then_some(())?;
    reader.note_unread("", to.diagnostics());
    Some(tops)
}

impl<'a> MemberValue<'a> for &mut PullParser<'a> {
    fn read<T: FastDecode<'a> + Salvage<'a> + Default>(
        self,
        _: &str,
        _: &mut impl MemberVisitor<'a>,
    ) -> Option<T> {
        T::read(self)
    }

    fn read_each<T: FastDecode<'a> + Salvage<'a>, M: MemberVisitor<'a>>(
        self,
        _: &str,
        to: &mut M,
        mut item: impl FnMut(&mut M, T, usize),
    ) -> Option<bool> {
        if self.null() {
            return Some(false);
        }
        self.list(|reader, index| {
            item(to, T::read(reader)?, index);
            Some(())
        })?;
        Some(true)
    }

    fn skip_unread(self, key: &str, to: &mut impl MemberVisitor<'a>) -> Option<()> {
        if says_something(self.raw()?) {
            to.diagnostics().note_unread(key, format!("/{}", quotable(key)));
        }
        Some(())
    }

    fn skip(self) -> Option<()> {
        PullParser::skip(self)
    }
}

/// A value on the slow path.
struct Raw<'a> {
    raw: &'a RawValue,
    keeps_source: bool,
}

impl<'a> MemberValue<'a> for Raw<'a> {
    fn read<T: FastDecode<'a> + Salvage<'a> + Default>(
        self,
        path: &str,
        to: &mut impl MemberVisitor<'a>,
    ) -> Option<T> {
        Some(SalvageContext::new(path.to_owned(), to.diagnostics(), self.keeps_source).value(self.raw))
    }

    fn read_each<T: FastDecode<'a> + Salvage<'a>, M: MemberVisitor<'a>>(
        self,
        path: &str,
        to: &mut M,
        mut item: impl FnMut(&mut M, T, usize),
    ) -> Option<bool> {
        let items: Option<Items<'a>> =
            SalvageContext::new(path.to_owned(), to.diagnostics(), self.keeps_source).value(self.raw);
        let is_list = items.is_some();
        if !is_list && self.raw.get() != "null" {
            to.skipped(path);
        }
        for (index, raw) in items.into_iter().flat_map(|Items(items)| items).enumerate() {
            let read =
                SalvageContext::new(path.to_owned(), to.diagnostics(), self.keeps_source).item(index, raw);
            match read {
                Some(read) => item(to, read, index),
                None => to.skipped(path),
            }
        }
        Some(is_list)
    }

    fn skip_unread(self, key: &str, to: &mut impl MemberVisitor<'a>) -> Option<()> {
        SalvageContext::new(String::new(), to.diagnostics(), self.keeps_source).note_unread(key, self.raw);
        Some(())
    }

    fn skip(self) -> Option<()> {
        Some(())
    }
}

/// The items of a list, none of them read yet.
struct Items<'a>(Vec<&'a RawValue>);

impl<'a> Salvage<'a> for Items<'a> {
    const EXPECTED: &'static str = "a list";

    fn salvage(raw: &'a RawValue, _: &mut SalvageContext<'_>) -> Option<Self> {
        serde_json::from_str(raw.get()).ok().map(Self)
    }
}
