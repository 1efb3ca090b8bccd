//! The folder of an archive: `TABLE/day=2026-03-08/00000042.parquet`.
//!
//! A *part* is what one import adds to one day: a file of the same number in each table that has rows. Its files are written
//! under `tmp/` and then renamed, that of `snapshots` last; a part without one was interrupted and is removed by the next
//! import. So a part is there whole or not at all, and the `snapshots` of a day list every capture that the archive has
//! of it. Numbers grow with each part.
//!
//! Each file has the Arrow types of its columns. Their meanings are kept once, in `TABLE/_common_metadata`: repeated in each
//! file, they would be a third of the bytes of an archive of a single page.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use arrow::array::{Array, AsArray, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, Schema, TimestampMicrosecondType};
use chrono::{DateTime, NaiveDate};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{
    DEFAULT_PAGE_SIZE, EnabledStatistics, WriterProperties, WriterPropertiesBuilder,
};
use parquet::schema::types::ColumnPath;
use sha2::{Digest, Sha256};

use crate::capture::Capture;
use crate::schema::{Rows, Table, VERSION, VERSION_KEY};

/// Files are written here, and renamed when they are whole.
const TEMPORARY: &str = "tmp";

/// The schema of a table: a Parquet file without rows, under the name that Spark and pyarrow use.
const SCHEMA_FILE: &str = "_common_metadata";

/// Held by the import that writes.
const LOCK: &str = ".lock";

/// The level of compression: zstd's own default.
const ZSTD_LEVEL: i32 = 3;

/// The columns by which the rows of a file are sorted, in this order; the first columns of each table.
const SORTED_BY: [&str; 2] = ["page", "fetched_at"];

/// What identifies a capture in an archive: a hash of page, time of fetching, and hash of the document.
pub(crate) type CaptureKey = u128;

/// The folder of an archive, open for writing.
#[derive(Debug)]
pub(crate) struct Store {
    root: PathBuf,
    /// The number of the next part.
    next_part: u64,
    /// Held until it is dropped.
    _lock: File,
}

/// A file that is written and waits for its part to be committed.
#[derive(Debug)]
pub(crate) struct StagedFile {
    temporary: PathBuf,
    target: PathBuf,
}

/// The files of one part, in the order in which they are to appear.
#[derive(Debug)]
pub(crate) struct StagedPart {
    files: Vec<StagedFile>,
}

impl StagedPart {
    /// Gives the files of a part their names.
    pub(crate) fn commit(&self) -> anyhow::Result<()> {
        for StagedFile { temporary, target } in &self.files {
            if let Some(folder) = target.parent() {
                create_folder(folder)?;
            }
            fs::rename(temporary, target).with_context(|| target.display().to_string())?;
        }
        Ok(())
    }
}

impl Store {
    /// Opens the folder, makes it if it does not exist, and removes what an interrupted import left.
    pub(crate) fn open(root: &Path) -> anyhow::Result<Self> {
        for table in Table::ALL {
            create_folder(&root.join(table.name()))?;
        }
        let lock_path = root.join(LOCK);
        let lock = File::create(&lock_path).with_context(|| lock_path.display().to_string())?;
        if lock.try_lock().is_err() {
            bail!("{}: another import is writing to this archive", root.display());
        }
        let temporary = root.join(TEMPORARY);
        if temporary.exists() {
            fs::remove_dir_all(&temporary).with_context(|| temporary.display().to_string())?;
        }
        create_folder(&temporary)?;
        let mut store = Self { root: root.to_owned(), next_part: 0, _lock: lock };
        store.remove_interrupted_parts()?;
        for table in Table::ALL {
            store.write_schema(*table)?;
        }
        Ok(store)
    }

    /// The number that the next part will have.
    pub(crate) fn next_part(&self) -> u64 {
        self.next_part
    }

    /// Takes the next number.
    pub(crate) fn take_number(&mut self) -> u64 {
        let number = self.next_part;
        self.next_part += 1;
        number
    }

    /// The path of a file of the archive.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes the rows of a part to temporary files.
    pub(crate) fn stage(&self, number: u64, day: NaiveDate, rows: &[Rows]) -> anyhow::Result<StagedPart> {
        let mut files = Vec::new();
        for rows in rows.iter().filter(|rows| rows.batch.num_rows() > 0) {
            let name = format!("{number:08}.parquet");
            let temporary = self.root.join(TEMPORARY).join(format!("{}-{name}", rows.table.name()));
            write_file(&temporary, &rows.batch).with_context(|| temporary.display().to_string())?;
            let target = self.root.join(rows.table.name()).join(format!("day={day}")).join(name);
            files.push((rows.table == Table::Snapshots, StagedFile { temporary, target }));
        }
        files.sort_by_key(|(is_last, _)| *is_last);
        Ok(StagedPart { files: files.into_iter().map(|(_, file)| file).collect() })
    }

