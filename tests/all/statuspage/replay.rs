//! Captures of two pages over several years: each is read on the fast path, or refused because it is empty.

use statusfeed::adapter::statuspage::json::Statuspage;
use statusfeed::{Document, ErrorKind, Limits, Parser};

use crate::support::shared;

/// Each series, the number of its captures, and the number of empty ones (failed requests).
const SERIES: [(&str, usize, usize); 2] =
    [("replay/github-summary.jsonl.xz", 10_226, 61), ("replay/bitbucket-summary.jsonl.xz", 9_029, 65)];

#[test]
#[ignore = "needs ../shared"]
fn every_capture_is_read_on_the_fast_path_or_is_empty() {
    for (file, read, empty) in SERIES {
        let (parser, item_by_item) = (Parser::new(), Parser::new().keep_raw(true));
        let mut counted = (0_usize, 0_usize);
        for body in shared::captures(file) {
            let read = match parser.parse(&body) {
                Ok(read) => read,
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Empty, "{error}: {body}");
                    counted.1 += 1;
                    continue;
                }
            };
            counted.0 += 1;
            let document = Document::decode(&body, &Limits::default()).unwrap();
            let at = read.source.as_of;
            assert!(Statuspage::reads_at_once(&document), "the capture of {at:?} is read item by item");
            let mut other = item_by_item.parse(&body).unwrap();
            other.components.iter_mut().for_each(|component| component.raw = None);
            other.incidents.iter_mut().for_each(|incident| incident.raw = None);
            assert_eq!(other, read, "the two paths differ in the capture of {at:?}");
            assert!(read.vendor.name.is_some() && at.is_some() && !read.components.is_empty(), "{at:?}");
        }
        println!("{file}: {} read, {} empty", counted.0, counted.1);
        assert_eq!(counted, (read, empty), "{file}");
    }
}
