//! incident.io's page data as JSON: `/proxy/<host>` of a page, `{"summary": {…}}`.
//!
//! It is the `summary` that the [pages](super::page) embed, and is read as it is there:
//!
//! | document | coverage of components, incidents, maintenances |
//! |---|---|
//! | of a page that stands alone | complete, open, open |
//! | of a parent page, whose services are on pages of their own | partial, open, open |
//!
//! A copy that was cut out of a page has `"$undefined"` where the JSON has no key; it reads as null.

use super::translate::{PageData, translate_page};
use crate::adapter::json::{AdapterInfo, JsonAdapter, JsonHead, decode_document};
use crate::adapter::{Context, Endpoint};
use crate::document::Document;
use crate::error::Error;
use crate::model::{Extent, Format, Snapshot};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::json::{Raw, wire};

/// The adapter for the data of incident.io's pages.
///
/// ```
/// use statusfeed::{Parser, Registry, adapter::incident_io};
///
/// let parser = Parser::new().with_registry(Registry::empty().with(incident_io::proxy::adapter()));
/// # let data = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/incident-io/proxy-open-without-affected.json"));
/// let snapshot = parser.parse(data)?; // a saved document
/// assert_eq!(snapshot.incidents[0].headline(), "Slow exports");
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[must_use]
pub fn adapter() -> JsonAdapter {
    JsonAdapter {
        info: AdapterInfo::json("incident-io-json", "incident.io page data").with_endpoints(&ENDPOINTS),
        recognize,
        translate,
    }
}

/// What Next.js writes for a key without a value.
const UNDEFINED: &str = "\"$undefined\"";

const ENDPOINTS: [Endpoint; 1] =
    [Endpoint::new("proxy/<host>", Extent::Complete, Extent::Open, Extent::Open)];

wire! {
    struct Root<'a> {
        "summary" => summary: Raw<'a>,
        leaves out []
    }
}

fn recognize(head: &JsonHead<'_>) -> Option<&'static str> {
    let summary = head.keys_of("summary");
    (summary.has_key("ongoing_incidents") && summary.has_key("structure"))
        .then_some("has a summary with ongoing_incidents and a structure of components")
}

fn translate(document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
    let root: Root<'_> = decode_document(document, context)?;
    let text = without_undefined(root.summary.0.unwrap_or_default());
    let summary = EmbeddedJson { text, is_complete: true, is_limited: false };
    let data = PageData { summary: Some(summary), ..PageData::default() };
    Ok(translate_page(&data, false, Format::Json, context))
}

/// The same JSON with `null` in place of `"$undefined"`.
fn without_undefined(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut written = 0;
    for (at, _) in json.match_indices(UNDEFINED) {
        let before = json.get(written..at).unwrap_or_default();
        out.push_str(before);
        written = at.saturating_add(UNDEFINED.len());
        // A quote after a backslash is inside a text.
        out.push_str(if before.ends_with('\\') { UNDEFINED } else { "null" });
    }
    out.push_str(json.get(written..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_is_null_and_a_text_about_it_stays() {
        let json = r#"{"a": "$undefined", "b": ["$undefined"], "c": "the word \"$undefined\" is kept"}"#;
        let plain = r#"{"a": null, "b": [null], "c": "the word \"$undefined\" is kept"}"#;
        assert_eq!(without_undefined(json), plain);
        assert_eq!(without_undefined(""), "");
    }
}
