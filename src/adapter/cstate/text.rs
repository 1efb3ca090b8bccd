//! The text of an issue: HTML whose paragraphs may be updates.
//!
//! ```html
//! <p><em>Resolved</em> - The till is open again. <span class="faded">(10:54 — Mar 10)</span></p>
//! <p><em>Investigating</em> - The till is stuck. <span class="faded">(09:43 — Mar 10)</span></p>
//! ```

use chrono::{DateTime, Utc};

use crate::adapter::Context;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::adapter::translate::vocabulary::find_update_word;
use crate::datetime::zone::Zone;
use crate::datetime::{self, DateContext};
use crate::model::{RichText, Update};

/// The updates of a text, newest first. A text that is not written so is one update without status and time. Times are UTC, as
/// the program's others; a year that is not printed is near the start of the issue.
pub(super) fn read_updates(
    html: Option<&str>,
    started_at: Option<DateTime<Utc>>,
    path: &str,
    context: &mut Context<'_>,
) -> Vec<UpdateEntry> {
    let Some(html) = html.map(str::trim) else { return Vec::new() };
    let Some(paragraphs) = split(html) else {
        let body = Some(RichText::html(context.bounded_text(html, path)));
        return vec![UpdateEntry::new(Update { body, ..Update::default() })];
    };
    let dates = DateContext::new(context.limits()).with_assumed_zone(Some(Zone::utc()));
    let dates = started_at.map_or(dates, |start| dates.with_year_near(start));
    let entries = paragraphs.into_iter().map(|Paragraph { word, text, time }| {
        let mut entry = UpdateEntry::with_word(Some(word));
        entry.update.body = Some(RichText::html(context.bounded_text(text, path)));
        entry.update.at =
            time.and_then(|time| context.written_instant(datetime::parse(&time, &dates), &time, path));
        entry
    });
    entries.collect()
}

/// One update.
struct Paragraph<'t> {
    word: &'t str,
    text: &'t str,
    /// The date before the time: `Mar 10, 09:43`.
    time: Option<String>,
}

/// Splits a text into updates; `None` if it begins with another text, or a paragraph begins with another word.
fn split(html: &str) -> Option<Vec<Paragraph<'_>>> {
    let mut parts = html.split("<p><em>");
    if !parts.next()?.trim().is_empty() {
        return None;
    }
    let paragraphs: Vec<Paragraph<'_>> = parts.map(read_paragraph).collect::<Option<_>>()?;
    (!paragraphs.is_empty()).then_some(paragraphs)
}

/// `Resolved</em> - The till is open again. <span class="faded">(10:54 — Mar 10)</span></p>`
fn read_paragraph(html: &str) -> Option<Paragraph<'_>> {
    let (word, rest) = html.split_once("</em>")?;
    find_update_word(word)?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(['-', '–', '—']).unwrap_or(rest).trim();
    // `Post-mortem</em></p><p>The lock was rusty.</p>`: a heading, and paragraphs of its own.
    if let Some(text) = rest.strip_prefix("</p>") {
        return Some(Paragraph { word, text: text.trim(), time: None });
    }
    let Some((text, end)) = rest.rsplit_once("<span class=\"faded\">") else {
        return Some(Paragraph {
            word,
            text: rest.strip_suffix("</p>").unwrap_or(rest).trim_end(),
            time: None,
        });
    };
    let time = end.split('<').next().unwrap_or(end).trim().trim_matches(['(', ')']);
    // The date is written last.
    let time = match time.split_once(" — ") {
        Some((time, date)) => format!("{date}, {time}"),
        None => time.to_owned(),
    };
    Some(Paragraph { word, text: text.trim_end(), time: Some(time) })
}
