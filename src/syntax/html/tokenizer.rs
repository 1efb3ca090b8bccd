//! The tokenizer: text to tokens in one pass, as the WHATWG standard describes.

use memchr::{memchr, memchr_iter, memmem};

use super::attribute::{Attributes, TagPart, is_space};
use super::element::ElementRules;
use super::raw_text::TokenizerState;
use super::reference::TextContext;
use super::token::{EndTag, StartTag, Text, Token};
use crate::limits::Limits;

/// An iterator over the tokens of a text.
///
/// A tag that the end of the text cuts off is dropped, as the standard says; [`Tokenizer::is_cut`] is then true.
#[derive(Debug, Clone)]
pub(crate) struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    content: TokenizerState<'a>,
    /// How many `<svg>` or `<math>` are open. In them, `<style>` and `<title>` are plain elements.
    foreign: usize,
    most_attributes: usize,
    cut: bool,
}

/// The parts of a tag.
struct Inside<'a> {
    name: &'a str,
    attributes: &'a str,
    class: Option<&'a str>,
    is_hidden: bool,
    self_closing: bool,
}

/// What a `<` begins.
enum Opener {
    Start,
    End,
    /// `</>`, which is nothing.
    Nothing,
    /// `<!`
    Declaration,
    /// `<?`, or a `</` that no name follows: a comment that begins this many bytes after the `<`.
    Comment(usize),
    /// A `<` that is a character.
    Character,
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer that reads this text from its beginning.
    pub(crate) fn new(text: &'a str, limits: &Limits) -> Self {
        Self {
            text,
            at: 0,
            content: TokenizerState::Data,
            foreign: 0,
            most_attributes: limits.attributes,
            cut: false,
        }
    }

    /// A tokenizer that begins inside an element.
    #[cfg(test)]
    pub(super) fn inside(text: &'a str, content: TokenizerState<'a>, foreign: bool) -> Self {
        Self { content, foreign: usize::from(foreign), ..Self::new(text, &Limits::none()) }
    }

