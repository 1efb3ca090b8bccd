use super::{MatchedPage, Selector, SelectorId, SelectorSet};
use crate::limits::Limits;

fn selector(text: &str) -> Selector {
    text.parse().unwrap()
}

fn lines(page: &MatchedPage<'_>, id: SelectorId) -> Vec<String> {
    page.all(id).map(|hit| hit.line()).collect()
}

fn found(html: &str, text: &str) -> Vec<String> {
    let mut plan = SelectorSet::default();
    let id = plan.add_selector(None, &selector(text));
    lines(&plan.match_page(html, &Limits::default()), id)
}

#[test]
fn selectors_find_what_css_finds() {
    let html = "<div id=x class='a b'><p>1</p><span data-k='v w'><p>2</p></span></div><p class=b>3<br></p>";
    for (text, expected) in [
        ("p", vec!["1", "2", "3"]),
        ("div > p", vec!["1"]),
        ("div p", vec!["1", "2"]),
        (".b > p, p.b", vec!["1", "3"]),
        ("#x.a.b span > *", vec!["2"]),
        ("[data-k]", vec!["2"]),
        ("[data-k^=v] > p", vec!["2"]),
        ("[data-k$='w'][data-k~=v][data-k*=\" \"]", vec!["2"]),
        ("[data-k=v]", vec![]),
        ("p, .b", vec!["1 2", "1", "2", "3"]),
        ("p + span > p, div + p", vec!["2", "3"]),
        ("p ~ span, div ~ p", vec!["2", "3"]),
        ("p + p", vec![]),
        ("div > :first-child", vec!["1"]),
        ("p:nth-child(2), div > *:nth-child(even) > p", vec!["2", "3"]),
        ("p:not(.b):not([x])", vec!["1", "2"]),
        (":not(div, p, br)", vec!["2"]),
    ] {
        assert_eq!(found(html, text), expected, "{text}");
    }
}

#[test]
fn bad_selectors_say_what_is_wrong() {
    for (text, message) in [
        ("", "expected a name, \".\", \"#\", \"[\" or \":\" in the selector \"\", found its end"),
        ("p >", "expected a name, \".\", \"#\", \"[\" or \":\" in the selector \"p >\", found its end"),
        (
            "p:hover",
            "expected \"first-child\", \"nth-child(…)\" or \"not(…)\" in the selector \"p:hover\", found \"h\"",
        ),
        (
            "p:nth-child(x)",
            "expected a position such as \"(2)\", \"(odd)\" or \"(2n+1)\" in the selector \"p:nth-child(x)\", found \"(\"",
        ),
        ("+ p", "expected a name, \".\", \"#\", \"[\" or \":\" in the selector \"+ p\", found \"+\""),
        ("[a", "expected \"=\" or \"]\" in the selector \"[a\", found its end"),
        ("a,", "expected a name, \".\", \"#\", \"[\" or \":\" in the selector \"a,\", found its end"),
    ] {
        assert_eq!(text.parse::<Selector>().unwrap_err().to_string(), message);
    }
}

#[test]
fn rules_look_inside_what_others_found() {
    let mut plan = SelectorSet::default();
    let item = plan.add_selector(None, &selector(".item"));
    let name = plan.add_selector(Some(item), &selector("> b"));
    let tip = plan.add_selector(Some(name), &selector("i"));
    let page = plan.match_page(
        "<b>x</b><div class=item><b>one<i>tip</i> more</b><p><b>y</b></div><div class=item><b>two</b></div>",
        &Limits::default(),
    );
    let names: Vec<_> = page.all(item).map(|item| item.first(name).unwrap().line_without(&[tip])).collect();
    assert_eq!(names, ["one more", "two"]);
    assert_eq!(page.count(name), 2);
    assert!(!page.is_cut);
}

#[test]
fn left_out_and_misplaced_end_tags_end_what_they_should() {
    assert_eq!(found("<ul><li class=a>1<li>2</ul>", ".a"), ["1"]);
    assert_eq!(found("<div class=a><b><div></b>1</div>2</div>3", ".a"), ["1 2"]);
    assert_eq!(found("<div class=a><p>1</div>2", ".a"), ["1"]);
    assert_eq!(found("<div class=a></span>1</div>2", ".a"), ["1"]);
    assert_eq!(found("<p><br class=a>1</p>", ".a"), [""]);
    assert_eq!(found("<p class=a>1", ".a"), ["1"]);
    assert_eq!(found("<table><tr class=a><td>1<td>2<tr class=a><td>3</table>4", ".a"), ["1 2", "3"]);
    assert_eq!(found("<table><thead class=a><tr><th>1<tbody class=a><tr><td>2</table>", ".a"), ["1", "2"]);
    assert_eq!(found("<dl><dt class=a>1<dd class=a>2<p>3<dt class=a>4</dl>5", ".a"), ["1", "2 3", "4"]);
    assert_eq!(found("<p class=a>1<div>2</div>", ".a"), ["1"]);
    let drawing = "<svg><rect/>".to_owned() + &"<rect/>".repeat(99) + "</svg><p class=a>1</p>";
    assert_eq!(found(&drawing, ".a"), ["1"]);
}

#[test]
fn limit_depth_reads_deeper_elements_flat() {
    let limits = Limits { depth: 2, ..Limits::default() };
    let mut plan = SelectorSet::default();
    let id = plan.add_selector(None, &selector("p"));
    let page = plan.match_page("<div><div><div><p>1</p></div></div><p>2</p></div><p>3</p>", &limits);
    assert_eq!(lines(&page, id), ["2", "3"]);
}

#[test]
fn a_second_page_in_the_text_is_left_alone() {
    let mut plan = SelectorSet::default();
    let id = plan.add_selector(None, &selector("p"));
    let page = plan.match_page(
        "```<!doctype html><html><p>1</p></html> <!doctype html><html><p>2</p>",
        &Limits::default(),
    );
    assert_eq!(lines(&page, id), ["1"]);
    assert!(page.is_followed && !page.is_cut);
}
