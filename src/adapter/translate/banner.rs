//! The words of a banner beside a health that the page states by a class: `<div class="operational">Not operational</div>`.

use super::vocabulary;
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Health, Impact};

/// The stated health, unless it is `none` and the words beside it deny that: then unknown, and the contradiction is
/// reported.
pub(crate) fn reject_denied(health: Health, words: Option<&str>, context: &mut Context<'_>) -> Health {
    if health.impact == Some(Impact::None) && report_denial(words, context) {
        Health::default()
    } else {
        health
    }
}

/// Whether the words beside a stated `none` deny it, which is reported.
pub(crate) fn report_denial(words: Option<&str>, context: &mut Context<'_>) -> bool {
    let Some(words) = words.filter(|words| deny_health(words)) else { return false };
    let message = "expected the words of the banner to agree with its class, found none stated beside them";
    context.report(Diagnostic::warning(Code::Contradiction, "/health/impact", message).with_found(words));
    true
}

/// What a banner names where something is wrong.
const TROUBLE: [&str; 9] = [
    "outage",
    "degraded",
    "disruption",
    "down",
    "downtime",
    "issues",
    "problems",
    "interruption",
    "unavailable",
];
/// What it says where nothing is.
const HEALTHY: [&str; 12] = [
    "available",
    "fine",
    "functional",
    "healthy",
    "normal",
    "normally",
    "ok",
    "online",
    "operational",
    "operating",
    "up",
    "working",
];
const NEGATIONS: [&str; 9] =
    ["barely", "cannot", "hardly", "neither", "never", "no", "not", "nothing", "without"];
/// Qualifiers that say nothing by themselves: "All systems appear to be up".
const NEUTRAL: [&str; 3] = ["about", "be", "to"];
/// What is good to be without: "No incidents today".
const EVENTS: [&str; 6] = ["disruptions", "incident", "incidents", "interruptions", "maintenance", "outages"];

/// Whether words for people name trouble or deny that there is none: "Major System Outage", "Not all systems operational",
/// but not "No known issues". So do words that put health off: "Soon to be operational". A negation ends with the clause.
fn deny_health(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    words.split([',', ';', '.', ':', '!', '?', '(', ')']).any(|clause| {
        let words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (mut is_negated, mut is_qualified, mut is_put_off, mut is_denial) = (false, false, false, false);
        for word in words {
            if TROUBLE.contains(&word) {
                // "No issues with operational systems": it is the trouble that is negated. "Not yet down": it will come.
                return !is_negated || is_put_off;
            }
            if is_negated && EVENTS.contains(&word) {
                return false;
            }
            if (is_negated || is_qualified) && HEALTHY.contains(&word) {
                return true;
            }
            is_negated |= NEGATIONS.contains(&word);
            is_qualified |= vocabulary::is_qualifier(word) && !NEUTRAL.contains(&word);
            is_put_off |= word == "yet";
            is_denial |= word == "not";
        }
        // "Not all systems are go": a word that is not known is not evidence of health.
        is_denial
    })
}

#[cfg(test)]
mod tests {
    use super::deny_health;

    #[test]
    fn words_that_deny_that_all_is_operational() {
        for words in [
            "Major System Outage",
            "Experiencing issues with uploads",
            "DOWN",
            "Not All Systems Operational",
            "Systems are no longer operating normally",
            "Not all systems are go",
            "Sorry, the API is not available",
            "Not yet Major System Outage",
            "Expected to be fully operational at noon",
            "Almost all systems operational",
            "Services will be up shortly",
        ] {
            assert!(deny_health(words), "{words}");
        }
        for words in [
            "All Systems Operational",
            "No known issues",
            "No issues: all services are online",
            "No maintenance - all systems operational",
            "Running without issues",
            "No longer down: all systems appear to be operational",
            "Downtown",
        ] {
            assert!(!deny_health(words), "{words}");
        }
    }
}
