//! `archive sql`: DataFusion over the folder of an archive.

mod functions;
mod output;
mod session;

use std::path::Path;

use anyhow::Context as _;
use datafusion::prelude::SessionContext;

#[cfg(feature = "cluster")]
pub(crate) use functions::functions;
pub(crate) use output::OutputFormat;
#[cfg(feature = "cluster")]
pub(crate) use session::configure;
pub(crate) use session::local_session;
use session::register_tables;

/// Runs a query, and writes its rows to standard output.
pub(crate) async fn run(
    session: &SessionContext,
    archive: &Path,
    query: &str,
    format: OutputFormat,
) -> anyhow::Result<()> {
    register_tables(session, archive).with_context(|| archive.display().to_string())?;
    let rows = session.sql(query).await?.execute_stream().await?;
    output::write(rows, format).await
}
