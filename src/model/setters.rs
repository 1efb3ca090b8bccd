//! The macro that writes `with_…` methods, so that users can build model values in their own tests, and the values that
//! these methods take.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, Utc};

use super::{
    ComponentStatus, Impact, IncidentStatus, Link, Postmortem, RichText, Schedule, SectionRole, TextFormat,
};

/// What a `with_…` method of an optional field takes: the value itself, an `Option` of it, or a text that means it.
///
/// A test has texts at hand, and a translation has options:
///
/// ```
/// use statusfeed::{Impact, Incident, Update};
///
/// let incident = Incident::new("k3x9", "Uploads fail")
///     .with_status("resolved") // a text
///     .with_impact(Impact::Minor) // a value
///     .with_url(None::<&str>) // an option
///     .with_started_at("2026-03-08T09:30:00Z")
///     .with_update(Update::new("resolved").with_at("2026-03-08T10:31:00+01:00").with_body("Fixed."));
/// assert_eq!(incident.started_at.unwrap().timestamp(), 1_772_962_200);
/// assert_eq!(incident.updates[0].at, incident.started_at.map(|at| at + statusfeed::chrono::TimeDelta::seconds(60)));
/// ```
///
/// A text for a time is RFC 3339. Another text leaves the time empty (`None`), so that the comparison of a test fails:
///
/// ```
/// # use statusfeed::Update;
/// assert_eq!(Update::new("resolved").with_at("yesterday").at, None);
/// ```
pub trait IntoField<T> {
    /// The value of the field.
    fn into_field(self) -> Option<T>;
}

impl<T, S: IntoField<T>> IntoField<T> for Option<S> {
    fn into_field(self) -> Option<T> {
        self.and_then(S::into_field)
    }
}

/// Fields that take their own type.
macro_rules! from_value {
    ($( $type:ty ),+) => { $(
        impl IntoField<$type> for $type {
            fn into_field(self) -> Option<$type> {
                Some(self)
            }
        }
    )+ };
}

/// Fields that take a text.
macro_rules! from_text {
    ($( $type:ty : $($text:ty)|+ ),+ $(,)?) => { $( $(
        impl IntoField<$type> for $text {
            fn into_field(self) -> Option<$type> {
                Some(self.into())
            }
        }
    )+ )+ };
}

from_value!(
    String,
    DateTime<Utc>,
    RichText,
    Link,
    ComponentStatus,
    IncidentStatus,
    Impact,
    Schedule,
    SectionRole,
    TextFormat,
    Box<Postmortem>,
    i64
);
from_text! {
    String: &str | &String | Box<str> | Cow<'_, str>,
    RichText: &str | String,
    Link: &str | String,
    ComponentStatus: &str | String,
    IncidentStatus: &str | String,
    Impact: &str | String,
    Box<Postmortem>: Postmortem,
}

impl IntoField<DateTime<Utc>> for DateTime<FixedOffset> {
    fn into_field(self) -> Option<DateTime<Utc>> {
        Some(self.to_utc())
    }
}

/// RFC 3339: `2026-03-08T09:30:00Z`, `2026-03-08T10:30:00+01:00`. Another text is no time.
impl IntoField<DateTime<Utc>> for &str {
    fn into_field(self) -> Option<DateTime<Utc>> {
        DateTime::parse_from_rfc3339(self).ok().map(|at| at.to_utc())
    }
}

/// The example in the documentation of a method: `Incident::with_status` and `"identified"`.
macro_rules! setter_example {
    ($owner:ident $method:ident $value:expr) => {
        concat!(
            "\n```\nuse statusfeed::",
            stringify!($owner),
            ";\n\n",
            "fn change(value: ",
            stringify!($owner),
            ") -> ",
            stringify!($owner),
            " {\n",
            "    value.",
            stringify!($method),
            "(",
            stringify!($value),
            ")\n}\n```",
        )
    };
}

/// Writes one `with_<field>` method for each listed field, with a sample value for its documentation. `opt` takes what
/// [`IntoField`] allows, `set` assigns, `push` appends.
macro_rules! setters {
    ($owner:ident; $( $kind:ident $method:ident -> $field:ident : $type:ty = $value:expr ),+ $(,)?) => {
        $( setters!(@ $kind $owner $method $field $type, $value); )+
    };
    (@ opt $owner:ident $method:ident $field:ident $type:ty, $value:expr) => {
        #[doc = concat!("Sets `", stringify!($field), "`: a value, an `Option`, or a text ([`IntoField`](crate::model::IntoField)).\n")]
        #[doc = setter_example!($owner $method $value)]
        #[must_use]
        pub fn $method(mut self, value: impl $crate::model::IntoField<$type>) -> Self {
            self.$field = value.into_field();
            self
        }
    };
    (@ set $owner:ident $method:ident $field:ident $type:ty, $value:expr) => {
        #[doc = concat!("Sets `", stringify!($field), "`.\n")]
        #[doc = setter_example!($owner $method $value)]
        #[must_use]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field = value.into();
            self
        }
    };
    (@ push $owner:ident $method:ident $field:ident $type:ty, $value:expr) => {
        #[doc = concat!("Appends to `", stringify!($field), "`.\n")]
        #[doc = setter_example!($owner $method $value)]
        #[must_use]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field.push(value.into());
            self
        }
    };
}
