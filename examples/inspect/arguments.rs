//! The command line.

use std::path::PathBuf;

/// Reads status documents and shows what they say.
#[derive(Debug, clap::Parser)]
#[command(name = "inspect", version)]
pub(crate) struct Arguments {
    /// The documents; `-` is standard input.
    pub(crate) files: Vec<PathBuf>,

    /// A file that names the documents, one a line.
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,

    /// One JSON object a line, one line a document, in order.
    #[arg(long)]
    pub(crate) jsonl: bool,
}
