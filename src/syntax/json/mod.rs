//! JSON to wire types, two ways: typed and fast, or item by item where that fails.
//!
//! [`wire!`] declares the type of an object and writes both of its decoders, so that they cannot differ. The fast one
//! ([`pull_parser`]) accepts only what the format promises, null and absent apart. Where it fails (another type, a duplicate
//! key, a lone surrogate), the document is decoded again by `serde_json` and [`salvage`], which keep what they can and
//! report the rest with its path.

mod check;
mod locate;
mod members;
mod pull_parser;
mod salvage;
mod top_keys;
mod wire;

pub(crate) use check::{check_nesting, string_end, syntax_error};
pub(crate) use locate::locate;
pub(crate) use members::{MemberValue, MemberVisitor, visit_members};
pub(crate) use pull_parser::{
    FastDecode, Member, PullParser, decode_fast, decode_fast_within, read, says_something,
};
pub(crate) use salvage::{Salvage, SalvageContext, decode, object_entries};
pub(crate) use top_keys::TopKeys;
pub(crate) use wire::{Entries, Flag, Integer, Item, Nullable, OneOrMany, Raw, Scalar, Text, Word, wire};
