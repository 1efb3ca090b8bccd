//! Each postmortem under `fixtures/postmortem` is read as recorded beside it, and follows the laws that hold for every text.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::json;
use statusfeed::postmortem::{self, Context};
use statusfeed::{Postmortem, RichText, Zone};

use crate::support::shared;

/// The least number of fixtures, so that a test fails if it does not find them.
const AT_LEAST: usize = 37;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Hints {
    published_at: Option<DateTime<Utc>>,
    started_at: Option<DateTime<Utc>>,
    zone: Option<Zone>,
}

#[test]
fn every_postmortem_matches_its_golden() {
    let rewrite = std::env::var_os("UPDATE_GOLDENS").is_some();
    let mut failures = Vec::new();
    for path in fixtures() {
        let reading = postmortem::read(body(&path), &context(&path));
        let read = json!({"postmortem": reading.postmortem, "diagnostics": reading.diagnostics});
        let read = serde_json::to_string_pretty(&read).unwrap() + "\n";
        let golden = beside(&path, ".golden.json");
        if rewrite {
            fs::write(&golden, &read).unwrap();
        }
        if fs::read_to_string(&golden).ok().as_ref() != Some(&read) {
            failures.push(format!("{}: expected the golden, found\n{read}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}\n\nUPDATE_GOLDENS=1 updates them", failures.join("\n"));
}

#[test]
fn line_breaks_do_not_change_the_result() {
    // Without line breaks, bold headings and times and items after the end of a sentence can still be recognized.
    let lines = [
        "## **Timeline (UTC)**",
        "**14:10 -** Alerts fire.",
        "**15:42 -** The pool is back.",
        "## **Root cause**",
        "The pool was too small because of a wrong default.",
        "## **What we're doing about it**",
        "We will do two things:",
        "1. We will alert on the size of the pool.",
        "2. We will raise the default.",
    ];
    let day = "On 4 March 2026 the API was down from 14:10 to 15:42 UTC.";
    let read = |separator: &str| {
        let text = format!("{day}{separator}{}", lines.join(separator));
        let mut postmortem = read_markdown(&text);
        postmortem.body = None;
        postmortem
    };
    let expected = read("\n\n");
    assert_eq!((expected.sections.len(), expected.timeline.len(), expected.actions.len()), (3, 2, 2));
    for separator in ["\n", " ", "  ", "\r\n\r\n", "<br>", "\n\n\n\n"] {
        assert_eq!(read(separator), expected, "{separator:?}");
    }
}

#[test]
fn a_month_gives_no_day_and_front_matter_gives_a_zone() {
    let read = read_markdown;
    // "October 2031" gives the year of a day and month, but no day to a time.
    let postmortem =
        read("# Outages, October 2031\n\n## Timeline (UTC)\n\n- 09:15: It broke.\n- 10:02: It ran.\n");
    assert_eq!(postmortem.timeline.len(), 2);
    assert!(postmortem.timeline.iter().all(|entry| entry.at.is_none()), "{:?}", postmortem.timeline);
    let postmortem = read("---\ndate: 2031-10-04T09:15:00Z\n---\nSaving failed for an hour.\n");
    assert_eq!(postmortem.time_zone.as_deref(), Some("UTC"));
    let postmortem = read("All events in CEST.\n\n- 4 October 2031 09:15: It broke.\n- 10:02: It ran.\n");
    assert_eq!(postmortem.time_zone.as_deref(), Some("+02:00"));
}

#[test]
fn a_consequence_is_not_a_cause() {
    let read = |text: &str| read_markdown(text).root_causes;
    let followed = "As a result of this incident, nine thousand letters came an hour late.";
    assert_eq!(read(followed), Vec::<String>::new());
    let cause = "A lock file that was left behind led to queues that filled up.";
    assert_eq!(read(&format!("{cause} {followed}")), [cause]);
}

#[test]
fn every_fixture_follows_the_laws() {
    let mut count = 0_usize;
    for path in fixtures() {
        check_laws(&path, &body(&path));
        count = count.saturating_add(1);
    }
    assert!(count >= AT_LEAST, "expected at least {AT_LEAST} postmortems, found {count}");
}

#[test]
fn every_prefix_is_read_without_a_panic() {
    for path in fixtures() {
        let text = fs::read_to_string(&path).unwrap();
        let ends = text.char_indices().map(|(at, _)| at).step_by(7);
        for prefix in ends.filter_map(|end| text.get(..end)) {
            let _ = read_markdown(prefix);
            let _ = postmortem::read(RichText::html(prefix), &Context::new());
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn captured_postmortems_follow_the_laws() {
    let texts = texts_of(&shared::path("corpus/postmortems"));
    assert!(texts.len() >= 100, "expected at least 100 texts, found {}", texts.len());
    for path in &texts {
        check_laws(path, &body(path));
    }
    println!("{} captured postmortems", texts.len());
}

/// No entry is empty, none is more than two days from its neighbours unless the text names its day, no interval is reversed.
fn check_laws(path: &Path, body: &RichText) {
    let postmortem = postmortem::read(body.clone(), &Context::new()).postmortem;
    let name = path.display();
    assert_eq!(postmortem.body.as_ref(), Some(body), "{name}: the body is changed");
    for entry in &postmortem.timeline {
        assert!(!entry.text.trim().is_empty(), "{name}: an empty entry at {}", entry.stated);
        assert!(
            entry.until >= entry.at || entry.until.is_none(),
            "{name}: {} ends before it starts",
            entry.stated
        );
    }
    for pair in postmortem.timeline.windows(2) {
        let [before, after] = pair else { continue };
        let (Some(from), Some(to)) = (before.at, after.at) else { continue };
        let apart = to.signed_duration_since(from).abs();
        let names_its_day =
            |stated: &str| stated.bytes().filter(u8::is_ascii_digit).count() > 4 || stated.contains(' ');
        let far = apart > TimeDelta::try_days(2).unwrap();
        assert!(
            !far || names_its_day(&before.stated) || names_its_day(&after.stated),
            "{name}: {} and {} are {apart} apart",
            before.stated,
            after.stated,
        );
    }
    for window in &postmortem.windows {
        assert!(!window.stated.trim().is_empty(), "{name}: a window without its text");
        assert!(window.end >= window.start || window.end.is_none(), "{name}: {} is reversed", window.stated);
    }
    for words in postmortem.actions.iter().chain(&postmortem.root_causes) {
        assert!(!words.trim().is_empty(), "{name}: an empty text");
    }
}

fn read_markdown(text: &str) -> Postmortem {
    postmortem::read(RichText::markdown(text), &Context::new()).postmortem
}

fn fixtures() -> Vec<PathBuf> {
    texts_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/postmortem"))
}

/// The texts in a folder, in order of their names.
fn texts_of(folder: &Path) -> Vec<PathBuf> {
    let is_text =
        |path: &PathBuf| path.extension().is_some_and(|end| end == "md" || end == "html" || end == "txt");
    let mut texts: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(is_text).collect();
    texts.sort();
    texts
}

fn body(path: &Path) -> RichText {
    let text = fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|end| end == "html") {
        RichText::html(text)
    } else {
        RichText::markdown(text)
    }
}

fn context(path: &Path) -> Context {
    let hints = fs::read(beside(path, ".hints.json"));
    let hints: Hints =
        hints.map_or_else(|_| Hints::default(), |bytes| serde_json::from_slice(&bytes).unwrap());
    Context::new()
        .with_published_at(hints.published_at)
        .with_started_at(hints.started_at)
        .with_zone(hints.zone)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
