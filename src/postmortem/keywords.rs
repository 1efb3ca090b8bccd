//! Tables of words that show what a sentence or heading is about, and a fast search for them.
//!
//! A text is gone through once; at each word, only the keywords that begin with its first letter, or with its first two bytes,
//! are compared: [`Keywords`] is one table, [`Index`] many tables at once.

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
        self.occurrences(lower).next().map(|(_, keyword)| keyword)
    }

    /// Where a text in lower case has one of them: the first byte, and the keyword.
    pub(crate) fn occurrences(&self, lower: &str) -> impl Iterator<Item = (usize, &'static str)> {
        let bytes = lower.as_bytes();
        word_starts(bytes).filter_map(move |at| {
            let word = bytes.get(at..)?;
            self.find_at_start(*word.first()?, word).map(|keyword| (at, keyword))
        })
    }

    /// Whether a text in lower case begins with one of them.
    pub(crate) fn begin(&self, lower: &str) -> bool {
        let first = lower.bytes().next().filter(u8::is_ascii_lowercase);
        first.is_some_and(|first| self.find_at_start(first, lower.as_bytes()).is_some())
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

/// Where words begin that begin with a letter of ASCII, in a text in lower case.
fn word_starts(lower: &[u8]) -> impl Iterator<Item = usize> {
    let mut within = false;
    lower.iter().enumerate().filter_map(move |(at, byte)| {
        // Letters beyond ASCII are more bytes than one, all of which belong to a word.
        let begins = !within && byte.is_ascii_lowercase();
        within = byte.is_ascii_alphanumeric() || *byte >= 0x80;
        begins.then_some(at)
    })
}

/// Keywords of several tables, each with what its table shows, by their first two bytes.
#[derive(Debug)]
pub(crate) struct Index<T: 'static, const N: usize> {
    keywords: [(&'static str, &'static T); N],
    /// Where the keywords of each pair of first bytes begin, and at the end where the last ones end.
    from: [u16; PAIRS + 1],
}

/// The classes of bytes: 26 letters, and all others.
const CLASSES: usize = 27;
const PAIRS: usize = CLASSES * CLASSES;

/// The number of keywords in some tables: the size of their index.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "evaluated when the crate is built, where a fault is an error of the compiler"
)]
pub(crate) const fn count<T>(tables: &[(T, &[&str])]) -> usize {
    let (mut table, mut count) = (0, 0);
    while table < tables.len() {
        count += tables[table].1.len();
        table += 1;
    }
    count
}

/// The number of a pair of bytes.
const fn pair([first, second]: [u8; 2]) -> usize {
    const fn class(byte: u8) -> usize {
        match byte {
            b'a'..=b'z' => byte.wrapping_sub(b'a') as usize,
            _ => CLASSES - 1,
        }
    }
    class(first).wrapping_mul(CLASSES).wrapping_add(class(second))
}

impl<T: 'static, const N: usize> Index<T, N> {
    /// An index of tables: what a table shows, and its keywords in lower case, in any order.
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "evaluated when the crate is built, where a fault is an error of the compiler"
    )]
    pub(crate) const fn new(tables: &'static [(T, &'static [&'static str])]) -> Self {
        // First how many keywords each pair has, then where they begin, then the keywords.
        let mut from = [0_u16; PAIRS + 1];
        let mut table = 0;
        while table < tables.len() {
            let mut at = 0;
            while at < tables[table].1.len() {
                let keyword = tables[table].1[at].as_bytes();
                from[pair([keyword[0], keyword[1]]) + 1] += 1;
                at += 1;
            }
            table += 1;
        }
        let mut before = 0;
        while before < PAIRS {
            from[before + 1] += from[before];
            before += 1;
        }
        let mut keywords = [("", &tables[0].0); N];
        let mut next = from;
        table = 0;
        while table < tables.len() {
            let mut at = 0;
            while at < tables[table].1.len() {
                let keyword = tables[table].1[at];
                let pair = pair([keyword.as_bytes()[0], keyword.as_bytes()[1]]);
                keywords[next[pair] as usize] = (keyword, &tables[table].0);
                next[pair] += 1;
                at += 1;
            }
            table += 1;
        }
        Self { keywords, from }
    }

    /// The keywords that a text in lower case begins with, each with what it shows.
    pub(crate) fn at_start(&self, lower: &[u8]) -> impl Iterator<Item = (&'static str, &'static T)> {
        let pair = lower.first_chunk().copied().map(pair);
        let bounds = pair.and_then(|pair| self.from.get(pair).zip(self.from.get(pair.saturating_add(1))));
        let candidates =
            bounds.and_then(|(&from, &to)| self.keywords.get(usize::from(from)..usize::from(to)));
        let candidates = candidates.unwrap_or_default().iter().copied();
        candidates.filter(move |(keyword, _)| lower.starts_with(keyword.as_bytes()))
    }

    /// The keywords that the words of a text in lower case begin with, in the order of the text, each with what it shows.
    pub(crate) fn search(&self, lower: &str) -> impl Iterator<Item = (&'static str, &'static T)> {
        let bytes = lower.as_bytes();
        word_starts(bytes).flat_map(move |at| self.at_start(bytes.get(at..).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &[(char, &[&str])] = &[('a', &["due to", "5 whys"]), ('b', &["due ", "fail"])];
    const INDEX: Index<char, { count(TABLES) }> = Index::new(TABLES);

    #[test]
    fn an_index_finds_the_keywords_of_all_tables() {
        let found: Vec<_> = INDEX.search("failed due to a fa; indue f").collect();
        assert_eq!(found, [("fail", &'b'), ("due to", &'a'), ("due ", &'b')]);
        assert_eq!(INDEX.at_start(b"5 whys?").next(), Some(("5 whys", &'a')));
    }

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
