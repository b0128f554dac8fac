//! Turns `petstore.yaml` into `petstore.rs`, whenever it changes.

fn main() -> Result<(), specwright::Diagnostics> {
    specwright::Builder::new("petstore.yaml").generate()
}
