//! A monitor: asks a status page as its schedule says, and prints what happens to the watched components.
//!
//! ```text
//! cargo run --example monitor                     # against a scripted page on 127.0.0.1 that the program starts
//! cargo run --example monitor -- http://host/     # against a page of yours (this example's client speaks no TLS)
//! ```
//!
//! The scripted page answers with all that a monitor meets: 304, cut-off bodies, 503 with `Retry-After`, a redirect.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program has a clock and prints")]

mod server;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser as _;
use serde::{Deserialize, Serialize};
use statusfeed::monitor::{Poll, Received, Request, Response, Tracker, Watch, render};
use statusfeed::{Input, Parser, Registry};
use ureq::ResponseExt as _;
use url::Url;

const MAX_BODY_BYTES: u64 = 8 * 1024 * 1024;

#[derive(clap::Parser)]
#[command(about = "Watch a status page and print what happens")]
struct Arguments {
    /// The address of the page; without it, a scripted page is started
    page: Option<String>,
    /// A component to watch, by id, name or "Group - Name"; may be repeated
    #[arg(long = "component", value_name = "NAME")]
    components: Vec<String>,
    /// Keep what is known in this file, to go on after a restart
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

/// All that a monitor must not forget.
#[derive(Serialize, Deserialize)]
struct State {
    poll: Poll,
    tracker: Tracker,
    watch: Watch,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let script = if arguments.page.is_none() { Some(server::start()?) } else { None };
    let page = arguments.page.as_deref().or(script.as_ref().map(|script| script.url.as_str()));
    let mut state = load(&arguments, page.unwrap_or_default())?;
    if script.is_some() {
        let second = TimeDelta::seconds(1);
        state.poll = state.poll.with_intervals(second, second);
    }
    let parser = Parser::new();
    while script.as_ref().is_none_or(|script| !script.has_ended()) {
        let request = state.poll.request(now());
        sleep_until(request.at.min(state.tracker.next_due().unwrap_or(request.at)));
        for event in state.tracker.due(now()) {
            println!("{}", render::text_line(&event));
        }
        if now() >= request.at {
            ask(&request, &parser, &mut state);
        }
        if let Some(path) = &arguments.state {
            save(path, &state)?;
        }
    }
    Ok(())
}

/// Sends one request and takes in what comes back.
fn ask(request: &Request, parser: &Parser, state: &mut State) {
    let response = match fetch(request) {
        Ok(response) => response,
        Err(error) => {
            eprintln!("{}: {error}", request.url);
            return state.poll.receive_nothing(now());
        }
    };
    let now = now();
    match state.poll.receive(now, &response) {
        Received::Document => {}
        Received::Failed => return eprintln!("{}: HTTP status {}", request.url, response.status),
        _ => return,
    }
    match parser.parse(Input::new(&response.body).with_url(request.url.as_str()).with_fetched_at(now)) {
        Ok(snapshot) => {
            state.poll.accept(now, &snapshot);
            let events = state.tracker.observe(&snapshot);
            match state.watch.select(&snapshot, events) {
                Ok(events) => events.iter().for_each(|event| println!("{}", render::text_line(event))),
                Err(error) => eprintln!("{}: {error}", request.url),
            }
        }
        Err(error) => {
            eprintln!("{}: {error}", request.url);
            state.poll.reject(now);
        }
    }
    state.poll.take_notices().iter().for_each(|notice| eprintln!("{notice}"));
}

fn fetch(request: &Request) -> Result<Response<'static>, ureq::Error> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(20)))
        .user_agent("statusfeed-example-monitor");
    let mut call = ureq::Agent::new_with_config(config.build()).get(request.url.as_str());
    for (name, value) in &request.headers {
        call = call.header(*name, value);
    }
    let mut answer = call.call()?;
    let body = answer.body_mut().with_config().limit(MAX_BODY_BYTES).read_to_vec()?;
    let mut response = Response::new(answer.status().as_u16(), body);
    response.url = Url::parse(&answer.get_uri().to_string()).ok();
    for (name, value) in answer.headers() {
        response = response.with_header(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    Ok(response)
}

fn load(arguments: &Arguments, page: &str) -> Result<State, Box<dyn Error>> {
    if let Some(path) = arguments.state.as_deref().filter(|path| path.exists()) {
        return Ok(serde_json::from_str(&fs::read_to_string(path)?)?);
    }
    let watch = arguments.components.iter().fold(Watch::new(), Watch::with_component);
    Ok(State { poll: Poll::new(page, Registry::standard().endpoints())?, tracker: Tracker::new(), watch })
}

/// Writes a new file and renames it, so that a crash leaves the old one.
fn save(path: &std::path::Path, state: &State) -> Result<(), Box<dyn Error>> {
    let new = path.with_extension("new");
    fs::write(&new, serde_json::to_string(state)?)?;
    Ok(fs::rename(new, path)?)
}

fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

fn sleep_until(at: DateTime<Utc>) {
    sleep(at.signed_duration_since(now()).to_std().unwrap_or_default());
}
