//! What Pingoru's pages mean.

use chrono::{DateTime, Utc};

use super::wire;
use crate::adapter::page_text::entry::{id_without_start, report_unread_lines};
use crate::adapter::page_text::update_entries;
use crate::adapter::translate::ids::{self, AnonymousIds};
use crate::adapter::translate::timeline;
use crate::adapter::{Context, provider};
use crate::datetime::{self, DateContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::model::{
    AffectedComponent, Coverage, Extent, Format, Health, Impact, Incident, IncidentStatus, Link, Snapshot,
    Source, Vendor,
};

/// Translates a page.
pub(super) fn page(page: &wire::Page<'_>, document: &Document<'_>, context: &mut Context<'_>) -> Snapshot {
    let is_later =
        document.url().and_then(|url| url.split_once("page=")).is_some_and(|(_, number)| number != "1");
    let extent = if page.is_history && !is_later { Extent::Recent } else { Extent::Partial };
    let coverage = Coverage::new(Extent::None, extent, extent);
    let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage).with_provider(provider::PINGORU));
    snapshot.vendor = Vendor {
        name: page.vendor.clone(),
        url: page.source.as_deref().map(Link::from),
        ..Vendor::default()
    };
    let vendor = page.vendor.as_deref().unwrap_or_default();
    let mut starts = AnonymousIds::default();
    for (index, wire) in page.incidents.iter().enumerate() {
        let path = format!("/incidents/{index}");
        let is_last = index.saturating_add(1) == page.incidents.len();
        let is_open_ended =
            if page.is_history { is_last && !wire.is_closed } else { wire.updates.is_empty() };
        let is_cut = wire.is_cut || is_open_ended;
        let mut incident = incident(wire, page.is_markdown, is_cut, &path, context);
        let number = document.url().and_then(number).filter(|_| !page.is_history);
        incident.id = match (number, &wire.day_and_length) {
            (Some(number), _) => number.to_owned(),
            (None, Some((day, length))) => {
                ids::anonymous_id(&[vendor, day, wire.affecting.as_deref().unwrap_or_default(), length])
            }
            (None, None) if incident.started_at.is_some() => starts.id(vendor, incident.started_at),
            (None, None) => id_without_start(&mut starts, vendor, wire.title.as_deref(), &wire.updates),
        };
        context.check_interval(&incident, format_args!("{path}/resolved_at"));
        snapshot.incidents.push(incident);
    }
    // The source is printed above the outages.
    let has_outages = page.source.is_none() || page.outages.is_some_and(|count| count > 0);
    if page.is_history && page.incidents.is_empty() && has_outages {
        context.report_cut_off("/incidents");
    }
    report_unread_lines(&page.unread_lines, "a label or its value", "/incidents", context);
    let limit = context.limits().incidents;
    context.bound(&mut snapshot.incidents, limit, "incidents", "/incidents");
    snapshot.health =
        page.health.as_deref().map_or_else(Health::default, |sentence| health(sentence, context));
    snapshot
}

