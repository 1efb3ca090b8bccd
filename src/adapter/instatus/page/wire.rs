//! What Instatus' data says, in its own spelling. Keys that carry nothing for the model are skipped.

use crate::adapter::instatus::notice::Words;
use crate::syntax::json::{Flag, Integer, Raw, Text, wire};

wire! {
    pub(super) struct Site<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "customDomain" => custom_domain: Text<'a>,
        // Of any type, so that a value that is no word differs from a missing one.
        "status" => status: Raw<'a>,
        "mainStatus" => main_status: Text<'a>,
    }

    pub(super) struct Component<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "description" => description: Words<'a>,
        "status" => status: Text<'a>,
        "order" => order: Integer,
        "isParent" => is_parent: Flag,
        // Components again, nested three deep on real pages.
        "children" => children: Option<Vec<Raw<'a>>>,
    }
}
