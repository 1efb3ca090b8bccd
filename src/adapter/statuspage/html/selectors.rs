//! The selectors of all of Statuspage's pages.

use crate::syntax::html::select::{SelectorId, SelectorSet};

/// The selectors of all of Statuspage's pages, by name.
#[derive(Debug)]
pub(super) struct PageSelectors {
    pub(super) set: SelectorSet,
    pub(super) title: SelectorId,
    pub(super) issued: SelectorId,
    pub(super) description: SelectorId,
    pub(super) body: SelectorId,
    pub(super) page_status: SelectorId,
    pub(super) page_status_words: SelectorId,
    pub(super) components: SelectorId,
    /// A row or a group.
    pub(super) container: SelectorId,
    /// A row, wherever it is.
    pub(super) row: SelectorId,
    pub(super) component: ComponentSelectors,
    pub(super) member: ComponentSelectors,
    /// The heading of an incident, wherever it is.
    pub(super) incident_heading: SelectorId,
    pub(super) unresolved: IncidentSelectors,
    pub(super) scheduled: IncidentSelectors,
    pub(super) day: SelectorId,
    pub(super) date: SelectorId,
    pub(super) past: IncidentSelectors,
    pub(super) history: SelectorId,
    pub(super) report: ReportSelectors,
}

/// A row of the list of components.
#[derive(Debug)]
pub(super) struct ComponentSelectors {
    pub(super) item: SelectorId,
    pub(super) name: SelectorId,
    /// Elements inside the name that are not part of it.
    pub(super) not_name: SelectorId,
    pub(super) tooltip: SelectorId,
    pub(super) status: SelectorId,
}

/// An incident in a list.
#[derive(Debug)]
pub(super) struct IncidentSelectors {
    pub(super) item: SelectorId,
    pub(super) heading: SelectorId,
    pub(super) link: SelectorId,
    pub(super) window: SelectorId,
    /// What may be an update.
    pub(super) block: SelectorId,
    pub(super) update: UpdateSelectors,
}

/// An update of an incident.
#[derive(Debug)]
pub(super) struct UpdateSelectors {
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
pub(super) struct ReportSelectors {
    pub(super) name: SelectorId,
    pub(super) subheader: SelectorId,
    pub(super) affected: SelectorId,
    /// Links of the page to itself.
    pub(super) canonical: SelectorId,
    pub(super) address: SelectorId,
    pub(super) code: SelectorId,
    pub(super) row: UpdateSelectors,
}

impl PageSelectors {
    pub(super) fn new() -> Self {
        let mut set = SelectorSet::default();
        let s = &mut set;
        let components = s.add(None, ".components-container");
        let container = s.add(None, ".components-container .component-container");
        let day = s.add(None, ".status-day");
        let page_status = s.add(None, ".page-status");
        Self {
            title: s.add(None, "title"),
            issued: s.add(None, "meta[name=issued]"),
            description: s.add(None, "meta[name=description]"),
            body: s.add(None, "body"),
            page_status,
            page_status_words: s.add(Some(page_status), ".status"),
            components,
            container,
            row: s.add(None, ".component-inner-container"),
            component: component(s, container, "> .component-inner-container"),
            member: component(s, container, ".child-components-container > .component-inner-container"),
            incident_heading: s.add(None, ".incident-title"),
            unresolved: incident(s, None, ".unresolved-incident", "a.actual-title"),
            scheduled: incident(s, None, ".scheduled-maintenance", ".incident-title a"),
            day,
            date: s.add(Some(day), ".date"),
            past: incident(s, Some(day), ".incident-container", ".incident-title a"),
            history: s.add(None, "[data-react-class=HistoryIndex]"),
            report: report(s),
            set,
        }
    }
}

fn component(s: &mut SelectorSet, container: SelectorId, selector: &str) -> ComponentSelectors {
    let item = s.add(Some(container), selector);
    let name = s.add(Some(item), ".name");
    ComponentSelectors {
        item,
        name,
        not_name: s.add(Some(name), ".tooltip-base, .group-parent-indicator, .tool"),
        tooltip: s.add(Some(item), ".tooltip-base"),
        status: s.add(Some(item), "> .component-status"),
    }
}

fn incident(s: &mut SelectorSet, scope: Option<SelectorId>, selector: &str, link: &str) -> IncidentSelectors {
    let item = s.add(scope, selector);
    let update = s.add(Some(item), ".updates > .update, .updates-container > .update");
    IncidentSelectors {
        item,
        heading: s.add(Some(item), ".incident-title"),
        link: s.add(Some(item), link),
        window: s.add(Some(item), ".incident-title small"),
        block: s.add(Some(item), ".updates > *, .updates-container > *"),
        update: UpdateSelectors {
            item: update,
            word: s.add(Some(update), "> strong"),
            text: s.add(Some(update), "> .whitespace-pre-wrap"),
            link: s.add(Some(update), "> a"),
            time: s.add(Some(update), "small"),
            instant: s.add(Some(update), "small .ago[data-datetime-unix]"),
        },
    }
}

fn report(s: &mut SelectorSet) -> ReportSelectors {
    let row = s.add(None, ".update-row");
    ReportSelectors {
        name: s.add(None, ".incident-name"),
        subheader: s.add(None, ".subheader"),
        affected: s.add(None, ".components-affected"),
        canonical: s.add(None, "link[rel=canonical], link[rel=alternate][href*='/incidents/']"),
        address: s.add(None, "meta[property='og:url']"),
        code: s.add(None, "input[name=incident_code]"),
        row: UpdateSelectors {
            item: row,
            word: s.add(Some(row), ".update-title"),
            text: s.add(Some(row), ".update-body, .update-body > .whitespace-pre-wrap"),
            link: s.add(Some(row), ".update-title a"),
            time: s.add(Some(row), ".update-timestamp"),
            instant: s.add(Some(row), ".ago[data-datetime-unix]"),
        },
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_selector_can_be_parsed() {
        assert!(super::PageSelectors::new().set.is_valid());
    }
}
