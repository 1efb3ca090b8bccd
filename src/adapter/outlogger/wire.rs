//! The lines of the page, by their grammar.

/// Begins the sentence that names the vendor.
pub(super) const NOTIFIED: &str = "Get notified about any outages, downtime or incidents for ";
/// Stands in the heading of the table; the vendor it goes on with is always the same one.
pub(super) const TRACKS: &str = "utlogger tracks the status of these components for";

const THIRTY_DAYS: &str = "Outage and incident data over the last 30 days for ";
const COUNT: &str = "There have been ";
const LATEST: &str = "View the latest incidents for ";
const JOIN: &str = "Join OutLogger to be notified when";
const HEADER: &str = "Component | Status";
const STATUS: &str = "Status:";
const IMPACT: &str = "Impact:";

/// What the page says, in its own words.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    /// The vendor's name, wherever a sentence is about the vendor.
    pub(super) vendors: Vec<&'a str>,
    /// "Active" of "Systems Active".
    pub(super) overall: Option<&'a str>,
    /// "3 minutes ago"
    pub(super) last_checked: Option<&'a str>,
    /// How many outages the page counts in the last 30 days.
    pub(super) recent: Option<usize>,
    pub(super) rows: Vec<Row<'a>>,
    /// Whether the table, if there is one, was read to its end.
    pub(super) table_ends: bool,
    pub(super) blocks: Vec<Block<'a>>,
    /// Whether the closing line was reached.
    pub(super) is_whole: bool,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    /// `None` where the row is cut off.
    pub(super) status: Option<&'a str>,
}

/// What the page says about one incident.
#[derive(Debug, Default)]
pub(super) struct Block<'a> {
    /// The lines behind "Description:", the first of which may be empty.
    pub(super) description: Option<Vec<&'a str>>,
    pub(super) status: Option<&'a str>,
    pub(super) impact: Option<&'a str>,
    pub(super) started_at: Option<&'a str>,
    /// Newest first.
    pub(super) updates: Vec<Entry<'a>>,
    /// Whether another block or the closing line follows, so that nothing of it is missing.
    pub(super) is_closed: bool,
}

/// An update of the rich flavour.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    pub(super) time: &'a str,
    pub(super) status: Option<&'a str>,
    pub(super) text: Option<Vec<&'a str>>,
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
        let mut page = Self::default();
        let mut part = Part::Head;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let is_last = lines.peek().is_none() && !text.ends_with('\n');
            if part != Part::End && (line.starts_with(LATEST) || is_heading_of_incidents(line)) {
                page.vendors.extend(between(line, LATEST, " and check for official updates"));
                page.table_ends = true;
                part = Part::Incidents;
                continue;
            }
            match part {
                Part::Head => {
                    if page.head(line) {
                        part = Part::Table;
                    }
                }
                Part::Table if begins_block(line) => {
                    page.table_ends = true;
                    part = Part::Incidents;
                    page.incident(line, is_last);
                }
                Part::Table => page.rows.extend(row(line, is_last)),
                Part::Incidents if line.starts_with(JOIN) => {
                    page.is_whole = true;
                    part = Part::End;
                }
                Part::Incidents => page.incident(line, is_last),
                Part::End => {}
            }
        }
        let count = page.blocks.len();
        for (n, block) in page.blocks.iter_mut().enumerate() {
            block.is_closed = page.is_whole || n.saturating_add(1) < count;
            block.settle(!block.is_closed && !text.ends_with('\n'));
        }
        page
    }

    /// A line before the table; true where the table begins behind it.
    fn head(&mut self, line: &'a str) -> bool {
        self.vendors.extend(
            line.strip_prefix(NOTIFIED)
                .and_then(|rest| rest.rsplit_once(" other cloud vendors"))
                .and_then(|(rest, _)| rest.rsplit_once(" and "))
                .map(|(vendor, _)| vendor.trim()),
        );
        self.vendors.extend(line.strip_prefix(THIRTY_DAYS).and_then(|rest| rest.strip_suffix('.')));
        if let Some(ago) = line.strip_prefix("Last checked:") {
            self.last_checked = self.last_checked.or(Some(ago.trim()));
        }
        if let Some((_, word)) = line.rsplit_once(" status: Systems ") {
            self.overall = self.overall.or(Some(word.trim()));
        }
        if let Some((count, vendor)) = between(line, COUNT, " in the last 30 days")
            .and_then(|rest| rest.split_once(" outages or incidents for "))
        {
            self.recent = count.parse().ok();
            self.vendors.push(vendor);
        }
        line.contains(TRACKS)
    }

    /// A line of the list of incidents.
    fn incident(&mut self, line: &'a str, is_last: bool) {
        if let Some(text) = line.strip_prefix("Description:") {
            self.blocks.push(Block { description: Some(vec![text.trim_start()]), ..Block::default() });
            return;
        }
        if line == "Updates:" {
            // Behind a description that is not yet closed, they are the same incident's.
            let joins = self.blocks.last().is_some_and(|block| block.updates.is_empty() && !block.has_end());
            if !joins {
                self.blocks.push(Block::default());
            }
            return;
        }
        let Some(block) = self.blocks.last_mut().filter(|block| !block.has_end()) else { return };
        if let Some((impact, start)) = ending(line, is_last, block.last_line_is_status()) {
            block.impact = Some(impact);
            block.started_at = Some(start);
            return;
        }
        let entry = line.trim_start_matches(['•', '*', '-', ' ']);
        if let Some(time) = entry.strip_prefix("Time:") {
            block.updates.push(Entry { time: time.trim(), ..Entry::default() });
        } else if let Some(entry) = block.updates.last_mut() {
            entry.line(line);
        } else if let Some(description) = &mut block.description {
            description.push(line);
        }
    }
}

