//! The lines of the page, by their grammar.

use std::collections::HashSet;

use crate::adapter::page_text::entry::keep_unread_line;
use crate::adapter::page_text::{Line, Lines, label};
use crate::adapter::translate::vocabulary;

/// Begins the sentence that names the vendor.
pub(super) const NOTIFIED: &str = "Get notified about any outages, downtime or incidents for ";
/// Part of the heading of the table; the vendor it goes on with is always the same one.
pub(super) const TRACKS: &str = "utlogger tracks the status of these components for";

const THIRTY_DAYS: &str = "Outage and incident data over the last 30 days for ";
const COUNT: &str = "There have been ";
const LATEST: &str = "View the latest incidents for ";
const JOIN: &str = "Join OutLogger to be notified when";
const STARTED: &str = "Started At:";
/// How many bytes a row may have that is not divided by a bar.
const ROW_BYTES: usize = 120;

/// What the page says, in its own words.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    /// The vendor's name, wherever a sentence is about the vendor.
    pub(super) vendors: Vec<String>,
    /// "Active" of "Systems Active".
    pub(super) overall: Option<String>,
    /// "3 minutes ago"
    pub(super) last_checked: Option<String>,
    /// How many outages the page counts in the last 30 days.
    pub(super) recent: Option<usize>,
    pub(super) rows: Vec<Row>,
    /// Lines among the rows that are not rows.
    pub(super) unread_rows: Vec<String>,
    /// Lines of the list of incidents that belong to none.
    pub(super) unread_lines: Vec<String>,
    /// Whether the table, if there is one, was read to its end.
    pub(super) table_ends: bool,
    pub(super) blocks: Vec<Block<'a>>,
    /// Whether the closing line was reached.
    pub(super) is_whole: bool,
    pub(super) is_markdown: bool,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// `None` where the row is cut off.
    pub(super) status: Option<String>,
}

/// What the page says about one incident.
#[derive(Debug, Default)]
pub(super) struct Block<'a> {
    pub(super) description: &'a str,
    pub(super) status: Option<&'a str>,
    pub(super) impact: Option<String>,
    pub(super) started_at: Option<String>,
    /// Newest first.
    pub(super) updates: Vec<Entry<'a>>,
    /// How often it ends: once, unless its text holds the line that ends a block.
    pub(super) endings: usize,
    /// Whether text follows the last of them.
    pub(super) has_more: bool,
    /// Whether another block or the closing line follows, so that nothing of it is missing.
    pub(super) is_closed: bool,
}

/// An update of the rich flavour.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    pub(super) time: String,
    pub(super) status: Option<&'a str>,
    pub(super) body: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Table,
    Incidents,
    End,
}

impl<'a> Page<'a> {
    /// Reads the lines, each of which is looked at once.
    pub(super) fn read(text: &'a str) -> Self {
        let lines = Lines::new(text);
        let page = Page { is_markdown: lines.is_markdown(), ..Page::default() };
        let ends_in_line = !text.ends_with('\n');
        let mut reader =
            Reader { page, lines, part: Part::Head, name: None, listed: 0, body: None, status: None };
        while let Some(line) = reader.lines.next() {
            let is_last = ends_in_line && reader.lines.peek(0).is_none();
            reader.line(&line, is_last);
        }
        reader.finish(ends_in_line)
    }
}

