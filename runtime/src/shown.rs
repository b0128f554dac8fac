//! What a server had a hand in, as people see it.

use std::fmt::{self, Display, Write as _};

/// How much is shown, in bytes.
const MOST: usize = 1024;

/// Shows the beginning of what may be as long as an answer, such as the place
/// of an error below a name that the server made up. No character of it can
/// end the line.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut beginning = Beginning {
            left: MOST,
            target: f,
        };
        let shown = write!(beginning, "{}", self.0);
        match (shown, beginning.left) {
            (Err(_), 0) => f.write_str("..."),
            (shown, _) => shown,
        }
    }
}

/// Takes so much and no more.
struct Beginning<'a, 'b> {
    left: usize,
    target: &'a mut fmt::Formatter<'b>,
}

impl fmt::Write for Beginning<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            self.left = self.left.saturating_sub(c.len_utf8());
            if self.left == 0 {
                return Err(fmt::Error);
            }
            match c.is_control() {
                true => write!(self.target, "{}", c.escape_default())?,
                false => self.target.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Shown};

    #[test]
    fn only_the_beginning_is_shown() {
        assert_eq!(Shown("a name").to_string(), "a name");
        assert_eq!(Shown("two\nlines\u{1b}").to_string(), "two\\nlines\\u{1b}");
        let long = Shown("\u{e9}".repeat(MOST)).to_string();
        assert!(long.len() < MOST + 3, "{}", long.len());
        assert!(long.ends_with("\u{e9}..."));
    }
}
