//! Documents of `ProseMirror`, the editor that updates are written in, as Markdown.
//!
//! ```json
//! {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "We are looking."}]}]}
//! ```

use serde_json::Value;

/// What is left to write of a tree.
enum Pending<'v> {
    Node(&'v Value),
    /// The end of the line after a node's content.
    LineEnd(&'static str),
}

/// Converts a document to Markdown: paragraphs with empty lines between them, headings and list items with their marks.
/// `None` if it is not such a document or has no text.
pub(super) fn to_markdown(raw: &str) -> Option<String> {
    // serde_json refuses what nests deeper than its limit.
    let tree: Value = serde_json::from_str(raw).ok()?;
    let mut out = String::new();
    let mut left = vec![Pending::Node(&tree)];
    while let Some(next) = left.pop() {
        let node = match next {
            Pending::Node(node) => node,
            Pending::LineEnd(text) => {
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
                left.push(Pending::LineEnd("\n\n"));
            }
            "listItem" | "list_item" => {
                end_line(&mut out, "\n");
                out.push_str("- ");
                left.push(Pending::LineEnd("\n"));
            }
            // In a list item, the paragraph's line is the item's.
            "paragraph" if !out.ends_with("- ") => left.push(Pending::LineEnd("\n\n")),
            _ => {}
        }
        if let Some(text) = text("text") {
            out.push_str(text);
        }
        if let Some(content) = node.get("content").and_then(Value::as_array) {
            left.extend(content.iter().rev().map(Pending::Node));
        }
    }
    let words = out.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Ends the text with these line ends, unless it is empty or already ends with them.
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
        assert_eq!(to_markdown(raw).unwrap(), "## Cause\n\nOne disk.\nFull.\n\n- a\n- b\n\nEnd.");
        assert_eq!(to_markdown(r#"{"type":"doc","content":[]}"#), None);
        assert_eq!(to_markdown("[1"), None);
    }
}
