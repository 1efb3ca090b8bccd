//! JSONP: JSON as the argument of a call, `jsonCallback({"services": []});`.

/// The JSON of a text in JSONP, with blanks in place of the call before it, so that offsets, lines and columns in it are
/// those of the text. `None` if the text is not JSONP. The end of the call may be missing: then the JSON is cut off too.
pub(crate) fn unwrap(text: &str) -> Option<String> {
    let call = text.trim_start();
    // Some servers write `/**/` first, against attacks on old browser plug-ins.
    let call = call.strip_prefix("/**/").unwrap_or(call).trim_start();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    let after_name = call.trim_start_matches(is_name);
    if after_name.len() == call.len() {
        return None;
    }
    let argument = after_name.trim_start().strip_prefix('(')?.trim_start();
    if !begins_json(argument) {
        return None;
    }
    let before = text.get(..text.len().checked_sub(argument.len())?)?;
    let inside = argument.trim_end();
    let inside = inside.strip_suffix(';').unwrap_or(inside).trim_end();
    let inside = inside.strip_suffix(')').unwrap_or(inside);
    let mut json: String = before.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    json.push_str(inside);
    Some(json)
}

/// Whether an object or a list of objects begins here: `render({ el: 1 })` and `f([x])` are code.
fn begins_json(text: &str) -> bool {
    let mut bytes = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    matches!((bytes.next(), bytes.next()), (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b']')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_becomes_blanks_of_the_same_length() {
        for (text, json) in [
            (r#"jsonCallback({"a": 1});"#, r#"             {"a": 1}"#),
            ("/**/ a.b$_1 (\n[{}] ) ;\n", "             \n[{}] "),
            (r#"f({"a": [1"#, r#"  {"a": [1"#),
        ] {
            assert_eq!(unwrap(text).as_deref(), Some(json));
        }
    }

    #[test]
    fn code_and_prose_are_not_jsonp() {
        for text in [
            "",
            "{}",
            "({})",
            "f()",
            "f(1)",
            "render({ el: 1 })",
            "f([x])",
            "Outage (resolved)",
            "f {\"a\": 1}",
        ] {
            assert_eq!(unwrap(text), None, "{text}");
        }
    }
}
