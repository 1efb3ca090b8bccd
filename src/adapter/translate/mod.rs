//! What every translation needs: the timeline of an incident, ids, affected components.

pub(crate) mod affected;
pub(crate) mod ids;
pub(crate) mod timeline;
