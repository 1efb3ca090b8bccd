//! The tokenizer against the standard's suite and against an oracle.

mod oracle;
mod suite;
mod tokens;

use super::raw_text::TokenizerState;
use super::{TextContext, Token, Tokenizer, decode_references};

/// A token as both the suite and the oracle have it: values decoded, adjacent texts joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plain {
    Start { name: String, attributes: Vec<(String, String)>, self_closing: bool },
    End(String),
    Text(String),
    Comment(String),
    Doctype(String),
}

fn lower(raw: &str) -> String {
    raw.to_ascii_lowercase().replace('\0', "\u{fffd}")
}

pub(super) fn plain(token: Token<'_>) -> Plain {
    match token {
        Token::StartTag(tag) => {
            let mut attributes: Vec<(String, String)> = Vec::new();
            for attribute in tag.attributes() {
                let name = lower(attribute.raw_name);
                if attributes.iter().all(|(known, _)| *known != name) {
                    attributes.push((
                        name,
                        decode_references(attribute.raw_value, TextContext::Attribute).into_owned(),
                    ));
                }
            }
            attributes.sort();
            Plain::Start { name: lower(tag.raw_name()), attributes, self_closing: tag.self_closing }
        }
        Token::EndTag(tag) => Plain::End(lower(tag.raw_name())),
        Token::Characters(text) => Plain::Text(text.decoded().into_owned()),
        Token::Comment(text) => Plain::Comment(text.decoded().into_owned()),
        // Only the name: nothing that reads status pages asks for the rest.
        Token::Doctype(text) => {
            let raw = text.decoded();
            let name =
                raw.trim_start_matches([' ', '\n', '\t', '\x0c']).split([' ', '\n', '\t', '\x0c']).next();
            Plain::Doctype(lower(name.unwrap_or_default()))
        }
    }
}

pub(super) fn joined(tokens: impl IntoIterator<Item = Plain>) -> Vec<Plain> {
    let mut list: Vec<Plain> = Vec::new();
    for token in tokens {
        match (list.last_mut(), token) {
            (Some(Plain::Text(before)), Plain::Text(text)) => before.push_str(&text),
            (_, token) => list.push(token),
        }
    }
    list
}

fn ours(tokenizer: Tokenizer<'_>) -> Vec<Plain> {
    joined(tokenizer.map(plain))
}
