//! Postmortems: from the prose that a vendor publishes after an incident to [`Postmortem`].
//!
//! ```
//! use statusfeed::{Postmortem, RichText, postmortem::Context};
//!
//! let text = "## Summary\n\nOn 4 March 2026 the API was down from 14:10 to 15:42 UTC.\n\n\
//!             ## Timeline\n\n- 14:10 Alerts fire\n- 15:42 The pool is back\n\n\
//!             ## What we're doing about it\n\n- Alert on pool size";
//! let postmortem = Postmortem::read(RichText::markdown(text), &Context::new());
//! assert_eq!(postmortem.windows[0].duration_s, Some(92 * 60));
//! assert_eq!(postmortem.timeline.len(), 2);
//! assert_eq!(postmortem.actions, ["Alert on pool size"]);
//! ```
//!
//! The text may be Markdown, HTML, or a Markdown document that an extractor folded into one line. It stays untouched in
//! `body`; everything else is derived from its words, and nothing is derived that they do not say.
//!
//! # What is read, by which rule, and how sure it is
//!
//! | what | rule | how sure |
//! |---|---|---|
//! | `sections` | marked headings; where none names a part that is known from the genre: bold lines, bold words at the start of a paragraph or item, lines that are labels (`Root Cause`, `Remediations:`), labels within a folded line | very, where marked |
//! | their `role` | the earliest cue in the heading ("Why did this happen? What did we learn?" is about the cause); under a heading about actions or lessons, that role; a last "Summary" that begins with an apology is one | very |
//! | `timeline` | items, rows, paragraphs, headings that begin with a time, in a part headed as a timeline, or several of them anywhere; an item may end with its time (`Resolved: 10:05`) | very |
//! | its instants | the day is written, or that of the entry before; a time that is earlier by more than four hours is on the next day; the first day is the text's, the incident's, or counted back from the first entry that has one | quite |
//! | `time_zone` | "all times in …", a zone in the timeline's heading; else the zone that stands beside most times; else that of the front matter's times; an abbreviation is given as its offset | very; `None` where nothing is written |
//! | `windows` | ranges in sentences about trouble; else a stated length that fits two entries of the timeline; else a start with "until …", "recovered by …", "lasted …"; else the front matter; else first and last entry of the timeline | quite |
//! | `root_causes` | sentences that say so in many words, anywhere, but for those that only look back ("as a result of this incident"); in a part about the cause its items, its first sentence, and the sentences that tell of failure; without such a part, the causal sentences of what happened | doubtful: two careful readers agree on three of four sentences |
//! | `actions` | items of parts about actions; without marks of a list, paragraphs that begin as items do, promises ("We will …") and what was done; without such a part, the list that a sentence announces | quite |
//!
//! A time whose zone is nowhere stated is read in the context's zone, else as UTC; a day that is only a date stands for its
//! midnight, and `stated` shows that no time is written. Years that are not printed are those nearest to the publication,
//! or to the first day or month that the text gives with its year.
//!
//! # How true it is
//!
//! On twelve real texts that were annotated by hand, with the annotations' own scorer: macro-F1 0.975; roles (where a
//! reader could defend two, either), timeline with instants, windows, zones and actions 1.00 each; exact sets of
//! root-cause sentences 0.85, and at least one of them in each text. These twelve were open while the rules were
//! written, so that the figures say what is possible and not what to expect of another text: on texts kept aside it
//! will be less.
//!
//! ```text
//! python3 ../shared/score/score_postmortem.py --dev ../shared/corpus/postmortems
//! ```
//!
//! # Contradictions
//!
//! A weekday that does not fit its date, a stated length that does not fit its window, a timeline that lies outside of the
//! window, a time that cannot be placed: [`read`] says each in a diagnostic, and corrects none. Paths are those within the
//! postmortem's JSON (`/windows/0`, `/timeline/3`).
//!
//! # Bounds
//!
//! There is no recursion and no backtracking; work is linear in the text. Lists are bounded by [`Limits`](crate::Limits)
//! through the text's own bound (`text_bytes`), root causes by 24 and actions by 100.

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
pub use explain::{Explanation, explain};
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
