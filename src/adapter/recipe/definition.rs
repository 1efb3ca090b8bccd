//! The recipe itself: data that a user keeps in a JSON file or writes in Rust.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::datetime::zone::Zone;
use crate::model::{Extent, IncidentKind};

/// How to read a page that no adapter knows: which elements hold what.
///
/// Selectors are a part of CSS: `name`, `*`, `.class`, `#id`, `[attribute]` (also `=`, `^=`, `$=`, `*=`, `~=`),
/// `:first-child`, `:nth-child(2n+1)`, `:not(…)`, descendants (`a b`), children (`a > b`), siblings (`a + b`, `a ~ b`), and
/// lists (`a, b`). The selectors of an item's values look inside the item.
///
/// ```
/// use statusfeed::{Parser, recipe::{Components, Recipe, Value}};
///
/// let recipe = Recipe::new("acme-page")
///     .with_vendor(Value::text("h1").before(" health"))
///     .with_components(
///         Components::new(".row", Value::text("b")).with_status(Value::text("i").word("fine", "operational")).complete(),
///     );
/// let page = "<h1>Acme health</h1><p class=row><b>API</b> <i>fine</i></p>";
/// let snapshot = Parser::new().parse_as(&recipe.adapter()?, page)?;
/// assert_eq!(snapshot.vendor.name.as_deref(), Some("Acme"));
/// assert!(snapshot.is_operational());
/// # Ok::<(), statusfeed::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Recipe {
    /// The id of the adapter that reads by it, in `kebab-case`.
    pub id: String,
    /// A name for people; the id where it is not given.
    pub name: Option<String>,
    /// Whose software publishes such pages: it becomes [`Source::provider`](crate::Source::provider).
    pub provider: Option<String>,
    /// Texts that only such pages contain, as written in the source. A page that contains one of them is read by this
    /// recipe if it is in a [`Registry`](crate::Registry). Without marks, the recipe is used only through
    /// [`Parser::parse_as`](crate::Parser::parse_as).
    pub marks: Vec<String>,
    /// Selectors that must find something, or the page is refused.
    pub requires: Vec<String>,
    /// Who publishes the page.
    pub vendor: Option<Value>,
    /// When the page was up to date, as it says itself.
    pub as_of: Option<Value>,
    /// The health of the whole page, in the words of [`Impact`](crate::Impact). Of several elements with known words,
    /// the worst counts. A text (not an attribute, not JSON) means `none` only through a word of the table.
    pub health: Option<Value>,
    /// The sentence that describes the health.
    pub health_description: Option<Value>,
    /// Lists of components, read one after the other.
    pub components: Vec<Components>,
    /// Lists of incidents and maintenances, read one after the other.
    pub incidents: Vec<Incidents>,
    /// The zone of times without one. If it is not given, the caller's zone, else UTC.
    pub zone: Option<Zone>,
    /// Whether `04/03/2024` is in March. If it is not given, a date that can be read both ways is left out.
    pub day_first: Option<bool>,
}

/// Where one value is on the page, and how it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the recipe's file")]
#[non_exhaustive]
pub struct Value {
    /// The element. If it is not given, the item itself.
    pub select: Option<String>,
    /// Whether to look for the element in the whole page instead of inside the item.
    pub anywhere: bool,
    /// The attribute that holds the value. If it is not given, the element's text.
    pub attribute: Option<String>,
    /// If the text or the attribute is JSON: where the value is in it, as a JSON pointer (`/page/name`). In an item that
    /// is JSON itself, where it is in the item.
    pub pointer: Option<String>,
    /// Elements inside the element that are not part of the text.
    pub without: Vec<String>,
    /// Whether only the first line that says anything is the value: lines end at a `<br>`.
    pub first_line: bool,
    /// Whether the value is HTML written as text: in an attribute, or in JSON.
    pub html: bool,
    /// Drop the text up to the first occurrence of this.
    pub after: Option<String>,
    /// Drop the text from the last occurrence of this.
    pub before: Option<String>,
    /// Whether only the last path segment of a link is the value: `42` of `https://status.acme.example/incidents/42`.
    pub last_segment: bool,
    /// The page's words in lower case, and their meaning in the model's vocabulary; an empty meaning means nothing. A text
    /// is compared whole; a `*` at either end of a word matches any text. In a `class` attribute each class is compared
    /// by itself, and only the words of this table have a meaning.
    pub words: BTreeMap<String, String>,
    /// In a list of classes, only those that begin with this count, and `words` has them without it: `alert-` of
    /// `class="alert alert-danger"`.
    pub word_prefix: Option<String>,
}

