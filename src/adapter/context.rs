//! What an adapter works with beside the document: the caller's options, and a place for diagnostics.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::syntax::zone::Zone;

/// The caller's wishes, as adapters see them. [`Parser`](crate::Parser) builds them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// How much is taken in.
    pub limits: Limits,
    /// The zone of times whose zone is nowhere stated, where the caller knows it. `None`: UTC is assumed.
    pub assumed_zone: Option<Zone>,
    /// Whether items keep the text they were read from.
    pub keep_raw: bool,
    /// Whether a warning refuses the document.
    pub strict: bool,
}

/// What an adapter works with beside the document.
#[derive(Debug)]
pub struct Context<'p> {
    options: &'p Options,
    diagnostics: Diagnostics,
}

impl<'p> Context<'p> {
    /// A context with these options and an empty list of diagnostics: what an adapter's own tests need.
    #[must_use]
    pub fn new(options: &'p Options) -> Self {
        Self { options, diagnostics: Diagnostics::new(options.limits.diagnostics) }
    }

    /// The caller's options.
    #[must_use]
    pub fn options(&self) -> &'p Options {
        self.options
    }

    /// How much is taken in.
    #[must_use]
    pub fn limits(&self) -> &'p Limits {
        &self.options.limits
    }

    /// Reports what could not be read, or was read with a doubt.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What was reported so far.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.diagnostics
    }

    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }
}
