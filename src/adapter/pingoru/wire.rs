//! The lines of the pages, by their grammar.

use crate::adapter::page_text::entry::{BlockText, TimeText, keep_unread_line};
use crate::adapter::page_text::{Line, Lines, label};
use crate::adapter::translate::vocabulary;

/// Ends the heading of a vendor's history.
pub(super) const HISTORY: &str = " Outage History";
/// Ends an incident of the history.
const REPORT: &str = "Read the full incident report";
/// How a time is printed: a letter means any letter of its case, and a digit any digit.
const TIME: &str = "Mon 00, 0000, 00:00 AM UTC";

/// What a page says, in its own words.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    pub(super) vendor: Option<String>,
    /// "mailer is up right now"
    pub(super) health: Option<String>,
    /// The vendor's own page.
    pub(super) source: Option<String>,
    /// How many outages a history says there were.
    pub(super) outages: Option<usize>,
    pub(super) is_history: bool,
    pub(super) incidents: Vec<Incident<'a>>,
    /// Lines above the updates that are neither labels nor their values.
    pub(super) unread_lines: Vec<String>,
    pub(super) is_markdown: bool,
}

/// What a page says about one incident.
#[derive(Debug, Default)]
pub(super) struct Incident<'a> {
    pub(super) title: Option<String>,
    pub(super) impact: Option<String>,
    pub(super) status: Option<String>,
    pub(super) started: Option<String>,
    pub(super) resolved: Option<String>,
    /// The names as one text, parted by " and ".
    pub(super) affecting: Option<String>,
    /// The day and the length as the sentence states them: with vendor and names, what two extractions share.
    pub(super) day_and_length: Option<(String, String)>,
    /// The lines below "Affected components".
    pub(super) affected: Vec<String>,
    /// How many updates the page says there are.
    pub(super) count: Option<usize>,
    /// Oldest first.
    pub(super) updates: Vec<BlockText<'a>>,
    /// Whether the text breaks off in the heading of an update.
    pub(super) is_cut: bool,
    /// Whether the line that ends an incident of the history was read.
    pub(super) is_closed: bool,
}

/// "X experienced a minor incident on May 30, 2023 affecting A and B, lasting 25m. The incident has been resolved; …"
#[derive(Debug)]
pub(super) struct Sentence<'l> {
    vendor: &'l str,
    impact: &'l str,
    day: &'l str,
    affecting: Option<&'l str>,
    length: &'l str,
    /// `resolved` of "The incident has been resolved"
    state: Option<&'l str>,
}

/// What the next lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    /// The title is below the heading.
    Title,
    /// A label's value is below it.
    Started,
    Resolved,
    Affected,
    /// When and for how long the watcher saw it.
    Watched,
    Updates,
}

/// "mailer is up right now"
pub(super) fn is_health(line: &str) -> bool {
    line.ends_with(" right now") && line.contains(" is ")
}

impl<'l> Sentence<'l> {
    pub(super) fn parse(line: &'l str) -> Option<Self> {
        let (vendor, rest) =
            line.split_once(" experienced a ").or_else(|| line.split_once(" experienced an "))?;
        let (impact, rest) = rest.split_once(" incident on ")?;
        let (stated, rest) = rest.split_once(", lasting ")?;
        let (day, affecting) = match stated.split_once(" affecting ") {
            Some((day, names)) => (day, Some(names)),
            None => (stated, None),
        };
        let length = rest.split('.').next().unwrap_or_default().trim();
        let is_word = !impact.is_empty() && impact.len() <= 40;
        let state = rest.split_once(". The incident ").and_then(|(_, rest)| rest.split([';', '.']).next());
        let state = state.map(|words| words.strip_prefix("has been ").unwrap_or(words).trim());
        is_word.then_some(Self { vendor: vendor.trim(), impact, day, affecting, length, state })
    }
}

