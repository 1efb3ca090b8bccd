//! The JSON recipe itself: data that a user keeps in a file or writes in Rust.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::datetime::zone::Zone;
use crate::model::{Extent, IncidentKind};

/// How to read JSON that no adapter knows: which JSON pointers hold what.
///
/// A pointer is a path of keys and numbers, `/page/name`; an empty one is the item itself. The pointers of an item's values
/// look inside the item.
///
/// ```
/// use statusfeed::{Parser, json_recipe::{Components, JsonRecipe, Value}};
///
/// let recipe: JsonRecipe = serde_json::from_str(r#"{
///     "id": "acme-json",
///     "keys": ["/who", "/lamps"],
///     "vendor": {"pointer": "/who"},
///     "components": [{
///         "pointer": "/lamps", "complete": true, "name": {"key": true},
///         "status": {"pointer": "/colour", "words": {"green": "operational", "red": "major_outage"}}
///     }]
/// }"#)?;
/// let document = r#"{"who": "Acme", "lamps": {"API": {"colour": "green"}, "Web": {"colour": "red"}}}"#;
/// let snapshot = Parser::new().parse_as(&recipe.adapter()?, document)?;
/// assert_eq!(snapshot.vendor.name.as_deref(), Some("Acme"));
/// assert_eq!(snapshot.health.impact, Some(statusfeed::Impact::Major));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct JsonRecipe {
    /// The id of the adapter that reads by it, in `kebab-case`.
    pub id: String,
    /// A name for people; the id where it is not given.
    pub name: Option<String>,
    /// Whose software publishes such documents: it becomes [`Source::provider`](crate::Source::provider).
    pub provider: Option<String>,
    /// Pointers that only such documents have, all of them; at least one. In a [`Registry`](crate::Registry), a document that
    /// has them is read by this recipe. On the way through a list, a pointer goes on in its first object.
    pub keys: Vec<String>,
    /// Whether such documents have no other keys at their top.
    pub exact: bool,
    /// Who publishes the document.
    pub vendor: Option<Value>,
    /// The vendor's page.
    pub vendor_url: Option<Value>,
    /// When the document was up to date, as it says itself.
    pub as_of: Option<Value>,
    /// The health of the whole page, in the words of [`Impact`](crate::Impact).
    pub health: Option<Value>,
    /// The sentence that describes the health.
    pub health_description: Option<Value>,
    /// Lists of components, read one after the other.
    pub components: Vec<Components>,
    /// Lists of incidents and maintenances, read one after the other.
    pub incidents: Vec<Incidents>,
    /// The zone of times without one. If it is not given, the caller's zone, else UTC.
    pub zone: Option<Zone>,
}

/// Where one value is, and how it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Value {
    /// Where it is in the item; empty for the item itself. A text, a number or a truth value.
    pub pointer: String,
    /// Whether the value is the item's key, where the items are the members of an object.
    pub key: bool,
    /// Whether the value is HTML.
    pub html: bool,
    /// Drop the text up to the first occurrence of this.
    pub after: Option<String>,
    /// Drop the text from the last occurrence of this.
    pub before: Option<String>,
    /// Whether only the last path segment of a link is the value: `42` of `https://status.acme.example/incidents/42`.
    pub last_segment: bool,
    /// The document's words in lower case, and their meaning in the model's vocabulary; an empty meaning means nothing. A
    /// text is compared whole; a `*` at either end of a word matches any text. The word `null` means a null.
    pub words: BTreeMap<String, String>,
}

/// A list of components.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Components {
    /// The list, or an object whose members are the items, in the order of their keys. Of members, inside the row.
    pub pointer: String,
    /// The source's own id.
    pub id: Option<Value>,
    /// The name.
    pub name: Value,
    /// The status, in the words of [`ComponentStatus`](crate::ComponentStatus) or as people write them.
    pub status: Option<Value>,
    /// When the status last changed.
    pub updated_at: Option<Value>,
    /// What the vendor writes about it.
    pub description: Option<Value>,
    /// Rows inside the row. A row that has such rows is a group.
    pub members: Option<Box<Components>>,
    /// Whether the document lists all components here. Only then is a health of `none` derived from them.
    pub complete: bool,
    /// Whether the list may be missing.
    pub optional: bool,
    /// Keys of a row that are left out on purpose. Where this is given, any other key that the list does not read is reported:
    /// it may be one of them under another name.
    pub leaves_out: Option<Vec<String>>,
}

