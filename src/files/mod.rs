//! The content of files, however large: [`download`] gives it as it comes,
//! and [`Upload`] sends it piece by piece. Neither ever holds a file in
//! memory.

mod download;
mod error;
mod part;
mod progress;
mod upload;

pub use download::{Download, download};
pub use error::{DownloadError, UploadError, UploadProblem};
pub use progress::Progress;
pub use upload::Upload;
