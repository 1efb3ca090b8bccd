//! The test suite of feedparser: none of its documents causes a panic, and the title, link, id or date that a document
//! expects of its first entry is read. Differences are listed with their reason in `feedparser_expected_failures.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeZone, Utc};
use statusfeed::{Incident, Input, RichText};

use crate::support::shared;

const SUITE: &str = "suites/feedparser-tests.tar.xz";
/// The least number of documents in the suite, and of expectations in them.
const DOCUMENTS: usize = 2_000;
const EXPECTATIONS: usize = 120;

#[test]
#[ignore = "needs ../shared"]
fn the_first_entry_is_read_as_the_suite_expects() {
    let root = shared::unpack(SUITE);
    let known = expected_failures();
    let mut documents = 0_usize;
    let (mut agreed, mut failed) = (0_usize, BTreeMap::new());
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "xml") {
                documents += 1;
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                let bytes = fs::read(&path).unwrap();
                let text = String::from_utf8_lossy(&bytes);
                let read = statusfeed::parse(Input::new(&bytes).with_url(address(&text, &name)));
                if let Some(expectation) = Expectation::of(&text) {
                    let first = read.as_ref().ok().and_then(|snapshot| snapshot.incidents.first());
                    match first.map_or(Err("no entry".to_owned()), |first| expectation.holds(first)) {
                        Ok(()) => agreed += 1,
                        Err(found) => {
                            let wanted =
                                format!("{} {:?}, found {found}", expectation.key, expectation.value);
                            failed.insert(name, wanted);
                        }
                    }
                }
            }
        }
    }
    let expectations = agreed + failed.len();
    for (name, wanted) in &failed {
        println!("{name}: {wanted}");
    }
    println!("{documents} documents, {expectations} expectations, {agreed} met");
    assert!(documents >= DOCUMENTS, "expected at least {DOCUMENTS} documents, found {documents}");
    assert!(
        expectations >= EXPECTATIONS,
        "expected at least {EXPECTATIONS} expectations, found {expectations}"
    );
    assert!(
        agreed * 100 >= expectations * 97,
        "expected 97 of 100 to agree, found {agreed} of {expectations}"
    );
    let surprises: Vec<_> = failed.iter().filter(|(name, _)| !known.contains_key(*name)).collect();
    assert!(surprises.is_empty(), "unexpected failures: {surprises:#?}");
    let successes: Vec<_> = known.keys().filter(|name| !failed.contains_key(*name)).collect();
    assert!(successes.is_empty(), "expected to fail, but met: {successes:#?}");
}

/// The URL that a document says it was served from, or that of the server which feedparser's tests run.
fn address(document: &str, name: &str) -> String {
    match document.split_once("Content-Location:") {
        Some((_, rest)) => rest.lines().next().unwrap_or_default().trim().to_owned(),
        None => format!("http://127.0.0.1:8097/{name}"),
    }
}

/// A text without its tags.
fn without_tags(markup: &str) -> String {
    let pieces = markup.split('<').enumerate();
    let text: String = pieces
        .map(|(n, piece)| if n == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, text)| text) })
        .collect();
    RichText::html(text).plain()
}

/// Files and reasons: one of each per line.
fn expected_failures() -> BTreeMap<String, String> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/feed/feedparser_expected_failures.txt");
    fs::read_to_string(list)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("no reason in {line:?}")))
        .map(|(name, reason)| (name.to_owned(), reason.to_owned()))
        .collect()
}

/// `entries[0]['title'] == 'Example'` in a comment of an RSS or Atom document.
struct Expectation {
    key: String,
    value: String,
}

impl Expectation {
    fn of(document: &str) -> Option<Self> {
        // Other formats are not supported (CDF has a root `CHANNEL`).
        let body = document.split_once("-->").map_or(document, |(_, body)| body);
        if !["<rss", "<rdf:RDF", "<feed", ":feed", "<RDF"].iter().any(|root| body.contains(root)) {
            return None;
        }
        let expect = document.split_once("Expect:")?.1.split_once("\n-->").map_or("", |(line, _)| line);
        let (_, rest) = expect.split_once("entries[0]")?;
        let (key, rest) = match rest.strip_prefix('.') {
            Some(rest) => rest.split_at(rest.find(|c: char| !c.is_alphanumeric() && c != '_')?),
            None => rest.strip_prefix("['")?.split_once("']")?,
        };
        if !["title", "link", "id", "published", "published_parsed", "updated", "updated_parsed"]
            .contains(&key)
        {
            return None;
        }
        // `entries[0]['title'] == entries[1]['title'] == 'x'`
        let (_, value) = rest.rsplit_once("== ")?;
        let value = value.trim();
        let value = if value.starts_with('(') { value.to_owned() } else { literal(value)? };
        Some(Self { key: key.to_owned(), value })
    }

    fn holds(&self, entry: &Incident) -> Result<(), String> {
        let (holds, found) = match self.key.as_str() {
            // Our titles are plain text; feedparser's may contain markup.
            "title" => {
                let title = entry.title.clone().unwrap_or_default();
                let plain = without_tags(&self.value);
                let linked = RichText::html(self.value.as_str()).plain();
                (title == linked || title == plain || without_tags(&title) == plain, title)
            }
            "link" => {
                let link = entry.url.as_ref().map_or("", |link| link.as_str()).to_owned();
                (link == self.value, link)
            }
            // Instead of an id that repeats the link, we use the last segment of the link.
            "id" => {
                let repeats = self.value.ends_with(&format!("/{}", entry.id));
                (entry.id == self.value || repeats, entry.id.clone())
            }
            _ => (instant(&self.value) == entry.updated_at, format!("{:?}", entry.updated_at)),
        };
        if holds { Ok(()) } else { Err(found) }
    }
}

/// A date as the suite writes it: the text of the document, or `(2003, 12, 31, 10, 14, 55, 2, 365, 0)`.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    if let Some(numbers) = text.strip_prefix('(') {
        let numbers: Vec<i32> = numbers.split([',', ')']).map_while(|n| n.trim().parse().ok()).collect();
        let at = |n: usize| u32::try_from(numbers[n]).unwrap();
        return Utc.with_ymd_and_hms(numbers[0], at(1), at(2), at(3), at(4), at(5)).single();
    }
    let parsed = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text));
    parsed.ok().map(|at| at.to_utc())
}

/// A string literal of Python, possibly concatenated with `+`.
fn literal(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.trim_start_matches('u');
    loop {
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let mut chars = rest[1..].chars();
        loop {
            match chars.next()? {
                c if c == quote => break,
                '\\' => match chars.next()? {
                    'n' => out.push('\n'),
                    't' => out.push('\t'),
                    'r' => out.push('\r'),
                    kind @ ('x' | 'u') => {
                        let digits: String = chars.by_ref().take(if kind == 'x' { 2 } else { 4 }).collect();
                        out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                    }
                    c => out.push(c),
                },
                c => out.push(c),
            }
        }
        match chars.as_str().trim_start().strip_prefix('+') {
            Some(next) => rest = next.trim_start(),
            None => return Some(out),
        }
    }
}
