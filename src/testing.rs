//! Checks for your own tests: whether an adapter of yours keeps the contract that all built-in adapters keep.
//!
//! ```
//! use statusfeed::{Adapter, Component, Context, Coverage, Document, Error, Extent, Format, Snapshot, Source, Verdict};
//! use statusfeed::testing::check_adapter;
//!
//! /// `lights: Uploads=red, Downloads=green`
//! #[derive(Debug)]
//! struct Lights;
//!
//! impl Adapter for Lights {
//!     fn id(&self) -> &str { "lights" }
//!     fn name(&self) -> &str { "Board of lights" }
//!     fn formats(&self) -> &[Format] { &[Format::Text] }
//!     fn probe(&self, document: &Document<'_>) -> Verdict {
//!         if document.head().starts_with("lights: ") { Verdict::certain("begins with \"lights:\"") }
//!         else { Verdict::no("does not begin with \"lights:\"") }
//!     }
//!     fn parse(&self, document: &Document<'_>, _: &mut Context<'_>) -> Result<Snapshot, Error> {
//!         let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
//!         let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage));
//!         let lights = document.text().trim_start_matches("lights: ").trim_end().split(", ");
//!         for (name, colour) in lights.filter_map(|light| light.split_once('=')) {
//!             // An unknown colour becomes "operational": the contract forbids it.
//!             let status = if colour == "red" { "major_outage" } else { "operational" };
//!             snapshot = snapshot.with_component(Component::new(name).with_status(status));
//!         }
//!         Ok(snapshot)
//!     }
//! }
//!
//! let error = check_adapter(&Lights, "lights: Uploads=red, Downloads=green").unwrap_err();
//! assert!(error.to_string().contains("an unknown word makes \"Uploads\" operational"), "{error}");
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use crate::adapter::{Adapter, Confidence};
use crate::diagnostic::Code;
use crate::document::{Document, Input};
use crate::error::Error;
use crate::limits::Limits;
use crate::model::{Basis, Component, Format, Impact, Snapshot};
use crate::parser::Parser;

/// Places at which a document is cut, and at which it is damaged.
const PLACES: usize = 200;

/// Distinct words that are replaced by an unknown one.
const WORDS: usize = 200;

/// A word of no vocabulary.
const UNKNOWN_WORD: &[u8] = b"zzqxv";

/// Documents of nobody.
const FOREIGN: [&str; 3] =
    ["Dear customer,\nyour parcel is on its way.\n", "<!doctype html><title>Shop</title>", "{\"price\": 3}"];

/// The rules of the contract that an adapter breaks, one a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractError {
    broken: BTreeSet<String>,
}

impl ContractError {
    /// The broken rules, each with the place where it breaks.
    ///
    /// ```
    /// use statusfeed::{adapter::feed, testing::check_adapter};
    ///
    /// let error = check_adapter(&feed::adapter(), "Dear customer,").unwrap_err();
    /// assert!(error.broken().any(|rule| rule.starts_with("expected the probe to accept the document")));
    /// ```
    pub fn broken(&self) -> impl Iterator<Item = &str> {
        self.broken.iter().map(String::as_str)
    }
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the adapter breaks its contract:")?;
        self.broken().try_for_each(|rule| write!(f, "\n  {rule}"))
    }
}

impl std::error::Error for ContractError {}

/// Checks an adapter with a document that it reads; call it once for each of your saved documents.
///
/// * Its id is in `kebab-case`, and it has a name and formats.
/// * Its probe accepts the document with a reason, gives the same answer each time, and is not certain of foreign documents.
/// * It reads the document, to the same snapshot each time, in one of its formats.
/// * The snapshot survives its JSON form. Incidents have distinct ids, and their updates run from the oldest to the newest.
/// * An unknown word never makes a component or the page operational, unless the document contradicts itself: then the
///   other statement may be left. A derived health is `none` only if all components
///   are operational.
/// * The document cut off at 200 places and damaged at 200 others is read or refused, and what is read keeps these rules.
///   A panic of the adapter is not caught: the test shows where it is.
///
/// ```
/// use statusfeed::{adapter::feed, testing::check_adapter};
///
/// let saved = r#"<rss version="2.0"><channel><title>Acme Status</title><item><title>Uploads fail</title>
///     <guid>k3x9</guid><pubDate>Sun, 08 Mar 2026 10:31:00 GMT</pubDate></item></channel></rss>"#;
/// check_adapter(&feed::adapter(), saved)?;
/// # Ok::<(), statusfeed::testing::ContractError>(())
/// ```
///
/// # Errors
///
/// If the adapter breaks a rule. The error lists them all.
pub fn check_adapter<'a>(adapter: &dyn Adapter, document: impl Into<Input<'a>>) -> Result<(), ContractError> {
    let mut check = Check { adapter, input: document.into(), broken: BTreeSet::new() };
    check.check_identity();
    check.check_probe();
    if let Some(whole) = check.check_reading() {
        check.check_unknown_words(&whole);
    }
    check.check_cut_documents();
    check.check_damaged_documents();
    if check.broken.is_empty() { Ok(()) } else { Err(ContractError { broken: check.broken }) }
}

