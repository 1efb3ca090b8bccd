//! Who publishes the page.

use super::Link;

/// Who publishes the page, as the document itself says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Vendor {
    /// The page's own id: `page.id` of Statuspage JSON, a ULID at incident.io.
    pub id: Option<String>,
    /// The name without the machine's words around it: "X Status - Incident History" is "X".
    pub name: Option<String>,
    /// The page's address: `page.url`, a feed's alternate link.
    pub url: Option<Link>,
    /// IANA name of the zone the page shows times in: `page.time_zone`.
    pub time_zone: Option<String>,
}

impl Vendor {
    /// A vendor of this name, with all else unknown.
    ///
    /// ```
    /// use statusfeed::{Snapshot, Vendor};
    ///
    /// let page = Snapshot::default().with_vendor(Vendor::new("Acme").with_url("https://status.acme.example"));
    /// assert_eq!(page.vendor.name.as_deref(), Some("Acme"));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }

    setters! { Vendor;
        opt with_id -> id: String = "k3x9",
        opt with_url -> url: Link = "https://status.acme.example",
        opt with_time_zone -> time_zone: String = "America/New_York",
    }
}
