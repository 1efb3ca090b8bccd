//! The progress bar.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::Arguments;
use crate::input;

/// Fewer documents than this are read in an instant.
const LONG: usize = 100;

/// A bar on standard error, if that is a terminal, standard output is not, and the list is long.
pub(crate) fn bar(arguments: &Arguments) -> ProgressBar {
    if !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    match input::count(arguments) {
        Some(count) if count < LONG => ProgressBar::hidden(),
        Some(count) => {
            let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
            match ProgressStyle::with_template("{bar:40} {pos} of {len} documents, {eta} left") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        }
        None => ProgressBar::new_spinner(),
    }
}
