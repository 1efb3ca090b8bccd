//! The command line.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::ArgGroup;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use statusfeed::{Impact, Input, Parser, Zone, postmortem};

/// Reads status documents (Statuspage JSON, feeds, pages) and prints what they state.
///
/// Without a file, a built-in document is read.
///
/// Exit status: 0 if all documents were read, 1 if one was refused or could not be opened, 2 for wrong usage, 3 if one is
/// as bad as --fail-on. With --jsonl an error is printed as a line, and the status is 0.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, clap::Parser)]
#[command(name = "inspect", version, group(ArgGroup::new("given").args(["files", "files_from"]).multiple(true)))]
pub(crate) struct Arguments {
    /// The documents (`-`: standard input).
    pub(crate) files: Vec<PathBuf>,

    /// Also read the documents whose paths are in LIST, one per line (`-`: standard input).
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,

    /// Print each snapshot as indented JSON.
    #[arg(long, group = "form")]
    pub(crate) json: bool,

    /// Print one line of JSON for each document, in order: {"file", "ok"} or {"file", "error"}.
    #[arg(long, group = "form")]
    pub(crate) jsonl: bool,

    /// Show why this adapter was chosen, and the place of each diagnostic in the document.
    #[arg(long, conflicts_with = "form")]
    pub(crate) explain: bool,

    /// Print the whole report, without shortening lists.
    #[arg(long, conflicts_with = "form")]
    pub(crate) all: bool,

    /// Refuse documents with a warning.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Exit with status 3 if a page is as bad as this, or if that is not known: a gate for deployments.
    #[arg(long, value_name = "IMPACT", value_parser = impacts(), conflicts_with_all = ["jsonl", "postmortem"])]
    pub(crate) fail_on: Option<Impact>,

    /// What --fail-on is about: components by name, "Group - Name", group or id, with the open incidents that name them.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', requires = "fail_on")]
    pub(crate) components: Vec<String>,

    /// The URL that the documents were fetched from.
    #[arg(long)]
    url: Option<String>,

    /// The Content-Type they were served with.
    #[arg(long, value_name = "TYPE")]
    content_type: Option<String>,

    /// The time they were fetched, in RFC 3339 (2026-03-08T10:31:00Z).
    #[arg(long, value_name = "TIME", value_parser = rfc3339)]
    fetched_at: Option<DateTime<Utc>>,

    /// The zone of times that state none: an IANA name, or an offset such as +02:00.
    #[arg(long, value_name = "ZONE")]
    assume_zone: Option<Zone>,

    /// Keep the source text of each incident and component, for --json and --jsonl.
    #[arg(long)]
    keep_raw: bool,

    /// Show what each selector of the recipe in FILE (JSON) matches on the documents, which are HTML pages.
    #[arg(long, value_name = "FILE", requires = "given", conflicts_with_all = ["form", "explain", "all", "postmortem"])]
    pub(crate) recipe: Option<PathBuf>,

    /// Read the documents as postmortems, in Markdown or HTML.
    #[arg(long, requires = "given", conflicts_with_all = ["strict", "keep_raw"])]
    pub(crate) postmortem: bool,

    /// The time the postmortem was published, in RFC 3339: gives the year of dates without one.
    #[arg(long, value_name = "TIME", value_parser = rfc3339, requires = "postmortem")]
    published_at: Option<DateTime<Utc>>,
}

impl Arguments {
    /// A parser with the options of the command line.
    pub(crate) fn parser(&self) -> Parser {
        let parser = Parser::new().with_strict(self.strict).with_raw(self.keep_raw);
        match self.assume_zone {
            Some(zone) => parser.with_assumed_zone(zone),
            None => parser,
        }
    }

    /// The context of postmortems.
    pub(crate) fn postmortem_context(&self) -> postmortem::Context {
        postmortem::Context::new().with_published_at(self.published_at).with_zone(self.assume_zone)
    }

    /// The bytes with the hints of the command line.
    pub(crate) fn with_hints<'a>(&'a self, bytes: &'a [u8]) -> Input<'a> {
        let mut input = Input::new(bytes);
        if let Some(url) = &self.url {
            input = input.with_url(url);
        }
        if let Some(content_type) = &self.content_type {
            input = input.with_content_type(content_type);
        }
        if let Some(fetched_at) = self.fetched_at {
            input = input.with_fetched_at(fetched_at);
        }
        input
    }
}

fn impacts() -> impl TypedValueParser<Value = Impact> {
    PossibleValuesParser::new(["maintenance", "minor", "major", "critical"]).map(Impact::from)
}

fn rfc3339(text: &str) -> Result<DateTime<Utc>, chrono::ParseError> {
    DateTime::parse_from_rfc3339(text).map(|time| time.to_utc())
}
