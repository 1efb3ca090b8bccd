//! `JSONTestSuite`: valid JSON is accepted, invalid JSON is refused, and texts that a parser may treat either way cause no
//! panic.
//!
//! Each text of the suite becomes the value of an unknown key in an otherwise valid document: the code that skips unknown
//! values must accept and refuse what a JSON parser accepts and refuses.

use std::fs;

use statusfeed::diagnostic::Code;
use statusfeed::{Error, ErrorKind, Parser, Snapshot};

use crate::support::shared;

const SUITE: &str = "suites/jsontestsuite.tar.xz";
/// The number of texts of each kind in the suite.
const MUST_ACCEPT: usize = 95;
const MUST_REFUSE: usize = 188;
const MAY_DO_EITHER: usize = 35;

const HEAD: &str = r#"{"page": {"id": "p1", "name": "Acme"}, "status": {"indicator": "minor"}, "extra": "#;

/// Reads a document in which `text` is the value of an unknown key, on the fast or on the item-by-item path.
fn read(text: &[u8], item_by_item: bool) -> Result<Snapshot, Error> {
    let document = [HEAD.as_bytes(), text, b"}"].concat();
    Parser::new().with_raw(item_by_item).parse(&document)
}

#[test]
#[ignore = "needs ../shared"]
fn valid_json_is_accepted_and_invalid_json_is_refused() {
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
            // Alone it is never a status document.
            let alone = statusfeed::parse(&text);
            for item_by_item in [false, true] {
                let read = read(&text, item_by_item);
                match name.get(..2) {
                    Some("y_") => {
                        accept += 1;
                        // The key that the value is put at is none of the format's.
                        let whole = read.as_ref().is_ok_and(|snapshot| {
                            snapshot.diagnostics.iter().all(|found| found.code == Code::UnreadKey)
                        });
                        if !whole {
                            failures.push(format!("{name}: expected no diagnostic, found {read:?}"));
                        }
                        if alone.as_ref().is_err_and(|error| error.kind() == ErrorKind::Syntax) {
                            failures.push(format!("{name}: alone, {alone:?}"));
                        }
                    }
                    Some("n_") => {
                        refuse += 1;
                        // Bytes that are not UTF-8 are replaced, with a diagnostic.
                        let is_replaced = |snapshot: &Snapshot| {
                            snapshot.diagnostics.iter().any(|d| d.code == Code::Encoding)
                        };
                        let refused = match &read {
                            Ok(snapshot) => std::str::from_utf8(&text).is_err() && is_replaced(snapshot),
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
    println!("{} valid texts, {} invalid ones, {} that may be either", accept / 2, refuse / 2, either / 2);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!((accept, refuse, either), (MUST_ACCEPT * 2, MUST_REFUSE * 2, MAY_DO_EITHER * 2));
}
