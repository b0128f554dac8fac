//! Compares one API with its pages.

use std::collections::BTreeSet;
use std::path::Path;

use super::compare::{Difference, compare};
use super::decisions::Decision;
use super::described::{self, Files};
use super::facts::{Kind, Operation};
use super::reference;
use super::wording::{Borrowed, Runs, borrowed};
use crate::failure::Failure;

/// How an API stands.
pub struct Api {
    /// Its name.
    pub name: String,
    /// What the pages tell.
    pub told: Vec<Operation>,
    /// What is not as the pages tell it, without decision.
    pub open: Vec<Difference>,
    /// What is not as the pages tell it, each with the reason.
    pub decided: Vec<(Difference, String)>,
    /// Sentences of the pages.
    pub borrowed: Vec<Borrowed>,
    /// Decisions that nothing fits, when no operation is missing.
    pub unused: Vec<String>,
}

impl Api {
    /// Compares the description in `spec` with the pages in `pages`, folders with a folder for each API.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read.
    pub fn compare(
        name: &str,
        pages: &Path,
        spec: &Path,
        decisions: &[Decision],
    ) -> Result<Self, Failure> {
        let pages = reference::pages(&pages.join(name))?;
        let mut runs = Runs::default();
        for page in &pages {
            runs.add(&page.operation.source, &page.sentences);
        }
        let folder = spec.join(name);
        let (described, borrowed) = if folder.is_dir() {
            let files = Files::read(&folder)?;
            let described = described::operations(&files, &format!("{name}.yaml"))?;
            (described, borrowed(&files, &runs))
        } else {
            Default::default()
        };
        let told: Vec<Operation> = pages.into_iter().map(|page| page.operation).collect();
        let mut api = Self {
            name: name.to_owned(),
            open: Vec::new(),
            decided: Vec::new(),
            borrowed,
            unused: Vec::new(),
            told,
        };
        api.decide(compare(&api.told, &described), decisions);
        Ok(api)
    }

    fn decide(&mut self, differences: Vec<Difference>, decisions: &[Decision]) {
        let mut is_used = vec![false; decisions.len()];
        let missing = missing(&differences);
        for difference in differences {
            let mut covering = decisions.iter().zip(&mut is_used);
            let decision = covering.find(|(decision, _)| {
                let is_missing = missing.contains(&difference.operation);
                !is_missing && decision.covers(&self.name, &difference)
            });
            match decision {
                Some((decision, used)) => {
                    *used = true;
                    self.decided.push((difference, decision.reason.clone()));
                }
                None => self.open.push(difference),
            }
        }
        if missing.is_empty() {
            let of_this = decisions.iter().zip(is_used);
            let unused = of_this.filter(|(decision, used)| !used && decision.is_about(&self.name));
            self.unused = unused.map(|(decision, _)| decision.to_string()).collect();
        }
    }

    /// Whether all is as the pages tell it, or decided, in words of our own.
    pub fn is_covered(&self) -> bool {
        self.open.is_empty() && self.borrowed.is_empty() && self.unused.is_empty()
    }
}

/// The operations that are missing as a whole.
pub fn missing(differences: &[Difference]) -> BTreeSet<String> {
    let missing = differences
        .iter()
        .filter(|difference| difference.kind == Kind::Operation && difference.is_missing());
    missing
        .map(|difference| difference.operation.clone())
        .collect()
}
