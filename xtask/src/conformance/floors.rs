//! Scores that a suite must reach, as options such as `--min30 325` set them.

use std::collections::BTreeMap;

use crate::failure::Failure;

/// The least that each score may be, by the option that sets it.
#[derive(Default)]
pub struct Floors {
    least: BTreeMap<&'static str, usize>,
}

impl Floors {
    /// Sets the floor that `option` stands for.
    pub fn set(&mut self, option: &'static str, least: usize) {
        self.least.insert(option, least);
    }

    /// The floor that `option` sets.
    pub fn least(&self, option: &str) -> Option<usize> {
        self.least.get(option).copied()
    }

    /// Makes sure that nothing is asked of a suite that cannot run.
    ///
    /// # Errors
    ///
    /// When any floor is set.
    pub fn must_be_unset(&self) -> Result<(), Failure> {
        match self.least.is_empty() {
            true => Ok(()),
            false => Err(Failure::Failed(
                "a floor is set, but there is nothing to score".to_owned(),
            )),
        }
    }

    /// Compares a score with the floor that `option` sets.
    ///
    /// # Errors
    ///
    /// When the score is below.
    pub fn meets(&self, option: &str, score: usize) -> Result<(), Failure> {
        match self.least.get(option) {
            Some(least) if score < *least => Err(Failure::Failed(format!(
                "the score {score} is below the floor `{option} {least}`"
            ))),
            _ => Ok(()),
        }
    }
}
