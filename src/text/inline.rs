//! The inside of a line of Markdown: emphasis, code, links, escapes.
//!
//! The only parser of inline Markdown in the crate. [`markdown_to_text`](super::markdown_to_text) prints its links'
//! targets; the postmortem reader uses its bold runs.

use std::ops::Range;

/// How marks without a partner are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// As characters of the text: `5 ** 3`, `a **b`.
    Strict,
    /// As leftovers of lost formatting: a lone `**` is dropped, `**bold **` is closed, images are dropped.
    Lenient,
}

/// A line or paragraph of Markdown without its marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline<'t> {
    /// The words.
    pub(crate) text: String,
    /// The byte ranges of `text` that were bold, in order.
    pub(crate) bold: Vec<Range<usize>>,
    /// The links, in the order of their ends.
    pub(crate) links: Vec<Link<'t>>,
}

impl Inline<'_> {
    /// The length of the bold run at the very start.
    pub(crate) fn bold_lead(&self) -> usize {
        self.bold.first().filter(|run| run.start == 0).map_or(0, |run| run.end)
    }
}

/// A link or an image.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link<'t> {
    /// Its words, as a byte range of the text.
    pub(crate) words: Range<usize>,
    /// Where it leads, as written.
    pub(crate) target: &'t str,
}

/// Parses a line or paragraph. `is_defined` says whether a label such as `rp` in `[process][rp]` is defined.
pub(crate) fn parse_inline(line: &str, marks: Marks, is_defined: impl Fn(&str) -> bool) -> Inline<'_> {
    let mut parser =
        Parser { rest: line, before: ' ', lenient: marks == Marks::Lenient, ..Parser::default() };
    while let Some(character) = parser.rest.chars().next() {
        match character {
            '\\' => parser.escape(),
            '`' => parser.code(),
            '*' | '_' | '~' => parser.emphasis(character),
            '!' if parser.rest.starts_with("![") => parser.image(),
            '[' => parser.open_bracket(false),
            ']' => parser.close_bracket(&is_defined),
            '<' if parser.lenient => parser.autolink(),
            _ => parser.keep_words(),
        }
    }
    parser.finish()
}

/// Characters that may be marks: it is known only when a partner is found.
struct Mark {
    at: u32,
    character: char,
    length: u32,
    removed: bool,
}

impl Mark {
    fn new(at: usize, character: char, length: usize) -> Self {
        Self { at: small(at), character, length: small(length), removed: false }
    }

    fn at(&self) -> usize {
        self.at as usize
    }

    fn end(&self) -> usize {
        self.at().saturating_add(self.length as usize)
    }
}

/// A place in a line as a smaller number: there are as many marks as a hostile line has bytes. No line has 4 GB.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[derive(Default)]
struct Parser<'t> {
    rest: &'t str,
    /// The character before `rest`.
    before: char,
    lenient: bool,
    text: String,
    marks: Vec<Mark>,
    /// Ranges of `text` between two marks of bold, by their closing marks.
    bold: Vec<Range<usize>>,
    links: Vec<Link<'t>>,
    /// The `[` that are open, as indices of `marks`, and whether they begin an image.
    brackets: Vec<(usize, bool)>,
    /// Where the next `>` was found, or the end: so that many `<` without one are searched once.
    next_close: Option<usize>,
}

