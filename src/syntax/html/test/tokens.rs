//! What the suite does not ask: offsets, limits, elements of other namespaces, cut texts.

use super::super::{TextContext, Token, Tokenizer, decode_references};
use crate::limits::Limits;

fn names(input: &str) -> Vec<String> {
    Tokenizer::new(input, &Limits::default())
        .filter_map(|token| match token {
            Token::StartTag(tag) => Some(tag.raw_name().to_owned()),
            Token::EndTag(tag) => Some(format!("/{}", tag.raw_name())),
            Token::Characters(text) => Some(format!("{:?}", text.decoded())),
            Token::Comment(_) | Token::Doctype(_) => None,
        })
        .collect()
}

#[test]
fn tokens_know_their_place() {
    let input = "é<!--x--><p class=a>t</p>";
    let places: Vec<usize> = Tokenizer::new(input, &Limits::default())
        .map(|token| match token {
            Token::StartTag(tag) => tag.at,
            Token::EndTag(tag) => tag.at,
            Token::Characters(text) | Token::Comment(text) | Token::Doctype(text) => text.at,
        })
        .collect();
    assert_eq!(places, [0, 6, 10, 21, 22]);
}

#[test]
fn limit_attributes_ends_the_reading_of_a_tag() {
    let limits = Limits { attributes: 2, ..Limits::default() };
    let Some(Token::StartTag(tag)) = Tokenizer::new("<p a=1 b=2 c=3>", &limits).next() else { panic!() };
    assert_eq!(tag.attribute("b").as_deref(), Some("2"));
    assert_eq!(tag.attribute("c"), None);
}

#[test]
fn a_self_closing_title_in_a_drawing_does_not_swallow_the_page() {
    assert_eq!(names("<svg><title/><style/></svg><p>x"), ["svg", "title", "style", "/svg", "p", "\"x\""]);
    assert_eq!(names("<svg><p><style><b></style>"), ["svg", "p", "style", "\"<b>\"", "/style"]);
    assert_eq!(names("<svg><![CDATA[a<b]]></svg>"), ["svg", "\"a<b\"", "/svg"]);
}

#[test]
fn a_text_that_ends_within_something_is_cut() {
    for (input, cut) in [
        ("<p>x</p>", false),
        ("<p>x <", false),
        ("<p>x<p cl", true),
        ("<p a='", true),
        ("<!-- x", true),
        ("<script>x", true),
        ("<script></script>", false),
    ] {
        let mut tokenizer = Tokenizer::new(input, &Limits::default());
        while tokenizer.next().is_some() {}
        assert_eq!(tokenizer.is_cut(), cut, "{input}");
        assert_eq!(tokenizer.position(), input.len(), "{input}");
    }
}

#[test]
fn old_names_need_no_semicolon_and_attributes_are_careful() {
    assert_eq!(decode_references("a&copy2 &notit; &lt;b", TextContext::Data), "a©2 ¬it; <b");
    assert_eq!(decode_references("?a=1&copy=2&amp;lt;", TextContext::Attribute), "?a=1&copy=2&lt;");
    assert_eq!(decode_references("&amp;\r\n\0", TextContext::Raw), "&amp;\n\u{fffd}");
}

#[test]
fn the_table_of_names_is_sorted() {
    let names: Vec<&str> = include_str!("../named_references.txt")
        .lines()
        .map(|line| line.split([' ', '+']).next().expect("a name"))
        .collect();
    assert_eq!(names.len(), 2_125);
    assert!(names.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
}
