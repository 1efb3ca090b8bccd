//! The context of one object of a JSON document, which knows its path: `at.instant("created_at", …)` parses a time, and
//! reports what is wrong with it at `/incidents/3/updates/0/created_at`.

use std::fmt;

use chrono::{DateTime, Utc};

use super::Context;
use super::json::decode_value;
use super::translate::timeline::UpdateEntry;
use crate::datetime::zone::Zone;
use crate::model::{ComponentStatus, Health, Impact, Incident, IncidentStatus, RichText};
use crate::syntax::json::{FastDecode, Raw, Salvage};

/// What an adapter works with in one object of a document.
#[derive(Debug)]
pub(crate) struct ItemContext<'i, 'p> {
    context: &'i mut Context<'p>,
    path: ItemPath<'i>,
}

/// The path of a value below that of another; it is written out only where something is reported.
#[derive(Debug, Clone, Copy)]
struct ItemPath<'i> {
    parent: Option<&'i Self>,
    segment: Segment<'i>,
}

#[derive(Debug, Clone, Copy)]
enum Segment<'i> {
    /// One key or several: `updates`, `data/attributes`. The document itself has none.
    Keys(&'i str),
    Index(usize),
}

impl fmt::Display for ItemPath<'_> {
    // As deep as the code of an adapter, not as the document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.segment {
            Segment::Keys("") => Ok(()),
            Segment::Keys(keys) => write!(f, "/{keys}"),
            Segment::Index(index) => write!(f, "/{index}"),
        }
    }
}

impl<'i> ItemPath<'i> {
    /// The path of what is under these keys here.
    fn of(&'i self, keys: &'i str) -> Self {
        Self { parent: Some(self), segment: Segment::Keys(keys) }
    }
}

impl<'p> Context<'p> {
    /// The context of what is under these keys of the document: `data/attributes`, or nothing for the document itself.
    pub(crate) fn at<'i>(&'i mut self, keys: &'i str) -> ItemContext<'i, 'p> {
        ItemContext { context: self, path: ItemPath { parent: None, segment: Segment::Keys(keys) } }
    }
}

