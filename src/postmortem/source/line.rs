//! Markdown's lines: what each is, its words, and how deep it stands.

use std::cell::OnceCell;

use super::fold;
use super::inline::{self, Plain};
use super::marker::{item, unchecked};
use crate::postmortem::scan::{self, Found};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading of this level.
    Heading(u8),
    /// An item of a list, this many columns deep.
    Item(usize),
    /// A row of a table; its cells are joined by ` | `.
    Row,
    /// A line of a paragraph.
    Text,
    /// Nothing: the end of a paragraph or list.
    Blank,
}

/// A line of the document, or a piece of one that was folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its words.
    pub(crate) words: Plain,
    /// The times in its words, once they were looked for.
    times: OnceCell<Vec<Found>>,
}

impl Line {
    /// A line of this kind.
    pub(crate) fn new(kind: Kind, words: Plain) -> Self {
        Self { kind, words, times: OnceCell::new() }
    }

    /// The times in its words.
    pub(crate) fn times(&self) -> &[Found] {
        self.times.get_or_init(|| scan::moments(self.text()))
    }

    /// Its words.
    pub(crate) fn text(&self) -> &str {
        &self.words.text
    }
}

/// A document as lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Source {
    /// The front matter's keys and values, where there is one.
    pub(crate) front: Vec<(String, String)>,
    /// The lines.
    pub(crate) lines: Vec<Line>,
}

/// Reads a Markdown document.
pub(super) fn read(markdown: &str) -> Source {
    let (front, body) = front_matter(markdown);
    let mut reader = Reader { out: Vec::new(), wrapped: is_wrapped(body), after_blank: true };
    let rows: Vec<&str> = body.lines().collect();
    let mut at = 0_usize;
    while let Some(row) = rows.get(at) {
        let fenced = fence_end(&rows, at, row);
        if fenced.is_none() {
            reader.row(row);
        }
        at = fenced.unwrap_or(at).saturating_add(1);
    }
    Source { front, lines: reader.out }
}

/// Whether lines are broken at a column, so that a sentence runs over several of them.
fn is_wrapped(body: &str) -> bool {
    // The widest column that was met is 120.
    const WIDEST: usize = 130;
    let (mut long, mut full) = (false, 0_usize);
    for row in body.lines().filter(|row| !row.trim_start().starts_with(['|', '#', '-', '*', '<', '['])) {
        long |= row.len() > WIDEST;
        full = full.saturating_add(usize::from((50..=WIDEST).contains(&row.len())));
    }
    !long && full >= 3
}

/// The keys of YAML or TOML in front of the document, and the document.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let text = text.trim_start();
    for (fence, sign) in [("---", ':'), ("+++", '=')] {
        let opened = text.split_once('\n').filter(|(first, _)| first.trim_end() == fence);
        let Some((_, inside)) = opened else { continue };
        let Some((head, body)) = inside.split_once(&format!("\n{fence}")) else { continue };
        let pairs = head
            .lines()
            .filter(|row| !row.starts_with([' ', '-', '#']))
            .filter_map(|row| row.split_once(sign))
            .map(|(key, value)| (key.trim().to_owned(), value.trim().trim_matches(['"', '\'']).to_owned()))
            .collect();
        return (pairs, body);
    }
    (Vec::new(), text)
}

/// The row at which a fenced block ends that begins at this one. A fence that is never closed is none.
fn fence_end(rows: &[&str], at: usize, row: &str) -> Option<usize> {
    let row = row.trim_start();
    let fence = ["```", "~~~"].into_iter().find(|fence| row.starts_with(fence))?;
    if row.get(3..)?.contains(fence) {
        return None;
    }
    let behind = rows.get(at.checked_add(1)?..)?;
    // Longer than any block that was met; without a bound, many fences without end would be read again and again.
    let closes = |row: &str| row.trim_start().starts_with(fence) && row.trim().len() == fence.len();
    // A heading in between shows that this fence closes nothing and opens nothing.
    let end = behind
        .iter()
        .take(2_000)
        .position(|row| closes(row) || row.starts_with("## ") || row.starts_with("### "))?;
    behind.get(end).filter(|row| closes(row))?;
    at.checked_add(1)?.checked_add(end)
}

struct Reader {
    out: Vec<Line>,
    wrapped: bool,
    after_blank: bool,
}

