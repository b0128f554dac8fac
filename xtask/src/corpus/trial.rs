//! One description on its way: counted, generated from, compiled.

use std::path::{Path, PathBuf};

use super::documents::Document;
use super::outline::Counts;
use crate::failure::Failure;
use crate::generator::{Generated, Generator};
use crate::measure::{Compiled, Compiler, Job};

/// A description and what became of it.
pub struct Trial {
    /// The description.
    pub document: Document,
    /// The version of OpenAPI or Swagger that it is written in.
    pub version: String,
    /// What is in it.
    pub counts: Counts,
    /// What the generator made of it, or why it made nothing.
    pub generated: Result<Generated, String>,
    /// What the compiler said to the crate, if it was asked.
    pub compiled: Option<Compiled>,
    folder: PathBuf,
}

impl Trial {
    /// Counts what is in `document`, and generates from it below `work`.
    ///
    /// # Errors
    ///
    /// When the document cannot be counted. That it cannot be generated from is part of the trial.
    pub fn generate(
        document: &Document,
        generator: &Generator,
        work: &Path,
    ) -> Result<Self, Failure> {
        let (version, counts) = document.count()?;
        let folder = work.join("crates").join(&document.name);
        let generated = match generator.generate(&document.path, &folder) {
            Ok(generated) => Ok(generated),
            Err(Failure::Failed(message) | Failure::Usage(message)) => Err(message),
        };
        Ok(Self {
            document: document.clone(),
            version,
            counts,
            generated,
            compiled: None,
            folder,
        })
    }

    /// Compiles the crate, if there is one, with all its features.
    ///
    /// # Errors
    ///
    /// When cargo cannot be asked. That the crate does not compile is part of the trial.
    pub fn compile(&mut self, compiler: &Compiler) -> Result<(), Failure> {
        if self.generated.is_ok() {
            let compiled = compiler.compile(&self.folder, Job::Check, &["--all-features"])?;
            self.compiled = Some(compiled);
        }
        Ok(())
    }

    /// Lines of Rust that were generated.
    pub fn lines(&self) -> usize {
        self.generated
            .as_ref()
            .map_or(0, |generated| generated.lines)
    }

    /// Whether the crate was compiled, with or without success.
    pub fn is_compiled(&self) -> bool {
        self.compiled.is_some()
    }

    /// What is not as it must be.
    pub fn problems(&self) -> Vec<String> {
        let generated = match &self.generated {
            Ok(generated) => generated,
            Err(message) => return vec![format!("not generated: {message}")],
        };
        let mut problems = Vec::new();
        let (described, made) = (self.counts.operations, generated.operations);
        if described != made {
            problems.push(format!(
                "{described} operations are described, {made} generated"
            ));
        }
        if let Some(compiled) = &self.compiled {
            let said = |kind: &str, texts: &[String]| {
                texts.first().map(|first| {
                    format!(
                        "compiled with {} {kind}, the first is:\n{first}",
                        texts.len()
                    )
                })
            };
            problems.extend(said("errors", &compiled.errors));
            problems.extend(said("warnings", &compiled.warnings));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Cost;
    use std::collections::BTreeMap;

    fn trial(operations: usize, compiled: Option<Compiled>) -> Trial {
        let mut documents = super::super::documents::chosen(Vec::new(), &["Cargo.toml".to_owned()]);
        Trial {
            document: documents.as_mut().unwrap().remove(0),
            version: "3.0.0".to_owned(),
            counts: Counts {
                operations: 2,
                schemas: 0,
            },
            generated: Ok(Generated {
                cost: Cost::default(),
                operations,
                types: 0,
                losses: BTreeMap::new(),
                lines: 0,
            }),
            compiled,
            folder: PathBuf::new(),
        }
    }

    #[test]
    fn lost_operations_errors_and_warnings_are_problems() {
        let compiled = |warnings: &[&str], errors: &[&str]| {
            let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
            Some(Compiled {
                cost: Cost::default(),
                library: None,
                warnings: owned(warnings),
                errors: owned(errors),
            })
        };
        assert!(trial(2, None).problems().is_empty());
        assert!(trial(2, compiled(&[], &[])).problems().is_empty());
        assert_eq!(trial(1, None).problems().len(), 1);
        assert_eq!(trial(3, compiled(&["w"], &["e", "e"])).problems().len(), 3);
        let mut failed = trial(2, None);
        failed.generated = Err("error: no".to_owned());
        assert_eq!(failed.problems(), ["not generated: error: no"]);
    }
}