impl<'p> ItemContext<'_, 'p> {
    /// The context of the whole document.
    pub(crate) fn document(&mut self) -> &mut Context<'p> {
        self.context
    }

    /// The path of what is under these keys here: `/incidents/3/url`.
    pub(crate) fn path(&self, keys: &str) -> String {
        self.path.of(keys).to_string()
    }

    /// The context of what is under these keys here.
    pub(crate) fn at<'s>(&'s mut self, keys: &'s str) -> ItemContext<'s, 'p> {
        ItemContext { context: self.context, path: self.path.of(keys) }
    }

    /// The context of an item of the list here.
    pub(crate) fn item(&mut self, index: usize) -> ItemContext<'_, 'p> {
        let path = ItemPath { parent: Some(&self.path), segment: Segment::Index(index) };
        ItemContext { context: self.context, path }
    }

    /// Translates the items of the list under these keys, each in its own context. Null and absent are an empty list.
    pub(crate) fn each<T, U>(
        &mut self,
        keys: &str,
        rows: impl Into<Option<Vec<T>>>,
        translate: impl FnMut(T, &mut ItemContext<'_, 'p>) -> U,
    ) -> Vec<U> {
        let rows = rows.into().unwrap_or_default().into_iter().enumerate();
        self.at(keys).each_indexed(rows, translate)
    }

    /// Translates the items of the list under these keys, or the only item that is there in place of a list.
    pub(crate) fn each_or_only<T, U>(
        &mut self,
        keys: &str,
        rows: Vec<T>,
        is_list: bool,
        mut translate: impl FnMut(T, &mut ItemContext<'_, 'p>) -> U,
    ) -> Vec<U> {
        if is_list {
            return self.each(keys, rows, translate);
        }
        rows.into_iter().map(|row| translate(row, &mut self.at(keys))).collect()
    }

    /// Translates items of the list here, which have these indices.
    pub(crate) fn each_indexed<T, U>(
        &mut self,
        rows: impl IntoIterator<Item = (usize, T)>,
        mut translate: impl FnMut(T, &mut ItemContext<'_, 'p>) -> U,
    ) -> Vec<U> {
        rows.into_iter().map(|(index, row)| translate(row, &mut self.item(index))).collect()
    }

    /// See [`Context::component_status`].
    pub(crate) fn component_status<'t>(
        &mut self,
        key: &str,
        word: impl Into<Option<&'t str>>,
    ) -> Option<ComponentStatus> {
        self.context.component_status(word, self.path.of(key))
    }

    /// See [`Context::incident_status`].
    pub(crate) fn incident_status<'t>(
        &mut self,
        key: &str,
        word: impl Into<Option<&'t str>>,
    ) -> Option<IncidentStatus> {
        self.context.incident_status(word, self.path.of(key))
    }

    /// See [`Context::impact`].
    pub(crate) fn impact<'t>(&mut self, key: &str, word: impl Into<Option<&'t str>>) -> Option<Impact> {
        self.context.impact(word, self.path.of(key))
    }

    /// See [`Context::stated_health`].
    pub(crate) fn stated_health<'t>(&mut self, key: &str, word: impl Into<Option<&'t str>>) -> Health {
        self.context.stated_health(word, self.path.of(key))
    }

    /// See [`Context::report_unknown`].
    pub(crate) fn report_unknown(&mut self, key: &str, word: &str, what: &str) {
        self.context.report_unknown(word, what, self.path.of(key));
    }

    /// See [`Context::instant`].
    pub(crate) fn instant<'t>(
        &mut self,
        key: &str,
        text: impl Into<Option<&'t str>>,
    ) -> Option<DateTime<Utc>> {
        self.context.instant(text, self.path.of(key))
    }

    /// See [`Context::instant_in_zone`].
    pub(crate) fn instant_in_zone(
        &mut self,
        key: &str,
        text: Option<&str>,
        zone: Option<Zone>,
    ) -> Option<DateTime<Utc>> {
        self.context.instant_in_zone(text, zone, self.path.of(key))
    }

    /// See [`Context::body`].
    pub(crate) fn body<'t>(&mut self, key: &str, text: impl Into<Option<&'t str>>) -> Option<RichText> {
        self.context.body(text, self.path.of(key))
    }

    /// See [`Context::bounded_text`].
    pub(crate) fn bounded_text<'t>(&mut self, key: &str, text: &'t str) -> &'t str {
        self.context.bounded_text(text, self.path.of(key))
    }

    /// See [`Context::id_or_anonymous`].
    pub(crate) fn id_or_anonymous(&mut self, key: &str, id: Option<String>, parts: &[&str]) -> String {
        self.context.id_or_anonymous(id, parts, self.path.of(key))
    }

    /// See [`Context::identify`].
    pub(crate) fn identify(&mut self, incident: &mut Incident, key: &str, id: Option<String>) {
        self.context.identify(incident, id, self.path.of(key));
    }

    /// See [`Context::check_interval`].
    pub(crate) fn check_interval(&mut self, incident: &Incident) {
        self.context.check_interval(incident, self.path);
    }

    /// See [`Context::apply_updates`].
    pub(crate) fn apply_updates(
        &mut self,
        incident: &mut Incident,
        updates: Vec<UpdateEntry>,
        runs_forward: bool,
    ) {
        self.context.apply_updates(incident, updates, runs_forward, self.path);
    }

    /// Decodes the value under a key: see [`decode_value`].
    pub(crate) fn decode<'a, T: FastDecode<'a> + Salvage<'a> + Default>(
        &mut self,
        key: &str,
        value: Raw<'a>,
    ) -> T {
        decode_value(value, self.path.of(key), self.context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapter::Options;

    #[test]
    fn what_is_reported_has_the_path_of_its_value() {
        let options = Options::default();
        let mut context = Context::new(&options);
        context.at("data/attributes").instant("created_at", "soon");
        let mut document = context.at("");
        document.each("incidents", vec![vec![], vec!["puce"]], |words, at| {
            at.each("updates", words, |word, at| at.incident_status("state", word));
        });
        document.each_or_only("notice", vec!["mauve"], false, |word, at| at.impact("impact", word));
        let paths: Vec<&str> =
            context.diagnostics().as_slice().iter().map(|diagnostic| diagnostic.path.as_str()).collect();
        assert_eq!(paths, ["/data/attributes/created_at", "/incidents/1/updates/0/state", "/notice/impact"]);
    }
}
