//! What every translation needs: status vocabularies, the timeline of an incident, ids, links, affected
//! components, groups, providers.

pub(crate) mod affected;
pub(crate) mod banner;
pub(crate) mod groups;
pub(crate) mod ids;
pub(crate) mod links;
pub mod provider;
pub(crate) mod timeline;
pub(crate) mod vendor;
pub(crate) mod vocabulary;
pub(crate) mod words;
