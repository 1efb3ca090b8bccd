//! Rows of several columns.

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, Field, Fields};

use super::column::Words;

/// Several columns that are filled together, one row at a time.
pub(crate) trait Group {
    type Row<'a>;

    fn new(words: Words) -> Self;
    fn fields(words: Words) -> Fields;
    fn append(&mut self, row: Self::Row<'_>);
    fn finish(&mut self) -> Vec<ArrayRef>;
}

/// Declares a [`Group`]: for each column its name, its type, the value for a row, and what it means.
macro_rules! group {
    (
        $(#[$meta:meta])*
        $name:ident<$life:lifetime>($row:ident: $row_type:ty) {
            $( $column:ident: $type:ty = $value:expr, $meaning:literal; )+
        }
    ) => {
        $(#[$meta])*
        pub(crate) struct $name {
            $( $column: $type, )+
        }

        impl $crate::schema::group::Group for $name {
            type Row<$life> = $row_type;

            fn new(words: $crate::schema::column::Words) -> Self {
                Self { $( $column: <$type as $crate::schema::column::Column>::new(words), )+ }
            }

            fn fields(words: $crate::schema::column::Words) -> arrow::datatypes::Fields {
                [$(
                    $crate::schema::group::field(
                        stringify!($column),
                        <$type as $crate::schema::column::Column>::data_type(words),
                        words,
                        $meaning,
                    ),
                )+].into_iter().collect()
            }

            fn append(&mut self, $row: Self::Row<'_>) {
                $( $crate::schema::column::Column::append(&mut self.$column, $value); )+
            }

            fn finish(&mut self) -> Vec<arrow::array::ArrayRef> {
                vec![$( $crate::schema::column::Column::finish(&mut self.$column), )+]
            }
        }
    };
}

/// The key of a column's meaning in the metadata of its field.
pub(crate) const MEANING_KEY: &str = "description";

/// A field that may be null. In files it carries its meaning; the types of function results must be equal wherever they
/// are computed, and carry none.
pub(crate) fn field(name: &str, data_type: DataType, words: Words, meaning: &str) -> Field {
    let field = Field::new(name, data_type, true);
    match words {
        Words::Dictionary => field.with_metadata([(MEANING_KEY.to_owned(), meaning.to_owned())].into()),
        Words::Plain => field,
    }
}
