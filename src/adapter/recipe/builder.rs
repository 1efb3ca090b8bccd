//! Methods that build a recipe in Rust.

use super::definition::{Components, Incidents, Recipe, Updates, Value};
use crate::datetime::zone::Zone;
use crate::model::{Extent, IncidentKind};

/// Methods that set one field, each with a sample for its documentation.
macro_rules! with {
    ($owner:ident; $( $(#[$meta:meta])* $method:ident -> $field:ident: $kind:ty = $value:expr => $sample:expr; )+) => {
        $(
            $(#[$meta])*
            ///
            /// ```
            /// use statusfeed::recipe::*;
            ///
            #[doc = concat!(
                "fn change(it: ", stringify!($owner), ") -> ", stringify!($owner), " {\n",
                "    it.", stringify!($method), "(", stringify!($sample), ")\n}",
            )]
            /// ```
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
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Recipe, Value};
    ///
    /// let rows = Components::new(".row", Value::text("b")).with_status(Value::text("i"));
    /// let adapter = Recipe::new("acme-page").with_components(rows).adapter()?;
    /// assert_eq!(adapter.recipe().id, "acme-page");
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    with! { Recipe;
        /// Sets a name for people.
        with_name -> name: &str = Some(name.to_owned()) => "Quarry's page";
        /// Sets whose software publishes such pages.
        with_provider -> provider: &str = Some(provider.to_owned()) => "quarry";
        /// Sets where the vendor's name is.
        with_vendor -> vendor: Value = Some(vendor) => Value::text("h1").before(" health");
        /// Sets where the time is at which the page was up to date.
        with_as_of -> as_of: Value = Some(as_of) => Value::attribute("footer time", "datetime");
        /// Sets where the health of the whole page is.
        with_health -> health: Value = Some(health) => Value::text(".banner").word("all fine", "none").word("some trouble", "minor");
        /// Sets where the sentence that describes the health is.
        with_health_description -> health_description: Value = Some(health_description) => Value::text(".banner");
        /// Sets the zone of times without one.
        with_zone -> zone: Zone = Some(zone) => chrono::FixedOffset::east_opt(3_600).unwrap().into();
        /// Sets whether `04/03/2024` is in March.
        with_day_first -> day_first: bool = Some(day_first) => true;
    }

    /// Adds a text that only such pages contain.
    ///
    /// ```
    /// use statusfeed::recipe::Recipe;
    ///
    /// let recipe = Recipe::new("acme-page").with_mark("<body class=\"acme-status\">");
    /// assert_eq!(recipe.marks, ["<body class=\"acme-status\">"]);
    /// ```
    #[must_use]
    pub fn with_mark(mut self, mark: &str) -> Self {
        self.marks.push(mark.to_owned());
        self
    }

    /// Adds a selector that must match something.
    ///
    /// ```
    /// use statusfeed::{ErrorKind, Parser, recipe::Recipe};
    ///
    /// let adapter = Recipe::new("acme-page").with_required("#board").adapter()?;
    /// let redesigned = Parser::new().parse_as(&adapter, "<main id=new></main>").unwrap_err();
    /// assert_eq!(redesigned.kind(), ErrorKind::Recipe);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_required(mut self, selector: &str) -> Self {
        self.requires.push(selector.to_owned());
        self
    }

    /// Adds a list of components.
    ///
    /// ```
    /// use statusfeed::{Parser, recipe::{Components, Recipe, Value}};
    ///
    /// let rows = Components::new("li", Value::text("b")).with_status(Value::text("i"));
    /// let adapter = Recipe::new("acme-page").with_components(rows).adapter()?;
    /// let snapshot = Parser::new().parse_as(&adapter, "<li><b>API</b> <i>Operational</i><li><b>Web</b> <i>Major outage</i>")?;
    /// assert_eq!(snapshot.components[1].status.as_ref().unwrap(), "major_outage");
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_components(mut self, components: Components) -> Self {
        self.components.push(components);
        self
    }

    /// Adds a list of incidents.
    ///
    /// ```
    /// use statusfeed::{Parser, recipe::{Incidents, Recipe, Value}};
    ///
    /// let items = Incidents::new("article").with_title(Value::text("h4")).with_url(Value::attribute("a", "href")).with_status(Value::text("i"));
    /// let adapter = Recipe::new("acme-page").with_incidents(items).adapter()?;
    /// let page = "<article><h4>Uploads fail</h4><i>Investigating</i><a href='https://acme.example/events/e7'>more</a></article>";
    /// assert_eq!(Parser::new().parse_as(&adapter, page)?.incidents[0].id, "e7");
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn with_incidents(mut self, incidents: Incidents) -> Self {
        self.incidents.push(incidents);
        self
    }
}

impl Value {
    /// The text of an element.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// assert_eq!(Value::text("td:first-child").select.as_deref(), Some("td:first-child"));
    /// ```
    #[must_use]
    pub fn text(selector: &str) -> Self {
        Self { select: Some(selector.to_owned()), ..Self::default() }
    }

    /// The item's own text.
    ///
    /// ```
    /// use statusfeed::{Parser, recipe::{Components, Recipe, Value}};
    ///
    /// let adapter = Recipe::new("acme-page").with_components(Components::new("li", Value::own_text())).adapter()?;
    /// assert_eq!(Parser::new().parse_as(&adapter, "<li>API</li>")?.components[0].name.as_deref(), Some("API"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn own_text() -> Self {
        Self::default()
    }

    /// An attribute of an element.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // <img class="lamp" alt="Operational">
    /// let status = Value::attribute("img.lamp", "alt");
    /// assert_eq!(status.attribute.as_deref(), Some("alt"));
    /// ```
    #[must_use]
    pub fn attribute(selector: &str, attribute: &str) -> Self {
        Self { attribute: Some(attribute.to_owned()), ..Self::text(selector) }
    }

    /// An attribute of the item's own element.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Value};
    ///
    /// // <tr class="row" id="p-7"> … </tr>
    /// let rows = Components::new("tr.row", Value::text("td")).with_id(Value::own_attribute("id").after("p-"));
    /// assert_eq!(rows.id.unwrap().after.as_deref(), Some("p-"));
    /// ```
    #[must_use]
    pub fn own_attribute(attribute: &str) -> Self {
        Self { attribute: Some(attribute.to_owned()), ..Self::default() }
    }

    /// A value of an item that is JSON, by its JSON pointer.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Value};
    ///
    /// // <script id="state" type="application/json">{"rows": [{"title": "API", "state": "operational"}]}</script>
    /// let rows = Components::new("#state", Value::at("/title")).with_pointer("/rows").with_status(Value::at("/state"));
    /// assert_eq!(rows.pointer.as_deref(), Some("/rows"));
    /// ```
    #[must_use]
    pub fn at(pointer: &str) -> Self {
        Self { pointer: Some(pointer.to_owned()), ..Self::default() }
    }

    /// Looks for the element in the whole page instead of inside the item.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// assert!(Value::text("footer time").anywhere().anywhere);
    /// ```
    #[must_use]
    pub fn anywhere(mut self) -> Self {
        self.anywhere = true;
        self
    }

    /// Takes the value at this JSON pointer out of the JSON found there.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // <body data-page='{"owner": {"name": "Quarry"}}'>
    /// let vendor = Value::attribute("body", "data-page").pointer("/owner/name");
    /// assert_eq!(vendor.pointer.as_deref(), Some("/owner/name"));
    /// ```
    #[must_use]
    pub fn pointer(mut self, pointer: &str) -> Self {
        self.pointer = Some(pointer.to_owned());
        self
    }

    /// Leaves out the elements inside that this selector matches.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // <td>Drills <sup>new</sup></td>
    /// assert_eq!(Value::text("td").without("sup").without(".badge").without, ["sup", ".badge"]);
    /// ```
    #[must_use]
    pub fn without(mut self, selector: &str) -> Self {
        self.without.push(selector.to_owned());
        self
    }

    /// Takes only the first line of the text.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // <td>March 4, 2026 04:00 PST<br>March 4, 2026 12:00 UTC</td>
    /// assert!(Value::text("td").first_line().first_line);
    /// ```
    #[must_use]
    pub fn first_line(mut self) -> Self {
        self.first_line = true;
        self
    }

    /// Reads the value as HTML.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // <div data-text="A rail is &lt;b&gt;bent&lt;/b&gt;.">
    /// assert!(Value::own_attribute("data-text").html().html);
    /// ```
    #[must_use]
    pub fn html(mut self) -> Self {
        self.html = true;
        self
    }

    /// Drops the text up to the first occurrence of this.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // Status: Operational
    /// assert_eq!(Value::text("p").after("Status:").after.as_deref(), Some("Status:"));
    /// ```
    #[must_use]
    pub fn after(mut self, mark: &str) -> Self {
        self.after = Some(mark.to_owned());
        self
    }

    /// Drops the text from the last occurrence of this.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // Acme health
    /// assert_eq!(Value::text("h1").before(" health").before.as_deref(), Some(" health"));
    /// ```
    #[must_use]
    pub fn before(mut self, mark: &str) -> Self {
        self.before = Some(mark.to_owned());
        self
    }

    /// Takes only the last path segment of a link.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // <a href="https://acme.example/events/carts-2026-03">
    /// assert!(Value::attribute("a", "href").last_segment().last_segment);
    /// ```
    #[must_use]
    pub fn last_segment(mut self) -> Self {
        self.last_segment = true;
        self
    }

    /// Counts only the classes that begin with this; the words of the table come without it.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// // class="alert alert-danger"
    /// let health = Value::attribute(".alert", "class").word_prefix("alert-").word("danger", "major");
    /// assert_eq!(health.words["danger"], "major");
    /// ```
    #[must_use]
    pub fn word_prefix(mut self, prefix: &str) -> Self {
        self.word_prefix = Some(prefix.to_owned());
        self
    }

    /// Sets the meaning of one of the page's words; an empty meaning means nothing.
    ///
    /// ```
    /// use statusfeed::recipe::Value;
    ///
    /// let status = Value::text("i").word("Fine", "operational").word("*down*", "major_outage").word("n/a", "");
    /// assert_eq!(status.words["fine"], "operational"); // compared without regard to case
    /// ```
    #[must_use]
    pub fn word(mut self, word: &str, meaning: &str) -> Self {
        self.words.insert(word.to_lowercase(), meaning.to_owned());
        self
    }
}

