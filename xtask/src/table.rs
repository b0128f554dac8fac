//! A table of texts, for the terminal. As HTML it is laid out by `page`.

/// How the texts of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Columns with a title each, and rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the table tells, in a few words.
    pub caption: String,
    /// The titles of the columns, with how their texts stand.
    pub columns: Vec<(String, Align)>,
    /// A text per column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows. The first column holds words, the others figures.
    pub fn new(caption: &str, titles: &[&str]) -> Self {
        let align = |index| {
            if index == 0 {
                Align::Left
            } else {
                Align::Right
            }
        };
        let column = |(index, title): (usize, &&str)| ((*title).to_owned(), align(index));
        Self {
            caption: caption.to_owned(),
            columns: titles.iter().enumerate().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Makes the last column one of words.
    pub fn with_words_last(mut self) -> Self {
        if let Some((_, align)) = self.columns.last_mut() {
            *align = Align::Left;
        }
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The table as lines of one width, the caption first.
    pub fn text(&self) -> String {
        let titles: Vec<String> = self
            .columns
            .iter()
            .map(|(title, _)| title.clone())
            .collect();
        let lines = || std::iter::once(&titles).chain(&self.rows);
        let width = |index: usize| {
            let cells = lines().filter_map(|row| row.get(index));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut text = format!("{}\n", self.caption);
        for row in lines() {
            let cells = row.iter().zip(&widths).zip(&self.columns);
            let cells = cells.map(|((cell, width), (_, align))| match align {
                Align::Left => format!("{cell:<width$}"),
                Align::Right => format!("{cell:>width$}"),
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_text() {
        let mut table = Table::new("Pets", &["name", "legs", "note"]).with_words_last();
        table.row(vec!["cat".to_owned(), "4".to_owned(), "purrs".to_owned()]);
        table.row(vec![
            "millipede".to_owned(),
            "1,000".to_owned(),
            String::new(),
        ]);
        let expected = "Pets\n\
                        name        legs  note\n\
                        cat            4  purrs\n\
                        millipede  1,000\n";
        assert_eq!(table.text(), expected);
    }
}
