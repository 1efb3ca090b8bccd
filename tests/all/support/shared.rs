//! Captured documents and foreign test suites that lie in `../shared`, beside this repository.
//!
//! A test that needs them is `#[ignore = "needs ../shared"]`, and fails if it is run without them:
//! `cargo test --test all -- --ignored`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

/// The path of a file or folder in `../shared`.
pub(crate) fn path(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    assert!(path.exists(), "{} does not exist", path.display());
    path
}

/// The folder into which an archive (`*.tar.xz`) is unpacked.
pub(crate) fn unpack(archive: &str) -> PathBuf {
    let archive = path(archive);
    let name = archive.file_name().unwrap().to_string_lossy().replace(".tar.xz", "");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    let status = Command::new("tar").arg("xf").arg(&archive).arg("-C").arg(&folder).status();
    assert!(status.unwrap().success(), "{} cannot be unpacked", archive.display());
    folder
}

/// The bodies of a series of captures (`*.jsonl.xz`), oldest first.
pub(crate) fn captures(series: &str) -> impl Iterator<Item = String> {
    #[derive(Deserialize)]
    struct Capture {
        body: String,
    }
    let unpacking = Command::new("xz").arg("-dc").arg(path(series)).stdout(Stdio::piped()).spawn();
    let lines = BufReader::new(unpacking.unwrap().stdout.unwrap()).lines();
    lines.map(|line| serde_json::from_str::<Capture>(&line.unwrap()).unwrap().body)
}
