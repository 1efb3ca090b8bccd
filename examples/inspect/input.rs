//! The documents named on the command line, in a list, or on standard input.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;

/// What is read if no file is named: an invented page with several problems.
const BUILT_IN: &[u8] = include_bytes!("../../fixtures/statuspage/summary-busy.json");

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

    /// Its bytes.
    pub(crate) fn read(&self) -> io::Result<Cow<'static, [u8]>> {
        let mut bytes = Vec::new();
        match &self.path {
            None => return Ok(Cow::Borrowed(BUILT_IN)),
            Some(path) if path == Path::new("-") => io::stdin().lock().read_to_end(&mut bytes)?,
            Some(path) => File::open(path)?.read_to_end(&mut bytes)?,
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
        Some(list) => Some(lines(list)?.map(|line| line.map(|path| Document::from(PathBuf::from(path))))),
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

/// The lines of a list of paths, without empty ones.
fn lines(list: &Path) -> io::Result<impl Iterator<Item = io::Result<String>>> {
    let list: Box<dyn Read> = if list == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", list.display()));
        Box::new(File::open(list).map_err(at)?)
    };
    Ok(BufReader::new(list).lines().filter(|line| !matches!(line, Ok(path) if path.is_empty())))
}
