//! The list of components: rows on one line, a status below its name, and lines that may be rows.

use super::{Listing, Reader, TITLE_BYTES};
use crate::adapter::page_text::{Line, label};
use crate::adapter::statuspage::text::row;
use crate::adapter::translate::vocabulary::qualifies_component_status;

/// What is below lines that may be rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    Row,
    Legend,
    Other,
}

impl<'a> Reader<'a> {
    /// A row on one line, or the status below a name; the legend ends the list. True if the line is one of them.
    pub(super) fn read_row(&mut self, line: &Line<'a>) -> bool {
        let text = line.text.as_ref();
        if row::is_status(text) {
            let is_legend = self.begins_legend(line);
            if is_legend {
                self.settle_rows(Below::Legend);
                self.page.rows_end = true;
                return true;
            }
            // Where rows are lines, a status alone is what is left of the legend.
            let may_pair =
                self.has_lone_statuses || self.page.rows.is_empty() || self.pending.row_part_at > 0;
            let name = self.pending.lines.pop_if(|_| may_pair);
            self.has_lone_statuses |= name.is_some();
            self.pending.count = self.pending.count.saturating_sub(usize::from(name.is_some()));
            self.settle_rows(Below::Row);
            if let Some(name) = name.filter(|name| name.text.len() <= TITLE_BYTES) {
                self.push_row(row::without_tooltip(&name.text), text);
            } else {
                self.page.rows_end |= !self.page.rows.is_empty();
            }
            return true;
        }
        let Some((name, status)) = row::parse_row(text) else { return false };
        if self.precedes_update() {
            return false;
        }
        self.settle_rows(Below::Row);
        self.push_row(name, status);
        true
    }

    fn push_row(&mut self, name: &str, status: &str) {
        self.page.rows.push((name.to_owned(), status.to_owned()));
        self.close_entry();
    }

    /// Ends the list of components.
    pub(super) fn end_rows(&mut self) {
        self.settle_rows(Below::Other);
        self.page.rows_end = true;
    }

    /// Ends lines that are no title. Among the rows, they are rows whose status is another provider's word or not known, or
    /// they are reported.
    pub(super) fn settle_rows(&mut self, below: Below) {
        let pending = std::mem::take(&mut self.pending);
        let has_rows = !self.page.rows.is_empty();
        let has_row_part = (1..=pending.count).contains(&pending.row_part_at);
        let is_list_of_one =
            self.page.overall.is_some() && below != Below::Row && !has_rows && pending.count == 2;
        let may_be_rows = below != Below::Other || has_rows || has_row_part || is_list_of_one;
        if !may_be_rows || self.page.rows_end || self.listing != Listing::Unresolved {
            return;
        }
        let is_pair = pending.count == 2
            && (has_row_part || has_rows && self.has_lone_statuses || is_list_of_one)
            || has_row_part && pending.count == pending.row_part_at.saturating_add(1);
        if let [.., name, status] = pending.lines.as_slice()
            && is_pair
            && [name, status].iter().all(|line| label::is_name(&line.text))
            && (!is_list_of_one || label::is_phrase(&status.text))
        {
            self.push_row(row::without_tooltip(&name.text), &status.text);
            return;
        }
        let last = pending.lines.len().saturating_sub(1);
        // The list may begin above the first row that is understood: with a row on one line, or, without a banner, with a
        // status below its name.
        let is_first_row = below != Below::Other && !has_rows;
        let may_be_row = |text: &str| row::is_row_like(text) || row::parse_loose_row(text).is_some();
        let above_rows = pending.lines.iter().rposition(|line| !may_be_row(&line.text));
        let rows_from = above_rows.map_or(0, |at| at.saturating_add(1));
        // Nothing but a description is between the banner and the list.
        let follows_banner = is_first_row && self.page.overall.is_some() && !self.has_description;
        let may_be_status = |text: &str| self.page.overall.is_none() && label::is_phrase(text);
        let is_unread = |index: usize, text: &str| {
            let is_next = pending.row_part_at == pending.count
                || below != Below::Other && qualifies_component_status(text)
                || is_first_row && may_be_status(text);
            has_rows
                || is_first_row && index >= rows_from
                || follows_banner && row::is_short_name(text)
                || index == last && is_next
        };
        let are_unread: Vec<bool> =
            pending.lines.iter().enumerate().map(|(index, line)| is_unread(index, &line.text)).collect();
        for (line, is_unread) in pending.lines.into_iter().zip(are_unread) {
            let text = line.text.as_ref();
            let row = Some(text).filter(|_| !line.is_item && text.len() <= TITLE_BYTES);
            if let Some((name, word)) = row.and_then(row::parse_loose_row) {
                self.page.loose_rows.push(text.to_owned());
                self.push_row(name, word);
            } else if let Some((name, word)) = row.and_then(row::split_tooltip) {
                self.push_row(name, word);
            } else if is_unread {
                self.page.unread_rows.push(text.to_owned());
            }
        }
    }
}
