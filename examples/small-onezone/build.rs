//! Turns the operations that this zone serves, and the errors of Onedata,
//! into code.

use specwright::{Builder, Diagnostics, Filter};

/// A line for each operation; all others of Onezone are left out, with the
/// types that only they need.
const OPERATIONS: &str = include_str!("operations.txt");

fn main() -> Result<(), Diagnostics> {
    let lines = OPERATIONS.lines().filter(|line| !line.is_empty());
    let operations = lines.filter(|line| !line.starts_with('#'));
    let part = operations.fold(Filter::new(), |part, id| part.operation(id));
    Builder::new("../../spec/onezone/onezone.yaml")
        .filter(part)
        .client(false)
        .generate()?;
    Builder::new("../../spec/errors/errors.yaml")
        .client(false)
        .server(false)
        .generate()
}