impl Components {
    /// A list of the elements that this selector matches, with their names.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Value};
    ///
    /// let rows = Components::new("tr.row", Value::text("td:first-child")).with_status(Value::text("td:nth-child(2)"));
    /// assert_eq!(rows.select, "tr.row");
    /// ```
    #[must_use]
    pub fn new(selector: &str, name: Value) -> Self {
        Self { select: selector.to_owned(), name, ..Self::default() }
    }

    with! { Components;
        /// Sets where the list is in the element's JSON.
        with_pointer -> pointer: &str = Some(pointer.to_owned()) => "/rows";
        /// Sets where the id is.
        with_id -> id: Value = Some(id) => Value::own_attribute("id").after("p-");
        /// Sets where the status is.
        with_status -> status: Value = Some(status) => Value::attribute(".lamp", "class").word("lamp-red", "major_outage");
        /// Sets a second place that shows the status.
        with_shown_status -> shown_status: Value = Some(shown_status) => Value::text(".words");
        /// Sets where the time of the last change is.
        with_updated_at -> updated_at: Value = Some(updated_at) => Value::attribute("time", "datetime");
        /// Sets where the description is.
        with_description -> description: Value = Some(description) => Value::text("small");
        /// Sets which rows inside a row are its members.
        with_members -> members: Components = Some(Box::new(members)) => Components::new("li", Value::own_text());
    }

