//! The elements of HTML: the crate's one table of their names, and of how each is parsed and shown.

/// What is known about an element, as a set of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ElementRules(u8);

impl ElementRules {
    const NONE: Self = Self(0);
    const VOID: Self = Self(1);
    const BLOCK: Self = Self(2);
    const INLINE: Self = Self(4);
    const IMPLIED_END: Self = Self(8);
    const BREAKOUT: Self = Self(16);
    const PROSE: Self = Self(32);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The rules of the element of this name, in any case.
    #[inline]
    pub(crate) fn of(name: &str) -> Self {
        const LONGEST: usize = 10;
        let mut buffer = [0; LONGEST];
        let Some(lower) = buffer.get_mut(..name.len()) else { return Self::NONE };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        Self::of_lower(lower)
    }

    const fn of_lower(name: &[u8]) -> Self {
        match name {
            b"area" | b"base" | b"col" | b"input" | b"link" | b"param" | b"source" | b"track" | b"wbr" => {
                Self::VOID
            }
            b"embed" | b"meta" => Self::VOID.and(Self::BREAKOUT),
            b"br" | b"hr" | b"img" => Self::VOID.and(Self::BREAKOUT).and(Self::PROSE),
            b"cite" | b"label" | b"q" | b"time" => Self::INLINE,
            b"a" | b"abbr" | b"font" => Self::INLINE.and(Self::PROSE),
            b"big" => Self::INLINE.and(Self::BREAKOUT),
            b"b" | b"code" | b"em" | b"i" | b"s" | b"small" | b"span" | b"strong" | b"sub" | b"sup"
            | b"u" | b"var" => Self::INLINE.and(Self::BREAKOUT).and(Self::PROSE),
            b"aside" | b"caption" | b"fieldset" | b"footer" | b"form" | b"header" | b"main" | b"nav"
            | b"title" => Self::BLOCK,
            b"address" | b"article" | b"details" | b"figcaption" | b"figure" | b"section" | b"summary" => {
                Self::BLOCK.and(Self::PROSE)
            }
            b"body" => Self::BLOCK.and(Self::BREAKOUT),
            b"blockquote" | b"div" | b"dl" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"pre"
            | b"table" => Self::BLOCK.and(Self::BREAKOUT).and(Self::PROSE),
            b"dd" | b"dt" | b"p" => Self::BLOCK.and(Self::IMPLIED_END).and(Self::BREAKOUT).and(Self::PROSE),
            b"tr" => Self::BLOCK.and(Self::IMPLIED_END).and(Self::PROSE),
            b"li" => Self::IMPLIED_END.and(Self::BREAKOUT).and(Self::PROSE),
            b"td" | b"th" => Self::IMPLIED_END.and(Self::PROSE),
            b"option" => Self::IMPLIED_END,
            b"head" | b"listing" | b"menu" | b"nobr" | b"ruby" => Self::BREAKOUT,
            b"center" | b"ol" | b"strike" | b"tt" | b"ul" => Self::BREAKOUT.and(Self::PROSE),
            b"del" | b"ins" | b"kbd" | b"mark" | b"samp" | b"tbody" | b"tfoot" | b"thead" => Self::PROSE,
            _ => Self::NONE,
        }
    }

    /// Nothing can be inside it, and it has no end tag: `<br>`.
    pub(crate) const fn is_void(self) -> bool {
        self.has(Self::VOID)
    }

    /// It begins and ends a line of text: `<div>`. (`<hr>`, which is void, too.)
    pub(crate) const fn is_block(self) -> bool {
        self.has(Self::BLOCK)
    }

    /// It is part of a line of text. Its end tag does not reach beyond a block: `<b><div></b>` leaves the `div` open.
    pub(crate) const fn is_inline(self) -> bool {
        self.has(Self::INLINE)
    }

    /// Its end tag may be left out; the next element of the same name ends it: `<li>One<li>Two`.
    pub(crate) const fn has_implied_end(self) -> bool {
        self.has(Self::IMPLIED_END)
    }

    /// Its start tag ends an `<svg>` or `<math>` that was left open.
    pub(crate) const fn breaks_out(self) -> bool {
        self.has(Self::BREAKOUT)
    }

    /// The body of an update may be marked up with it. Other names between brackets (`<your-region>`, `<time>`) are words.
    pub(crate) const fn is_prose(self) -> bool {
        self.has(Self::PROSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        let rules = ElementRules::of;
        assert!(rules("BR").is_void() && rules("br").breaks_out());
        assert!(rules("Div").is_block() && !rules("div").is_inline());
        assert!(rules("li").has_implied_end() && rules("span").is_inline() && rules("tbody").is_prose());
        assert!(
            !rules("your-region").is_prose()
                && !rules("a-very-long-name").is_prose()
                && !rules("").is_prose()
        );
    }
}
