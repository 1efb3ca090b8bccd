//! The inside of a line of Markdown: emphasis, code, links, escapes.

use super::html::push_target;
use super::lines::Lines;

/// Writes one line of Markdown without its marks.
pub(super) fn inline(line: &str, lines: &mut Lines) {
    let mut reader =
        Inline { rest: line, before: ' ', text: String::new(), marks: Vec::new(), ..Inline::default() };
    while let Some(character) = reader.rest.chars().next() {
        match character {
            '\\' => reader.escape(),
            '`' => reader.code(),
            '*' | '_' | '~' => reader.emphasis(character),
            '!' if reader.rest.starts_with("![") => reader.skip(1),
            '[' => reader.open_bracket(),
            ']' => reader.close_bracket(),
            _ => reader.keep(character),
        }
    }
    reader.write(lines);
}

/// Characters that may be no part of the text: it is known only when a partner is found.
struct Mark {
    at: usize,
    character: char,
    length: usize,
    removed: bool,
}

struct Link<'t> {
    start: usize,
    end: usize,
    target: &'t str,
}

#[derive(Default)]
struct Inline<'t> {
    rest: &'t str,
    /// The character before `rest`.
    before: char,
    text: String,
    marks: Vec<Mark>,
    /// In the order of their ends.
    links: Vec<Link<'t>>,
    /// The `[` that are open, as places in `marks`.
    brackets: Vec<usize>,
}

impl Inline<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn keep(&mut self, character: char) {
        self.text.push(character);
        self.before = character;
        self.skip(character.len_utf8());
    }

    /// `\(` is a bracket. A backslash before a letter is a backslash.
    fn escape(&mut self) {
        self.skip(1);
        match self.rest.chars().next() {
            Some(escaped) if escaped.is_ascii_punctuation() => self.keep(escaped),
            _ => self.text.push('\\'),
        }
    }

    /// Code keeps its marks. Only the next run of backticks is looked at, for to seek one of equal length is quadratic
    /// on a line where all are unequal.
    fn code(&mut self) {
        let inside = self.rest.trim_start_matches('`');
        self.rest = inside;
        if let Some((code, behind)) = inside.split_once('`') {
            self.text.push_str(code.trim());
            self.rest = behind.trim_start_matches('`');
        }
        self.before = '`';
    }

    /// Emphasis needs a partner, a word beside it and, for `_`, the end of a word: `snake_case` has none.
    fn emphasis(&mut self, character: char) {
        let after = self.rest.trim_start_matches(character);
        let length = self.rest.len().saturating_sub(after.len());
        let next = after.chars().next().unwrap_or(' ');
        let inside_word = character == '_' && self.before.is_alphanumeric() && next.is_alphanumeric();
        let (opens, closes) = (!next.is_whitespace(), !self.before.is_whitespace());
        if length <= 3 && !inside_word && (character != '~' || length == 2) {
            // A partner is near, or it is none: a bound keeps hostile lines linear.
            let partner =
                self.marks.iter_mut().rev().take(16).find(|mark| {
                    closes && !mark.removed && mark.character == character && mark.length == length
                });
            let removed = partner.map(|partner| partner.removed = true).is_some();
            if removed || opens {
                self.marks.push(Mark { at: self.text.len(), character, length, removed });
            }
        }
        self.text.extend(std::iter::repeat_n(character, length));
        self.before = character;
        self.rest = after;
    }

    fn open_bracket(&mut self) {
        self.brackets.push(self.marks.len());
        self.marks.push(Mark { at: self.text.len(), character: '[', length: 1, removed: false });
        self.keep('[');
    }

    /// `](target)` makes a link of what stands since the last `[`.
    fn close_bracket(&mut self) {
        let open = self.brackets.pop().and_then(|at| self.marks.get_mut(at));
        let (Some(open), Some((target, behind))) = (open, target(self.rest)) else {
            self.keep(']');
            return;
        };
        open.removed = true;
        self.links.push(Link { start: open.at.saturating_add(1), end: self.text.len(), target });
        self.before = ')';
        self.rest = behind;
    }

    fn write(&self, lines: &mut Lines) {
        let mut at = 0;
        let mut targets = self.links.iter().peekable();
        let between = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        let gone = self.marks.iter().filter(|mark| mark.removed).map(|mark| (mark.at, mark.length));
        // The end of the line takes the links that no mark follows along.
        for (start, length) in gone.chain([(self.text.len(), 0)]) {
            while let Some(link) = targets.next_if(|link| link.end <= start) {
                lines.push(between(at, link.end));
                push_target(lines, between(link.start, link.end), link.target);
                at = link.end;
            }
            lines.push(between(at, start));
            at = start.saturating_add(length);
        }
    }
}

/// The target in `](target "title")`, and what stands behind it. It holds no brackets of the other kind, so that each
/// place is looked at once.
fn target(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("](")?;
    let mut depth = 0_usize;
    for (at, character) in inside.char_indices() {
        match character {
            '(' => depth = depth.saturating_add(1),
            ')' if depth == 0 => {
                let (target, behind) = inside.split_at_checked(at)?;
                let target = target.split_whitespace().next().unwrap_or_default();
                return Some((target.trim_matches(['<', '>']), behind.get(1..)?));
            }
            ')' => depth = depth.saturating_sub(1),
            '[' | ']' => return None,
            _ => {}
        }
    }
    None
}
