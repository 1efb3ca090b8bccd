//! From bytes to a snapshot: decode, detect, read, and the caller's policy.

use crate::adapter::{self, Adapter, Context, Detection, Options, Part, Registry};
use crate::datetime::zone::Zone;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Document, Input};
use crate::error::{Error, ErrorKind, ProbeResult};
use crate::limits::Limits;
use crate::model::{Link, Snapshot};
use crate::unrecognized;

/// Reads documents, with a registry of adapters and the caller's options. Build one, use it for many documents and
/// from many threads.
///
/// ```
/// use statusfeed::{ErrorKind, Input, Parser};
///
/// # #[cfg(feature = "statuspage")] {
/// let body = br#"{"page": {"id": "q1", "name": "Acme"}, "status": {"indicator": "none", "description": "Fine"}}"#;
/// let input = Input::new(body).with_url("https://status.acme.example/api/v2/status.json");
/// assert!(Parser::new().parse(input)?.is_operational());
///
/// // A word that is not known is kept, reported, and never taken for well; a strict parser refuses it.
/// let body = br#"{"page": {"id": "q1", "name": "Acme"}, "status": {"indicator": "mauve", "description": "Fine"}}"#;
/// let snapshot = Parser::new().parse(body)?;
/// assert!(!snapshot.is_operational());
/// assert_eq!(snapshot.diagnostics.len(), 1);
/// assert_eq!(Parser::new().with_strict(true).parse(body).unwrap_err().kind(), ErrorKind::Strict);
/// # }
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Parser {
    registry: Registry,
    options: Options,
}

impl Default for Parser {
    fn default() -> Self {
        Self { registry: Registry::standard(), options: Options::default() }
    }
}

