//! The text of the index.

mod planned;
mod rows;

use chrono::NaiveDate;

use self::rows::Below;
use super::row;
use crate::adapter::page_text::entry::{BlockText, TimeText};
use crate::adapter::page_text::{Line, Lines, label};
use crate::adapter::translate::vocabulary::{UpdateWord, find_update_word, qualifies_status};
use crate::datetime::range::Range;
use crate::model::{Impact, IncidentStatus};

const PAST: &str = "Past Incidents";
const FORM: &str = "Get email notifications whenever ";

/// How many bytes a line may have that is a title.
const TITLE_BYTES: usize = 200;

/// Whether the text begins as an index does: with a line for all systems and what goes with it, or with updates.
pub(super) fn is_index(window: &str) -> bool {
    let (mut has_overall, mut has_rows, mut has_heading) = (false, false, false);
    let mut legend = row::LegendCounter::default();
    Lines::new(window).any(|line| {
        has_overall |= row::is_overall(&line.text);
        has_rows |= row::parse_row(&line.text).is_some();
        let is_legend = legend.read(&line.text);
        let is_list = is_legend || line.text == PAST;
        let is_update = has_heading && line.is_stamp();
        has_heading |= line.begins_update();
        is_update || is_legend || (has_overall && has_rows) || (is_list && (has_overall || has_rows))
    })
}

/// Where an incident is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// Above the list of components.
    Unresolved,
    /// Below "Scheduled Maintenance".
    Planned,
    /// Below "Past Incidents", perhaps under a day.
    Past(Option<NaiveDate>),
}

/// An incident or a maintenance of the page.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) listing: Listing,
    pub(super) title: Option<String>,
    pub(super) target: Option<&'a str>,
    pub(super) window: Option<(Range, String)>,
    /// Newest first.
    pub(super) blocks: Vec<BlockText<'a>>,
}

/// The line for all systems: its words, and what they mean, if that is known.
#[derive(Debug)]
pub(super) struct Overall {
    pub(super) words: String,
    pub(super) impact: Option<Impact>,
}

/// What the page says, in its own words.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one page")]
pub(super) struct Page<'a> {
    pub(super) vendor: Option<String>,
    pub(super) overall: Option<Overall>,
    /// A banner that says something else than the first.
    pub(super) second_overall: Option<Overall>,
    pub(super) rows: Vec<(String, String)>,
    /// Whether something follows the list of components, so that it is whole.
    pub(super) rows_end: bool,
    /// Lines among the rows that end in another provider's word for a status.
    pub(super) loose_rows: Vec<String>,
    /// Lines among the rows that are not rows.
    pub(super) unread_rows: Vec<String>,
    pub(super) entries: Vec<Entry<'a>>,
    /// The topmost day, else the first time that names its year.
    pub(super) day: Option<NaiveDate>,
    /// Whether the page names an incident that is not over.
    pub(super) names_unresolved: bool,
    pub(super) is_markdown: bool,
    pub(super) is_cut: bool,
}

impl<'a> Page<'a> {
    /// Reads the lines, each of which is looked at once.
    pub(super) fn read(text: &'a str) -> Self {
        let mut reader = Reader::new(text);
        while let Some(line) = reader.lines.next() {
            reader.read_line(line);
        }
        reader.finish()
    }
}

/// Lines that are nothing else so far: a title, a name, or an update under words that are not known.
#[derive(Debug, Default)]
struct Pending<'a> {
    /// The first, the second and the last two of them.
    lines: Vec<Line<'a>>,
    count: usize,
    /// How many of them are above a part of a row: what is left of a tooltip, a chart's caption. 0: there is none.
    row_part_at: usize,
}

/// How many pending lines are kept.
const MOST_PENDING: usize = 4;

impl<'a> Pending<'a> {
    fn push(&mut self, line: Line<'a>) {
        if self.lines.len() == MOST_PENDING {
            self.lines.remove(2);
        }
        self.lines.push(line);
        self.count = self.count.saturating_add(1);
    }

    fn start(&self) -> usize {
        self.lines.first().map_or(0, |line| line.start)
    }

    fn end(&self) -> usize {
        self.lines.last().map_or(0, |line| line.end)
    }
}