impl<'a> Page<'a> {
    /// Reads the lines, each of which is looked at once.
    pub(super) fn read(text: &'a str) -> Self {
        let mut lines = Lines::new(text);
        let mut page = Self { is_markdown: lines.is_markdown(), ..Self::default() };
        if let Some(vendor) = lines.peek(0).and_then(|line| line.text.strip_suffix(HISTORY)) {
            page.vendor = Some(vendor.to_owned());
            page.is_history = true;
            lines.next();
        }
        // The rich flavour begins with "X incident" and the title.
        let mut above: Vec<String> = Vec::new();
        let mut part = Part::Head;
        let mut body: Option<(usize, usize)> = None;
        while let Some(line) = lines.next() {
            if page.is_history {
                let may_begin = page.incidents.last().is_none_or(|incident| incident.is_closed);
                if let Some(impact) = history_heading(&line.text, may_begin) {
                    page.close_body(&mut body, &lines);
                    page.incidents.push(Incident { impact: Some(impact.to_owned()), ..Incident::default() });
                    part = Part::Title;
                    continue;
                }
                if page.incidents.is_empty() {
                    page.history_head(&line.text);
                    continue;
                }
            } else if page.incidents.is_empty() {
                match Sentence::parse(&line.text) {
                    Some(sentence) => page.begin(&sentence, &above),
                    None => above.push(line.text.into_owned()),
                }
                continue;
            }
            if page.incidents.last().is_some_and(|incident| incident.is_closed) {
                continue;
            }
            let is_last = lines.peek(0).is_none() && !text.ends_with('\n');
            if let Some(block) = update_heading(&line, &mut lines, is_last) {
                page.close_body(&mut body, &lines);
                if let Some(incident) = page.incidents.last_mut() {
                    incident.is_cut = block.time.is_none();
                    incident.updates.push(block);
                }
                part = Part::Updates;
            } else if line.text.starts_with(REPORT) {
                page.close_body(&mut body, &lines);
                page.incidents.last_mut().into_iter().for_each(|incident| incident.is_closed = true);
                part = Part::Head;
            } else if part == Part::Updates {
                body = Some((body.map_or(line.start, |(start, _)| start), line.end));
            } else if let Some(incident) = page.incidents.last_mut() {
                part = incident.line(&line.text, part, &mut page.unread_lines);
            }
        }
        page.close_body(&mut body, &lines);
        page
    }

    fn close_body(&mut self, body: &mut Option<(usize, usize)>, lines: &Lines<'a>) {
        let last = self.incidents.last_mut().and_then(|incident| incident.updates.last_mut());
        if let (Some((start, end)), Some(update)) = (body.take(), last) {
            update.body = lines.slice(start, end);
        }
    }

    fn history_head(&mut self, line: &str) {
        if is_health(line) {
            self.health.get_or_insert_with(|| line.to_owned());
        } else if let Some(source) = line.strip_prefix("Source:") {
            self.source = Some(source.trim().to_owned());
        } else if let Some((count, _)) =
            line.split_once(" had ").and_then(|(_, rest)| rest.split_once(" outages"))
        {
            self.outages = count.parse().ok();
        }
    }

    /// Begins the one incident of a page at its sentence; `above` are the lines over it.
    fn begin(&mut self, sentence: &Sentence<'_>, above: &[String]) {
        self.vendor = Some(sentence.vendor.to_owned());
        let heading = above.iter().position(|line| line.ends_with(" incident"));
        let title = heading.and_then(|at| above.get(at.saturating_add(1)));
        self.incidents.push(Incident {
            title: title.cloned(),
            impact: Some(sentence.impact.to_owned()),
            affecting: sentence.affecting.map(str::to_owned),
            day_and_length: Some((sentence.day.to_owned(), sentence.length.to_owned())),
            status: sentence.state.map(str::to_owned),
            ..Incident::default()
        });
    }
}

impl Incident<'_> {
    /// Reads a line above the updates; gives what the next ones are.
    fn line(&mut self, line: &str, part: Part, unread: &mut Vec<String>) -> Part {
        match line {
            "Started" => return Part::Started,
            "Resolved" => return Part::Resolved,
            "Affected components" => return Part::Affected,
            "Duration" | "Detected by Pingoru" => return Part::Watched,
            "Update timeline" => return Part::Head,
            _ => {}
        }
        match part {
            Part::Title => self.title = Some(line.to_owned()),
            Part::Started => self.started = Some(line.to_owned()),
            Part::Resolved => self.resolved = Some(line.to_owned()),
            Part::Affected => {
                self.affected.push(line.to_owned());
                return part;
            }
            Part::Watched => {}
            Part::Head | Part::Updates => {
                if let Some(time) = line.strip_prefix("Started ").filter(|time| begins_time(time)) {
                    self.started = Some(time.to_owned());
                } else if let Some(time) = line.strip_prefix("Resolved ").filter(|time| begins_time(time)) {
                    self.resolved = Some(time.to_owned());
                } else if let Some(names) = line.strip_prefix("Affected:") {
                    self.affecting = Some(names.trim().to_owned());
                } else if let Some(count) = line.strip_prefix("Timeline · ") {
                    self.count = count.split(' ').next().and_then(|digits| digits.parse().ok());
                } else {
                    keep_unread_line(unread, line);
                }
            }
        }
        Part::Head
    }
}

