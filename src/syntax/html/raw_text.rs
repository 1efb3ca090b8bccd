//! Elements whose inside holds no tags: where do they end?

use super::attribute::is_space;

/// The state in which the tokenizer reads what follows a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenizerState<'a> {
    /// Text and tags.
    Data,
    /// Text with references, up to the end tag of this name.
    Rcdata(&'a str),
    /// Text without references, up to the end tag of this name.
    Rawtext(&'a str),
    /// As [`TokenizerState::Rawtext`], but for `<!-- <script> … </script> -->`.
    Script,
    /// All the rest.
    Plaintext,
}

impl<'a> TokenizerState<'a> {
    /// What the standard says of this element's inside, scripts not run.
    #[inline]
    pub(super) fn of(name: &'a str) -> Self {
        // Length and first letter exclude most names.
        match (name.len(), name.as_bytes().first().map(u8::to_ascii_lowercase)) {
            (6, Some(b's')) if name.eq_ignore_ascii_case("script") => Self::Script,
            (5, Some(b't')) if name.eq_ignore_ascii_case("title") => Self::Rcdata(name),
            (8, Some(b't')) if name.eq_ignore_ascii_case("textarea") => Self::Rcdata(name),
            (5, Some(b's')) if name.eq_ignore_ascii_case("style") => Self::Rawtext(name),
            (3, Some(b'x')) if name.eq_ignore_ascii_case("xmp") => Self::Rawtext(name),
            (6, Some(b'i')) if name.eq_ignore_ascii_case("iframe") => Self::Rawtext(name),
            (7, Some(b'n')) if name.eq_ignore_ascii_case("noembed") => Self::Rawtext(name),
            (8, Some(b'n')) if name.eq_ignore_ascii_case("noframes") => Self::Rawtext(name),
            (9, Some(b'p')) if name.eq_ignore_ascii_case("plaintext") => Self::Plaintext,
            _ => Self::Data,
        }
    }

    /// How many bytes of the text are the element's inside.
    pub(super) fn length(self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let end = match self {
            Self::Data => Some(0),
            Self::Rcdata(name) | Self::Rawtext(name) => memchr::memchr_iter(b'<', bytes)
                .find(|at| bytes.get(*at..).is_some_and(|tag| is_tag(tag, b"</", name.as_bytes()))),
            Self::Script => script_end(bytes),
            Self::Plaintext => None,
        };
        end.unwrap_or(bytes.len())
    }
}

/// Whether this begins with an opener (`<` or `</`), the name, and what ends a name.
fn is_tag(bytes: &[u8], opener: &[u8], name: &[u8]) -> bool {
    bytes.strip_prefix(opener).and_then(|rest| rest.split_at_checked(name.len())).is_some_and(
        |(found, rest)| {
            found.eq_ignore_ascii_case(name)
                && rest.first().is_some_and(|next| is_space(*next) || matches!(next, b'/' | b'>'))
        },
    )
}

/// A script that hides itself in a comment may hold `<script>` there, with an end tag that does not end it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    Comment,
    ScriptInComment,
}

fn script_end(bytes: &[u8]) -> Option<usize> {
    let mut escape = Escape::None;
    let mut at = 0_usize;
    loop {
        let rest = bytes.get(at..)?;
        let found = match escape {
            Escape::None => memchr::memchr(b'<', rest)?,
            Escape::Comment | Escape::ScriptInComment => memchr::memchr2(b'<', b'-', rest)?,
        };
        at = at.saturating_add(found);
        let here = bytes.get(at..)?;
        let mut step = 1_usize;
        if here.starts_with(b"-->") {
            escape = Escape::None;
        } else if is_tag(here, b"</", b"script") {
            if escape != Escape::ScriptInComment {
                return Some(at);
            }
            escape = Escape::Comment;
        } else if escape == Escape::None && here.starts_with(b"<!--") {
            escape = Escape::Comment;
            // The dashes may be those of the end too: `<!-->`.
            step = 2;
        } else if escape == Escape::Comment && is_tag(here, b"<", b"script") {
            escape = Escape::ScriptInComment;
        }
        at = at.saturating_add(step);
    }
}