impl<'a> Block<'a> {
    /// Whether the line that ends a block was read.
    fn has_end(&self) -> bool {
        self.started_at.is_some()
    }

    fn lines(&mut self) -> Option<&mut Vec<&'a str>> {
        match self.updates.last_mut() {
            Some(entry) => entry.text.as_mut(),
            None => self.description.as_mut(),
        }
    }

    fn last_line_is_status(&self) -> bool {
        let lines = self.updates.last().map_or(self.description.as_ref(), |entry| entry.text.as_ref());
        lines
            .is_some_and(|lines| lines.len() > 1 && lines.last().is_some_and(|line| line.starts_with(STATUS)))
    }

    /// Takes the labels off the end of the text: the status, and what is left of the line behind it where the block is
    /// cut off. `in_line` tells whether the cut is within the last line, which then may end in half a word.
    fn settle(&mut self, in_line: bool) {
        let has_end = self.has_end();
        let Some(lines) = self.lines() else { return };
        let mut impact = None;
        let mut half_a_word = !has_end && in_line;
        if let [_, .., status, last] = lines.as_slice()
            && !has_end
            && status.starts_with(STATUS)
            && (last.starts_with(IMPACT) || IMPACT.starts_with(last))
        {
            impact =
                last.strip_prefix(IMPACT).and_then(|rest| rest.split_once(" |")).map(|(word, _)| word.trim());
            half_a_word = false;
            lines.pop();
        }
        if lines.len() > 1
            && let Some(line) = lines.pop_if(|line| line.starts_with(STATUS))
            && !half_a_word
        {
            let word = line.strip_prefix(STATUS).map(str::trim);
            self.status = word.filter(|word| !word.is_empty());
        }
        self.impact = self.impact.or(impact);
    }
}

impl<'a> Entry<'a> {
    /// A line below "Time:". Labels stand there once and in their order; below "Update:", all is text.
    fn line(&mut self, line: &'a str) {
        match (&mut self.text, line.strip_prefix("Update:"), line.strip_prefix(STATUS)) {
            (Some(text), _, _) => text.push(line),
            (None, Some(text), _) => self.text = Some(vec![text.trim_start()]),
            (None, None, Some(word)) => self.status = self.status.or(Some(word.trim())),
            (None, None, None) => {}
        }
    }
}

