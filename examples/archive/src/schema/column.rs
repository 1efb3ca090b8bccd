//! Columns of one type each, as Arrow arrays under construction.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanBuilder, Int64Builder, ListArray, ListBuilder, StringBuilder,
    StringDictionaryBuilder, StructArray, TimestampMicrosecondBuilder,
};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, Int32Type, TimeUnit};
use chrono::{DateTime, Utc};

use super::group::Group;

/// How words (statuses, impacts, names of pages) are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// Each word once per file, and numbers: for files.
    Dictionary,
    /// As strings: for results of SQL functions, which pass through operators and wire formats that replace
    /// dictionaries at a cost.
    Plain,
}

/// The rows for which a column has room at first. Arrow's own 1,024 cost more than the rows of a day of one page do.
const FIRST_ROWS: usize = 16;

/// A column under construction. `append` takes the value of one row, `finish` the array of all rows so far.
pub(crate) trait Column {
    type Value<'a>;

    fn new(words: Words) -> Self;
    fn data_type(words: Words) -> DataType;
    fn append(&mut self, value: Self::Value<'_>);
    fn finish(&mut self) -> ArrayRef;
}

/// A word of a vocabulary, or a name that repeats: any string.
pub(crate) enum Word {
    Dictionary(StringDictionaryBuilder<Int32Type>),
    Plain(StringBuilder),
}

impl Column for Word {
    type Value<'a> = Option<&'a str>;

    fn new(words: Words) -> Self {
        match words {
            Words::Dictionary => Self::Dictionary(StringDictionaryBuilder::with_capacity(FIRST_ROWS, 0, 0)),
            Words::Plain => Self::Plain(StringBuilder::with_capacity(FIRST_ROWS, 0)),
        }
    }

    fn data_type(words: Words) -> DataType {
        match words {
            Words::Dictionary => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
            Words::Plain => DataType::Utf8,
        }
    }

    fn append(&mut self, value: Option<&str>) {
        match self {
            Self::Dictionary(builder) => builder.append_option(value),
            Self::Plain(builder) => builder.append_option(value),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Dictionary(builder) => Arc::new(builder.finish()),
            Self::Plain(builder) => Arc::new(builder.finish()),
        }
    }
}

/// Text that seldom repeats.
pub(crate) struct Text(StringBuilder);

impl Column for Text {
    type Value<'a> = Option<&'a str>;

    fn new(_: Words) -> Self {
        Self(StringBuilder::with_capacity(FIRST_ROWS, 0))
    }

    fn data_type(_: Words) -> DataType {
        DataType::Utf8
    }

    fn append(&mut self, value: Option<&str>) {
        self.0.append_option(value);
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// An instant in UTC, to the microsecond.
pub(crate) struct Instant(TimestampMicrosecondBuilder);

impl Column for Instant {
    type Value<'a> = Option<DateTime<Utc>>;

    fn new(words: Words) -> Self {
        Self(TimestampMicrosecondBuilder::with_capacity(FIRST_ROWS).with_data_type(Self::data_type(words)))
    }

    fn data_type(_: Words) -> DataType {
        DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
    }

    fn append(&mut self, value: Option<DateTime<Utc>>) {
        self.0.append_option(value.map(|at| at.timestamp_micros()));
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// A whole number.
pub(crate) struct Integer(Int64Builder);

impl Column for Integer {
    type Value<'a> = Option<i64>;

    fn new(_: Words) -> Self {
        Self(Int64Builder::with_capacity(FIRST_ROWS))
    }

    fn data_type(_: Words) -> DataType {
        DataType::Int64
    }

    fn append(&mut self, value: Option<i64>) {
        self.0.append_option(value);
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// Yes or no.
pub(crate) struct Flag(BooleanBuilder);

impl Column for Flag {
    type Value<'a> = Option<bool>;

    fn new(_: Words) -> Self {
        Self(BooleanBuilder::with_capacity(FIRST_ROWS))
    }

    fn data_type(_: Words) -> DataType {
        DataType::Boolean
    }

    fn append(&mut self, value: Option<bool>) {
        self.0.append_option(value);
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// A list of strings.
pub(crate) struct TextList(ListBuilder<StringBuilder>);

impl Column for TextList {
    type Value<'a> = Option<&'a [String]>;

    fn new(_: Words) -> Self {
        Self(ListBuilder::with_capacity(StringBuilder::with_capacity(FIRST_ROWS, 0), FIRST_ROWS))
    }

    fn data_type(_: Words) -> DataType {
        DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)))
    }

    fn append(&mut self, value: Option<&[String]>) {
        self.0.append_option(value.map(|list| list.iter().map(Some)));
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// A list of rows, in the document's order. It is never null: what a document does not list is an empty list. Its words
/// are plain, because not every reader of Parquet knows dictionaries inside lists; Parquet compresses both alike.
pub(crate) struct List<G> {
    /// The number of rows at the end of each list.
    ends: Vec<i32>,
    rows: i32,
    group: G,
}

impl<G: Group> Column for List<G> {
    type Value<'a> = Vec<G::Row<'a>>;

    fn new(_: Words) -> Self {
        Self { ends: vec![0], rows: 0, group: G::new(Words::Plain) }
    }

    fn data_type(_: Words) -> DataType {
        DataType::List(Arc::new(Field::new_list_field(DataType::Struct(G::fields(Words::Plain)), true)))
    }

    fn append(&mut self, value: Vec<G::Row<'_>>) {
        for row in value {
            self.group.append(row);
            self.rows += 1;
        }
        self.ends.push(self.rows);
    }

    fn finish(&mut self) -> ArrayRef {
        let rows = StructArray::new(G::fields(Words::Plain), self.group.finish(), None);
        let field = Arc::new(Field::new_list_field(rows.data_type().clone(), true));
        let offsets = OffsetBuffer::new(std::mem::replace(&mut self.ends, vec![0]).into());
        self.rows = 0;
        Arc::new(ListArray::new(field, offsets, Arc::new(rows), None))
    }
}
