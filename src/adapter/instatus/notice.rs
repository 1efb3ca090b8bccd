//! Incidents and maintenances of Instatus, which its pages and its JSON write alike.

use std::borrow::Cow;

use chrono::TimeDelta;
use serde_json::value::RawValue;

use crate::adapter::item::ItemContext;
use crate::adapter::translate::timeline::UpdateEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    AffectedComponent, Impact, Incident, IncidentKind, IncidentStatus, Link, RichText, Schedule, Update,
};
use crate::syntax::json::{FastDecode, PullParser, Raw, Salvage, SalvageContext, Text, wire};

wire! {
    /// An incident, or a maintenance, which adds `start`, `end` and `duration`.
    pub(super) struct Notice<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "status" => status: Text<'a>,
        "impact" => impact: Text<'a>,
        "started" => started: Text<'a>,
        "resolved" => resolved: Text<'a>,
        "updatedAt" => updated_at: Text<'a>,
        "url" => url: Text<'a>,
        "start" => start: Text<'a>,
        "end" => end: Text<'a>,
        // Minutes, as a number or as a string.
        "duration" => duration: Raw<'a>,
        "components" => components: Option<Vec<Affected<'a>>>,
        "updates" => updates: Option<Vec<NoticeUpdate<'a>>>,
        leaves out []
    }

    pub(super) struct Affected<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "status" => status: Text<'a>,
        leaves out []
    }

    pub(super) struct NoticeUpdate<'a> {
        "id" => id: Text<'a>,
        "status" => status: Text<'a>,
        "started" => started: Text<'a>,
        "message" => message: Words<'a>,
        "messageHtml" => message_html: Words<'a>,
        leaves out []
    }

    struct Languages<'a> {
        "default" => default: Text<'a>,
        "en" => en: Text<'a>,
        leaves out [
            // The same in other languages.
            "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id",
            "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sr",
            "sv", "th", "tr", "uk", "vi", "zh", "zh-CN", "zh-TW",
        ]
    }
}

/// A text in one or more languages, of which the default is kept; or a plain string.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Words<'a>(pub(super) Option<Cow<'a, str>>);

impl Words<'_> {
    pub(super) fn into_string(self) -> Option<String> {
        self.0.map(Cow::into_owned).filter(|text| !text.is_empty())
    }
}

impl<'a> From<Languages<'a>> for Words<'a> {
    fn from(languages: Languages<'a>) -> Self {
        Self(languages.default.0.or(languages.en.0))
    }
}

impl<'a> FastDecode<'a> for Words<'a> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        match reader.peek()? {
            b'{' => Languages::read(reader).map(Self::from),
            _ => Text::read(reader).map(|text| Self(text.0)),
        }
    }
}

impl<'a> Salvage<'a> for Words<'a> {
    const EXPECTED: &'static str = "a text or one for each language";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        if raw.get().starts_with('{') {
            Languages::salvage(raw, place).map(Self::from)
        } else {
            Text::salvage(raw, place).map(|text| Self(text.0))
        }
    }
}

/// Translates an incident or a maintenance.
pub(super) fn translate_notice(
    wire: Notice<'_>,
    kind: IncidentKind,
    at: &mut ItemContext<'_, '_>,
) -> Incident {
    let components = at.each("components", wire.components, |row, at| AffectedComponent {
        status: at.component_status("status", row.status.as_str()),
        id: row.id.into_string(),
        name: row.name.into_string(),
    });
    let mut incident = Incident {
        kind,
        title: wire.name.into_string(),
        status: at.incident_status("status", wire.status.as_str()),
        impact: read_impact(&wire.impact, &components, at),
        started_at: at.instant("started", wire.started.as_str()),
        resolved_at: at.instant("resolved", wire.resolved.as_str()),
        updated_at: at.instant("updatedAt", wire.updated_at.as_str()),
        url: wire.url.as_str().map(Link::from),
        components,
        raw: wire.source.map(Into::into),
        ..Incident::default()
    };
    if kind == IncidentKind::Maintenance {
        let start = at.instant("start", wire.start.as_str());
        let end = at.instant("end", wire.end.as_str());
        let length = wire.duration.0.and_then(|raw| read_minutes(raw, at));
        let end = end.or_else(|| start?.checked_add_signed(length?));
        incident.scheduled = (start.is_some() || end.is_some()).then(|| Schedule::new(start, end));
    }
    // Old summaries have no id; the last segment of the link is the same.
    let id = wire.id.into_string().or_else(|| wire.url.as_str()?.rsplit('/').next().map(str::to_owned));
    at.identify(&mut incident, "id", id);
    let updates = at.each("updates", wire.updates, |row, at| {
        let html = row.message_html.into_string();
        let html = html.map(|html| RichText::html(at.bounded_text("messageHtml", &html)));
        UpdateEntry::new(Update {
            id: row.id.into_string(),
            status: at.incident_status("status", row.status.as_str()),
            at: at.instant("started", row.started.as_str()),
            body: html.or_else(|| at.body("message", row.message.0.as_deref())),
            ..Update::default()
        })
    });
    at.apply_updates(&mut incident, updates, false);
    if kind == IncidentKind::Incident && incident.status.is_none() && incident.resolved_at.is_none() {
        incident.status = Some(IncidentStatus::Open);
    }
    incident
}

/// `120` or `"120"`
fn read_minutes(raw: &str, at: &mut ItemContext<'_, '_>) -> Option<TimeDelta> {
    let length = raw.trim_matches('"').parse().ok().and_then(TimeDelta::try_minutes);
    if length.is_none() {
        let message = "expected a number of minutes, found another value; it is left out";
        let diagnostic = Diagnostic::warning(Code::WrongType, at.path("duration"), message);
        at.document().report(diagnostic.with_found(raw));
    }
    length
}

/// `None` where the impact says that nothing is wrong while the incident's components are down.
fn read_impact(
    word: &Text<'_>,
    components: &[AffectedComponent],
    at: &mut ItemContext<'_, '_>,
) -> Option<Impact> {
    let impact = at.impact("impact", word.as_str())?;
    let is_harmed =
        |row: &AffectedComponent| row.status.as_ref().is_some_and(|status| !status.is_operational());
    if impact == Impact::None && components.iter().any(is_harmed) {
        let message =
            "expected an impact that fits its components, found none while they are down; it is left out";
        let diagnostic = Diagnostic::warning(Code::Contradiction, at.path("impact"), message);
        at.document().report(diagnostic.with_found(word.as_str().unwrap_or_default()));
        return None;
    }
    Some(impact)
}
