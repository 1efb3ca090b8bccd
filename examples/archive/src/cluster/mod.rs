//! The same queries on several machines: Ballista's scheduler, executors and client, with our functions in each.
//!
//! Ballista ships the name of a function in a plan, not its code: the client and the scheduler find it in the state of their
//! session, an executor in its registry. Plans carry the paths of files; each executor reads them itself, so all of them
//! need the archive under the same path.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use ballista_core::extension::{SessionConfigExt as _, SessionStateExt as _};
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::common::Result;
use datafusion::execution::{FunctionRegistry as _, SessionState, SessionStateBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};

use crate::sql;

/// How often an executor reports that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// An executor that has not reported for so long is lost, and its tasks are run again by others.
const LOST_AFTER: Duration = Duration::from_secs(8);

/// The state of a session that knows our functions, as the scheduler builds one for each client.
fn session_state(config: SessionConfig) -> Result<SessionState> {
    let mut state = default_session_builder(config)?;
    for function in sql::functions() {
        state.register_udf(Arc::new(function))?;
    }
    Ok(state)
}

fn session_config() -> SessionConfig {
    sql::configure(SessionConfig::new_with_ballista())
}

/// A session whose queries run on the cluster of this scheduler.
pub(crate) fn remote_session(scheduler: SocketAddr) -> anyhow::Result<SessionContext> {
    let state = SessionStateBuilder::new().with_default_features().with_config(session_config()).build();
    let session = SessionContext::new_with_state(state.upgrade_for_ballista(format!("http://{scheduler}"))?);
    for function in sql::functions() {
        session.register_udf(function);
    }
    Ok(session)
}

/// Runs a scheduler until the process ends. Prints the address that it listens on.
pub(crate) async fn run_scheduler(bind: SocketAddr) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(bind).await.with_context(|| bind.to_string())?;
    let address = listener.local_addr()?;
    let config = SchedulerConfig {
        external_host: address.ip().to_string(),
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        executor_timeout_seconds: LOST_AFTER.as_secs(),
        no_executors_grace_period_seconds: LOST_AFTER.as_secs(),
        expire_dead_executor_interval_seconds: HEARTBEAT.as_secs(),
        override_config_producer: Some(Arc::new(session_config)),
        override_session_builder: Some(Arc::new(session_state)),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
    println!("scheduler on {address}");
    Ok(start_grpc_service_with_listener(listener, scheduler).await?)
}

/// Runs an executor until the process ends. It keeps its intermediate files under `work_dir`.
pub(crate) async fn run_executor(
    scheduler: SocketAddr,
    bind: SocketAddr,
    work_dir: &Path,
) -> anyhow::Result<()> {
    let (port, grpc_port) = (free_port(bind)?, free_port(SocketAddr::new(bind.ip(), 0))?);
    let state = session_state(session_config())?;
    let config = ExecutorProcessConfig {
        bind_host: bind.ip().to_string(),
        external_host: Some(bind.ip().to_string()),
        port,
        grpc_port,
        scheduler_host: scheduler.ip().to_string(),
        scheduler_port: scheduler.port(),
        scheduler_connect_timeout_seconds: 30,
        work_dir: Some(work_dir.to_str().context("expected a path in UTF-8")?.to_owned()),
        executor_heartbeat_interval_seconds: HEARTBEAT.as_secs(),
        override_config_producer: Some(Arc::new(session_config)),
        override_function_registry: Some(Arc::new(BallistaFunctionRegistry::from(&state))),
        ..ExecutorProcessConfig::default()
    };
    println!("executor on {}:{port}", bind.ip());
    Ok(start_executor_process(Arc::new(config)).await?)
}

/// The port of this address, or one that is free if it is 0. Ballista announces the port before it listens on it.
fn free_port(address: SocketAddr) -> anyhow::Result<u16> {
    let listener = TcpListener::bind(address).with_context(|| address.to_string())?;
    Ok(listener.local_addr()?.port())
}
