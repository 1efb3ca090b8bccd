//! What the vendor says it will do, or has done so that it will not happen again.
//!
//! 1. In a part about actions: its items. Where the marks of the list were lost, its paragraphs that begin as items do
//!    ("Adding …", "Improve …"), and its sentences that promise something ("We will …").
//! 2. Without such a part: the list behind a sentence that announces it ("our follow-up actions include:"), the
//!    items of the lessons that say what must be done, and the sentences that promise something.

use std::collections::HashSet;

use super::cue::Cues;
use super::outline::Part;
use super::sentence;
use super::source::{Kind, Line};
use crate::model::SectionRole;

/// Words that promise something, in lower case.
const PROMISE: Cues = Cues::new(&[
    "going forward",
    "i will",
    "i'll",
    "we are accelerating",
    "we are adding",
    "we are adjusting",
    "we are also",
    "we are auditing",
    "we are building",
    "we are changing",
    "we are evaluating",
    "we are expanding",
    "we are fixing",
    "we are going to",
    "we are implementing",
    "we are improving",
    "we are in the process",
    "we are increasing",
    "we are introducing",
    "we are investigating",
    "we are investing",
    "we are moving",
    "we are replacing",
    "we are reviewing",
    "we are updating",
    "we are working",
    "we froze",
    "we have added",
    "we have adjusted",
    "we have already",
    "we have also",
    "we have changed",
    "we have fixed",
    "we have implemented",
    "we have improved",
    "we have increased",
    "we have plans",
    "we have put",
    "we have updated",
    "we immediately",
    "we intend",
    "we plan",
    "we will",
    "we'll",
    "we're adding",
    "we're going to",
    "we're implementing",
    "we're improving",
    "we're working",
    "we've added",
    "we've already",
    "we've implemented",
    "will be implement",
]);

/// Words that tell of what was done or is being done, in lower case; enough in a part about actions.
const DOES: Cues = Cues::new(&[
    "are adding",
    "are working",
    "has been deployed",
    "has been fixed",
    "have been added",
    "is being",
    "is working",
    "our engineer",
    "our engineering",
    "our engineers",
    "team continues",
    "team is",
    "we also",
    "we are",
    "we have",
    "we're",
    "we've",
]);

/// Promises of nothing, in lower case: what every text says.
const PHRASE: Cues = Cues::new(&[
    "aims to explain",
    "any questions",
    "apologise",
    "apologize",
    "are tracking",
    "committed to",
    "continue to monitor",
    "continuously taking steps",
    "do better",
    "expect most",
    "following this incident",
    "including:",
    "inconvenience",
    "keep everyone",
    "keep you",
    "learn from",
    "more information",
    "please contact",
    "please reach",
    "provide an update",
    "provide updates",
    "seriously",
    "several action items",
    "several remediations",
    "share more",
    "sorry",
    "stand by",
    "steps to improve",
    "take this",
    "the following",
    "thorough",
    "understand how",
    "we know that",
    "we will not ",
    "will update",
    "work hard",
    "your patience",
]);

/// Words that announce a list of actions, in lower case.
const ANNOUNCES: Cues = Cues::new(&[
    "action items",
    "actions include",
    "are committed to:",
    "follow-up actions",
    "following action",
    "following change",
    "following improvement",
    "following measure",
    "following step",
    "immediate steps",
    "improvements:",
    "include but are not limited to",
    "limited to",
    "measures:",
    "next steps",
    "remediation",
    "steps to prevent",
    "to prevent",
    "we are taking",
    "we will:",
    "we're taking",
]);

/// Verbs that an item of a list of actions begins with, in lower case. Their `-ing` forms are known by their ending.
const VERBS: &[&str] = &[
    "add",
    "adjust",
    "audit",
    "automate",
    "avoid",
    "build",
    "change",
    "check",
    "complete",
    "conduct",
    "configure",
    "consider",
    "create",
    "define",
    "deploy",
    "develop",
    "document",
    "enable",
    "enforce",
    "enhance",
    "ensure",
    "establish",
    "evaluate",
    "examine",
    "expand",
    "explore",
    "extend",
    "finish",
    "fix",
    "follow",
    "harden",
    "identify",
    "implement",
    "improve",
    "increase",
    "introduce",
    "investigate",
    "limit",
    "make",
    "mechanisms",
    "migrate",
    "mitigate",
    "modify",
    "monitor",
    "move",
    "optimize",
    "perform",
    "prevent",
    "provide",
    "reduce",
    "refactor",
    "refine",
    "remove",
    "replace",
    "require",
    "review",
    "schedule",
    "separate",
    "set",
    "setup",
    "shard",
    "split",
    "strengthen",
    "test",
    "train",
    "tune",
    "update",
    "upgrade",
    "use",
    "validate",
    "verify",
    "write",
    "added",
    "adjusted",
    "implemented",
    "removed",
    "updated",
    "increased",
    "deployed",
    "improved",
    "fixed",
    "reduced",
    "moved",
    "detect",
];

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
        let announces = lower.ends_with(':')
            && sentence::sentences(&lower).last().is_some_and(|last| ANNOUNCES.any_in(last));
        if line.kind == Kind::Blank {
            since = since.filter(|&count: &usize| count == 0);
        } else if announces {
            since = Some(0);
        } else if let Some(count) = since.filter(|_| !text.ends_with(':') && !PHRASE.any_in(&lower)) {
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
        ANNOUNCES.any_in(head.rsplit(['.', '!', '?']).next().unwrap_or_default())
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

fn is_action_verb(word: &str) -> bool {
    let lower = sentence::lower(word);
    (lower.len() > 5
        && lower.ends_with("ing")
        && !matches!(
            lower.as_str(),
            "during" | "including" | "following" | "nothing" | "something" | "everything" | "according"
        ))
        || VERBS.contains(&lower.as_str())
}

/// Whether a sentence promises something, and not what every text does.
fn promises(text: &str) -> bool {
    let lower = sentence::lower(text);
    !text.starts_with(['"', '“']) && PROMISE.any_in(&lower) && !PHRASE.any_in(&lower) && !lower.ends_with(':')
}

/// Whether a sentence in a part about actions tells of one.
fn does(text: &str) -> bool {
    let lower = sentence::lower(text);
    DOES.any_in(&lower) && !PHRASE.any_in(&lower) && !lower.ends_with(':')
}

/// Whether a lesson says what must be done.
fn must(text: &str) -> bool {
    const MUST: Cues = Cues::new(&["must", "need to", "needs to", "should", "we will", "we'll"]);
    MUST.any_in(&sentence::lower(text))
}
