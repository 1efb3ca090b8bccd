//! Snapshots as JSON.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use statusfeed::Parser;

use crate::arguments::Arguments;
use crate::escape::is_hidden;
use crate::{Outcome, gate, input, refusal, wrap};

/// Writes each snapshot as indented JSON, one after the other. Errors go to standard error.
pub(crate) fn write(arguments: &Arguments, parser: &Parser, out: &mut impl Write) -> io::Result<Outcome> {
    let mut outcome = Outcome::Read;
    for document in input::documents(arguments)? {
        let document = document?;
        let refused = match document.read() {
            Ok(bytes) => match parser.parse(arguments.with_hints(&bytes)) {
                Ok(snapshot) => {
                    writeln!(out, "{}", visible(&serde_json::to_string_pretty(&snapshot)?))?;
                    let Some(worse) = gate::refuse(&document.name, &snapshot, arguments) else { continue };
                    outcome = outcome.max(Outcome::Worse);
                    out.flush()?;
                    write!(wrap::stderr(), "{worse}")?;
                    continue;
                }
                Err(error) => refusal::refused(&document.name, &error),
            },
            Err(error) => refusal::unreadable(&document.name, &error),
        };
        out.flush()?;
        write!(wrap::stderr(), "{refused}")?;
        outcome = Outcome::Refused;
    }
    Ok(outcome)
}

/// The same JSON with every hidden character as an escape: JSON allows C1 controls and direction marks, but terminals obey
/// them. They occur only in strings.
pub(crate) fn visible(json: &str) -> Cow<'_, str> {
    let hidden = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(hidden) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
