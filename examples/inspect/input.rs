//! Where documents come from.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;

/// The bytes of a document; `-` is standard input.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The documents to read, in order: those named as arguments, then those of the list, which is read as it is used.
pub(crate) fn paths(arguments: &Arguments) -> io::Result<impl Iterator<Item = io::Result<PathBuf>>> {
    let listed = match &arguments.files_from {
        Some(list) => Some(BufReader::new(File::open(list)?).lines()),
        None => None,
    };
    let listed = listed.into_iter().flatten().filter(|line| !matches!(line, Ok(path) if path.is_empty()));
    let named = arguments.files.iter().cloned().map(Ok);
    Ok(named.chain(listed.map(|line| line.map(PathBuf::from))))
}
