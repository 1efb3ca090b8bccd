//! The tables of an archive: a key and a group each.

use std::ops::Range;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{Field, Fields, Schema, SchemaRef};
use arrow::error::ArrowError;

use super::column::{Column, Instant, Word, Words};
use super::group::{Group, field};
use super::rows::{
    AffectedColumns, CaptureColumns, ComponentColumns, EventColumns, IncidentColumns, Observation,
    OfIncident, PostmortemColumns, SnapshotColumns, UpdateColumns,
};
use super::{VERSION, VERSION_KEY};

/// Declares the tables: name, group, and how an observation fills it.
macro_rules! tables {
    ($( $(#[$meta:meta])* $table:ident = $name:ident: $group:ty, |$rows:ident, $observation:ident| $fill:expr; )+) => {
        /// A table of an archive.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Table {
            $( $(#[$meta])* $table, )+
        }

        impl Table {
            pub(crate) const ALL: &'static [Self] = &[$( Self::$table, )+];

            /// The name of its folder and in SQL.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $( Self::$table => stringify!($name), )+
                }
            }

            /// Its columns.
            pub(crate) fn schema(self) -> SchemaRef {
                let fields = match self {
                    $( Self::$table => KeyedRows::<$group>::fields(), )+
                };
                let version = [(VERSION_KEY.to_owned(), VERSION.to_owned())];
                Arc::new(Schema::new_with_metadata(fields, version.into()))
            }
        }

        /// All tables under construction.
        pub(crate) struct TableBuilders {
            $( $name: KeyedRows<$group>, )+
        }

        impl TableBuilders {
            pub(crate) fn new() -> Self {
                Self { $( $name: KeyedRows::new(), )+ }
            }

            /// Appends all rows of an observation.
            pub(crate) fn append(&mut self, observation: &Observation) {
                $({
                    let ($rows, $observation) = (&mut self.$name, observation);
                    $fill;
                    self.$name.ends.push(self.$name.length);
                })+
            }

            /// The rows of each table.
            pub(crate) fn finish(mut self) -> Result<Vec<Rows>, ArrowError> {
                Ok(vec![$( self.$name.finish(Table::$table)?, )+])
            }
        }
    };
}

tables! {
    /// What was fetched.
    Captures = captures: CaptureColumns, |rows, o| rows.append(o, &o.capture);
    /// What each document says as a whole, one row for each capture.
    Snapshots = snapshots: SnapshotColumns, |rows, o| rows.append(o, &o.outcome);
    /// The parts of the service.
    Components = components: ComponentColumns, |rows, o| for component in o.components() {
        rows.append(o, component);
    };
    /// Incidents and maintenances.
    Incidents = incidents: IncidentColumns, |rows, o| for row in o.incidents() {
        rows.append(o, row);
    };
    /// The components that an incident names.
    IncidentComponents = incident_components: OfIncident<AffectedColumns>, |rows, o| for (_, incident) in o.incidents() {
        for component in &incident.components {
            rows.append(o, (incident.id.as_str(), component));
        }
    };
    /// The messages about an incident.
    Updates = updates: OfIncident<UpdateColumns>, |rows, o| for (_, incident) in o.incidents() {
        for update in incident.updates.iter().enumerate() {
            rows.append(o, (incident.id.as_str(), update));
        }
    };
    /// What was published after an incident.
    Postmortems = postmortems: OfIncident<PostmortemColumns>, |rows, o| for (_, incident) in o.incidents() {
        if let Some(postmortem) = incident.postmortem.as_deref() {
            rows.append(o, (incident.id.as_str(), postmortem));
        }
    };
    /// What happened between the observations of a page.
    Events = events: EventColumns, |rows, o| for event in &o.events {
        rows.append(o, event);
    };
}

impl Table {
    /// Whether a row says something of a capture that the previous capture may have said in the same words. Rows of the
    /// others are kept even if they repeat: a snapshot is the evidence that something was seen at that time.
    pub(crate) fn may_repeat(self) -> bool {
        !matches!(self, Self::Snapshots | Self::Events)
    }
}

/// The rows of one table for a series of observations.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    pub(crate) table: Table,
    pub(crate) batch: RecordBatch,
    /// The number of rows up to the end of each observation.
    pub(crate) ends: Vec<usize>,
}

impl Rows {
    /// The rows of an observation.
    pub(crate) fn range(&self, observation: usize) -> Range<usize> {
        let start =
            observation.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        start..self.ends.get(observation).copied().unwrap_or(start)
    }
}

/// The key columns: how many there are.
pub(crate) const KEY_COLUMNS: usize = 3;

/// Rows with their key: the page, the time of fetching, and the hash of the document.
struct KeyedRows<G> {
    page: Word,
    fetched_at: Instant,
    document: Word,
    group: G,
    length: usize,
    ends: Vec<usize>,
}

impl<G: Group> KeyedRows<G> {
    const WORDS: Words = Words::Dictionary;

    fn new() -> Self {
        Self {
            page: Word::new(Self::WORDS),
            fetched_at: Instant::new(Self::WORDS),
            document: Word::new(Self::WORDS),
            group: G::new(Self::WORDS),
            length: 0,
            ends: Vec::new(),
        }
    }

    fn fields() -> Fields {
        let required = |field: Field| Arc::new(field.with_nullable(false));
        let word = Word::data_type(Self::WORDS);
        let key = [
            required(field("page", word.clone(), Self::WORDS, "the name of the page in this archive")),
            required(field(
                "fetched_at",
                Instant::data_type(Self::WORDS),
                Self::WORDS,
                "when it was fetched",
            )),
            required(field(
                "document",
                word,
                Self::WORDS,
                "the SHA-256 of the body: where the row comes from",
            )),
        ];
        key.into_iter().chain(G::fields(Self::WORDS).iter().cloned()).collect()
    }

    fn append(&mut self, observation: &Observation, row: G::Row<'_>) {
        self.page.append(Some(&observation.capture.page));
        self.fetched_at.append(Some(observation.capture.fetched_at));
        self.document.append(Some(&observation.document));
        self.group.append(row);
        self.length += 1;
    }

    fn finish(&mut self, table: Table) -> Result<Rows, ArrowError> {
        let mut columns: Vec<ArrayRef> =
            vec![self.page.finish(), self.fetched_at.finish(), self.document.finish()];
        columns.extend(self.group.finish());
        let batch = RecordBatch::try_new(table.schema(), columns)?;
        Ok(Rows { table, batch, ends: std::mem::take(&mut self.ends) })
    }
}