struct Check<'c> {
    adapter: &'c dyn Adapter,
    input: Input<'c>,
    broken: BTreeSet<String>,
}

impl Check<'_> {
    fn report(&mut self, rule: impl Into<String>) {
        self.broken.insert(rule.into());
    }

    /// Other bytes with the hints of the document.
    fn read(&self, bytes: &[u8]) -> Result<Snapshot, Error> {
        let Input { url, content_type, fetched_at, .. } = self.input.clone();
        Parser::new().parse_as(self.adapter, Input { bytes: bytes.into(), url, content_type, fetched_at })
    }

    fn check_identity(&mut self) {
        let id = self.adapter.id().to_owned();
        let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(is_kebab) {
            self.report(format!("expected an id in kebab-case, found {id:?}"));
        }
        if self.adapter.name().trim().is_empty() {
            self.report("expected a name, found an empty one");
        }
        if self.adapter.formats().is_empty() {
            self.report("expected at least one format, found none");
        }
    }

    fn check_probe(&mut self) {
        let limits = Limits::default();
        let document = match Document::decode(self.input.clone(), &limits) {
            Ok(document) => document,
            Err(error) => return self.report(format!("expected a document, found {error}")),
        };
        let verdict = self.adapter.probe(&document);
        if !verdict.is_yes() {
            self.report(format!("expected the probe to accept the document, found {:?}", verdict.reason));
        }
        for foreign in FOREIGN {
            let Ok(foreign_document) = Document::decode(foreign, &limits) else { continue };
            let foreign_verdict = self.adapter.probe(&foreign_document);
            if foreign_verdict.confidence == Confidence::Certain {
                self.report(format!("expected the probe not to be certain of {foreign:?}"));
            }
            if foreign_verdict.reason.is_empty() {
                self.report("expected a reason from the probe, found none");
            }
        }
        if self.adapter.probe(&document) != verdict {
            self.report("expected the same answer from the probe each time, found another one");
        }
    }

    fn check_reading(&mut self) -> Option<Snapshot> {
        let whole = match self.read(&self.input.bytes) {
            Ok(whole) => whole,
            Err(error) => {
                self.report(format!("expected a snapshot of the document, found {error}"));
                return None;
            }
        };
        if !self.adapter.formats().contains(&whole.source.format) {
            self.report(format!("expected one of its formats, found {}", whole.source.format));
        }
        if self.read(&self.input.bytes).as_ref() != Ok(&whole) {
            self.report("expected the same snapshot each time, found another one");
        }
        self.check_snapshot(&whole, "the document");
        Some(whole)
    }

    /// What holds for every snapshot.
    fn check_snapshot(&mut self, snapshot: &Snapshot, of: &str) {
        let json = serde_json::to_string(snapshot);
        match json.and_then(|json| serde_json::from_str::<Snapshot>(&json)) {
            Ok(back) if back == *snapshot => {}
            Ok(_) => {
                self.report(format!("expected the same snapshot after its JSON form, found another ({of})"));
            }
            Err(error) => self.report(format!("expected a JSON form that can be read, found {error} ({of})")),
        }
        let ids: BTreeSet<_> = snapshot.incidents.iter().map(|incident| incident.id.as_str()).collect();
        if ids.len() < snapshot.incidents.len() {
            self.report(format!("expected distinct ids of incidents, found a repeated one ({of})"));
        }
        if ids.contains("") {
            self.report(format!("expected an id of each incident, found an empty one ({of})"));
        }
        for incident in &snapshot.incidents {
            let times: Vec<_> = incident.updates.iter().filter_map(|update| update.at).collect();
            if times.len() == incident.updates.len() && !times.is_sorted() {
                self.report(format!("expected updates from oldest to newest, found others ({of})"));
            }
        }
        let health = &snapshot.health;
        if (health.basis == Basis::Unknown) != health.impact.is_none() {
            self.report(format!(
                "expected an impact exactly if the health is known, found {health:?} ({of})"
            ));
        }
        let is_feed = matches!(snapshot.source.format, Format::Rss | Format::Atom | Format::JsonFeed);
        if is_feed && health.impact.is_some() {
            self.report("expected an unknown health, because a feed states none");
        }
        let is_up = |row: &Component| row.is_operational() || (row.is_group && row.status.is_none());
        if health.basis == Basis::Derived
            && health.impact == Some(Impact::None)
            && !snapshot.components.iter().all(is_up)
        {
            self.report(format!("expected evidence for the health none, found other components ({of})"));
        }
    }

    fn check_cut_documents(&mut self) {
        let bytes = self.input.bytes.clone();
        for place in places(bytes.len()) {
            if let Ok(snapshot) = self.read(bytes.get(..place).unwrap_or_default()) {
                self.check_snapshot(&snapshot, &format!("cut at byte {place}"));
            }
        }
    }

    fn check_damaged_documents(&mut self) {
        const INSERTED: [&[u8]; 8] = [b"\xff", b"\0", b"\"", b"<", b"}", b"\n\n", b"-1", b"\xe2\x80\xae"];
        let bytes = self.input.bytes.clone();
        for (number, place) in places(bytes.len()).into_iter().enumerate() {
            let inserted = INSERTED.iter().cycle().nth(number).copied().unwrap_or_default();
            // Every other time, something is lost too.
            let lost = if number.is_multiple_of(2) { 0 } else { 7 };
            let rest = bytes.get(place.saturating_add(lost)..).unwrap_or_default();
            let damaged = [bytes.get(..place).unwrap_or_default(), inserted, rest].concat();
            if let Ok(snapshot) = self.read(&damaged) {
                self.check_snapshot(&snapshot, &format!("damaged at byte {place}"));
            }
        }
    }

    /// Replaces one word after the other, everywhere, by one that nobody knows.
    fn check_unknown_words(&mut self, whole: &Snapshot) {
        let input = self.input.clone();
        let bytes = input.bytes.as_ref();
        let words: BTreeSet<&[u8]> = words(bytes).filter_map(|range| bytes.get(range)).collect();
        for word in words.into_iter().take(WORDS) {
            let mut replaced = Vec::with_capacity(bytes.len());
            let mut end = 0;
            for range in self::words(bytes).filter(|range| bytes.get(range.clone()) == Some(word)) {
                replaced.extend_from_slice(bytes.get(end..range.start).unwrap_or_default());
                replaced.extend_from_slice(UNKNOWN_WORD);
                end = range.end;
            }
            replaced.extend_from_slice(bytes.get(end..).unwrap_or_default());
            let word = String::from_utf8_lossy(word).into_owned();
            if let Ok(snapshot) = self.read(&replaced) {
                self.check_snapshot(&snapshot, &format!("an unknown word for {word:?}"));
                self.check_not_healthier(whole, &snapshot, &word);
            }
        }
    }

    fn check_not_healthier(&mut self, whole: &Snapshot, other: &Snapshot, word: &str) {
        if whole.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Contradiction) {
            return;
        }
        for (before, after) in whole.components.iter().zip(&other.components) {
            if before.name == after.name && !before.is_operational() && after.is_operational() {
                let name = before.name.as_deref().unwrap_or("a component");
                self.report(format!("an unknown word makes {name:?} operational (in place of {word:?})"));
            }
        }
        let are_alike = whole.components.len() == other.components.len()
            && whole.incidents.len() == other.incidents.len();
        if are_alike && !whole.is_operational() && other.is_operational() {
            self.report(format!("an unknown word makes the page operational (in place of {word:?})"));
        }
    }
}

/// Up to [`PLACES`] places of a document, evenly spaced.
fn places(length: usize) -> BTreeSet<usize> {
    let place = |number: usize| number.saturating_mul(length).checked_div(PLACES);
    (0..PLACES).filter_map(place).collect()
}

/// The words of a document: letters, digits and `_`, three at least. Without the keys of JSON and of text
/// (`"status": …`), the names of elements and attributes.
fn words(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0_usize;
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            let start = at.saturating_add(rest.iter().position(is_letter)?);
            let rest = bytes.get(start..)?;
            let length = rest.iter().position(|byte| !is_letter(byte)).unwrap_or(rest.len());
            let end = start.saturating_add(length);
            at = end.saturating_add(1);
            let before = bytes.get(..start).unwrap_or_default();
            let after = bytes.get(end..).unwrap_or_default();
            let after = after.strip_prefix(b"\"").unwrap_or(after).trim_ascii_start();
            let is_name = before.ends_with(b"<") || before.ends_with(b"</");
            let is_key = matches!(after.first(), Some(b':' | b'='));
            if length >= 3 && !is_name && !is_key {
                return Some(start..end);
            }
        }
    })
}
