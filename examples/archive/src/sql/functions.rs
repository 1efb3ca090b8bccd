//! The functions of SQL that are ours.
//!
//! `parse_status(body [, url [, fetched_at]])` reads a document and returns what it says as one struct; a body that cannot be
//! read gives a struct whose `error` says why, and null gives null. `plain(text, format)` turns an update's HTML or Markdown
//! into plain text.

use std::sync::Arc;

use chrono::DateTime;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringBuilder};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, TimeUnit, TimestampMicrosecondType};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use statusfeed::{Input, Parser, RichText, TextFormat};

use crate::schema::ParsedBuilder;

/// The functions, for every session that plans or runs queries.
pub(crate) fn functions() -> [ScalarUDF; 2] {
    [ScalarUDF::from(ParseStatus::new()), ScalarUDF::from(Plain::new())]
}

fn instant_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// The arguments of a call as arrays of one length.
fn arrays(arguments: &ScalarFunctionArgs) -> Result<Vec<ArrayRef>> {
    arguments.args.iter().map(|argument| argument.to_array(arguments.number_rows)).collect()
}

/// `parse_status(body [, url [, fetched_at]])`
#[derive(Debug, PartialEq, Eq, Hash)]
struct ParseStatus {
    signature: Signature,
}

impl ParseStatus {
    fn new() -> Self {
        Self { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for ParseStatus {
    fn name(&self) -> &'static str {
        "parse_status"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(ParsedBuilder::data_type())
    }

    /// The body may be text or bytes; the others are cast.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let body = match given.first() {
            Some(
                DataType::Binary
                | DataType::LargeBinary
                | DataType::BinaryView
                | DataType::FixedSizeBinary(_),
            ) => DataType::Binary,
            Some(_) => DataType::Utf8,
            None => return plan_err!("parse_status: expected a body, found no argument"),
        };
        if given.len() > 3 {
            return plan_err!(
                "parse_status: expected body, url and fetched_at, found {} arguments",
                given.len()
            );
        }
        Ok([body, DataType::Utf8, instant_type()].into_iter().take(given.len()).collect())
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = arrays(&arguments)?;
        let Some(bodies) = columns.first() else {
            return exec_err!("parse_status: expected a body, found no argument");
        };
        // The bytes of text are a view of the same buffer.
        let bodies = cast(bodies, &DataType::Binary)?;
        let bodies = bodies.as_binary::<i32>();
        let urls = columns.get(1).map(AsArray::as_string::<i32>);
        let times = columns.get(2).map(AsArray::as_primitive::<TimestampMicrosecondType>);
        let parser = Parser::new();
        let mut values = ParsedBuilder::new();
        for row in 0..arguments.number_rows {
            if bodies.is_null(row) {
                values.append(None);
                continue;
            }
            let mut input = Input::new(bodies.value(row));
            if let Some(urls) = urls.filter(|urls| urls.is_valid(row)) {
                input = input.with_url(urls.value(row));
            }
            let at = times.filter(|times| times.is_valid(row)).map(|times| times.value(row));
            if let Some(at) = at.and_then(DateTime::from_timestamp_micros) {
                input = input.with_fetched_at(at);
            }
            values.append(Some(&parser.parse(input)));
        }
        Ok(ColumnarValue::Array(Arc::new(values.finish()?)))
    }
}

/// `plain(text, format)`
#[derive(Debug, PartialEq, Eq, Hash)]
struct Plain {
    signature: Signature,
}

impl Plain {
    fn new() -> Self {
        Self { signature: Signature::uniform(2, vec![DataType::Utf8], Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let columns = arrays(&arguments)?;
        let [texts, formats] = columns.as_slice() else {
            return exec_err!("plain: expected a text and its format, found {} arguments", columns.len());
        };
        let (texts, formats) = (texts.as_string::<i32>(), formats.as_string::<i32>());
        let mut plain = StringBuilder::new();
        for (text, format) in texts.iter().zip(formats.iter()) {
            let format = format.map_or(TextFormat::Text, TextFormat::from);
            plain.append_option(text.map(|text| RichText::new(format, text).plain()));
        }
        Ok(ColumnarValue::Array(Arc::new(plain.finish())))
    }
}
