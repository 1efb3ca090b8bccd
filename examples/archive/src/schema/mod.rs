//! What a row of each table holds, and the builders that fill them.
//!
//! A *group* is a row of columns that belong together (a component, an update). A table is a key and a group; a column
//! may be a list of groups, which is how one snapshot becomes one value of a SQL function.

#[macro_use]
mod group;
mod column;
#[cfg(feature = "sql")]
mod parsed;
mod rows;
mod tables;

use std::fmt::Write as _;

use arrow::datatypes::DataType;

use group::MEANING_KEY;
#[cfg(feature = "sql")]
pub(crate) use parsed::ParsedBuilder;
pub(crate) use rows::{Observation, Outcome};
pub(crate) use tables::{KEY_COLUMNS, Rows, Table, TableBuilders};

/// The version of the schema, in the metadata of every file under [`VERSION_KEY`]. It changes when a column is removed,
/// renamed or given another type or meaning; a new column at the end does not change it.
pub(crate) const VERSION: &str = "1";

/// The key of the schema's version in a file's metadata.
pub(crate) const VERSION_KEY: &str = "statusfeed.schema";

/// The tables with their columns, types and meanings, as Markdown.
pub(crate) fn describe() -> String {
    let mut text = format!("Version {VERSION} of the schema.\n");
    for table in Table::ALL {
        let _ = write!(text, "\n## {}\n\n| column | type | meaning |\n|---|---|---|\n", table.name());
        for field in table.schema().fields() {
            let meaning = field.metadata().get(MEANING_KEY).map_or("", String::as_str);
            let _ =
                writeln!(text, "| `{}` | {} | {meaning} |", field.name(), describe_type(field.data_type()));
        }
    }
    text
}

/// A type as SQL writes it: dictionaries are strings.
fn describe_type(data_type: &DataType) -> String {
    match data_type {
        DataType::Utf8 => "string".to_owned(),
        DataType::Dictionary(_, values) => describe_type(values),
        DataType::Int64 => "bigint".to_owned(),
        DataType::Boolean => "boolean".to_owned(),
        DataType::Timestamp(..) => "timestamp(us, UTC)".to_owned(),
        DataType::List(item) => format!("list of {}", describe_type(item.data_type())),
        DataType::Struct(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|f| format!("{} {}", f.name(), describe_type(f.data_type()))).collect();
            format!("({})", fields.join(", "))
        }
        other => other.to_string(),
    }
}
