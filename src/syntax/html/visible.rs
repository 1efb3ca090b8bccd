//! The tokens of a page without its hidden parts.

use super::element::ElementRules;
use super::token::Token;
use super::tokenizer::Tokenizer;

/// The tokens of a text without what is inside hidden elements (see [`StartTag::is_hidden`](super::StartTag::is_hidden)) and
/// without their tags.
///
/// There is no stack of open elements here: a hidden element ends at its own end tag, elements of the same name inside it
/// counted.
pub(crate) fn visible_tokens(mut tokens: Tokenizer<'_>) -> impl Iterator<Item = Token<'_>> {
    std::iter::from_fn(move || {
        loop {
            match tokens.next()? {
                Token::StartTag(tag) if tag.is_hidden() => {
                    let rules = ElementRules::of(tag.raw_name());
                    if rules.is_void() || tag.is_empty_foreign {
                        continue;
                    }
                    let mut open = 1_usize;
                    while open > 0 {
                        match tokens.next()? {
                            // `<li hidden>One<li>Two`: the second one ends the first.
                            Token::StartTag(inner)
                                if inner.is_named_like(&tag) && rules.has_implied_end() =>
                            {
                                if inner.is_hidden() {
                                    continue;
                                }
                                return Some(Token::StartTag(inner));
                            }
                            Token::StartTag(inner) if inner.is_named_like(&tag) => {
                                open = open.saturating_add(1);
                            }
                            Token::EndTag(end) if end.is(tag.raw_name()) => open = open.saturating_sub(1),
                            _ => {}
                        }
                    }
                }
                token => return Some(token),
            }
        }
    })
}
