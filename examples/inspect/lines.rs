//! One line of JSON for each document, for programs.

use std::io::{self, Write};

use serde_json::json;

use crate::arguments::Arguments;
use crate::input;

/// Writes one line for each document, in order, holding one document at a time.
pub(crate) fn write(arguments: &Arguments, out: &mut impl Write) -> io::Result<()> {
    let parser = statusfeed::Parser::new();
    for path in input::paths(arguments)? {
        let path = path?;
        let file = path.to_string_lossy();
        let refused = match input::read(&path) {
            Ok(bytes) => match parser.parse(&bytes) {
                Ok(snapshot) => {
                    serde_json::to_writer(&mut *out, &json!({"file": file, "ok": snapshot}))?;
                    None
                }
                Err(error) => Some((error.kind().as_str(), error.to_string())),
            },
            Err(error) => Some(("io", error.to_string())),
        };
        if let Some((kind, message)) = refused {
            let line = json!({"file": file, "error": {"kind": kind, "message": message}});
            serde_json::to_writer(&mut *out, &line)?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}