/// "- resolved Feb 20, 2024, 01:51 AM UTC", or with a number instead of the dash. The last line of a text may break off in
/// its time; the time may be on a line of its own.
fn update_heading<'a>(line: &Line<'a>, lines: &mut Lines<'a>, is_last: bool) -> Option<BlockText<'a>> {
    const HEADING_BYTES: usize = 64;
    let raw = lines.slice(line.start, line.end);
    if raw.len() > HEADING_BYTES {
        return None;
    }
    let (number, rest) = raw.split_once(". ").unwrap_or_default();
    let is_numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let rest = if is_numbered { rest } else { raw.strip_prefix(['-', '*', '•']).unwrap_or(raw) };
    let has_mark = rest.len() < raw.len();
    let rest = rest.trim_start_matches(['*', ' ']);
    // The time begins with a month, whatever the word is.
    let is_time = |at: &usize| {
        let time = rest.get(*at..).unwrap_or_default().trim_start_matches(['*', ' ']);
        begins_time(time) && !time.is_empty()
    };
    let at = rest.match_indices(' ').map(|(at, _)| at).find(is_time).unwrap_or(rest.len());
    let (word, written) = rest.split_at_checked(at)?;
    let (word, written) = (word.trim_matches(['*', ' ']), written.trim_start_matches(['*', ' ']));
    let block = |written: &str| BlockText {
        word: Some(word),
        body: "",
        time: Some(TimeText { written: written.to_owned(), moment: None }),
    };
    if has_mark && !word.is_empty() && written.ends_with(" UTC") && written.contains(':') {
        return Some(block(written));
    }
    let is_known = vocabulary::find_update_word(word).is_some();
    // "Resolved", with a capital, is the label of the end.
    if is_known
        && word.starts_with(char::is_lowercase)
        && written.is_empty()
        && let Some(next) =
            lines.peek(0).filter(|next| next.text.len() == TIME.len() && begins_time(&next.text))
    {
        let block = block(&next.text);
        lines.next();
        return Some(block);
    }
    // A sentence may name a day too: "identified two bad disks on Mar 04".
    let is_short = word.split(' ').count() <= 4;
    let is_cut = is_last
        && has_mark
        && (is_known || is_short && vocabulary::qualifies_status(word))
        && rest.as_bytes().get(word.len()) == Some(&b' ')
        && begins_time(written);
    is_cut.then_some(BlockText { word: Some(word), ..BlockText::default() })
}

/// Whether a text is how a time begins: "Mar 04, 2026, 11:3".
fn begins_time(text: &str) -> bool {
    text.len() <= TIME.len()
        && text.bytes().zip(TIME.bytes()).all(|(byte, pattern)| match pattern {
            b'0' => byte.is_ascii_digit(),
            b'A'..=b'Z' => byte.is_ascii_uppercase(),
            b'a'..=b'z' => byte.is_ascii_lowercase(),
            _ => byte == pattern,
        })
}

/// The impact in "Minor October 7, 2024". Where an incident may begin, any words may be before the date.
fn history_heading(line: &str, may_begin: bool) -> Option<&str> {
    let at = line.match_indices(' ').map(|(at, _)| at).find(|at| {
        let date = line.get(*at..).unwrap_or_default().trim_start();
        let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        date.len() <= 20
            && date.split_once(' ').is_some_and(|(month, _)| label::is_month(month))
            && date.split_once(", ").is_some_and(|(_, year)| is_year(year))
    })?;
    let impact = line.get(..at)?.trim_end();
    let is_impact = matches!(impact, "Minor" | "Major" | "Critical" | "Notice" | "Maintenance");
    (is_impact || may_begin && label::is_phrase(impact)).then_some(impact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_who_and_how_bad() {
        let line = "Acme experienced an odd incident on May 30, 2023, lasting —. The incident has been resolved; more.";
        let sentence = Sentence::parse(line).unwrap();
        assert_eq!((sentence.vendor, sentence.impact, sentence.affecting), ("Acme", "odd", None));
        assert_eq!((sentence.day, sentence.length), ("May 30, 2023", "—"));
        assert_eq!(sentence.state, Some("resolved"));
        let line = "Acme experienced a minor incident on May 30, 2023, lasting 2h. The incident has not been resolved.";
        assert_eq!(Sentence::parse(line).unwrap().state, Some("has not been resolved"));
        assert!(Sentence::parse("Acme experienced a bad day, lasting long.").is_none());
    }

    #[test]
    fn a_list_in_a_body_begins_no_update() {
        let heading = |text: &'static str| {
            let mut lines = Lines::new(text);
            let line = lines.next().unwrap();
            let is_last = lines.peek(0).is_none();
            let block = update_heading(&line, &mut lines, is_last)?;
            Some((block.word?, block.time.map(|time| time.written).unwrap_or_default()))
        };
        assert_eq!(heading("1. We restarted the Mail service at 10:00 UTC").map(|(word, _)| word), None);
        assert_eq!(heading("- resolved by The Team"), None);
        assert_eq!(heading("2. identified two bad disks on Mar 04"), None);
        let time = "Feb 20, 2024, 01:51 AM UTC";
        assert_eq!(
            heading("12. in progress Feb 20, 2024, 01:51 AM UTC"),
            Some(("in progress", time.to_owned()))
        );
        assert_eq!(
            heading("- Not yet resolved Feb 20, 2024, 01:51 AM UTC"),
            Some(("Not yet resolved", time.to_owned()))
        );
        assert_eq!(heading("resolved\nFeb 20, 2024, 01:51 AM UTC\n"), Some(("resolved", time.to_owned())));
        assert_eq!(heading("2. identified Mar 04, 2026, 11:36 "), Some(("identified", String::new())));
    }
}
