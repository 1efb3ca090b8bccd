//! A session with the tables and the functions of an archive.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::prelude::{SessionConfig, SessionContext};

use super::functions::functions;
use crate::schema::Table;

/// Rows in a batch. A body has up to some hundred kilobytes, and what `parse_status` makes of it is as large.
const BATCH_ROWS: usize = 1024;

/// A session of this process, with the functions.
pub(crate) fn local_session() -> SessionContext {
    let session = SessionContext::new_with_config(configure(SessionConfig::new()));
    for function in functions() {
        session.register_udf(function);
    }
    session
}

/// The settings of every session, local or of a cluster.
pub(crate) fn configure(config: SessionConfig) -> SessionConfig {
    config.with_batch_size(BATCH_ROWS)
}

/// Registers each table of the archive. A table without a row is empty, not missing.
pub(crate) fn register_tables(session: &SessionContext, archive: &Path) -> anyhow::Result<()> {
    let root = archive.canonicalize()?;
    for table in Table::ALL {
        let folder = root.join(table.name());
        if !folder.is_dir() {
            bail!("expected the folder of an archive, found no folder \"{}\" in it", table.name());
        }
        let folder = folder.to_str().context("expected a path in UTF-8")?;
        let options = ListingOptions::new(Arc::new(ParquetFormat::default()))
            .with_file_extension(".parquet")
            .with_table_partition_cols(vec![("day".to_owned(), DataType::Date32)]);
        let config = ListingTableConfig::new(ListingTableUrl::parse(format!("{folder}/"))?)
            .with_listing_options(options)
            .with_schema(Arc::new(plain_schema(&table.schema())));
        session.register_table(table.name(), Arc::new(ListingTable::try_new(config)?))?;
    }
    Ok(())
}

/// The schema with strings in place of dictionaries: batches of different files have different dictionaries, which join,
/// union and shuffle would have to merge.
fn plain_schema(schema: &Schema) -> Schema {
    let fields = schema.fields().iter().map(|field| {
        let data_type = match field.data_type() {
            DataType::Dictionary(_, values) => values.as_ref().clone(),
            other => other.clone(),
        };
        Field::new(field.name(), data_type, field.is_nullable())
    });
    Schema::new(fields.collect::<Vec<_>>())
}
