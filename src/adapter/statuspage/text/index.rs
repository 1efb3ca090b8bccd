//! The text of the index.

use chrono::NaiveDate;

use super::row;
use crate::adapter::page_text::entry::{BlockText, TimeText};
use crate::adapter::page_text::{Line, Lines, Time, label};
use crate::datetime::range::Range;
use crate::model::Impact;

const PAST: &str = "Past Incidents";
const FORM: &str = "Get email notifications whenever ";

/// How many bytes a line may have that is a title.
const TITLE_BYTES: usize = 200;

/// Whether the text begins as an index does: with a line for all systems and what goes with it, or with updates.
pub(super) fn is_index(window: &str) -> bool {
    let (mut has_overall, mut has_rows, mut has_heading) = (false, false, false);
    let mut legend = row::LegendCounter::default();
    Lines::new(window).any(|line| {
        has_overall |= row::find_overall(&line.text).is_some();
        has_rows |= row::parse_row(&line.text).is_some();
        let is_legend = legend.read(&line.text);
        let is_list = is_legend || line.text == PAST;
        let is_update = has_heading && line.is_stamp();
        has_heading |= line.heading.is_some();
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

/// What the page says, in its own words.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts about one page")]
pub(super) struct Page<'a> {
    pub(super) vendor: Option<String>,
    pub(super) overall: Option<&'static (&'static str, Impact)>,
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

/// The heading of an update under a word that is not known: "Fixing - We fix it."
struct UnknownHeading<'a> {
    word: &'a str,
    /// Where the body begins.
    body: usize,
    /// The line above it.
    title: Option<Line<'a>>,
}

/// Reads the page's lines.
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
    /// The last line that was nothing else: a title or a name. And how many there were since the last time, day or row.
    pending: Option<Line<'a>>,
    pending_count: usize,
    /// Where the first of them begins.
    pending_start: usize,
    /// Whether the next line is the first.
    is_first: bool,
    /// An update under a word that is not known, among them: "Fixing - …".
    unknown: Option<UnknownHeading<'a>>,
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
            pending: None,
            pending_count: 0,
            pending_start: 0,
            is_first: true,
            unknown: None,
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
        } else if let Some(heading) = line.heading {
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
            let word = label::UPDATE_WORDS.into_iter().find(|word| *word == line.name());
            self.begin_update(word.unwrap_or_default());
            self.block = Some((word, line.end, line.end));
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
            || line.heading.is_some_and(|heading| heading.is_bold)
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
        self.drop_pending();
        self.page.rows_end = true;
        self.listing = Listing::Past(day);
    }

    /// Begins an update, and an incident where it cannot be a part of the one above it: below a title, and where a closing
    /// word follows anything but a postmortem.
    fn begin_update(&mut self, word: &str) {
        let title = self.take_title();
        let above =
            self.entry.as_ref().filter(|entry| entry.title.is_none()).and_then(|entry| entry.blocks.last());
        let restarts = match word {
            "Postmortem" => above.is_some(),
            "Resolved" | "Completed" => above.is_some_and(|block| block.word != Some("Postmortem")),
            _ => false,
        };
        if self.listing == Listing::Planned {
            self.finish_announcement(0);
        } else if title.is_some() || restarts || self.entry.is_none() {
            self.close_entry();
            let target = title.as_ref().and_then(|line| line.target);
            self.entry = Some(self.new_entry(title.as_ref(), target));
        }
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

    /// The line above an update, if it is a title. A sentence is one only if it is alone.
    fn take_title(&mut self) -> Option<Line<'a>> {
        let count = std::mem::take(&mut self.pending_count);
        self.unknown = None;
        if self.listing == Listing::Planned {
            return None;
        }
        let line = self.pending.take()?;
        let is_sentence = line.text.ends_with(['.', '!', '?', ':']) || line.text.len() > 120;
        let stands_alone = count == 1 && !line.text.ends_with(':');
        (line.text.len() <= TITLE_BYTES && (!is_sentence || stands_alone)).then_some(line)
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

    /// A time without an update above it: the body above had a time of its own on a line, or the update's word is unknown.
    fn read_stray_time(&mut self, line: &Line<'a>) {
        let Some(last) = self.pending.take() else { return };
        self.pending_count = 0;
        let unknown = self.unknown.take();
        let above = self.entry.as_mut().and_then(|entry| entry.blocks.last_mut());
        if let (None, Some(block)) = (&unknown, above) {
            block.body = self.lines.slice(self.body_start, last.end);
            block.time = Some(TimeText::new(line));
            return;
        }
        let is_past = matches!(self.listing, Listing::Past(_));
        if !is_past && unknown.is_none() {
            return;
        }
        let title = unknown.as_ref().and_then(|unknown| unknown.title.as_ref());
        if title.is_some() || self.entry.is_none() {
            let entry = self.new_entry(title, title.and_then(|line| line.target));
            self.close_entry();
            self.entry = Some(entry);
        }
        let (word, body) = unknown.map_or((None, self.pending_start), |found| (Some(found.word), found.body));
        self.block = Some((word, body, last.end));
        self.close_block(Some(line));
    }

    /// Keeps an update under a word that is not known, whose time is not one.
    fn close_unknown(&mut self) {
        let is_past = matches!(self.listing, Listing::Past(Some(_)));
        if let Some(unknown) = self.unknown.take_if(|_| is_past && self.entry.is_some())
            && let Some(last) = self.pending.take()
        {
            self.block = Some((Some(unknown.word), unknown.body, last.end));
            self.close_block(None);
        }
    }

    /// A line among the planned maintenances.
    fn read_planned(&mut self, line: Line<'a>) {
        if let Some((title, range)) = window_of(&line) {
            let is_below_title = title.is_empty();
            let title = if is_below_title {
                self.pending.take()
            } else {
                Some(Line { text: title.into(), ..line.clone() })
            };
            self.finish_announcement(title.as_ref().map_or(line.start, |title| title.start));
            self.close_entry();
            let target = title.as_ref().and_then(|line| line.target).or(line.target);
            let mut entry = self.new_entry(title.as_ref(), target);
            entry.window = Some((range, line.text.into_owned()));
            self.entry = Some(entry);
            self.pending_count = 0;
        } else if line.is_stamp() {
            let start = self.pending_start;
            if std::mem::take(&mut self.pending_count) > 0
                && let Some(last) = self.pending.take()
            {
                self.block = Some((None, start, last.end));
                self.close_block(Some(&line));
            }
        } else if self.begins_legend(&line) || self.pending_count == 0 && row::parse_row(&line.text).is_some()
        {
            // A list of components below the planned maintenances.
            self.close_entry();
            self.listing = Listing::Unresolved;
            self.read_name(line);
        } else if !row::is_boilerplate(&line.text) {
            self.push_pending(line);
        }
    }

    /// Keeps an announcement that ends before this byte without a time.
    fn finish_announcement(&mut self, before: usize) {
        if self.listing != Listing::Planned || self.entry.is_none() {
            return;
        }
        let count = std::mem::take(&mut self.pending_count);
        let end = self.pending.take().map_or(before, |last| last.end);
        if count > 0 && end > self.pending_start {
            self.block = Some((None, self.pending_start, end));
            self.close_block(None);
        }
    }

    /// A banner, a row, a name, a title or a part of the page's machine.
    fn read_name(&mut self, line: Line<'a>) {
        let text = line.text.as_ref();
        let is_past = matches!(self.listing, Listing::Past(_));
        if !is_past
            && self.page.overall.is_none()
            && let Some(found) = row::find_overall(text)
        {
            if !self.precedes_update() {
                self.page.overall = Some(found);
                self.drop_pending();
                return;
            }
        } else if !is_past && row::is_planned_heading(text) && !self.precedes_update() {
            self.close_entry();
            self.drop_pending();
            self.page.rows_end = true;
            self.listing = Listing::Planned;
            return;
        } else if !is_past && self.begins_announcement(&line) {
            self.close_entry();
            self.page.rows_end |= !self.page.rows.is_empty();
            self.listing = Listing::Planned;
            self.read_planned(line);
            return;
        } else if !is_past && !self.page.rows_end && self.read_row(&line) {
            return;
        }
        self.page.names_unresolved |= text.starts_with("Unresolved incident");
        self.read_vendor(&line);
        if row::is_boilerplate(text) {
            return;
        }
        self.push_pending(line);
    }

    /// Whether a planned maintenance begins here, in a text that lost their heading: a window, and soon an announcement.
    fn begins_announcement(&mut self, line: &Line<'a>) -> bool {
        window_of(line).is_some()
            && (0..6).any(|ahead| {
                self.lines.peek(ahead).is_some_and(|next| next.is_posted || next.heading.is_some())
            })
    }

    /// A row on one line, or the status below a name; the legend ends the list. True if the line is one of them.
    fn read_row(&mut self, line: &Line<'a>) -> bool {
        let text = line.text.as_ref();
        if row::is_status(text) {
            let is_legend = self.begins_legend(line);
            if is_legend {
                self.drop_pending();
            }
            let name = self.pending.take();
            if let Some(name) = name.filter(|name| name.text.len() <= TITLE_BYTES) {
                self.page.rows.push((row::without_tooltip(&name.text).to_owned(), text.to_owned()));
                self.close_entry();
            } else {
                self.page.rows_end |= is_legend || !self.page.rows.is_empty();
                self.drop_pending();
            }
            self.pending_count = 0;
            return true;
        }
        let Some((name, status)) = row::parse_row(text) else { return false };
        if self.precedes_update() {
            return false;
        }
        let found = (name.to_owned(), status.to_owned());
        self.report_pending(true);
        self.drop_pending();
        self.close_entry();
        self.page.rows.push(found);
        true
    }

    /// Whether an update begins below this line, perhaps below a button.
    fn precedes_update(&mut self) -> bool {
        let mut is_heading = |ahead| {
            let line = self.lines.peek(ahead)?;
            if line.heading.is_some() || label::is_update_word(&line.text) {
                Some(true)
            } else {
                row::is_boilerplate(&line.text).then_some(false)
            }
        };
        is_heading(0).is_some_and(|found| found || is_heading(1) == Some(true))
    }

    fn push_pending(&mut self, line: Line<'a>) {
        if self.pending_count == 0 {
            self.pending_start = line.start;
        } else if !matches!(self.listing, Listing::Planned) {
            self.report_pending(false);
        }
        self.pending_count = self.pending_count.saturating_add(1);
        let above = self.pending.replace(line);
        if self.unknown.is_none() {
            let found = self.pending.as_ref().and_then(|line| unknown_heading(line, &self.lines));
            self.unknown = found.map(|(word, body)| UnknownHeading { word, body, title: above });
        }
    }

    /// Ends the lines that are a title or a name only if something follows them that makes them one.
    fn drop_pending(&mut self) {
        self.report_pending(false);
        self.pending = None;
        self.pending_count = 0;
        self.unknown = None;
    }

    /// Reports a line between rows that is not a row, or reads it as one whose status is another provider's word.
    fn report_pending(&mut self, precedes_row: bool) {
        let is_list = precedes_row || !self.page.rows.is_empty();
        let is_among_rows = is_list && !self.page.rows_end && self.listing == Listing::Unresolved;
        let Some(line) = self.pending.take_if(|_| is_among_rows) else { return };
        let text = line.text.as_ref();
        let is_row_like = row::parse_loose_row(text);
        if let Some((name, word)) = is_row_like.filter(|_| !line.is_item && line.text.len() <= TITLE_BYTES) {
            self.page.loose_rows.push(text.to_owned());
            self.page.rows.push((name.to_owned(), word.to_owned()));
        } else if !self.page.rows.is_empty() {
            self.page.unread_rows.push(text.to_owned());
        }
    }

    fn read_vendor(&mut self, line: &Line<'a>) {
        if self.page.vendor.is_some() {
            return;
        }
        if let Some(rest) = line.text.strip_prefix(FORM) {
            let name = rest.split_once(" creates").map_or(rest, |(name, _)| name);
            self.page.vendor = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        } else if self.is_first
            && let Some(name) = line.text.strip_suffix(" Status")
        {
            self.page.vendor = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        }
    }

    fn finish(mut self) -> Page<'a> {
        self.page.is_cut |= self.block.is_some();
        self.close_block(None);
        self.page.is_cut |= self.listing == Listing::Planned && self.pending_count > 0;
        self.close_unknown();
        self.close_entry();
        self.page
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

/// A word of an update that is not known, and where its body begins: "Fixing - We fix it."
fn unknown_heading<'a>(line: &Line<'a>, lines: &Lines<'a>) -> Option<(&'a str, usize)> {
    const MOST_BYTES: usize = 24;
    let text = lines.slice(line.start, line.end);
    let (word, rest) = text.split_once(" -")?;
    let is_word = word.len() <= MOST_BYTES
        && word.starts_with(|c: char| c.is_uppercase())
        && word.split(' ').count() <= 2
        && word.chars().all(|c| c.is_alphabetic() || c == ' ');
    is_word.then(|| (word, line.end.saturating_sub(rest.len())))
}
