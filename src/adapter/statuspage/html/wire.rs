//! What the properties of a history say, in their own spelling. Keys that carry nothing for the model are skipped.

use crate::syntax::json::{Flag, Integer, Text, wire};

wire! {
    pub(super) struct History<'a> {
        "page_status" => page_status: Option<PageStatus<'a>>,
        "components" => components: Option<Vec<Component<'a>>>,
        "months" => months: Option<Vec<Month<'a>>>,
    }

    pub(super) struct PageStatus<'a> {
        "page" => page: Option<Page<'a>>,
    }

    pub(super) struct Page<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "time_zone" => time_zone: Text<'a>,
        "updated_at" => updated_at: Text<'a>,
    }

    pub(super) struct Component<'a> {
        "id" => id: Text<'a>,
        "name" => name: Text<'a>,
        "status" => status: Text<'a>,
        "group_id" => group_id: Text<'a>,
        "group" => group: Flag,
        "description" => description: Text<'a>,
        "position" => position: Integer,
        "updated_at" => updated_at: Text<'a>,
    }

    pub(super) struct Month<'a> {
        "name" => name: Text<'a>,
        "year" => year: Integer,
        "incidents" => incidents: Option<Vec<Entry<'a>>>,
    }

    pub(super) struct Entry<'a> {
        "code" => code: Text<'a>,
        "name" => name: Text<'a>,
        // Its newest text.
        "message" => message: Text<'a>,
        "impact" => impact: Text<'a>,
        "timestamp" => timestamp: Text<'a>,
    }
}
