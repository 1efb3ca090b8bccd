//! Markdown's lines: what each is, and which rows of the text belong to it.

use std::collections::HashSet;

use super::marker::{item, unchecked};
use super::{Kind, Source, reflow};
use crate::postmortem::heading;
use crate::text::{Inline, Marks, parse_inline};

/// Reads a Markdown document.
pub(super) fn read(markdown: &str, source: &mut Source) {
    let mut reader = Reader {
        source,
        labels: link_labels(markdown),
        column: wrap_column(markdown),
        open: None,
        after_blank: true,
        break_after: false,
    };
    let mut fences = Fences::default();
    let mut at = 0_usize;
    while let Some(rest) = markdown.get(at..).filter(|rest| !rest.is_empty()) {
        let row = rest.split_inclusive('\n').next().unwrap_or(rest);
        at = if let Some(end) = fences.end(markdown, at, row) {
            reader.close();
            end
        } else {
            reader.row(row.trim_end_matches(['\n', '\r']));
            at.saturating_add(row.len())
        };
    }
    reader.close();
    while source.lines.last().is_some_and(|line| line.kind == Kind::Blank) {
        source.lines.pop();
    }
}

/// The labels that the document defines for its links: `[rp]: https://acme.example`.
fn link_labels(markdown: &str) -> HashSet<&str> {
    markdown.lines().filter_map(definition).take(1_000).collect()
}

fn definition(row: &str) -> Option<&str> {
    let (label, rest) = row.strip_prefix('[')?.split_once("]:")?;
    (label.len() <= 80 && rest.trim_start().starts_with(['h', '/', '#', '<', '.'])).then_some(label)
}

/// The column at which the author's editor broke lines, if it did: then a sentence runs over several of them.
fn wrap_column(markdown: &str) -> Option<usize> {
    // The widest column that occurs is 120; shorter lines say nothing.
    const WIDEST: usize = 130;
    const SHORTEST: usize = 50;
    let mut counts = [0_usize; WIDEST + 1];
    let mut full = 0_usize;
    for row in markdown.lines().filter(|row| !row.trim_start().starts_with(['|', '#', '-', '*', '<', '['])) {
        if row.len() > WIDEST {
            return None;
        }
        if row.len() >= SHORTEST {
            full = full.saturating_add(1);
            if let Some(count) = counts.get_mut(row.len()) {
                *count = count.saturating_add(1);
            }
        }
    }
    // All but a tenth of the long lines end before the column.
    let most = full.checked_mul(9)?.checked_div(10)?;
    let mut before = 0_usize;
    let column = counts.iter().position(|&count| {
        before = before.saturating_add(count);
        before > 0 && before >= most
    });
    // In a text that is wrapped, most of them end near it.
    let near = |column: usize| {
        counts.iter().skip(column.saturating_sub(15)).fold(0_usize, |sum, &n| sum.saturating_add(n))
    };
    column.filter(|&column| full >= 3 && near(column).saturating_mul(2) >= full)
}

/// Blocks of code between fences.
#[derive(Default)]
struct Fences {
    /// Up to this byte no row closes a fence of backticks, or of tildes.
    open_until: [usize; 2],
}

impl Fences {
    /// The end of the fenced block that begins with this row. A fence that is never closed begins no block.
    fn end(&mut self, text: &str, at: usize, row: &str) -> Option<usize> {
        let row_text = row.trim();
        let (which, fence) =
            ["```", "~~~"].into_iter().enumerate().find(|(_, fence)| row_text.starts_with(fence))?;
        let open_until = self.open_until.get_mut(which)?;
        if row_text.get(3..)?.contains(fence) || at < *open_until {
            return None;
        }
        let mut end = at.saturating_add(row.len());
        for inside in text.get(end..)?.split_inclusive('\n') {
            let closes = inside.trim() == fence;
            // A heading in between shows that the fence is stray.
            if !closes && (inside.starts_with("## ") || inside.starts_with("### ")) {
                break;
            }
            end = end.saturating_add(inside.len());
            if closes {
                return Some(end);
            }
        }
        *open_until = end;
        None
    }
}

/// The line that is being read: what it is, and its rows joined by spaces.
struct Open {
    kind: Kind,
    text: String,
    /// The length of its last row.
    last: usize,
}

struct Reader<'s, 't> {
    source: &'s mut Source,
    labels: HashSet<&'t str>,
    column: Option<usize>,
    open: Option<Open>,
    after_blank: bool,
    /// Whether the last row ends with a line break of its own: two spaces.
    break_after: bool,
}