impl<'t> Parser<'t> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn keep(&mut self, character: char) {
        self.text.push(character);
        self.before = character;
        self.skip(character.len_utf8());
    }

    /// Keeps everything up to the next character that may be a mark.
    fn keep_words(&mut self) {
        let is_mark = |b: u8| matches!(b, b'\\' | b'`' | b'*' | b'_' | b'~' | b'!' | b'[' | b']' | b'<');
        let ahead = self.rest.bytes().skip(1).position(is_mark);
        let end = ahead.map_or(self.rest.len(), |ahead| ahead.saturating_add(1));
        let (words, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.text.push_str(words);
        self.before = words.chars().next_back().unwrap_or(' ');
        self.rest = rest;
    }

    /// `\(` is a bracket. A backslash before a letter is a backslash.
    fn escape(&mut self) {
        self.skip(1);
        match self.rest.chars().next() {
            Some(escaped) if escaped.is_ascii_punctuation() => self.keep(escaped),
            _ => self.text.push('\\'),
        }
    }

    /// Code keeps its marks. Only the next run of backticks is looked at: seeking one of equal length is quadratic
    /// on a line where all lengths differ.
    fn code(&mut self) {
        let inside = self.rest.trim_start_matches('`');
        self.rest = inside;
        if let Some((code, rest)) = inside.split_once('`') {
            self.text.push_str(code.trim());
            self.rest = rest.trim_start_matches('`');
        }
        self.before = '`';
    }

    /// `<https://acme.example>`: the address is kept.
    fn autolink(&mut self) {
        let is_link =
            ["<http://", "<https://", "<mailto:"].iter().any(|scheme| self.rest.starts_with(scheme));
        let at = self.rest.len();
        // Measured from the end of the line, which does not move.
        let close = match self.next_close {
            Some(close) if close < at => close,
            _ if !is_link => at,
            _ => memchr::memchr(b'>', self.rest.as_bytes()).map_or(0, |found| at.saturating_sub(found)),
        };
        if is_link {
            self.next_close = Some(close);
        }
        let target = self.rest.get(1..at.saturating_sub(close)).filter(|_| is_link && close > 0);
        match target.filter(|target| !target.contains(' ')) {
            Some(target) => {
                self.text.push_str(target);
                self.before = '>';
                self.skip(target.len().saturating_add(2));
            }
            None => self.keep('<'),
        }
    }

    /// Emphasis needs a partner, a word beside it and, for `_`, the end of a word: `snake_case` has none.
    fn emphasis(&mut self, character: char) {
        let after = self.rest.trim_start_matches(character);
        let length = self.rest.len().saturating_sub(after.len());
        let next = after.chars().next().unwrap_or(' ');
        let inside_word = character == '_' && self.before.is_alphanumeric() && next.is_alphanumeric();
        let opens = !next.is_whitespace();
        let closes = !self.before.is_whitespace() || (self.lenient && length > 1);
        if length > 3 && character == '*' && self.lenient {
            // `****`: bold without words.
            self.marks.push(Mark { removed: true, ..Mark::new(self.text.len(), character, length) });
        } else if length <= 3 && !inside_word && (character != '~' || length == 2) {
            // Look for the partner among the last marks only, so that hostile lines stay linear.
            let partner = self.marks.iter_mut().rev().take(16).find(|mark| {
                closes && !mark.removed && mark.character == character && mark.length as usize == length
            });
            let opener = partner.map(|partner| {
                partner.removed = true;
                partner.end()
            });
            if let Some(from) = opener.filter(|_| length > 1 && character != '~') {
                self.bold.push(from..self.text.len());
            }
            if opener.is_some() || opens || self.lenient {
                let removed = opener.is_some();
                self.marks.push(Mark { removed, ..Mark::new(self.text.len(), character, length) });
            }
        }
        self.text.extend(std::iter::repeat_n(character, length));
        self.before = character;
        self.rest = after;
    }

    /// `![a chart](chart.png)`
    fn image(&mut self) {
        self.skip(1);
        self.open_bracket(true);
    }

    fn open_bracket(&mut self, image: bool) {
        self.brackets.push((self.marks.len(), image));
        self.marks.push(Mark::new(self.text.len(), '[', 1));
        self.keep('[');
    }

    /// `](target)` or `][label]` makes a link of what follows the last `[`.
    fn close_bracket(&mut self, is_defined: &impl Fn(&str) -> bool) {
        let open = self.brackets.pop().and_then(|(at, image)| Some((self.marks.get_mut(at)?, image)));
        let found = target(self.rest).or_else(|| label(self.rest).filter(|(label, _)| is_defined(label)));
        let (Some((open, image)), Some((target, rest))) = (open, found) else {
            self.keep(']');
            return;
        };
        open.removed = true;
        if image && self.lenient {
            // What is between the brackets describes a picture that is not shown.
            open.length = small(self.text.len().saturating_sub(open.at()));
        } else {
            self.links.push(Link { words: open.at().saturating_add(1)..self.text.len(), target });
        }
        self.before = ')';
        self.rest = rest;
    }

    /// Takes the marks out of the text, and moves the ranges accordingly.
    fn finish(mut self) -> Inline<'t> {
        let lenient = self.lenient;
        let is_gone =
            |mark: &Mark| mark.removed || (lenient && mark.length > 1 && matches!(mark.character, '*' | '['));
        self.marks.retain(is_gone);
        if self.marks.is_empty() {
            return Inline { text: self.text, bold: self.bold, links: self.links };
        }
        let mut text = String::with_capacity(self.text.len());
        // Up to this byte of the old text so many bytes are gone.
        let mut gone: Vec<(u32, u32)> = Vec::with_capacity(self.marks.len());
        let (mut from, mut total) = (0_usize, 0_usize);
        for mark in std::mem::take(&mut self.marks) {
            let end = mark.end();
            if end <= from {
                continue;
            }
            text.push_str(self.text.get(from..mark.at()).unwrap_or_default());
            total = total.saturating_add(end.saturating_sub(from.max(mark.at())));
            gone.push((small(end), small(total)));
            from = end;
        }
        text.push_str(self.text.get(from..).unwrap_or_default());
        let moved = |at: usize| {
            let before = gone.partition_point(|&(end, _)| end as usize <= at);
            let removed = before.checked_sub(1).and_then(|at| gone.get(at)).map_or(0, |&(_, total)| total);
            at.saturating_sub(removed as usize).min(text.len())
        };
        let mut bold: Vec<Range<usize>> = self
            .bold
            .into_iter()
            .map(|run| moved(run.start)..moved(run.end))
            .filter(|run| run.start < run.end)
            .collect();
        bold.sort_by_key(|run| run.start);
        let links = self
            .links
            .into_iter()
            .map(|link| Link { words: moved(link.words.start)..moved(link.words.end), ..link })
            .collect();
        Inline { text, bold, links }
    }
}

