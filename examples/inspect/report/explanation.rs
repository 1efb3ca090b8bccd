//! Why a sentence of a postmortem is a cause or an action: `--postmortem --explain`.

use std::io::{self, Write};

use statusfeed::postmortem::{Explanation, FeatureWeight};

use super::section;
use crate::escape::escaped;
use crate::style;

/// Features shown for each sentence without `--all`, those that weigh most.
const FEATURES: usize = 6;

/// Writes the sentences that were taken, each with the features that speak for and against it; with `all`, every sentence.
pub(crate) fn write(explained: &[Explanation], all: bool, out: &mut impl Write) -> io::Result<()> {
    section("Why these sentences", "features of each, in logits", out)?;
    for statement in explained {
        let taken = [(statement.taken_as_cause, "cause", 0), (statement.taken_as_action, "action", 1)];
        for (confidence, kind, side) in taken {
            if let Some(confidence) = confidence {
                writeln!(
                    out,
                    "{}",
                    style::PLAIN
                        .paint(format!("{kind}, {confidence} % sure: {}", escaped(&statement.sentence)))
                )?;
                features(statement, side, all, out)?;
            }
        }
        if all && statement.taken_as_cause.is_none() && statement.taken_as_action.is_none() {
            writeln!(out, "neither: {}", escaped(&statement.sentence))?;
            for side in [0, 1] {
                features(statement, side, all, out)?;
            }
        }
    }
    Ok(())
}

/// One line: `cause: +2.10 effect (led to), -0.40 time`.
fn features(statement: &Explanation, side: usize, all: bool, out: &mut impl Write) -> io::Result<()> {
    let weight = |feature: &&FeatureWeight| if side == 0 { feature.cause } else { feature.action };
    let mut weighed: Vec<&FeatureWeight> =
        statement.features.iter().filter(|feature| weight(feature) != 0).collect();
    weighed.sort_by_key(|feature| std::cmp::Reverse(weight(feature).unsigned_abs()));
    let most = if all { usize::MAX } else { FEATURES };
    let shown: Vec<String> = weighed
        .iter()
        .take(most)
        .map(|feature| {
            let keyword = feature.keyword.map_or_else(String::new, |word| format!(" ({})", word.trim_end()));
            format!("{:+.2} {}{keyword}", f64::from(weight(feature)) / 100.0, feature.name)
        })
        .collect();
    let kind = if side == 0 { "cause" } else { "action" };
    writeln!(out, "  {}", style::DIM.paint(format!("{kind}: {}", shown.join(", "))))
}