/// An update under words that are not known: "Fizzled - We wait."
struct UnknownUpdate<'a> {
    word: &'a str,
    /// Where the body begins.
    body: usize,
    is_likely: bool,
    /// Whether the line above it is its title.
    has_title: bool,
}

/// Reads the page's lines.
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about what was read")]
struct Reader<'a> {
    page: Page<'a>,
    lines: Lines<'a>,
    listing: Listing,
    /// The update that is being read: its word, and from where to where its body goes.
    block: Option<(Option<&'a str>, usize, usize)>,
    /// Where the body of the last one begins.
    body_start: usize,
    /// The incident to which the next update may belong.
    entry: Option<Entry<'a>>,
    /// The lines since the last time, day or row.
    pending: Pending<'a>,
    /// Whether the next line is the first.
    is_first: bool,
    /// Whether updates have their words on lines of their own.
    has_lone_words: bool,
    /// Whether rows have their status on a line of its own.
    has_lone_statuses: bool,
    /// Whether the page describes itself above the list of components.
    has_description: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let lines = Lines::new(text);
        let page = Page { is_markdown: lines.is_markdown(), ..Page::default() };
        Self {
            page,
            lines,
            listing: Listing::Unresolved,
            block: None,
            body_start: 0,
            entry: None,
            pending: Pending::default(),
            is_first: true,
            has_lone_words: false,
            has_lone_statuses: false,
            has_description: false,
        }
    }

    fn read_line(&mut self, line: Line<'a>) {
        self.read_any(line);
        self.is_first = false;
    }

    fn read_any(&mut self, line: Line<'a>) {
        if self.block.is_some() && !self.ends_block(&line) {
            return;
        }
        if let Some(day) = line.day() {
            self.close_block(None);
            self.close_entry();
            self.page.day = Some(self.page.day.unwrap_or(day));
            self.begin_past(Some(day));
        } else if line.text == PAST {
            self.close_block(None);
            self.close_entry();
            self.begin_past(None);
        } else if let Some(heading) = line.known_heading() {
            self.close_block(None);
            self.begin_update(heading.word);
            self.block = Some((Some(heading.word), heading.body, line.end.max(heading.body)));
        } else if self.listing == Listing::Planned {
            self.read_planned(line);
        } else if line.is_stamp() {
            self.read_stray_time(&line);
        } else if label::is_update_word(line.name())
            && !matches!(self.listing, Listing::Planned)
            && self.is_block_start()
        {
            self.has_lone_words = true;
            let word = self.lines.bare(&line);
            self.begin_update(word);
            self.block = Some((Some(word), line.end, line.end));
        } else {
            self.read_name(line);
        }
    }

    /// Whether a word alone on its line begins an update: something but rows must follow.
    fn is_block_start(&mut self) -> bool {
        (0..4).any(|ahead| self.lines.peek(ahead).is_some_and(Line::is_stamp))
    }

    /// Reads a line within an update; true if the update ends before it.
    fn ends_block(&mut self, line: &Line<'a>) -> bool {
        if line.is_stamp() {
            self.close_block(Some(line));
            return false;
        }
        let is_other = line.day().is_some() && !line.is_item
            || line.text == PAST
            || line.known_heading().is_some_and(|heading| heading.is_bold)
            || line.text.starts_with("No incidents reported")
            || self.begins_legend(line);
        if is_other {
            self.close_block(None);
            return true;
        }
        if let Some((_, _, end)) = &mut self.block {
            *end = line.end;
        }
        false
    }

    /// Whether the legend begins here: every status in turn, without names.
    fn begins_legend(&mut self, line: &Line<'a>) -> bool {
        line.text == "Operational"
            && self.lines.peek(0).is_some_and(|next| next.text == "Degraded Performance")
    }

    fn begin_past(&mut self, day: Option<NaiveDate>) {
        self.close_unknown();
        self.end_rows();
        self.listing = Listing::Past(day);
    }

    /// Begins an update, and an incident where it cannot be a part of the one above it: below a title, and where a closing
    /// word follows anything but a postmortem.
    fn begin_update(&mut self, word: &str) {
        if self.listing == Listing::Planned {
            self.finish_announcement(0);
            return;
        }
        let title = self.take_title();
        let above = self.entry.as_mut().filter(|entry| entry.title.is_none()).map(|entry| &mut entry.blocks);
        let mut unknown = Vec::new();
        let restarts = above.is_some_and(|blocks| {
            let is_unknown =
                |block: &BlockText<'a>| block.word.is_some_and(|word| find_update_word(word).is_none());
            let known = blocks.iter().rposition(|block| !is_unknown(block));
            let restarts =
                known.and_then(|last| blocks.get(last)).is_some_and(|block| is_next(block.word, word));
            // Updates under unknown words between two incidents may be the newest of the second one.
            unknown = known
                .filter(|_| restarts)
                .map_or(Vec::new(), |last| blocks.split_off(last.saturating_add(1)));
            restarts
        });
        if title.is_some() || restarts || self.entry.is_none() {
            self.begin_entry(title.as_ref());
            self.entry.iter_mut().for_each(|entry| entry.blocks.append(&mut unknown));
        }
    }

    fn begin_entry(&mut self, title: Option<&Line<'a>>) {
        self.close_entry();
        self.entry = Some(self.new_entry(title, title.and_then(|line| line.target)));
    }

    fn new_entry(&self, title: Option<&Line<'a>>, target: Option<&'a str>) -> Entry<'a> {
        let title = title.map(|line| {
            let name = line.name();
            // Open incidents have a button beside the title.
            let is_open = self.listing == Listing::Unresolved;
            let button = ["Subscribe", "SUBSCRIBE"].into_iter().find_map(|button| name.strip_suffix(button));
            button
                .filter(|rest| is_open && rest.ends_with(char::is_whitespace))
                .unwrap_or(name)
                .trim()
                .to_owned()
        });
        Entry { listing: self.listing, title, target, window: None, blocks: Vec::new() }
    }

    /// The line above an update, if it is a title. A sentence is one only if it is alone. An update that has no time may be
    /// above it instead.
    fn take_title(&mut self) -> Option<Line<'a>> {
        let mut pending = std::mem::take(&mut self.pending);
        let lines_above = self.unknown_update(&pending).filter(|found| found.is_likely);
        if let Some(found) = lines_above.filter(|_| pending.count > 1) {
            self.keep_unknown(&found, &pending, None);
            return None;
        }
        let line = pending.lines.pop()?;
        let is_sentence = line.text.ends_with(['.', '!', '?', ':']) || line.text.len() > 120;
        let stands_alone = pending.count == 1 && !line.text.ends_with(':');
        (line.text.len() <= TITLE_BYTES && (!is_sentence || stands_alone)).then_some(line)
    }

    /// The update under words that are not known that these lines are: its heading is the first of them, or the second, below
    /// the title.
    fn unknown_update(&self, pending: &Pending<'a>) -> Option<UnknownUpdate<'a>> {
        let candidate = |index: usize| {
            let line = pending.lines.get(index)?;
            let has_title = index > 0;
            if let Some(heading) = line.heading {
                let is_likely = heading.is_likely();
                return Some(UnknownUpdate { word: heading.word, body: heading.body, is_likely, has_title });
            }
            let word = self.lines.bare(line);
            let is_likely = qualifies_status(word);
            let body = pending.lines.get(index.saturating_add(1))?;
            let has_dash = label::begins_with_dash(&body.text);
            let may_be_word = label::is_phrase(word) && (self.has_lone_words || is_likely || has_dash);
            let body = if has_dash { body.start.saturating_add(1) } else { line.end };
            may_be_word.then_some(UnknownUpdate { word, body, is_likely, has_title })
        };
        match (candidate(0), candidate(1)) {
            (Some(first), Some(second)) => {
                Some(if first.is_likely && !second.is_likely { first } else { second })
            }
            (first, second) => first.or(second),
        }
    }

    /// Keeps the update that these lines are, below its title if it has one.
    fn keep_unknown(&mut self, found: &UnknownUpdate<'a>, pending: &Pending<'a>, time: Option<&Line<'a>>) {
        let title = pending.lines.first().filter(|_| found.has_title);
        if title.is_some() || self.entry.is_none() {
            self.begin_entry(title);
        }
        self.block = Some((Some(found.word), found.body, pending.end().max(found.body)));
        self.close_block(time);
    }

    fn close_block(&mut self, time: Option<&Line<'a>>) {
        let Some((word, start, end)) = self.block.take() else { return };
        let body = self.lines.slice(start, end);
        self.body_start = start;
        let block = BlockText { word, body, time: time.map(TimeText::new) };
        self.page.is_cut |= time.is_none() && self.lines.peek(0).is_none();
        if let Some(entry) = &mut self.entry {
            entry.blocks.push(block);
        }
    }

    fn close_entry(&mut self) {
        self.finish_announcement(0);
        if let Some(entry) =
            self.entry.take().filter(|entry| !entry.blocks.is_empty() || entry.window.is_some())
        {
            self.page.entries.push(entry);
        }
    }

    /// A time without an update above it: the update's words are unknown, or the body above had a time of its own on a line.
    fn read_stray_time(&mut self, line: &Line<'a>) {
        let pending = std::mem::take(&mut self.pending);
        let Some(last) = pending.lines.last() else { return };
        if let Some(found) = self.unknown_update(&pending) {
            self.keep_unknown(&found, &pending, Some(line));
        } else if let Some(block) = self.entry.as_mut().and_then(|entry| entry.blocks.last_mut()) {
            block.body = self.lines.slice(self.body_start, last.end);
            block.time = Some(TimeText::new(line));
        } else if matches!(self.listing, Listing::Past(_)) {
            self.begin_entry(None);
            self.block = Some((None, pending.start(), last.end));
            self.close_block(Some(line));
        }
    }

    /// Keeps an update under words that are not known, whose time is not one.
    fn close_unknown(&mut self) {
        let is_past = matches!(self.listing, Listing::Past(Some(_)));
        if let Some(found) = self
            .unknown_update(&self.pending)
            .filter(|found| found.is_likely || is_past && self.entry.is_some())
        {
            let pending = std::mem::take(&mut self.pending);
            self.keep_unknown(&found, &pending, None);
        }
    }

    /// A banner, a row, a name, a title or a part of the page's machine.
    fn read_name(&mut self, line: Line<'a>) {
        let text = line.text.as_ref();
        let is_past = matches!(self.listing, Listing::Past(_));
        let first = self.page.overall.as_ref().and_then(|overall| overall.impact.as_ref());
        if let Some((words, impact)) = row::find_overall(text)
            && first.is_some_and(|first| first != impact)
            && !self.precedes_update()
            && !self.is_in_update()
        {
            let second = Overall { words: (*words).to_owned(), impact: Some(impact.clone()) };
            self.page.second_overall.get_or_insert(second);
            return;
        }
        if !is_past && self.is_banner(text) && !self.precedes_update() && !self.is_in_update() {
            let impact = row::find_overall(text).map(|(_, impact)| impact.clone());
            self.page.overall = Some(Overall { words: text.to_owned(), impact });
            self.pending = Pending::default();
            return;
        } else if !is_past && row::is_planned_heading(text) && !self.precedes_update() {
            self.close_entry();
            self.end_rows();
            self.listing = Listing::Planned;
            return;
        } else if !is_past && self.begins_announcement(&line) {
            self.close_entry();
            // A window may be below its title.
            let title = self.pending.lines.pop_if(|_| line.time.is_some());
            self.pending.count = self.pending.count.saturating_sub(usize::from(title.is_some()));
            self.settle_rows(Below::Other);
            if let Some(title) = title {
                self.pending.push(title);
            }
            self.page.rows_end |= !self.page.rows.is_empty();
            self.listing = Listing::Planned;
            self.read_planned(line);
            return;
        } else if !is_past && !self.page.rows_end && self.read_row(&line) {
            return;
        }
        self.page.names_unresolved |= text.starts_with("Unresolved incident");
        self.has_description |= text == "About This Site";
        if self.read_vendor(&line) {
            return;
        }
        if row::is_part(text) {
            self.pending.row_part_at = self.pending.count;
        } else if !row::is_boilerplate(text) {
            let is_row = row::split_tooltip(text).is_some();
            self.pending.push(line);
            if is_row {
                self.pending.row_part_at = self.pending.count;
            }
        }
    }

    /// Whether a line states the health of all systems. Words that are not known give way to known ones.
    fn is_banner(&self, text: &str) -> bool {
        match &self.page.overall {
            None => row::is_overall(text) || self.page.rows.is_empty() && row::may_be_overall(text),
            Some(overall) => overall.impact.is_none() && row::find_overall(text).is_some(),
        }
    }

    /// Whether the pending lines are an update, so that the next one belongs to its text.
    fn is_in_update(&mut self) -> bool {
        let Some(found) = self.unknown_update(&self.pending) else { return false };
        found.is_likely || (0..4).any(|ahead| self.lines.peek(ahead).is_some_and(Line::is_stamp))
    }

    /// Whether an update begins below this line, perhaps below a button.
    fn precedes_update(&mut self) -> bool {
        let mut is_heading = |ahead: usize| {
            let line = self.lines.peek(ahead)?;
            let is_sure = line.begins_update() || label::is_update_word(&line.text);
            let (may_be, is_boilerplate) = (line.heading.is_some(), row::is_boilerplate(&line.text));
            let has_time = |below| self.lines.peek(below).is_some_and(Line::is_stamp);
            let begins = is_sure || may_be && (ahead..ahead.saturating_add(4)).any(has_time);
            (begins || is_boilerplate).then_some(begins)
        };
        is_heading(0).is_some_and(|found| found || is_heading(1) == Some(true))
    }

    /// Reads the vendor's name, unless it is known; true if the line is the page's name and nothing else.
    fn read_vendor(&mut self, line: &Line<'a>) -> bool {
        if self.page.vendor.as_deref().is_some_and(|vendor| vendor == line.text) && self.page.rows.is_empty()
        {
            return true;
        }
        let form = line.text.strip_prefix(FORM);
        let title = line.text.strip_suffix(" Status").filter(|_| self.is_first);
        let name = form.map(|rest| rest.split_once(" creates").map_or(rest, |(name, _)| name)).or(title);
        if let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) {
            self.page.vendor.get_or_insert_with(|| name.to_owned());
        }
        title.is_some()
    }

    fn finish(mut self) -> Page<'a> {
        self.page.is_cut |= self.block.is_some();
        self.close_block(None);
        self.page.is_cut |= self.listing == Listing::Planned && self.pending.count > 0;
        self.close_unknown();
        self.close_entry();
        self.page
    }
}

