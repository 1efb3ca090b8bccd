//! What a stranger's words must not carry to a terminal.

/// The first character that steers a terminal, turns the direction of writing, or cannot be seen.
pub(crate) fn hidden(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}