impl Parser {
    /// A lenient parser with the built-in adapters and the default limits.
    ///
    /// ```
    /// use statusfeed::Parser;
    ///
    /// let parser = Parser::new(); // for many documents, from many threads
    /// assert!(parser.parse("Dear customer,").is_err());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses these adapters.
    ///
    /// ```
    /// use statusfeed::{Parser, Registry, adapter::feed};
    ///
    /// let feeds_only = Parser::new().with_registry(Registry::empty().with(feed::adapter()));
    /// assert!(feeds_only.parse(r#"{"page": {"id": "q7w2"}, "status": {"indicator": "none"}}"#).is_err());
    /// ```
    #[must_use]
    pub fn with_registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// Uses these limits.
    ///
    /// ```
    /// use statusfeed::{ErrorKind, Limits, Parser};
    ///
    /// let parser = Parser::new().with_limits(Limits::default().with_input_bytes(10));
    /// assert_eq!(parser.parse("more than ten bytes").unwrap_err().kind(), ErrorKind::Limit);
    /// ```
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.options.limits = limits;
        self
    }

    /// Refuses a document in which lenient reading finds anything worse than [`Severity::Info`]. Strictness is a policy
    /// over diagnostics: what is accepted is read just as a lenient parser reads it.
    ///
    /// ```
    /// use statusfeed::Parser;
    ///
    /// let page = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "mauve"}}"#;
    /// assert!(Parser::new().parse(page).is_ok());
    /// let error = Parser::new().with_strict(true).parse(page).unwrap_err();
    /// assert!(error.to_string().contains("\"mauve\""));
    /// ```
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.options.strict = strict;
        self
    }

    /// The zone of times whose zone is nowhere stated. Without it, UTC is assumed; either way a diagnostic says so.
    ///
    /// ```
    /// use statusfeed::{Parser, Zone};
    ///
    /// let parser = Parser::new().with_assumed_zone("+02:00".parse::<Zone>()?);
    /// # Ok::<(), statusfeed::UnknownZone>(())
    /// ```
    #[must_use]
    pub fn with_assumed_zone(mut self, zone: Zone) -> Self {
        self.options.assumed_zone = Some(zone);
        self
    }

    /// Keeps with each incident and component the text it was read from, where the format has one for each. This is
    /// slower.
    ///
    /// ```
    /// use statusfeed::Parser;
    ///
    /// let page = r#"{"page": {"id": "q7w2"}, "components": [{"id": "u1", "name": "Uploads", "status": "operational"}]}"#;
    /// let snapshot = Parser::new().with_raw(true).parse(page)?;
    /// assert!(snapshot.components[0].raw.as_deref().is_some_and(|raw| raw.starts_with("{\"id\": \"u1\"")));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_raw(mut self, keep_raw: bool) -> Self {
        self.options.keep_raw = keep_raw;
        self
    }

    /// Which adapters would read this document, and what each of them answered.
    ///
    /// ```
    /// use statusfeed::Parser;
    ///
    /// for (adapter, verdict) in Parser::new().detect("<rss version=\"2.0\"/>")?.verdicts {
    ///     println!("{adapter}: {} because it {}", verdict.confidence, verdict.reason);
    /// }
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Document::decode`].
    pub fn detect<'a>(&self, input: impl Into<Input<'a>>) -> Result<Detection, Error> {
        Ok(self.registry.detect(&Document::decode(input, &self.options.limits)?))
    }

    /// Reads a document.
    ///
    /// ```
    /// use statusfeed::{Input, Parser};
    ///
    /// let page = r#"{"page": {"id": "q7w2", "name": "Acme"}, "status": {"indicator": "minor"}}"#;
    /// let snapshot = Parser::new().parse(Input::new(page).with_url("https://status.acme.example/api/v2/status.json"))?;
    /// assert_eq!(snapshot.source.adapter, "statuspage-json");
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is empty, no adapter knows it, it is one that must be refused (an error body, a login form), nothing can
    /// be recovered from it, or a limit or the strict policy forbids it. [`Error::kind`] says which.
    pub fn parse<'a>(&self, input: impl Into<Input<'a>>) -> Result<Snapshot, Error> {
        let document = Document::decode(input, &self.options.limits)?;
        let mut refusal = None;
        for adapter in self.registry.candidates(&document) {
            match self.read(adapter.as_ref(), &document) {
                // Another provider's document after all, or nothing on the page: the next one may know better.
                Err(error) if error.kind() == ErrorKind::NotStatus => {
                    refusal.get_or_insert(error);
                }
                result => return result,
            }
        }
        let identified = unrecognized::identify(&document);
        if let Some(error) = refusal {
            return Err(identified.unwrap_or(error));
        }
        let verdicts = self.registry.detect(&document).verdicts.into_iter();
        let probes = verdicts.map(|(id, verdict)| ProbeResult::new(id, verdict.reason)).collect();
        Err(identified.unwrap_or_else(|| unrecognized::unknown(&document)).with_probes(probes))
    }

    /// Reads a document with this adapter, whatever its probe would say.
    ///
    /// ```
    /// use statusfeed::{Parser, recipe::{Components, Recipe, Value}};
    ///
    /// let rows = Components::new("li", Value::text("b")).with_status(Value::text("i").word("fine", "operational"));
    /// let adapter = Recipe::new("acme-page").with_components(rows).adapter()?;
    /// let snapshot = Parser::new().parse_as(&adapter, "<ul><li><b>API</b> <i>fine</i></ul>")?;
    /// assert!(snapshot.components[0].is_operational());
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Parser::parse`].
    pub fn parse_as<'a>(
        &self,
        adapter: &dyn Adapter,
        input: impl Into<Input<'a>>,
    ) -> Result<Snapshot, Error> {
        self.read(adapter, &Document::decode(input, &self.options.limits)?)
    }

    fn read(&self, adapter: &dyn Adapter, document: &Document<'_>) -> Result<Snapshot, Error> {
        let mut context = Context::new(&self.options);
        for diagnostic in document.encoding_diagnostics() {
            context.report(diagnostic);
        }
        let mut snapshot =
            adapter.parse(document, &mut context).map_err(|error| document.add_position(error))?;
        if let Some(what) = unrecognized::reported_failure(document) {
            check_failure(&what, &snapshot, &mut context)?;
        }
        adapter::conclude(&mut snapshot, &mut context);
        #[cfg(feature = "postmortem")]
        for diagnostic in crate::postmortem::attach(&mut snapshot, self.options.assumed_zone) {
            context.report(diagnostic);
        }
        let mut diagnostics = context.into_diagnostics();
        diagnostics.report_unread();
        document.add_positions(diagnostics.as_mut_slice());
        let refused = self.options.strict && diagnostics.worst() >= Some(Severity::Warning);
        snapshot.diagnostics = diagnostics.into_vec();
        if refused {
            let worst = snapshot.diagnostics.into_iter().find(|d| d.severity >= Severity::Warning);
            let message = worst.as_ref().map_or_else(
                || "expected no warning, found one that is not listed".to_owned(),
                |found| {
                    let word = found.found.as_ref().map_or_else(String::new, |word| format!(" \"{word}\""));
                    format!("expected no warning, found {}{word}: {}", found.code, found.message)
                },
            );
            let error = Error::new(ErrorKind::Strict, message);
            return Err(match worst {
                Some(found) => error.with_diagnostic(found),
                None => error,
            });
        }
        adapter.id().clone_into(&mut snapshot.source.adapter);
        snapshot.source.url = document.url().map(Link::from);
        snapshot.source.fetched_at = document.fetched_at();
        Ok(snapshot)
    }
}

/// Takes in that a document reports a failure beside what it lists: nothing that it lists is complete. If it lists nothing, it
/// is the body of a failed request.
fn check_failure(what: &str, snapshot: &Snapshot, context: &mut Context<'_>) -> Result<(), Error> {
    let is_empty = snapshot.components.is_empty() && snapshot.incidents.is_empty();
    if is_empty && snapshot.health.impact.is_none() {
        let message = format!("expected a status document, found the body of a failed request: {what}");
        return Err(Error::new(ErrorKind::ErrorBody, message));
    }
    let message = format!("expected no report of a failure, found one beside the lists: {what}");
    context.report(Diagnostic::warning(Code::Contradiction, "/errors", message));
    for part in [Part::Components, Part::Incidents, Part::Maintenances, Part::Health] {
        context.mark_incomplete(part);
    }
    Ok(())
}
