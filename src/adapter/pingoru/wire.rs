//! The lines of the pages, by their grammar.

/// Ends the heading of a vendor's history.
pub(super) const HISTORY: &str = " Outage History";
/// Ends an incident of the history.
const REPORT: &str = "Read the full incident report";

/// What a page says, in its own words.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    pub(super) vendor: Option<&'a str>,
    /// "mailer is up right now"
    pub(super) health: Option<&'a str>,
    /// The vendor's own page.
    pub(super) source: Option<&'a str>,
    pub(super) is_history: bool,
    pub(super) incidents: Vec<Incident<'a>>,
}

/// What a page says about one incident.
#[derive(Debug, Default)]
pub(super) struct Incident<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) impact: Option<&'a str>,
    pub(super) status: Option<&'a str>,
    pub(super) started: Option<&'a str>,
    pub(super) resolved: Option<&'a str>,
    /// The names as one text, parted by " and ".
    pub(super) affecting: Option<&'a str>,
    /// The lines below "Affected components".
    pub(super) affected: Vec<&'a str>,
    /// How many updates the page says there are.
    pub(super) count: Option<usize>,
    /// Oldest first.
    pub(super) updates: Vec<Entry<'a>>,
    /// Whether the line that ends an incident of the history was read.
    pub(super) is_closed: bool,
}

/// An update.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) status: &'a str,
    pub(super) time: &'a str,
    pub(super) lines: Vec<&'a str>,
}

/// "X experienced a minor incident on May 30, 2023 affecting A and B, lasting 25m. The incident has been resolved; …"
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    vendor: &'a str,
    impact: &'a str,
    affecting: Option<&'a str>,
    is_resolved: bool,
}

/// What the next lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    /// The title stands below the heading.
    Title,
    /// A label's value stands below it.
    Started,
    Resolved,
    Affected,
    Updates,
}

/// "mailer is up right now"
pub(super) fn is_health(line: &str) -> bool {
    line.ends_with(" right now") && line.contains(" is ")
}

impl<'a> Sentence<'a> {
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let (vendor, rest) =
            line.split_once(" experienced a ").or_else(|| line.split_once(" experienced an "))?;
        let (impact, rest) = rest.split_once(" incident on ")?;
        let (said, rest) = rest.split_once(", lasting ")?;
        let affecting = said.split_once(" affecting ").map(|(_, names)| names);
        let is_word = !impact.is_empty() && !impact.contains(char::is_whitespace);
        let is_resolved = rest.contains("The incident has been resolved");
        is_word.then_some(Self { vendor: vendor.trim(), impact, affecting, is_resolved })
    }
}

impl<'a> Page<'a> {
    /// Reads the lines, each of which is looked at once.
    pub(super) fn read(text: &'a str) -> Self {
        let mut page = Self::default();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
        if let Some(vendor) = lines.peek().and_then(|line| line.strip_suffix(HISTORY)) {
            page.vendor = Some(vendor);
            page.is_history = true;
            lines.next();
        }
        // The rich flavour begins with "X incident" and the title.
        let mut above: Vec<&str> = Vec::new();
        let mut part = Part::Head;
        for line in lines {
            if page.is_history {
                if let Some(impact) = history_heading(line) {
                    page.incidents.push(Incident { impact: Some(impact), ..Incident::default() });
                    part = Part::Title;
                    continue;
                }
                if page.incidents.is_empty() {
                    page.history_head(line);
                    continue;
                }
            } else if page.incidents.is_empty() {
                match Sentence::read(line) {
                    Some(sentence) => page.begin(&sentence, &above),
                    None => above.push(line),
                }
                continue;
            }
            if let Some(incident) = page.incidents.last_mut().filter(|incident| !incident.is_closed) {
                part = incident.line(line, part);
            }
        }
        page
    }

    fn history_head(&mut self, line: &'a str) {
        if is_health(line) {
            self.health = self.health.or(Some(line));
        } else if let Some(source) = line.strip_prefix("Source:") {
            self.source = Some(source.trim());
        }
    }

