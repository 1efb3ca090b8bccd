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

mod action;
mod cause;
mod check;
mod context;
mod cue;
mod duration;
mod fill;
mod outline;
mod role;
mod scan;
mod sentence;
mod setting;
mod source;
mod stamp;
mod timeline;
mod window;

pub use context::Context;
pub(crate) use fill::fill;

use crate::diagnostic::Diagnostic;
use crate::model::{Postmortem, RichText, Section, SectionRole};

/// Reads a postmortem, and says what is doubtful about it.
///
/// An adapter need not call this: where it gives an incident a postmortem of which only the text is known
/// ([`Postmortem::new`]), [`Parser`](crate::Parser) reads it with the dates and the zone that the snapshot knows.
#[must_use]
pub fn read(body: RichText, context: &Context) -> (Postmortem, Vec<Diagnostic>) {
    let source = source::read(&body);
    let parts = outline::parts(&source);
    let setting = setting::Setting::new(&source, &parts, context);
    let told = timeline::read(&parts, &setting);
    let windows =
        window::Reader { source: &source, parts: &parts, timeline: &told, setting: &setting }.read();
    let doubts = check::doubts(&parts, &setting, &windows, &told.entries);
    let postmortem = Postmortem {
        title: title(&source, &parts),
        url: None,
        published_at: context.published_at,
        body: Some(body),
        time_zone: setting.zone_name(),
        windows,
        root_causes: cause::read(&parts, &told.parts),
        actions: action::read(&parts, &told.parts),
        sections: parts.iter().filter_map(section).collect(),
        timeline: told.entries,
    };
    (postmortem, doubts)
}

impl Postmortem {
    /// Reads a postmortem from its text: see [`postmortem`](crate::postmortem) for what is read, and by which rule.
    #[must_use]
    pub fn read(body: RichText, context: &Context) -> Self {
        read(body, context).0
    }
}

fn section(part: &outline::Part) -> Option<Section> {
    let (heading, level) = part.heading.clone()?;
    Some(Section { heading, level, role: part.role.clone(), text: part.text() })
}

/// The title: the heading that is one, or that of the front matter.
fn title(source: &source::Source, parts: &[outline::Part]) -> Option<String> {
    let heading =
        parts.iter().filter(|part| part.role == SectionRole::Title).find_map(|part| part.heading.as_ref());
    let front = || source.front.iter().find(|(key, _)| key == "title").map(|(_, title)| title.clone());
    heading.map(|(heading, _)| heading.clone()).or_else(front)
}
