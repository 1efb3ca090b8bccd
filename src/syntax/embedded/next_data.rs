//! The data of a Next.js page.
//!
//! With the app router it comes in pieces, `self.__next_f.push([1,"…"])`, which together are a text of *rows*:
//! `<number>:<JSON>` and a line end, or `<number>:T<length>,` and a text of so many bytes. With the pages router it is one
//! JSON value in `<script id="__NEXT_DATA__">`.

use memchr::memmem;

use super::lexer::{StringLiteral, decode};
use super::references::{FlightRow, References, Target};
use super::rewrite::{self, EmbeddedJson};
use super::script::scripts;
use crate::limits::Limits;
use crate::syntax::json::TopKeys;

const PUSH: &str = "self.__next_f.push(";
/// How many places are looked at for a key whose value may be another one's.
const MAX_PLACES: usize = 4096;
/// How many of them are looked at whole; of the others, only so many bytes, so that a key inside itself stays linear.
const WHOLE_PLACES: usize = 16;
const HEAD_BYTES: usize = 1024;
/// How many values that may be the right one are read.
const MAX_VALUES: usize = 16;

/// The data of a Next.js page, its pieces put together.
#[derive(Debug)]
pub(crate) struct NextData {
    text: String,
    /// Whether a piece is cut off, or the page around them.
    is_cut: bool,
}

/// A piece of the data as written in the page.
enum Piece<'a> {
    /// All of it, as JSON.
    Whole(&'a str),
    /// The text between the quotes of a string.
    String { raw: &'a str, is_cut: bool },
}

impl<'a> Piece<'a> {
    /// The string of `[1,"…"]`; other pushes bring no data.
    fn pushed(text: &'a str) -> Option<Self> {
        let text = text.trim_start().strip_prefix("[1,")?.trim_start();
        Some(match StringLiteral::read(text, 0) {
            Some((string, _)) => Self::String { raw: string.raw, is_cut: false },
            None => Self::String { raw: text.get(1..).unwrap_or_default(), is_cut: true },
        })
    }

    /// How many bytes it can come to: an escape has at most two backslashes, and is longer than what it means.
    fn most_bytes(&self) -> usize {
        match self {
            Self::Whole(json) => json.len().saturating_add(3),
            Self::String { raw, .. } => {
                raw.len().saturating_sub(memchr::memchr_iter(b'\\', raw.as_bytes()).count() / 2)
            }
        }
    }
}

impl NextData {
    /// Whether a page has such data: a search for two words. For probes, see
    /// [`Document::has_next_data`](crate::Document::has_next_data).
    pub(crate) fn is_present_in(html: &str) -> bool {
        memmem::find(html.as_bytes(), PUSH.as_bytes()).is_some()
            || memmem::find(html.as_bytes(), b"__NEXT_DATA__").is_some()
    }

    /// Joins the pieces of a page; `None` if it has no such data.
    pub(crate) fn read(html: &str, limits: &Limits) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut scripts = scripts(html, limits);
        for script in scripts.by_ref() {
            if script.id.as_deref() == Some("__NEXT_DATA__") {
                pieces.push(Piece::Whole(script.text));
            } else {
                pieces.extend(pushed_texts(script.text).filter_map(Piece::pushed));
            }
        }
        // Room for all of it at once: a text that grows holds itself twice while it does.
        let mut data = Self { text: String::new(), is_cut: scripts.ends_cut_off() };
        data.text.reserve_exact(pieces.iter().map(Piece::most_bytes).fold(0, usize::saturating_add));
        for piece in pieces {
            match piece {
                Piece::Whole(json) => {
                    // A row of its own, without a number.
                    data.text.push_str("\n:");
                    data.text.push_str(json);
                    data.text.push('\n');
                }
                Piece::String { raw, is_cut } => {
                    decode(raw, &mut data.text);
                    data.is_cut |= is_cut;
                }
            }
        }
        (!data.text.is_empty()).then_some(data)
    }

    /// Whether a piece is cut off, or the page around them.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The rows of the data.
    pub(crate) fn rows(&self) -> FlightRows<'_> {
        let mut references = References { bytes: self.text.len(), ..References::default() };
        let mut values = Vec::new();
        let mut rest = self.text.as_str();
        while !rest.is_empty() {
            let Some((number, behind)) = rest.split_once(':').filter(|(number, _)| is_number(number.trim()))
            else {
                rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
                continue;
            };
            let number = u32::from_str_radix(number.trim(), 16).ok();
            let text = behind.strip_prefix('T').and_then(|behind| behind.split_once(','));
            let text = text.and_then(|(len, text)| Some((usize::from_str_radix(len, 16).ok()?, text)));
            let row = if let Some((len, text)) = text {
                let end = text.floor_char_boundary(len);
                rest = text.get(end..).unwrap_or_default();
                FlightRow::Text(text.get(..end).unwrap_or_default())
            } else {
                let (line, next) = behind.split_once('\n').unwrap_or((behind, ""));
                rest = next;
                values.push(line);
                FlightRow::Value(line)
            };
            if let Some(number) = number {
                references.rows.insert(number, row);
            }
        }
        FlightRows { references, values }
    }
}

