//! Trees of `ProseMirror` (the editor that updates are written in), as Markdown.

use serde_json::Value;

/// What is left to write of a tree.
enum Left<'v> {
    Node(&'v Value),
    /// What stands behind a node's content.
    Behind(&'static str),
}

/// The words of a tree: paragraphs parted by empty lines, headings and list items with their marks. `None` for what is
/// no tree or has no words.
pub(super) fn markdown(raw: &str) -> Option<String> {
    // serde_json refuses what nests deeper than its limit.
    let tree: Value = serde_json::from_str(raw).ok()?;
    let mut out = String::new();
    let mut left = vec![Left::Node(&tree)];
    while let Some(next) = left.pop() {
        let node = match next {
            Left::Node(node) => node,
            Left::Behind(text) => {
                end_line(&mut out, text);
                continue;
            }
        };
        let text = |key| node.get(key).and_then(Value::as_str);
        match text("type").unwrap_or_default() {
            "lineBreak" | "hardBreak" => out.push('\n'),
            "heading" => {
                let level = node.pointer("/attrs/level").and_then(Value::as_u64).unwrap_or(2).clamp(1, 6);
                end_line(&mut out, "\n\n");
                out.extend((0..level).map(|_| '#'));
                out.push(' ');
                left.push(Left::Behind("\n\n"));
            }
            "listItem" | "list_item" => {
                end_line(&mut out, "\n");
                out.push_str("- ");
                left.push(Left::Behind("\n"));
            }
            // In a list item, the paragraph's line is the item's.
            "paragraph" if !out.ends_with("- ") => left.push(Left::Behind("\n\n")),
            _ => {}
        }
        if let Some(text) = text("text") {
            out.push_str(text);
        }
        if let Some(content) = node.get("content").and_then(Value::as_array) {
            left.extend(content.iter().rev().map(Left::Node));
        }
    }
    let words = out.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Ends what is written with these line ends, unless nothing is or it ends so already.
fn end_line(out: &mut String, end: &str) {
    if !out.is_empty() && !out.ends_with(end) {
        let has_one = out.ends_with('\n');
        out.push_str(if has_one { "\n".get(..end.len().saturating_sub(1)).unwrap_or_default() } else { end });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_markdown() {
        let raw = r#"{"type":"doc","content":[
            {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Cause"}]},
            {"type":"paragraph","content":[{"type":"text","text":"One "},{"type":"text","text":"disk."},
                {"type":"hardBreak"},{"type":"text","text":"Full."}]},
            {"type":"bulletList","content":[
                {"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]},
                {"type":"listItem","content":[{"type":"paragraph","content":[{"type":"text","text":"b"}]}]}]},
            {"type":"paragraph","content":null},
            {"type":"paragraph","content":[{"type":"text","text":"End."}]}]}"#;
        assert_eq!(markdown(raw).unwrap(), "## Cause\n\nOne disk.\nFull.\n\n- a\n- b\n\nEnd.");
        assert_eq!(markdown(r#"{"type":"doc","content":[]}"#), None);
        assert_eq!(markdown("[1"), None);
    }
}
