//! Writes reports as pages: HTML in one file, which needs no network and no script, and suits light and
//! dark, narrow and wide, and readers who hear it. What a page tells is left to others.

pub mod browser;

use crate::table::{Align, Table};

/// The looks of all pages.
const STYLE: &str = include_str!("style.css");

/// A page.
pub struct Page {
    /// What it is about.
    pub title: String,
    /// A paragraph on how to read it.
    pub lead: String,
    /// The rest, from top to bottom.
    pub parts: Vec<Part>,
}

/// A piece of a page.
pub enum Part {
    /// Figures in rows and columns.
    Table(Table),
    /// Figures as bars.
    Chart(Chart),
}

/// Bars in groups; in each group the longest is as wide as there is room for.
pub struct Chart {
    /// What the bars tell.
    pub caption: String,
    /// The groups.
    pub groups: Vec<Group>,
}

/// Bars that are compared with each other.
pub struct Group {
    /// What is measured.
    pub label: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A figure.
pub struct Bar {
    /// Whose it is.
    pub label: String,
    /// How long the bar is, in a unit that the group shares.
    pub value: f64,
    /// The figure as people read it.
    pub text: String,
    /// Whether it is about this project.
    pub is_ours: bool,
}

/// A chart of the groups that have bars, if there are any.
pub fn chart(caption: &str, mut groups: Vec<Group>) -> Option<Part> {
    groups.retain(|group| !group.bars.is_empty());
    (!groups.is_empty()).then(|| {
        Part::Chart(Chart {
            caption: caption.to_owned(),
            groups,
        })
    })
}

impl Page {
    /// The page as HTML.
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let lead = prose(&self.lead);
        let parts: String = self.parts.iter().map(part).collect();
        format!(
            "<!doctype html>\n\
             <html lang=\"en\">\n\
             <head>\n\
             <meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; img-src data:\">\n\
             <link rel=\"icon\" href=\"data:,\">\n\
             <title>{title}</title>\n\
             <style>\n{STYLE}</style>\n\
             </head>\n\
             <body>\n\
             <main>\n\
             <h1>{title}</h1>\n\
             <p>{lead}</p>\n\
             {parts}\
             </main>\n\
             </body>\n\
             </html>\n"
        )
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Table(table) => framed(&table.caption, &table_html(table)),
        Part::Chart(chart) => framed(&chart.caption, &chart_html(chart)),
    }
}

/// A wide table scrolls by itself, also for those who use the keyboard.
fn framed(label: &str, table: &str) -> String {
    let label = escaped(label);
    format!(
        "<div class=\"frame\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n{table}</div>\n"
    )
}

fn table_html(table: &Table) -> String {
    let title = |(title, align): &(String, Align)| {
        format!("<th scope=\"col\"{}>{}</th>", class(*align), escaped(title))
    };
    let row = |row: &Vec<String>| {
        let cells = row.iter().zip(&table.columns).enumerate();
        let cells: String = cells
            .map(|(index, (text, (_, align)))| match index {
                0 => format!("<th scope=\"row\"{}>{}</th>", class(*align), escaped(text)),
                _ => format!("<td{}>{}</td>", class(*align), escaped(text)),
            })
            .collect();
        format!("<tr>{cells}</tr>\n")
    };
    let titles: String = table.columns.iter().map(title).collect();
    let rows: String = table.rows.iter().map(row).collect();
    format!(
        "<table>\n<caption>{}</caption>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
        prose(&table.caption)
    )
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"figure\"",
    }
}

fn chart_html(chart: &Chart) -> String {
    let groups: String = chart.groups.iter().map(group).collect();
    format!(
        "<table class=\"chart\">\n<caption>{}</caption>\n{groups}</table>\n",
        prose(&chart.caption)
    )
}

fn group(group: &Group) -> String {
    let longest = group.bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let row = |bar: &Bar| {
        let share = if longest > 0.0 {
            bar.value / longest * 100.0
        } else {
            0.0
        };
        let class = if bar.is_ours { "bar ours" } else { "bar" };
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"figure\">{}</td>\
             <td class=\"track\"><div class=\"{class}\" style=\"width:{share:.2}%\"></div></td></tr>\n",
            escaped(&bar.label),
            escaped(&bar.text),
        )
    };
    let rows: String = group.bars.iter().map(row).collect();
    format!(
        "<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"3\">{}</th></tr>\n{rows}</tbody>\n",
        escaped(&group.label)
    )
}

/// Text with code between backticks.
fn prose(text: &str) -> String {
    let pieces = text.split('`').enumerate().map(|(index, piece)| {
        let piece = escaped(piece);
        if index % 2 == 1 {
            format!("<code>{piece}</code>")
        } else {
            piece
        }
    });
    pieces.collect()
}

/// Text as the content of an element or of an attribute in double quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_only_texts_and_bars_have_their_share() {
        let mut table = Table::new("Pets & <b>", &["name", "legs"]);
        table.row(vec!["<script>".to_owned(), "4".to_owned()]);
        let bar = |value, is_ours| Bar {
            label: "\"quoted\"".to_owned(),
            value,
            text: "4 s".to_owned(),
            is_ours,
        };
        let chart = Chart {
            caption: "Times".to_owned(),
            groups: vec![Group {
                label: "one".to_owned(),
                bars: vec![bar(1.0, true), bar(4.0, false)],
            }],
        };
        let page = Page {
            title: "Title".to_owned(),
            lead: "Run `a < b` first".to_owned(),
            parts: vec![Part::Table(table), Part::Chart(chart)],
        };
        let html = page.html();
        assert!(
            html.contains("<caption>Pets &amp; &lt;b&gt;</caption>"),
            "{html}"
        );
        assert!(html.contains("<th scope=\"row\">&lt;script&gt;</th><td class=\"figure\">4</td>"));
        assert!(html.contains("class=\"bar ours\" style=\"width:25.00%\""));
        assert!(html.contains("class=\"bar\" style=\"width:100.00%\""));
        assert!(html.contains("<p>Run <code>a &lt; b</code> first</p>"));
        assert!(!html.contains("<script"));
    }
}
