//! CSS selectors against `scraper`. A recipe lists the elements that a selector matches, in document order.

use std::fmt::Write;

use scraper::{Html, Selector};
use statusfeed::recipe::{Components, Recipe, Value};
use statusfeed::{ErrorKind, Parser};

use crate::random::Random;

const NAMES: [&str; 4] = ["div", "section", "span", "SPAN"];
const CLASSES: [&str; 5] = ["row", "name", "row-2", "Row", "näme"];
const VALUES: [&str; 7] = ["up", "up and running", "down up", "up-2", "", "a&amp;b", "x=\"1\""];

#[test]
fn the_same_elements_are_matched() {
    let mut random = Random::new(0x5e1e_c708);
    let (mut compared, mut matched) = (0, 0);
    for _ in 0..150 {
        let page = random_page(&mut random);
        for _ in 0..20 {
            let selector = random_selector(&mut random);
            let (ours, theirs) = (select(&page, &selector), select_with_scraper(&page, &selector));
            assert_eq!(ours.as_ref(), Ok(&theirs), "{selector}\n{page}");
            compared += 1;
            matched += usize::from(!theirs.is_empty());
        }
    }
    assert!(matched > compared / 4, "of {compared} selectors only {matched} match anything");
}

/// What we refuse although `scraper` accepts it: a recipe needs none of it, and each costs more than one pass over the page.
#[test]
fn unsupported_selectors_are_refused() {
    for (selector, reason) in [
        ("p:last-child", "the end of a parent is known only after its children"),
        ("[a|=b]", "meant for languages (`en-GB`), which no status page marks up"),
        ("[a=b i]", "values are compared exactly"),
        ("[a=\"b]", "CSS closes at the end what is open; in a recipe it is a mistake"),
        ("a\\:b", "no escapes: names that need them can be selected by an attribute"),
    ] {
        assert!(Selector::parse(selector).is_ok(), "scraper refuses {selector}");
        assert!(select("<p>", selector).is_err(), "{selector} is accepted, although {reason}");
    }
}

#[test]
fn both_refuse_what_is_no_selector() {
    for selector in ["", ",", "a,", ">", "a >", "..a", ".", "#", "[", "[]", "a b >", "a,,b", "1a", "[a==b]"] {
        assert!(Selector::parse(selector).is_err(), "scraper accepts {selector:?}");
        assert!(select("<p>", selector).is_err(), "{selector:?} is accepted");
    }
}

/// The ids of the elements that the selector matches.
fn select(page: &str, selector: &str) -> Result<Vec<String>, String> {
    let components = Components::new(selector, Value::own_attribute("id")).optional();
    let adapter =
        Recipe::new("oracle").with_components(components).adapter().map_err(|error| error.to_string())?;
    match Parser::new().parse_as(&adapter, page) {
        Ok(snapshot) => Ok(snapshot.components.into_iter().filter_map(|component| component.name).collect()),
        // Nothing on the page was found.
        Err(error) if error.kind() == ErrorKind::Recipe => Ok(Vec::new()),
        Err(error) => Err(error.to_string()),
    }
}

fn select_with_scraper(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
    let page = Html::parse_document(page);
    page.select(&selector).filter_map(|element| element.attr("id")).map(str::to_owned).collect()
}

/// A page of nested elements with an id each. Their end tags are all written, so that the tree is not in question.
fn random_page(random: &mut Random) -> String {
    let mut page = String::from("<!DOCTYPE html><html><head><title>Acme</title></head><body id=\"body\">");
    let mut open = Vec::new();
    for id in 0..40 {
        while open.len() > 6 || (!open.is_empty() && random.below(3) == 0) {
            let _ = write!(page, "</{}>", open.pop().unwrap());
        }
        let name = *random.pick(&NAMES).unwrap();
        let _ = write!(page, "<{name} id=\"e{id}\"");
        if random.below(4) > 0 {
            let classes: Vec<_> = (0..=random.below(3)).map(|_| *random.pick(&CLASSES).unwrap()).collect();
            let _ = write!(page, " class=\"{}\"", classes.join("\n "));
        }
        if random.below(2) == 0 {
            let _ = write!(page, " data-State='{}'", random.pick(&VALUES).unwrap());
        }
        page.push_str(">text");
        open.push(name);
    }
    while let Some(name) = open.pop() {
        let _ = write!(page, "</{name}>");
    }
    page.push_str("</body></html>");
    page
}

/// For instance `div > .row[data-state^="up"] span, #e7`.
fn random_selector(random: &mut Random) -> String {
    let mut alternatives = Vec::new();
    for _ in 0..=random.below(2) {
        let mut selector = compound(random);
        for _ in 0..random.below(4) {
            let combinator = random.pick(&[" ", "  ", " > ", ">", "\n>\t", " + ", "~"]).unwrap();
            let _ = write!(selector, "{combinator}{}", compound(random));
        }
        alternatives.push(selector);
    }
    alternatives.join([",", ", ", " ,"][random.below(3)])
}

fn compound(random: &mut Random) -> String {
    let mut compound = match random.below(5) {
        0 => "*".to_owned(),
        1 | 2 => (*random.pick(&["div", "DIV", "section", "span", "body", "p"]).unwrap()).to_owned(),
        _ => String::new(),
    };
    for _ in 0..random.below(3) {
        let _ = match random.below(6) {
            0 => write!(compound, "#e{}", random.below(40)),
            1 | 2 => write!(compound, ".{}", random.pick(&CLASSES).unwrap()),
            3 => write!(compound, "[data-state]"),
            _ => {
                let operator = random.pick(&["=", "^=", "$=", "*=", "~=", " = "]).unwrap();
                let value =
                    random.pick(&["up", "down", "u", "p", "up and running", "-2", "", "a&b", " "]).unwrap();
                let quote = random.pick(&["\"", "'"]).unwrap();
                write!(compound, "[Data-State{operator}{quote}{value}{quote}]")
            }
        };
    }
    if compound.is_empty() { ".row".to_owned() } else { compound }
}
