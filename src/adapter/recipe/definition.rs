//! The recipe itself: data that a user keeps in a file or writes in Rust.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::datetime::zone::Zone;
use crate::model::{Extent, IncidentKind};

/// How a page that no adapter knows is to be read: which elements hold what.
///
/// Selectors are a part of CSS: `name`, `*`, `.class`, `#id`, `[attribute]` (also `=`, `^=`, `$=`, `*=`, `~=`), the
/// descendant space, the child `>`, and lists with `,`. Those of an item's values look inside the item.
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
    /// Texts that only such pages have, anywhere in them, as written. One is enough for a page to be known by, and to win
    /// over every reader that is less sure; without any, the recipe reads only what it is told to.
    pub marks: Vec<String>,
    /// Selectors that must find something, or the page is refused.
    pub requires: Vec<String>,
    /// Who publishes the page.
    pub vendor: Option<Value>,
    /// When the page says it was true.
    pub as_of: Option<Value>,
    /// How the page as a whole is, in the words of an impact.
    pub health: Option<Value>,
    /// The sentence beside it.
    pub health_description: Option<Value>,
    /// Lists of components, read one after the other.
    pub components: Vec<Components>,
    /// Lists of incidents and maintenances, read one after the other.
    pub incidents: Vec<Incidents>,
    /// The zone of times that name none. Without it, that of the caller, else UTC.
    pub zone: Option<Zone>,
    /// Whether `04/03/2024` is in March. Without it, a date that can be read both ways is left out.
    pub day_first: Option<bool>,
}

/// Where one value stands, and how it is spelled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Value {
    /// The element; without it, the item's own.
    pub select: Option<String>,
    /// Whether the element is looked for in the whole page, not inside the item.
    pub anywhere: bool,
    /// The attribute that holds the value; without it, the element's text does.
    pub attribute: Option<String>,
    /// Where in the JSON that the text or attribute is, as a JSON pointer (`/page/name`). In an item that is JSON itself,
    /// where in the item.
    pub pointer: Option<String>,
    /// Elements inside the element that are no part of the text.
    pub without: Vec<String>,
    /// Whether the value is HTML written as text: of an attribute, or in JSON.
    pub html: bool,
    /// The value begins behind the first of these.
    pub after: Option<String>,
    /// The value ends before the last of these.
    pub before: Option<String>,
    /// Whether only the last segment of the address is the value: an id out of a link.
    pub last_segment: bool,
    /// The page's words, in lower case, and what they mean in the model's vocabulary. Of an attribute such as `class`, any
    /// of its words counts. A `*` at an end stands for whatever precedes or follows.
    pub words: BTreeMap<String, String>,
}

/// A list of components.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Components {
    /// What each row is, or, with `pointer`, what holds the list as JSON.
    pub select: String,
    /// The attribute that holds the JSON; without it, the element's text does.
    pub attribute: Option<String>,
    /// Where in the JSON the list is.
    pub pointer: Option<String>,
    /// The source's own id.
    pub id: Option<Value>,
    /// The name.
    pub name: Value,
    /// How it is doing, in the words of a component's status.
    pub status: Option<Value>,
    /// What the vendor writes about it.
    pub description: Option<Value>,
    /// Rows inside the row: it is a group then, if it has a name and they find something.
    pub members: Option<Box<Components>>,
    /// Whether rows without members are left out: the list is one of groups.
    pub groups_only: bool,
    /// Whether the page shows all of its components here. Only then can a page be well that does not say so itself.
    pub complete: bool,
    /// Whether the page may have none of them.
    pub optional: bool,
}

/// A list of incidents or maintenances. Each has one body, or updates, or both: the body is its oldest text then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Incidents {
    /// What each item is, or, with `pointer`, what holds the list as JSON.
    pub select: String,
    /// The attribute that holds the JSON; without it, the element's text does.
    pub attribute: Option<String>,
    /// Where in the JSON the list is.
    pub pointer: Option<String>,
    /// Whether these are maintenances. Where their states say so, they are in any case.
    pub kind: IncidentKind,
    /// The source's own id. Without it, the last segment of the link, else a hash of vendor and start.
    pub id: Option<Value>,
    /// The title.
    pub title: Option<Value>,
    /// The link.
    pub url: Option<Value>,
    /// Where it stands, in the words of an incident's status.
    pub status: Option<Value>,
    /// How much it hurts, in the words of an impact.
    pub impact: Option<Value>,
    /// When it began.
    pub started_at: Option<Value>,
    /// When it was over.
    pub resolved_at: Option<Value>,
    /// The start of the planned window.
    pub scheduled_start: Option<Value>,
    /// The end of the planned window.
    pub scheduled_end: Option<Value>,
    /// The components it names: every element that is found.
    pub components: Option<Value>,
    /// The text.
    pub body: Option<Value>,
    /// The story.
    pub updates: Option<Updates>,
    /// The heading above it that gives a year to times that print none: the last that stands before the item.
    pub day: Option<Value>,
    /// What the page lists: the newest, or all that are open. Without it, silence means nothing.
    pub extent: Option<Extent>,
    /// Whether the page must have some.
    pub required: bool,
}

/// The story of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Updates {
    /// What each block is; in an item that is JSON, unused.
    pub select: String,
    /// In an item that is JSON, where its list of updates is.
    pub pointer: Option<String>,
    /// The state. The word `Update` carries the one in force.
    pub status: Option<Value>,
    /// When it was written.
    pub at: Option<Value>,
    /// What was written.
    pub body: Option<Value>,
    /// Whether the page shows the oldest first.
    pub oldest_first: bool,
}
