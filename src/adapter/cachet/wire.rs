//! What Cachet's API says, in its own spelling. Versions 1 and 2 write the keys of an item into it, version 3 into its
//! `attributes`.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::syntax::json::{
    FastDecode, Flag, Integer, PullParser, Raw, Salvage, SalvageContext, Scalar, Text, wire,
};

wire! {
    pub(super) struct Root<'a> {
        // A list, or one item.
        "data" => data: Raw<'a>,
        "included" => included: Option<Vec<Resource<'a>>>,
        "meta" => meta: Option<Meta<'a>>,
        "links" => links: Option<Links<'a>>,
        leaves out []
    }

    pub(super) struct Meta<'a> {
        "pagination" => pagination: Option<Pagination<'a>>,
        "current_page" => current_page: Integer,
        "last_page" => last_page: Integer,
        leaves out [
            // Counts of this part of the list.
            "from", "path", "per_page", "to",
        ]
    }

    pub(super) struct Pagination<'a> {
        "current_page" => current_page: Integer,
        "total_pages" => total_pages: Integer,
        leaves out [
            // Counts, and links that the numbers say too.
            "count", "links", "per_page", "total",
        ]
    }

    pub(super) struct Links<'a> {
        "next" => next: Text<'a>,
        "prev" => prev: Text<'a>,
        leaves out [
            // Links to pages that are not the next.
            "first", "last",
        ]
    }

    /// An item of version 3.
    pub(super) struct Resource<'a> {
        "id" => id: Scalar<'a>,
        "type" => resource_type: Text<'a>,
        "attributes" => row: Option<Row<'a>>,
        "relationships" => relationships: Option<Relationships<'a>>,
        leaves out []
    }

    pub(super) struct Relationships<'a> {
        "group" => group: Option<Relationship<'a>>,
        "components" => components: Option<Relationship<'a>>,
        "updates" => updates: Option<Relationship<'a>>,
        leaves out []
    }

    pub(super) struct Relationship<'a> {
        // `{"id": "4", "type": "components"}`, or a list of these.
        "data" => data: Raw<'a>,
        leaves out []
    }

    pub(super) struct Identifier<'a> {
        "id" => id: Scalar<'a>,
        "type" => resource_type: Text<'a>,
        leaves out []
    }

    /// A component, a group, an incident, a schedule, or an update. Keys mean the same in all of them.
    pub(super) struct Row<'a> {
        "id" => id: Scalar<'a>,
        "name" => name: Text<'a>,
        "description" => description: Text<'a>,
        "message" => message: Text<'a>,
        "status" => status: Code<'a>,
        "latest_status" => latest_status: Code<'a>,
        "is_resolved" => is_resolved: Flag,
        "group_id" => group_id: Scalar<'a>,
        "component_id" => component_id: Scalar<'a>,
        "order" => order: Integer,
        "visible" => visible: Raw<'a>,
        "permalink" => permalink: Text<'a>,
        "occurred_at" => occurred_at: Text<'a>,
        "scheduled_at" => scheduled_at: Text<'a>,
        "completed_at" => completed_at: Text<'a>,
        "created_at" => created_at: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
        "occurred" => occurred: Option<Time<'a>>,
        "scheduled" => scheduled: Option<Time<'a>>,
        "completed" => completed: Option<Time<'a>>,
        "created" => created: Option<Time<'a>>,
        "updated" => updated: Option<Time<'a>>,
        // Lists of rows.
        "enabled_components" => enabled_components: Raw<'a>,
        "components" => components: Raw<'a>,
        "updates" => updates: Raw<'a>,
        leaves out [
            // Names of the codes in the language of the page, settings, links, ids of other tables.
            "collapsed", "component_status", "duration", "enabled", "enabled_components_lowest", "guid",
            "human_status", "incident_id", "latest_human_status", "latest_icon", "latest_update_id", "link",
            "lowest_human_status", "meta", "notifications", "schedule_id", "status_name", "stickied", "tags",
            "user_id",
        ]
    }

    /// `{"human": "1 hour ago", "string": "2026-03-10 09:00:00"}`
    pub(super) struct Time<'a> {
        "string" => string: Text<'a>,
        leaves out [
            // The same for readers.
            "human",
        ]
    }

    struct Value<'a> {
        "value" => value: Scalar<'a>,
        leaves out [
            // The word of the code, in the language of the page.
            "human",
        ]
    }
}

impl Root<'_> {
    /// Whether it says which part of the list it is. Lists of components always do.
    pub(super) fn is_counted(&self) -> bool {
        self.meta.as_ref().is_some_and(|meta| meta.pagination.is_some() || meta.current_page.0.is_some())
    }

    /// Whether the list is the only page of its kind.
    pub(super) fn is_whole(&self) -> bool {
        let is_one = |number: Integer| number.0.is_none_or(|number| number <= 1);
        let has_link = |link: &Text<'_>| link.as_str().is_some_and(|link| !link.is_empty());
        let pagination = self.meta.iter().filter_map(|meta| meta.pagination.as_ref());
        pagination.into_iter().all(|pages| is_one(pages.total_pages) && is_one(pages.current_page))
            && self.meta.iter().all(|meta| is_one(meta.current_page) && is_one(meta.last_page))
            && self.links.iter().all(|links| !has_link(&links.next) && !has_link(&links.prev))
    }
}

impl<'a> From<Row<'a>> for Resource<'a> {
    fn from(mut row: Row<'a>) -> Self {
        Self { id: std::mem::take(&mut row.id), row: Some(row), ..Self::default() }
    }
}

impl Identifier<'_> {
    pub(super) fn key(&self) -> Option<(String, String)> {
        Some((self.resource_type.as_str()?.to_owned(), self.id.as_str()?.to_owned()))
    }
}

/// The times of a row, which version 3 writes as objects under other keys.
impl Row<'_> {
    pub(super) fn occurred_at(&self) -> Option<&str> {
        self.occurred_at.as_str().or_else(|| self.occurred.as_ref()?.string.as_str())
    }

    pub(super) fn scheduled_at(&self) -> Option<&str> {
        self.scheduled_at.as_str().or_else(|| self.scheduled.as_ref()?.string.as_str())
    }

    pub(super) fn completed_at(&self) -> Option<&str> {
        self.completed_at.as_str().or_else(|| self.completed.as_ref()?.string.as_str())
    }

    pub(super) fn created_at(&self) -> Option<&str> {
        self.created_at.as_str().or_else(|| self.created.as_ref()?.string.as_str())
    }

    pub(super) fn updated_at(&self) -> Option<&str> {
        self.updated_at.as_str().or_else(|| self.updated.as_ref()?.string.as_str())
    }
}

/// A code: `1`, `"1"`, or `{"human": "Operational", "value": 1}`.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Code<'a>(pub(super) Option<Cow<'a, str>>);

impl<'a> FastDecode<'a> for Code<'a> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        match reader.peek()? {
            b'{' => Value::read(reader).map(|status| Self(status.value.0)),
            _ => Scalar::read(reader).map(|code| Self(code.0)),
        }
    }
}

impl<'a> Salvage<'a> for Code<'a> {
    const EXPECTED: &'static str = "a number or an object with a value";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        if raw.get().starts_with('{') {
            Value::salvage(raw, place).map(|status| Self(status.value.0))
        } else {
            Scalar::salvage(raw, place).map(|code| Self(code.0))
        }
    }
}
