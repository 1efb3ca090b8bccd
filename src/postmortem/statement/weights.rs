//! How much each feature of a statement says for a cause and for an action, in hundredths of a logit.
//!
//! Fitted by `examples/fit-postmortem`, which rewrites the table; see there for how.

use std::fmt;
use std::str::FromStr;

use super::feature::{Feature, Features};

/// The number of features.
const COUNT: usize = Feature::ALL.len();

/// The weights by which statements are recognised as causes and actions.
///
/// [`Weights::default`] are those of this crate. Others can be fitted on other texts with `examples/fit-postmortem`, which prints
/// a table that is parsed by `str::parse`: one feature a line, its weight for causes, and that for actions.
///
/// ```
/// use statusfeed::postmortem::Weights;
///
/// let weights: Weights = "because | 120 | -40\nimperative first | -60 | 210".parse()?;
/// assert_ne!(weights, Weights::default());
/// # Ok::<(), statusfeed::postmortem::UnknownFeature>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    cause: Side,
    action: Side,
}

/// The weights of one kind of statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    weights: [i16; COUNT],
    bias: i16,
    /// The confidence from which a statement is taken, in percent.
    pub(super) least: i16,
    /// The confidence from which the best statement is taken where no other is, in percent.
    pub(super) least_of_best: i16,
}

/// Names of the rows that are not features.
const BIAS: &str = "(bias)";
const LEAST: &str = "(least confidence)";
const LEAST_OF_BEST: &str = "(least of the best)";

impl Side {
    const EMPTY: Self = Self { weights: [0; COUNT], bias: 0, least: 50, least_of_best: 50 };

    /// The sum of the weights, in hundredths of a logit.
    pub(super) fn score(&self, features: Features) -> i32 {
        let weights = features.iter().map(|feature| i32::from(self.weight(feature)));
        weights.fold(i32::from(self.bias), i32::saturating_add)
    }

    /// The weight of a feature.
    pub(super) fn weight(&self, feature: Feature) -> i16 {
        self.weights.get(feature as usize).copied().unwrap_or(0)
    }

    fn set(&mut self, name: &str, value: i16) -> Option<()> {
        let place = match name {
            BIAS => &mut self.bias,
            LEAST => &mut self.least,
            LEAST_OF_BEST => &mut self.least_of_best,
            _ => {
                let feature = Feature::ALL.iter().find(|feature| feature.name() == name)?;
                self.weights.get_mut(*feature as usize)?
            }
        };
        *place = value;
        Some(())
    }
}

impl Weights {
    const EMPTY: Self = Self { cause: Side::EMPTY, action: Side::EMPTY };

    pub(super) fn cause(&self) -> &Side {
        &self.cause
    }

    pub(super) fn action(&self) -> &Side {
        &self.action
    }
}

impl Default for Weights {
    fn default() -> Self {
        DEFAULT
    }
}

/// The table by feature.
const DEFAULT: Weights = by_feature(TABLE);

/// Sorts the rows of the table by feature; a row that names none does not compile.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated when the crate is built, where a fault is an error of the compiler"
)]
const fn by_feature(table: &[(&str, i16, i16)]) -> Weights {
    let mut weights = Weights::EMPTY;
    let mut row = 0;
    while row < table.len() {
        let (name, cause, action) = table[row];
        if equal(name, BIAS) {
            (weights.cause.bias, weights.action.bias) = (cause, action);
        } else if equal(name, LEAST) {
            (weights.cause.least, weights.action.least) = (cause, action);
        } else if equal(name, LEAST_OF_BEST) {
            (weights.cause.least_of_best, weights.action.least_of_best) = (cause, action);
        } else {
            let mut feature = 0;
            while !equal(name, Feature::ALL[feature].name()) {
                feature += 1;
            }
            (weights.cause.weights[feature], weights.action.weights[feature]) = (cause, action);
        }
        row += 1;
    }
    weights
}

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated when the crate is built, where a fault is an error of the compiler"
)]
const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

impl fmt::Debug for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Weights").finish_non_exhaustive()
    }
}

/// A row of a table of weights that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a row `feature | cause | action`, found `{row}`")]
pub struct UnknownFeature {
    row: String,
}

impl FromStr for Weights {
    type Err = UnknownFeature;

