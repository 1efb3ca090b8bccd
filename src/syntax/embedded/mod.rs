//! Data that pages carry inside for their own scripts: how it is found, and how it becomes plain JSON.
//!
//! Pages embed their data in three ways: as JSON in a script of its own ([`scripts`]), as a JavaScript literal in code
//! ([`extract_json`]), and in pieces that Next.js pushes one by one ([`NextData`]). All three end in [`extract_json`], which reads
//! one value, whatever mixture of JSON and JavaScript it is written in, and rewrites it as JSON; what is cut off is
//! closed. Everything here is one pass over the text, without recursion, and bounded by [`Limits`](crate::Limits).

mod lexer;
mod next_data;
mod references;
mod rewrite;
mod script;

pub(crate) use next_data::NextData;
pub(crate) use rewrite::{EmbeddedJson, extract_json};
pub(crate) use script::scripts;
