//! JSON that no adapter knows: the body of a failed request, the crate's own output, or something else.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::Identified;
use crate::diagnostic::quotable;
use crate::document::Document;
use crate::error::ErrorKind;
use crate::syntax::json::{TopKeys, object_entries};

/// Bodies of failed requests are short; a longer document is not read for this.
const MAX_ERROR_BODY: usize = 64 * 1024;
/// Keys that a message repeats.
const SHOWN_KEYS: usize = 8;

/// What the JSON is; `None` if it is not JSON at all.
pub(super) fn identify(text: &str) -> Option<Identified> {
    if let Some(own) = own_output(text) {
        return Some(own);
    }
    if text.len() > MAX_ERROR_BODY {
        return None;
    }
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    // Some services answer with a list of errors: `[{"errorCode": "EXPIRED", "message": "…"}]`.
    let first: Option<Vec<&RawValue>> = serde_json::from_str(text).ok();
    let first = first.as_ref().and_then(|list| list.first().copied());
    let body = Body(object_entries(first.unwrap_or(raw))?);
    let what = body.failure().filter(|_| first.is_none() || body.get(&["errorcode", "code"]).is_some())?;
    Some((ErrorKind::ErrorBody, format!("the body of a failed request: {what}")))
}

/// What a document says of a failure beside what it lists: `"errors" is a list`.
pub(super) fn reported_failure(document: &Document<'_>) -> Option<String> {
    let text = document.text();
    let read;
    let top = if let Some(known) = document.whole_top_keys() {
        known
    } else {
        memchr::memmem::find(text.as_bytes(), b"\"error").map(drop)?;
        read = TopKeys::read(text);
        &read
    };
    let key = ["error", "errors"].into_iter().find(|key| !top.is_list && top.has(key, b"\"[{t"))?;
    let value = text.get(top.value_position(key)?..)?;
    let mut values = serde_json::Deserializer::from_str(value).into_iter::<&RawValue>();
    let value = values.next()?.ok().filter(|value| is_said(value))?;
    Some(format!("{} is {}", shown(key), shown_value(value)))
}

/// The keys at the top, for the message of an unrecognized document.
pub(super) fn describe(text: &str) -> String {
    let top = TopKeys::read(text);
    let keys: Vec<String> =
        top.names().take(SHOWN_KEYS).map(|key| format!("\"{}\"", quotable(key))).collect();
    let what = if top.is_list { "a JSON list" } else { "a JSON object" };
    if keys.is_empty() { what.to_owned() } else { format!("{what} with the keys {}", keys.join(", ")) }
}

/// What the crate itself writes: a snapshot has `source.adapter`, a vendor and a health.
fn own_output(text: &str) -> Option<Identified> {
    let top = TopKeys::read(text);
    let is_snapshot =
        !top.is_list && top.has_object("source") && top.has_object("vendor") && top.has_object("health");
    is_snapshot.then(|| {
        let what = "the JSON form of a snapshot; read it back with `serde_json::from_str::<Snapshot>`";
        (ErrorKind::NotStatus, what.to_owned())
    })
}

/// A short JSON object.
struct Body<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Body<'a> {
    /// The value of the first of these keys (lower case, without `_` and `-`), and the key as written.
    fn get(&self, names: &[&str]) -> Option<(&str, &'a RawValue)> {
        self.0
            .iter()
            .find(|(key, _)| names.contains(&fold(key).as_str()))
            .map(|(key, value)| (&**key, *value))
    }

    /// Whether every list and object is empty.
    fn has_nothing_else(&self) -> bool {
        self.0.iter().all(|(_, value)| !value.get().starts_with(['[', '{']) || !is_said(value))
    }

    fn has_only(&self, names: &[&str]) -> bool {
        self.0.iter().all(|(key, _)| names.contains(&fold(key).as_str()))
    }

    /// Why it is the body of a failed request: `"status" is 503`. The shapes are those of Statuspage, `NestJS`, Spring, GitHub,
    /// JSON:API, `JSend`, RFC 9457 (problem details), AWS, `FastAPI` and `OAuth`.
    fn failure(&self) -> Option<String> {
        // Beside a code there may be a word: `{"status": "error", "code": 429}`.
        let codes = ["status", "statuscode", "code", "httpstatus", "httpcode", "errorcode"];
        let code = self
            .0
            .iter()
            .filter(|(key, _)| codes.contains(&fold(key).as_str()))
            .find(|(_, value)| status_code(value.get()).is_some())
            .map(|(key, value)| (&**key, *value));
        let number = code.and_then(|(_, value)| status_code(value.get()));
        let success = self.get(&["success", "ok"]).map(|(_, value)| value.get());
        let is_success = success == Some("true") || number.is_some_and(|code| (200..400).contains(&code));
        let message = self
            .get(&["message", "msg", "detail", "title", "reason", "description", "errormessage"])
            .filter(|(_, v)| is_said(v));
        let error = self.get(&["error", "errors", "fault", "exception", "errormessage", "errordescription"]);
        if let Some((key, value)) = error.filter(|(_, value)| is_said(value) && !is_success) {
            return Some(format!("{} is {}", shown(key), shown_value(value)));
        }
        if success == Some("false") {
            let (key, _) = self.get(&["success", "ok"])?;
            return Some(format!("{} is false", shown(key)));
        }
        let word = self.get(&["status", "result"]).map(|(_, value)| value.get().to_ascii_lowercase());
        let failed = ["\"error\"", "\"fail\"", "\"failed\"", "\"failure\""];
        let is_failed = word.is_some_and(|word| failed.contains(&word.as_str()));
        if let (Some((key, _)), Some(code @ 400..=599)) = (code, number)
            && (message.is_some() || is_failed || self.0.len() <= 4)
        {
            return Some(format!("{} is {code}", shown(key)));
        }
        if is_failed && self.has_nothing_else() {
            return Some("its status is a failure".to_owned());
        }
        let (key, value) = message?;
        let is_alone = self.has_only(&[
            "message",
            "detail",
            "details",
            "title",
            "type",
            "instance",
            "requestid",
            "documentationurl",
            "traceid",
            "timestamp",
            "path",
            "code",
            "errorcode",
            "fields",
            "status",
            "statuscode",
        ]);
        let is_failure = is_failed
            || (is_alone && !is_success && fold(key) != "title")
            || (is_alone && self.get(&["type"]).is_some() && self.get(&["detail"]).is_some());
        is_failure.then(|| format!("{} is {}", shown(key), shown_value(value)))
    }
}

/// Lower case, without `_` and `-`: `status_code` and `statusCode` are one key.
fn fold(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether a value says something: `null`, `false`, numbers, `""`, `[]` and `{}` do not.
fn is_said(value: &RawValue) -> bool {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b't') => true,
        Some(b'"' | b'[' | b'{') => {
            text.get(1..text.len().saturating_sub(1)).is_some_and(|inside| !inside.trim().is_empty())
        }
        _ => false,
    }
}

/// A status code of HTTP, written as a number or a string.
fn status_code(value: &str) -> Option<u16> {
    value.trim_matches('"').parse().ok().filter(|code| (100..600).contains(code))
}

fn shown(key: &str) -> String {
    format!("\"{}\"", quotable(key))
}

fn shown_value(value: &RawValue) -> String {
    match value.get().as_bytes().first() {
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        _ => quotable(value.get()),
    }
}