/// The number in an incident's address.
fn number(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("/incidents/")?;
    let number = rest.split(['/', '?', '#']).next()?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

fn health(sentence: &str, context: &mut Context<'_>) -> Health {
    let word = sentence.strip_suffix(" right now").and_then(|rest| rest.rsplit_once(" is "));
    let impact = match word {
        Some((_, "up")) => Impact::None,
        Some((_, word)) => {
            context.report_unknown(word, "\"up\"", "/health/impact");
            Impact::from(word)
        }
        None => return Health::default(),
    };
    Health::stated(impact).with_description(sentence)
}

fn incident(
    wire: &wire::Incident<'_>,
    is_markdown: bool,
    is_cut: bool,
    path: &str,
    context: &mut Context<'_>,
) -> Incident {
    let resolved =
        wire.resolved.as_deref().and_then(|text| instant(text, &format!("{path}/resolved_at"), context));
    let mut incident = Incident {
        title: wire.title.clone(),
        impact: context.impact(wire.impact.as_deref(), format_args!("{path}/impact")),
        status: context.incident_status(wire.status.as_deref(), format_args!("{path}/status")),
        started_at: wire
            .started
            .as_deref()
            .and_then(|text| instant(text, &format!("{path}/started_at"), context)),
        resolved_at: resolved,
        components: components(wire, path, context),
        ..Incident::default()
    };
    let mut entries = update_entries(&wire.updates, is_markdown, path, context, |time, path, context| {
        instant(&time.written, path, context)
    });
    entries.reverse();
    let limit = context.limits().updates;
    context.bound(&mut entries, limit, "updates", path);
    let is_over =
        entries.iter().any(|entry| entry.update.status.as_ref().is_some_and(IncidentStatus::is_over));
    let ends_early = wire.count.is_some_and(|count| wire.updates.len() < count);
    if !(is_cut || ends_early || (wire.status.is_some() && !is_over)) {
        timeline::apply_updates(&mut incident, entries);
        return incident;
    }
    let message = "expected updates up to the end of the incident, found fewer; what is there is kept";
    context.report(Diagnostic::warning(Code::Truncated, path, message));
    // Updates run from oldest to newest: the newest are the ones that are missing.
    if incident.status.is_none() && resolved.is_some() {
        incident.status = Some(IncidentStatus::Resolved);
    }
    let stated = incident.status.clone();
    timeline::apply_updates(&mut incident, entries);
    incident.status = stated;
    incident.updated_at = None;
    incident.resolved_at = resolved;
    incident
}

fn instant(text: &str, path: &str, context: &mut Context<'_>) -> Option<DateTime<Utc>> {
    let known = DateContext::new(context.limits()).with_assumed_zone(context.options().assumed_zone);
    context.written_instant(datetime::parse(text, &known), text, path)
}

fn components(wire: &wire::Incident<'_>, path: &str, context: &mut Context<'_>) -> Vec<AffectedComponent> {
    let affected: Vec<&str> = wire.affected.iter().map(|name| once(name)).collect();
    let named = |names: Vec<&str>| names.into_iter().map(AffectedComponent::new).collect();
    let Some(sentence) = wire.affecting.as_deref().map(once) else { return named(affected) };
    let (sentence, has_more) = match sentence.rsplit_once(" and ") {
        Some((listed, count)) if is_count(count) => (listed, true),
        _ => (sentence, false),
    };
    match affected.as_slice() {
        // The lean flavour has them line by line.
        [_, _, ..] => named(affected),
        _ if has_more => {
            let message =
                "expected the names of all components, found some and a number; the rest are left out";
            context.report(Diagnostic::info(Code::Missing, format!("{path}/components"), message));
            named(sentence.split(" and ").collect())
        }
        [glued] => named(parted(sentence, glued).unwrap_or_else(|| sentence.split(" and ").collect())),
        [] => named(sentence.split(" and ").collect()),
    }
}

/// A text that is printed twice without a space between (`Channel - MailChannel - Mail`), once.
fn once(text: &str) -> &str {
    let halves = text.split_at_checked(text.len() / 2);
    halves.filter(|(first, second)| first == second).map_or(text, |(first, _)| first)
}

/// "3 more components"
fn is_count(text: &str) -> bool {
    text.split_once(" more component")
        .is_some_and(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Splits the names of a sentence ("A and B and C") with the help of the text in which they are glued together
/// ("AB and C"): an "and" that occurs there too belongs to a name. `None` if the two disagree.
fn parted<'a>(sentence: &'a str, glued: &str) -> Option<Vec<&'a str>> {
    const AND: &str = " and ";
    let mut names = Vec::new();
    let (mut start, mut end) = (0_usize, 0_usize);
    let mut rest = glued;
    for part in sentence.split(AND) {
        let joined = rest.strip_prefix(AND).and_then(|rest| rest.strip_prefix(part)).filter(|_| end > 0);
        let from = if end == 0 { 0 } else { end.saturating_add(AND.len()) };
        rest = if let Some(rest) = joined {
            rest
        } else {
            if end > 0 {
                names.push(sentence.get(start..end)?);
            }
            start = from;
            rest.strip_prefix(part)?
        };
        end = from.saturating_add(part.len());
    }
    names.push(sentence.get(start..end)?);
    rest.is_empty().then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_printed_twice_is_one() {
        assert_eq!(once("Channel - MailChannel - Mail"), "Channel - Mail");
        assert_eq!(once("Channel - Mail"), "Channel - Mail");
        assert_eq!(once("ää"), "ä");
    }

    #[test]
    fn glued_names_are_parted_by_the_sentence() {
        assert_eq!(parted("API and Dashboard", "APIDashboard"), Some(vec!["API", "Dashboard"]));
        assert_eq!(parted("Chat and Mail and API", "Chat and MailAPI"), Some(vec!["Chat and Mail", "API"]));
        assert_eq!(parted("Chat and Mail", "Chat and Mail"), Some(vec!["Chat and Mail"]));
        assert_eq!(parted("API", "Dashboard"), None);
    }
}
