//! Recipes written in Rust.

use super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::datetime::zone::Zone;
use crate::model::{Extent, IncidentKind};

/// Methods that set a field and give the whole back.
macro_rules! with {
    ($( $(#[$meta:meta])* $method:ident -> $field:ident: $kind:ty = $value:expr; )+) => {
        $(
            $(#[$meta])*
            #[must_use]
            pub fn $method(mut self, $field: $kind) -> Self {
                self.$field = $value;
                self
            }
        )+
    };
}

impl Recipe {
    /// A recipe under this id, which finds nothing yet.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    with! {
        /// Names it for people.
        with_name -> name: &str = Some(name.to_owned());
        /// Says whose software publishes such pages.
        with_provider -> provider: &str = Some(provider.to_owned());
        /// Says who publishes the page.
        with_vendor -> vendor: Value = Some(vendor);
        /// Says when the page was true.
        with_as_of -> as_of: Value = Some(as_of);
        /// Says how the page as a whole is.
        with_health -> health: Value = Some(health);
        /// Adds the sentence beside it.
        with_health_description -> health_description: Value = Some(health_description);
        /// Says in which zone times are that name none.
        with_zone -> zone: Zone = Some(zone);
        /// Says whether `04/03/2024` is in March.
        with_day_first -> day_first: bool = Some(day_first);
    }

    /// Adds a text that only such pages have.
    #[must_use]
    pub fn with_mark(mut self, mark: &str) -> Self {
        self.marks.push(mark.to_owned());
        self
    }

    /// Adds a selector that must find something.
    #[must_use]
    pub fn with_required(mut self, selector: &str) -> Self {
        self.requires.push(selector.to_owned());
        self
    }

    /// Adds a list of components.
    #[must_use]
    pub fn with_components(mut self, components: Components) -> Self {
        self.components.push(components);
        self
    }

    /// Adds a list of incidents.
    #[must_use]
    pub fn with_incidents(mut self, incidents: Incidents) -> Self {
        self.incidents.push(incidents);
        self
    }
}

impl Value {
    /// The text of an element.
    #[must_use]
    pub fn text(selector: &str) -> Self {
        Self { select: Some(selector.to_owned()), ..Self::default() }
    }

    /// The item's own text.
    #[must_use]
    pub fn own_text() -> Self {
        Self::default()
    }

    /// An attribute of an element.
    #[must_use]
    pub fn attribute(selector: &str, attribute: &str) -> Self {
        Self { attribute: Some(attribute.to_owned()), ..Self::text(selector) }
    }

    /// An attribute of the item's own element.
    #[must_use]
    pub fn own_attribute(attribute: &str) -> Self {
        Self { attribute: Some(attribute.to_owned()), ..Self::default() }
    }

    /// A value of an item that is JSON.
    #[must_use]
    pub fn at(pointer: &str) -> Self {
        Self { pointer: Some(pointer.to_owned()), ..Self::default() }
    }

    /// Looks for the element in the whole page.
    #[must_use]
    pub fn anywhere(mut self) -> Self {
        self.anywhere = true;
        self
    }

    /// Takes a value out of the JSON that stands there.
    #[must_use]
    pub fn pointer(mut self, pointer: &str) -> Self {
        self.pointer = Some(pointer.to_owned());
        self
    }

    /// Leaves out the elements that this finds inside.
    #[must_use]
    pub fn without(mut self, selector: &str) -> Self {
        self.without.push(selector.to_owned());
        self
    }

    /// Reads the value as HTML.
    #[must_use]
    pub fn html(mut self) -> Self {
        self.html = true;
        self
    }

    /// Begins behind this.
    #[must_use]
    pub fn after(mut self, mark: &str) -> Self {
        self.after = Some(mark.to_owned());
        self
    }

    /// Ends before this.
    #[must_use]
    pub fn before(mut self, mark: &str) -> Self {
        self.before = Some(mark.to_owned());
        self
    }

    /// Takes only the last segment of the address.
    #[must_use]
    pub fn last_segment(mut self) -> Self {
        self.last_segment = true;
        self
    }

    /// Says what a word of the page means.
    #[must_use]
    pub fn word(mut self, word: &str, meaning: &str) -> Self {
        self.words.insert(word.to_lowercase(), meaning.to_owned());
        self
    }
}

impl Components {
    /// A list of the elements that are found, with their names.
    #[must_use]
    pub fn new(selector: &str, name: Value) -> Self {
        Self { select: selector.to_owned(), name, ..Self::default() }
    }

    with! {
        /// Says where in the element's JSON the list is.
        with_pointer -> pointer: &str = Some(pointer.to_owned());
        /// Says where the id stands.
        with_id -> id: Value = Some(id);
        /// Says where the status stands.
        with_status -> status: Value = Some(status);
        /// Says where the description stands.
        with_description -> description: Value = Some(description);
        /// Says which rows are members of a row.
        with_members -> members: Components = Some(Box::new(members));
    }

    /// Leaves out rows without members.
    #[must_use]
    pub fn groups_only(mut self) -> Self {
        self.groups_only = true;
        self
    }

    /// Says that the page shows all of its components here.
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.complete = true;
        self
    }

    /// Says that the page may have none.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

impl Incidents {
    /// A list of the elements that are found.
    #[must_use]
    pub fn new(selector: &str) -> Self {
        Self { select: selector.to_owned(), ..Self::default() }
    }

    with! {
        /// Says where in the element's JSON the list is.
        with_pointer -> pointer: &str = Some(pointer.to_owned());
        /// Says where the id stands.
        with_id -> id: Value = Some(id);
        /// Says where the title stands.
        with_title -> title: Value = Some(title);
        /// Says where the link stands.
        with_url -> url: Value = Some(url);
        /// Says where the status stands.
        with_status -> status: Value = Some(status);
        /// Says where the impact stands.
        with_impact -> impact: Value = Some(impact);
        /// Says where the start stands.
        with_started_at -> started_at: Value = Some(started_at);
        /// Says where the end stands.
        with_resolved_at -> resolved_at: Value = Some(resolved_at);
        /// Says where the planned start stands.
        with_scheduled_start -> scheduled_start: Value = Some(scheduled_start);
        /// Says where the planned end stands.
        with_scheduled_end -> scheduled_end: Value = Some(scheduled_end);
        /// Says where the names of components stand.
        with_components -> components: Value = Some(components);
        /// Says where the text stands.
        with_body -> body: Value = Some(body);
        /// Says where the story stands.
        with_updates -> updates: Updates = Some(updates);
        /// Says where the heading stands that gives a year.
        with_day -> day: Value = Some(day);
        /// Says what the page lists.
        with_extent -> extent: Extent = Some(extent);
    }

    /// Says that these are maintenances.
    #[must_use]
    pub fn maintenances(mut self) -> Self {
        self.kind = IncidentKind::Maintenance;
        self
    }

    /// Says that the page must have some.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Updates {
    /// The blocks that are found, newest first.
    #[must_use]
    pub fn new(selector: &str) -> Self {
        Self { select: selector.to_owned(), ..Self::default() }
    }

    with! {
        /// Says where in an item that is JSON the list is.
        with_pointer -> pointer: &str = Some(pointer.to_owned());
        /// Says where the state stands.
        with_status -> status: Value = Some(status);
        /// Says where the time stands.
        with_at -> at: Value = Some(at);
        /// Says where the text stands.
        with_body -> body: Value = Some(body);
    }

    /// Says that the page shows the oldest first.
    #[must_use]
    pub fn oldest_first(mut self) -> Self {
        self.oldest_first = true;
        self
    }
}
