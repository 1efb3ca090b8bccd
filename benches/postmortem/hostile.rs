//! Texts that repeat one piece: shapes on which a careless reader takes quadratic time or many times the text's memory.

use statusfeed::RichText;

/// A piece that is repeated, and how the text is written.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    piece: &'static str,
    is_html: bool,
}

impl Shape {
    /// A text of about so many bytes.
    pub(crate) fn text(&self, bytes: usize) -> RichText {
        let text = self.piece.repeat(bytes / self.piece.len());
        if self.is_html { RichText::html(text) } else { RichText::markdown(text) }
    }
}

const fn markdown(name: &'static str, piece: &'static str) -> Shape {
    Shape { name, piece, is_html: false }
}

const fn html(name: &'static str, piece: &'static str) -> Shape {
    Shape { name, piece, is_html: true }
}

pub(crate) const SHAPES: [Shape; 26] = [
    markdown("entries", "- 10:05 UTC: the pool ran out of connections.\n"),
    markdown("sentences", "We will add an alert, because the pool was down from 10:05 to 11:15 UTC. "),
    markdown("headings", "## What happened\n\nIt broke.\n\n"),
    markdown("bare headings", "Root cause\n\nIt broke.\n\n"),
    markdown("labels", "Root cause: it broke. "),
    markdown("announcements", "We will do this:\n\n"),
    markdown("rows", "| 10:05 | It broke. |\n"),
    markdown("bold", "**11:35 -** We begin. "),
    markdown("times", "10:05 "),
    markdown("times alone", "10:05\n"),
    markdown("days", "4 March 2026, "),
    markdown("lengths", "for 5 minutes "),
    markdown("marks", "*_`[(<#|"),
    markdown("lists", "        - a\n"),
    markdown("fences", "```\n"),
    markdown("backslashes", "\\"),
    markdown("full stops", "A. "),
    markdown("bold without words", "** "),
    markdown("angle brackets", "<"),
    markdown("end tags", "</"),
    markdown("comments", "<!--"),
    markdown("start tags", "<a"),
    markdown("autolinks", "<http"),
    markdown("short lines", "a\r\n"),
    html("paragraphs and bold", "<p><b>"),
    html("nested lists", "<ul><li>a"),
];
