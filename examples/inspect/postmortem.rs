//! `--postmortem`: documents that are postmortems.

use std::io::{self, Write};

use statusfeed::{Error, ErrorKind, Postmortem, RichText, postmortem};

use crate::arguments::Arguments;
use crate::{Outcome, input, json, lines, refusal, report, wrap};

/// Writes each postmortem, in the form that the command line asks for.
pub(crate) fn write(arguments: &Arguments, out: &mut impl Write) -> io::Result<Outcome> {
    if arguments.jsonl {
        return lines::write(arguments, |bytes| read(bytes, arguments), out);
    }
    let mut outcome = Outcome::Read;
    for (number, document) in input::documents(arguments)?.enumerate() {
        let document = document?;
        let refused = match document.read().map(|bytes| read(&bytes, arguments)) {
            Ok(Ok(postmortem)) => {
                if arguments.json {
                    writeln!(out, "{}", json::visible(&serde_json::to_string_pretty(&postmortem)?))?;
                } else {
                    if number > 0 {
                        writeln!(out)?;
                    }
                    report::postmortem::write(&document.name, &postmortem, arguments.all, out)?;
                    if let Some(body) = postmortem.body.as_ref().filter(|_| arguments.explain) {
                        let explained = postmortem::explain(body, &arguments.postmortem_context());
                        report::explanation::write(&explained, arguments.all, out)?;
                    }
                }
                continue;
            }
            Ok(Err(error)) => refusal::refused(&document.name, &error),
            Err(error) => refusal::unreadable(&document.name, &error),
        };
        out.flush()?;
        write!(wrap::stderr(), "{refused}")?;
        outcome = Outcome::Refused;
    }
    Ok(outcome)
}

/// Reads a text.
fn read(bytes: &[u8], arguments: &Arguments) -> Result<Postmortem, Error> {
    if bytes.len() > input::MAX_BYTES {
        let message = format!("expected at most {} bytes, found more", input::MAX_BYTES);
        return Err(Error::new(ErrorKind::Limit, message));
    }
    Ok(postmortem::read(body(bytes), &arguments.postmortem_context()).postmortem)
}

/// The body of a text; one that begins with a tag is HTML.
fn body(bytes: &[u8]) -> RichText {
    let text = String::from_utf8_lossy(bytes);
    if text.trim_start().starts_with('<') { RichText::html(text) } else { RichText::markdown(text) }
}
