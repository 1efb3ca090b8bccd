//! Markdown to text: the marks go, the words stay. Not a Markdown parser: vendors write little of it, and often by halves.

use super::html::{html_to_text, push_target};
use super::inline::{Marks, parse_inline};
use super::lines::Lines;
use crate::syntax::html::{TextContext, decode_references};

/// The text of Markdown as a person reads it: headings, quotes and list items as lines, links followed by their target
/// where the text is another, emphasis, escapes and code marks undone.
pub(crate) fn markdown_to_text(markdown: &str) -> String {
    let mut lines = Lines::with_capacity(markdown.len());
    let mut fenced = false;
    let mut rest = markdown.lines().peekable();
    while let Some(line) = rest.next() {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fenced = !fenced;
        } else if fenced {
            lines.push_verbatim(line);
        } else if !is_rule(start) {
            let is_followed = rest.peek().is_some_and(|next| !next.trim().is_empty());
            block(if is_followed { without_hard_break(start) } else { start }, &mut lines);
            lines.end_line();
        }
    }
    lines.finish()
}

/// A line without the backslash that breaks it: `one\` (but not `C:\\`, an escaped backslash).
fn without_hard_break(line: &str) -> &str {
    let backslashes = line.len().saturating_sub(line.trim_end_matches('\\').len());
    if backslashes % 2 == 1 { line.strip_suffix('\\').unwrap_or(line) } else { line }
}

/// A heading without its closing marks: `# Title ##` (but not `# C#`).
fn without_closing_marks(heading: &str) -> &str {
    let text = heading.trim_end_matches('#');
    if text.is_empty() || text.ends_with([' ', '\t']) { text.trim_end() } else { heading }
}

/// `---`, `***`, `===`: a rule, or the underline of a heading.
fn is_rule(line: &str) -> bool {
    let marks = line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    line.bytes().next().is_some_and(|first| {
        matches!(first, b'-' | b'*' | b'_' | b'=')
            && marks.clone().all(|mark| mark == first)
            && marks.count() >= 3
    })
}

fn block(line: &str, lines: &mut Lines) {
    let mut rest = line;
    while let Some(quoted) = rest.strip_prefix('>') {
        rest = quoted.trim_start();
    }
    let heading = rest.trim_start_matches('#');
    let level = rest.len().saturating_sub(heading.len());
    if (1..=6).contains(&level) && heading.starts_with([' ', '\t']) {
        rest = without_closing_marks(heading.trim());
    } else if let Some(item) = ["* ", "- ", "+ ", "• "].into_iter().find_map(|mark| rest.strip_prefix(mark))
    {
        lines.begin_item("- ".to_owned());
        rest = item;
    }
    if rest.contains('<') {
        // HTML is allowed anywhere; what is no tag (`<0.5%`) stays.
        for (at, line) in html_to_text(&keep_autolinks(rest)).lines().enumerate() {
            if at > 0 {
                lines.end_line();
            }
            push_inline(line, lines);
        }
    } else {
        push_inline(&decode_references(rest, TextContext::Data), lines);
    }
}

/// Writes one line of Markdown without its marks; a link's target follows its words.
fn push_inline(line: &str, lines: &mut Lines) {
    let inline = parse_inline(line, Marks::Strict, |_| false);
    let mut at = 0;
    for link in &inline.links {
        lines.push(inline.text.get(at..link.words.end).unwrap_or_default());
        push_target(lines, inline.text.get(link.words.clone()).unwrap_or_default(), link.target);
        at = link.words.end.max(at);
    }
    lines.push(inline.text.get(at..).unwrap_or_default());
}

/// `<https://…>` is a link and no tag.
fn keep_autolinks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = after;
        let is_link = ["https://", "http://", "mailto:"].iter().any(|scheme| after.starts_with(scheme));
        match after.split_once('>') {
            Some((target, behind)) if is_link && !target.contains(['<', ' ']) => {
                out.push_str(target);
                rest = behind;
            }
            _ => out.push('<'),
        }
    }
    out.push_str(rest);
    out
}
