//! The same tokens as html5gum's, from whatever is thrown at both.

use html5gum::{State, Token as Gum, Tokenizer as Oracle};

use super::{Plain, Tokenizer, TokenizerState, joined, lower, plain};
use crate::limits::Limits;

fn text(string: &html5gum::HtmlString) -> String {
    String::from_utf8_lossy(string).into_owned()
}

/// The oracle's tokens. Which elements hold no tags is the tree builder's knowledge, so ours is lent to it.
fn compare(input: &str) {
    let mut ours = Tokenizer::new(input, &Limits::none());
    let mut found = Vec::new();
    let mut states = Vec::new();
    while let Some(token) = ours.next() {
        if let super::Token::StartTag(_) = token {
            states.push(match ours.content() {
                TokenizerState::Data => None,
                TokenizerState::Rcdata(_) => Some(State::RcData),
                TokenizerState::Rawtext(_) => Some(State::RawText),
                TokenizerState::Script => Some(State::ScriptData),
                TokenizerState::Plaintext => Some(State::PlainText),
            });
        }
        found.push(plain(token));
    }
    let mut oracle = Oracle::new(input);
    let mut states = states.into_iter();
    let mut expected = Vec::new();
    while let Some(Ok(token)) = oracle.next() {
        expected.push(match token {
            Gum::StartTag(tag) => {
                if let Some(Some(state)) = states.next() {
                    oracle.set_state(state);
                }
                let attributes =
                    tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value))).collect();
                Plain::Start { name: text(&tag.name), attributes, self_closing: tag.self_closing }
            }
            Gum::EndTag(tag) => Plain::End(text(&tag.name)),
            Gum::String(string) => Plain::Text(text(&string.value)),
            Gum::Comment(string) => Plain::Comment(text(&string.value)),
            Gum::Doctype(doctype) => Plain::Doctype(lower(&text(&doctype.name))),
            Gum::Error(_) => continue,
        });
    }
    let (found, expected) = (joined(found), joined(expected));
    if found != expected {
        let at =
            found.iter().zip(&expected).position(|(a, b)| a != b).unwrap_or(found.len().min(expected.len()));
        panic!("token {at}: expected {:?}, found {:?}", expected.get(at), found.get(at));
    }
}

/// Pieces that change what the tokenizer is in the middle of.
const PIECES: [&str; 56] = [
    "<",
    ">",
    "/",
    "</",
    "<!",
    "<!--",
    "-->",
    "--!>",
    "--",
    "-",
    "!",
    "?",
    "<?",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "a",
    "A",
    "é",
    "&",
    "&amp",
    "&amp;",
    "&notit;",
    "&notin;",
    "&#",
    "&#x",
    "&#x41;",
    "&#128;",
    "&#0;",
    ";",
    "1",
    "<p",
    "<p>",
    "</p>",
    "<br/>",
    "<a href=x>",
    "<a b='c' B=d>",
    "<title>",
    "</title>",
    "<textarea",
    "</textarea ",
    "<script>",
    "</script>",
    "<style>",
    "</style",
    "<!DOCTYPE",
    "<!doctype html>",
    "html",
    "]]>",
    "<xmp>",
    "\u{fffd}",
];

#[test]
fn random_pieces_give_the_oracle_s_tokens() {
    // A fixed sequence, so that a failure comes again.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(most).expect("small")).expect("small")
    };
    for _ in 0..40_000 {
        let length = next(14);
        let input: String = (0..length).map(|_| PIECES[next(PIECES.len())]).collect();
        let outcome = std::panic::catch_unwind(|| compare(&input));
        assert!(outcome.is_ok(), "input {input:?}");
    }
}

#[test]
#[ignore = "needs ../shared"]
#[expect(clippy::disallowed_methods, reason = "a test may read files")]
fn captured_pages_give_the_oracle_s_tokens() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/html");
    let (mut folders, mut pages) = (vec![root], 0);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("the corpus exists").flatten().map(|entry| entry.path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let bytes = std::fs::read(&path).expect("the corpus is readable");
                compare(&String::from_utf8_lossy(&bytes));
                pages += 1;
            }
        }
    }
    assert!(pages > 25, "expected the corpus, found {pages} pages");
}