/// The rows of a page's data.
#[derive(Debug)]
pub(crate) struct FlightRows<'a> {
    references: References<'a>,
    /// The rows that are JSON. Texts, which anybody may have written, are not looked through.
    values: Vec<&'a str>,
}

impl<'a> FlightRows<'a> {
    /// The first value of a key that is of this kind; complete ones before cut ones.
    pub(crate) fn find(
        &self,
        key: &str,
        is_it: impl Fn(&TopKeys<'_>) -> bool,
        limits: &Limits,
    ) -> Option<EmbeddedJson> {
        self.find_all(key, is_it, limits).into_iter().next()
    }

    /// The values of a key that are of this kind, wherever in the data, each once. If none is complete, the longest of
    /// those that are cut off.
    pub(crate) fn find_all(
        &self,
        key: &str,
        is_it: impl Fn(&TopKeys<'_>) -> bool,
        limits: &Limits,
    ) -> Vec<EmbeddedJson> {
        let needle = format!("\"{key}\":");
        let finder = memmem::Finder::new(&needle);
        let (mut complete, mut cut): (Vec<EmbeddedJson>, Option<EmbeddedJson>) = (Vec::new(), None);
        let places =
            self.values.iter().flat_map(|line| finder.find_iter(line.as_bytes()).map(|at| (*line, at)));
        // Pages repeat their data for each part of the page: what is written like a value that was read is that value.
        let mut read: Vec<&str> = Vec::new();
        let mut room = self.references.len();
        let mut values = 0_usize;
        for (index, (line, at)) in places.take(MAX_PLACES).enumerate() {
            let (text, at) = self.follow(line, at.saturating_add(needle.len()), &mut room);
            let value = text.get(at..).unwrap_or_default();
            if read.iter().any(|raw| value.starts_with(raw)) {
                continue;
            }
            let head = if index < WHOLE_PLACES { value.len() } else { value.floor_char_boundary(HEAD_BYTES) };
            let head = value.get(..head).unwrap_or_default();
            if !is_it(&TopKeys::read_until(head, &is_it)) {
                continue;
            }
            values = values.saturating_add(1);
            if values > MAX_VALUES {
                break;
            }
            let Some((json, end)) = rewrite::rewrite(text, at, Some(&self.references), limits) else {
                continue;
            };
            if json.is_complete {
                read.extend(text.get(at..end));
                if !complete.contains(&json) {
                    complete.push(json);
                }
            } else if cut.as_ref().is_none_or(|found| found.text.len() < json.text.len()) {
                cut = Some(json);
            }
        }
        if complete.is_empty() { cut.into_iter().collect() } else { complete }
    }

    /// Where the value is that begins here: elsewhere, if it is a reference (`"$5:props:list"`). What is looked at on the way is
    /// taken from `room`.
    fn follow(&self, line: &'a str, at: usize, room: &mut usize) -> (&'a str, usize) {
        let value = line.get(at..).unwrap_or_default().trim_start();
        let literal = if value.starts_with("\"$") { StringLiteral::read(value, 0) } else { None };
        match literal.map(|(literal, _)| self.references.target(literal.raw, room)) {
            Some(Target::Value { text, at }) => (text, at),
            _ => (line, at),
        }
    }
}

/// What follows each push in a script, up to the next one.
fn pushed_texts(script: &str) -> impl Iterator<Item = &str> {
    let starts = || memmem::find_iter(script.as_bytes(), PUSH);
    let ends = starts().skip(1).chain([script.len()]);
    starts().zip(ends).filter_map(|(start, end)| script.get(start..end)?.strip_prefix(PUSH))
}

/// Whether the text is a row's number: hexadecimal digits, or nothing.
fn is_number(text: &str) -> bool {
    text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page that pushes these rows, cut into pieces of so many characters.
    fn page(rows: &str, piece: usize) -> String {
        let chars: Vec<char> = rows.chars().collect();
        let mut pushes = String::new();
        for chunk in chars.chunks(piece) {
            let string = serde_json::to_string(&chunk.iter().collect::<String>()).unwrap();
            pushes.push_str("<script>self.__next_f.push([1,");
            pushes.push_str(&string);
            pushes.push_str("])</script>");
        }
        format!("<html><script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushes}</html>")
    }

    fn find(rows: &str, key: &str) -> Option<EmbeddedJson> {
        let limits = Limits::default();
        let found: Vec<_> = [1, 7, 1000]
            .map(|piece| {
                NextData::read(&page(rows, piece), &limits).unwrap().rows().find(key, |_| true, &limits)
            })
            .into();
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{found:?}");
        found.into_iter().next().flatten()
    }

    #[test]
    fn references_are_resolved() {
        let rows = "1:\"$Sreact.fragment\"\n21:T8,é\"\nx:y!\n:HL[\"/x.css\"]\n4:[\"$\",\"$L5\",null,{\"summary\":\
                    {\"a\":\"$undefined\",\"b\":\"$21\",\"c\":[\"$$5\",\"$D2024-01-02\"],\"d\":\"$7:list:1\",\"e\":\"$9\"}}]\n\
                    5:[\"$\",\"div\",null,{\"again\":\"$4:props:summary:c\"}]\n7:{\"list\":[0,{\"x\":\"$21\"}]}\n";
        let wanted = r#"{"a":null,"b":"é\"\nx:y!","c":["$5","2024-01-02"],"d":{"x":"é\"\nx:y!"},"e":null}"#;
        assert_eq!(find(rows, "summary").unwrap().text, wanted);
        assert_eq!(find(rows, "again").unwrap().text, r#"["$5","2024-01-02"]"#);
    }

    #[test]
    fn a_reference_to_an_element_is_no_list() {
        let rows = "1:[\"$\",\"$L2\",null,{\"list\":\"$1\"}]\n";
        assert_eq!(find(rows, "list").unwrap().text, "null");
    }

    #[test]
    fn a_text_is_no_data() {
        let rows = "1:T14,{\"summary\":{\"a\":1}}2:{\"other\":\"{\\\"summary\\\":2}\"}\n";
        assert_eq!(find(rows, "summary"), None);
    }

    #[test]
    fn circles_and_floods_end() {
        let circle = find("1:{\"a\":\"$2\"}\n2:\"$1:a\"\n", "a").unwrap();
        assert_eq!((circle.text.as_str(), circle.is_limited), ("null", true));
        let deep = find("1:{\"a\":{\"b\":\"$1\"}}\n", "a").unwrap();
        assert!(deep.is_limited);
        let flood = format!("1:T3e8,{}\n2:{{\"a\":[{}]}}\n", "x".repeat(1000), "\"$1\",".repeat(1000));
        let flood = find(&flood, "a").unwrap();
        assert!(flood.is_limited && flood.text.len() < 30_000, "{}", flood.text.len());
    }

    #[test]
    fn many_references_to_one_long_string_are_linear() {
        let rows = format!("1:\"{}\"\n2:{{\"a\":[{}0]}}\n", "x".repeat(400_000), "\"$1\",".repeat(100_000));
        let limits = Limits::default();
        let data = NextData { text: rows, is_cut: false };
        let json = data.rows().find("a", |_| true, &limits).unwrap();
        assert!(json.is_limited && json.text.len() < 3_000_000, "{}", json.text.len());
    }

    #[test]
    fn a_value_that_contains_itself_many_times_ends() {
        let rows = format!("1:{{\"a\":[{}0]}}\n", "\"$1\",".repeat(2000));
        let json = find(&rows, "a").unwrap();
        assert!(json.is_limited && json.text.len() < 60_000, "{}", json.text.len());
    }

    #[test]
    fn a_page_that_is_cut_off_keeps_what_it_has() {
        let limits = Limits::default();
        let page = page("1:{\"list\":[{\"id\":\"a\"},{\"id\":\"bcd\"},3]}\n", 1000);
        let cut = page.split_once("cd").unwrap().0;
        let data = NextData::read(cut, &limits).unwrap();
        assert!(data.is_cut());
        let json = data.rows().find("list", |outline| outline.is_list, &limits).unwrap();
        assert_eq!((json.text.as_str(), json.is_complete), (r#"[{"id":"a"},{"id":null}]"#, false));
        for end in 0..page.len() {
            let _ = NextData::read(page.get(..end).unwrap(), &limits)
                .map(|data| data.rows().find("list", |_| true, &limits));
        }
    }

    #[test]
    fn the_pages_router_has_one_value() {
        let limits = Limits::default();
        let html =
            r#"<script id="__NEXT_DATA__" type="application/json">{"props":{"site":{"a":1}}}</script>"#;
        let json = NextData::read(html, &limits).unwrap().rows().find("site", |_| true, &limits).unwrap();
        assert_eq!(json.text, r#"{"a":1}"#);
    }
}
