//! What every adapter of HTML pages needs: how the page ends, and the data that it embeds.

use std::fmt;

use crate::adapter::{Context, Part};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Coverage, Extent};
use crate::syntax::embedded::EmbeddedJson;
use crate::syntax::html::select::MatchedPage;
use crate::syntax::json::{FastDecode, Salvage, decode};

/// Reports a page that is cut off, nests too deep, or is followed by another one.
pub(crate) fn report_page_end(page: &MatchedPage<'_>, context: &mut Context<'_>) {
    if page.is_cut {
        context.report_cut_off("");
    }
    if page.is_too_deep {
        let depth = context.limits().depth;
        let message =
            format!("expected at most {depth} nested elements (depth), found more; they are left out");
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
    if page.is_followed {
        let message = "expected one page, found another one after it, which is left out";
        context.report(Diagnostic::warning(Code::Malformed, "", message));
    }
}

/// The coverage of a page that is cut off: no list is complete.
pub(crate) fn cut_coverage(coverage: Coverage) -> Coverage {
    let cut = |extent: Extent| if extent == Extent::None { extent } else { Extent::Partial };
    Coverage::new(cut(coverage.components), cut(coverage.incidents), cut(coverage.maintenances))
}

/// Reports embedded data that is cut off or over a limit.
pub(crate) fn report_data_end(is_complete: bool, is_limited: bool, context: &mut Context<'_>) {
    if !is_complete {
        context.report_cut_off("");
    }
    if is_limited {
        let message = "expected data within the limits, found values that nest too deep or repeat too much";
        context.report(Diagnostic::warning(Code::Limit, "", message));
    }
}

/// Decodes one value of a page's data. One that cannot be read is reported, and the part that it is about is incomplete.
pub(crate) fn decode_data<'a, T: FastDecode<'a> + Salvage<'a>>(
    json: Option<&'a EmbeddedJson>,
    part: Part,
    path: &str,
    context: &mut Context<'_>,
) -> Option<T> {
    let json = json?;
    let keep_raw = context.options().keep_raw;
    let data = decode(&json.text, path, context.diagnostics(), keep_raw);
    if data.is_none() && json.text.trim() != "null" {
        let message = format!("expected {}, found another value; it is left out", T::EXPECTED);
        context.report(Diagnostic::error(Code::UnreadableItem, path, message));
        context.mark_incomplete(part);
    }
    data
}

/// The worse of two statements about one thing; that they differ is reported.
pub(crate) fn worse_of<T: Ord + fmt::Display>(
    first: Option<T>,
    second: Option<T>,
    path: impl fmt::Display,
    context: &mut Context<'_>,
) -> Option<T> {
    if let (Some(first), Some(second)) = (&first, &second)
        && first != second
    {
        let message =
            format!("expected one statement, found \"{first}\" and \"{second}\"; the worse one is kept");
        context.report(Diagnostic::warning(Code::Contradiction, path.to_string(), message));
    }
    first.max(second)
}
