//! The list of adapters, and the choice among them.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Adapter, Confidence, Endpoint, Verdict};
use crate::document::Document;

/// An ordered list of adapters: a plain value, no global.
///
/// ```
/// use statusfeed::{Document, Limits, Registry};
///
/// let registry = Registry::standard(); // .with(YourAdapter)
/// let document = Document::decode("Dear customer,", &Limits::default())?;
/// let detection = registry.detect(&document);
/// assert!(detection.adapter().is_none());
/// for (id, verdict) in &detection.verdicts {
///     println!("{id}: {}", verdict.reason); // why each of them said no
/// }
/// # assert_eq!(detection.verdicts.len(), registry.adapters().count());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Registry {
    adapters: Vec<Arc<dyn Adapter>>,
}

/// Which adapters would read a document, and what each of them answered.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Detection {
    /// The adapters that would read it, the surest first. The next one is tried where one finds another provider's
    /// document after all.
    pub candidates: Vec<Arc<dyn Adapter>>,
    /// Every adapter's id with its verdict, in the order of registration.
    pub verdicts: Vec<(String, Verdict)>,
}

impl Detection {
    /// The surest adapter, if any knows the document.
    ///
    /// ```
    /// let detection = statusfeed::detect("Dear customer,")?;
    /// assert!(detection.adapter().is_none());
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn adapter(&self) -> Option<&dyn Adapter> {
        self.candidates.first().map(AsRef::as_ref)
    }
}

impl Registry {
    /// No adapters at all.
    ///
    /// ```
    /// use statusfeed::{Parser, Registry, adapter::feed};
    ///
    /// // Reads feeds, and nothing else.
    /// let parser = Parser::new().with_registry(Registry::empty().with(feed::adapter()));
    /// assert!(parser.parse(r#"{"page": {"id": "q7w2"}, "status": {"indicator": "none"}}"#).is_err());
    /// ```
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The built-in adapters of the features that are on.
    ///
    /// ```
    /// use statusfeed::Registry;
    ///
    /// let registry = Registry::standard();
    /// let ids: Vec<_> = registry.adapters().map(|adapter| adapter.id()).collect();
    /// assert!(ids.contains(&"statuspage-json") && ids.contains(&"feed"));
    /// ```
    #[must_use]
    pub fn standard() -> Self {
        let registry = Self::empty();
        #[cfg(feature = "statuspage")]
        let registry = registry.with(super::statuspage::json::adapter());
        #[cfg(feature = "json")]
        let registry = registry
            .with(super::instatus::json::adapter())
            .with(super::incident_io::json::adapter())
            .with(super::better_stack::adapter())
            .with(super::status_io::adapter())
            .with(super::statuspal::adapter())
            .with(super::statuscast::adapter())
            .with(super::statusiq::adapter())
            .with(super::freshstatus::adapter())
            .with(super::onlineornot::adapter())
            .with(super::flashduty::adapter())
            .with(super::azure_devops::adapter())
            .with(super::gatus::adapter())
            .with(super::upptime::adapter())
            .with(super::status_io::webhook::adapter())
            .with(super::incident_io::proxy::adapter())
            .with(super::uptimerobot::adapter())
            .with(super::google::adapter())
            .with(super::aws::json::adapter())
            .with(super::aws::archive::adapter())
            .with(super::slack::adapter())
            .with(super::salesforce::adapter())
            .with(super::heroku::adapter())
            .with(super::apple::adapter())
            .with(super::zendesk::adapter());
        #[cfg(feature = "json")]
        let registry = registry
            .with(super::cachet::adapter())
            .with(super::uptime_kuma::json::adapter())
            .with(super::cstate::adapter())
            .with(super::pagerduty::json::adapter())
            .with(super::firehydrant::adapter())
            .with(super::openstatus::adapter())
            .with(super::sorry::adapter())
            .with(super::uptime_com::adapter())
            .with(super::hund::adapter())
            .with(super::json_recipe::algolia::adapter())
            .with(super::json_recipe::hyperping::adapter())
            .with(super::json_recipe::lambstatus::adapter())
            .with(super::json_recipe::microsoft::adapter());
        #[cfg(feature = "feed")]
        let registry = registry.with(super::feed::adapter());
        #[cfg(feature = "html")]
        let registry = registry
            .with(super::outlogger::adapter())
            .with(super::statuspage::html::adapter())
            .with(super::recipe::better_stack::adapter())
            .with(super::recipe::cachet::adapter())
            .with(super::recipe::cachet_3::adapter())
            .with(super::recipe::cstate::adapter())
            .with(super::recipe::hund::adapter())
            .with(super::recipe::status_io::adapter())
            .with(super::statuspage::text::adapter())
            .with(super::pingoru::adapter())
            .with(super::incident_io::page::adapter())
            .with(super::instatus::page::adapter())
            .with(super::pagerduty::page::adapter())
            .with(super::uptime_kuma::page::adapter());
        registry
    }

