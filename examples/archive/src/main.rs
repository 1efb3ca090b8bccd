//! Keeps captures of status pages as Parquet files: what was fetched, and what it says, as tables.
//!
//! See README.md for the tables and for queries over them.

mod arguments;
mod capture;
mod changes;
#[cfg(feature = "cluster")]
mod cluster;
mod import;
mod parallel;
mod schema;
#[cfg(feature = "sql")]
mod sql;
mod state;
mod store;

use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command};
use self::capture::CaptureFile;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Import { files, out, changes_only } => {
            let files: Vec<_> = files.iter().map(|file| CaptureFile::from(file.as_str())).collect();
            let summary = import::import(&files, &out, changes_only)?;
            eprintln!("{}", summary.describe());
            for problem in &summary.problems {
                eprintln!("error: {problem}");
            }
            Ok(if summary.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Events { archive } => {
            eprintln!("{} events", import::rebuild_events(&archive)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Schema => {
            print!("{}", schema::describe());
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "sql")]
        Command::Sql(query) => {
            runtime()?.block_on(run_query(&query))?;
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "cluster")]
        Command::Scheduler { bind } => {
            runtime()?.block_on(cluster::run_scheduler(bind))?;
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "cluster")]
        Command::Executor { scheduler, bind, work_dir } => {
            runtime()?.block_on(cluster::run_executor(scheduler, bind, &work_dir))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

#[cfg(feature = "sql")]
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

#[cfg(feature = "sql")]
async fn run_query(query: &arguments::Query) -> anyhow::Result<()> {
    #[cfg(feature = "cluster")]
    let session = match query.cluster {
        Some(scheduler) => cluster::remote_session(scheduler)?,
        None => sql::local_session(),
    };
    #[cfg(not(feature = "cluster"))]
    let session = sql::local_session();
    sql::run(&session, &query.archive, &query.sql, query.format).await
}
