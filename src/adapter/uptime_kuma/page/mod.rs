//! Uptime Kuma's status pages, by the object that they carry inside for their own script.
//!
//! The server writes `window.preloadData = {…};` into a script `preload-data`. The object is a JavaScript literal (single
//! quotes, the escapes of that language), not JSON. It has the names of all groups and monitors, open incidents and
//! maintenances, but no state of any monitor: those are fetched later, so that the page is never green.
//!
//! | in the object | in the snapshot |
//! |---|---|
//! | `config.title` | vendor, without a "Status" at its end |
//! | `publicGroupList[]`, `monitorList[]` | groups (`group-<id>`) and components, status null |
//! | `incident`, `incidents[]` | incidents: listed is `open`; one update, `content` (Markdown) |
//! | `maintenanceList[]` | maintenances (`maintenance-<id>`) with the window of `timeslotList[0]` |
//!
//! Words: `under-maintenance` is `in_progress`, `scheduled` is `scheduled`, `ended` is `completed`. `style` is a colour and no
//! impact. Times are UTC without saying so, those of windows in `timezoneOffset` or `timezone`.

mod translate;
mod wire;

use crate::adapter::{Adapter, Context, Verdict};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::model::{Format, Snapshot};
use crate::syntax::embedded::{extract_json, scripts};

/// Stands before the object.
const PRELOAD: &str = "window.preloadData";

/// Reads Uptime Kuma's status pages.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct UptimeKuma;

impl UptimeKuma {
    /// The adapter.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Adapter for UptimeKuma {
    fn id(&self) -> &'static str {
        "uptime-kuma-page"
    }

    fn name(&self) -> &'static str {
        "Uptime Kuma status page"
    }

    fn formats(&self) -> &[Format] {
        &[Format::Html]
    }

    fn probe(&self, document: &Document<'_>) -> Verdict {
        // The script ends the page's head, which icons and styles can make long; one search for a plain word costs little.
        if document.may_be_page()
            && memchr::memmem::find(document.text().as_bytes(), PRELOAD.as_bytes()).is_some()
        {
            Verdict::certain("has window.preloadData")
        } else {
            Verdict::no("has no window.preloadData")
        }
    }

    fn parse(&self, document: &Document<'_>, context: &mut Context<'_>) -> Result<Snapshot, Error> {
        let limits = *context.limits();
        let data = scripts(document.text(), &limits)
            .find_map(|script| {
                let (_, object) = script.text.split_once(PRELOAD)?;
                extract_json(object.trim_start().strip_prefix('=')?, 0, &limits)
            })
            .and_then(|json| translate::page(&json, context));
        data.ok_or_else(|| {
            let message = "expected the object of an Uptime Kuma page, found none that can be read";
            Error::new(ErrorKind::NotStatus, message)
        })
    }
}
