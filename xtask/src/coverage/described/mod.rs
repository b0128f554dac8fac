//! The descriptions in `spec/`, read independently of the generator: only references are followed, and
//! schemas are reduced to what the reference tells of them.

mod files;
mod operations;
mod schema;

pub use files::Files;
pub use operations::operations;
