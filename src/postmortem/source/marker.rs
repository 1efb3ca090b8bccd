//! The marks that begin a line: of an item, of a heading, of a quotation.

/// `- words`, `* words`, `• words`, `1. words`, `2) words`
pub(super) fn item(piece: &str) -> Option<&str> {
    let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
    let rest = if (1..=3).contains(&digits) {
        piece.get(digits..)?.strip_prefix(['.', ')'])?
    } else {
        piece.strip_prefix(['-', '*', '+', '•', '–', '·', '◦', '▪'])?
    };
    rest.starts_with(|c: char| c.is_whitespace()).then(|| rest.trim_start())
}

/// Without the box of a task list.
pub(super) fn unchecked(text: &str) -> &str {
    ["[ ]", "[x]", "[X]", "✅", "❌", "☑"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or(text, str::trim_start)
}

/// Whether this is a mark alone, so that what follows belongs to it.
pub(super) fn is_marker(text: &str) -> bool {
    let text = text.trim();
    let hashes = text.trim_start_matches('#');
    text.is_empty()
        || hashes.is_empty()
        || matches!(text, "-" | "*" | "+" | "•" | "–" | ">")
        || text
            .strip_suffix(['.', ')'])
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
