//! JSON into wire types, two ways: typed and fast, or item by item where that fails.
//!
//! [`wire!`] declares a type of the wire and writes both readers for it, so that they cannot drift apart. The fast one
//! ([`reader`]) accepts only what the format promises (null and absent apart); anything else, a duplicate key or a lone
//! surrogate too, fails it, and the document is read again by `serde_json` and [`salvage`], which keep what can be kept
//! and report the rest.

mod broken;
mod fields;
mod locate;
mod members;
mod top_keys;
mod reader;
mod salvage;
mod wire;

pub(crate) use broken::syntax_error;
pub(crate) use fields::Raw;
pub(crate) use fields::{Flag, Integer, Text};
pub(crate) use locate::locate;
pub(crate) use members::{MemberValue, MemberVisitor, visit_members};
pub(crate) use top_keys::TopKeys;
pub(crate) use reader::decode_fast_within;
pub(crate) use reader::{Member, FastDecode, PullParser, read};
pub(crate) use salvage::decode;
pub(crate) use salvage::{SalvageContext, Salvage, object_entries};
pub(crate) use wire::wire;