    fn from_str(table: &str) -> Result<Self, UnknownFeature> {
        let mut weights = Self::EMPTY;
        for row in table.lines().filter(|row| !row.trim().is_empty()) {
            let mut cells = row.split('|').map(str::trim);
            let mut read = || {
                let (name, cause, action) = (cells.next()?, cells.next()?, cells.next()?);
                weights.cause.set(name, cause.parse().ok()?)?;
                weights.action.set(name, action.parse().ok()?)
            };
            read().ok_or_else(|| UnknownFeature { row: row.to_owned() })?;
        }
        Ok(weights)
    }
}

/// Feature, weight for causes, weight for actions; sorted by name.
// begin of the table that `examples/fit-postmortem` writes
#[rustfmt::skip]
const TABLE: &[(&str, i16, i16)] = &[
    ("(bias)", -416, -511),
    ("(least confidence)", 26, 40),
    ("(least of the best)", 15, 40),
    ("agent", -63, 8),
    ("announced action", 0, 209),
    ("announced action item", 0, 93),
    ("announced cause", 98, -8),
    ("announces", -19, -102),
    ("apology", 0, -60),
    ("because", -40, -21),
    ("causal in cause part", 68, -31),
    ("causal in summary", 23, -83),
    ("causal in timeline", -33, 0),
    ("causal without cause part", 93, -51),
    ("caused by", 64, -6),
    ("change", 19, 81),
    ("commits with purpose", -66, 76),
    ("consequence first", -97, -4),
    ("courtesy", 0, -182),
    ("customer subject", -25, -45),
    ("defect", 18, -35),
    ("difference", 109, 0),
    ("due to", 114, -19),
    ("duration", -80, -31),
    ("effect", 125, -66),
    ("effect of a change", 43, 0),
    ("exhaustion", -61, -14),
    ("failure", 3, -6),
    ("finding", 78, -40),
    ("gerund first", -5, 72),
    ("had been", 63, -54),
    ("hedge", 28, -15),
    ("imperative first", -30, 100),
    ("improvement", 0, 71),
    ("in action part", -36, 215),
    ("in action part without list", -30, -5),
    ("in action part without list, commits", -7, 125),
    ("in action part, item", -37, 265),
    ("in action part, need", -1, 35),
    ("in action part, opens a paragraph", -25, -39),
    ("in action part, verb first", -7, 101),
    ("in apology part", -7, -17),
    ("in cause part", 225, -65),
    ("in cause part, item", 92, -7),
    ("in cause part, opens it", 127, -17),
    ("in detection part", -26, -9),
    ("in impact part", -49, -27),
    ("in lead", 9, 58),
    ("in lessons part", -55, -43),
    ("in lessons part, need", -13, 18),
    ("in other part", -44, -53),
    ("in resolution part", -24, -52),
    ("in summary part", 55, -7),
    ("in timeline", -118, 0),
    ("incident subject", 62, -30),
    ("item", 14, 62),
    ("last list", 0, 26),
    ("long", 49, -36),
    ("mistake", 90, -11),
    ("names the cause", 23, 25),
    ("negated", 24, -97),
    ("negated in cause part", 91, -23),
    ("negated in summary", 54, 0),
    ("nested item", -11, 23),
    ("no action part", 32, 48),
    ("no cause part", 84, 62),
    ("occurred", 28, -8),
    ("opens line", 13, 0),
    ("opens part", 60, 28),
    ("participle first", -40, 16),
    ("passive", 20, -47),
    ("prevention", 0, 55),
    ("quality noun", 0, 115),
    ("recovery", -67, -30),
    ("recovery by us", -48, 0),
    ("retrospect", -32, 10),
    ("row", -6, 32),
    ("several signs of a cause", 70, 0),
    ("short", -58, -63),
    ("states the cause", 51, 0),
    ("status label", 0, 15),
    ("text end", -56, 139),
    ("text start", -36, -70),
    ("text, act of recovery", -50, -26),
    ("text, act with purpose", -11, 110),
    ("text, need", -50, 55),
    ("text, past act", 98, 0),
    ("text, perfect act", -14, 105),
    ("text, progressive act", -36, 72),
    ("text, verb first", -60, 24),
    ("text, will act", -23, 30),
    ("text, will be", -17, 74),
    ("there was", 91, -22),
    ("time", -117, -80),
    ("unexpected", 118, -53),
    ("watching", 0, -22),
    ("watching act", 0, -21),
    ("when first", 25, -93),
];
// end of the table
