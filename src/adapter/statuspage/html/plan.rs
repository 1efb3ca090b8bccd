//! Where things stand on Statuspage's pages.

use crate::syntax::html::select::{Plan, Rule};

/// The plan of all of Statuspage's pages, and its rules by name.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) plan: Plan,
    pub(super) title: Rule,
    pub(super) issued: Rule,
    pub(super) description: Rule,
    pub(super) body: Rule,
    pub(super) page_status: Rule,
    pub(super) page_status_words: Rule,
    pub(super) components: Rule,
    /// A row or a group.
    pub(super) container: Rule,
    pub(super) component: ComponentRules,
    pub(super) member: ComponentRules,
    pub(super) unresolved: IncidentRules,
    pub(super) scheduled: IncidentRules,
    pub(super) day: Rule,
    pub(super) date: Rule,
    pub(super) past: IncidentRules,
    pub(super) history: Rule,
    pub(super) report: ReportRules,
}

/// A row of the list of components.
#[derive(Debug)]
pub(super) struct ComponentRules {
    pub(super) item: Rule,
    pub(super) name: Rule,
    /// What stands in the name and is none of it.
    pub(super) not_name: Rule,
    pub(super) tip: Rule,
    pub(super) status: Rule,
}

/// An incident in a list.
#[derive(Debug)]
pub(super) struct IncidentRules {
    pub(super) item: Rule,
    pub(super) heading: Rule,
    pub(super) link: Rule,
    pub(super) window: Rule,
    pub(super) update: UpdateRules,
}

/// A block of an incident's story.
#[derive(Debug)]
pub(super) struct UpdateRules {
    pub(super) item: Rule,
    pub(super) word: Rule,
    pub(super) text: Rule,
    pub(super) link: Rule,
    pub(super) time: Rule,
    /// The instant itself, on pages of 2022 and later.
    pub(super) instant: Rule,
}

/// The page of one incident.
#[derive(Debug)]
pub(super) struct ReportRules {
    pub(super) name: Rule,
    pub(super) subheader: Rule,
    pub(super) affected: Rule,
    /// Links of the page to itself.
    pub(super) canonical: Rule,
    pub(super) address: Rule,
    pub(super) code: Rule,
    pub(super) row: UpdateRules,
}

impl Rules {
    pub(super) fn new() -> Self {
        let mut plan = Plan::default();
        let p = &mut plan;
        let components = p.look_for(None, ".components-container");
        let container = p.look_for(None, ".components-container .component-container");
        let day = p.look_for(None, ".status-day");
        let page_status = p.look_for(None, ".page-status");
        Self {
            title: p.look_for(None, "title"),
            issued: p.look_for(None, "meta[name=issued]"),
            description: p.look_for(None, "meta[name=description]"),
            body: p.look_for(None, "body"),
            page_status,
            page_status_words: p.look_for(Some(page_status), ".status"),
            components,
            container,
            component: component(p, container, "> .component-inner-container"),
            member: component(p, container, ".child-components-container > .component-inner-container"),
            unresolved: incident(p, None, ".unresolved-incident", "a.actual-title"),
            scheduled: incident(p, None, ".scheduled-maintenance", ".incident-title a"),
            day,
            date: p.look_for(Some(day), ".date"),
            past: incident(p, Some(day), ".incident-container", ".incident-title a"),
            history: p.look_for(None, "[data-react-class=HistoryIndex]"),
            report: report(p),
            plan,
        }
    }
}

fn component(p: &mut Plan, container: Rule, selector: &str) -> ComponentRules {
    let item = p.look_for(Some(container), selector);
    let name = p.look_for(Some(item), ".name");
    ComponentRules {
        item,
        name,
        not_name: p.look_for(Some(name), ".tooltip-base, .group-parent-indicator, .tool"),
        tip: p.look_for(Some(item), ".tooltip-base"),
        status: p.look_for(Some(item), "> .component-status"),
    }
}

fn incident(p: &mut Plan, scope: Option<Rule>, selector: &str, link: &str) -> IncidentRules {
    let item = p.look_for(scope, selector);
    let update = p.look_for(Some(item), ".updates > .update, .updates-container > .update");
    IncidentRules {
        item,
        heading: p.look_for(Some(item), ".incident-title"),
        link: p.look_for(Some(item), link),
        window: p.look_for(Some(item), ".incident-title small"),
        update: UpdateRules {
            item: update,
            word: p.look_for(Some(update), "> strong"),
            text: p.look_for(Some(update), "> .whitespace-pre-wrap"),
            link: p.look_for(Some(update), "> a"),
            time: p.look_for(Some(update), "small"),
            instant: p.look_for(Some(update), "small .ago[data-datetime-unix]"),
        },
    }
}

fn report(p: &mut Plan) -> ReportRules {
    let row = p.look_for(None, ".update-row");
    ReportRules {
        name: p.look_for(None, ".incident-name"),
        subheader: p.look_for(None, ".subheader"),
        affected: p.look_for(None, ".components-affected"),
        canonical: p.look_for(None, "link[rel=canonical], link[rel=alternate][href*='/incidents/']"),
        address: p.look_for(None, "meta[property='og:url']"),
        code: p.look_for(None, "input[name=incident_code]"),
        row: UpdateRules {
            item: row,
            word: p.look_for(Some(row), ".update-title"),
            text: p.look_for(Some(row), ".update-body, .update-body > .whitespace-pre-wrap"),
            link: p.look_for(Some(row), ".update-title a"),
            time: p.look_for(Some(row), ".update-timestamp"),
            instant: p.look_for(Some(row), ".ago[data-datetime-unix]"),
        },
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_selector_can_be_read() {
        assert!(super::Rules::new().plan.is_sound());
    }
}
