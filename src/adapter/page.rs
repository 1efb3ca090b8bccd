//! What adapters of HTML pages share: the frame of those that read embedded data, and how a page ends.
//!
//! A page whose script holds its data as JSON or JavaScript (incident.io, Instatus, PagerDuty, Uptime Kuma) is read by a
//! [`PageAdapter`] with two functions: one recognises the page, the other decodes and translates the data.

use std::collections::HashSet;
use std::fmt;

use super::json::AdapterInfo;
use super::translate::timeline::UpdateEntry;
use super::translate::vocabulary::{self, UpdateWord};
use super::{Adapter, Context, Part, Verdict};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{ComponentStatus, Coverage, Extent, Format, Snapshot, Update};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::html::select::MatchedPage;
use crate::syntax::json::{FastDecode, Salvage, decode};

/// Reads the pages of one provider, by the data that they embed.
#[derive(Debug, Clone, Copy)]
pub struct PageAdapter {
    pub(super) info: AdapterInfo,
    /// Looks for the provider's keys in a page.
    pub(super) recognize: fn(&Document<'_>) -> Verdict,
    /// Decodes and translates the data of a page; `None` if no data can be read.
    pub(super) read: fn(&Document<'_>, &mut Context<'_>) -> Option<Snapshot>,
}

impl Adapter for PageAdapter {
    fn id(&self) -> &str {
        self.info.id
    }

    fn name(&self) -> &str {
        self.info.name
    }

    fn formats(&self) -> &[Format] {
        self.info.formats
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.may_be_page() { (self.recognize)(document) } else { Verdict::no("is JSON or a feed") }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        (self.read)(document, context).ok_or_else(|| {
            let message = format!(
                "expected the embedded data of a page ({}), found none that can be read",
                self.info.name
            );
            Error::new(ErrorKind::NotStatus, message)
        })
    }
}

/// Whether a text has this word anywhere. The data of a page may be far beyond its head; a search costs little.
pub(crate) fn mentions(text: &str, word: &str) -> bool {
    /// Longer words are searched for by their beginning: `memchr` is several times slower with them.
    const FAST_BYTES: usize = 32;
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let start = word.get(..FAST_BYTES).unwrap_or(word);
    memchr::memmem::find_iter(text, start).any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(word)))
}

/// Reports a page that is cut off, nests too deep, or is followed by another one.
pub(crate) fn report_page_end(page: &MatchedPage<'_>, context: &mut Context<'_>) {
    if page.is_cut {
        context.report_cut_off("");
    }
    if page.is_too_deep {
        let depth = context.limits().depth;
        let message =
            format!("expected at most {depth} nested elements (depth), found more; they are left out");
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    if page.is_followed {
        let message = "expected one page, found another one after it, which is left out";
        context.report(Diagnostic::warning(Code::Malformed, "", message));
    }
}

/// The coverage of a page that is cut off: no list is complete.
pub(crate) fn cut_coverage(coverage: Coverage) -> Coverage {
    let cut = |extent: Extent| if extent == Extent::None { extent } else { Extent::Partial };
    Coverage::new(cut(coverage.components), cut(coverage.incidents), cut(coverage.maintenances))
}

/// Reports embedded data that is cut off or over a limit.
pub(crate) fn report_data_end<'j>(
    is_cut: bool,
    data: impl Iterator<Item = &'j EmbeddedJson>,
    context: &mut Context<'_>,
) {
    if is_cut {
        context.report_cut_off("");
    }
    if data.into_iter().any(|json| json.is_limited) {
        let message = "expected data within the limits, found values that nest too deep or repeat too much";
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
}

/// The one value of a page's data that there should be. If there are several, the first is taken, and that is reported.
pub(crate) fn single(
    values: Vec<EmbeddedJson>,
    path: &str,
    context: &mut Context<'_>,
) -> Option<EmbeddedJson> {
    if values.len() > 1 {
        let message =
            format!("expected one value, found {} different ones; the first is taken", values.len());
        context.report(Diagnostic::warning(Code::Contradiction, path, message));
    }
    values.into_iter().next()
}

/// Decodes one value of a page's data. One that cannot be read is reported, and the part that it is about is incomplete.
pub(crate) fn decode_data<'a, T: FastDecode<'a> + Salvage<'a>>(
    json: Option<&'a EmbeddedJson>,
    part: Part,
    path: &str,
    context: &mut Context<'_>,
) -> Option<T> {
    let json = json?;
    let keep_raw = context.options().keep_raw;
    let data = decode(&json.text, path, context.diagnostics(), keep_raw);
    if data.is_none() && json.text.trim() != "null" {
        let message = format!("expected {}, found another value; it is left out", T::EXPECTED);
        context.report(Diagnostic::error(Code::UnreadableItem, path, message));
        context.mark_incomplete(part);
    }
    data
}

/// Reports a key of a page's data that should be there and is missing, `null`, or a reference to nothing.
pub(crate) fn report_missing(expected: &str, path: impl fmt::Display, context: &mut Context<'_>) {
    let message = format!("expected {expected}, found none");
    context.report(Diagnostic::warning(Code::Missing, path.to_string(), message));
}

/// Notes that a page does not say something that others of its kind say. That is no loss by itself: the value is null.
pub(crate) fn note_missing(expected: &str, path: impl fmt::Display, context: &mut Context<'_>) {
    let message = format!("expected {expected}, found none");
    context.report(Diagnostic::info(Code::Missing, path.to_string(), message));
}

/// The words that rows show their readers beside a class or an attribute.
#[derive(Debug, Default)]
pub(crate) struct ShownWords {
    /// Words that are not known, each of which is reported once.
    unknown: HashSet<String>,
}

impl ShownWords {
    /// The status that the words mean. They are for people, in their language: other words say nothing, unless they hold the
    /// word of a status ("Not yet operational").
    pub(crate) fn find_status(
        &mut self,
        words: &str,
        path: &str,
        context: &mut Context<'_>,
    ) -> Option<ComponentStatus> {
        let status = vocabulary::find_component_status(words);
        if status.is_none() && !words.is_empty() && self.unknown.insert(words.to_owned()) {
            let expected = "a component's status";
            if vocabulary::qualifies_component_status(words) {
                context.report_unknown(words, expected, path);
            } else {
                let message =
                    format!("expected {expected}, found words that are not known; they say nothing");
                context.report(Diagnostic::info(Code::UnknownValue, path, message).with_found(words));
            }
        }
        status
    }
}

/// An update under this word, if there is one: "Update" keeps the status in force, and an unknown word is reported.
pub(crate) fn update_entry(word: Option<&str>, path: &str, context: &mut Context<'_>) -> UpdateEntry {
    if word.and_then(vocabulary::find_update_word) == Some(UpdateWord::Update) {
        return UpdateEntry::without_status(Update::default());
    }
    let status = context.incident_status(word, format_args!("{path}/status"));
    UpdateEntry::new(Update { status, ..Update::default() })
}

/// The worse of two statements about one thing; that they differ is reported.
pub(crate) fn worse_of<T: Ord + fmt::Display>(
    first: Option<T>,
    second: Option<T>,
    path: impl fmt::Display,
    context: &mut Context<'_>,
) -> Option<T> {
    if let (Some(first), Some(second)) = (&first, &second)
        && first != second
    {
        let message =
            format!("expected one statement, found \"{first}\" and \"{second}\"; the worse one is kept");
        context.report(Diagnostic::warning(Code::Contradiction, path.to_string(), message));
    }
    first.max(second)
}
