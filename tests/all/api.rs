//! What users' code relies on: traits of the types, setters, the summary, and the contract of adapters.

use std::error::Error;
use std::hash::Hash;

use statusfeed::{
    Adapter, Component, ComponentStatus, Context, Diagnostic, Document, ErrorKind, Extent, Impact, Incident,
    IncidentKind, IncidentStatus, Input, Link, Parser, Postmortem, Registry, RichText, Snapshot, Update,
    Verdict,
};

#[test]
fn values_can_be_shared_between_threads_and_adapters_can_be_objects() {
    fn is_shared<T: Send + Sync>() {}
    fn is_value<T: Clone + Eq + Hash + Send + Sync + serde::Serialize + serde::de::DeserializeOwned>() {}
    is_shared::<Parser>();
    is_shared::<Registry>();
    is_shared::<Box<dyn Adapter>>();
    is_shared::<Document<'_>>();
    is_shared::<Input<'_>>();
    is_shared::<Context<'_>>();
    is_shared::<statusfeed::Error>();
    is_shared::<Verdict>();
    is_value::<Snapshot>();
    is_value::<Incident>();
    is_value::<Component>();
    is_value::<Postmortem>();
    is_value::<Diagnostic>();
    is_value::<Impact>();
    is_value::<Extent>();
    let objects: Vec<Box<dyn Adapter>> = Vec::new();
    assert_eq!(objects.len(), 0);
}

#[test]
fn a_document_is_given_by_reference_or_value_of_any_type_of_bytes() {
    let bytes = vec![b' '];
    let text = String::from(" ");
    let kinds = [
        statusfeed::parse(&bytes),
        statusfeed::parse(bytes.as_slice()),
        statusfeed::parse(b" "),
        statusfeed::parse(" "),
        statusfeed::parse(&text),
        statusfeed::parse(text.as_str()),
        statusfeed::parse(Input::new(&bytes)),
        statusfeed::parse(String::from_utf8_lossy(&bytes)),
        statusfeed::parse(std::borrow::Cow::Borrowed(bytes.as_slice())),
        statusfeed::parse(bytes),
        statusfeed::parse(text),
    ]
    .map(|refused| refused.unwrap_err().kind());
    assert_eq!(kinds, [ErrorKind::Empty; 11]);
}

#[test]
fn setters_take_values_options_and_texts() {
    let at = "2026-03-08T09:30:00Z".parse::<statusfeed::chrono::DateTime<statusfeed::chrono::Utc>>().unwrap();
    let by_text = Update::new("resolved").with_at("2026-03-08T10:30:00+01:00").with_body("Fixed.");
    let by_value = Update::new(IncidentStatus::Resolved).with_at(at).with_body(RichText::text("Fixed."));
    let by_option = Update::new("resolved").with_at(Some(at)).with_body(Some("Fixed."));
    assert_eq!(by_text, by_value);
    assert_eq!(by_text, by_option);
    assert_eq!(by_text.clone().with_at(None::<&str>).at, None);
    assert_eq!(by_text.with_at("8 March").at, None);
    let url = "https://status.acme.example/incidents/k3x9";
    assert_eq!(Incident::new("k3x9", "Slow").with_url(url).url, Some(Link::new(url)));
}

#[test]
fn small_enums_have_words() -> Result<(), Box<dyn Error>> {
    assert_eq!(format!("{:>9}|", Extent::Open), "     open|");
    assert_eq!(IncidentKind::Maintenance.as_str(), "maintenance");
    assert_eq!("major_outage".parse::<ComponentStatus>()?, "major_outage");
    let verdict = Verdict::likely("has the keys");
    let json = serde_json::to_value(&verdict)?;
    assert_eq!(json, serde_json::json!({"confidence": "likely", "reason": "has the keys", "hinted": false}));
    assert_eq!(serde_json::to_value(ErrorKind::LoginForm)?, "login_form");
    Ok(())
}

