//! Components as a tree.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use statusfeed::Component;

use crate::escape::{escaped, width};
use crate::style;

/// Above this number of operational siblings, only their number is shown.
const OPERATIONAL: usize = 12;
/// Columns for a name.
const NAME: usize = 48;
/// Levels of indentation; deeper ones are drawn at the last.
const DEPTH: usize = 8;

pub(super) fn write(components: &[Component], all: bool, out: &mut impl Write) -> io::Result<()> {
    if components.is_empty() {
        return Ok(());
    }
    // A group without a status of its own is as its members are.
    let is_silent_group = |row: &&Component| row.is_group && row.status.is_none();
    let rated = components.iter().filter(|row| !is_silent_group(row));
    let troubled = rated.filter(|row| !row.is_operational()).count();
    let count = match troubled {
        0 => format!("{}, all operational", components.len()),
        _ => format!("{}, {troubled} not operational", components.len()),
    };
    super::section("Components", &count, out)?;

    let rows = rows(components, all);
    let name = rows.iter().map(Row::width).max().unwrap_or(0).min(NAME);
    for row in rows {
        let (lead, indent) = (row.lead(), row.indent());
        match row.content {
            Content::Component(component) => {
                let mark = style::component(component.status.as_ref());
                let label = label(component);
                let gap = name.saturating_sub(indent.saturating_add(width(&label)));
                writeln!(out, "  {lead}{} {label}{:gap$}  {}", mark.sign(), "", mark.word())?;
            }
            Content::Operational(count) => {
                writeln!(out, "  {lead}{}", style::DIM.paint(format!("… {count} more, all operational")))?;
            }
        }
    }
    Ok(())
}

/// One line of the tree.
struct Row<'a> {
    content: Content<'a>,
    depth: usize,
    last: bool,
}

enum Content<'a> {
    Component(&'a Component),
    /// The number of siblings that are operational.
    Operational(usize),
}

impl Row<'_> {
    fn indent(&self) -> usize {
        self.depth.min(DEPTH).saturating_mul(2)
    }

    fn lead(&self) -> String {
        let Some(before) = self.indent().checked_sub(2) else { return String::new() };
        format!("{:before$}{} ", "", if self.last { '└' } else { '├' })
    }

    fn width(&self) -> usize {
        match self.content {
            Content::Component(component) => self.indent().saturating_add(width(&label(component))),
            Content::Operational(_) => 0,
        }
    }
}

fn label(component: &Component) -> String {
    component.name.as_deref().map_or_else(|| "(no name)".to_owned(), escaped)
}

/// The rows in the order of the page, children below their group. A child of an unknown group is at the top, and so are
/// groups that are each other's parent. Each component has exactly one row.
fn rows(components: &[Component], all: bool) -> Vec<Row<'_>> {
    let ids: HashSet<&str> = components.iter().filter_map(|component| component.id.as_deref()).collect();
    let mut top = Vec::new();
    let mut children: HashMap<&str, Vec<&Component>> = HashMap::new();
    for component in components {
        match component.parent_id.as_deref() {
            Some(parent) if ids.contains(parent) && component.id.as_deref() != Some(parent) => {
                children.entry(parent).or_default().push(component);
            }
            _ => top.push(component),
        }
    }

    let mut rows = Vec::new();
    let level = siblings(top, 0, all, &children);
    descend(level, all, &mut children, &mut rows);
    for id in components.iter().filter_map(|component| component.id.as_deref()) {
        if let Some(cycle) = children.remove(id) {
            let level = siblings(cycle, 0, all, &children);
            descend(level, all, &mut children, &mut rows);
        }
    }
    rows
}

/// Adds these rows and all below them in order, without recursion: the document determines the depth.
fn descend<'a>(
    mut open: Vec<Row<'a>>,
    all: bool,
    children: &mut HashMap<&str, Vec<&'a Component>>,
    rows: &mut Vec<Row<'a>>,
) {
    while let Some(row) = open.pop() {
        let below = match row.content {
            // Removed, so that of two groups with one id only the first has the children.
            Content::Component(component) => component.id.as_deref().and_then(|id| children.remove(id)),
            Content::Operational(_) => None,
        };
        let depth = row.depth.saturating_add(1);
        rows.push(row);
        open.extend(siblings(below.unwrap_or_default(), depth, all, children));
    }
}

/// The rows of one level, last first. Many operational ones become one row with their number.
fn siblings<'a>(
    level: Vec<&'a Component>,
    depth: usize,
    all: bool,
    children: &HashMap<&str, Vec<&Component>>,
) -> Vec<Row<'a>> {
    let plain = |it: &&Component| {
        it.is_operational() && !it.id.as_deref().is_some_and(|id| children.contains_key(id))
    };
    let operational = level.iter().filter(|it| plain(it)).count();
    let count = !all && operational > OPERATIONAL;
    let shown = level.into_iter().filter(|it| !(count && plain(it))).map(Content::Component);
    let rest = count.then_some(Content::Operational(operational));
    let mut rows: Vec<_> = shown.chain(rest).map(|content| Row { content, depth, last: false }).collect();
    if let Some(row) = rows.last_mut() {
        row.last = true;
    }
    rows.reverse();
    rows
}