/// Reads the page's lines.
struct Reader<'a> {
    page: Page<'a>,
    lines: Lines<'a>,
    part: Part,
    /// A line of the table that may be a name above its status.
    name: Option<String>,
    /// How many rows there are above the last heading of the table.
    listed: usize,
    /// From where to where the text of the last block or update goes.
    body: Option<(usize, usize)>,
    /// A line that may be the status of a block: its word, where the line begins, and whether it is whole.
    status: Option<(&'a str, usize, bool)>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &Line<'a>, is_last: bool) {
        let text = line.text.as_ref();
        let is_heading = text.starts_with("Latest ") && text.ends_with(" outages and incidents.");
        if self.part != Part::End && (text.starts_with(LATEST) || is_heading) {
            self.page.vendors.extend(between(text, LATEST, " and check for official updates"));
            self.end_table(is_last);
            return;
        }
        match self.part {
            Part::Head => self.head(text),
            Part::Table if text.starts_with("Description:") || text == "Updates:" => {
                self.end_table(false);
                self.incident(line, is_last);
            }
            Part::Table => self.row(text, is_last),
            Part::Incidents if text.starts_with(JOIN) => {
                self.close_text(false);
                self.page.is_whole = true;
                self.part = Part::End;
            }
            Part::Incidents => self.incident(line, is_last),
            Part::End => {}
        }
    }

    /// A line before the table.
    fn head(&mut self, line: &str) {
        let page = &mut self.page;
        page.vendors.extend(
            line.strip_prefix(NOTIFIED)
                .and_then(|rest| rest.rsplit_once(" other cloud vendors"))
                .and_then(|(rest, _)| rest.rsplit_once(" and "))
                .map(|(vendor, _)| vendor.trim().to_owned()),
        );
        page.vendors.extend(
            line.strip_prefix(THIRTY_DAYS).and_then(|rest| rest.strip_suffix('.')).map(str::to_owned),
        );
        if let Some(ago) = line.strip_prefix("Last checked:") {
            page.last_checked.get_or_insert_with(|| ago.trim().to_owned());
        }
        if let Some((_, word)) = line.rsplit_once(": Systems ") {
            page.overall.get_or_insert_with(|| word.trim().to_owned());
        }
        let counted = between(line, COUNT, " in the last 30 days");
        if let Some((count, vendor)) =
            counted.as_deref().and_then(|rest| rest.split_once(" outages or incidents for "))
        {
            page.recent = count.parse().ok();
            page.vendors.push(vendor.to_owned());
        }
        if line.contains(TRACKS) || is_table_heading(line, false) {
            self.part = Part::Table;
        }
    }

    /// A line of the table: "name | status |", "name status", or a name above its status.
    fn row(&mut self, line: &str, is_last: bool) {
        let is_rule = line.bytes().all(|byte| matches!(byte, b'-' | b'|' | b':' | b' '));
        let cells = line.trim_matches(['|', ' ']);
        if is_table_heading(line, is_last) {
            self.listed = self.page.rows.len();
            return;
        }
        // "Component" and "Status" on lines of their own, or the heading cut off.
        let is_cut_heading = is_last && cells.starts_with("Component |");
        if is_rule || is_cut_heading || matches!(cells, "Component" | "Status") {
            return;
        }
        if let Some((name, status)) =
            cells.rsplit_once('|').or_else(|| split_cut_row(line).filter(|_| is_last))
        {
            // The last line of a text that is cut off may be cut within its word.
            let is_whole = !is_last || line.ends_with('|');
            let status =
                Some(status.trim()).filter(|status| !status.is_empty() && is_whole).map(str::to_owned);
            self.push_row(name.trim(), status);
        } else if let Some(name) = self.name.take_if(|_| is_status(cells)) {
            self.push_row(&name, Some(cells.to_owned()).filter(|_| !is_last));
        } else if let Some((name, status)) =
            name_and_status(cells).filter(|(_, status)| !is_last || *status == "Active")
        {
            self.push_row(name, Some(status.to_owned()).filter(|_| !is_last));
        } else {
            self.page.unread_rows.extend(self.name.replace(cells.to_owned()));
        }
    }

    fn push_row(&mut self, name: &str, status: Option<String>) {
        self.page.unread_rows.extend(self.name.take());
        if !name.is_empty() {
            self.page.rows.push(Row { name: name.to_owned(), status });
        }
    }

    /// Ends the table. What it lists twice, first without its groups, is one list.
    fn end_table(&mut self, is_last: bool) {
        self.part = Part::Incidents;
        self.page.table_ends = !is_last;
        self.page.unread_rows.extend(self.name.take());
        let second = self.page.rows.split_off(self.listed.min(self.page.rows.len()));
        let names: HashSet<&str> = second.iter().map(|row| row.name.as_str()).collect();
        self.page.rows.retain(|row| !names.contains(row.name.as_str()));
        self.page.rows.splice(0..0, second);
        self.listed = 0;
    }

    /// A line of the list of incidents.
    fn incident(&mut self, line: &Line<'a>, is_last: bool) {
        let text = line.name();
        if let Some(at) = self.label_end(line, "Description:") {
            self.close_text(false);
            self.page.blocks.push(Block::default());
            self.body = Some((at, line.end));
            return;
        }
        if text == "Updates:" {
            // Below a description that is not yet closed, they are the same incident's.
            let joins =
                self.page.blocks.last().is_some_and(|block| block.updates.is_empty() && block.endings == 0);
            self.close_text(false);
            if !joins {
                self.page.blocks.push(Block::default());
            }
            return;
        }
        if text == "Time:" || text.starts_with("Time: ") {
            self.close_text(false);
            let time = text.strip_prefix("Time:").unwrap_or_default().trim().to_owned();
            if let Some(block) = self.page.blocks.last_mut() {
                block.updates.push(Entry { time, ..Entry::default() });
            }
            return;
        }
        let label = self.label_end(line, "Update:");
        let status = self.label_end(line, "Status:").map(|at| self.status_word(at, line.end));
        let Some(block) = self.page.blocks.last_mut() else {
            keep_unread_line(&mut self.page.unread_lines, text);
            return;
        };
        // Labels of an update come once and in their order; below "Update:", all is text.
        if let Some(entry) = block.updates.last_mut().filter(|_| self.body.is_none()) {
            if let Some(at) = label {
                self.body = Some((at, line.end));
            } else if let Some(word) = status {
                entry.status.get_or_insert(word);
            } else {
                keep_unread_line(&mut self.page.unread_lines, text);
            }
            return;
        }
        let start =
            self.lines.peek(0).filter(|next| next.text.starts_with(STARTED)).map(|next| next.text.clone());
        let joined = start
            .filter(|_| text.starts_with("Impact:"))
            .map(|next| format!("{} | {next}", text.trim_end_matches(['|', ' '])));
        if let Some((impact, started_at)) =
            ending(joined.as_deref().unwrap_or(text), is_last, self.status.is_some())
        {
            (block.impact, block.started_at) = (Some(impact.to_owned()), Some(started_at.to_owned()));
            block.endings = block.endings.saturating_add(1);
            block.has_more = false;
            if let Some((word, at, _)) = self.status.take() {
                block.status = Some(word).filter(|word| !word.is_empty());
                self.end_text_at(at);
            } else {
                // The status above an earlier end was part of the text.
                block.status = None;
            }
            if joined.is_some() {
                self.lines.next();
            }
        } else if let Some(word) = status {
            self.extend_text();
            self.status = Some((word, line.start, !is_last));
        } else if is_last
            && self.status.is_some()
            && (text.starts_with("Impact:") || "Impact:".starts_with(text))
        {
            // The line that ends the block, cut off.
            block.impact = text
                .strip_prefix("Impact:")
                .and_then(|rest| rest.split_once(" |"))
                .map(|(word, _)| word.trim().to_owned());
            self.status = self.status.map(|(word, at, _)| (word, at, true));
        } else {
            self.status = None;
            block.has_more = block.endings > 0;
            if let Some((_, end)) = self.body.as_mut().filter(|_| !block.has_more) {
                *end = line.end;
            }
        }
    }

    /// The word after "Status:", which may be on a line of its own.
    fn status_word(&mut self, at: usize, end: usize) -> &'a str {
        let word = self.lines.slice(at, end).trim();
        let is_word = |next: &&Line<'_>| vocabulary::find_update_word(&next.text).is_some();
        match self.lines.peek(0).filter(is_word).map(|next| (next.start, next.end)) {
            Some((start, end)) if word.is_empty() => {
                self.lines.next();
                self.lines.slice(start, end)
            }
            _ => word,
        }
    }

    /// Where the text after a label begins.
    fn label_end(&self, line: &Line<'a>, label: &str) -> Option<usize> {
        line.name().starts_with(label).then_some(())?;
        let raw = self.lines.slice(line.start, line.end);
        let at = raw.find(label)?.saturating_add(label.len());
        let rest = raw.get(at..)?;
        let marks = rest.len().saturating_sub(rest.trim_start_matches('*').len());
        Some(line.start.saturating_add(at).saturating_add(marks))
    }

    /// Takes a line that only looked like the status of the block as text.
    fn extend_text(&mut self) {
        if let (Some((_, at, _)), Some((_, end))) = (self.status.take(), &mut self.body) {
            *end = (*end).max(at);
        }
    }

    fn end_text_at(&mut self, at: usize) {
        if let Some((_, end)) = &mut self.body {
            *end = at;
        }
    }

    /// Ends the text of the last block or update. Its last line may be a status; where the text is cut off in it, the word
    /// is not whole.
    fn close_text(&mut self, is_cut: bool) {
        let Some((start, end)) = self.body.take() else { return };
        let status = self.status.take();
        let end = status.map_or(end, |(_, at, _)| at);
        let text = self.lines.slice(start, end);
        let Some(block) = self.page.blocks.last_mut() else { return };
        if let Some((word, ..)) =
            status.filter(|(word, _, is_whole)| !word.is_empty() && (*is_whole || !is_cut))
        {
            block.status = Some(word);
        }
        match block.updates.last_mut() {
            Some(entry) => entry.body = text,
            None => block.description = text,
        }
    }

    fn finish(mut self, ends_in_line: bool) -> Page<'a> {
        if self.part == Part::Table {
            self.end_table(true);
        }
        self.close_text(ends_in_line);
        let mut page = self.page;
        let count = page.blocks.len();
        for (n, block) in page.blocks.iter_mut().enumerate() {
            block.is_closed = page.is_whole || n.saturating_add(1) < count;
        }
        page
    }
}

