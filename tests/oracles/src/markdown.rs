//! Markdown as plain text against `pulldown-cmark`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use statusfeed::RichText;

use crate::random::Random;

#[test]
fn well_formed_markdown_has_the_text_of_commonmark() {
    let mut random = Random::new(0x0030);
    for _ in 0..5_000 {
        let markdown = document(&mut random);
        assert_eq!(RichText::markdown(markdown.as_str()).plain(), plain_text(&markdown), "{markdown}");
    }
}

/// What we read otherwise than `CommonMark`: vendors write Markdown by halves, and no word may be lost.
#[test]
fn meant_differences() {
    for (markdown, ours, theirs, reason) in [
        ("****a****", "****a****", "a", "runs of more than three marks are text"),
        ("``a`b``", "ab", "a`b", "code ends at the next backtick, so that hostile lines stay linear"),
        ("    *a*", "a", "*a*", "indented prose is more common than indented code"),
        ("\u{2022} a", "- a", "\u{2022} a", "a typed bullet is a list item"),
        ("1) a", "1) a", "1. a", "numbers stay as they are written"),
        ("3. a\n5. b", "3. a\n5. b", "3. a\n4. b", "as above"),
        (
            "![a](https://acme.example/b.png)",
            "a (https://acme.example/b.png)",
            "a",
            "the address of an image is kept",
        ),
        (
            "[a][1]\n\n[1]: https://acme.example",
            "[a][1]\n[1]: https://acme.example",
            "a (https://acme.example)",
            "references are not resolved",
        ),
        ("a<br>b", "a\nb", "ab", "HTML inside is read as HTML"),
        ("[a](/b)", "a", "a (/b)", "a relative address is of no use without its page"),
        ("~a~", "~a~", "a", "a single tilde means \"about\""),
    ] {
        assert_eq!(RichText::markdown(markdown).plain(), ours, "{markdown}: {reason}");
        assert_eq!(plain_text(markdown), theirs, "{markdown}: {reason}");
    }
}

/// The text of `CommonMark` in the form that `RichText::plain` promises: a line for each line of a block, `- ` or a number
/// before items, and the target of a link after its text.
fn plain_text(markdown: &str) -> String {
    let mut out = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut targets: Vec<(String, usize)> = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                end_line(&mut out);
                match lists.last_mut() {
                    Some(Some(number)) => {
                        out += &format!("{number}. ");
                        *number += 1;
                    }
                    _ => out += "- ",
                }
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_))
                if !out.ends_with("- ") && !out.ends_with(". ") =>
            {
                end_line(&mut out);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item)
            | Event::Rule
            | Event::SoftBreak
            | Event::HardBreak => end_line(&mut out),
            Event::Start(Tag::Link { dest_url, .. }) => targets.push((dest_url.to_string(), out.len())),
            Event::End(TagEnd::Link) => {
                let (target, start) = targets.pop().unwrap();
                let text = &out[start..];
                if text != target && text != target.trim_start_matches("https://") {
                    out += &format!(" ({target})");
                }
            }
            Event::Text(text) | Event::Code(text) => out += &text,
            Event::Start(_) | Event::End(_) | Event::InlineHtml(_) => {}
            other => panic!("unexpected {other:?} in {markdown}"),
        }
    }
    let lines = out.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// What may surround words. `**` and `__` mean the same, and so do `*` and `_`.
const MARKS: [(&str, &str); 6] =
    [("*", "*"), ("__", "__"), ("**", "**"), ("_", "_"), ("~~", "~~"), ("[", "](https://acme.example/a_b)")];

/// A document of a few blocks with blank lines between them.
fn document(random: &mut Random) -> String {
    let blocks: Vec<_> = (0..=random.below(5)).map(|_| block(random)).collect();
    blocks.join("\n\n")
}

fn block(random: &mut Random) -> String {
    match random.below(9) {
        0 => format!("{} {}", pick(random, &["#", "##", "######"]), line(random)),
        1 => format!("# {} #", line(random)),
        2 => list(random, "- "),
        3 => list(random, "* "),
        4 => format!(
            "1. {}
2. {}

The end.",
            line(random),
            line(random)
        ),
        5 => format!("> {}\n> {}", line(random), line(random)),
        6 => pick(random, &["---", "***", "* * *", "___"]).to_owned(),
        7 => format!("```\n  let a = *b*;\n{}\n```", pick(random, &["# c", "- d", "[e](f)", "<g>"])),
        _ => (0..=random.below(2))
            .map(|_| line(random))
            .collect::<Vec<_>>()
            .join(pick(random, &["\n", "  \n", "\\\n"])),
    }
}

fn list(random: &mut Random, marker: &str) -> String {
    let items: Vec<_> = (0..=random.below(3)).map(|_| format!("{marker}{}", line(random))).collect();
    items.join("\n")
}

fn line(random: &mut Random) -> String {
    let spans: Vec<_> = (0..=random.below(5)).map(|_| span(random, &[])).collect();
    format!("The {}", spans.join(" "))
}

/// Some words with or without marks around them, each kind of marks at most once.
fn span(random: &mut Random, outer: &[usize]) -> String {
    let kind = random.below(MARKS.len() + 4);
    match MARKS.get(kind).filter(|_| !outer.contains(&kind)) {
        Some((before, after)) => {
            let inside = span(random, &[outer, &[kind]].concat());
            format!("{before}{inside}{after}")
        }
        None => words(random),
    }
}

fn words(random: &mut Random) -> String {
    let words = [
        "API",
        "is slow",
        "snake_case_name",
        "5 * 3",
        "\\*starred\\*",
        "a \\_ b",
        "`code * here`",
        "&amp;",
        "&lt;b&gt;",
        "AT&T",
        "100%",
        "(again)",
        "\\[1\\]",
        "<https://acme.example/x>",
        "it's",
        "\"quoted\"",
        "a < b",
        "C#",
        "1.5",
        "é",
        "[no link]",
    ];
    (0..=random.below(2)).map(|_| pick(random, &words)).collect::<Vec<_>>().join(" ")
}

fn pick(random: &mut Random, from: &[&'static str]) -> &'static str {
    random.pick(from).copied().unwrap_or_default()
}
