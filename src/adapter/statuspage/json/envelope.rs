//! A document with an object at its top, read member by member: `summary.json`, the lists, one incident in its envelope,
//! a webhook.
//!
//! Each item is translated as it is decoded, so that a list of 20 MB never holds its wire types and the model at once.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::incident::{ListKind, translate_incident};
use super::wire;
use crate::adapter::json::names_next_page;
use crate::adapter::translate::groups::mark_groups;
use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Component, Incident};
use crate::syntax::json::{Integer, MemberValue, MemberVisitor, Raw};

/// The members of an envelope. Lists are translated already.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    pub(super) page: wire::Page<'a>,
    pub(super) status: Option<wire::Status<'a>>,
    pub(super) meta: Option<wire::Meta<'a>>,
    pub(super) components: Option<Vec<Component>>,
    pub(super) incidents: Option<Vec<Incident>>,
    pub(super) maintenances: Option<Vec<Incident>>,
    pub(super) incident: Option<Incident>,
    pub(super) component: Option<Component>,
    /// The page that the items say they belong to.
    pub(super) page_ids: PageIds,
    /// The ids of components that groups list as theirs.
    member_ids: Vec<Cow<'a, str>>,
    /// Indexes of components that do not say whether they are groups, as in captures from before 2020.
    without_group_flag: Vec<usize>,
    over_limit: OverLimit,
    /// A key that looks like another statement about the health of the page.
    pub(super) foreign_statement: Option<String>,
    /// How many items there are, as the document says.
    pub(super) total: Option<i64>,
    /// Whether the document says that its lists go on in another one.
    pub(super) has_next_page: bool,
}

/// The page id that all items name, if they name one and the same.
#[derive(Debug, Default)]
pub(super) struct PageIds {
    id: Option<String>,
    differ: bool,
}

impl PageIds {
    pub(super) fn add(&mut self, id: Option<&str>) {
        match (&self.id, id) {
            (None, Some(id)) => self.id = Some(id.to_owned()),
            (Some(known), Some(id)) => self.differ |= known != id,
            (_, None) => {}
        }
    }

    pub(super) fn shared(self) -> Option<String> {
        self.id.filter(|_| !self.differ)
    }
}

/// How many items were left out because a limit was reached.
#[derive(Debug, Default)]
struct OverLimit {
    components: usize,
    incidents: usize,
}

/// Reads the members of an envelope.
#[derive(Debug)]
pub(super) struct Envelope<'c, 'p, 'a> {
    context: &'c mut Context<'p>,
    parts: Parts<'a>,
}

impl<'c, 'p, 'a> Envelope<'c, 'p, 'a> {
    pub(super) fn new(context: &'c mut Context<'p>) -> Self {
        Self { context, parts: Parts::default() }
    }

    /// The members, with groups marked. What limits left out is reported.
    pub(super) fn into_parts(self) -> Parts<'a> {
        let Self { context, mut parts, .. } = self;
        if let Some(rows) = parts.components.as_mut().filter(|_| !parts.without_group_flag.is_empty()) {
            mark_groups(rows, |index| parts.without_group_flag.binary_search(&index).is_ok());
        }
        report_missing_members(&parts, context);
        let limits = context.limits();
        for (what, limit, over) in [
            ("components", limits.components, parts.over_limit.components),
            ("incidents", limits.incidents, parts.over_limit.incidents),
        ] {
            if over > 0 {
                context.report_over_limit(limit.saturating_add(over), limit, what, format_args!("/{what}"));
            }
        }
        parts
    }

    fn add_component(&mut self, mut row: wire::Component<'a>, index: usize) {
        let list = self.parts.components.get_or_insert_default();
        if list.len() >= self.context.limits().components {
            self.parts.over_limit.components = self.parts.over_limit.components.saturating_add(1);
            return;
        }
        if row.group.0.is_none() {
            self.parts.without_group_flag.push(list.len());
        }
        if row.group.0 == Some(true) {
            let members = row.components.take().unwrap_or_default();
            self.parts.member_ids.extend(members.into_iter().filter_map(|id| id.0));
        }
        list.push(translate_component(row, format_args!("/components/{index}"), self.context));
    }

    fn add_incident(&mut self, row: wire::Incident<'a>, list: ListKind, index: usize) {
        self.parts.page_ids.add(row.page_id.as_str());
        let count =
            [&self.parts.incidents, &self.parts.maintenances].map(|list| list.as_ref().map_or(0, Vec::len));
        if count.into_iter().fold(0, usize::saturating_add) >= self.context.limits().incidents {
            self.parts.over_limit.incidents = self.parts.over_limit.incidents.saturating_add(1);
            self.skipped(list.path());
            return;
        }
        let path = list.path();
        let incident = translate_incident(row, list, format_args!("{path}/{index}"), self.context);
        let list = match list {
            ListKind::Any => &mut self.parts.incidents,
            ListKind::Maintenances => &mut self.parts.maintenances,
        };
        list.get_or_insert_default().push(incident);
    }
}