/// The impact and the start in "Impact: Major | Started At: Nov. 24, 2023, 3:28 a.m.": the line that ends a block. A
/// description may hold one like it; the real one follows the status, or ends in a time.
fn ending(line: &str, is_last: bool, follows_status: bool) -> Option<(&str, &str)> {
    let (impact, start) = line.strip_prefix("Impact:")?.split_once("| Started At:")?;
    let (impact, start) = (impact.trim(), start.trim());
    if impact.contains(char::is_whitespace) && !follows_status {
        return None;
    }
    (follows_status || (is_clock(start) && !is_last)).then_some((impact, start))
}

/// Whether the text ends as Django ends a time: one that is cut off does not.
pub(super) fn is_clock(text: &str) -> bool {
    ["a.m.", "p.m.", "noon", "midnight"].iter().any(|end| text.ends_with(end))
}

/// Whether a line is "Component | Status |", with or without bars. The last line of a text may go on.
fn is_table_heading(line: &str, is_last: bool) -> bool {
    let mut cells = line.split(['|', ' ']).filter(|cell| !cell.is_empty());
    cells.next() == Some("Component") && cells.next() == Some("Status") && (is_last || cells.next().is_none())
}

fn is_status(word: &str) -> bool {
    word == "Active" || vocabulary::find_component_status(word).is_some()
}

