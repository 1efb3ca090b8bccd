//! An adapter for a format of your own, registered with the built-in ones.
//!
//! The invented format "board of lights" names its owner in the first line, and a colour and a component in each further line.
#![expect(clippy::print_stdout, reason = "an example prints its result")]

use statusfeed::diagnostic::{Code, Diagnostic};
use statusfeed::{
    Adapter, Component, Context, Coverage, Document, Error, Extent, Format, Parser, Registry, Snapshot,
    Source, Vendor, Verdict,
};

const BOARD: &str = "lights of Acme\ngreen Sign-in\namber Uploads\npuce Mail relay\n";
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
        // The board lists every component and no incidents.
        let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
        let mut snapshot = Snapshot::new(Source::new(Format::Text, coverage));
        let mut lines = document.text().lines();
        let owner = lines.next().and_then(|line| line.strip_prefix("lights of "));
        snapshot.vendor = Vendor::new(owner.unwrap_or_default());

        for (number, line) in lines.enumerate() {
            let Some((colour, name)) = line.split_once(' ') else { continue };
            let status = match colour {
                "green" => "operational",
                "amber" => "degraded_performance",
                "red" => "major_outage",
                other => {
                    let message = "expected green, amber or red, found another word; it is kept";
                    let path = format!("/lights/{number}");
                    context.report(Diagnostic::warning(Code::UnknownValue, path, message).with_found(other));
                    other
                }
            };
            snapshot.components.push(Component::new(name).with_status(status));
        }
        let limit = context.limits().components;
        context.bound(&mut snapshot.components, limit, "components", "/lights");
        snapshot.health = snapshot.derived_health();
        Ok(snapshot)
    }
}

fn main() -> Result<(), Error> {
    let parser = Parser::new().with_registry(Registry::standard().with(Lights));
    for document in [BOARD, STATUSPAGE] {
        let snapshot = parser.parse(document)?;
        let Snapshot { vendor, source, health, .. } = snapshot;
        println!("{} ({}): {:?}", vendor.name.unwrap_or_default(), source.adapter, health.impact);
    }
    Ok(())
}
