//! The command line.

use std::path::PathBuf;

#[derive(Debug, clap::Parser)]
#[command(about = "Keep captures of status pages as Parquet files", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Read captures, and write what they say as tables
    Import {
        /// JSON lines with `fetched_at` and `body`, and `page`, `url`, `content_type`, `etag` where they are known; plain or
        /// compressed by xz. A name before the file is the name of its page in the archive
        #[arg(required = true, value_name = "[PAGE=]FILE")]
        files: Vec<String>,
        /// The folder of the archive
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Leave out rows that repeat the previous observation of the same page, address and adapter
        #[arg(long)]
        changes_only: bool,
    },
    /// Compute all events again, in the order of time: after captures were imported that are older than others
    Events {
        /// The folder of the archive
        #[arg(value_name = "DIR")]
        archive: PathBuf,
    },
    /// Print the tables and their columns, as Markdown
    Schema,
}
