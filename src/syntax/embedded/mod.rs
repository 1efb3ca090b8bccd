//! Data that pages carry inside for their own scripts: how it is found, and how it becomes plain JSON.
//!
//! Pages embed their data in three ways: as JSON in a script of its own ([`scripts`]), as a JavaScript literal in code
//! ([`json_at`]), and in pieces that Next.js pushes one by one ([`PageData`]). All three end in [`json_at`], which reads
//! one value, whatever mixture of JSON and JavaScript it is written in, and writes it anew as JSON; what is cut off is
//! closed. Everything here is one pass over the text, without recursion, and bounded by [`Limits`](crate::Limits).

mod lexer;
mod literal;
mod next;
mod reference;
mod rewrite;
mod script;

pub(crate) use next::PageData;
pub(crate) use rewrite::{Json, json_at};
pub(crate) use script::scripts;
