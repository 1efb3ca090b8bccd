//! What the vendor says it will do, or has done so that it will not happen again.
//!
//! 1. In a part about actions: its items. Where the marks of the list were lost, its paragraphs that begin as items do
//!    ("Adding …", "Improve …"), and its sentences that promise something ("We will …").
//! 2. Without such a part: the list behind a sentence that announces it ("our follow-up actions include:"), the
//!    items of the lessons that say what must be done, and the sentences that promise something.

mod words;

use std::collections::HashSet;

use super::outline::Part;
use super::sentence;
use super::source::{Kind, Line};
use crate::model::SectionRole;
use words::{announces, does, is_action_verb, is_phrase, must, promises};

/// The most actions that are taken.
const MOST: usize = 100;

/// Reads the actions.
pub(crate) fn read(parts: &[Part], timed: &HashSet<usize>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (_, part) in untimed(parts, timed).filter(|(_, part)| part.role == SectionRole::Actions) {
        let items = items(&part.lines);
        found.extend(if items.is_empty() { unmarked(&part.lines) } else { items });
    }
    if found.is_empty() {
        let prose = untimed(parts, timed)
            .filter(|(_, part)| !matches!(part.role, SectionRole::Title | SectionRole::Lessons));
        found.extend(prose.flat_map(|(_, part)| announced(&part.lines)));
    }
    if found.is_empty() {
        for (_, part) in untimed(parts, timed).filter(|(_, part)| part.role == SectionRole::Lessons) {
            found.extend(items(&part.lines).into_iter().filter(|item| must(item)));
        }
    }
    if found.is_empty() {
        for (_, part) in untimed(parts, timed) {
            found.extend(
                part.lines
                    .iter()
                    .flat_map(|line| sentence::sentences(line.text()))
                    .filter(|text| promises(text))
                    .map(str::to_owned),
            );
        }
    }
    let mut seen = HashSet::new();
    found.retain(|text| seen.insert(text.clone()));
    found.truncate(MOST);
    found
}

fn untimed<'p>(parts: &'p [Part], timed: &'p HashSet<usize>) -> impl Iterator<Item = (usize, &'p Part)> {
    parts.iter().enumerate().filter(|(at, _)| !timed.contains(at))
}

/// The outermost items of a part's lists. One that only names a group gives way to those under it.
fn items(lines: &[Line]) -> Vec<String> {
    let depths =
        lines.iter().filter_map(|line| if let Kind::Item(depth) = line.kind { Some(depth) } else { None });
    let Some(outermost) = depths.min() else { return Vec::new() };
    let mut found = Vec::new();
    let mut group = false;
    for (at, line) in lines.iter().enumerate() {
        let Kind::Item(depth) = line.kind else { continue };
        let nested = |line: &&Line| matches!(line.kind, Kind::Item(deeper) if deeper > depth);
        let over_group = lines.get(at.saturating_add(1)).as_ref().is_some_and(nested)
            && line.text().trim_end().ends_with(':');
        if depth <= outermost {
            group = over_group;
        }
        let taken = if depth <= outermost { !over_group } else { group };
        if taken && !line.text().trim().is_empty() {
            found.push(line.text().trim().to_owned());
        }
    }
    found
}

/// The actions of a part without marks of lists.
fn unmarked(lines: &[Line]) -> Vec<String> {
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| line.kind == Kind::Text) {
        let text = line.text();
        if let Some(list) = folded_list(text) {
            found.extend(list);
        } else if begins_as_item(text) {
            found.push(text.to_owned());
        } else {
            let told = sentence::sentences(text).filter(|text| promises(text) || does(text));
            found.extend(told.map(str::to_owned));
        }
    }
    found
}

/// The list behind a sentence that announces one: its items, or the paragraphs that follow, up to an empty line.
fn announced(lines: &[Line]) -> Vec<String> {
    let mut found = Vec::new();
    // How many actions were found since the announcement; `None` where there is none.
    let mut since = None;
    for line in lines {
        let text = line.text().trim();
        let lower = sentence::lower(text);
        let is_announced = lower.ends_with(':') && sentence::sentences(&lower).last().is_some_and(announces);
        if line.kind == Kind::Blank {
            since = since.filter(|&count: &usize| count == 0);
        } else if is_announced {
            since = Some(0);
        } else if let Some(count) = since.filter(|_| !text.ends_with(':') && !is_phrase(&lower)) {
            found.push(text.to_owned());
            since = Some(count.saturating_add(1));
        } else {
            since = None;
            found.extend(folded_list(text).into_iter().flatten());
        }
    }
    found
}

/// A list that was folded into its announcement: "… but is not limited to: Review the checks [in progress] Improve …".
fn folded_list(text: &str) -> Option<Vec<String>> {
    let lower = sentence::lower(text);
    let colon = lower.match_indices(": ").map(|(at, _)| at).find(|&at| {
        let head = sentence::ending(lower.get(..at).unwrap_or_default(), 200);
        announces(head.rsplit(['.', '!', '?']).next().unwrap_or_default())
    })?;
    let list = text.get(colon.saturating_add(1)..)?.trim();
    let items: Vec<String> = split_list(list).into_iter().map(str::to_owned).collect();
    (!items.is_empty()).then_some(items)
}

/// Cuts before each word that an action begins with, where the word before it ends none.
fn split_list(list: &str) -> Vec<&str> {
    let mut cuts = vec![0_usize];
    for (space, _) in list.match_indices(' ') {
        let (Some(before), Some(next)) = (list.get(..space), list.get(space.saturating_add(1)..)) else {
            continue;
        };
        let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let begun = cuts.last().copied().unwrap_or(0);
        let apart = before.get(begun..).is_some_and(|item| item.split_whitespace().nth(2).is_some());
        if apart
            && word.starts_with(char::is_uppercase)
            && is_action_verb(word)
            && !before.ends_with([',', ':'])
        {
            cuts.push(space.saturating_add(1));
        }
    }
    let ends: Vec<usize> = cuts.iter().skip(1).copied().chain([list.len()]).collect();
    cuts.into_iter()
        .zip(ends)
        .filter_map(|(from, to)| list.get(from..to))
        .map(str::trim)
        .filter(|item| item.split_whitespace().count() >= 3)
        .collect()
}

/// Whether a paragraph begins as an item of a list of actions does.
fn begins_as_item(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.starts_with(char::is_uppercase) && is_action_verb(word) && !text.trim_end().ends_with(':')
}
