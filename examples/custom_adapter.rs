//! An adapter for a format of your own, registered with the built-in ones.
//!
//! The invented format "board of lights" names its owner in the first line, a colour and a component in each further line,
//! and after `!` an event with its time.
#![expect(clippy::print_stdout, reason = "an example prints its result")]

use statusfeed::adapter::Part;
use statusfeed::{
    Adapter, Component, Context, Coverage, Document, Error, Extent, Format, Incident, Parser, Registry,
    Snapshot, Source, Vendor, Verdict,
};

const BOARD: &str =
    "lights of Acme\ngreen Sign-in\namber Uploads\npuce Mail relay\n! 8 Mar 2026 09:30 UTC A disk is full\n";
const STATUSPAGE: &str = r#"{"page": {"id": "q7w2", "name": "Larkspur"},
    "status": {"indicator": "none", "description": "All Systems Operational"}}"#;

#[derive(Debug)]
struct Lights;

impl Adapter for Lights {
    fn id(&self) -> &'static str {
        "lights"
    }

    fn name(&self) -> &'static str {
        "Acme's board of lights"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Text]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        if document.head().starts_with("lights of ") {
            Verdict::certain("begins with \"lights of\"")
        } else {
            Verdict::no("does not begin with \"lights of\"")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        // The board lists every component and what is going on. A warning about a light is one about components.
        context.declare_paths(&[("/lights", Part::Components), ("/events", Part::Incidents)]);
        let coverage = Coverage::new(Extent::Complete, Extent::Open, Extent::None);
        let mut lines = document.text().lines();
        let owner = lines.next().and_then(|line| line.strip_prefix("lights of ")).unwrap_or_default();
        let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage)).with_vendor(Vendor::new(owner));

        for (number, line) in lines.enumerate() {
            if let Some((time, title)) = line.strip_prefix("! ").and_then(|event| event.split_once(" UTC ")) {
                let since =
                    context.instant(format!("{time} UTC").as_str(), format_args!("/events/{number}/time"));
                let id = context.id_or_anonymous(None, &[owner, time], format_args!("/events/{number}/id"));
                let event = Incident::new(id, title).with_status("open").with_started_at(since);
                snapshot.incidents.push(event);
            } else if let Some((colour, name)) = line.split_once(' ') {
                let status = match colour {
                    "green" => Some("operational".into()),
                    "amber" => Some("degraded_performance".into()),
                    "red" => Some("major_outage".into()),
                    // Kept as it is, reported, and never operational.
                    other => context.component_status(other, format_args!("/lights/{number}")),
                };
                snapshot.components.push(Component::new(name).with_status(status));
            }
        }
        let limit = context.limits().components;
        context.bound(&mut snapshot.components, limit, "components", "/lights");
        Ok(snapshot)
    }
}

fn main() -> Result<(), Error> {
    let parser = Parser::new().with_registry(Registry::standard().with(Lights));
    for document in [BOARD, STATUSPAGE] {
        println!("{}", parser.parse(document)?.summary());
    }
    Ok(())
}