/// The name and the status of a row without bars: "Gateway Active", "Mail Major Outage".
fn name_and_status(line: &str) -> Option<(&str, &str)> {
    let row = Some(line).filter(|line| line.len() <= ROW_BYTES)?;
    label::split_status(row, is_status).map(|(name, status)| (label::without_list_mark(name), status))
}

/// What comes between a line's beginning and a later mark.
fn between(line: &str, start: &str, end: &str) -> Option<String> {
    let rest = line.strip_prefix(start)?;
    rest.rsplit_once(end).map(|(inside, _)| inside.trim().to_owned())
}

/// A row that is cut off after its bar: "Mail |".
fn split_cut_row(line: &str) -> Option<(&str, &str)> {
    line.trim_start_matches(['|', ' ']).split_once(" |")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Last checked: 9 minutes ago\n\
        Get notified about any outages, downtime or incidents for Acme and Sons and 1800+ other cloud vendors. For free.\n\
        Sign Up NowOutlogger tracks the status of these components for Xero:\n";

    fn read(rest: &str) -> Page<'static> {
        Page::read(format!("{HEAD}{rest}").leak())
    }

    #[test]
    fn the_vendor_is_never_the_one_of_the_heading() {
        let page = read("View the latest incidents for Acme and Sons and check for official updates:\n");
        assert_eq!(page.vendors, ["Acme and Sons", "Acme and Sons"]);
    }

    #[test]
    fn labels_inside_a_description_are_text() {
        let page = read(
            "View the latest incidents for Acme and check for official updates:\n\
             Description: It broke.\nStatus: it still is\nImpact: high | everyone\nImpact: all of | Started At: work\n\
             Status: Resolved\nImpact: Major | Started At: Nov. 24, 2023, 3:28 a.m.\n",
        );
        let [block] = page.blocks.as_slice() else { panic!("{:?}", page.blocks) };
        let text =
            "It broke.\nStatus: it still is\nImpact: high | everyone\nImpact: all of | Started At: work";
        assert_eq!(block.description.trim(), text);
        assert_eq!((block.status, block.impact.as_deref()), (Some("Resolved"), Some("Major")));
    }

    #[test]
    fn a_block_cut_in_its_labels_keeps_what_is_whole() {
        let cut = |rest: &str| {
            let page =
                read(&format!("View the latest incidents for Acme and check\nDescription: It broke.{rest}"));
            let block = page.blocks.into_iter().next().unwrap();
            assert_eq!(block.description.trim(), "It broke.", "{rest}");
            (block.status, block.impact, block.started_at)
        };
        let text = |word: &str| Some(word.to_owned());
        assert_eq!(cut(""), (None, None, None));
        assert_eq!(cut("\nStatus: Reso"), (None, None, None));
        assert_eq!(cut("\nStatus: Resolved\n"), (Some("Resolved"), None, None));
        assert_eq!(cut("\nStatus: Resolved\nImp"), (Some("Resolved"), None, None));
        assert_eq!(cut("\nStatus: Resolved\nImpact: Ma"), (Some("Resolved"), None, None));
        assert_eq!(cut("\nStatus: Resolved\nImpact: Major | Sta"), (Some("Resolved"), text("Major"), None));
        assert_eq!(
            cut("\nStatus: Resolved\nImpact: Major | Started At: Nov. 24, 2023, 3:2"),
            (Some("Resolved"), text("Major"), text("Nov. 24, 2023, 3:2"))
        );
    }

    #[test]
    fn a_second_ending_takes_the_first_into_the_text() {
        let page = read(
            "View the latest incidents for Acme and check for official updates:\nDescription: Cold.\nStatus: Resolved\n\
             Impact: None | Started At: Nov. 24, 2023, 3:28 a.m.\nso wrote we.\nStatus: Investigating\n\
             Impact: Critical | Started At: Nov. 24, 2023, 3:28 a.m.\n",
        );
        let [block] = page.blocks.as_slice() else { panic!("{:?}", page.blocks) };
        assert_eq!((block.status, block.endings), (Some("Investigating"), 2));
        assert!(block.description.trim().ends_with("so wrote we."));
    }

    #[test]
    fn a_row_cut_in_its_word_has_no_status() {
        let page = read("Component | Status |\n---|---|\nAPI | v2 | Active |\nMail | Act");
        let rows: Vec<_> = page.rows.iter().map(|row| (row.name.as_str(), row.status.as_deref())).collect();
        assert_eq!(rows, [("API | v2", Some("Active")), ("Mail", None)]);
        assert!(!page.table_ends);
    }

    #[test]
    fn what_is_listed_twice_is_one() {
        let page = read(
            "Mail Active\nComponent Status\nGroup Active\nMail Active\nShop - Major Outage\nLatest Acme outages and incidents.\n",
        );
        let names: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Group", "Mail"]);
        assert_eq!(page.unread_rows, ["Shop - Major Outage"]);
    }
}
