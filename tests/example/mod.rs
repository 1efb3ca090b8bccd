//! Examples, to be run as programs.

use std::io;
use std::path::Path;
use std::process::Command;

/// The example of this name, run from the crate's folder.
///
/// Cargo builds examples before it runs tests, but tells tests no path to them: it is found beside this executable.
pub(crate) fn command(name: &str) -> io::Result<Command> {
    let this = std::env::current_exe()?;
    let profile = this.parent().and_then(Path::parent).unwrap_or(Path::new(""));
    let example = profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !example.is_file() {
        return Err(io::Error::other(format!("{name} is not built: cargo build --examples")));
    }
    let mut command = Command::new(example);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    Ok(command)
}