    /// Writes a file of the archive that is no table: whole, or not at all.
    pub(crate) fn replace_file(&self, name: &str, contents: &[u8]) -> anyhow::Result<()> {
        let (temporary, target) = (self.root.join(TEMPORARY).join(name.replace('/', "-")), self.path(name));
        fs::write(&temporary, contents).with_context(|| temporary.display().to_string())?;
        fs::rename(&temporary, &target).with_context(|| target.display().to_string())
    }

    /// The captures of a day that the archive has.
    pub(crate) fn capture_keys(&self, day: NaiveDate) -> anyhow::Result<HashSet<CaptureKey>> {
        let mut keys = HashSet::new();
        let folder = self.root.join(Table::Snapshots.name()).join(format!("day={day}"));
        for path in parquet_files(&folder)? {
            for batch in read_columns(&path, &["page", "fetched_at", "document"])? {
                let batch = batch.with_context(|| path.display().to_string())?;
                let columns =
                    (texts(&batch, "page")?, instants(&batch, "fetched_at")?, texts(&batch, "document")?);
                for ((page, at), document) in columns.0.iter().zip(columns.1.iter()).zip(columns.2.iter()) {
                    keys.insert(capture_key(
                        page.unwrap_or_default(),
                        at.unwrap_or_default(),
                        document.unwrap_or_default(),
                    ));
                }
            }
        }
        Ok(keys)
    }

    /// The captures in the parts from this number on, part by part.
    pub(crate) fn captures_since(
        &self,
        number: u64,
    ) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Vec<(Capture, String)>>>> {
        let mut parts: Vec<_> = self.parts(Table::Captures)?.into_iter().collect();
        parts.retain(|(part, _)| *part >= number);
        Ok(parts.into_iter().map(|(_, path)| read_captures(&path)))
    }

    /// The captures of each day, oldest first, with the number of a part of that day.
    pub(crate) fn days(&self) -> anyhow::Result<BTreeMap<NaiveDate, Vec<(u64, PathBuf)>>> {
        let mut days: BTreeMap<NaiveDate, Vec<(u64, PathBuf)>> = BTreeMap::new();
        for (number, path) in self.parts(Table::Captures)? {
            let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
            let Some(day) = folder.strip_prefix("day=").and_then(|day| day.parse().ok()) else { continue };
            days.entry(day).or_default().push((number, path));
        }
        Ok(days)
    }

    /// Replaces all files of a table by those of these parts.
    pub(crate) fn replace_table(&self, table: Table, parts: &[StagedPart]) -> anyhow::Result<()> {
        let (folder, old) = (self.path(table.name()), self.root.join(TEMPORARY).join("replaced"));
        fs::rename(&folder, &old).with_context(|| folder.display().to_string())?;
        create_folder(&folder)?;
        self.write_schema(table)?;
        for part in parts {
            part.commit()?;
        }
        fs::remove_dir_all(&old).with_context(|| old.display().to_string())
    }

    /// Writes the schema of a table.
    fn write_schema(&self, table: Table) -> anyhow::Result<()> {
        let mut contents = Vec::new();
        let properties = file_properties()?.build();
        ArrowWriter::try_new(&mut contents, table.schema(), Some(properties))?.close()?;
        self.replace_file(&format!("{}/{SCHEMA_FILE}", table.name()), &contents)
    }

    fn remove_interrupted_parts(&mut self) -> anyhow::Result<()> {
        let committed: BTreeSet<u64> = self.parts(Table::Snapshots)?.into_keys().collect();
        self.next_part = committed.last().map_or(0, |last| last + 1);
        for table in Table::ALL.iter().filter(|table| **table != Table::Snapshots) {
            for (number, path) in self.parts(*table)? {
                if !committed.contains(&number) {
                    fs::remove_file(&path).with_context(|| path.display().to_string())?;
                }
            }
        }
        Ok(())
    }

    /// The files of a table by number.
    fn parts(&self, table: Table) -> anyhow::Result<BTreeMap<u64, PathBuf>> {
        let mut parts = BTreeMap::new();
        let folders = entries(&self.root.join(table.name()))?;
        for folder in folders.into_iter().filter(|path| path.is_dir()) {
            for path in parquet_files(&folder)? {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                let number = stem.parse::<u64>().with_context(|| {
                    format!("{}: expected a number of eight digits as the name", path.display())
                })?;
                parts.insert(number, path);
            }
        }
        Ok(parts)
    }
}

/// The key of a capture; the time is in microseconds.
pub(crate) fn capture_key(page: &str, fetched_at: i64, document: &str) -> CaptureKey {
    fingerprint(&[page.as_bytes(), &fetched_at.to_le_bytes(), document.as_bytes()])
}

/// A hash of these parts, the same in every run.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> u128 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let digest: [u8; 32] = hasher.finalize().into();
    let (head, _) = digest.split_at(size_of::<u128>());
    head.iter().fold(0, |hash, byte| (hash << 8) | u128::from(*byte))
}

