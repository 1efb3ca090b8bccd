//! `JSONTestSuite`: what is JSON is read, what is not is refused, and what may be either brings nothing down.
//!
//! Each text stands for the value of a key that nobody knows, in a document that is otherwise good: the reader that skips
//! unknown keys must judge it as a parser of JSON would. The suite is not part of this repository.

use std::fs;

use statusfeed::diagnostic::Code;
use statusfeed::{Error, ErrorKind, Parser, Snapshot};

use crate::support::shared;

const SUITE: &str = "suites/jsontestsuite.tar.xz";
/// What the suite holds of each kind; a walker gone blind is noticed.
const MUST_ACCEPT: usize = 95;
const MUST_REFUSE: usize = 188;
const MAY_DO_EITHER: usize = 35;

const HEAD: &str = r#"{"page": {"id": "p1", "name": "Acme"}, "status": {"indicator": "minor"}, "extra": "#;

/// Reads a document in which this is the value of an unknown key: item by item, or as is fastest.
fn read(text: &[u8], item_by_item: bool) -> Result<Snapshot, Error> {
    let document = [HEAD.as_bytes(), text, b"}"].concat();
    Parser::new().keep_raw(item_by_item).parse(&document)
}

#[test]
#[ignore = "needs ../shared"]
fn jsontestsuite() {
    let root = shared::unpack(SUITE);
    let (mut accept, mut refuse, mut either) = (0_usize, 0_usize, 0_usize);
    let mut failures = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read(&path).unwrap();
            // As a document of its own it is none of ours, whatever it is.
            let alone = statusfeed::parse(&text);
            for item_by_item in [false, true] {
                let read = read(&text, item_by_item);
                match name.get(..2) {
                    Some("y_") => {
                        accept += 1;
                        let whole = read.as_ref().is_ok_and(|snapshot| snapshot.diagnostics.is_empty());
                        if !whole {
                            failures.push(format!("{name}: expected no word about it, found {read:?}"));
                        }
                        if alone.as_ref().is_err_and(|error| error.kind() == ErrorKind::Syntax) {
                            failures.push(format!("{name}: alone, {alone:?}"));
                        }
                    }
                    Some("n_") => {
                        refuse += 1;
                        // Bytes that are no text are replaced, and that is said.
                        let is_mended = |snapshot: &Snapshot| {
                            snapshot.diagnostics.iter().any(|d| d.code == Code::Encoding)
                        };
                        let refused = match &read {
                            Ok(snapshot) => std::str::from_utf8(&text).is_err() && is_mended(snapshot),
                            Err(error) => matches!(error.kind(), ErrorKind::Syntax | ErrorKind::Limit),
                        };
                        if !refused {
                            failures.push(format!("{name}: expected a refusal, found {read:?}"));
                        }
                        if alone.is_ok() {
                            failures.push(format!("{name}: alone, {alone:?}"));
                        }
                    }
                    Some("i_") => either += 1,
                    _ => {}
                }
            }
        }
    }
    println!(
        "{} texts that are JSON, {} that are none, {} doubtful ones",
        accept / 2,
        refuse / 2,
        either / 2
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!((accept, refuse, either), (MUST_ACCEPT * 2, MUST_REFUSE * 2, MAY_DO_EITHER * 2));
}
