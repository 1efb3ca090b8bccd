//! A writer of clean lines.

/// What has been read since the last character and is written only if another one follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

/// Collects text: white space is folded, lines are neither padded nor empty, hidden characters are left out.
#[derive(Debug)]
pub(crate) struct Lines {
    out: String,
    gap: Gap,
    /// The mark of a list item that has no words yet.
    mark: Option<String>,
}

impl Lines {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), gap: Gap::None, mark: None }
    }

    /// Adds text; white space in it is folded to single spaces.
    pub(crate) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let words = clean_words(rest);
            let Some((taken, behind)) = rest.split_at_checked(words.max(c.len_utf8())) else { break };
            rest = behind;
            if words > 0 || !(c.is_whitespace() || is_hidden(c)) {
                self.close_gap();
                self.out.push_str(taken);
            } else if c.is_whitespace() {
                self.gap =
                    self.gap.max(if matches!(c, '\u{2028}' | '\u{2029}') { Gap::Line } else { Gap::Space });
            }
        }
    }

    /// Adds a line as it is, white space within it and before it too.
    pub(crate) fn push_verbatim(&mut self, line: &str) {
        self.end_line();
        let line = line.trim_end();
        if !line.is_empty() {
            self.close_gap();
            self.out.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !is_hidden(*c)));
        }
        self.end_line();
    }

    fn close_gap(&mut self) {
        match self.gap {
            Gap::Space if !self.out.is_empty() && !self.out.ends_with('\n') => self.out.push(' '),
            Gap::Line if !self.out.is_empty() && !self.out.ends_with('\n') => self.out.push('\n'),
            _ => {}
        }
        self.gap = Gap::None;
        if let Some(mark) = self.mark.take() {
            self.out.push_str(&mark);
        }
    }

    /// What follows begins a new line.
    pub(crate) fn end_line(&mut self) {
        self.gap = Gap::Line;
    }

    /// What follows is a list item. Its mark is written with its first word, at any depth of blocks.
    pub(crate) fn begin_item(&mut self, mark: String) {
        self.end_line();
        self.mark = Some(mark);
    }

    /// How much has been written, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// What has been written from this byte on.
    pub(crate) fn since(&self, from: usize) -> &str {
        self.out.get(from..).unwrap_or_default()
    }

    pub(crate) fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end().len());
        self.out
    }
}

/// How many bytes in front are words of ASCII with one space between: nearly every text is nothing else.
fn clean_words(text: &str) -> usize {
    let mut end = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_graphic() {
            end = at.saturating_add(1);
        } else if byte != b' ' || at == 0 || end != at {
            break;
        }
    }
    end
}

/// Characters that are not seen, or that change how others are seen: controls, marks of direction, zero-width spaces,
/// soft hyphens, tags. (The joiners stay: Persian words and emoji are written with them.)
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text on one line, cleaned.
pub(crate) fn one_line(text: &str) -> String {
    let mut lines = Lines::with_capacity(text.len());
    for part in text.split(['\u{2028}', '\u{2029}']) {
        lines.push(part);
        lines.push(" ");
    }
    lines.finish()
}