#[test]
#[cfg(all(feature = "statuspage", feature = "postmortem", feature = "tz"))]
fn the_summary_has_one_line_for_each_fact() {
    let page = statusfeed::parse(include_bytes!("../../fixtures/statuspage/summary-busy.json")).unwrap();
    let updates = page.incidents.iter().map(|incident| incident.updates.len()).sum::<usize>();
    let facts = page.components.len() + page.incidents.len() + updates + page.diagnostics.len();
    let summary = page.summary();
    assert_eq!(summary.lines().count(), 2 + facts, "{summary}");
    assert!(summary.starts_with("page \"Larkspur Cloud\": "), "{summary}");
    assert!(!summary.contains('\u{202e}'), "{summary}");
}

#[cfg(all(
    feature = "statuspage",
    feature = "feed",
    feature = "html",
    feature = "json",
    feature = "postmortem",
    feature = "tz"
))]
mod contract {
    use std::collections::BTreeMap;

    use statusfeed::testing::check_adapter;
    use statusfeed::{
        Adapter, Component, Context, Coverage, Document, Error, Extent, Format, Incident, Parser, Registry,
        Snapshot, Source, Update, Verdict,
    };

    use crate::support::fixture::Fixture;

    #[test]
    fn the_built_in_adapters_keep_it() {
        let registry = Registry::standard();
        let mut smallest: BTreeMap<String, Fixture> = BTreeMap::new();
        for fixture in Fixture::all() {
            let Ok(snapshot) = Parser::new().parse(fixture.input()) else { continue };
            let known = smallest.get(&snapshot.source.adapter);
            if known.is_none_or(|known| known.bytes.len() > fixture.bytes.len()) {
                smallest.insert(snapshot.source.adapter, fixture);
            }
        }
        for adapter in registry.adapters() {
            let Some(fixture) = smallest.get(adapter.id()) else { continue };
            if let Err(error) = check_adapter(adapter, fixture.input()) {
                panic!("{} on {}: {error}", adapter.id(), fixture.name);
            }
        }
    }

    /// Breaks every rule that a test of one document can show.
    #[derive(Debug)]
    struct Careless;

    impl Adapter for Careless {
        fn id(&self) -> &'static str {
            "Careless Adapter"
        }

        fn name(&self) -> &'static str {
            " "
        }

        fn formats(&self) -> &[Format] {
            &[]
        }

        fn probe(&self, _: &Document<'_>) -> Verdict {
            Verdict::certain("")
        }

        fn parse(&self, document: &Document<'_>, _: &mut Context<'_>) -> Result<Snapshot, Error> {
            let coverage = Coverage::new(Extent::Complete, Extent::Open, Extent::Open);
            let status = if document.text().contains("down") { "major_outage" } else { "operational" };
            let name = document.fetched_at().map(|at| at.to_string()).unwrap_or_default();
            let update = |at: &str| Update::new("identified").with_at(at);
            Ok(Snapshot::new(Source::new(Format::Rss, coverage))
                .with_component(Component::new(name).with_status(status))
                .with_incident(
                    Incident::new("", "Slow")
                        .with_update(update("2026-03-08T10:00:00Z"))
                        .with_update(update("2026-03-08T09:00:00Z")),
                )
                .with_incident(Incident::new("", "Down")))
        }
    }

    #[test]
    fn a_careless_adapter_is_reported() {
        let error = check_adapter(&Careless, "uploads: down").unwrap_err();
        let found = error.to_string();
        for rule in [
            "expected an id in kebab-case, found \"Careless Adapter\"",
            "expected a name, found an empty one",
            "expected at least one format, found none",
            "expected the probe not to be certain of \"Dear customer,",
            "expected a reason from the probe, found none",
            "expected one of its formats, found rss",
            "expected distinct ids of incidents, found a repeated one (the document)",
            "expected an id of each incident, found an empty one (the document)",
            "expected updates from oldest to newest, found others (cut at byte 4)",
            "an unknown word makes \"\" operational (in place of \"down\")",
        ] {
            assert!(found.contains(rule), "no {rule:?} in\n{found}");
        }
    }
}
