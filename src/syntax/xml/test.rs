//! The walk over documents whole and broken.

use super::{ElementNames, ElementReader};
use crate::limits::Limits;

static VOCABULARY: ElementNames = ElementNames {
    items: &["item"],
    siblings: &["title", "link"],
    namespace: |uri| u8::from(uri == "urn:x"),
};

/// Title and link of each item, and the codes of what was damaged.
fn items(document: &str) -> (Vec<(String, String)>, Vec<String>) {
    let mut reader = ElementReader::new(document, &VOCABULARY, &Limits::default());
    let mut found = Vec::new();
    while reader.child(0).is_some() {
        while let Some(item) = reader.child(1) {
            assert_eq!(item.local, "item");
            let depth = reader.depth();
            let (mut title, mut link) = (String::new(), String::new());
            while let Some(part) = if item.empty { None } else { reader.child(depth) } {
                let leaf = reader.leaf(&part);
                let text = leaf.decode(reader.decoder()).into_owned();
                match part.local {
                    "title" => title = text,
                    "link" => link = text,
                    _ => {}
                }
            }
            found.push((title, link));
        }
    }
    let issues = reader.into_decoder().issues.into_diagnostics("item").map(|d| d.code.to_string()).collect();
    (found, issues)
}

#[track_caller]
fn holds(inside: &str, wanted: &[(&str, &str)], issues: &[&str]) {
    let (found, met) = items(&format!("<rss>{inside}</rss>"));
    let found: Vec<_> = found.iter().map(|(title, link)| (title.as_str(), link.as_str())).collect();
    assert_eq!(found, wanted, "{inside}");
    assert_eq!(met, issues, "{inside}");
}

#[test]
fn whole_documents() {
    holds("<item><title>A &amp; B</title><link>x</link></item>", &[("A & B", "x")], &[]);
    holds("<item><title><![CDATA[A & <b>]]></title><link/></item><item/>", &[("A & <b>", ""), ("", "")], &[]);
    holds("<item><title>A<!-- no -->B<![CDATA[<]]>C</title></item>", &[("AB<C", "")], &[]);
    holds("<item><x><title>not mine</title></x><title>A</title></item>", &[("A", "")], &[]);
    holds("<item><title>&#65;&#x42;&quot;&apos;</title></item>", &[("AB\"'", "")], &[]);
    holds("<item><title>a <b>&lt;c&gt;</b> &lt;d&gt;</title></item>", &[("a <b>&lt;c&gt;</b> <d>", "")], &[]);
}

#[test]
fn broken_documents() {
    holds("<item><title>A<link>x</link></item>", &[("A", "x")], &["malformed"]);
    holds("<item><title>A</title><item><title>B</title></item>", &[("A", ""), ("B", "")], &["malformed"]);
    holds("<item><title>A<br>B</title></item>", &[("A<br>B", "")], &[]);
    holds("<item><title>1 < 2 & 3</title></item>", &[("1 < 2 & 3", "")], &["malformed"]);
    holds("</x> < <item><title>A</title></item>", &[("A", "")], &["malformed", "malformed"]);
    holds("<!-- <item><title>A</title></item>", &[("A", "")], &["malformed"]);
    holds("<item><title>A</title>", &[("A", "")], &["malformed"]);
    let (found, met) = items("<rss><item><title>A</title></item><item><title>B");
    assert_eq!(found.len(), 2);
    assert!(met.contains(&"truncated".to_owned()), "{met:?}");
}

#[test]
fn namespaces_have_a_scope() {
    let document = "<rss xmlns:p='urn:x'><p:a/><b xmlns:p='urn:y'><p:c/></b><p:d/><q:e/></rss>";
    let mut reader = ElementReader::new(document, &VOCABULARY, &Limits::default());
    let mut found = Vec::new();
    reader.child(0);
    while let Some(tag) = reader.child(1) {
        found.push((tag.local, tag.prefix(), tag.namespace));
        if tag.local == "b" {
            let inside = reader.child(2).map(|tag| tag.namespace);
            assert_eq!(inside, Some(Some(0)));
        }
    }
    assert_eq!(found, [("a", "p", Some(1)), ("b", "", None), ("d", "p", Some(1)), ("e", "q", None)]);
}