/// The rich flavour heads the list with "Latest X outages and incidents."
fn is_heading_of_incidents(line: &str) -> bool {
    line.starts_with("Latest ") && line.ends_with(" outages and incidents.")
}

fn begins_block(line: &str) -> bool {
    line.starts_with("Description:") || line == "Updates:"
}

/// "Impact: Major | Started At: Nov. 24, 2023, 3:28 a.m.": the line that ends a block. A description may hold one like
/// it; the real one follows the status, or ends in a time.
fn ending(line: &str, is_last: bool, follows_status: bool) -> Option<(&str, &str)> {
    let (impact, start) = line.strip_prefix(IMPACT)?.split_once("| Started At:")?;
    let (impact, start) = (impact.trim(), start.trim());
    if impact.contains(char::is_whitespace) {
        return None;
    }
    (follows_status || (is_clock(start) && !is_last)).then_some((impact, start))
}

/// Whether the text ends as Django ends a time: one that is cut off does not.
pub(super) fn is_clock(text: &str) -> bool {
    ["a.m.", "p.m.", "noon", "midnight"].iter().any(|end| text.ends_with(end))
}

/// A row: "name | status |" of the lean flavour. The header, the rule below it and other lines are none.
fn row(line: &str, is_last: bool) -> Option<Row<'_>> {
    let is_rule = line.starts_with('-') && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' '));
    if is_rule || line.starts_with(HEADER) || (is_last && HEADER.starts_with(line)) {
        return None;
    }
    let ends = line.ends_with('|');
    let (name, status) =
        line.trim_end_matches([' ', '|']).rsplit_once(" |").or_else(|| line.split_once(" |"))?;
    let status = status.trim_matches([' ', '|']);
    // The last line of a page that is cut off may be cut within its word.
    let status = (!status.is_empty() && (ends || !is_last)).then_some(status);
    Some(Row { name: name.trim(), status }).filter(|row| !row.name.is_empty())
}

/// What stands between a line's beginning and a later mark.
fn between<'a>(line: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(start)?;
    rest.rsplit_once(end).map(|(inside, _)| inside.trim())
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
        let lines = [
            "It broke.",
            "Status: it still is",
            "Impact: high | everyone",
            "Impact: all of | Started At: work",
        ];
        assert_eq!(block.description.as_deref(), Some(lines.as_slice()));
        assert_eq!((block.status, block.impact), (Some("Resolved"), Some("Major")));
    }

    #[test]
    fn a_block_cut_in_its_labels_keeps_what_is_whole() {
        let cut = |rest: &str| {
            let page =
                read(&format!("View the latest incidents for Acme and check\nDescription: It broke.{rest}"));
            let block = page.blocks.into_iter().next().unwrap();
            assert_eq!(block.description.as_deref(), Some(["It broke."].as_slice()), "{rest}");
            (block.status, block.impact, block.started_at)
        };
        assert_eq!(cut(""), (None, None, None));
        assert_eq!(cut("\nStatus: Reso"), (None, None, None));
        assert_eq!(cut("\nStatus: Resolved\n"), (Some("Resolved"), None, None));
        assert_eq!(cut("\nStatus: Resolved\nImp"), (Some("Resolved"), None, None));
        assert_eq!(cut("\nStatus: Resolved\nImpact: Ma"), (Some("Resolved"), None, None));
        assert_eq!(cut("\nStatus: Resolved\nImpact: Major | Sta"), (Some("Resolved"), Some("Major"), None));
        let start = Some("Nov. 24, 2023, 3:2");
        assert_eq!(
            cut("\nStatus: Resolved\nImpact: Major | Started At: Nov. 24, 2023, 3:2"),
            (Some("Resolved"), Some("Major"), start)
        );
    }

    #[test]
    fn a_row_cut_in_its_word_has_no_status() {
        let page = read("Component | Status |\n---|---|\nAPI | v2 | Active |\nMail | Act");
        let rows: Vec<_> = page.rows.iter().map(|row| (row.name, row.status)).collect();
        assert_eq!(rows, [("API | v2", Some("Active")), ("Mail", None)]);
        assert!(!page.table_ends);
    }
}
