//! Pairs of names and values, as queries and cookies have them.

use smallvec::SmallVec;

/// Pairs in the order in which they came: names are decoded, values are not.
/// All are in one piece of memory, since most requests have few and short ones.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    text: String,
    /// Where each name and each value ends.
    ends: SmallVec<[(usize, usize); 4]>,
}

impl Pairs {
    /// No pairs yet, with room for a text of so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ends: SmallVec::new(),
        }
    }

    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let name_end = self.text.len();
        self.text.push_str(value);
        self.ends.push((name_end, self.text.len()));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let mut start = 0;
        self.ends.iter().map(move |&(name_end, end)| {
            let name = &self.text[start..name_end];
            start = end;
            (name, &self.text[name_end..end])
        })
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Pairs {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut all = Self::default();
        for (name, value) in pairs {
            all.push(name.as_ref(), value.as_ref());
        }
        all
    }
}
