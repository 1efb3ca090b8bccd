//! Statuspage's JSON.

mod hostile;
mod json_test_suite;
mod replay;
#[cfg(all(feature = "feed", feature = "html", feature = "tz"))]
mod salvage;
