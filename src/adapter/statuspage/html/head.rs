//! What a page states about itself as a whole: whose it is, how it is, and when.

use chrono::{DateTime, Utc};

use super::selectors::PageSelectors;
use crate::adapter::page::worse_of;
use crate::adapter::translate::banner;
use crate::adapter::{Context, Part};
use crate::datetime;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Health, Impact, Vendor};
use crate::syntax::html::select::{Element, MatchedPage};

/// The word after a prefix among an element's classes: `minor` of `impact-minor`.
pub(super) fn class_word(element: &Element<'_, '_>, prefix: &str) -> Option<String> {
    let classes = element.attribute("class")?;
    classes.split_ascii_whitespace().find_map(|class| class.strip_prefix(prefix)).map(str::to_owned)
}

/// When the page was generated: `<meta name="issued" content="1611331284">`.
pub(super) fn issued_at(page: &MatchedPage<'_>, selectors: &PageSelectors) -> Option<DateTime<Utc>> {
    let content = page.first(selectors.issued)?.attribute("content")?;
    datetime::parse_instant(content.trim())
}

/// Whose page it is: by its greeting ("Welcome to Acme's home for real-time and historical data on system performance."),
/// else by its title.
pub(super) fn vendor(page: &MatchedPage<'_>, selectors: &PageSelectors) -> Vendor {
    let greeting = page.first(selectors.description).and_then(|meta| meta.attribute("content"));
    let greeted = greeting.as_deref().and_then(|content| {
        let (name, _) = content.strip_prefix("Welcome to ")?.split_once("'s home for ")?;
        Some(name.trim().to_owned())
    });
    let titled = || {
        let title = page.first(selectors.title)?.line();
        // "X Status", "X Status - Incident History", "X Status - Title of an incident"
        let name = title.split_once(" Status - ").map_or(title.as_str(), |(name, _)| name);
        Some(name.strip_suffix(" Status").unwrap_or(name).to_owned())
    };
    match greeted.or_else(titled).filter(|name| !name.is_empty()) {
        Some(name) => Vendor::new(name),
        None => Vendor::default(),
    }
}

/// The health that the page states: by its banner (`<div class="page-status status-none">`), else by the class of
/// `<body>`.
pub(super) fn stated_health(
    page: &MatchedPage<'_>,
    selectors: &PageSelectors,
    context: &mut Context<'_>,
) -> Health {
    let path = "/health/impact";
    let by_body = page.first(selectors.body).and_then(|body| class_word(&body, "status-"));
    let mut by_banner: Option<Impact> = None;
    let mut words: Option<String> = None;
    let mut is_denied = false;
    for element in page.all(selectors.page_status).take(MAX_BANNERS) {
        let shown = element.first(selectors.page_status_words).map(|words| words.line());
        let shown = shown.filter(|words| !words.is_empty());
        let class = class_word(&element, "status-");
        let impact = match &class {
            Some(class) => context.impact(class.as_str(), path),
            None => impact_of_words(shown.as_deref(), context),
        };
        let may_be_none = impact.as_ref().is_none_or(|impact| *impact == Impact::None);
        is_denied |= may_be_none && banner::report_denial(shown.as_deref(), context);
        if let (Some(class), Some(body)) = (&class, &by_body)
            && class != body
        {
            let message =
                format!("expected the banner and the body to say the same, found {class:?} and {body:?}");
            context.report(Diagnostic::info(Code::Contradiction, path, message));
        }
        by_banner = worse_of(by_banner, impact, path, context);
        words = words.or(shown);
    }
    let stated = by_banner.or_else(|| context.impact(by_body.as_deref(), path));
    let stated = stated.filter(|impact| !(is_denied && *impact == Impact::None));
    Health { description: words, ..stated.map_or_else(Health::default, Health::stated) }
}

/// How many banners are looked at; a page has one.
const MAX_BANNERS: usize = 64;

/// What the words of a banner without a class state; other words than the usual ones are reported.
fn impact_of_words(words: Option<&str>, context: &mut Context<'_>) -> Option<Impact> {
    match words {
        Some(words) if words.eq_ignore_ascii_case("All Systems Operational") => Some(Impact::None),
        words => {
            context.spoil(Part::Health);
            context.report_unknown(words.unwrap_or_default(), "a health", "/health/impact");
            None
        }
    }
}