/// Whether a word cannot be of the incident whose update `above` comes before it, so that it is the newest of the next one:
/// a closing word, or a maintenance's word below an incident's.
fn is_next(above: Option<&str>, word: &str) -> bool {
    use IncidentStatus::{
        Completed, Identified, InProgress, Investigating, Monitoring, Scheduled, Verifying,
    };
    let status = |word: &str| find_update_word(word).and_then(UpdateWord::into_status);
    let above = above.and_then(status);
    let is_work = |status: &IncidentStatus| matches!(status, Scheduled | InProgress | Verifying | Completed);
    let is_trouble = |status: &IncidentStatus| matches!(status, Investigating | Identified | Monitoring);
    match status(word) {
        Some(IncidentStatus::Postmortem) => true,
        Some(IncidentStatus::Resolved | Completed) => above != Some(IncidentStatus::Postmortem),
        Some(word) => above.is_some_and(|above| {
            is_work(&above) && is_trouble(&word) || is_trouble(&above) && is_work(&word)
        }),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_banner_is_kept_apart() {
        let page = Page::read(
            "All Systems Operational\nLamp Operational\nPast Incidents\nMar 10, 2026\nNo incidents reported today.\n\
             Major Service Outage\nLamp Major Outage\n",
        );
        assert_eq!(page.overall.unwrap().impact, Some(Impact::None));
        assert_eq!(page.second_overall.unwrap().impact, Some(Impact::Critical));
        let page = Page::read(
            "All Systems Operational\nLamp Operational\nPast Incidents\nMar 10, 2026\nMajor Service Outage\n\
             Resolved - The lamp is lit.\nMar 10, 09:00 UTC\n",
        );
        assert!(page.second_overall.is_none());
        assert_eq!(page.entries[0].title.as_deref(), Some("Major Service Outage"));
    }
}
