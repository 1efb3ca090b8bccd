//! Rows that say again what the previous observation said.

use arrow::array::BooleanArray;
use arrow::compute::filter_record_batch;
use arrow::error::ArrowError;
use arrow::row::{RowConverter, SortField};

use crate::schema::{KEY_COLUMNS, Observation, Rows};
use crate::state::{Fingerprint, State};
use crate::store::fingerprint;

/// The fingerprints of the rows of one table.
struct RowFingerprints {
    /// Its place among the tables.
    table: usize,
    rows: Vec<Fingerprint>,
}

/// Leaves out the rows that repeat the previous observation of their series, and remembers those of these observations.
pub(crate) fn drop_repeated_rows(
    state: &mut State,
    observations: &[Observation],
    tables: Vec<Rows>,
) -> Result<Vec<Rows>, ArrowError> {
    let fingerprints = tables
        .iter()
        .enumerate()
        .filter(|(_, rows)| rows.table.may_repeat())
        .map(|(table, rows)| Ok(RowFingerprints { table, rows: fingerprint_rows(rows)? }))
        .collect::<Result<Vec<_>, ArrowError>>()?;
    let mut keep: Vec<Vec<bool>> =
        tables.iter().map(|rows| Vec::with_capacity(rows.batch.num_rows())).collect();
    for (index, observation) in observations.iter().enumerate() {
        let of_observation = |RowFingerprints { table, rows }: &RowFingerprints| {
            let range = tables.get(*table).map(|rows| rows.range(index)).unwrap_or_default();
            (*table, rows.get(range).unwrap_or_default().to_vec())
        };
        let by_table: Vec<_> = fingerprints.iter().map(of_observation).collect();
        let all: Vec<_> = by_table.iter().flat_map(|(_, rows)| rows).copied().collect();
        let mut is_new = state.find_new_rows(observation, &all).into_iter();
        for (table, rows) in by_table {
            if let Some(keep) = keep.get_mut(table) {
                keep.extend(is_new.by_ref().take(rows.len()));
            }
        }
    }
    tables.into_iter().zip(keep).map(|(rows, keep)| filter(rows, keep)).collect()
}

fn filter(rows: Rows, keep: Vec<bool>) -> Result<Rows, ArrowError> {
    if !rows.table.may_repeat() {
        return Ok(rows);
    }
    let batch = filter_record_batch(&rows.batch, &BooleanArray::from(keep))?;
    // The ends are those of all rows; nobody needs them any more.
    Ok(Rows { batch, ends: Vec::new(), ..rows })
}

/// A hash of each row without the time of fetching and the hash of the document.
fn fingerprint_rows(rows: &Rows) -> Result<Vec<Fingerprint>, ArrowError> {
    let columns = rows.batch.columns().get(KEY_COLUMNS..).unwrap_or_default();
    let fields = columns.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let converted = RowConverter::new(fields)?.convert_columns(columns)?;
    let table = rows.table.name().as_bytes();
    Ok(converted.iter().map(|row| Fingerprint(fingerprint(&[table, row.as_ref()]))).collect())
}