    /// Leaves out rows without members.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Value};
    ///
    /// let members = Components::new("li", Value::own_text());
    /// assert!(Components::new("section", Value::text("h3")).with_members(members).groups_only().groups_only);
    /// ```
    #[must_use]
    pub fn groups_only(mut self) -> Self {
        self.groups_only = true;
        self
    }

    /// Leaves out rows without a name.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Value};
    ///
    /// // The row of headings has no name.
    /// assert!(Components::new("tr", Value::text("td:first-child")).named_only().named_only);
    /// ```
    #[must_use]
    pub fn named_only(mut self) -> Self {
        self.named_only = true;
        self
    }

    /// States that the page shows all of its components here.
    ///
    /// ```
    /// use statusfeed::{Parser, recipe::{Components, Recipe, Value}};
    ///
    /// let rows = Components::new("li", Value::text("b")).with_status(Value::text("i"));
    /// let page = "<!doctype html><ul><li><b>API</b> <i>Operational</i></ul>";
    /// let is_operational = |rows: Components| -> Result<bool, statusfeed::Error> {
    ///     let adapter = Recipe::new("acme-page").with_components(rows).adapter()?;
    ///     Ok(Parser::new().parse_as(&adapter, page)?.is_operational())
    /// };
    /// assert!(!is_operational(rows.clone())?); // other components may be elsewhere
    /// assert!(is_operational(rows.complete())?);
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.complete = true;
        self
    }

    /// States that the list may be empty.
    ///
    /// ```
    /// use statusfeed::recipe::{Components, Value};
    ///
    /// // A box that is there only during an outage.
    /// assert!(Components::new(".affected li", Value::own_text()).optional().optional);
    /// ```
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

