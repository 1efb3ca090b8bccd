//! A page or text that is cut off gives what stood before the cut, and no more green than the whole.

use statusfeed::{Error, ErrorKind, Format, Impact, Snapshot};

use crate::support::fixture::Fixture;

/// Where documents lie that are read line by line or from data within; how many there are at least.
const AREAS: [(&str, usize); 7] = [
    ("incident-io/", 7),
    ("instatus/", 6),
    ("outlogger/", 11),
    ("pagerduty/", 3),
    ("pingoru/", 5),
    ("statuspage-text/", 8),
    ("uptime-kuma/", 3),
];

#[test]
fn every_prefix_gives_what_stood_before_the_cut() {
    let mut failures = Vec::new();
    for (area, least) in AREAS {
        let fixtures: Vec<_> = Fixture::all().into_iter().filter(|f| f.name.starts_with(area)).collect();
        assert!(
            fixtures.len() >= least,
            "expected at least {least} documents in {area}, found {}",
            fixtures.len()
        );
        for fixture in &fixtures {
            failures.extend(broken_by_prefixes(fixture));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn broken_by_prefixes(fixture: &Fixture) -> Vec<String> {
    let mut broken = Vec::new();
    let whole = read(fixture, fixture.bytes.len());
    let Ok(whole) = whole else { return broken };
    let mut before = (0, 0);
    // Every cut of a text; of a page, which is read by larger pieces, every few.
    let step = if fixture.bytes.starts_with(b"<") { 7 } else { 1 };
    for end in (0..fixture.bytes.len()).step_by(step) {
        let Ok(cut) = read(fixture, end) else { continue };
        let place = || format!("{} up to byte {end}", fixture.name);
        let green = |snapshot: &Snapshot| snapshot.health.impact == Some(Impact::None);
        if green(&cut) && !green(&whole) {
            broken.push(format!("{}: green, and the whole is not", place()));
        }
        let now = (cut.components.len(), cut.incidents.len());
        if now.0 < before.0 || now.1 < before.1 {
            broken.push(format!("{}: {now:?} components and incidents, and {before:?} before", place()));
        }
        before = now;
        // The last of each list may be cut off itself.
        let is_known = |id: &Option<String>, name: &Option<String>| {
            whole.components.iter().any(|c| c.id == *id && c.name == *name)
        };
        if cut.components.iter().filter(|c| !is_known(&c.id, &c.name)).count() > 1 {
            broken.push(format!("{}: other components than in the whole", place()));
        }
        for incident in cut.incidents.iter().rev().skip(1) {
            if whole.incident(&incident.id).is_none() {
                broken.push(format!("{}: an incident {} that the whole has not", place(), incident.id));
            }
        }
    }
    broken
}

fn read(fixture: &Fixture, end: usize) -> Result<Snapshot, Error> {
    let mut input = fixture.input();
    input.bytes = fixture.bytes.get(..end).unwrap_or_default();
    statusfeed::parse(input)
}

#[test]
fn outloggers_text_and_page_say_the_same() {
    let [text, page] = ["outlogger/lean.txt", "outlogger/page.html"].map(|name| {
        let fixture = Fixture::all().into_iter().find(|fixture| fixture.name == name);
        let fixture = fixture.unwrap_or_else(|| panic!("no fixture {name}"));
        let mut snapshot =
            read(&fixture, fixture.bytes.len()).unwrap_or_else(|error| panic!("{name}: {error}"));
        snapshot.source.format = Format::Text;
        snapshot.source.url = None;
        snapshot
    });
    assert_eq!(text, page);
}

#[test]
fn a_refusal_names_what_the_page_is() {
    let mut kinds = Vec::new();
    for fixture in Fixture::all().into_iter().filter(|fixture| fixture.name.starts_with("refused/")) {
        match read(&fixture, fixture.bytes.len()) {
            Ok(_) => panic!("{} is read", fixture.name),
            Err(error) => kinds.push(error.kind()),
        }
    }
    for kind in [
        ErrorKind::LoginForm,
        ErrorKind::InactivePage,
        ErrorKind::MarketingPage,
        ErrorKind::EmptyShell,
        ErrorKind::Challenge,
        ErrorKind::MovedPage,
        ErrorKind::ErrorBody,
    ] {
        assert!(kinds.contains(&kind), "no refused page is a {kind}");
    }
}
