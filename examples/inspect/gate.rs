//! `--fail-on`: whether what matters to the caller is worse than it may be, for deployments.

use std::fmt::Write as _;

use statusfeed::Snapshot;
use statusfeed::monitor::Watch;

use crate::arguments::Arguments;
use crate::escape::escaped;
use crate::style;

/// Why this page does not pass, as text for standard error; `None` if it passes or nothing is asked.
///
/// A health that is not known does not pass: a feed states none, and an unknown word may be an outage.
pub(crate) fn refuse(name: &str, snapshot: &Snapshot, arguments: &Arguments) -> Option<String> {
    let limit = arguments.fail_on.as_ref()?;
    let watch = arguments.components.iter().fold(Watch::new(), Watch::with_component);
    let reasons = match watch.health(snapshot) {
        Ok(health) => match &health.impact {
            Some(impact) if impact < limit => return None,
            Some(_) => health.reasons.iter().map(ToString::to_string).collect(),
            None => {
                let reasons = health.reasons.iter().map(ToString::to_string);
                std::iter::once("its health is not known".to_owned()).chain(reasons).collect()
            }
        },
        Err(error) => vec![error.to_string()],
    };
    let mut text =
        format!("{}: {} {limit}\n", style::HEADING.paint(escaped(name)), style::ERROR.paint("fails at"));
    for reason in reasons {
        let _ = writeln!(text, "  {}", escaped(&reason));
    }
    Some(text)
}
