//! A document whose top is an object, taken in member by member: `summary.json`, the lists, one incident in its
//! envelope, a webhook.

use super::incident::{Listed, incident};
use super::values::component;
use super::wire;
use crate::adapter::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Component, Incident};
use crate::syntax::json::{MemberValue, MemberVisitor};

/// What stands in an envelope; what is a list there is translated already.
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
    /// The page that its items say they belong to.
    pub(super) page_ids: PageIds,
    /// The rows of the components that do not say if they are groups: captures of before 2020.
    lack_group: Vec<usize>,
    left_out: LeftOut,
    /// The lists of which something could not be read or was left out.
    pub(super) lost: Lost,
}

/// Whether something of a list is missing: what is half read is no evidence.
#[derive(Debug, Default)]
pub(super) struct Lost {
    pub(super) components: bool,
    pub(super) incidents: bool,
    pub(super) maintenances: bool,
}

/// The page id that all items name, if they name one.
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
struct LeftOut {
    components: usize,
    incidents: usize,
}

/// Takes in an envelope's members.
#[derive(Debug)]
pub(super) struct Envelope<'c, 'p, 'a> {
    context: &'c mut Context<'p>,
    parts: Parts<'a>,
    path: String,
}

impl<'c, 'p, 'a> Envelope<'c, 'p, 'a> {
    pub(super) fn new(context: &'c mut Context<'p>) -> Self {
        Self { context, parts: Parts::default(), path: String::new() }
    }

    /// What was taken in, its groups told and what was left out said.
    pub(super) fn into_parts(self) -> Parts<'a> {
        let Self { context, mut parts, .. } = self;
        if let Some(rows) = parts.components.as_mut().filter(|_| !parts.lack_group.is_empty()) {
            tell_groups(rows, &parts.lack_group);
        }
        let limits = context.limits();
        for (what, most, left_out) in [
            ("components", limits.components, parts.left_out.components),
            ("incidents", limits.incidents, parts.left_out.incidents),
        ] {
            if left_out > 0 {
                let found = most.saturating_add(left_out);
                let message = format!("expected at most {most} {what}, found {found}; the rest are left out");
                context.report(Diagnostic::warning(Code::Limit, format!("/{what}"), message));
            }
        }
        parts
    }

    fn go_to(&mut self, list: &str, index: usize) {
        use std::fmt::Write as _;
        self.path.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.path, "{list}/{index}");
    }

    fn component(&mut self, row: wire::Component<'a>, index: usize) {
        self.go_to("/components", index);
        let list = self.parts.components.get_or_insert_default();
        if list.len() >= self.context.limits().components {
            self.parts.left_out.components = self.parts.left_out.components.saturating_add(1);
            self.skipped("/components");
            return;
        }
        if row.group.0.is_none() {
            self.parts.lack_group.push(list.len());
        }
        list.push(component(row, &self.path, self.context));
    }

    fn incident(&mut self, row: wire::Incident<'a>, listed: Listed, index: usize) {
        self.go_to(listed.path(), index);
        self.parts.page_ids.add(row.page_id.as_str());
        let taken =
            [&self.parts.incidents, &self.parts.maintenances].map(|list| list.as_ref().map_or(0, Vec::len));
        if taken.into_iter().fold(0, usize::saturating_add) >= self.context.limits().incidents {
            self.parts.left_out.incidents = self.parts.left_out.incidents.saturating_add(1);
            self.skipped(listed.path());
            return;
        }
        let incident = incident(row, listed, &self.path, self.context);
        let list = match listed {
            Listed::Anywhere => &mut self.parts.incidents,
            Listed::AmongMaintenances => &mut self.parts.maintenances,
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
                self.parts.lack_group.clear();
                if value.read_each("/components", self, Self::component)? {
                    self.parts.components.get_or_insert_default();
                }
            }
            "incidents" => {
                self.parts.incidents = None;
                let take = |to: &mut Self, row, index| to.incident(row, Listed::Anywhere, index);
                if value.read_each("/incidents", self, take)? {
                    self.parts.incidents.get_or_insert_default();
                }
            }
            "scheduled_maintenances" => {
                self.parts.maintenances = None;
                let take = |to: &mut Self, row, index| to.incident(row, Listed::AmongMaintenances, index);
                if value.read_each("/scheduled_maintenances", self, take)? {
                    self.parts.maintenances.get_or_insert_default();
                }
            }
            "incident" => {
                let row: Option<wire::Incident<'a>> = value.read("/incident", self)?;
                self.parts.incident = row.map(|row| {
                    self.parts.page_ids.add(row.page_id.as_str());
                    incident(row, Listed::Anywhere, "/incident", self.context)
                });
            }
            "component" => {
                let row: Option<wire::Component<'a>> = value.read("/component", self)?;
                self.parts.component = row.map(|row| {
                    self.parts.page_ids.add(row.page_id.as_str());
                    component(row, "/component", self.context)
                });
            }
            _ => value.skip()?,
        }
        Some(())
    }

    fn skipped(&mut self, path: &str) {
        let lost = &mut self.parts.lost;
        match path {
            "/components" => lost.components = true,
            "/incidents" => lost.incidents = true,
            _ => lost.maintenances = true,
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

/// Where rows do not say whether they are groups, one that others name as theirs is.
fn tell_groups(rows: &mut [Component], lack_group: &[usize]) {
    let groups: std::collections::HashSet<String> =
        rows.iter().filter_map(|row| row.parent_id.clone()).collect();
    for &index in lack_group {
        if let Some(row) = rows.get_mut(index) {
            row.is_group = row.id.as_ref().is_some_and(|id| groups.contains(id));
        }
    }
}