/// The target in `](target "title")`, and the rest after it. It contains no square brackets, so that each byte is
/// looked at once.
fn target(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("](")?;
    let mut depth = 0_usize;
    for (at, character) in inside.char_indices() {
        match character {
            '(' => depth = depth.saturating_add(1),
            ')' if depth == 0 => {
                let (target, rest) = inside.split_at_checked(at)?;
                let target = target.split_whitespace().next().unwrap_or_default();
                return Some((target.trim_matches(['<', '>']), rest.get(1..)?));
            }
            ')' => depth = depth.saturating_sub(1),
            '[' | ']' => return None,
            _ => {}
        }
    }
    None
}

/// The label in `][label]`, and the rest after it.
fn label(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("][")?;
    let end = memchr::memchr2(b'[', b']', inside.as_bytes().get(..80).unwrap_or(inside.as_bytes()))?;
    let (label, rest) = inside.split_at_checked(end)?;
    Some((label, rest.strip_prefix(']')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lenient(text: &str) -> Inline<'_> {
        parse_inline(text, Marks::Lenient, |label| label == "1")
    }

    #[test]
    fn marks_are_removed_and_words_kept() {
        for (markdown, text) in [
            ("a **bold** word", "a bold word"),
            ("Timeline \\(Pacific Time\\)", "Timeline (Pacific Time)"),
            ("see [the docs](https://acme.example/a_(b)) now", "see the docs now"),
            ("see [`code`](x) and [ref][1] and [a][b]", "see code and ref and [a][b]"),
            ("![alt](x.png) after", " after"),
            ("snake_case stays, _slanted_ goes", "snake_case stays, slanted goes"),
            ("`a * b_` and 2 * 3", "a * b_ and 2 * 3"),
            ("[16:04] @kim looked", "[16:04] @kim looked"),
            ("<https://acme.example> and <b", "https://acme.example and <b"),
            ("[open (never closed", "[open (never closed"),
            ("lost **marks and **loose ** ones", "lost marks and loose  ones"),
            ("4\\+ hours", "4+ hours"),
        ] {
            assert_eq!(lenient(markdown).text, text, "{markdown}");
        }
    }

    #[test]
    fn bold_runs_are_ranges_of_the_text() {
        let found = lenient("**11:35 -** We begin **it** now");
        assert_eq!(found.text, "11:35 - We begin it now");
        assert_eq!(found.bold, [0..7, 17..19]);
        assert_eq!(lenient("[a](x) **b** _c_ **d**").bold, [2..3, 6..7]);
    }

    #[test]
    fn marks_without_a_partner_are_characters_in_strict_text() {
        let found = parse_inline("5 * 3 **open [a](x)", Marks::Strict, |_| false);
        assert_eq!(found.text, "5 * 3 **open a");
        assert_eq!(found.links, [Link { words: 13..14, target: "x" }]);
    }
}