impl<'a> MemberVisitor<'a> for Envelope<'_, '_, 'a> {
    fn member<V: MemberValue<'a>>(&mut self, key: &str, value: V) -> Option<()> {
        match key {
            "page" => self.parts.page = value.read::<Option<_>>("/page", self)?.unwrap_or_default(),
            "status" => self.parts.status = value.read("/status", self)?,
            "meta" => self.parts.meta = value.read("/meta", self)?,
            "components" => {
                self.parts.components = None;
                self.parts.without_group_flag.clear();
                if value.read_each("/components", self, Self::add_component)? {
                    self.parts.components.get_or_insert_default();
                }
            }
            "incidents" => {
                self.parts.incidents = None;
                let take = |to: &mut Self, row, index| to.add_incident(row, ListKind::Any, index);
                if value.read_each("/incidents", self, take)? {
                    self.parts.incidents.get_or_insert_default();
                }
            }
            "scheduled_maintenances" => {
                self.parts.maintenances = None;
                let take = |to: &mut Self, row, index| to.add_incident(row, ListKind::Maintenances, index);
                if value.read_each("/scheduled_maintenances", self, take)? {
                    self.parts.maintenances.get_or_insert_default();
                }
            }
            "incident" => {
                let row: Option<wire::Incident<'a>> = value.read("/incident", self)?;
                self.parts.incident = row.map(|row| {
                    self.parts.page_ids.add(row.page_id.as_str());
                    translate_incident(row, ListKind::Any, format_args!("/incident"), self.context)
                });
            }
            "maintenance" | "scheduled_maintenance" => {
                let path = if key == "maintenance" { "/maintenance" } else { "/scheduled_maintenance" };
                let row: Option<wire::Incident<'a>> = value.read(path, self)?;
                if let Some(row) = row {
                    self.parts.page_ids.add(row.page_id.as_str());
                    let incident =
                        translate_incident(row, ListKind::Maintenances, format_args!("{path}"), self.context);
                    self.parts.incident = Some(incident);
                }
            }
            "component" => {
                let row: Option<wire::Component<'a>> = value.read("/component", self)?;
                self.parts.component = row.map(|row| {
                    self.parts.page_ids.add(row.page_id.as_str());
                    translate_component(row, format_args!("/component"), self.context)
                });
            }
            "pagination" | "paging" | "links" | "next" | "next_page" | "has_more" => {
                let raw: Raw<'a> = value.read("", self)?;
                self.parts.has_next_page |= raw.0.is_some_and(|raw| names_next_page(key, raw));
            }
            "total" | "total_count" => {
                let total: Integer = value.read("", self)?;
                self.parts.total = total.0;
            }
            "truncated" | "partial" | "incomplete" => {
                let raw: Raw<'a> = value.read("", self)?;
                self.parts.has_next_page |= raw.0 == Some("true");
            }
            _ if is_statement(key) => {
                self.parts.foreign_statement.get_or_insert_with(|| key.to_owned());
                value.skip()?;
            }
            // A failure is reported by the parser, for every format. The others are a webhook's kind, and what it changed, which
            // the component beside it says too.
            "error" | "errors" | "event_type" | "organization_id" | "component_update" => value.skip()?,
            _ => value.skip_unread(key, self)?,
        }
        Some(())
    }

    fn skipped(&mut self, path: &str) {
        // A list of which nothing can be read is there all the same: it is not that the document lacks it.
        match path {
            "/components" => {
                self.parts.components.get_or_insert_default();
                self.context.mark_incomplete(Part::Components);
            }
            "/incidents" => {
                self.parts.incidents.get_or_insert_default();
                self.context.mark_incomplete(Part::Incidents);
            }
            _ => {
                self.parts.maintenances.get_or_insert_default();
                self.context.mark_incomplete(Part::Maintenances);
            }
        }
    }

    fn reset(&mut self) {
        self.parts = Parts::default();
    }

    fn diagnostics(&mut self) -> &mut Diagnostics {
        self.context.diagnostics()
    }

    fn depth(&self) -> usize {
        self.context.limits().depth
    }
}

/// Reports the components that a group lists as its own and the page does not list: the list is not complete.
fn report_missing_members(parts: &Parts<'_>, context: &mut Context<'_>) {
    if parts.over_limit.components > 0 {
        return;
    }
    let Some(listed) = &parts.components else { return };
    // Nearly every page lists as many rows within groups as its groups have members: no need to look each of them up.
    let in_groups = listed.iter().filter(|component| component.parent_id.is_some()).count();
    if in_groups == parts.member_ids.len() {
        return;
    }
    let listed: HashSet<&str> = listed.iter().filter_map(|component| component.id.as_deref()).collect();
    let mut missing = parts.member_ids.iter().filter(|id| !listed.contains(id.as_ref()));
    if let Some(first) = missing.next() {
        let count = missing.count().saturating_add(1);
        let message =
            format!("expected every component of a group in the list, found {count} that are not there");
        context.report(Diagnostic::warning(Code::Missing, "/components", message).with_found(first.as_ref()));
        context.mark_incomplete(Part::Components);
    }
}

/// Whether a key at the top, which is not Statuspage's, states how something is: `overall`, `health_state`, `Status`.
fn is_statement(key: &str) -> bool {
    const WORDS: [&str; 12] = [
        "status",
        "state",
        "health",
        "overall",
        "indicator",
        "condition",
        "severity",
        "verdict",
        "result",
        "outage",
        "operational",
        "impact",
    ];
    let key = key.to_ascii_lowercase();
    WORDS.iter().any(|word| key.contains(word))
}

/// A row of the page's list of components.
pub(super) fn translate_component(
    row: wire::Component<'_>,
    path: fmt::Arguments<'_>,
    context: &mut Context<'_>,
) -> Component {
    Component {
        updated_at: context.instant(row.updated_at.as_str(), format_args!("{path}/updated_at")),
        status: context.component_status(row.status.as_str(), format_args!("{path}/status")),
        id: row.id.into_string(),
        name: row.name.into_string(),
        parent_id: row.group_id.into_string(),
        is_group: row.group.0 == Some(true),
        description: row.description.into_string(),
        position: row.position.0,
        raw: row.source.map(Into::into),
    }
}
