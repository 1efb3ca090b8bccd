use super::{clean_text, html_line, html_to_text, markdown_to_text, one_line};

#[test]
fn html_blocks_and_lists_are_lines() {
    let html = "<p>One <b>two</b>\n three<br />four</p>\n\n<ul><li>a</li><li><p>b</p></li></ul><ol><li>x<li>y</ol>end";
    assert_eq!(html_to_text(html), "One two three\nfour\n- a\n- b\n1. x\n2. y\nend");
}

#[test]
fn html_references_are_resolved_once_and_lone_signs_stay() {
    assert_eq!(html_to_text("&amp;lt; at <0.5% & a<3 &nbsp; x"), "&lt; at <0.5% & a<3 x");
}

#[test]
fn html_scripts_and_hidden_characters_are_left_out() {
    let html = "a<script>b</script><style>c</style>d\u{202e}e\u{7}\u{200b}f <img alt='g'>\u{2028}h";
    assert_eq!(html_to_text(html), "adef g\nh");
}

#[test]
fn html_links_show_their_target_where_it_differs() {
    let html = "<a href='https://a.example/'>a.example</a> <a href='/x'>here</a> <a href=https://b.example/?a=1&amp;b>b</a> \
                <a href='javascript:x'>c</a> <a href='mailto:d@d.example'></a>";
    assert_eq!(html_to_text(html), "a.example here b (https://b.example/?a=1&b) c mailto:d@d.example");
}

#[test]
fn html_preformatted_text_keeps_its_lines() {
    assert_eq!(html_to_text("x<pre>a\n  b\n\nc</pre>d\ne"), "x\na\n  b\nc\nd e");
}

#[test]
fn html_on_one_line_has_no_marks() {
    assert_eq!(
        html_line("<p>API &amp; <a href='https://x.example'>login</a></p><p>down</p>"),
        "API & login down"
    );
    assert_eq!(one_line(" a \n b\u{a0}c\t"), "a b c");
}

#[test]
fn markdown_marks_go_and_words_stay() {
    let markdown = "# **Post Mortem**\n\n> Between 5 * 3 and _now_, `a_b*c` and snake_case failed\\.\n* one\n1. two\n---\n\
                    ~~gone~~ ***both*** **open [text](https://x.example/a_(b)) and [same.example](https://same.example/)";
    assert_eq!(
        markdown_to_text(markdown),
        "Post Mortem\nBetween 5 * 3 and now, a_b*c and snake_case failed.\n- one\n1. two\n\
         gone both **open text (https://x.example/a_(b)) and same.example"
    );
}

#[test]
fn markdown_holds_html_and_references() {
    assert_eq!(
        markdown_to_text("a &amp; b<br>c **d** <0.5% <https://x.example/>"),
        "a & b\nc d <0.5% https://x.example/"
    );
    assert_eq!(markdown_to_text("```\n  let a = *b*;\n```\nx"), "  let a = *b*;\nx");
    assert_eq!(markdown_to_text("[a] (b) [c [d](https://d.example)"), "[a] (b) [c d (https://d.example)");
}

#[test]
fn markdown_headings_and_line_breaks() {
    assert_eq!(markdown_to_text("# Clients in C#\n## Cause ##\n### ###"), "Clients in C#\nCause");
    assert_eq!(markdown_to_text("one\\\ntwo\\\\\nthree\\"), "one\ntwo\\\nthree\\");
}

#[test]
fn plain_text_is_only_cleaned() {
    assert_eq!(clean_text("a <b>\r\n\r\n  &amp;  *c*\u{2066}\n"), "a <b>\n&amp; *c*");
}
