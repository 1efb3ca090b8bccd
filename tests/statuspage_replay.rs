//! Years of captures of two pages: each is read, at once and whole, or refused for what it is.
//!
//! The captures are not part of this repository. The test looks for `../shared/replay` and says so where it is not there.

#![cfg(feature = "statuspage")]
#![expect(clippy::print_stdout, reason = "a walker prints how much it found")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use statusfeed::adapter::statuspage::json::Statuspage;
use statusfeed::{Document, ErrorKind, Limits, Parser};

/// Each series with how many of its captures are read, and how many are empty: the request had failed.
const SERIES: [(&str, usize, usize); 2] = [
    ("../shared/replay/github-summary.jsonl.xz", 10_226, 61),
    ("../shared/replay/bitbucket-summary.jsonl.xz", 9_029, 65),
];

#[derive(Deserialize)]
struct Capture {
    body: String,
}

#[test]
fn every_capture_is_read_at_once_or_refused_for_what_it_is() {
    for (file, to_read, empty) in SERIES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let unpacking = Command::new("xz").arg("-dc").arg(&path).stdout(Stdio::piped()).spawn();
        let Some(lines) = unpacking.ok().filter(|_| path.exists()).and_then(|child| child.stdout) else {
            println!("skipped: {file} is not there, or cannot be unpacked");
            continue;
        };
        let (parser, item_by_item) = (Parser::new(), Parser::new().keep_raw(true));
        let mut counted = (0_usize, 0_usize);
        for line in BufReader::new(lines).lines() {
            let Capture { body } = serde_json::from_str(&line.unwrap()).unwrap();
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
            assert!(Statuspage::reads_at_once(&document), "the capture of {at:?} takes the slow way");
            let mut other = item_by_item.parse(&body).unwrap();
            other.components.iter_mut().for_each(|component| component.raw = None);
            other.incidents.iter_mut().for_each(|incident| incident.raw = None);
            assert_eq!(other, read, "the two ways differ in the capture of {at:?}");
            assert!(read.vendor.name.is_some() && at.is_some() && !read.components.is_empty(), "{at:?}");
        }
        println!("{file}: {} read, {} empty", counted.0, counted.1);
        assert_eq!(counted, (to_read, empty), "{file}");
    }
}
