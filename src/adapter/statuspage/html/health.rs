//! What a page says about itself as a whole: who it is, how it is, when.

use chrono::{DateTime, Utc};

use super::plan::Rules;
use crate::adapter::Context;
use crate::datetime;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Health, Impact, Snapshot, Vendor};
use crate::syntax::html::select::{Element, MatchedPage};

/// The word behind a prefix among an element's classes: `minor` of `impact-minor`.
pub(super) fn class_word(hit: &Element<'_, '_>, prefix: &str) -> Option<String> {
    let classes = hit.attribute("class")?;
    classes.split_ascii_whitespace().find_map(|class| class.strip_prefix(prefix)).map(str::to_owned)
}

/// The impact that an element's class names.
pub(super) fn impact(hit: &Element<'_, '_>, path: &str, context: &mut Context<'_>) -> Option<Impact> {
    Some(known(class_word(hit, "impact-")?, "an impact", path, context))
}

fn known(word: String, what: &str, path: &str, context: &mut Context<'_>) -> Impact {
    let impact = Impact::from(word);
    if !impact.is_known() {
        let message = format!("expected {what}, found a word that is not known; it is kept");
        context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(impact.as_str()));
    }
    impact
}

/// When the page was made.
pub(super) fn issued(page: &MatchedPage<'_>, rules: &Rules) -> Option<DateTime<Utc>> {
    let content = page.first(rules.issued)?.attribute("content")?;
    datetime::parse_instant(content.trim())
}

/// Whose page it is: by its greeting, else by its title.
pub(super) fn vendor(page: &MatchedPage<'_>, rules: &Rules) -> Vendor {
    let greeting = page.first(rules.description).and_then(|hit| hit.attribute("content"));
    let greeted = greeting.as_deref().and_then(|content| {
        let (name, _) = content.strip_prefix("Welcome to ")?.split_once("'s home for ")?;
        Some(name.trim().to_owned())
    });
    let titled = || {
        let title = page.first(rules.title)?.line();
        // "X Status", "X Status - Incident History", "X Status - Title of an incident"
        let name = title.split_once(" Status - ").map_or(title.as_str(), |(name, _)| name);
        Some(name.strip_suffix(" Status").unwrap_or(name).to_owned())
    };
    match greeted.or_else(titled).filter(|name| !name.is_empty()) {
        Some(name) => Vendor::new(name),
        None => Vendor::default(),
    }
}

/// As the page states it, else derived; but never green where the page is cut off.
pub(super) fn health(
    page: &MatchedPage<'_>,
    rules: &Rules,
    snapshot: &Snapshot,
    context: &mut Context<'_>,
) -> Health {
    let by_body = page.first(rules.body).and_then(|body| class_word(&body, "status-"));
    let banner = page.first(rules.page_status);
    let by_banner = banner.and_then(|banner| class_word(&banner, "status-"));
    if let (Some(banner), Some(body)) = (&by_banner, &by_body)
        && banner != body
    {
        let message =
            format!("expected the banner and the body to say the same, found {banner:?} and {body:?}");
        context.report(Diagnostic::info(Code::Contradiction, "/health/impact", message));
    }
    let stated = by_banner.or(by_body).map(|word| known(word, "a health", "/health/impact", context));
    let health = match stated {
        Some(impact) => Health::stated(impact),
        None => snapshot.derived_health(),
    };
    if page.is_cut && health.impact == Some(Impact::None) {
        return Health::default();
    }
    let words = banner.and_then(|banner| banner.first(rules.page_status_words)).map(|words| words.line());
    match words.filter(|words| !words.is_empty()) {
        Some(words) => health.with_description(words),
        None => health,
    }
}

/// Says where the page does not end as it should.
pub(super) fn ending(page: &MatchedPage<'_>, context: &mut Context<'_>) {
    if page.is_cut {
        let message =
            "expected the page to be closed, found its end within something; what stands before is kept";
        context.report(Diagnostic::warning(Code::Truncated, "", message));
    }
    if page.is_followed {
        let message = "expected one page, found another one behind it, which is left out";
        context.report(Diagnostic::warning(Code::Malformed, "", message));
    }
}