/// A list of components.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the recipe's file")]
#[non_exhaustive]
pub struct Components {
    /// The rows. With `pointer`, the element that holds the list as JSON.
    pub select: String,
    /// The attribute that holds the JSON. If it is not given, the element's text.
    pub attribute: Option<String>,
    /// Where the list is in the JSON, as a JSON pointer.
    pub pointer: Option<String>,
    /// The source's own id.
    pub id: Option<Value>,
    /// The name.
    pub name: Value,
    /// The status, in the words of [`ComponentStatus`](crate::ComponentStatus) or as people write them.
    pub status: Option<Value>,
    /// A second place that shows the status, such as the words beside a coloured mark. Where it contradicts `status`, that
    /// is reported, and the worse of the two counts.
    pub shown_status: Option<Value>,
    /// When the status last changed.
    pub updated_at: Option<Value>,
    /// What the vendor writes about it.
    pub description: Option<Value>,
    /// Rows inside the row. A row that has a name and such rows is a group.
    pub members: Option<Box<Components>>,
    /// Whether rows without members are left out: the list is one of groups.
    pub groups_only: bool,
    /// Whether rows without a name are left out: the selector matches other elements too.
    pub named_only: bool,
    /// Whether the page shows all of its components here. Only then is a health of `none` derived from them.
    pub complete: bool,
    /// Whether the list may be empty.
    pub optional: bool,
}

/// A list of incidents or maintenances. Each has a body, or updates, or both; with both, the body is the oldest text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Incidents {
    /// The items. With `pointer`, the element that holds the list as JSON.
    pub select: String,
    /// The attribute that holds the JSON. If it is not given, the element's text.
    pub attribute: Option<String>,
    /// Where the list is in the JSON, as a JSON pointer.
    pub pointer: Option<String>,
    /// Whether these are incidents or maintenances. One whose status is a maintenance's (`in_progress`) is a maintenance
    /// in any case.
    pub kind: IncidentKind,
    /// The source's own id. If it is not given, the last path segment of the link, else a hash of vendor and start.
    pub id: Option<Value>,
    /// The title.
    pub title: Option<Value>,
    /// The link.
    pub url: Option<Value>,
    /// The status, in the words of [`IncidentStatus`](crate::IncidentStatus) or as people write them.
    pub status: Option<Value>,
    /// The impact, in the words of [`Impact`](crate::Impact).
    pub impact: Option<Value>,
    /// When it began.
    pub started_at: Option<Value>,
    /// When it ended.
    pub resolved_at: Option<Value>,
    /// The start of the planned window.
    pub scheduled_start: Option<Value>,
    /// The end of the planned window.
    pub scheduled_end: Option<Value>,
    /// The names of affected components: every element that matches.
    pub components: Option<Value>,
    /// The text.
    pub body: Option<Value>,
    /// The updates.
    pub updates: Option<Updates>,
    /// The heading of a day. The last one above an item gives its date to times without a date, and its year to dates
    /// without a year.
    pub day: Option<Value>,
    /// What the page lists: the newest, or all that are open. If it is not given, a missing incident means nothing.
    pub extent: Option<Extent>,
    /// Whether the list must not be empty.
    pub required: bool,
}

/// The updates of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Updates {
    /// The updates; unused in an item that is JSON.
    pub select: String,
    /// In an item that is JSON, where its list of updates is.
    pub pointer: Option<String>,
    /// What an update contains, where `select` finds other elements too (`p`). One that does not contain it continues the
    /// text of the update above it. If none contains it, there are no updates, and the item's body is all of its text.
    pub marked_by: Option<String>,
    /// The status that the update sets. The word `Update` keeps the one in force.
    pub status: Option<Value>,
    /// When it was written.
    pub at: Option<Value>,
    /// What was written.
    pub body: Option<Value>,
    /// Whether the page shows the oldest first.
    pub oldest_first: bool,
}