    /// Adds an adapter after the others: among equally sure ones, the earlier wins.
    ///
    /// ```
    /// use statusfeed::{Registry, recipe::{Components, Recipe, Value}};
    ///
    /// let rows = Components::new(".row", Value::text("b")).with_status(Value::text("i"));
    /// let recipe = Recipe::new("acme-page").with_mark("<body class=\"acme\">").with_components(rows);
    /// let registry = Registry::standard().with(recipe.adapter()?);
    /// assert_eq!(registry.adapters().last().map(|adapter| adapter.id()), Some("acme-page"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with(mut self, adapter: impl Adapter + 'static) -> Self {
        self.adapters.push(Arc::new(adapter));
        self
    }

    /// Adds an adapter before the others: among equally sure ones, it wins.
    ///
    /// ```
    /// use statusfeed::{Registry, adapter::feed};
    ///
    /// let registry = Registry::standard().with_first(feed::adapter());
    /// assert_eq!(registry.adapters().next().map(|adapter| adapter.id()), Some("feed"));
    /// ```
    #[must_use]
    pub fn with_first(mut self, adapter: impl Adapter + 'static) -> Self {
        self.adapters.insert(0, Arc::new(adapter));
        self
    }

    /// The adapters, in order.
    ///
    /// ```
    /// use statusfeed::Registry;
    ///
    /// for adapter in Registry::standard().adapters() {
    ///     println!("{}: {} {:?}", adapter.id(), adapter.name(), adapter.formats());
    /// }
    /// ```
    pub fn adapters(&self) -> impl Iterator<Item = &dyn Adapter> {
        self.adapters.iter().map(AsRef::as_ref)
    }

    /// The documents that the providers of these adapters publish, in the order of the adapters.
    ///
    /// ```
    /// use statusfeed::{Registry, monitor::Poll};
    ///
    /// let poll = Poll::new("https://status.acme.example", Registry::standard().endpoints())?;
    /// # let _ = poll;
    /// # Ok::<(), statusfeed::monitor::InvalidPageUrl>(())
    /// ```
    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint> + '_ {
        self.adapters().flat_map(Adapter::endpoints).copied()
    }

    /// Asks every adapter. The surest comes first, then the one that the caller's hints support, then the earliest.
    ///
    /// JSON is looked at whole only where nobody knows it by its head: the key that identifies it may come after a long
    /// list.
    ///
    /// ```
    /// use statusfeed::{Document, Limits, Registry};
    ///
    /// let document = Document::decode("<rss version=\"2.0\"><channel></channel></rss>", &Limits::default())?;
    /// let detection = Registry::standard().detect(&document);
    /// assert_eq!(detection.adapter().map(|adapter| adapter.id()), Some("feed"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn detect(&self, document: &Document<'_>) -> Detection {
        let probed = self.probe_all(document, |_| true);
        let verdicts = probed.iter().map(|(adapter, verdict)| (adapter.id().to_owned(), verdict.clone()));
        Detection { verdicts: verdicts.collect(), candidates: rank(probed).cloned().collect() }
    }

    /// The adapters that would read a document, the surest first. Unlike [`Registry::detect`] it keeps no answer of those that
    /// would not: on the way of every document, detection must cost little.
    pub(crate) fn candidates(&self, document: &Document<'_>) -> impl Iterator<Item = &Arc<dyn Adapter>> {
        rank(self.probe_all(document, Verdict::is_yes))
    }

    /// The adapters with their answers, as far as these are wanted, in the order of registration.
    fn probe_all(&self, document: &Document<'_>, is_wanted: fn(&Verdict) -> bool) -> Vec<Probed<'_>> {
        let ask = |document: &Document<'_>| -> Vec<Probed<'_>> {
            let answers = self.adapters.iter().map(|adapter| (adapter, adapter.probe(document)));
            answers.filter(|(_, verdict)| is_wanted(verdict)).collect()
        };
        let mut probed = ask(document);
        if probed.iter().all(|(_, verdict)| verdict.confidence <= Confidence::Possible)
            && let Some(whole) = document.with_whole_head()
        {
            probed = ask(&whole);
        }
        refuse_mixed(&mut probed);
        probed
    }
}