/// What all files have in common: zstd, and the version of the schema in the metadata.
fn file_properties() -> anyhow::Result<WriterPropertiesBuilder> {
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
        .set_key_value_metadata(Some(vec![KeyValue::new(VERSION_KEY.to_owned(), VERSION.to_owned())]))
        .set_created_by(concat!("statusfeed-archive ", env!("CARGO_PKG_VERSION")).to_owned()))
}

/// Writes one file of rows. Its Arrow schema has types only: the meanings of the columns are in [`SCHEMA_FILE`].
fn write_file(path: &Path, batch: &RecordBatch) -> anyhow::Result<()> {
    let types = Arc::new(without_metadata(&batch.schema()));
    let batch = RecordBatch::try_new(Arc::clone(&types), batch.columns().to_vec())?;
    let columns = (0..).take(SORTED_BY.len());
    let order = columns.map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: true });
    let mut properties = file_properties()?.set_sorting_columns(Some(order.collect()));
    if batch.get_array_memory_size() <= DEFAULT_PAGE_SIZE {
        properties = write_small(properties);
    }
    let mut writer = ArrowWriter::try_new(File::create(path)?, types, Some(properties.build()))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(())
}

/// The columns with their types alone.
fn without_metadata(schema: &Schema) -> Schema {
    let fields = schema.fields().iter().map(|field| field.as_ref().clone().with_metadata(HashMap::new()));
    Schema::new(fields.collect::<Vec<_>>())
}

/// Settings for a file each of whose columns fits in one page: an index of pages has nothing to skip, a dictionary costs more
/// than zstd saves by it, and statistics are as long as the values. Those of the sorted columns stay: a reader can tell from
/// them that a file has nothing of a page.
fn write_small(properties: WriterPropertiesBuilder) -> WriterPropertiesBuilder {
    let properties = properties
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true);
    SORTED_BY.into_iter().fold(properties, |properties, column| {
        properties.set_column_statistics_enabled(ColumnPath::from(column), EnabledStatistics::Chunk)
    })
}

/// The captures of a file of the table, each with the hash of its document.
pub(crate) fn read_captures(path: &Path) -> anyhow::Result<Vec<(Capture, String)>> {
    let mut captures = Vec::new();
    for batch in
        read_columns(path, &["page", "fetched_at", "document", "url", "content_type", "etag", "body"])?
    {
        let batch = batch.with_context(|| path.display().to_string())?;
        let text = |name| texts(&batch, name);
        let (pages, times, documents) = (text("page")?, instants(&batch, "fetched_at")?, text("document")?);
        let (urls, types, etags, bodies) =
            (text("url")?, text("content_type")?, text("etag")?, text("body")?);
        let get = |column: &StringArray, row| column.is_valid(row).then(|| column.value(row).to_owned());
        for row in 0..batch.num_rows() {
            let capture = Capture {
                page: get(&pages, row).unwrap_or_default(),
                fetched_at: DateTime::from_timestamp_micros(times.value(row)).unwrap_or_default(),
                url: get(&urls, row),
                content_type: get(&types, row),
                etag: get(&etags, row),
                body: get(&bodies, row).unwrap_or_default(),
            };
            captures.push((capture, get(&documents, row).unwrap_or_default()));
        }
    }
    Ok(captures)
}

/// Reads some columns of a file. A file of another version of the schema is an error.
fn read_columns(path: &Path, columns: &[&str]) -> anyhow::Result<ParquetRecordBatchReader> {
    let context = || path.display().to_string();
    let file = File::open(path).with_context(context)?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).with_context(context)?;
    let metadata = builder.metadata().file_metadata().key_value_metadata();
    let version = metadata.and_then(|list| list.iter().find(|entry| entry.key == VERSION_KEY)?.value.clone());
    if version.as_deref() != Some(VERSION) {
        let found = version.as_deref().unwrap_or("none");
        bail!("{}: expected version {VERSION} of the schema, found {found}", path.display());
    }
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    builder.with_projection(mask).build().with_context(context)
}

/// A column of strings, with or without a dictionary.
fn texts(batch: &RecordBatch, name: &str) -> anyhow::Result<StringArray> {
    let column =
        batch.column_by_name(name).with_context(|| format!("expected a column {name}, found none"))?;
    Ok(arrow::compute::cast(column, &DataType::Utf8)?.as_string::<i32>().clone())
}

/// A column of instants.
fn instants(batch: &RecordBatch, name: &str) -> anyhow::Result<TimestampMicrosecondArray> {
    let column =
        batch.column_by_name(name).with_context(|| format!("expected a column {name}, found none"))?;
    let instants = column.as_primitive_opt::<TimestampMicrosecondType>();
    Ok(instants
        .with_context(|| format!("expected instants in {name}, found {}", column.data_type()))?
        .clone())
}

fn create_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| path.display().to_string())
}

/// What a folder holds, sorted; nothing if it does not exist.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    let mut paths = found
        .map(|entry| Ok(entry.with_context(|| folder.display().to_string())?.path()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn parquet_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = entries(folder)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "parquet"));
    Ok(paths)
}
