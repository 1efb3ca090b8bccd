//! Characters that must not reach a terminal.

/// The first character that controls a terminal, changes the direction of text, or is invisible.
pub(crate) fn hidden(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}
