//! Hostile and truncated feeds are read in bounded memory and linear time, without a panic.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use statusfeed::{Limits, Parser, Snapshot};

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Acme Status</title>{items}</channel></rss>"
    )
}

fn read(document: &str) -> Snapshot {
    Parser::new().parse(document).unwrap()
}

fn codes(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

fn fixtures() -> Vec<PathBuf> {
    let folders = ["feed", "same-page"]
        .map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder));
    let files = folders
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| {
            path.extension().is_some_and(|end| ["xml", "rss", "atom", "rdf"].iter().any(|e| end == *e))
        })
        .collect()
}

#[test]
fn every_prefix_of_every_feed_yields_what_precedes_the_cut() {
    let files = fixtures();
    assert!(files.len() >= 50, "expected at least 50 feeds, found {}", files.len());
    let parser = Parser::new();
    for path in files {
        let whole = std::fs::read(&path).unwrap();
        let mut most = 0;
        for end in 0..whole.len() {
            // A short prefix may be refused.
            if let Ok(snapshot) = parser.parse(&whole[..end]) {
                let found = snapshot.incidents.len() + snapshot.components.len();
                // A longer prefix never yields less, unless entries are grouped or damaged further on.
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let regular =
                    !name.contains("salvage") && !name.contains("gathered") && !name.contains("updates");
                assert!(
                    !regular || found + 1 >= most,
                    "{name}: {found} items up to byte {end}, {most} with fewer bytes"
                );
                most = most.max(found);
                assert!(!snapshot.is_operational(), "{name}: operational up to byte {end}");
            }
        }
    }
}

#[test]
fn a_hundred_thousand_nested_elements_are_bounded() {
    let nested = "<a>".repeat(100_000);
    let snapshot = read(&rss(&format!("<item><title>Before</title></item>{nested}")));
    assert_eq!(snapshot.incidents.len(), 1);
    assert!(codes(&snapshot).contains(&"limit"));
    let closed = format!("{nested}{}<item><title>After</title></item>", "</a>".repeat(100_000));
    assert_eq!(read(&rss(&closed)).incidents.len(), 1);
    // Elements that are never closed.
    for element in ["<title>", "<item>", "<item><title>", "<item><description>", "<channel>"] {
        read(&rss(&element.repeat(100_000)));
    }
}

#[test]
fn a_million_attributes_are_bounded() {
    let attributes = (0..1_000_000).map(|n| format!(" a{n}=\"\"")).collect::<Vec<_>>().concat();
    let snapshot = read(&rss(&format!("<item{attributes}><title>Kept</title></item>")));
    assert_eq!(snapshot.incidents[0].title.as_deref(), Some("Kept"));
    assert!(codes(&snapshot).contains(&"limit"));
    let namespaces = (0..100_000).map(|n| format!(" xmlns:n{n}=\"u\"")).collect::<Vec<_>>().concat();
    assert_eq!(read(&rss(&format!("<item{namespaces}><title>Kept</title></item>"))).incidents.len(), 1);
}

#[test]
fn fifty_megabytes_of_references_are_truncated() {
    let text = "&lt;".repeat(50 * 1024 * 1024 / 4);
    let snapshot = read(&rss(&format!("<item><title>Long</title><description>{text}</description></item>")));
    let body = snapshot.incidents[0].updates[0].body.as_ref().unwrap();
    assert!(body.raw.len() <= Limits::default().text_bytes);
    assert!(codes(&snapshot).contains(&"limit"));
}

#[test]
fn entities_of_a_dtd_are_not_expanded() {
    let mut dtd = "<!DOCTYPE rss [<!ENTITY l0 \"lol\">".to_owned();
    for n in 1..30 {
        let inner = format!("&l{};", n - 1).repeat(10);
        let _ = write!(dtd, "<!ENTITY l{n} \"{inner}\">");
    }
    dtd.push_str("]>");
    let item = "<item><title>&l29;</title><description>&l29;</description></item>";
    let document =
        format!("<?xml version=\"1.0\"?>{dtd}<rss version=\"2.0\"><channel>{item}</channel></rss>");
    let snapshot = read(&document);
    assert_eq!(snapshot.incidents[0].title.as_deref(), Some("&l29;"));
    assert!(codes(&snapshot).contains(&"skipped_dtd"));
}

#[test]
fn unclosed_constructs_take_linear_time() {
    for piece in [
        "<!--",
        "<![CDATA[",
        "<?",
        "<!DOCTYPE",
        "<",
        "</",
        "< ",
        "<a x=\"",
        "&",
        "&#",
        "</x>",
        "<small>",
        "<p><small>",
    ] {
        let pieces = piece.repeat(200_000);
        let inside = format!("<item><title>Kept</title></item>{pieces}");
        assert!(!read(&rss(&inside)).incidents.is_empty(), "{piece}");
        read(&rss(&format!("<item><title>{pieces}</title></item>")));
        read(&rss(&format!("<item><description>{}</description></item>", pieces.replace('<', "&lt;"))));
        let _ = Parser::new().parse(&pieces);
    }
}
