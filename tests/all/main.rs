//! All integration tests, in one binary, so that they are compiled and linked once.
//!
//! - `fixtures`: each document under `fixtures/` is read as recorded beside it, and follows the laws that hold for every
//!   adapter and every input, also if it is damaged.
//! - `statuspage`, `feed`, `recipe`, `postmortem`, `model`, `limits`: one subject each.
//! - `monitor`: what several snapshots of a page say together.
//! - `api`: what users' own tests and adapters rely on.
//! - `examples`, `readme`, `guide`: the programs under `examples/`, the tables in the README and in the guide to providers.
//! - `support`: the documents, the laws, and the generator of damaged documents.
//!
//! `UPDATE_GOLDENS=1 cargo test --test all` rewrites the recorded results; read the difference before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::needless_borrows_for_generic_args,
    reason = "a test may panic, read files and print; the library may not"
)]

mod api;
#[cfg(all(feature = "statuspage", feature = "feed", feature = "html", feature = "json"))]
mod guide;
mod model;
mod readme;
#[cfg_attr(
    not(all(
        feature = "statuspage",
        feature = "feed",
        feature = "html",
        feature = "json",
        feature = "postmortem",
        feature = "tz"
    )),
    allow(dead_code, unused_imports, reason = "the tests of a single feature need only some of it")
)]
mod support;

#[cfg(any(feature = "statuspage", feature = "html"))]
mod examples;
#[cfg(feature = "feed")]
mod feed;
#[cfg(all(
    feature = "statuspage",
    feature = "feed",
    feature = "html",
    feature = "json",
    feature = "postmortem",
    feature = "tz"
))]
mod fixtures;
#[cfg(all(feature = "statuspage", feature = "feed", feature = "html"))]
mod limits;
#[cfg(feature = "monitor")]
mod monitor;
#[cfg(all(feature = "postmortem", feature = "tz"))]
mod postmortem;
#[cfg(all(feature = "html", feature = "json"))]
mod recipe;
#[cfg(feature = "statuspage")]
mod statuspage;