impl Reader {
    fn row(&mut self, row: &str) {
        let expanded = row.bytes().take_while(|b| matches!(b, b' ' | b'\t'));
        let indent = expanded.fold(0_usize, |n, b| n.saturating_add(if b == b'\t' { 4 } else { 1 }));
        // Empty paragraphs often hold a joiner of no width.
        let trimmed = row
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'));
        if trimmed.is_empty() || is_rule(trimmed) {
            if !self.underline(trimmed) {
                self.push(Kind::Blank, Plain::default());
            }
            return;
        }
        for (at, piece) in fold::pieces(trimmed).into_iter().enumerate() {
            self.piece(piece, if at == 0 { indent } else { 0 }, row.ends_with("  "));
        }
    }

    /// Reads a line of `===` or `---` under a line of text: that is a heading.
    fn underline(&mut self, rule: &str) -> bool {
        let level = match rule.bytes().next() {
            Some(b'=') => 1,
            Some(b'-') => 2,
            _ => return false,
        };
        let before = self.out.iter().rev().nth(1).is_none_or(|line| line.kind == Kind::Blank);
        match self.out.last_mut() {
            Some(line) if line.kind == Kind::Text && before && line.text().len() <= 100 => {
                line.kind = Kind::Heading(level);
                self.after_blank = true;
                true
            }
            _ => false,
        }
    }

    fn piece(&mut self, piece: &str, indent: usize, hard_break: bool) {
        let piece = piece.strip_prefix('>').map_or(piece, str::trim_start);
        if let Some((level, rest)) = heading(piece) {
            self.heading(level, rest);
        } else if piece.starts_with('|') {
            self.table_row(piece);
        } else if let Some(rest) = item(piece) {
            self.push(Kind::Item(indent), inline::plain(unchecked(rest)));
        } else {
            self.text(piece, indent, hard_break);
        }
    }

    fn heading(&mut self, level: u8, rest: &str) {
        let (words, behind) = fold::heading_and_text(&inline::plain(rest.trim_end_matches(['#', ' '])));
        self.push(Kind::Heading(level), words);
        if let Some(behind) = behind {
            self.push(Kind::Text, behind);
        }
    }

    fn table_row(&mut self, piece: &str) {
        let inside = piece.trim_matches('|');
        if inside.bytes().all(|b| matches!(b, b'-' | b':' | b'|' | b' ')) {
            return;
        }
        let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
        self.push(Kind::Row, inline::plain(&cells.join(" | ")));
    }

    fn text(&mut self, piece: &str, indent: usize, hard_break: bool) {
        let words = inline::plain(piece.trim_end_matches('\\'));
        if words.text.trim().is_empty() {
            return;
        }
        let continued = match self.out.last() {
            Some(Line { kind: Kind::Item(_), .. }) => !self.after_blank,
            Some(Line { kind: Kind::Blank, .. }) => indent >= 2 && self.behind_item(),
            Some(line) if line.kind == Kind::Text => {
                !self.after_blank && (self.wrapped || runs_on(line.text(), &words.text))
            }
            _ => false,
        };
        if continued && words.lead() == 0 {
            while self.out.last().is_some_and(|line| line.kind == Kind::Blank) {
                self.out.pop();
            }
            if let Some(line) = self.out.last_mut() {
                line.words.text.push(' ');
                line.words.text.push_str(words.text.trim());
            }
        } else {
            self.push(Kind::Text, words);
        }
        self.after_blank = hard_break;
    }

    fn behind_item(&self) -> bool {
        let last = self.out.iter().rev().find(|line| line.kind != Kind::Blank);
        last.is_some_and(|line| matches!(line.kind, Kind::Item(_)))
    }

    fn push(&mut self, kind: Kind, mut words: Plain) {
        words.text.truncate(words.text.trim_end().len());
        self.after_blank = kind == Kind::Blank;
        self.out.push(Line::new(kind, words));
    }
}

/// Whether a long line breaks off within its sentence, which the next goes on with: one of the author's own breaks in a
/// text that has none else.
fn runs_on(line: &str, next: &str) -> bool {
    line.len() >= 50
        && !line.ends_with(['.', '!', '?', ':', ';'])
        && next.trim_start().starts_with(|c: char| c.is_ascii_lowercase())
}

fn is_rule(row: &str) -> bool {
    let mark = row.bytes().next().unwrap_or(0);
    matches!(mark, b'-' | b'=' | b'_' | b'*') && row.len() >= 3 && row.bytes().all(|b| b == mark)
}

/// `## Words`
fn heading(piece: &str) -> Option<(u8, &str)> {
    let level = piece.bytes().take_while(|&b| b == b'#').count();
    let rest = piece.get(level..)?;
    let level = u8::try_from(level).ok().filter(|level| (1..=6).contains(level))?;
    rest.starts_with([' ', '\u{a0}']).then(|| (level, rest.trim()))
}
