//! Which open elements a start tag ends, because their end tags may be left out: `<tr><td>A<tr><td>B`.
//!
//! These are the rules of the HTML standard for the start tags of lists, tables, menus and paragraphs, without its
//! reconstruction of formatting elements.

/// What a start tag ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// `<li>`: an open `li` of the same list.
    ListItem,
    /// `<dt>`, `<dd>`: an open one of the same list.
    Description,
    /// `<tr>`: an open row of the same table.
    Row,
    /// `<td>`, `<th>`: an open cell of the same row.
    Cell,
    /// `<tbody>`, `<thead>`, `<tfoot>`: an open one of the same table.
    RowGroup,
    /// `<option>`: an open one.
    Option,
    /// `<optgroup>`: an open one, with its options.
    OptionGroup,
    /// A block: an open paragraph.
    Paragraph,
}

impl Ends {
    fn of(lower: &[u8]) -> Option<Self> {
        Some(match lower {
            b"li" => Self::ListItem,
            b"dt" | b"dd" => Self::Description,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"tbody" | b"thead" | b"tfoot" => Self::RowGroup,
            b"option" => Self::Option,
            b"optgroup" => Self::OptionGroup,
            b"address" | b"article" | b"aside" | b"blockquote" | b"center" | b"details" | b"div" | b"dl"
            | b"fieldset" | b"figcaption" | b"figure" | b"footer" | b"form" | b"h1" | b"h2" | b"h3"
            | b"h4" | b"h5" | b"h6" | b"header" | b"hr" | b"main" | b"menu" | b"nav" | b"ol" | b"p"
            | b"pre" | b"section" | b"summary" | b"table" | b"ul" => Self::Paragraph,
            _ => return None,
        })
    }

    /// Whether it ends this open element.
    fn ends(self, open: &str) -> bool {
        let is = |names: &[&str]| names.iter().any(|name| open.eq_ignore_ascii_case(name));
        match self {
            Self::ListItem => is(&["li"]),
            Self::Description => is(&["dt", "dd"]),
            Self::Row => is(&["tr"]),
            Self::Cell => is(&["td", "th"]),
            Self::RowGroup => is(&["tbody", "thead", "tfoot"]),
            Self::Option => is(&["option"]),
            Self::OptionGroup => is(&["optgroup"]),
            Self::Paragraph => is(&["p"]),
        }
    }

    /// Whether it reaches no further out than this open element.
    fn stops_at(self, open: &str) -> bool {
        let is = |names: &[&str]| names.iter().any(|name| open.eq_ignore_ascii_case(name));
        match self {
            Self::Row | Self::RowGroup => is(&["table", "template", "html"]),
            Self::Cell => is(&["tr", "table", "template", "html"]),
            Self::Option | Self::OptionGroup => is(&["select", "datalist", "template", "html"]),
            Self::ListItem | Self::Description | Self::Paragraph => {
                is(&["table", "td", "th", "caption", "button", "object", "template", "html", "body"])
                    || self == Self::ListItem && is(&["ul", "ol", "menu"])
                    || self == Self::Description && is(&["dl"])
            }
        }
    }
}

/// Whether the start tag of another element may end an element of this name.
pub(super) fn may_be_ended(name: &str) -> bool {
    const NAMES: [&str; 12] =
        ["li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "p"];
    name.len() <= 8 && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// How many of the open elements, innermost first, a start tag of this name ends.
pub(super) fn count_ended<'n>(name: &str, open: impl Iterator<Item = &'n str>) -> usize {
    let mut buffer = [0; 10];
    let Some(lower) = buffer.get_mut(..name.len()) else { return 0 };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    let Some(ends) = Ends::of(lower) else { return 0 };
    for (inside, open) in open.enumerate() {
        if ends.ends(open) {
            return inside.saturating_add(1);
        }
        if ends.stops_at(open) {
            return 0;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::count_ended;

    #[test]
    fn a_start_tag_ends_what_the_standard_says() {
        for (open, tag, ended) in [
            ("ul li", "li", 1),
            ("ul li b", "LI", 2),
            ("ul li ul", "li", 0),
            ("dl dt", "dd", 1),
            ("dl dd p", "dt", 2),
            ("table tr td", "tr", 2),
            ("table tbody tr td b", "td", 2),
            ("table tr td table tr", "td", 0),
            ("table thead tr th", "tbody", 3),
            ("table tr td table", "tr", 0),
            ("select optgroup option", "optgroup", 2),
            ("select option", "option", 1),
            ("div p span", "div", 2),
            ("p table tr td", "p", 0),
            ("p", "span", 0),
        ] {
            assert_eq!(count_ended(tag, open.split(' ').rev()), ended, "<{tag}> in {open}");
        }
    }
}
