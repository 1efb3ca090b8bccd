//! `--postmortem`: documents that are postmortems.

use std::io::{self, Write};

use statusfeed::{Postmortem, RichText};

use crate::arguments::Arguments;
use crate::{Outcome, input, json, lines, refusal, report};

/// Writes each postmortem, in the form that the command line asks for.
pub(crate) fn write(arguments: &Arguments, out: &mut impl Write) -> io::Result<Outcome> {
    if arguments.jsonl {
        return lines::write(arguments, |bytes| Ok(read(bytes, arguments)), out);
    }
    let mut outcome = Outcome::Read;
    for (number, document) in input::documents(arguments)?.enumerate() {
        let document = document?;
        match document.read() {
            Ok(bytes) => {
                let postmortem = read(&bytes, arguments);
                if arguments.json {
                    writeln!(out, "{}", json::visible(&serde_json::to_string_pretty(&postmortem)?))?;
                } else {
                    if number > 0 {
                        writeln!(out)?;
                    }
                    report::postmortem::write(&document.name, &postmortem, arguments.all, out)?;
                }
            }
            Err(error) => {
                out.flush()?;
                write!(anstream::stderr(), "{}", refusal::unreadable(&document.name, &error))?;
                outcome = Outcome::Refused;
            }
        }
    }
    Ok(outcome)
}

/// Reads a text; one that begins with a tag is HTML.
fn read(bytes: &[u8], arguments: &Arguments) -> Postmortem {
    let text = String::from_utf8_lossy(bytes);
    let body =
        if text.trim_start().starts_with('<') { RichText::html(text) } else { RichText::markdown(text) };
    Postmortem::read(body, &arguments.postmortem_context())
}
