//! Where things stand on Statuspage's pages.

use crate::syntax::html::select::{SelectorId, SelectorSet};

/// The plan of all of Statuspage's pages, and its rules by name.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) plan: SelectorSet,
    pub(super) title: SelectorId,
    pub(super) issued: SelectorId,
    pub(super) description: SelectorId,
    pub(super) body: SelectorId,
    pub(super) page_status: SelectorId,
    pub(super) page_status_words: SelectorId,
    pub(super) components: SelectorId,
    /// A row or a group.
    pub(super) container: SelectorId,
    pub(super) component: ComponentRules,
    pub(super) member: ComponentRules,
    pub(super) unresolved: IncidentRules,
    pub(super) scheduled: IncidentRules,
    pub(super) day: SelectorId,
    pub(super) date: SelectorId,
    pub(super) past: IncidentRules,
    pub(super) history: SelectorId,
    pub(super) report: ReportRules,
}

/// A row of the list of components.
#[derive(Debug)]
pub(super) struct ComponentRules {
    pub(super) item: SelectorId,
    pub(super) name: SelectorId,
    /// What stands in the name and is none of it.
    pub(super) not_name: SelectorId,
    pub(super) tip: SelectorId,
    pub(super) status: SelectorId,
}

/// An incident in a list.
#[derive(Debug)]
pub(super) struct IncidentRules {
    pub(super) item: SelectorId,
    pub(super) heading: SelectorId,
    pub(super) link: SelectorId,
    pub(super) window: SelectorId,
    pub(super) update: UpdateRules,
}

/// A block of an incident's story.
#[derive(Debug)]
pub(super) struct UpdateRules {
    pub(super) item: SelectorId,
    pub(super) word: SelectorId,
    pub(super) text: SelectorId,
    pub(super) link: SelectorId,
    pub(super) time: SelectorId,
    /// The instant itself, on pages of 2022 and later.
    pub(super) instant: SelectorId,
}

/// The page of one incident.
#[derive(Debug)]
pub(super) struct ReportRules {
    pub(super) name: SelectorId,
    pub(super) subheader: SelectorId,
    pub(super) affected: SelectorId,
    /// Links of the page to itself.
    pub(super) canonical: SelectorId,
    pub(super) address: SelectorId,
    pub(super) code: SelectorId,
    pub(super) row: UpdateRules,
}

impl Rules {
    pub(super) fn new() -> Self {
        let mut plan = SelectorSet::default();
        let p = &mut plan;
        let components = p.add(None, ".components-container");
        let container = p.add(None, ".components-container .component-container");
        let day = p.add(None, ".status-day");
        let page_status = p.add(None, ".page-status");
        Self {
            title: p.add(None, "title"),
            issued: p.add(None, "meta[name=issued]"),
            description: p.add(None, "meta[name=description]"),
            body: p.add(None, "body"),
            page_status,
            page_status_words: p.add(Some(page_status), ".status"),
            components,
            container,
            component: component(p, container, "> .component-inner-container"),
            member: component(p, container, ".child-components-container > .component-inner-container"),
            unresolved: incident(p, None, ".unresolved-incident", "a.actual-title"),
            scheduled: incident(p, None, ".scheduled-maintenance", ".incident-title a"),
            day,
            date: p.add(Some(day), ".date"),
            past: incident(p, Some(day), ".incident-container", ".incident-title a"),
            history: p.add(None, "[data-react-class=HistoryIndex]"),
            report: report(p),
            plan,
        }
    }
}

fn component(p: &mut SelectorSet, container: SelectorId, selector: &str) -> ComponentRules {
    let item = p.add(Some(container), selector);
    let name = p.add(Some(item), ".name");
    ComponentRules {
        item,
        name,
        not_name: p.add(Some(name), ".tooltip-base, .group-parent-indicator, .tool"),
        tip: p.add(Some(item), ".tooltip-base"),
        status: p.add(Some(item), "> .component-status"),
    }
}

fn incident(p: &mut SelectorSet, scope: Option<SelectorId>, selector: &str, link: &str) -> IncidentRules {
    let item = p.add(scope, selector);
    let update = p.add(Some(item), ".updates > .update, .updates-container > .update");
    IncidentRules {
        item,
        heading: p.add(Some(item), ".incident-title"),
        link: p.add(Some(item), link),
        window: p.add(Some(item), ".incident-title small"),
        update: UpdateRules {
            item: update,
            word: p.add(Some(update), "> strong"),
            text: p.add(Some(update), "> .whitespace-pre-wrap"),
            link: p.add(Some(update), "> a"),
            time: p.add(Some(update), "small"),
            instant: p.add(Some(update), "small .ago[data-datetime-unix]"),
        },
    }
}

fn report(p: &mut SelectorSet) -> ReportRules {
    let row = p.add(None, ".update-row");
    ReportRules {
        name: p.add(None, ".incident-name"),
        subheader: p.add(None, ".subheader"),
        affected: p.add(None, ".components-affected"),
        canonical: p.add(None, "link[rel=canonical], link[rel=alternate][href*='/incidents/']"),
        address: p.add(None, "meta[property='og:url']"),
        code: p.add(None, "input[name=incident_code]"),
        row: UpdateRules {
            item: row,
            word: p.add(Some(row), ".update-title"),
            text: p.add(Some(row), ".update-body, .update-body > .whitespace-pre-wrap"),
            link: p.add(Some(row), ".update-title a"),
            time: p.add(Some(row), ".update-timestamp"),
            instant: p.add(Some(row), ".ago[data-datetime-unix]"),
        },
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_selector_can_be_read() {
        assert!(super::Rules::new().plan.is_valid());
    }
}
