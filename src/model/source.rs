//! Where a snapshot comes from, and what its silence means.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{IncidentKind, Link};

/// The notation of the document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    Json,
    /// RSS, any version.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    JsonFeed,
    /// An HTML page.
    Html,
    /// Text, such as an extractor makes of a page.
    #[default]
    Text,
}

words!(Format {
    Json = "json",
    Rss = "rss",
    Atom = "atom",
    JsonFeed = "json_feed",
    Html = "html",
    Text = "text",
});

/// How much of a list the document holds: what it means that something is *not* in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Extent {
    /// All there is.
    Complete,
    /// The newest, finished ones among them.
    Recent,
    /// All that are not over.
    Open,
    /// Some; silence means nothing.
    Partial,
    /// Not spoken of.
    #[default]
    None,
}

words!(Extent {
    Complete = "complete",
    Recent = "recent",
    Open = "open",
    Partial = "partial",
    None = "none",
});

impl Extent {
    /// Whether an open incident that is missing from the list is over: the list holds everything, or everything that is
    /// open. From a recent, partial or absent list nothing follows.
    ///
    /// ```
    /// use statusfeed::Extent;
    ///
    /// assert!(Extent::Open.silence_means_over()); // summary.json
    /// assert!(!Extent::Recent.silence_means_over()); // a feed drops old entries, resolved or not
    /// ```
    #[must_use]
    pub fn silence_means_over(self) -> bool {
        matches!(self, Self::Complete | Self::Open)
    }
}

/// What silence means in the document, list by list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Coverage {
    /// Of the page's components: complete, partial or none.
    pub components: Extent,
    /// Of incidents.
    pub incidents: Extent,
    /// Of maintenances.
    pub maintenances: Extent,
}

impl Coverage {
    /// The coverage of components, incidents and maintenances.
    ///
    /// ```
    /// use statusfeed::{Coverage, Extent};
    ///
    /// // components.json: all components, and nothing about incidents.
    /// let coverage = Coverage::new(Extent::Complete, Extent::None, Extent::None);
    /// assert!(coverage.components.silence_means_over() && !coverage.incidents.silence_means_over());
    /// ```
    #[must_use]
    pub const fn new(components: Extent, incidents: Extent, maintenances: Extent) -> Self {
        Self { components, incidents, maintenances }
    }

    /// The coverage of incidents, or of maintenances.
    ///
    /// ```
    /// use statusfeed::{Coverage, Extent, IncidentKind};
    ///
    /// let coverage = Coverage::new(Extent::Complete, Extent::Recent, Extent::Open);
    /// assert_eq!(coverage.of(IncidentKind::Maintenance), Extent::Open);
    /// ```
    #[must_use]
    pub fn of(self, kind: IncidentKind) -> Extent {
        match kind {
            IncidentKind::Incident => self.incidents,
            IncidentKind::Maintenance => self.maintenances,
        }
    }
}

/// Where a snapshot comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Source {
    /// The id of the adapter that read it.
    pub adapter: String,
    /// Whose software publishes the page, by evidence in the document.
    pub provider: Option<String>,
    /// The notation of the document.
    pub format: Format,
    /// The address, as the caller gave it.
    pub url: Option<Link>,
    /// When the document says it was true, UTC: `page.updated_at`, a feed's `<updated>`.
    pub as_of: Option<DateTime<Utc>>,
    /// When it was fetched, UTC, as the caller gave it.
    pub fetched_at: Option<DateTime<Utc>>,
    /// What silence means in it.
    pub coverage: Coverage,
}

impl Source {
    /// A source of this format with this coverage. The [`Parser`](crate::Parser) fills in the adapter and the caller's
    /// hints.
    ///
    /// ```
    /// use statusfeed::{Coverage, Format, Source};
    ///
    /// let source = Source::new(Format::Html, Coverage::default()).with_provider("hund").with_as_of("2026-03-08T09:00:00Z");
    /// assert_eq!(source.provider.as_deref(), Some("hund"));
    /// ```
    #[must_use]
    pub fn new(format: Format, coverage: Coverage) -> Self {
        Self { format, coverage, ..Self::default() }
    }

    setters! { Source;
        set with_adapter -> adapter: String = "lights",
        opt with_provider -> provider: String = "hund",
        opt with_url -> url: Link = "https://status.acme.example",
        opt with_as_of -> as_of: DateTime<Utc> = "2026-03-08T10:31:00Z",
        opt with_fetched_at -> fetched_at: DateTime<Utc> = "2026-03-08T10:32:00Z",
    }
}
