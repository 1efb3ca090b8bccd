//! Captures: what an aggregator keeps of each answer, as JSON lines.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use indicatif::ProgressBar;
use liblzma::read::XzDecoder;
use serde::Deserialize;
use statusfeed::Link;

/// The first bytes of an xz stream.
const XZ_MAGIC: &[u8] = b"\xFD7zXZ\0";

/// Bytes read from a file at a time.
const BUFFER: usize = 1 << 18;

/// One answer of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Capture {
    /// The name of the page in the archive.
    pub(crate) page: String,
    pub(crate) fetched_at: DateTime<Utc>,
    pub(crate) url: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) body: String,
}

impl Capture {
    /// The day whose partition it belongs to, in UTC.
    pub(crate) fn day(&self) -> NaiveDate {
        self.fetched_at.date_naive()
    }
}

/// `{"fetched_at": "2026-03-08T09:31:12Z", "body": "…"}`, and what else is known of the answer.
#[derive(Deserialize)]
struct Line {
    page: Option<String>,
    fetched_at: DateTime<Utc>,
    url: Option<String>,
    content_type: Option<String>,
    etag: Option<String>,
    body: String,
}

/// A file of captures, as the command line names it: `FILE` or `PAGE=FILE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaptureFile {
    page: Option<String>,
    path: PathBuf,
}

impl From<&str> for CaptureFile {
    /// A name in front of the first `=` is that of the page, unless it contains a `/` or a file of the whole name exists.
    fn from(argument: &str) -> Self {
        match argument.split_once('=') {
            Some((page, path))
                if !page.is_empty() && !page.contains('/') && !Path::new(argument).exists() =>
            {
                Self { page: Some(page.to_owned()), path: path.into() }
            }
            _ => Self { page: None, path: argument.into() },
        }
    }
}

impl CaptureFile {
    /// Its length in bytes, as it is stored.
    pub(crate) fn length(&self) -> anyhow::Result<u64> {
        let metadata = std::fs::metadata(&self.path).with_context(|| self.path.display().to_string())?;
        Ok(metadata.len())
    }
}

/// The captures of several files in the order of their times, as far as each file is in that order.
pub(crate) struct CaptureReader {
    sources: Vec<Source>,
    /// The next capture of each source by time.
    heads: BinaryHeap<Reverse<Head>>,
    problems: Vec<String>,
}

impl CaptureReader {
    /// Opens the files. `bar` counts the bytes read from them.
    pub(crate) fn open(files: &[CaptureFile], bar: &ProgressBar) -> anyhow::Result<Self> {
        let sources = files.iter().map(|file| Source::open(file, bar)).collect::<anyhow::Result<_>>()?;
        let mut reader = Self { sources, heads: BinaryHeap::new(), problems: Vec::new() };
        for source in 0..files.len() {
            reader.advance(source);
        }
        Ok(reader)
    }

    /// What could not be read so far, one sentence each.
    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Puts the next capture of a source among the heads.
    fn advance(&mut self, index: usize) {
        let Some(source) = self.sources.get_mut(index) else { return };
        if let Some(capture) = source.next(&mut self.problems) {
            self.heads.push(Reverse(Head { source: index, capture }));
        }
    }
}

impl Iterator for CaptureReader {
    type Item = Capture;

    fn next(&mut self) -> Option<Capture> {
        let Reverse(Head { source, capture }) = self.heads.pop()?;
        self.advance(source);
        Some(capture)
    }
}

/// The next capture of a source; ordered by time, then by source.
struct Head {
    source: usize,
    capture: Capture,
}