impl Incidents {
    /// A list of the elements that this selector matches.
    ///
    /// ```
    /// use statusfeed::recipe::{Incidents, Updates, Value};
    ///
    /// let items = Incidents::new("article")
    ///     .with_title(Value::text("h4"))
    ///     .with_updates(Updates::new("li").with_status(Value::text("b")).with_at(Value::text("time")));
    /// assert_eq!(items.select, "article");
    /// ```
    #[must_use]
    pub fn new(selector: &str) -> Self {
        Self { select: selector.to_owned(), ..Self::default() }
    }

    with! { Incidents;
        /// Sets where the list is in the element's JSON.
        with_pointer -> pointer: &str = Some(pointer.to_owned()) => "/events";
        /// Sets where the id is.
        with_id -> id: Value = Some(id) => Value::own_attribute("data-id");
        /// Sets where the title is.
        with_title -> title: Value = Some(title) => Value::text("h4");
        /// Sets where the link is.
        with_url -> url: Value = Some(url) => Value::attribute("a", "href");
        /// Sets where the status is.
        with_status -> status: Value = Some(status) => Value::text(".state");
        /// Sets where the impact is.
        with_impact -> impact: Value = Some(impact) => Value::text(".impact");
        /// Sets where the start is.
        with_started_at -> started_at: Value = Some(started_at) => Value::text(".from");
        /// Sets where the end is.
        with_resolved_at -> resolved_at: Value = Some(resolved_at) => Value::text(".to");
        /// Sets where the planned start is.
        with_scheduled_start -> scheduled_start: Value = Some(scheduled_start) => Value::text(".planned").before(" - ");
        /// Sets where the planned end is.
        with_scheduled_end -> scheduled_end: Value = Some(scheduled_end) => Value::text(".planned").after(" - ");
        /// Sets where the names of the affected components are.
        with_components -> components: Value = Some(components) => Value::text(".affected li");
        /// Sets where the text is.
        with_body -> body: Value = Some(body) => Value::text(".text");
        /// Sets the updates.
        with_updates -> updates: Updates = Some(updates) => Updates::new("li").with_status(Value::text("b"));
        /// Sets the heading of a day, which gives times below it their date.
        with_day -> day: Value = Some(day) => Value::text("h3");
        /// Sets what the page lists.
        with_extent -> extent: Extent = Some(extent) => statusfeed::Extent::Recent;
    }

    /// States that these are maintenances.
    ///
    /// ```
    /// use statusfeed::{IncidentKind, recipe::Incidents};
    ///
    /// assert_eq!(Incidents::new(".planned article").maintenances().kind, IncidentKind::Maintenance);
    /// ```
    #[must_use]
    pub fn maintenances(mut self) -> Self {
        self.kind = IncidentKind::Maintenance;
        self
    }

    /// States that the list must not be empty.
    ///
    /// ```
    /// use statusfeed::recipe::Incidents;
    ///
    /// // A history that is never empty: if it is, the page was redesigned.
    /// assert!(Incidents::new(".history article").required().required);
    /// ```
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Updates {
    /// The elements that this selector matches, newest first.
    ///
    /// ```
    /// use statusfeed::recipe::{Updates, Value};
    ///
    /// let updates = Updates::new("li").with_status(Value::text("b")).with_body(Value::text("div"));
    /// assert!(!updates.oldest_first);
    /// ```
    #[must_use]
    pub fn new(selector: &str) -> Self {
        Self { select: selector.to_owned(), ..Self::default() }
    }

    with! { Updates;
        /// Sets where the list is in an item that is JSON.
        with_pointer -> pointer: &str = Some(pointer.to_owned()) => "/updates";
        /// Sets what an update contains; other elements continue the update above them.
        with_marked_by -> marked_by: &str = Some(marked_by.to_owned()) => "b";
        /// Sets where the status is.
        with_status -> status: Value = Some(status) => Value::text("b");
        /// Sets where the time is.
        with_at -> at: Value = Some(at) => Value::text("time");
        /// Sets where the text is.
        with_body -> body: Value = Some(body) => Value::text("div");
    }

    /// States that the page shows the oldest first.
    ///
    /// ```
    /// use statusfeed::recipe::Updates;
    ///
    /// assert!(Updates::new("li").oldest_first().oldest_first);
    /// ```
    #[must_use]
    pub fn oldest_first(mut self) -> Self {
        self.oldest_first = true;
        self
    }
}
