//! Planned maintenances of the index: a title and its window, and an announcement below them.

use super::{Listing, Pending, Reader};
use crate::adapter::page_text::{Line, Time, label};
use crate::adapter::statuspage::text::row;
use crate::datetime::range::Range;

impl<'a> Reader<'a> {
    /// A line among the planned maintenances.
    pub(super) fn read_planned(&mut self, line: Line<'a>) {
        if let Some((title, range)) = window_of(&line) {
            let is_below_title = title.is_empty();
            let title = if is_below_title {
                self.pending.count = self.pending.count.saturating_sub(1);
                self.pending.lines.pop()
            } else {
                Some(Line { text: title.into(), ..line.clone() })
            };
            self.finish_announcement(title.as_ref().map_or(line.start, |title| title.start));
            self.close_entry();
            let target = title.as_ref().and_then(|line| line.target).or(line.target);
            let mut entry = self.new_entry(title.as_ref(), target);
            entry.window = Some((range, line.text.into_owned()));
            self.entry = Some(entry);
            self.pending = Pending::default();
        } else if line.is_stamp() {
            self.close_announcement(self.pending.end(), Some(&line));
        } else if self.begins_legend(&line) || self.pending.count == 0 && row::parse_row(&line.text).is_some()
        {
            // A list of components below the planned maintenances.
            self.close_entry();
            self.listing = Listing::Unresolved;
            self.read_name(line);
        } else if !row::is_boilerplate(&line.text) {
            self.pending.push(line);
        }
    }

    /// Keeps an announcement that ends before this byte without a time.
    pub(super) fn finish_announcement(&mut self, before: usize) {
        if self.listing == Listing::Planned && self.entry.is_some() {
            let end = self.pending.lines.last().map_or(before, |last| last.end);
            self.close_announcement(end, None);
        }
    }

    /// Ends an announcement: it has no word, unless one that is not known is before its text.
    fn close_announcement(&mut self, end: usize, time: Option<&Line<'a>>) {
        let pending = std::mem::take(&mut self.pending);
        if pending.count == 0 || end <= pending.start() {
            return;
        }
        let has_words =
            self.entry.as_ref().is_some_and(|entry| entry.blocks.iter().any(|block| block.word.is_some()));
        let heading = pending.lines.first().and_then(|line| line.heading);
        let heading = heading.filter(|heading| has_words || heading.is_likely());
        let (word, start) = heading.map_or((None, pending.start()), |found| (Some(found.word), found.body));
        self.block = Some((word, start, end));
        self.close_block(time);
    }

    /// Whether a planned maintenance begins here, in a text that lost their heading: a window, and soon an announcement.
    pub(super) fn begins_announcement(&mut self, line: &Line<'a>) -> bool {
        window_of(line).is_some()
            && (0..6).any(|ahead| {
                self.lines.peek(ahead).is_some_and(|next| next.is_posted || next.begins_update())
            })
    }
}

/// The window on a line, and the title before it.
fn window_of(line: &Line<'_>) -> Option<(String, Range)> {
    match line.time {
        Some(Time::Window(range)) => Some((String::new(), range)),
        Some(_) => None,
        None => label::title_and_window(&line.text).map(|(title, range)| (title.to_owned(), range)),
    }
}
