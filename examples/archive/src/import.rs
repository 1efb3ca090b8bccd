//! `archive import`: from captures to Parquet files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use arrow::error::ArrowError;
use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};
use statusfeed::{Input, Parser};

use crate::capture::{Capture, CaptureFile, CaptureReader};
use crate::changes;
use crate::parallel;
use crate::schema::{Observation, Outcome, Rows, Table, TableBuilders};
use crate::state::{self, Observed, State};
use crate::store::{CaptureKey, StagedPart, Store, capture_key};

/// Bytes of bodies that are held before they are written. A day that has more becomes several parts.
const HELD_BYTES: usize = 32 << 20;

/// What an import did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Captures read.
    pub(crate) captures: usize,
    /// Captures that the archive had already.
    pub(crate) known: usize,
    /// New captures whose body could not be read, by the kind of error.
    pub(crate) unreadable: BTreeMap<&'static str, usize>,
    /// New captures that are older than the newest of their page: they bring no events.
    pub(crate) late: usize,
    /// Rows written, by table.
    pub(crate) rows: BTreeMap<&'static str, usize>,
    /// Lines and files that could not be read.
    pub(crate) problems: Vec<String>,
}

impl Summary {
    /// A few lines for people.
    pub(crate) fn describe(&self) -> String {
        let mut text = format!("{} captures, {} of them already in the archive", self.captures, self.known);
        let unreadable: usize = self.unreadable.values().sum();
        if unreadable > 0 {
            let kinds: Vec<_> =
                self.unreadable.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let _ = write!(text, "\n{unreadable} unreadable: {}", kinds.join(", "));
        }
        if self.late > 0 {
            let _ = write!(
                text,
                "\n{} older than the newest of their page: run `archive events` to compute events from all captures",
                self.late
            );
        }
        let rows: Vec<_> = self.rows.iter().map(|(table, count)| format!("{count} {table}")).collect();
        let _ = write!(
            text,
            "\nrows written: {}",
            if rows.is_empty() { "0".to_owned() } else { rows.join(", ") }
        );
        text
    }
}

/// Imports files into the archive at `out`.
pub(crate) fn import(files: &[CaptureFile], out: &Path, changes_only: bool) -> anyhow::Result<Summary> {
    let bar = progress_bar(files)?;
    let mut importer = Importer::open(out, changes_only)?;
    let mut reader = CaptureReader::open(files, &bar)?;
    for capture in reader.by_ref() {
        importer.push(capture)?;
    }
    importer.summary.problems = reader.problems().to_vec();
    let summary = importer.finish()?;
    bar.finish_and_clear();
    Ok(summary)
}

/// Computes the events of an archive from all its captures, in the order of their times.
pub(crate) fn rebuild_events(out: &Path) -> anyhow::Result<usize> {
    let store = Store::open(out)?;
    let mut state = State::load(&store)?;
    state.forget_trackers();
    let mut count = 0;
    let mut parts = Vec::new();
    for (day, files) in store.days()? {
        let mut captures = Vec::new();
        for (_, path) in &files {
            captures.extend(crate::store::read_captures(path)?);
        }
        captures.sort_by_key(|(capture, _)| capture.fetched_at);
        let mut observations = parse_all(captures);
        observe_all(&mut state, &mut observations, &mut Summary::default());
        let rows = build_rows(&mut observations)?;
        count += observations.iter().map(|observation| observation.events.len()).sum::<usize>();
        let events: Vec<_> = rows.into_iter().filter(|rows| rows.table == Table::Events).collect();
        if let Some((number, _)) = files.first() {
            parts.push(store.stage(*number, day, &events)?);
        }
    }
    store.replace_table(Table::Events, &parts)?;
    state.next_part = store.next_part();
    state.save(&store)?;
    Ok(count)
}

/// An import under way.
struct Importer {
    store: Store,
    state: State,
    changes_only: bool,
    /// Captures that are not written yet.
    days: BTreeMap<NaiveDate, Vec<Capture>>,
    held_bytes: usize,
    summary: Summary,
}

impl Importer {
    fn open(out: &Path, changes_only: bool) -> anyhow::Result<Self> {
        let store = Store::open(out)?;
        let mut state = State::load(&store)?;
        for captures in store.captures_since(state.next_part)? {
            let mut observations = parse_all(captures?);
            observe_all(&mut state, &mut observations, &mut Summary::default());
            if changes_only {
                let rows = build_rows(&mut observations)?;
                changes::drop_repeated_rows(&mut state, &observations, rows)?;
            }
        }
        Ok(Self {
            store,
            state,
            changes_only,
            days: BTreeMap::new(),
            held_bytes: 0,
            summary: Summary::default(),
        })
    }