impl<'t> Reader<'_, 't> {
    fn inline<'l>(&self, text: &'l str) -> Inline<'l> {
        parse_inline(text, Marks::Lenient, |label| self.labels.contains(label))
    }

    fn row(&mut self, row: &'t str) {
        let indent = row.bytes().take_while(|b| matches!(b, b' ' | b'\t'));
        let indent = indent.fold(0_usize, |n, b| n.saturating_add(if b == b'\t' { 4 } else { 1 }));
        // Empty paragraphs often contain a joiner of no width.
        let trimmed = row
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'));
        if trimmed.is_empty() || is_rule(trimmed) {
            self.after_blank = self.after_blank || !self.underline(trimmed);
            return;
        }
        if definition(trimmed).is_some_and(|label| self.labels.contains(label)) {
            self.close();
            return;
        }
        for (at, piece) in reflow::pieces(trimmed).into_iter().enumerate() {
            self.piece(piece, if at == 0 { indent } else { 0 });
        }
        self.break_after = row.ends_with("  ") || row.ends_with('\\');
    }

    /// Reads a row of `===` or `---` below a line of text, which makes that a heading.
    fn underline(&mut self, rule: &str) -> bool {
        let level = match rule.bytes().next() {
            Some(b'=') => 1,
            Some(b'-') => 2,
            _ => return false,
        };
        let alone = self.source.lines.last().is_none_or(|line| line.kind == Kind::Blank);
        let Some(open) =
            self.open.as_mut().filter(|open| open.kind == Kind::Text && alone && open.text.len() <= 100)
        else {
            return false;
        };
        open.kind = Kind::Heading(level);
        self.close();
        true
    }

    fn piece(&mut self, piece: &str, indent: usize) {
        let piece = piece.strip_prefix('>').map_or(piece, str::trim_start);
        if let Some((level, rest)) = marked_heading(piece) {
            self.end_block();
            self.heading(level, rest);
        } else if piece.starts_with('|') {
            self.end_block();
            self.table_row(piece);
        } else if let Some(rest) = item(piece) {
            self.end_block();
            let indent = u8::try_from(indent).unwrap_or(u8::MAX);
            let rest = unchecked(rest.strip_prefix('>').map_or(rest, str::trim_start));
            self.open = Some(Open { kind: Kind::Item(indent), text: rest.to_owned(), last: piece.len() });
        } else {
            self.text(piece, indent);
        }
        self.after_blank = false;
        self.break_after = false;
    }

    fn heading(&mut self, level: u8, rest: &str) {
        let inline = self.inline(rest.trim_end_matches(['#', ' ']));
        let (words, text) = reflow::split_heading(inline);
        self.source.push(Kind::Heading(level), &words);
        if let Some(text) = text {
            self.source.push(Kind::Text, &text);
        }
    }

    /// `| 10:05 | It broke. |`
    fn table_row(&mut self, piece: &str) {
        let inside = piece.trim().trim_matches('|');
        if inside.bytes().all(|b| matches!(b, b'-' | b':' | b'|' | b' ')) {
            return;
        }
        let mut cells = String::with_capacity(inside.len());
        for cell in inside.split('|') {
            if !cells.is_empty() {
                cells.push_str(" | ");
            }
            cells.push_str(cell.trim());
        }
        let inline = self.inline(cells.trim_end_matches([' ', '|']));
        self.source.push(Kind::Row, &inline);
    }

    fn text(&mut self, piece: &str, indent: usize) {
        let piece = piece.trim_end_matches('\\').trim_end();
        if self.continues(piece, indent) {
            if let Some(open) = &mut self.open {
                if !open.text.is_empty() {
                    open.text.push(' ');
                }
                open.text.push_str(piece);
                open.last = piece.len();
            }
            return;
        }
        self.end_block();
        self.open = Some(Open { kind: Kind::Text, text: piece.to_owned(), last: piece.len() });
    }

    /// Whether a row belongs to the line that is open.
    fn continues(&self, piece: &str, indent: usize) -> bool {
        let Some(open) = &self.open else { return false };
        if open.text.is_empty() {
            return true;
        }
        if piece.starts_with("**") {
            return false;
        }
        // A paragraph that is indented below an item belongs to it.
        if matches!(open.kind, Kind::Item(depth) if indent > usize::from(depth) && (!self.after_blank || indent >= 2))
        {
            return true;
        }
        if self.break_after || self.after_blank {
            return false;
        }
        let word = piece.split_whitespace().next().map_or(0, str::len);
        let is_full = |column: usize| open.last.saturating_add(word).saturating_add(1) >= column;
        let ends = open.text.ends_with(['.', '!', '?', ':', ';', ')']);
        let lower = piece.starts_with(|c: char| c.is_ascii_lowercase());
        if ends && heading::may_be_bare(piece) {
            return false;
        }
        match self.column {
            Some(column) => {
                is_full(column)
                    || (!ends && (lower || !heading::may_be_bare(&open.text) || open.last >= column / 2))
            }
            // One of the author's own breaks in a text that has no other.
            None => open.last >= 50 && !ends && lower,
        }
    }

    /// Ends the line that is open, and the paragraph or list where an empty row came before.
    fn end_block(&mut self) {
        self.close();
        if self.after_blank {
            self.source.push_blank();
        }
    }

    /// Ends the line that is open.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let inline = self.inline(&open.text);
            self.source.push(open.kind, &inline);
        }
    }
}

fn is_rule(row: &str) -> bool {
    let mark = row.bytes().next().unwrap_or(0);
    matches!(mark, b'-' | b'=' | b'_' | b'*') && row.len() >= 3 && row.bytes().all(|b| b == mark)
}

/// `## Words`
fn marked_heading(piece: &str) -> Option<(u8, &str)> {
    let level = piece.bytes().take_while(|&b| b == b'#').count();
    let rest = piece.get(level..)?;
    let level = u8::try_from(level).ok().filter(|level| (1..=6).contains(level))?;
    rest.starts_with([' ', '\u{a0}']).then(|| (level, rest.trim()))
}
