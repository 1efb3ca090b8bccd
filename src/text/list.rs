//! The marks before the items of a list.

/// The lists that are open, innermost last: `Some` counts.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Option<u32>>,
}

impl Lists {
    /// Deeper ones are read as belonging to the last.
    const DEEPEST: usize = 32;

    pub(super) fn enter(&mut self, counts: bool) {
        if self.open.len() < Self::DEEPEST {
            self.open.push(counts.then_some(0));
        }
    }

    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// The mark of the next item: `- ` or `3. `.
    pub(super) fn mark(&mut self) -> String {
        match self.open.last_mut() {
            Some(Some(count)) => {
                *count = count.saturating_add(1);
                format!("{count}. ")
            }
            _ => "- ".to_owned(),
        }
    }
}
