//! Methods that build a recipe in Rust.

use super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::datetime::zone::Zone;
use crate::model::{Extent, IncidentKind};

/// Methods that set one field.
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
    /// A recipe with this id that does not select anything yet.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    with! {
        /// Sets a name for people.
        with_name -> name: &str = Some(name.to_owned());
        /// Sets whose software publishes such pages.
        with_provider -> provider: &str = Some(provider.to_owned());
        /// Sets where the vendor's name is.
        with_vendor -> vendor: Value = Some(vendor);
        /// Sets where the time is at which the page was up to date.
        with_as_of -> as_of: Value = Some(as_of);
        /// Sets where the health of the whole page is.
        with_health -> health: Value = Some(health);
        /// Sets where the sentence that describes the health is.
        with_health_description -> health_description: Value = Some(health_description);
        /// Sets the zone of times without one.
        with_zone -> zone: Zone = Some(zone);
        /// Sets whether `04/03/2024` is in March.
        with_day_first -> day_first: bool = Some(day_first);
    }

    /// Adds a text that only such pages contain.
    #[must_use]
    pub fn with_mark(mut self, mark: &str) -> Self {
        self.marks.push(mark.to_owned());
        self
    }

    /// Adds a selector that must match something.
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

    /// A value of an item that is JSON, by its JSON pointer.
    #[must_use]
    pub fn at(pointer: &str) -> Self {
        Self { pointer: Some(pointer.to_owned()), ..Self::default() }
    }

    /// Looks for the element in the whole page instead of inside the item.
    #[must_use]
    pub fn anywhere(mut self) -> Self {
        self.anywhere = true;
        self
    }

    /// Takes the value at this JSON pointer out of the JSON found there.
    #[must_use]
    pub fn pointer(mut self, pointer: &str) -> Self {
        self.pointer = Some(pointer.to_owned());
        self
    }

    /// Leaves out the elements inside that this selector matches.
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

    /// Drops the text up to the first occurrence of this.
    #[must_use]
    pub fn after(mut self, mark: &str) -> Self {
        self.after = Some(mark.to_owned());
        self
    }

    /// Drops the text from the last occurrence of this.
    #[must_use]
    pub fn before(mut self, mark: &str) -> Self {
        self.before = Some(mark.to_owned());
        self
    }

    /// Takes only the last path segment of a link.
    #[must_use]
    pub fn last_segment(mut self) -> Self {
        self.last_segment = true;
        self
    }

    /// Counts only the classes that begin with this; the words of the table come without it.
    #[must_use]
    pub fn word_prefix(mut self, prefix: &str) -> Self {
        self.word_prefix = Some(prefix.to_owned());
        self
    }

    /// Sets the meaning of one of the page's words; an empty meaning means nothing.
    #[must_use]
    pub fn word(mut self, word: &str, meaning: &str) -> Self {
        self.words.insert(word.to_lowercase(), meaning.to_owned());
        self
    }
}

impl Components {
    /// A list of the elements that this selector matches, with their names.
    #[must_use]
    pub fn new(selector: &str, name: Value) -> Self {
        Self { select: selector.to_owned(), name, ..Self::default() }
    }

    with! {
        /// Sets where the list is in the element's JSON.
        with_pointer -> pointer: &str = Some(pointer.to_owned());
        /// Sets where the id is.
        with_id -> id: Value = Some(id);
        /// Sets where the status is.
        with_status -> status: Value = Some(status);
        /// Sets a second place that shows the status.
        with_shown_status -> shown_status: Value = Some(shown_status);
        /// Sets where the time of the last change is.
        with_updated_at -> updated_at: Value = Some(updated_at);
        /// Sets where the description is.
        with_description -> description: Value = Some(description);
        /// Sets which rows inside a row are its members.
        with_members -> members: Components = Some(Box::new(members));
    }

    /// Leaves out rows without members.
    #[must_use]
    pub fn groups_only(mut self) -> Self {
        self.groups_only = true;
        self
    }

    /// Leaves out rows without a name.
    #[must_use]
    pub fn named_only(mut self) -> Self {
        self.named_only = true;
        self
    }

    /// States that the page shows all of its components here.
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.complete = true;
        self
    }

    /// States that the list may be empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

impl Incidents {
    /// A list of the elements that this selector matches.
    #[must_use]
    pub fn new(selector: &str) -> Self {
        Self { select: selector.to_owned(), ..Self::default() }
    }

    with! {
        /// Sets where the list is in the element's JSON.
        with_pointer -> pointer: &str = Some(pointer.to_owned());
        /// Sets where the id is.
        with_id -> id: Value = Some(id);
        /// Sets where the title is.
        with_title -> title: Value = Some(title);
        /// Sets where the link is.
        with_url -> url: Value = Some(url);
        /// Sets where the status is.
        with_status -> status: Value = Some(status);
        /// Sets where the impact is.
        with_impact -> impact: Value = Some(impact);
        /// Sets where the start is.
        with_started_at -> started_at: Value = Some(started_at);
        /// Sets where the end is.
        with_resolved_at -> resolved_at: Value = Some(resolved_at);
        /// Sets where the planned start is.
        with_scheduled_start -> scheduled_start: Value = Some(scheduled_start);
        /// Sets where the planned end is.
        with_scheduled_end -> scheduled_end: Value = Some(scheduled_end);
        /// Sets where the names of the affected components are.
        with_components -> components: Value = Some(components);
        /// Sets where the text is.
        with_body -> body: Value = Some(body);
        /// Sets the updates.
        with_updates -> updates: Updates = Some(updates);
        /// Sets the heading of a day, which gives times below it their date.
        with_day -> day: Value = Some(day);
        /// Sets what the page lists.
        with_extent -> extent: Extent = Some(extent);
    }

    /// States that these are maintenances.
    #[must_use]
    pub fn maintenances(mut self) -> Self {
        self.kind = IncidentKind::Maintenance;
        self
    }

    /// States that the list must not be empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Updates {
    /// The elements that this selector matches, newest first.
    #[must_use]
    pub fn new(selector: &str) -> Self {
        Self { select: selector.to_owned(), ..Self::default() }
    }

    with! {
        /// Sets where the list is in an item that is JSON.
        with_pointer -> pointer: &str = Some(pointer.to_owned());
        /// Sets what an update contains; other elements continue the update above them.
        with_marked_by -> marked_by: &str = Some(marked_by.to_owned());
        /// Sets where the status is.
        with_status -> status: Value = Some(status);
        /// Sets where the time is.
        with_at -> at: Value = Some(at);
        /// Sets where the text is.
        with_body -> body: Value = Some(body);
    }

    /// States that the page shows the oldest first.
    #[must_use]
    pub fn oldest_first(mut self) -> Self {
        self.oldest_first = true;
        self
    }
}
