//! Logistic regression with a quadratic penalty, by Newton's method.

use crate::gold::{Label, Side, Text};

/// How strongly weights are drawn to zero.
const PENALTY: f64 = 2.0;
/// Weights, in logits, that are expected before any text is seen: features that say by definition what a statement is, and that
/// few texts show. Weights are drawn to these, all others to zero.
const EXPECTED: &[(&str, Side, f64)] = &[
    ("announced action item", Side::Action, 1.0),
    ("announced cause", Side::Cause, 1.0),
    ("in action part without list, commits", Side::Action, 2.0),
    ("in cause part, item", Side::Cause, 1.0),
];

/// Features that concern one side only: on the other, chance alone would give them a weight.
const ONE_SIDED: &[(&str, Side)] = &[
    ("announced action", Side::Action),
    ("announced action item", Side::Action),
    ("apology", Side::Action),
    ("courtesy", Side::Action),
    ("difference", Side::Cause),
    ("effect of a change", Side::Cause),
    ("improvement", Side::Action),
    ("last list", Side::Action),
    ("negated in summary", Side::Cause),
    ("prevention", Side::Action),
    ("quality noun", Side::Action),
    ("recovery by us", Side::Cause),
    ("several signs of a cause", Side::Cause),
    ("states the cause", Side::Cause),
    ("status label", Side::Action),
    ("watching", Side::Action),
    ("watching act", Side::Action),
];

/// Enough rounds for the weights to converge.
const ROUNDS: usize = 25;

/// A fitted side: weights in hundredths of a logit, confidences in percent.
pub(crate) struct Fitted {
    pub(crate) weights: Vec<i16>,
    pub(crate) bias: i16,
    pub(crate) least: i16,
    pub(crate) least_of_best: i16,
}

/// A labelled statement: the indices of its features, whether it is one, how much it counts.
struct Sample {
    features: Vec<usize>,
    is: bool,
    weight: f64,
}

/// Fits one side on these texts.
pub(crate) fn fit(texts: &[&Text], names: &[&str], side: Side) -> Fitted {
    let concerns = |name: &str| !ONE_SIDED.iter().any(|&(of, only)| of == name && only != side);
    let mut samples = Vec::new();
    for text in texts {
        // A long text counts more than a short one, but not as much more as it is longer.
        let count = text.statements.len().max(10) as f64;
        for statement in &text.statements {
            let label = match side {
                Side::Cause => statement.cause,
                Side::Action => statement.action,
            };
            if label == Label::Either {
                continue;
            }
            let mut features: Vec<usize> = statement
                .features
                .iter()
                .filter(|name| concerns(name))
                .filter_map(|name| names.binary_search(name).ok())
                .collect();
            // The last one is the bias.
            features.push(names.len());
            samples.push(Sample { features, is: label == Label::Is, weight: (30.0 / count).powf(0.75) });
        }
    }
    let mut expected = vec![0.0; names.len() + 1];
    for (name, _, weight) in EXPECTED.iter().filter(|(_, of, _)| *of == side) {
        if let Ok(at) = names.binary_search(name) {
            expected[at] = *weight;
        }
    }
    let weights = newton(&samples, &expected);
    let hundredths = |weight: &f64| (weight * 100.0).round() as i16;
    let (least, least_of_best) = match side {
        Side::Cause => (LEAST.0, LEAST_OF_BEST.0),
        Side::Action => (LEAST.1, LEAST_OF_BEST.1),
    };
    Fitted {
        bias: hundredths(&weights[names.len()]),
        weights: weights[..names.len()].iter().map(hundredths).collect(),
        least,
        least_of_best,
    }
}

/// The confidence from which statements are taken: causes, actions.
const LEAST: (i16, i16) = (26, 40);
/// The same for the best one where no other is taken.
const LEAST_OF_BEST: (i16, i16) = (15, 40);

fn newton(samples: &[Sample], expected: &[f64]) -> Vec<f64> {
    let size = expected.len();
    let mut weights = expected.to_vec();
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> =
            weights.iter().zip(expected).map(|(weight, expected)| -PENALTY * (weight - expected)).collect();
        let mut hessian = vec![vec![0.0; size]; size];
        for (at, row) in hessian.iter_mut().enumerate() {
            row[at] = PENALTY;
        }
        // The bias is free.
        gradient[size - 1] = 0.0;
        hessian[size - 1][size - 1] = 1e-3;
        for sample in samples {
            let score: f64 = sample.features.iter().map(|&feature| weights[feature]).sum();
            let probability = 1.0 / (1.0 + (-score).exp());
            let error = sample.weight * (f64::from(u8::from(sample.is)) - probability);
            let curve = sample.weight * probability * (1.0 - probability);
            for &feature in &sample.features {
                gradient[feature] += error;
                for &other in &sample.features {
                    hessian[feature][other] += curve;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *weight += step;
        }
    }
    weights
}

/// Solves a system with a positive definite matrix by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for pivot in 0..size {
        for row in pivot + 1..size {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            if factor != 0.0 {
                let (above, below) = matrix.split_at_mut(row);
                for (value, pivot_value) in below[0][pivot..].iter_mut().zip(&above[pivot][pivot..]) {
                    *value -= factor * pivot_value;
                }
                right[row] -= factor * right[pivot];
            }
        }
    }
    for row in (0..size).rev() {
        for column in row + 1..size {
            right[row] -= matrix[row][column] * right[column];
        }
        right[row] /= matrix[row][row];
    }
    right
}
