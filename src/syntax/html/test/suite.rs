//! The tokenizer suite of html5lib, which lies in `../shared`.

use std::process::Command;

use serde_json::Value;

use super::{Plain, Tokenizer, TokenizerState, joined, ours};

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/suites/html5lib-tokenizer.tar.xz");
const FILES: [&str; 14] = [
    "contentModelFlags",
    "domjs",
    "entities",
    "escapeFlag",
    "namedEntities",
    "numericEntities",
    "pendingSpecChanges",
    "test1",
    "test2",
    "test3",
    "test4",
    "unicodeChars",
    "unicodeCharsProblematic",
    "xmlViolation",
];

/// Cases that are known to fail, one description a line. A case that passes all the same must leave the list.
const EXPECTED_FAILURES: &str = include_str!("expected_failures.txt");

fn read(file: &str) -> Value {
    let output = Command::new("tar")
        .args(["-xJOf", ARCHIVE, "--wildcards", &format!("*tokenizer/{file}.test")])
        .output()
        .expect("tar is installed");
    assert!(output.status.success(), "{ARCHIVE} cannot be unpacked");
    serde_json::from_slice(&output.stdout).expect("the suite is JSON")
}

/// `\uXXXX` written out, in the cases marked `doubleEscaped`. `None` for a lone surrogate: no `str` holds one.
fn unescape(text: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).ok()
}

fn expected(output: &Value, text: impl Fn(&str) -> Option<String>) -> Option<Vec<Plain>> {
    let mut list = Vec::new();
    for token in output.as_array()? {
        let word = |at: usize| token.get(at).and_then(Value::as_str).unwrap_or_default();
        list.push(match word(0) {
            "StartTag" => {
                let mut attributes = Vec::new();
                for (name, value) in token.get(2)?.as_object()? {
                    attributes.push((text(name)?, text(value.as_str()?)?));
                }
                attributes.sort();
                let self_closing = token.get(3).is_some();
                Plain::Start { name: text(word(1))?, attributes, self_closing }
            }
            "EndTag" => Plain::End(text(word(1))?),
            "Character" => Plain::Text(text(word(1))?),
            "Comment" => Plain::Comment(text(word(1))?),
            "DOCTYPE" => Plain::Doctype(text(word(1))?),
            other => panic!("expected a token, found {other:?}"),
        });
    }
    Some(joined(list))
}

#[test]
#[ignore = "needs ../shared"]
#[expect(clippy::print_stdout, reason = "prints each case that fails")]
fn the_html5lib_suite_passes() {
    let (mut passed, mut not_text, mut failed) = (0, 0, Vec::new());
    for file in FILES {
        let tests = read(file);
        for case in tests.get("tests").and_then(Value::as_array).into_iter().flatten() {
            let escaped = case.get("doubleEscaped").is_some();
            let text = |text: &str| if escaped { unescape(text) } else { Some(text.to_owned()) };
            let description = case["description"].as_str().unwrap_or_default();
            let (Some(input), Some(expected)) =
                (text(case["input"].as_str().unwrap_or_default()), expected(&case["output"], text))
            else {
                not_text += 1;
                continue;
            };
            let last = case.get("lastStartTag").and_then(Value::as_str).unwrap_or("x");
            let section = format!("<![CDATA[{input}");
            let states = case.get("initialStates").and_then(Value::as_array).cloned();
            for state in states.unwrap_or_else(|| vec!["Data state".into()]) {
                let tokenizer = match state.as_str().unwrap_or_default() {
                    "Data state" => Tokenizer::inside(&input, TokenizerState::Data, false),
                    "RCDATA state" => Tokenizer::inside(&input, TokenizerState::Rcdata(last), false),
                    "RAWTEXT state" => Tokenizer::inside(&input, TokenizerState::Rawtext(last), false),
                    "PLAINTEXT state" => Tokenizer::inside(&input, TokenizerState::Plaintext, false),
                    "Script data state" => Tokenizer::inside(&input, TokenizerState::Script, false),
                    "CDATA section state" => Tokenizer::inside(&section, TokenizerState::Data, true),
                    other => panic!("expected a state, found {other:?}"),
                };
                let found = ours(tokenizer);
                if found == expected {
                    passed += 1;
                } else {
                    let state = state.as_str().unwrap_or_default().to_owned();
                    failed.push((
                        format!("{file}: {description} ({state})"),
                        input.clone(),
                        found,
                        expected.clone(),
                    ));
                }
            }
        }
    }
    println!("{passed} passed, {} failed, {not_text} hold lone surrogates", failed.len());
    let known: Vec<&str> = EXPECTED_FAILURES.lines().filter(|line| !line.starts_with('#')).collect();
    for (case, input, found, expected) in &failed {
        if !known.contains(&case.as_str()) {
            println!("{case}\n  input    {input:?}\n  found    {found:?}\n  expected {expected:?}");
        }
    }
    let surprises: Vec<_> =
        known.iter().filter(|known| failed.iter().all(|(case, ..)| case != *known)).collect();
    assert!(surprises.is_empty(), "these pass now and must leave the list: {surprises:?}");
    assert_eq!(failed.len(), known.len(), "cases fail that are not in the list");
    assert!(passed > 6_900, "expected the whole suite, found {passed} cases");
}