impl Head {
    fn key(&self) -> (DateTime<Utc>, usize) {
        (self.capture.fetched_at, self.source)
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Head {}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// A file that is being read.
struct Source {
    path: PathBuf,
    /// The page that the command line names.
    page: Option<String>,
    /// The page of a line that names none: the file's name up to the first dot.
    stem: String,
    lines: Box<dyn BufRead>,
    /// Counts the lines read.
    number: usize,
    line: Vec<u8>,
}

impl Source {
    fn open(file: &CaptureFile, bar: &ProgressBar) -> anyhow::Result<Self> {
        let path = file.path.clone();
        let opened = File::open(&path).with_context(|| path.display().to_string())?;
        let mut bytes = BufReader::with_capacity(BUFFER, bar.wrap_read(opened));
        let is_xz = bytes.fill_buf().with_context(|| path.display().to_string())?.starts_with(XZ_MAGIC);
        let lines: Box<dyn BufRead> =
            if is_xz { buffered(XzDecoder::new_multi_decoder(bytes)) } else { Box::new(bytes) };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default().to_owned();
        Ok(Self { path, page: file.page.clone(), stem, lines, number: 0, line: Vec::new() })
    }

    /// The next capture. A line that is none is reported and skipped; so is the rest of a file that cannot be read on.
    fn next(&mut self, problems: &mut Vec<String>) -> Option<Capture> {
        loop {
            self.line.clear();
            self.number += 1;
            match self.lines.read_until(b'\n', &mut self.line) {
                Ok(0) => return None,
                Ok(_) if self.line.trim_ascii().is_empty() => {}
                Ok(_) => match serde_json::from_slice::<Line>(&self.line) {
                    Ok(line) => return Some(self.capture(line)),
                    Err(error) => problems.push(self.place(&format!("expected a capture: {error}"))),
                },
                Err(error) => {
                    problems.push(self.place(&format!("cannot read on: {error}")));
                    return None;
                }
            }
        }
    }

    fn place(&self, problem: &str) -> String {
        format!("{}:{}: {problem}", self.path.display(), self.number)
    }

    fn capture(&self, line: Line) -> Capture {
        let Line { page, fetched_at, url, content_type, etag, body } = line;
        let host = || Some(Link::new(url.as_deref()?).url()?.host_str()?.to_owned());
        let page = self.page.clone().or(page).or_else(host).unwrap_or_else(|| self.stem.clone());
        Capture { page, fetched_at, url, content_type, etag, body }
    }
}

fn buffered(reader: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> (Vec<Capture>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| {
                let path = folder.path().join(name);
                std::fs::write(&path, text).unwrap();
                CaptureFile::from(path.to_str().unwrap())
            })
            .collect();
        let mut reader = CaptureReader::open(&files, &ProgressBar::hidden()).unwrap();
        let captures = reader.by_ref().collect();
        (captures, reader.problems)
    }

    #[test]
    fn files_are_merged_by_time() {
        let one = r#"{"fetched_at": "2026-03-08T09:00:00Z", "body": "1"}
            {"fetched_at": "2026-03-08T11:00:00Z", "body": "3"}"#;
        let other = r#"{"fetched_at": "2026-03-08T10:00:00Z", "body": "2", "url": "https://status.acme.example/feed"}
            {"fetched_at": "2026-03-08T12:00:00Z", "body": "4", "page": "acme"}"#;
        let (captures, problems) = read(&[("one.jsonl", one), ("other.jsonl", other)]);
        let found: Vec<_> = captures.iter().map(|c| (c.body.as_str(), c.page.as_str())).collect();
        assert_eq!(found, [("1", "one"), ("2", "status.acme.example"), ("3", "one"), ("4", "acme")]);
        assert!(problems.is_empty());
    }

    #[test]
    fn a_broken_line_is_reported_and_skipped() {
        let text = "{\"fetched_at\": \"2026-03-08T09:00:00Z\", \"body\": \"1\"}\n{\"fetched_at\n\n\
            {\"fetched_at\": \"2026-03-08T10:00:00Z\", \"body\": \"2\"}\n";
        let (captures, problems) = read(&[("acme.jsonl", text)]);
        assert_eq!(captures.len(), 2);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].contains("acme.jsonl:2: expected a capture"), "{problems:?}");
    }

    #[test]
    fn a_name_before_the_file_is_the_page() {
        let named = CaptureFile::from("acme=captures/acme-summary.jsonl");
        assert_eq!(named.page.as_deref(), Some("acme"));
        assert_eq!(CaptureFile::from("captures/a=b.jsonl").page, None);
    }
}
