//! The examples, run as programs.

#[cfg(feature = "statuspage")]
mod custom_adapter;
#[cfg(all(
    feature = "statuspage",
    feature = "feed",
    feature = "html",
    feature = "json",
    feature = "postmortem",
    feature = "tz"
))]
mod inspect;
#[cfg(all(feature = "statuspage", feature = "postmortem", feature = "monitor"))]
mod monitor;

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// The features that these tests are compiled with.
const FEATURES: [(&str, bool); 9] = [
    ("statuspage", cfg!(feature = "statuspage")),
    ("feed", cfg!(feature = "feed")),
    ("html", cfg!(feature = "html")),
    ("json", cfg!(feature = "json")),
    ("postmortem", cfg!(feature = "postmortem")),
    ("tz", cfg!(feature = "tz")),
    ("monitor", cfg!(feature = "monitor")),
    ("http", cfg!(feature = "http")),
    ("schema", cfg!(feature = "schema")),
];

/// The example `name` as a command that runs in the crate's folder.
pub(crate) fn command(name: &str) -> io::Result<Command> {
    static BUILT: OnceLock<bool> = OnceLock::new();
    let this = std::env::current_exe()?;
    let profile = this.parent().and_then(Path::parent).unwrap_or(Path::new(""));
    assert!(
        BUILT.get_or_init(|| build(profile).is_ok_and(|is_built| is_built)),
        "cargo build --examples fails"
    );
    let example = profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(example);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    Ok(command)
}

/// Builds the examples: `cargo test --test all` does not, and would run none or those of an earlier state.
fn build(profile: &Path) -> io::Result<bool> {
    let features: Vec<_> = FEATURES.iter().filter(|feature| feature.1).map(|feature| feature.0).collect();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--offline", "--examples", "--no-default-features"]);
    cargo.arg("--features").arg(features.join(","));
    cargo.arg("--target-dir").arg(profile.parent().unwrap_or(profile));
    if profile.file_name() == Some(OsStr::new("release")) {
        cargo.arg("--release");
    }
    Ok(cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status()?.success())
}
