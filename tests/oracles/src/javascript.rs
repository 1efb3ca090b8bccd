//! JavaScript literals against `json5`. An Uptime Kuma page carries its data as such a literal.

use serde_json::Value;
use statusfeed::Snapshot;

use crate::random::Random;

#[test]
fn a_literal_has_the_value_that_json5_reads() {
    let mut random = Random::new(5);
    for _ in 0..3_000 {
        let literal = page_data(&mut random);
        let value: Value = json5::from_str(&literal).unwrap_or_else(|error| panic!("{error}: {literal}"));
        let (ours, theirs) = (read(&literal), read(&value.to_string()));
        assert_eq!((ours.components.len(), ours.incidents.len()), (3, 1), "{literal}");
        assert_eq!(ours, theirs, "{literal}\n{value}");
    }
}

/// What we read and `json5` refuses, because pages hold more of JavaScript than literals.
#[test]
fn meant_differences() {
    for (literal, json, reason) in [
        ("`a`", "\"a\"", "template strings"),
        ("void 0", "null", "minified `undefined`"),
        ("undefined", "null", "`undefined` is a name in JSON5"),
        ("new Date(0)", "null", "what is no literal becomes null"),
        ("'a' + b", "\"a\"", "as above: what follows the first value is left out"),
        ("f(1, [2], {c: 3})", "null", "as above"),
    ] {
        assert!(json5::from_str::<Value>(literal).is_err(), "json5 reads {literal}");
        let data = |title: &str| {
            format!(
                "{{config: {{title: 'Acme'}}, incident: {{id: 1, title: {title}, content: 'b'}}, publicGroupList: []}}"
            )
        };
        assert_eq!(read(&data(literal)), read(&data(json)), "{literal}: {reason}");
    }
}

/// The page with this data. Diagnostics are in the order of their paths and without their places: `json5` sorts keys.
fn read(data: &str) -> Snapshot {
    let page = format!(
        "<!DOCTYPE html><html><head><title>Acme</title><script id=\"preload-data\">window.preloadData = {data};</script></head><body></body></html>"
    );
    let mut snapshot = statusfeed::parse(&page).unwrap_or_else(|error| panic!("{error}: {data}"));
    for diagnostic in &mut snapshot.diagnostics {
        (diagnostic.span, diagnostic.position) = (None, None);
    }
    snapshot.diagnostics.sort_by(|a, b| a.path.cmp(&b.path));
    snapshot
}

/// The data of a page with random strings and numbers in random notation.
fn page_data(random: &mut Random) -> String {
    let incident = [
        ("id", number(random)),
        ("title", string(random)),
        ("content", string(random)),
        ("unknown", anything(random)),
        ("createdDate", "'2026-03-09 10:00:00'".to_owned()),
    ];
    let incident = object(random, &incident);
    let (first, second) = (monitor(random), monitor(random));
    let monitors = list(random, &[first, second]);
    let group = [("id", number(random)), ("name", string(random)), ("monitorList", monitors)];
    let group = object(random, &group);
    let groups = list(random, &[group]);
    let title = [("title", string(random)), ("theme", anything(random))];
    let config = object(random, &title);
    object(random, &[("config", config), ("incident", incident), ("publicGroupList", groups)])
}

fn monitor(random: &mut Random) -> String {
    let monitor = [("id", number(random)), ("name", string(random)), ("tags", anything(random))];
    object(random, &monitor)
}

fn object(random: &mut Random, members: &[(&str, String)]) -> String {
    let mut out = format!("{{{}", space(random));
    for (n, (key, value)) in members.iter().enumerate() {
        let quote = pick(random, &["", "'", "\""]);
        let (before, after) = (space(random), space(random));
        let comma = if n + 1 < members.len() { "," } else { pick(random, &["", ","]) };
        out +=
            &format!("{quote}{key}{quote}{before}:{after}{value}{}{comma}{}", space(random), space(random));
    }
    out + "}"
}

fn list(random: &mut Random, items: &[String]) -> String {
    let end = pick(random, &["", ",", " , "]);
    format!("[{}{}{end}]", space(random), items.join(&format!("{},{}", space(random), space(random))))
}

fn space(random: &mut Random) -> &'static str {
    pick(random, &["", "", "", " ", "\n", "\t ", "/* a, b: '} */", "// it's\n", "\u{a0}", "/**/"])
}

fn number(random: &mut Random) -> String {
    let number = random.below(1_000_000);
    match random.below(4) {
        0 => format!("+{number}"),
        1 => format!("{number}.0"),
        _ => number.to_string(),
    }
}

/// A value of a member that is not read: it must not disturb its neighbours.
fn anything(random: &mut Random) -> String {
    let values = [
        "null",
        "true",
        "-.5",
        "5.",
        "0x1F",
        "1e3",
        "[]",
        "{}",
        "[[], {a: [1,]},]",
        "{$a_1: '', \"b c\": null}",
    ];
    if random.below(3) == 0 { string(random) } else { pick(random, &values).to_owned() }
}

fn string(random: &mut Random) -> String {
    let pieces = [
        "API",
        "slow ",
        "it\\'s",
        "\\\"",
        "\\n",
        "\\t",
        "\\x41",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\\\",
        "\\/",
        "\\\n",
        "\\\r\n",
        "é",
        "😀",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "//",
        "/*",
        "<b>",
        "&amp;",
        "\\b",
        "\\f",
        "\\v",
        "\\0",
        "\\q",
        "$",
        "`",
    ];
    let quote = pick(random, &["'", "\""]);
    let other = if quote == "'" { "\"" } else { "'" };
    let mut out = quote.to_owned();
    for _ in 0..=random.below(6) {
        out += if random.below(8) == 0 { other } else { pick(random, &pieces) };
    }
    out + "x" + quote
}

fn pick(random: &mut Random, from: &[&'static str]) -> &'static str {
    random.pick(from).copied().unwrap_or_default()
}
