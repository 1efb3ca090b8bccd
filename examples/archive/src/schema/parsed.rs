//! A whole snapshot as one value: what the SQL function `parse_status` returns.

use arrow::array::{ArrayRef, BooleanArray, StructArray};
use arrow::buffer::NullBuffer;
use arrow::compute::nullif;
use arrow::datatypes::{DataType, Fields};
use arrow::error::ArrowError;
use statusfeed::{Incident, Snapshot};

use super::column::{Column, List, Words};
use super::group::{Group, field};
use super::rows::{
    AffectedColumns, ComponentColumns, IncidentColumns, Outcome, SnapshotColumns, UpdateColumns,
};

/// Values of the function under construction.
pub(crate) struct ParsedBuilder {
    columns: ParsedColumns,
    present: Vec<bool>,
    unread: Outcome,
}

impl ParsedBuilder {
    pub(crate) fn new() -> Self {
        // What a null body gives is masked; any row will do.
        let unread =
            Err(statusfeed::Error::new(statusfeed::ErrorKind::Empty, "expected a document, found null"));
        Self { columns: ParsedColumns::new(Words::Plain), present: Vec::new(), unread }
    }

    /// The type of the values.
    pub(crate) fn data_type() -> DataType {
        DataType::Struct(ParsedColumns::fields(Words::Plain))
    }

    /// Appends a value; null for no body.
    pub(crate) fn append(&mut self, outcome: Option<&Outcome>) {
        self.columns.append(outcome.unwrap_or(&self.unread));
        self.present.push(outcome.is_some());
    }

    /// The values. The fields of a null value are null, because not every operator looks at the struct first.
    pub(crate) fn finish(mut self) -> Result<StructArray, ArrowError> {
        let nulls = NullBuffer::from(self.present);
        let is_absent = BooleanArray::from(!nulls.inner());
        let columns = self.columns.finish().into_iter().map(|column| nullif(&column, &is_absent));
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        Ok(StructArray::new(ParsedColumns::fields(Words::Plain), columns, Some(nulls)))
    }
}

/// What a document says, with its lists.
struct ParsedColumns {
    own: SnapshotColumns,
    components: List<ComponentColumns>,
    incidents: List<IncidentTree>,
}

impl Group for ParsedColumns {
    type Row<'a> = &'a Outcome;

    fn new(words: Words) -> Self {
        Self { own: SnapshotColumns::new(words), components: List::new(words), incidents: List::new(words) }
    }

    fn fields(words: Words) -> Fields {
        let lists = [
            field("components", List::<ComponentColumns>::data_type(words), words, "the components"),
            field(
                "incidents",
                List::<IncidentTree>::data_type(words),
                words,
                "the incidents and maintenances",
            ),
        ];
        SnapshotColumns::fields(words).iter().cloned().chain(lists.map(Into::into)).collect()
    }

    fn append(&mut self, outcome: &Outcome) {
        self.own.append(outcome);
        let snapshot = outcome.as_ref().ok();
        self.components.append(snapshot.map(|s| s.components.iter().collect()).unwrap_or_default());
        let incidents = snapshot.map(|s| s.incidents.iter().map(|incident| (s, incident)).collect());
        self.incidents.append(incidents.unwrap_or_default());
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        let mut columns = self.own.finish();
        columns.extend([self.components.finish(), self.incidents.finish()]);
        columns
    }
}

/// An incident with its components and updates in lists.
struct IncidentTree {
    own: IncidentColumns,
    components: List<AffectedColumns>,
    updates: List<UpdateColumns>,
}

impl Group for IncidentTree {
    type Row<'a> = (&'a Snapshot, &'a Incident);

    fn new(words: Words) -> Self {
        Self { own: IncidentColumns::new(words), components: List::new(words), updates: List::new(words) }
    }

    fn fields(words: Words) -> Fields {
        let lists = [
            field(
                "components",
                List::<AffectedColumns>::data_type(words),
                words,
                "the components that it names",
            ),
            field("updates", List::<UpdateColumns>::data_type(words), words, "its updates, oldest first"),
        ];
        IncidentColumns::fields(words).iter().cloned().chain(lists.map(Into::into)).collect()
    }

    fn append(&mut self, row: Self::Row<'_>) {
        self.own.append(row);
        self.components.append(row.1.components.iter().collect());
        self.updates.append(row.1.updates.iter().enumerate().collect());
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        let mut columns = self.own.finish();
        columns.extend([self.components.finish(), self.updates.finish()]);
        columns
    }
}
