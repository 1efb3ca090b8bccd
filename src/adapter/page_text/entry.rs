//! What a source's grammar finds of an incident, and what it means: updates, bodies, ids.

use chrono::{DateTime, Utc};

use super::{Line, Time};
use crate::adapter::Context;
use crate::adapter::translate::ids::AnonymousIds;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::datetime::PartialDateTime;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{IncidentStatus, RichText, TextFormat};
use crate::text::detect::detect_format;

/// An update in the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct BlockText<'a> {
    /// Its word: `Resolved`. `None` where the extractor lost it.
    pub(crate) word: Option<&'a str>,
    /// Its body as the author wrote it.
    pub(crate) body: &'a str,
    /// Its time. `None` where the text is cut off before it.
    pub(crate) time: Option<TimeText>,
}

/// The time of an update.
#[derive(Debug, Clone)]
pub(crate) struct TimeText {
    /// `Mar 4, 10:41 UTC`
    pub(crate) written: String,
    /// What was read of it, if it was read.
    pub(crate) moment: Option<PartialDateTime>,
}

impl TimeText {
    /// The time that a line is.
    pub(crate) fn new(line: &Line<'_>) -> Self {
        let moment = match line.time {
            Some(Time::Stamp(moment)) => moment,
            _ => None,
        };
        Self { written: line.time_text().to_owned(), moment }
    }
}

/// The updates in the order of the text, with the instants that `resolve` gives their times.
pub(crate) fn update_entries<'p>(
    blocks: &[BlockText<'_>],
    is_markdown: bool,
    path: &str,
    context: &mut Context<'p>,
    mut resolve: impl FnMut(&TimeText, &str, &mut Context<'p>) -> Option<DateTime<Utc>>,
) -> Vec<UpdateEntry> {
    let mut entries = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let path = format!("{path}/updates/{index}");
        let mut entry = UpdateEntry::with_word(block.word);
        if let Some(IncidentStatus::Other(word)) = &entry.update.status {
            context.report_unknown(word, "an incident's status", format_args!("{path}/status"));
        }
        entry.update.at = block.time.as_ref().and_then(|time| resolve(time, &format!("{path}/at"), context));
        entry.update.body = body(block.body, is_markdown, &path, context);
        entries.push(entry);
    }
    entries
}

/// Keeps a line that no part of a grammar explains, for a report. Of many, the first are enough: diagnostics have a limit too.
pub(crate) fn keep_unread_line(lines: &mut Vec<String>, line: &str) {
    const MOST: usize = 1_024;
    if lines.len() < MOST {
        lines.push(line.to_owned());
    }
}

/// Reports lines that no part of a grammar explains.
pub(crate) fn report_unread_lines(lines: &[String], expected: &str, path: &str, context: &mut Context<'_>) {
    for line in lines {
        let message = format!("expected {expected}, found a line that is not understood; it is left out");
        context.report(Diagnostic::warning(Code::UnreadableItem, path, message).with_found(line));
    }
}

/// A body, if there is any text: its lines without the indent that the extractor gave them.
pub(crate) fn body(raw: &str, is_markdown: bool, path: &str, context: &mut Context<'_>) -> Option<RichText> {
    let raw = raw.trim();
    if raw.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(raw.len());
    for line in raw.lines() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.trim());
    }
    let text = context.bounded_text(&text, path);
    let format = match detect_format(text) {
        // Escapes alone do not make a text Markdown, but in a Markdown document they are escapes.
        TextFormat::Text if is_markdown && text.contains('\\') => TextFormat::Markdown,
        format => format,
    };
    Some(RichText::new(format, text))
}

/// The id of an incident whose start is not known, made of what is: title, first time, first words. It cannot be the one
/// that the whole text gives, but it is no other incident's.
pub(crate) fn id_without_start(
    ids: &mut AnonymousIds,
    whose: &str,
    title: Option<&str>,
    blocks: &[BlockText<'_>],
) -> String {
    const WORDS: usize = 32;
    let written =
        blocks.iter().rev().find_map(|block| block.time.as_ref()).map_or("", |time| time.written.as_str());
    let first = blocks.first().map_or("", |block| block.body);
    let words: String = first.chars().filter(|c| c.is_alphanumeric()).take(WORDS).collect();
    let words = if title.is_some() && !written.is_empty() { String::new() } else { words };
    ids.next(&[whose, title.unwrap_or_default(), written, &words])
}
