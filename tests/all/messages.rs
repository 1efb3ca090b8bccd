//! The words of refusals and diagnostics: all that the fixtures and a few documents more bring forth, side by side in
//! `messages.txt`, so that a change of one is seen, and that none is missing.
//!
//! `UPDATE_GOLDENS=1 cargo test messages` writes the list anew; read the difference before you commit it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use statusfeed::diagnostic::Code;
use statusfeed::recipe::{Components, Recipe, Value};
use statusfeed::{Error, ErrorKind, Limits, Parser, Snapshot};

use crate::support::fixture::Fixture;

const LIST: &str = "tests/all/messages.txt";

/// Every kind that the crate itself refuses with; [`ErrorKind::Adapter`] is for adapters of users.
const KINDS: [ErrorKind; 15] = [
    ErrorKind::Empty,
    ErrorKind::Unrecognized,
    ErrorKind::WrongFormat,
    ErrorKind::ErrorBody,
    ErrorKind::NotStatus,
    ErrorKind::LoginForm,
    ErrorKind::InactivePage,
    ErrorKind::MarketingPage,
    ErrorKind::EmptyShell,
    ErrorKind::Challenge,
    ErrorKind::MovedPage,
    ErrorKind::Syntax,
    ErrorKind::Limit,
    ErrorKind::Strict,
    ErrorKind::Recipe,
];

const CODES: [Code; 15] = [
    Code::UnknownValue,
    Code::WrongType,
    Code::Missing,
    Code::UnreadableItem,
    Code::UnreadableTime,
    Code::Duplicate,
    Code::Contradiction,
    Code::AssumedZone,
    Code::AmbiguousZone,
    Code::Truncated,
    Code::Malformed,
    Code::Encoding,
    Code::Limit,
    Code::SkippedDtd,
    Code::NotListed,
];

/// What is said, by the word for its kind.
type Words = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_kind_and_every_code_has_its_words() {
    let (mut refusals, mut diagnostics) = (Words::new(), Words::new());
    for read in readings() {
        match read {
            Ok(snapshot) => {
                for found in snapshot.diagnostics {
                    diagnostics.entry(found.code.as_str().to_owned()).or_default().insert(found.message);
                }
            }
            Err(error) => {
                refusals
                    .entry(error.kind().as_str().to_owned())
                    .or_default()
                    .insert(error.message().to_owned());
            }
        }
    }
    assert_eq!(words_of(&refusals), KINDS.map(ErrorKind::as_str).into(), "kinds of refusals");
    assert_eq!(words_of(&diagnostics), CODES.iter().map(Code::as_str).collect(), "codes of diagnostics");

    let mut list = String::new();
    for (title, words) in [("refusals", &refusals), ("diagnostics", &diagnostics)] {
        writeln!(list, "# {title}").unwrap();
        for (kind, messages) in words {
            writeln!(list, "{kind}").unwrap();
            for message in messages {
                assert!(
                    message.starts_with(|c: char| !c.is_uppercase()),
                    "{message:?} begins with a capital"
                );
                assert!(!message.ends_with(['.', '!']), "{message:?} ends like a sentence");
                assert!(!message.contains('\n'), "{message:?} has several lines");
                writeln!(list, "    {message}").unwrap();
            }
        }
    }
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(LIST, &list).unwrap();
    }
    let expected = fs::read_to_string(LIST).unwrap();
    let changed: Vec<_> = list.lines().filter(|line| !expected.lines().any(|known| known == *line)).collect();
    assert!(list == expected, "UPDATE_GOLDENS=1 rewrites {LIST}; new in it: {changed:#?}");
}

fn words_of(words: &Words) -> BTreeSet<&str> {
    words.keys().map(String::as_str).collect()
}

/// Every fixture as it is, and what no fixture shows: limits, strictness, recipes.
fn readings() -> Vec<Result<Snapshot, Error>> {
    let fixtures = Fixture::all();
    let mut readings: Vec<_> = fixtures.iter().map(|fixture| statusfeed::parse(fixture.input())).collect();

    let mut small = Limits::default();
    small.components = 1;
    small.incidents = 1;
    small.updates = 1;
    small.text_bytes = 8;
    small.date_bytes = 8;
    small.attributes = 1;
    let mut few = Limits::default();
    few.diagnostics = 0;
    let mut shallow = Limits::default();
    shallow.depth = 3;
    let mut tiny = Limits::default();
    tiny.input_bytes = 16;
    for (limits, name) in [
        (small, "statuspage/summary-busy.json"),
        (small, "feed/better-stack.rss"),
        (small, "feed/statuspage-history.rss"),
        (small, "feed/salvage-misnested.rss"),
        (few, "statuspage/salvage-wrong-types.json"),
        (shallow, "statuspage/summary-busy.json"),
        (tiny, "statuspage/summary-busy.json"),
    ] {
        let fixture = fixtures.iter().find(|fixture| fixture.name == name).unwrap();
        readings.push(Parser::new().limits(limits).parse(fixture.input()));
    }

    let odd = r#"{"page": {"id": "p1"}, "status": {"indicator": "mauve"}}"#;
    readings.push(Parser::new().strict(true).parse(odd));

    let rows = Recipe::new("acme").with_components(Components::new(".row", Value::own_text()));
    let page = "<!doctype html><p>Nothing here";
    readings.push(Parser::new().parse_as(&rows.adapter().unwrap(), page));
    readings
}
