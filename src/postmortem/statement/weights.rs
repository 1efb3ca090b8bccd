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
    ("(bias)", -417, -512),
    ("(least confidence)", 26, 40),
    ("(least of the best)", 15, 40),
    ("agent", -64, 7),
    ("announced action", -4, 191),
    ("announced action item", 14, 75),
    ("announced cause", 102, -9),
    ("announces", -23, -102),
    ("apology", -76, -59),
    ("because", -20, -21),
    ("causal in cause part", 57, -29),
    ("causal in timeline", -41, 0),
    ("causal without cause part", 102, -85),
    ("caused by", 83, -6),
    ("change", 34, 75),
    ("commits with purpose", -64, 76),
    ("consequence first", -104, -4),
    ("courtesy", -42, -187),
    ("customer subject", -27, -46),
    ("defect", 56, -41),
    ("due to", 127, -25),
    ("duration", -89, -31),
    ("effect", 150, -78),
    ("exhaustion", -25, -20),
    ("failure", 11, -5),
    ("finding", 85, -41),
    ("gerund first", -10, 70),
    ("had been", 65, -50),
    ("hedge", 25, -18),
    ("imperative first", -19, 110),
    ("improvement", -3, 70),
    ("in action part", -44, 214),
    ("in action part without list", -34, 1),
    ("in action part without list, commits", -7, 126),
    ("in action part, item", -40, 258),
    ("in action part, need", -1, 35),
    ("in action part, opens a paragraph", -26, -35),
    ("in action part, verb first", -7, 102),
    ("in apology part", -6, -16),
    ("in cause part", 220, -65),
    ("in cause part, item", 92, -8),
    ("in cause part, opens it", 128, -15),
    ("in detection part", -32, -10),
    ("in impact part", -51, -28),
    ("in lead", 31, 50),
    ("in lessons part", -59, -47),
    ("in lessons part, need", -13, 21),
    ("in other part", -53, -36),
    ("in resolution part", -25, -51),
    ("in summary part", 76, -11),
    ("in timeline", -125, 0),
    ("incident subject", 80, -31),
    ("item", 9, 69),
    ("last list", -36, 61),
    ("long", 50, -39),
    ("mistake", 109, -9),
    ("names the cause", 57, 11),
    ("negated", 57, -97),
    ("negated in cause part", 64, -22),
    ("nested item", -11, 83),
    ("no action part", 28, 49),
    ("no cause part", 84, 66),
    ("occurred", 40, -10),
    ("opens line", 15, 7),
    ("opens part", 47, 23),
    ("participle first", -38, 19),
    ("passive", 19, -50),
    ("prevention", -15, 55),
    ("quality noun", 11, 122),
    ("recovery", -67, -33),
    ("retrospect", -31, 12),
    ("row", -7, 33),
    ("short", -57, -51),
    ("status label", -2, 15),
    ("text end", -51, 135),
    ("text start", -47, -69),
    ("text, act of recovery", -50, -26),
    ("text, act with purpose", -17, 113),
    ("text, need", -37, 57),
    ("text, past act", 85, 2),
    ("text, perfect act", -10, 103),
    ("text, progressive act", -41, 69),
    ("text, verb first", -47, 32),
    ("text, will act", -24, 27),
    ("text, will be", -19, 73),
    ("there was", 97, -21),
    ("time", -120, -82),
    ("unexpected", 127, -52),
    ("watching", -28, -24),
    ("when first", 25, -97),
];
// end of the table
