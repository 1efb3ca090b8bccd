//! The documents named on the command line, in a list, or on standard input.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;

/// What is read if no file is named: an invented page with several problems.
const BUILT_IN: &[u8] = include_bytes!("../../fixtures/statuspage/summary-busy.json");

/// Bytes of one document: the library's default limit. A pipe or `/dev/zero` may never end.
pub(crate) const MAX_BYTES: usize = 64 << 20;

/// One document to read.
#[derive(Debug)]
pub(crate) struct Document {
    /// The path as it was given.
    pub(crate) name: String,
    path: Option<PathBuf>,
}

impl Document {
    /// Whether it is the built-in document.
    pub(crate) fn is_built_in(&self) -> bool {
        self.path.is_none()
    }

    /// Its bytes; of a document larger than [`MAX_BYTES`] one byte more than that, which is enough to refuse it.
    pub(crate) fn read(&self) -> io::Result<Cow<'static, [u8]>> {
        let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        match &self.path {
            None => return Ok(Cow::Borrowed(BUILT_IN)),
            Some(path) if path == Path::new("-") => io::stdin().lock().take(most).read_to_end(&mut bytes)?,
            Some(path) => File::open(path)?.take(most).read_to_end(&mut bytes)?,
        };
        Ok(Cow::Owned(bytes))
    }
}

impl From<PathBuf> for Document {
    fn from(path: PathBuf) -> Self {
        Self { name: path.to_string_lossy().into_owned(), path: Some(path) }
    }
}

/// The documents in order: first the arguments, then the list, which is read lazily.
pub(crate) fn documents(arguments: &Arguments) -> io::Result<impl Iterator<Item = io::Result<Document>>> {
    let named = arguments.files.iter().cloned().map(|path| Ok(Document::from(path)));
    let listed = match &arguments.files_from {
        Some(list) => Some(lines(list)?.map(|line| line.map(Document::from))),
        None => None,
    };
    let built_in = (arguments.files.is_empty() && listed.is_none())
        .then(|| Ok(Document { name: "(built in)".to_owned(), path: None }));
    Ok(named.chain(listed.into_iter().flatten()).chain(built_in))
}

/// The number of documents; `None` if the list is standard input.
pub(crate) fn count(arguments: &Arguments) -> Option<usize> {
    let listed = match &arguments.files_from {
        Some(list) if list == Path::new("-") => return None,
        Some(list) => lines(list).ok()?.count(),
        None => 0,
    };
    Some(arguments.files.len().saturating_add(listed))
}

/// The paths in a list, one a line, without empty lines. They need not be UTF-8.
fn lines(list: &Path) -> io::Result<impl Iterator<Item = io::Result<PathBuf>>> {
    let name = list.display().to_string();
    let named = move |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
    let input: Box<dyn Read> = if list == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(list).map_err(&named)?)
    };
    let mut failed = false;
    let lines = BufReader::new(input).split(b'\n').map(move |line| line.map_err(&named));
    // A list that cannot be read (a directory) fails once.
    let lines = lines.take_while(move |line| !std::mem::replace(&mut failed, line.is_err()));
    Ok(lines.filter_map(|line| match line {
        Ok(line) => {
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            (!line.is_empty()).then(|| Ok(path_of(line)))
        }
        Err(error) => Some(Err(error)),
    }))
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
