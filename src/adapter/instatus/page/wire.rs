//! What Instatus' data says, in its own spelling. Keys that carry nothing for the model are skipped.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::syntax::json::{FastDecode, Flag, Integer, PullParser, Raw, Salvage, SalvageContext, Text, wire};

wire! {
    pub(super) struct Site<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "customDomain" => custom_domain: Text<'a>,
        // Of any type, so that one which is no word can be told from one that is missing.
        "status" => status: Raw<'a>,
        "mainStatus" => main_status: Text<'a>,
    }

    pub(super) struct Component<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "description" => description: Words<'a>,
        "status" => status: Text<'a>,
        "order" => order: Integer,
        "isParent" => is_parent: Flag,
        // Components again, nested three deep on real pages.
        "children" => children: Option<Vec<Raw<'a>>>,
    }

    /// An incident, or a maintenance, which adds `start`, `end` and `duration`.
    pub(super) struct Notice<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "status" => status: Text<'a>,
        "impact" => impact: Text<'a>,
        "started" => started: Text<'a>,
        "resolved" => resolved: Text<'a>,
        "start" => start: Text<'a>,
        "end" => end: Text<'a>,
        // Minutes, as a number or as a string.
        "duration" => duration: Raw<'a>,
        "components" => components: Option<Vec<Affected<'a>>>,
        "updates" => updates: Option<Vec<Update<'a>>>,
    }

    pub(super) struct Affected<'a> {
        "id" => id: Text<'a>,
        "name" => name: Words<'a>,
        "status" => status: Text<'a>,
    }

    pub(super) struct Update<'a> {
        "id" => id: Text<'a>,
        "status" => status: Text<'a>,
        "started" => started: Text<'a>,
        "message" => message: Words<'a>,
        "messageHtml" => message_html: Words<'a>,
    }

    struct Languages<'a> {
        "default" => default: Text<'a>,
        "en" => en: Text<'a>,
    }
}

/// A text in one or more languages, of which the default is kept; or a plain string.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Words<'a>(pub(super) Option<Cow<'a, str>>);

impl Words<'_> {
    pub(super) fn into_string(self) -> Option<String> {
        self.0.map(Cow::into_owned).filter(|text| !text.is_empty())
    }
}

impl<'a> From<Languages<'a>> for Words<'a> {
    fn from(languages: Languages<'a>) -> Self {
        Self(languages.default.0.or(languages.en.0))
    }
}

impl<'a> FastDecode<'a> for Words<'a> {
    fn read(reader: &mut PullParser<'a>) -> Option<Self> {
        match reader.peek()? {
            b'{' => Languages::read(reader).map(Self::from),
            _ => Text::read(reader).map(|text| Self(text.0)),
        }
    }
}

impl<'a> Salvage<'a> for Words<'a> {
    const EXPECTED: &'static str = "a text or one for each language";

    fn salvage(raw: &'a RawValue, place: &mut SalvageContext<'_>) -> Option<Self> {
        if raw.get().starts_with('{') {
            Languages::salvage(raw, place).map(Self::from)
        } else {
            Text::salvage(raw, place).map(|text| Self(text.0))
        }
    }
}