impl Components {
    /// Whether a value or the members of a row are read at this key, or below it.
    pub(super) fn reads(&self, key: &str) -> bool {
        let values = [&self.id, &self.status, &self.updated_at, &self.description].into_iter().flatten();
        let pointers = values.chain([&self.name]).map(|value| &value.pointer);
        let mut pointers = pointers.chain(self.members.iter().map(|members| &members.pointer));
        pointers.any(|pointer| pointer.split('/').nth(1) == Some(key))
    }
}

/// A list of incidents or maintenances. Each has a body, or updates, or both; with both, the body is the oldest text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Incidents {
    /// The list, or an object whose members are the items.
    pub pointer: String,
    /// Whether these are incidents or maintenances.
    pub kind: IncidentKind,
    /// The source's own id. If it is not given, a hash of title and start.
    pub id: Option<Value>,
    /// The title.
    pub title: Option<Value>,
    /// The link.
    pub url: Option<Value>,
    /// The status, in the words of [`IncidentStatus`](crate::IncidentStatus) or as people write them.
    pub status: Option<Value>,
    /// The impact, in the words of [`Impact`](crate::Impact).
    pub impact: Option<Value>,
    /// When it was entered.
    pub created_at: Option<Value>,
    /// When it began.
    pub started_at: Option<Value>,
    /// When it ended.
    pub resolved_at: Option<Value>,
    /// When it last changed.
    pub updated_at: Option<Value>,
    /// The start of the planned window.
    pub scheduled_start: Option<Value>,
    /// The end of the planned window.
    pub scheduled_end: Option<Value>,
    /// The affected components. `complete` and `members` say nothing here.
    pub components: Option<Components>,
    /// The text.
    pub body: Option<Value>,
    /// The updates.
    pub updates: Option<Updates>,
    /// What the document lists: the newest, or all that are open. If it is not given, a missing incident means nothing.
    pub extent: Option<Extent>,
    /// Whether the list may be missing.
    pub optional: bool,
}

/// The updates of an incident, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Updates {
    /// The list, inside the incident.
    pub pointer: String,
    /// The source's own id.
    pub id: Option<Value>,
    /// The status that the update sets. The word `Update` keeps the one in force.
    pub status: Option<Value>,
    /// When it was written.
    pub at: Option<Value>,
    /// What was written.
    pub body: Option<Value>,
    /// Whether updates of the same time are listed oldest first.
    pub oldest_first: bool,
}

impl JsonRecipe {
    /// A recipe with this id, for documents that have these keys.
    ///
    /// ```
    /// use statusfeed::{Impact, Parser, json_recipe::{JsonRecipe, Value}};
    ///
    /// let mut recipe = JsonRecipe::new("acme-lamp", &["/lamp"]);
    /// recipe.health = Some(Value::at("/lamp").word("green", "none").word("red", "major"));
    /// let snapshot = Parser::new().parse_as(&recipe.adapter()?, r#"{"lamp": "red"}"#)?;
    /// assert_eq!(snapshot.health.impact, Some(Impact::Major));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, keys: &[&str]) -> Self {
        Self { id: id.into(), keys: keys.iter().map(|key| (*key).to_owned()).collect(), ..Self::default() }
    }
}

impl Value {
    /// The value at this pointer.
    #[must_use]
    pub fn at(pointer: &str) -> Self {
        Self { pointer: pointer.to_owned(), ..Self::default() }
    }

    /// The item's key, where the document has an object of named items instead of a list.
    ///
    /// ```
    /// use statusfeed::{Parser, json_recipe::{Components, JsonRecipe, Value}};
    ///
    /// let mut lamps = Components::default();
    /// lamps.pointer = "/lamps".to_owned();
    /// lamps.name = Value::item_key();
    /// let mut recipe = JsonRecipe::new("acme-lamps", &["/lamps"]);
    /// recipe.components.push(lamps);
    /// let snapshot = Parser::new().parse_as(&recipe.adapter()?, r#"{"lamps": {"Search": {}, "Uploads": {}}}"#)?;
    /// assert_eq!(snapshot.components[1].name.as_deref(), Some("Uploads"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn item_key() -> Self {
        Self { key: true, ..Self::default() }
    }

    /// Sets the meaning of one of the document's words; an empty meaning means nothing.
    #[must_use]
    pub fn word(mut self, word: &str, meaning: &str) -> Self {
        self.words.insert(word.to_lowercase(), meaning.to_owned());
        self
    }
}
