//! A place in a short text, and the small pieces that every notation is made of.

use super::names;

/// A place in a text. A reader that fails leaves it anywhere: notations work on a copy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// What was not read yet.
    pub(super) fn rest(self) -> &'t str {
        self.rest
    }

    pub(super) fn is_at_end(self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn advance_to(&mut self, rest: &'t str) {
        self.rest = rest;
    }

    /// Takes this character, if it is the next one.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes this word in any case, if it is the next one and does not go on.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        let Some((head, rest)) = self.rest.split_at_checked(wanted.len()) else { return false };
        let goes_on = rest.starts_with(char::is_alphabetic);
        let found = head.eq_ignore_ascii_case(wanted) && !goes_on;
        if found {
            self.rest = rest;
        }
        found
    }

    /// Takes white space, no-break and thin spaces included, and says whether there was any.
    pub(super) fn spaces(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start();
        self.rest.len() < before
    }

    /// Takes a whole run of digits, if its length is in this range; gives the number and the length.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<(u32, usize)> {
        let run = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if run < least || run > most {
            return None;
        }
        let (digits, rest) = self.rest.split_at_checked(run)?;
        let number = digits.parse().ok()?;
        self.rest = rest;
        Some((number, run))
    }

    /// Takes just this many digits, whatever follows.
    pub(super) fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number = digits.parse().ok()?;
        self.rest = rest;
        Some(number)
    }

    /// Takes the run of letters that comes next; empty if there is none.
    pub(super) fn letters(&mut self) -> &'t str {
        let run = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        match self.rest.split_at_checked(run) {
            Some((word, rest)) => {
                self.rest = rest;
                word
            }
            None => "",
        }
    }

    /// Takes a month's name, short or long, and its full stop.
    pub(super) fn month(&mut self) -> Option<u32> {
        let month = names::month(self.letters())?;
        self.eat('.');
        Some(month)
    }

    /// Takes a day of the month, one or two digits, and its ordinal ending.
    pub(super) fn day(&mut self) -> Option<u32> {
        let (day, _) = self.number(1, 2)?;
        for ending in ["st", "nd", "rd", "th"] {
            if self.eat_word(ending) {
                break;
            }
        }
        (1..=31).contains(&day).then_some(day)
    }

    /// Takes a year of four digits that is not the start of something longer.
    pub(super) fn year(&mut self) -> Option<i32> {
        let mut copy = *self;
        let (year, _) = copy.number(4, 4)?;
        if copy.rest.starts_with(':') {
            return None;
        }
        *self = copy;
        i32::try_from(year).ok()
    }

    /// Takes a weekday, with the comma or full stop behind it.
    pub(super) fn weekday(&mut self) -> Option<chrono::Weekday> {
        let mut copy = *self;
        let weekday = names::weekday(copy.letters())?;
        copy.eat('.');
        copy.eat(',');
        copy.spaces();
        *self = copy;
        Some(weekday)
    }
}