    /// What the text that comes next is.
    #[cfg(test)]
    pub(super) fn content(&self) -> TokenizerState<'a> {
        self.content
    }

    /// How far the text has been read, in bytes.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Whether the text ended within a tag, a comment, or an element such as `<script>`.
    pub(crate) fn is_cut(&self) -> bool {
        self.cut
    }

    fn bytes_from(&self, at: usize) -> &'a [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    fn text_from(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The text from one byte up to another, which becomes the place that is read next.
    fn take(&mut self, from: usize, to: usize, place: TextContext) -> Text<'a> {
        self.at = to;
        Text { raw: self.text.get(from..to).unwrap_or_default(), place, at: from }
    }

    fn opener(&self, at: usize) -> Opener {
        let mut next = self.bytes_from(at).iter().skip(1);
        match next.next() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => Opener::Start,
            Some(b'!') => Opener::Declaration,
            Some(b'?') => Opener::Comment(1),
            Some(b'/') => match next.next() {
                Some(b'a'..=b'z' | b'A'..=b'Z') => Opener::End,
                Some(b'>') => Opener::Nothing,
                Some(_) => Opener::Comment(2),
                None => Opener::Character,
            },
            _ => Opener::Character,
        }
    }

    fn data(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let mut search = start;
        loop {
            let Some(at) = memchr(b'<', self.bytes_from(search)).map(|found| search.saturating_add(found))
            else {
                return Some(Token::Characters(self.take(start, self.text.len(), TextContext::Data)));
            };
            let opener = self.opener(at);
            match opener {
                Opener::Character => search = at.saturating_add(1),
                _ if at > start => return Some(Token::Characters(self.take(start, at, TextContext::Data))),
                Opener::Nothing => {
                    let behind = at.saturating_add(3);
                    return Some(Token::Characters(self.take(behind, behind, TextContext::Data)));
                }
                Opener::Start => return self.start_tag(at),
                Opener::End => return self.end_tag(at),
                Opener::Declaration => return Some(self.declaration(at)),
                Opener::Comment(skip) => {
                    return Some(Token::Comment(self.up_to_close(at.saturating_add(skip))));
                }
            }
        }
    }

    fn start_tag(&mut self, at: usize) -> Option<Token<'a>> {
        let Inside { name, attributes, class, is_hidden, self_closing } = self.tag(at.saturating_add(1))?;
        let opens_foreign = name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math");
        if self.foreign == 0 {
            self.content = TokenizerState::of(name);
        } else if ElementRules::of(name).breaks_out() {
            self.foreign = 0;
        }
        let is_empty_foreign = self_closing && (opens_foreign || self.foreign > 0);
        if opens_foreign && !self_closing {
            self.foreign = self.foreign.saturating_add(1);
        }
        let most_attributes = self.most_attributes;
        let tag = StartTag {
            name,
            attributes,
            class,
            is_hidden,
            most_attributes,
            self_closing,
            is_empty_foreign,
            at,
        };
        Some(Token::StartTag(tag))
    }

    fn end_tag(&mut self, at: usize) -> Option<Token<'a>> {
        let name = self.tag(at.saturating_add(2))?.name;
        let tag = EndTag { name, at };
        if tag.is("svg") || tag.is("math") {
            self.foreign = self.foreign.saturating_sub(1);
        }
        Some(Token::EndTag(tag))
    }

    /// The tag whose name begins here; `None` where the text ends before the tag does.
    #[inline]
    fn tag(&mut self, name_at: usize) -> Option<Inside<'a>> {
        let rest = self.text_from(name_at);
        let ends_name = |byte: u8| is_space(byte) || matches!(byte, b'/' | b'>');
        let cut = rest.bytes().position(ends_name).and_then(|at| rest.split_at_checked(at));
        let tag = cut.and_then(|(name, inside)| self.tag_inside(name, inside));
        let Some((tag, length)) = tag else {
            self.at = self.text.len();
            self.cut = true;
            return None;
        };
        self.at = name_at.saturating_add(tag.name.len()).saturating_add(length);
        Some(tag)
    }

    #[inline]
    fn tag_inside(&self, name: &'a str, inside: &'a str) -> Option<(Inside<'a>, usize)> {
        if inside.starts_with('>') {
            return Some((
                Inside { name, attributes: "", class: None, is_hidden: false, self_closing: false },
                1,
            ));
        }
        let mut attributes = Attributes::new(inside);
        let (mut class, mut is_hidden, mut seen) = (None, false, 0_usize);
        let self_closing = loop {
            match attributes.step() {
                TagPart::Attribute(attribute) => {
                    seen = seen.saturating_add(1);
                    if seen <= self.most_attributes {
                        match attribute.raw_name.len() {
                            5 if class.is_none() && attribute.is("class") => {
                                class = Some(attribute.raw_value);
                            }
                            5 => is_hidden |= attribute.is("style") && hides(attribute.raw_value),
                            6 => is_hidden |= attribute.is("hidden"),
                            _ => {}
                        }
                    }
                }
                TagPart::Close { self_closing } => break self_closing,
                TagPart::Cut => return None,
            }
        };
        let length = attributes.position();
        Some((Inside { name, attributes: inside.get(..length)?, class, is_hidden, self_closing }, length))
    }

    fn declaration(&mut self, at: usize) -> Token<'a> {
        const DOCTYPE: &str = "doctype";
        let inside = at.saturating_add(2);
        let rest = self.bytes_from(inside);
        if rest.starts_with(b"--") {
            return Token::Comment(self.comment(inside.saturating_add(2)));
        }
        if rest.get(..DOCTYPE.len()).is_some_and(|word| word.eq_ignore_ascii_case(DOCTYPE.as_bytes())) {
            let inside = self.up_to_close(inside.saturating_add(DOCTYPE.len()));
            return Token::Doctype(inside);
        }
        if self.foreign > 0 && rest.starts_with(b"[CDATA[") {
            let inside = inside.saturating_add(7);
            let end = memmem::find(self.bytes_from(inside), b"]]>");
            self.cut |= end.is_none();
            let to = end.map_or(self.text.len(), |length| inside.saturating_add(length));
            let text = self.take(inside, to, TextContext::Cdata);
            self.at = to.saturating_add(3).min(self.text.len());
            return Token::Characters(text);
        }
        Token::Comment(self.up_to_close(inside))
    }

    /// The text up to the next `>`, which is skipped.
    fn up_to_close(&mut self, from: usize) -> Text<'a> {
        let end = memchr(b'>', self.bytes_from(from)).map(|length| from.saturating_add(length));
        self.cut |= end.is_none();
        let text = self.take(from, end.unwrap_or(self.text.len()), TextContext::Raw);
        self.at = self.at.saturating_add(usize::from(end.is_some()));
        text
    }

    /// A comment's inside: up to `-->` or `--!>`; `<!-->` and `<!--->` are whole comments too.
    fn comment(&mut self, from: usize) -> Text<'a> {
        let rest = self.bytes_from(from);
        let early = [b">".as_slice(), b"->"].into_iter().find(|close| rest.starts_with(close));
        let end = early.map(|close| (0, close.len())).or_else(|| {
            memchr_iter(b'>', rest).find_map(|at| {
                let before = rest.get(..at)?;
                let close = [b"--".as_slice(), b"--!"].into_iter().find(|close| before.ends_with(close))?;
                Some((at.saturating_sub(close.len()), close.len().saturating_add(1)))
            })
        });
        let Some((length, close)) = end else {
            self.cut = true;
            let whole = self.text_from(from);
            let kept = ["--!", "--", "-"].into_iter().find_map(|dashes| whole.strip_suffix(dashes));
            let text = self.take(from, self.text.len(), TextContext::Raw);
            return Text { raw: kept.unwrap_or(whole), ..text };
        };
        let to = from.saturating_add(length);
        let text = self.take(from, to, TextContext::Raw);
        self.at = to.saturating_add(close);
        text
    }

    /// The inside of an element that holds no tags.
    fn raw_text(&mut self) -> Token<'a> {
        let content = std::mem::replace(&mut self.content, TokenizerState::Data);
        let place =
            if matches!(content, TokenizerState::Rcdata(_)) { TextContext::Rcdata } else { TextContext::Raw };
        let to = self.at.saturating_add(content.length(self.text_from(self.at)));
        self.cut |= to == self.text.len();
        let text = self.take(self.at, to, place);
        Token::Characters(text)
    }

    /// The next token; a text may be empty.
    #[inline]
    fn next_token(&mut self) -> Option<Token<'a>> {
        if self.content == TokenizerState::Data { self.data() } else { Some(self.raw_text()) }
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = Token<'a>;

    #[inline]
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.next_token() {
                Some(Token::Characters(text)) if text.raw.is_empty() => {}
                token => return token,
            }
        }
    }
}

/// Whether a `style` hides its element: `display: none`, `DISPLAY:NONE !important`, `visibility: hidden`.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let value = value.split('!').next().unwrap_or(value);
        let is = |name: &str, hiding: &str| {
            property.trim().eq_ignore_ascii_case(name) && value.trim().eq_ignore_ascii_case(hiding)
        };
        is("display", "none") || is("visibility", "hidden") || is("visibility", "collapse")
    })
}
