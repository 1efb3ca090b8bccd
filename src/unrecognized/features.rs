//! What a page shows at a features: its title, its words, its forms.

use std::borrow::Cow;

use memchr::memmem;

use crate::limits::Limits;
use crate::syntax::html::{StartTag, Token, Tokenizer};
use crate::text::Lines;

/// How much of the page's words is searched: what a page is shows near its top.
const MAX_WORDS: usize = 16 * 1024;
/// Bytes of one heading, and how many headings are kept.
const MAX_HEADING: usize = 80;
const MAX_HEADINGS: usize = 200;

/// What a page shows at a features.
#[derive(Debug, Default)]
pub(super) struct PageFeatures<'a> {
    page: &'a str,
    /// The title, white space folded.
    pub(super) title: String,
    lower_title: String,
    /// The visible words, in lower case, white space folded, as far as they are looked through.
    words: String,
    /// How many bytes the visible words have, white space apart.
    pub(super) length: usize,
    pub(super) body_class: String,
    /// The headings, and the words in bold, each as long as a heading can be.
    pub(super) headings: Vec<String>,
    /// The address of the first feed that the page links: `<link rel="alternate" type="application/rss+xml" href="…">`.
    pub(super) feed: Option<String>,
    features: Vec<Feature>,
}

/// What a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    Form,
    Password,
    Script,
    /// A place where an application is to be mounted.
    Mount,
    /// A `<noscript>` that asks for JavaScript.
    WantsJavaScript,
    /// An order to go elsewhere at once.
    Refresh,
}

/// The kind of element that a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextPlace {
    Visible,
    Title,
    NoScript,
    Hidden,
}

impl<'a> PageFeatures<'a> {
    /// Looks at a page once.
    pub(super) fn read(page: &'a str) -> Self {
        let mut features = Self { page, ..Self::default() };
        let mut place = TextPlace::Visible;
        let mut heading: Option<String> = None;
        let (mut title, mut words) = (Lines::with_capacity(64), Lines::with_capacity(MAX_WORDS));
        for token in Tokenizer::new(page, &Limits::default()) {
            // Words of different elements are words apart.
            words.push(" ");
            match token {
                Token::StartTag(tag) => {
                    place = place_of(tag.raw_name()).filter(|_| !tag.self_closing).unwrap_or(place);
                    if is_heading(tag.raw_name()) {
                        heading = Some(String::new());
                    }
                    features.element(&tag);
                }
                Token::EndTag(tag) if is_heading(tag.raw_name()) => {
                    if features.headings.len() < MAX_HEADINGS {
                        features.headings.extend(heading.take());
                    }
                }
                Token::EndTag(tag) if place_of(tag.raw_name()).is_some() => place = TextPlace::Visible,
                Token::Characters(text) => {
                    let text = text.decoded();
                    if let Some(heading) = heading.as_mut().filter(|heading| heading.len() < MAX_HEADING) {
                        heading.push_str(&text);
                    }
                    match place {
                        TextPlace::Visible => {
                            let length = text.split_whitespace().map(str::len).sum();
                            features.length = features.length.saturating_add(length);
                            if words.len() < MAX_WORDS {
                                words.push(&text);
                            }
                        }
                        TextPlace::Title if title.len() < MAX_WORDS => title.push(&text),
                        TextPlace::NoScript => {
                            let asks = text.to_ascii_lowercase().contains("javascript");
                            features.mark(Feature::WantsJavaScript, asks);
                        }
                        TextPlace::Title | TextPlace::Hidden => {}
                    }
                }
                Token::EndTag(_) | Token::Comment(_) | Token::Doctype(_) => {}
            }
        }
        features.title = title.finish();
        features.lower_title = features.title.to_lowercase();
        features.words = words.finish().to_lowercase().replace('’', "'");
        features
    }

    fn element(&mut self, tag: &StartTag<'_>) {
        let is = |attribute: &str, values: &[&str]| {
            let value = tag.attribute(attribute).unwrap_or_default();
            values.iter().any(|wanted| wanted.eq_ignore_ascii_case(value.trim()))
        };
        match tag.raw_name().to_ascii_lowercase().as_str() {
            "body" => self.body_class = tag.attribute("class").unwrap_or_default().into_owned(),
            "link" if self.feed.is_none() && is("rel", &["alternate"]) && is("type", &FEED_TYPES) => {
                self.feed = tag.attribute("href").map(Cow::into_owned).filter(|href| !href.is_empty());
            }
            "form" => self.mark(Feature::Form, true),
            "input" => self.mark(Feature::Password, is("type", &["password"])),
            "script" => self.mark(Feature::Script, true),
            "meta" => self.mark(Feature::Refresh, is("http-equiv", &["refresh"]) && sends_elsewhere(tag)),
            "div" | "main" => {
                let mounts = ["root", "app", "__next", "__nuxt", "main", "app-root", "svelte"];
                self.mark(Feature::Mount, is("id", &mounts));
            }
            "app-root" => self.mark(Feature::Mount, true),
            _ => {}
        }
    }

    fn mark(&mut self, mark: Feature, is_there: bool) {
        if is_there && !self.has(mark) {
            self.features.push(mark);
        }
    }

    /// Whether the page has this.
    pub(super) fn has(&self, mark: Feature) -> bool {
        self.features.contains(&mark)
    }

    /// Whether these words, in lower case, are among those that are looked through.
    pub(super) fn has_text(&self, words: &str) -> bool {
        memmem::find(self.words.as_bytes(), words.as_bytes()).is_some()
    }

    /// Whether the title begins with these words, in lower case.
    pub(super) fn is_titled(&self, words: &str) -> bool {
        self.lower_title.starts_with(words)
    }

    /// Whether the page's source contains this anywhere.
    pub(super) fn contains(&self, source: &str) -> bool {
        memmem::find(self.page.as_bytes(), source.as_bytes()).is_some()
    }
}

/// Media types of feeds.
const FEED_TYPES: [&str; 3] = ["application/rss+xml", "application/atom+xml", "application/feed+json"];

fn is_heading(name: &str) -> bool {
    ["h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "dt"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn place_of(name: &str) -> Option<TextPlace> {
    Some(match name.to_ascii_lowercase().as_str() {
        "title" => TextPlace::Title,
        "noscript" => TextPlace::NoScript,
        "script" | "style" | "template" | "svg" => TextPlace::Hidden,
        _ => return None,
    })
}

/// Whether a `<meta http-equiv=refresh>` names an address: without one, it reloads the page.
fn sends_elsewhere(tag: &StartTag<'_>) -> bool {
    tag.attribute("content").is_some_and(|content| content.to_ascii_lowercase().contains("url="))
}
