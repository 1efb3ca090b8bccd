//! What several tests share.

pub(crate) mod fixture;
pub(crate) mod laws;
pub(crate) mod mutation;
pub(crate) mod random;
pub(crate) mod shared;
