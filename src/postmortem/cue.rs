//! Tables of words that tell what a sentence is about, and looking for them fast.
//!
//! A text is gone through once; at each word, only the cues that begin with its first letter are compared.

/// Cues in lower case, sorted by their first letters. A cue is found where a word begins with it: "fail" finds "failed",
/// and one that ends in a space finds the whole word.
#[derive(Debug)]
pub(crate) struct Cues {
    words: &'static [&'static str],
    /// Where the cues of each letter begin, and behind the last, where they end.
    from: [usize; 27],
}

impl Cues {
    /// A table of cues; one that is not sorted does not compile.
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "evaluated when the crate is built, where a fault is an error of the compiler"
    )]
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut from = [0; 27];
        let (mut letter, mut at) = (0, 0);
        while letter < 26 {
            from[letter] = at;
            while at < words.len() && (words[at].as_bytes()[0] - b'a') as usize == letter {
                at += 1;
            }
            letter += 1;
        }
        from[26] = at;
        assert!(at == words.len(), "cues are sorted by their first letters");
        Self { words, from }
    }

    /// Whether a text in lower case has one of them.
    pub(crate) fn any_in(&self, lower: &str) -> bool {
        let bytes = lower.as_bytes();
        let mut within = false;
        bytes.iter().enumerate().any(|(at, &byte)| {
            // Letters beyond ASCII are more bytes than one, all of which belong to a word.
            let begins = !within && byte.is_ascii_lowercase();
            within = byte.is_ascii_alphanumeric() || byte >= 0x80;
            begins && self.begins(byte, bytes.get(at..).unwrap_or_default())
        })
    }

    fn begins(&self, letter: u8, text: &[u8]) -> bool {
        let letter = usize::from(letter.wrapping_sub(b'a'));
        let bounds = self.from.get(letter).zip(self.from.get(letter.saturating_add(1)));
        let cues = bounds.and_then(|(&from, &to)| self.words.get(from..to)).unwrap_or_default();
        cues.iter().any(|cue| text.starts_with(cue.as_bytes()) || starts_with_curly(text, cue))
    }
}

/// Whether a text begins with a cue that has an apostrophe, which is a typographic one there.
fn starts_with_curly(text: &[u8], cue: &str) -> bool {
    let Some((head, tail)) = cue.split_once('\'') else { return false };
    let behind = text.strip_prefix(head.as_bytes()).and_then(|text| text.strip_prefix("’".as_bytes()));
    behind.is_some_and(|text| text.starts_with(tail.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Cues = Cues::new(&["due to", "fail", "for ", "we will", "we'll"]);

    #[test]
    fn cues_begin_words() {
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
