//! Postmortems: from the prose that a vendor publishes after an incident to [`Postmortem`].
//!
//! ```
//! use statusfeed::{RichText, postmortem::{self, Context}};
//!
//! let text = "## Summary\n\nOn 4 March 2026 the API was down from 14:10 to 15:42 UTC.\n\n\
//!             ## Timeline\n\n- 14:10 Alerts fire\n- 15:42 The pool is back\n\n\
//!             ## What we're doing about it\n\n- Alert on pool size";
//! let postmortem = postmortem::read(RichText::markdown(text), &Context::new()).postmortem;
//! assert_eq!(postmortem.windows[0].duration_s, Some(92 * 60));
//! assert_eq!(postmortem.timeline.len(), 2);
//! assert_eq!(postmortem.actions, ["Alert on pool size"]);
//! ```
//!
//! The text may be Markdown, HTML, or a Markdown document whose line breaks an extractor removed. It stays untouched in
//! `body`; everything else is derived from its words.
//!
//! # What is read, and by which rule
//!
//! | what | rule |
//! |---|---|
//! | `sections` | marked headings; if none of them names a part that is known from the genre: bold lines, bold words at the start of a paragraph or item, short lines without a full stop that open a block, labels (`Root cause: …`), headings that run into their paragraph |
//! | their `role` | the earliest keyword of the heading, the head of a compound before its modifiers ("Response timeline"); under a heading about actions or lessons, that role; a list of times makes a neutral heading a timeline |
//! | `timeline` | items, rows, paragraphs and headings that begin with a time, in a part headed as a timeline, or several of them anywhere |
//! | its instants | the day is written, or that of the entry before; a time that is earlier by more than four hours is on the next day |
//! | `time_zone` | "all times in …", a zone in the timeline's heading; else the zone beside most times; else that of the front matter; an abbreviation is given as its offset, one with several meanings as the likeliest |
//! | `windows` | ranges in sentences about trouble; else a stated length that fits two times; else a start with "until …", "recovered by …", "lasted …"; else the front matter; else the timeline up to the first report that service is back |
//! | `root_causes`, `actions` | every sentence is scored by features of its place and words with fitted weights; [`explain`] shows them, [`Postmortem::confidence`] the result |
//!
//! A time whose zone is not stated is read in the context's zone, else as UTC. Years that are not printed are those nearest to
//! the publication, or to the first day or month that the text gives with its year.
//!
//! # Accuracy
//!
//! Measured on 64 real texts annotated by hand, cross-validated: vendors are dealt to five folds, and each text is read with
//! weights that were fitted without any text of its vendor. F1 over all items, and as the mean over the texts:
//!
//! | | items | texts |
//! |---|---|---|
//! | root-cause sentences | 0.82 | 0.80 |
//! | actions | 0.92 | 0.87 |
//! | section roles | 1.00 | 0.99 |
//! | timeline | 1.00 | 0.96 |
//! | windows | 0.96 | 0.96 |
//! | time zone | 1.00 | 1.00 |
//!
//! Expect less on texts never seen. Features and thresholds were chosen with these texts at hand: over ten other deals of the
//! vendors the means are 0.78 for root causes and 0.82 for actions. Structure and times have rules, no weights, and the rules
//! were written with the same texts open. Two careful readers agree on three of four root-cause sentences.
//! `examples/fit-postmortem` fits the weights and measures all this.
//!
//! # Contradictions
//!
//! A weekday that is not that of its date, a stated length that differs from its window, a timeline outside the
//! window, a time that cannot be placed: each is reported in a diagnostic, and nothing is corrected. Paths are those within the
//! postmortem's JSON (`/windows/0`, `/timeline/3`).
//!
//! # Bounds
//!
//! There is no recursion and no backtracking; the time is linear in the text. At most [`Limits::text_bytes`](crate::Limits) of
//! the text are read, and at most 2,000 headings, 5,000 timeline entries, 100 windows, 24 root causes and 100 actions are kept.

mod attach;
mod consistency;
mod context;
mod duration;
mod explain;
mod heading;
mod keywords;
mod outline;
mod role;
mod sentence;
mod source;
mod statement;
mod time_context;
mod timeline;
mod times;
mod timestamp;
mod window;

pub(crate) use attach::attach;
pub use context::Context;
pub use explain::{Explanation, FeatureWeight, explain};
pub use statement::{UnknownFeature, Weights};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Confidence, Postmortem, RichText, Section, SectionRole};
use outline::Outline;
use source::Source;
use statement::Statement;
use time_context::TimeContext;
use timeline::Timeline;