/// An adapter and its answer.
type Probed<'r> = (&'r Arc<dyn Adapter>, Verdict);

/// The adapters that would read the document, the surest first.
fn rank(mut probed: Vec<Probed<'_>>) -> impl Iterator<Item = &Arc<dyn Adapter>> {
    probed.retain(|(_, verdict)| verdict.is_yes());
    probed.sort_by_key(|(_, verdict)| Reverse((verdict.confidence, verdict.hinted)));
    probed.into_iter().map(|(adapter, _)| adapter)
}

/// Refuses a document with the keys of several providers: whoever read it would leave out what the others' keys say.
fn refuse_mixed(probed: &mut [Probed<'_>]) {
    if probed.iter().filter(|(_, verdict)| verdict.excludes_others).count() > 1 {
        for (_, verdict) in probed.iter_mut().filter(|(_, verdict)| verdict.excludes_others) {
            *verdict = Verdict::no(format!("{}, but also another provider's keys", verdict.reason));
        }
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn find_adapter(text: &str) -> Option<String> {
        let document = Document::decode(text, &Limits::default()).ok()?;
        Registry::standard().detect(&document).adapter().map(|adapter| adapter.id().to_owned())
    }

    #[test]
    fn a_key_after_a_long_list_identifies_a_document() {
        let monitors = r#"{"monitorId": 1, "name": "Shop", "statusClass": "success"}, "#.repeat(200) + "{}";
        let page = |psp: &str| format!(r#"{{"status": "ok", "data": [{monitors}]{psp}}}"#);
        assert_eq!(
            find_adapter(&page(r#", "psp": {"totalMonitors": 201}"#)).as_deref(),
            Some("uptimerobot-json")
        );
        assert_eq!(find_adapter(&page("")), None);
    }

    #[test]
    fn the_keys_of_another_format_are_not_enough() {
        for text in [
            r#"{"status": {"code": 200, "text": "OK"}, "issues": []}"#,
            r#"{"status": [{"name": "Apps", "status": "green"}], "incidents": [], "scheduled": []}"#,
            r#"{"archive": [], "current": [], "next": null}"#,
            r#"[{"arn": "arn:aws:s3:::bucket", "name": "bucket"}]"#,
            r#"[{"external_desc": "Slow", "affected_products": []}]"#,
            r#"{"data": {"id": "1", "type": "incident", "attributes": {"name": "shop is down", "cause": "timeout"}}}"#,
            r#"{"data": {"type": "status_report", "attributes": {}}, "included": []}"#,
            r#"{"result": {"status_overall": {"updated": "2026-03-08T10:00:00Z"}}}"#,
            r#"{"services": [{"serviceName": "Widget", "endpoints": []}]}"#,
            r#"{"active_incidents": [], "total": 0}"#,
            r#"{"message_id": "1", "current_status": "Up"}"#,
            r#"{"summary": {"ongoing_incidents": []}}"#,
        ] {
            assert_eq!(find_adapter(text), None, "{text}");
        }
    }
}
