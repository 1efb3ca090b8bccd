//! Captures of two pages over several years: each is read as it would be item by item, or refused because it is empty.

use statusfeed::{ErrorKind, Parser};

use crate::support::shared;

/// Each series, the number of its captures, and the number of empty ones (failed requests).
const SERIES: [(&str, usize, usize); 2] =
    [("replay/github-summary.jsonl.xz", 10_226, 61), ("replay/bitbucket-summary.jsonl.xz", 9_029, 65)];

#[test]
#[ignore = "needs ../shared"]
fn every_capture_is_read_as_item_by_item_or_is_empty() {
    for (file, read, empty) in SERIES {
        let (parser, item_by_item) = (Parser::new(), Parser::new().with_raw(true));
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
            let at = read.source.as_of;
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
