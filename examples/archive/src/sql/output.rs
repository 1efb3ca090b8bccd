//! Rows on standard output.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::sync::Arc;

use anyhow::bail;
use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::csv;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::{LineDelimitedWriter, writer::LineDelimited, writer::WriterBuilder};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::arrow::util::pretty::pretty_format_batches_with_options;
use datafusion::execution::SendableRecordBatchStream;
use futures::StreamExt as _;
use parquet::arrow::ArrowWriter;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum OutputFormat {
    /// A table for people; all rows are held in memory
    Table,
    /// Comma-separated values with a header; lists and structs as text
    Csv,
    /// One JSON object a line
    Json,
    /// A Parquet file
    Parquet,
}

/// Writes the rows. A reader that has seen enough (`archive sql … | head`) is no error.
pub(crate) async fn write(rows: SendableRecordBatchStream, format: OutputFormat) -> anyhow::Result<()> {
    match write_rows(rows, format).await {
        Err(error) if is_broken_pipe(&error) => Ok(()),
        result => result,
    }
}

async fn write_rows(mut rows: SendableRecordBatchStream, format: OutputFormat) -> anyhow::Result<()> {
    let schema = rows.schema();
    let mut out = BufWriter::new(io::stdout());
    match format {
        OutputFormat::Table => {
            let mut batches = vec![RecordBatch::new_empty(schema)];
            while let Some(batch) = rows.next().await {
                batches.push(batch?);
            }
            writeln!(out, "{}", pretty_format_batches_with_options(&batches, &format_options())?)?;
        }
        OutputFormat::Csv => {
            let mut writer = csv::Writer::new(&mut out);
            writer.write(&flatten(&RecordBatch::new_empty(schema))?)?;
            while let Some(batch) = rows.next().await {
                writer.write(&flatten(&batch?)?)?;
            }
        }
        OutputFormat::Json => {
            let mut writer: LineDelimitedWriter<_> =
                WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(&mut out);
            while let Some(batch) = rows.next().await {
                writer.write(&batch?)?;
            }
            writer.finish()?;
        }
        OutputFormat::Parquet => {
            if io::stdout().is_terminal() {
                bail!("expected standard output to be a file, found a terminal");
            }
            let mut writer = ArrowWriter::try_new(&mut out, schema, None)?;
            while let Some(batch) = rows.next().await {
                writer.write(&batch?)?;
            }
            writer.close()?;
        }
    }
    Ok(out.flush()?)
}

fn format_options() -> FormatOptions<'static> {
    FormatOptions::new().with_null("null")
}

/// Lists and structs as text.
fn flatten(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if field.data_type().is_nested() {
            let options = format_options();
            let texts = ArrayFormatter::try_new(column, &options)?;
            let texts = (0..column.len()).map(|row| texts.value(row).try_to_string());
            let texts = texts.collect::<Result<Vec<_>, _>>()?;
            columns.push(Arc::new(StringArray::from(texts)) as ArrayRef);
            fields.push(Field::new(field.name(), DataType::Utf8, true));
        } else {
            columns.push(Arc::clone(column));
            fields.push(field.as_ref().clone());
        }
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let by_io = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(by_io)
            || matches!(cause.downcast_ref::<ArrowError>(), Some(ArrowError::IoError(_, cause)) if by_io(cause))
    })
}
