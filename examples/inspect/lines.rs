//! `--jsonl`: one line of JSON for each document.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::json;
use statusfeed::Error;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::{input, json, progress};

/// Writes one line for each document, in order. `read` makes the value under `ok`.
///
/// An error is a line too, so that the outcome is always [`Outcome::Read`].
pub(crate) fn write<T: Serialize>(
    arguments: &Arguments,
    read: impl Fn(&[u8]) -> Result<T, Error>,
    out: &mut impl Write,
) -> io::Result<Outcome> {
    let progress = progress::bar(arguments);
    for document in input::documents(arguments)? {
        let document = document?;
        let line = match document.read() {
            Ok(bytes) => match read(&bytes) {
                Ok(value) => serde_json::to_string(&Line { file: &document.name, ok: &value })?,
                Err(error) => refused(&document.name, error.kind().as_str(), error.message()),
            },
            Err(error) => refused(&document.name, "io", &error.to_string()),
        };
        writeln!(out, "{}", json::visible(&line))?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(Outcome::Read)
}

#[derive(Serialize)]
struct Line<'a, T> {
    file: &'a str,
    ok: &'a T,
}

fn refused(file: &str, kind: &str, message: &str) -> String {
    json!({"file": file, "error": {"kind": kind, "message": message}}).to_string()
}
