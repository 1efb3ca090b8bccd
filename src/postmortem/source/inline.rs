//! Markdown's marks within a line: taken away, with a note of what was bold.
//!
//! Every reader of a postmortem works on plain words, but bold tells headings and times from sentences where line breaks
//! were lost, so that the runs of bold are kept beside the text.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// The words of a line, and which of them were bold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// The words.
    pub(crate) text: String,
    /// The runs of bytes of `text` that were bold, in order.
    pub(crate) bold: Vec<Range<usize>>,
}

impl Plain {
    /// The length of the bold run at the very start.
    pub(crate) fn lead(&self) -> usize {
        self.bold.first().filter(|run| run.start == 0).map_or(0, |run| run.end)
    }
}

/// Takes the marks away: emphasis, code, links (their words stay), images, escapes.
pub(crate) fn plain(raw: &str) -> Plain {
    let mut reader = Reader { raw, at: 0, out: Plain::default(), bold_from: None, skips: Vec::new() };
    while reader.step() {}
    reader.close_bold();
    reader.out
}

struct Reader<'r> {
    raw: &'r str,
    at: usize,
    out: Plain,
    bold_from: Option<usize>,
    /// Where a link's words end, and where its target does; the innermost last.
    skips: Vec<(usize, usize)>,
}

impl<'r> Reader<'r> {
    fn rest(&self) -> &'r str {
        self.raw.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self) -> bool {
        if let Some(&(end, behind)) = self.skips.last()
            && self.at >= end
        {
            self.at = behind.max(self.at);
            self.skips.pop();
            return true;
        }
        let rest = self.rest();
        if rest.is_empty() {
            return false;
        }
        let offset = rest.find(is_mark).unwrap_or(rest.len());
        let stop = self.skips.last().map_or(usize::MAX, |&(end, _)| end.saturating_sub(self.at));
        let len = offset.min(stop);
        self.out.text.push_str(rest.get(..len).unwrap_or_default());
        self.at = self.at.saturating_add(len);
        if offset < stop {
            self.mark();
        }
        true
    }

    /// Reads the mark at the place.
    fn mark(&mut self) {
        let mut chars = self.rest().chars();
        let Some(mark) = chars.next() else { return };
        let after = chars.as_str();
        match mark {
            '\\' => match after.chars().next() {
                Some(escaped) if escaped.is_ascii_punctuation() => {
                    self.out.text.push(escaped);
                    self.skip(1_usize.saturating_add(escaped.len_utf8()));
                }
                _ => self.keep('\\'),
            },
            '*' | '_' => self.emphasis(mark),
            '`' => self.code(),
            '!' if after.starts_with('[') => match link(after) {
                Some((_, behind)) => self.skip(behind.saturating_add(1)),
                None => self.keep('!'),
            },
            '[' => match link(self.rest()) {
                Some((end, behind)) => {
                    self.skips.push((self.at.saturating_add(end), self.at.saturating_add(behind)));
                    self.skip(1);
                }
                None => self.keep('['),
            },
            '<' if after.starts_with("http") || after.starts_with("mailto:") => {
                let end = memchr(b'>', after.as_bytes()).unwrap_or(0);
                self.out.text.push_str(after.get(..end).unwrap_or_default());
                self.skip(end.saturating_add(if end == 0 { 1 } else { 2 }));
            }
            other => self.keep(other),
        }
    }

    fn keep(&mut self, mark: char) {
        self.out.text.push(mark);
        self.skip(mark.len_utf8());
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn emphasis(&mut self, mark: char) {
        let rest = self.rest();
        let run = rest.chars().take_while(|&c| c == mark).count();
        let next = rest.get(run..).and_then(|rest| rest.chars().next());
        let before = self.out.text.chars().next_back();
        let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let literal = (apart(before) && apart(next) && run == 1)
            || (mark == '_' && within(before) && (within(next) || next == Some('_')));
        if literal {
            self.keep(mark);
            return;
        }
        if run >= 2 {
            match self.bold_from {
                Some(_) => self.close_bold(),
                None => self.bold_from = Some(self.out.text.len()),
            }
        }
        self.skip(run);
    }

    fn close_bold(&mut self) {
        if let Some(from) = self.bold_from.take() {
            let run = from..self.out.text.trim_end().len();
            if run.start < run.end {
                self.out.bold.push(run);
            }
        }
    }

    /// What stands between back-ticks is kept as it is.
    fn code(&mut self) {
        let rest = self.rest();
        let run = rest.bytes().take_while(|&b| b == b'`').count();
        let inside = rest.get(run..).unwrap_or_default();
        let end = memchr(b'`', inside.as_bytes()).filter(|_| run == 1);
        let taken = match end {
            Some(end) => inside.get(..end).unwrap_or_default(),
            None => "",
        };
        self.out.text.push_str(taken);
        let ticks = if end.is_some() { run.saturating_add(1) } else { run };
        self.skip(taken.len().saturating_add(ticks));
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\\' | '*' | '_' | '`' | '!' | '[' | '<')
}

/// Where the words of a link end that starts here, and where its target does.
///
/// Square brackets within the words make it none: so no bracket is looked at twice.
fn link(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let end = memchr2(b'[', b']', bytes.get(1..)?)?.checked_add(1)?;
    if bytes.get(end) != Some(&b']') {
        return None;
    }
    let target = end.checked_add(1)?;
    let len = match bytes.get(target)? {
        b'(' => round(bytes.get(target..)?)?,
        b'[' => {
            memchr(b']', bytes.get(target..)?.get(..200).unwrap_or(bytes.get(target..)?))?.checked_add(1)?
        }
        _ => return None,
    };
    Some((end, target.checked_add(len)?))
}

/// The length of a pair of round brackets, with those inside it.
fn round(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => depth = depth.saturating_add(1),
            b')' => depth = depth.saturating_sub(1),
            // No address holds one, and another link may begin here.
            b'[' | b'\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return at.checked_add(1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_away_and_words_stay() {
        for (raw, text) in [
            ("a **bold** word", "a bold word"),
            ("Timeline \\(Pacific Time\\)", "Timeline (Pacific Time)"),
            ("see [the docs](https://acme.example/a_(b)) now", "see the docs now"),
            ("see [the docs](x)", "see the docs"),
            ("see [`code`](x) and [ref][1]", "see code and ref"),
            ("![alt](x.png) after", " after"),
            ("snake_case stays, _slanted_ goes", "snake_case stays, slanted goes"),
            ("`a * b_` and 2 * 3", "a * b_ and 2 * 3"),
            ("[16:04] @kim looked", "[16:04] @kim looked"),
            ("<https://acme.example>", "https://acme.example"),
            ("[open (never closed", "[open (never closed"),
            ("4\\+ hours", "4+ hours"),
        ] {
            assert_eq!(plain(raw).text, text, "{raw}");
        }
    }

    #[test]
    fn runs_of_bold_are_known() {
        let found = plain("**11:35 -** We begin **it** now");
        assert_eq!(found.text, "11:35 - We begin it now");
        assert_eq!(found.lead(), 7);
        assert_eq!(found.bold, [0..7, 17..19]);
        assert_eq!(plain("We **begin**").lead(), 0);
    }

    #[test]
    fn brackets_without_end_are_read_once() {
        let hostile = "[".repeat(200_000) + &"[a](".repeat(100_000);
        assert!(plain(&hostile).text.len() > 200_000);
    }
}