    fn push(&mut self, capture: Capture) -> anyhow::Result<()> {
        self.summary.captures += 1;
        self.held_bytes += capture.body.len();
        self.days.entry(capture.day()).or_default().push(capture);
        if self.held_bytes >= HELD_BYTES {
            // The rest of the newest day is likely to come.
            let newest = if self.days.len() > 1 { self.days.pop_last() } else { None };
            self.write()?;
            self.held_bytes = newest.iter().flat_map(|(_, captures)| captures).map(|c| c.body.len()).sum();
            self.days.extend(newest);
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<Summary> {
        self.write()?;
        self.state.next_part = self.store.next_part();
        self.state.save(&self.store)?;
        Ok(self.summary)
    }

    /// Writes what is held: one part for each day.
    fn write(&mut self) -> anyhow::Result<()> {
        let days = std::mem::take(&mut self.days);
        self.held_bytes = 0;
        let mut known: HashMap<NaiveDate, HashSet<CaptureKey>> = HashMap::new();
        for day in days.keys() {
            known.insert(*day, self.store.capture_keys(*day)?);
        }
        let captures: Vec<_> = days.into_values().flatten().collect();
        let hashed = parallel::map(captures, |capture| {
            let document = hash(&capture.body);
            (capture, document)
        });
        let new = hashed.into_iter().filter(|(capture, document)| {
            let key = capture_key(&capture.page, capture.fetched_at.timestamp_micros(), document);
            let is_new = known.entry(capture.day()).or_default().insert(key);
            self.summary.known += usize::from(!is_new);
            is_new
        });
        let mut observations = parse_all(new.collect());
        for observation in &observations {
            if let Err(error) = &observation.outcome {
                *self.summary.unreadable.entry(error.kind().as_str()).or_default() += 1;
            }
        }
        observe_all(&mut self.state, &mut observations, &mut self.summary);

        let mut days: BTreeMap<NaiveDate, Vec<Observation>> = BTreeMap::new();
        for observation in observations {
            days.entry(observation.capture.day()).or_default().push(observation);
        }
        let built = parallel::map(days.into_iter().collect(), |(day, mut observations)| {
            build_rows(&mut observations).map(|rows| (day, observations, rows))
        });
        let mut parts = Vec::new();
        for part in built {
            let (day, observations, mut rows) = part?;
            if self.changes_only {
                rows = changes::drop_repeated_rows(&mut self.state, &observations, rows)?;
            }
            for Rows { table, batch, .. } in rows.iter().filter(|rows| rows.batch.num_rows() > 0) {
                *self.summary.rows.entry(table.name()).or_default() += batch.num_rows();
            }
            parts.push((self.store.take_number(), day, rows));
        }
        let store = &self.store;
        let staged: Vec<anyhow::Result<StagedPart>> =
            parallel::map(parts, |(number, day, rows)| store.stage(number, day, &rows));
        for part in staged.into_iter().collect::<anyhow::Result<Vec<_>>>()? {
            part.commit()?;
        }
        Ok(())
    }
}

/// Reads the bodies.
fn parse_all(captures: Vec<(Capture, String)>) -> Vec<Observation> {
    let parser = Parser::new();
    parallel::map(captures, |(capture, document)| {
        let outcome = parse(&parser, &capture);
        Observation { capture, document, outcome, events: Vec::new() }
    })
}

fn parse(parser: &Parser, capture: &Capture) -> Outcome {
    let mut input = Input::new(&capture.body).with_fetched_at(capture.fetched_at);
    if let Some(url) = &capture.url {
        input = input.with_url(url);
    }
    if let Some(content_type) = &capture.content_type {
        input = input.with_content_type(content_type);
    }
    parser.parse(input)
}

/// Adds the events that each observation brings.
fn observe_all(state: &mut State, observations: &mut [Observation], summary: &mut Summary) {
    for observation in observations {
        observation.events = match state.observe(&observation.capture, &observation.outcome) {
            Observed::Events(events) => events,
            Observed::Late => {
                summary.late += 1;
                Vec::new()
            }
        };
    }
}

/// The rows of the observations, sorted by page and time.
fn build_rows(observations: &mut [Observation]) -> Result<Vec<Rows>, ArrowError> {
    observations.sort_by(|one, other| {
        let key = |o: &Observation| o.capture.fetched_at;
        one.capture.page.cmp(&other.capture.page).then_with(|| key(one).cmp(&key(other)))
    });
    let mut builders = TableBuilders::new();
    for observation in observations {
        builders.append(observation);
    }
    builders.finish()
}

/// The SHA-256 of a body, in hexadecimal digits.
fn hash(body: &str) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(body) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// A bar on standard error that counts the bytes read; hidden where that is no terminal.
fn progress_bar(files: &[CaptureFile]) -> anyhow::Result<ProgressBar> {
    let lengths = files.iter().map(CaptureFile::length).collect::<anyhow::Result<Vec<_>>>()?;
    let style = ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left")?;
    Ok(ProgressBar::new(lengths.iter().sum()).with_style(style))
}

impl State {
    /// The state that was saved last; an empty one if there is none, or if it cannot be read. All parts are taken in again
    /// then.
    fn load(store: &Store) -> anyhow::Result<Self> {
        let path = store.path(state::FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read(&path).with_context(|| path.display().to_string())?;
        Ok(serde_json::from_slice(&text).unwrap_or_else(|error| {
            eprintln!("{}: {error}; trackers start again from the captures", path.display());
            Self::default()
        }))
    }

    fn save(&self, store: &Store) -> anyhow::Result<()> {
        store.replace_file(state::FILE, &serde_json::to_vec(self)?)
    }
}