    /// Begins the one incident of a page at its sentence; `above` are the lines over it.
    fn begin(&mut self, sentence: &Sentence<'a>, above: &[&'a str]) {
        self.vendor = Some(sentence.vendor);
        let title = match above {
            [heading, title, ..] if heading.ends_with(" incident") => Some(*title),
            _ => None,
        };
        self.incidents.push(Incident {
            title,
            impact: Some(sentence.impact),
            affecting: sentence.affecting,
            status: sentence.is_resolved.then_some("resolved"),
            ..Incident::default()
        });
    }
}

impl<'a> Incident<'a> {
    /// Reads a line, and tells what the next ones are.
    fn line(&mut self, line: &'a str, part: Part) -> Part {
        if line.starts_with(REPORT) {
            self.is_closed = true;
            return Part::Head;
        }
        if let Some(entry) = Entry::heading(line) {
            self.updates.push(entry);
            return Part::Updates;
        }
        if part == Part::Updates {
            if let Some(entry) = self.updates.last_mut() {
                entry.lines.push(line);
            }
            return part;
        }
        match line {
            "Started" => return Part::Started,
            "Resolved" => return Part::Resolved,
            "Affected components" => return Part::Affected,
            "Duration" | "Detected by Pingoru" | "Update timeline" => return Part::Head,
            _ => {}
        }
        match part {
            Part::Title => self.title = Some(line),
            Part::Started => self.started = Some(line),
            Part::Resolved => self.resolved = Some(line),
            Part::Affected => {
                self.affected.push(line);
                return part;
            }
            Part::Head | Part::Updates => {
                if let Some(names) = line.strip_prefix("Affected:") {
                    self.affecting = Some(names.trim());
                } else if let Some(count) = line.strip_prefix("Timeline · ") {
                    self.count = count.split(' ').next().and_then(|digits| digits.parse().ok());
                }
            }
        }
        Part::Head
    }
}

impl<'a> Entry<'a> {
    /// "- resolved Feb 20, 2024, 01:51 AM UTC", or with a number instead of the dash.
    fn heading(line: &'a str) -> Option<Self> {
        let rest = line.strip_prefix("- ").or_else(|| {
            let (number, rest) = line.split_once(". ")?;
            number.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)
        })?;
        let at = rest.find(|c: char| c.is_ascii_uppercase())?;
        let (status, time) = rest.split_at_checked(at)?;
        let is_time = time.len() <= 32 && time.ends_with(" UTC") && time.contains(':');
        let status = status.trim();
        (is_time && !status.is_empty()).then_some(Self { status, time, lines: Vec::new() })
    }
}

/// The impact in "Minor October 7, 2024".
fn history_heading(line: &str) -> Option<&str> {
    let (impact, date) = line.split_once(' ')?;
    let is_impact = matches!(impact, "Minor" | "Major" | "Critical" | "Notice" | "Maintenance");
    let is_date = date.len() <= 20
        && date.starts_with(|c: char| c.is_ascii_uppercase())
        && date.split_once(", ").is_some_and(|(_, year)| year.len() == 4 && year.parse::<u16>().is_ok());
    (is_impact && is_date).then_some(impact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_tells_who_and_how_bad() {
        let line = "Acme experienced an odd incident on May 30, 2023, lasting —. The incident has been resolved; more.";
        let sentence = Sentence::read(line).unwrap();
        assert_eq!((sentence.vendor, sentence.impact, sentence.affecting), ("Acme", "odd", None));
        assert!(sentence.is_resolved);
        assert!(Sentence::read("Acme experienced a bad day, lasting long.").is_none());
    }

    #[test]
    fn a_list_in_a_body_begins_no_update() {
        assert!(Entry::heading("1. We restarted the Mail service at 10:00 UTC").is_none());
        assert!(Entry::heading("- resolved by The Team").is_none());
        let entry = Entry::heading("12. in progress Feb 20, 2024, 01:51 AM UTC").unwrap();
        assert_eq!((entry.status, entry.time), ("in progress", "Feb 20, 2024, 01:51 AM UTC"));
    }
}
