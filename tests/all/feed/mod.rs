//! RSS, Atom and JSON Feed.

mod feedparser;
mod hostile;
#[cfg(all(feature = "statuspage", feature = "tz"))]
mod replay;