/// A postmortem that was read, and what is contradictory or was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// What the text says.
    pub postmortem: Postmortem,
    /// Contradictions, times that cannot be placed, limits that were reached. Paths are those within the postmortem's JSON.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a postmortem from its text.
///
/// An adapter need not call this: where it gives an incident a postmortem of which only the text is known
/// ([`Postmortem::new`]), [`Parser`](crate::Parser) reads it with the dates and the zone that the snapshot knows.
///
/// ```
/// use statusfeed::{RichText, postmortem::{self, Context}};
///
/// let reading = postmortem::read(RichText::markdown("From 10:00 to 10:20 UTC on 4 May 2026 saving failed."), &Context::new());
/// assert_eq!(reading.postmortem.windows[0].duration_s, Some(1200));
/// assert_eq!(reading.diagnostics, []);
/// ```
#[must_use]
pub fn read(body: RichText, context: &Context) -> Reading {
    let (mut postmortem, diagnostics) = with_parts(&body, context, |read| {
        let Read { outline, times, timeline, statements } = read;
        let windows = window::Reader { outline, timeline, context: times }.read();
        let mut diagnostics = consistency::check(outline, times, &windows, &timeline.entries);
        diagnostics.extend(limits(&body, outline, context));
        let causes = statement::causes(statements, outline.source, &context.weights);
        let actions = statement::actions(statements, outline.source, &context.weights);
        let texts = |taken: &[statement::Scored], text: fn(&Statement, &Source) -> String| {
            let statements = taken.iter().filter_map(|scored| statements.get(scored.at));
            statements.map(|statement| text(statement, outline.source)).collect()
        };
        let confidences =
            |taken: &[statement::Scored]| taken.iter().map(|scored| scored.confidence).collect();
        let postmortem = Postmortem {
            title: title(outline),
            url: None,
            published_at: context.published_at,
            body: None,
            time_zone: times.zone_name(),
            windows,
            root_causes: texts(&causes, |statement, source| statement.sentence(source).to_owned()),
            actions: texts(&actions, |statement, source| statement.action(source).to_owned()),
            sections: outline.parts.iter().filter_map(|part| section(outline, part)).collect(),
            timeline: timeline.entries.clone(),
            confidence: Confidence { root_causes: confidences(&causes), actions: confidences(&actions) },
        };
        (postmortem, diagnostics)
    });
    postmortem.body = Some(body);
    Reading { postmortem, diagnostics }
}

/// A text as far as all that is derived from it needs it.
struct Read<'s> {
    outline: Outline<'s>,
    times: TimeContext,
    timeline: Timeline,
    statements: Vec<Statement>,
}

fn with_parts<T>(body: &RichText, context: &Context, derive: impl FnOnce(&Read<'_>) -> T) -> T {
    let source = Source::read(body, context.limits.text_bytes);
    let outline = Outline::new(&source);
    let times = TimeContext::new(&outline, context);
    let timeline = timeline::read(&outline, &times);
    let statements = statement::read(&outline, &timeline);
    derive(&Read { outline, times, timeline, statements })
}

/// What was left out because a limit was reached.
fn limits(body: &RichText, outline: &Outline<'_>, context: &Context) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let (len, most) = (body.raw.len(), context.limits.text_bytes);
    if len > most {
        let message = format!("expected a text of at most {most} bytes, found {len}; the rest was not read");
        found.push(Diagnostic::warning(Code::Limit, "/body", message));
    }
    if outline.dropped > 0 {
        let message = format!(
            "expected fewer headings, found {} more; their text belongs to the last one",
            outline.dropped
        );
        found.push(Diagnostic::warning(Code::Limit, "/sections", message));
    }
    found
}

fn section(outline: &Outline<'_>, part: &outline::Part) -> Option<Section> {
    let (heading, level) = part.heading.clone()?;
    Some(Section { heading, level, role: part.role.clone(), text: outline.text(part) })
}

/// The title: the heading that is one, or that of the front matter.
fn title(outline: &Outline<'_>) -> Option<String> {
    let titles = outline.parts.iter().filter(|part| part.role == SectionRole::Title);
    let heading = titles.filter_map(|part| part.heading.as_ref()).map(|(heading, _)| heading.clone()).next();
    let front =
        || outline.source.front.iter().find(|(key, _)| key == "title").map(|(_, title)| title.clone());
    heading.or_else(front)
}
