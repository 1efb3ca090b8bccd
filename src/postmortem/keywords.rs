//! Tables of words that show what a sentence is about, and a fast search for them.
//!
//! A text is gone through once; at each word, only the keywords that begin with its first letter are compared.

/// Keywords in lower case, sorted by their first letters. A keyword is found where a word begins with it: "fail" finds "failed",
/// and one that ends in a space finds the whole word.
#[derive(Debug)]
pub(crate) struct Keywords {
    words: &'static [&'static str],
    /// Where the keywords of each letter begin, and at the end where the last ones end.
    from: [usize; 27],
    /// Whether a keyword has an apostrophe, which a text may write as a typographic one.
    has_apostrophe: bool,
}

impl Keywords {
    /// A table of keywords; one that is not sorted does not compile.
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "evaluated when the crate is built, where a fault is an error of the compiler"
    )]
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut from = [0; 27];
        let mut has_apostrophe = false;
        let (mut letter, mut at) = (0, 0);
        while letter < 26 {
            from[letter] = at;
            while at < words.len() && (words[at].as_bytes()[0] - b'a') as usize == letter {
                let mut byte = 0;
                while byte < words[at].len() {
                    has_apostrophe = has_apostrophe || words[at].as_bytes()[byte] == b'\'';
                    byte += 1;
                }
                at += 1;
            }
            letter += 1;
        }
        from[26] = at;
        assert!(at == words.len(), "keywords are sorted by their first letters");
        Self { words, from, has_apostrophe }
    }

    /// Whether a text in lower case has one of them.
    pub(crate) fn any_in(&self, lower: &str) -> bool {
        self.find_in(lower).is_some()
    }

    /// The first of them that a text in lower case has.
    pub(crate) fn find_in(&self, lower: &str) -> Option<&'static str> {
        let bytes = lower.as_bytes();
        let mut within = false;
        bytes.iter().enumerate().find_map(|(at, &byte)| {
            // Letters beyond ASCII are more bytes than one, all of which belong to a word.
            let begins = !within && byte.is_ascii_lowercase();
            within = byte.is_ascii_alphanumeric() || byte >= 0x80;
            begins.then(|| self.find_at_start(byte, bytes.get(at..)?)).flatten()
        })
    }

    /// Whether a text in lower case begins with one of them.
    pub(crate) fn begin(&self, lower: &str) -> bool {
        let first = lower.bytes().next().filter(u8::is_ascii_lowercase);
        first.is_some_and(|first| self.find_at_start(first, lower.as_bytes()).is_some())
    }

    /// The keywords.
    pub(crate) const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    fn find_at_start(&self, letter: u8, text: &[u8]) -> Option<&'static str> {
        let letter = usize::from(letter.wrapping_sub(b'a'));
        let bounds = self.from.get(letter).zip(self.from.get(letter.saturating_add(1)));
        let keywords = bounds.and_then(|(&from, &to)| self.words.get(from..to)).unwrap_or_default();
        let starts = |keyword: &str| {
            text.starts_with(keyword.as_bytes()) || (self.has_apostrophe && starts_with_curly(text, keyword))
        };
        keywords.iter().copied().find(|keyword| starts(keyword))
    }
}

/// Whether a text begins with a keyword that has an apostrophe; in the text it is a typographic one.
fn starts_with_curly(text: &[u8], keyword: &str) -> bool {
    let Some((head, tail)) = keyword.split_once('\'') else { return false };
    let rest = text.strip_prefix(head.as_bytes()).and_then(|text| text.strip_prefix("’".as_bytes()));
    rest.is_some_and(|text| text.starts_with(tail.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Keywords = Keywords::new(&["due to", "fail", "for ", "we will", "we'll"]);

    #[test]
    fn keywords_begin_words() {
        for text in [
            "it failed",
            "fail",
            "so we will see",
            "(due to load)",
            "wait for it",
            "été fail",
            "we'll",
            "then we’ll",
        ] {
            assert!(TABLE.any_in(text), "{text}");
        }
        for text in ["", "unfailing", "forum", "so we wil", "due", "éfail", "0fail"] {
            assert!(!TABLE.any_in(text), "{text}");
        }
    }
}
