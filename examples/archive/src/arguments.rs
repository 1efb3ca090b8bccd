//! The command line.

#[cfg(feature = "cluster")]
use std::net::SocketAddr;
use std::path::PathBuf;

#[cfg(feature = "sql")]
use crate::sql::OutputFormat;

#[derive(Debug, clap::Parser)]
#[command(about = "Keep captures of status pages as Parquet files, and ask questions over them", version)]
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
    /// Ask a question over an archive
    #[cfg(feature = "sql")]
    Sql(Query),
    /// Run the scheduler of a cluster
    #[cfg(feature = "cluster")]
    Scheduler {
        /// The address to listen on; port 0 is one of the system's choice, which is printed
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50050")]
        bind: SocketAddr,
    },
    /// Run an executor of a cluster
    #[cfg(feature = "cluster")]
    Executor {
        /// The address of the scheduler
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50050")]
        scheduler: SocketAddr,
        /// The address to listen on, as others reach it; port 0 is one of the system's choice
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
        bind: SocketAddr,
        /// The folder of intermediate files; it must exist
        #[arg(long, value_name = "DIR")]
        work_dir: PathBuf,
    },
}

/// A query.
#[cfg(feature = "sql")]
#[derive(Debug, clap::Args)]
pub(crate) struct Query {
    /// The query; each folder of the archive is a table
    // A query may begin with a comment, `-- …`.
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub(crate) sql: String,
    /// The folder of the archive
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) archive: PathBuf,
    /// How rows are written
    #[arg(long, value_enum, default_value_t = OutputFormat::Table)]
    pub(crate) format: OutputFormat,
    /// Run the query on the cluster of the scheduler at this address
    #[cfg(feature = "cluster")]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) cluster: Option<SocketAddr>,
}
