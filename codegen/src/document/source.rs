//! The files of a description: read on demand, each once, even if it has an
//! error, and never outside the root folder.

use super::parse::{Format, ParseError, format_of, parse};
use super::place::segments;
use super::span::{Meant, Spans};
use super::tree::Tree;
use super::uri::{join, percent_decode};
use crate::diagnostic::{Code, Diagnostic, Excerpt, Location};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// No description is near this large; GitHub's has 13 MB.
const LARGEST_FILE: u64 = 128 << 20;
/// Nor has any this many files; DigitalOcean's has some 1,000.
const MOST_FILES: usize = 20_000;

/// A file by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// The files read so far.
#[derive(Debug)]
pub struct Sources {
    /// What `$ref`s may not leave.
    root: PathBuf,
    /// The folder of the root document, as it was given, for messages.
    folder: PathBuf,
    files: Vec<File>,
    /// What each path that a `$ref` can mean turned out to be, relative to
    /// the folder of the root document.
    known: BTreeMap<String, Result<FileId, Refused>>,
}

/// One file.
#[derive(Debug)]
pub struct File {
    /// As it can be opened, and is shown.
    path: PathBuf,
    /// Relative to the folder of the root document, `/` between names; empty
    /// for a file that no `$ref` can name.
    relative: String,
    text: String,
    format: Format,
    tree: Rc<Tree>,
    duplicates: Vec<String>,
    /// Read when something is to be shown.
    spans: OnceCell<Spans>,
}

impl Sources {
    /// Reads the root document. References may not leave `root`; by default
    /// that is the folder of the document.
    ///
    /// # Errors
    /// If the file cannot be read or parsed.
    pub fn open(path: &Path, root: Option<&Path>) -> Result<Self, Box<Diagnostic>> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let unreadable = |path: &Path, error: &std::io::Error| {
            failure(
                Code::FileUnreadable,
                path,
                format!("cannot read the file: {error}"),
            )
        };
        let canonical = path
            .canonicalize()
            .map_err(|error| unreadable(path, &error))?;
        let root = match root {
            Some(root) => root
                .canonicalize()
                .map_err(|error| unreadable(root, &error))?,
            None => canonical.parent().unwrap_or(Path::new("/")).to_owned(),
        };
        let mut sources = Self {
            root,
            folder,
            files: Vec::new(),
            known: BTreeMap::new(),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let main = sources.push(read(path, name.clone().into_owned())?);
        sources.known.insert(name.into_owned(), Ok(main));
        Ok(sources)
    }

    /// Reads a file that is given by name, rather than by a `$ref`.
    ///
    /// # Errors
    /// If the file cannot be read or parsed.
    pub fn add(&mut self, path: &Path) -> Result<FileId, Box<Diagnostic>> {
        Ok(self.push(read(path, String::new())?))
    }

    fn push(&mut self, file: File) -> FileId {
        self.files.push(file);
        FileId(self.files.len() - 1)
    }

    /// Whether a path beside the file `from` is that of another file than the
    /// root document. Other hosts are never asked.
    pub fn is_other(&self, from: FileId, path: &str) -> bool {
        let folder = self.files[from.0].path.parent().unwrap_or(Path::new(""));
        let meant = folder.join(percent_decode(path)).canonicalize();
        let main = self.files[self.main().0].path.canonicalize();
        !path.contains("://") && !matches!((meant, main), (Ok(meant), Ok(main)) if meant == main)
    }

    /// The content of the root document, to change.
    pub fn tree_mut(&mut self) -> &mut Rc<Tree> {
        &mut self.files[0].tree
    }

    /// The root document.
    pub fn main(&self) -> FileId {
        FileId(0)
    }

    /// The content of a file.
    pub fn tree(&self, file: FileId) -> &Tree {
        &self.files[file.0].tree
    }

    /// The content of a file, to keep.
    pub fn shared(&self, file: FileId) -> Rc<Tree> {
        Rc::clone(&self.files[file.0].tree)
    }

    /// The path of a file relative to the folder of the root document.
    pub fn relative(&self, file: FileId) -> &str {
        &self.files[file.0].relative
    }

    /// The files read so far.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len()).map(FileId)
    }

    /// The paths of the files read so far, as they can be opened, and of
    /// those that could not be read: once they are mended, there is more to
    /// generate.
    pub fn paths(&self) -> Vec<PathBuf> {
        let read = self.files.iter().map(|file| file.path.clone());
        let refused = self.known.iter().filter(|(_, found)| found.is_err());
        let refused = refused.map(|(relative, _)| self.folder.join(relative));
        read.chain(refused.filter(|path| self.is_inside(path)))
            .collect()
    }

    /// Whether a path leads to a file below the root folder, or would do so
    /// if it was there.
    fn is_inside(&self, path: &Path) -> bool {
        let existing = path
            .ancestors()
            .find_map(|around| match around.as_os_str() {
                name if name.is_empty() => Path::new(".").canonicalize().ok(),
                _ => around.canonicalize().ok(),
            });
        existing.is_some_and(|existing| existing.starts_with(&self.root))
    }

    /// Pointers of keys that a file has twice.
    pub fn duplicates(&self, file: FileId) -> &[String] {
        &self.files[file.0].duplicates
    }

    /// The file that `reference` (without its fragment) means in `from`.
    ///
    /// # Errors
    /// If it is outside the root folder, or cannot be read or parsed: a code
    /// and a sentence about the reference, or a diagnostic about the file.
    pub fn follow(&mut self, from: FileId, reference: &str) -> Result<FileId, Refused> {
        if reference.contains("://") || reference.starts_with("//") || reference.contains('\0') {
            return Err(Refused::Reference(
                Code::RefOutsideRoot,
                "the `$ref` leads to another host, which is never read".to_owned(),
            ));
        }
        let decoded = percent_decode(reference);
        let relative = join(self.relative(from), &decoded).ok_or_else(outside)?;
        if let Some(known) = self.known.get(&relative) {
            return known.clone();
        }
        let found = self.read_beside(&relative);
        self.known.insert(relative, found.clone());
        found
    }

    /// Reads the file at a path relative to the folder of the root document.
    fn read_beside(&mut self, relative: &str) -> Result<FileId, Refused> {
        let path = self.folder.join(relative);
        let canonical = path.canonicalize().map_err(|error| {
            let message = match error.kind() {
                ErrorKind::NotFound => "the `$ref` names a file that is not there".to_owned(),
                _ => format!("the `$ref` names a file that cannot be read: {error}"),
            };
            Refused::Reference(Code::UnknownRef, message)
        })?;
        // Symbolic links are resolved by now, so that none leads out.
        if !canonical.starts_with(&self.root) {
            return Err(outside());
        }
        if self.files.len() >= MOST_FILES {
            return Err(Refused::Reference(
                Code::FileTooLarge,
                format!("the description has more than {MOST_FILES} files"),
            ));
        }
        let file = read(&path, relative.to_owned()).map_err(Refused::File)?;
        Ok(self.push(file))
    }

    /// The location of a pointer in a file, or of the key that leads there.
    pub fn location(&self, file: FileId, pointer: &str, meant: Meant) -> Location {
        let file = &self.files[file.0];
        let segments: Vec<String> = segments(pointer).collect();
        let spans = file
            .spans
            .get_or_init(|| Spans::of(&file.text, file.format));
        Location {
            pointer: pointer.to_owned(),
            file: shown(&file.path),
            excerpt: spans.excerpt(&file.text, &segments, meant),
        }
    }
}

/// Why a reference cannot be followed.
#[derive(Clone, Debug)]
pub enum Refused {
    /// It is the reference that is wrong.
    Reference(Code, String),
    /// It is the file.
    File(Box<Diagnostic>),
}

fn outside() -> Refused {
    Refused::Reference(
        Code::RefOutsideRoot,
        "the `$ref` leads out of the root folder".to_owned(),
    )
}

fn read(path: &Path, relative: String) -> Result<File, Box<Diagnostic>> {
    let unreadable = |message: String| failure(Code::FileUnreadable, path, message);
    let metadata = std::fs::metadata(path)
        .map_err(|error| unreadable(format!("cannot read the file: {error}")))?;
    if !metadata.is_file() {
        return Err(unreadable(
            "this is not a file; give the root document".to_owned(),
        ));
    }
    if metadata.len() > LARGEST_FILE {
        let message = format!("the file is larger than {} MiB", LARGEST_FILE >> 20);
        return Err(failure(Code::FileTooLarge, path, message));
    }
    let bytes = std::fs::read(path)
        .map_err(|error| unreadable(format!("cannot read the file: {error}")))?;
    let text = text(bytes).ok_or_else(|| {
        failure(
            Code::FileNotText,
            path,
            "the file is not UTF-8 text".to_owned(),
        )
    })?;
    if text.trim().is_empty() {
        return Err(failure(
            Code::FileEmpty,
            path,
            "the file is empty".to_owned(),
        ));
    }
    let format = format_of(&path.to_string_lossy(), &text);
    let parsed = parse(&text, format).map_err(|error| syntax(path, &text, error))?;
    if parsed.tree == Tree::Null {
        let message = "the file holds nothing but comments".to_owned();
        return Err(failure(Code::FileEmpty, path, message));
    }
    Ok(File {
        path: path.to_owned(),
        relative,
        text,
        format,
        tree: Rc::new(parsed.tree),
        duplicates: parsed.duplicates,
        spans: OnceCell::new(),
    })
}

/// UTF-8 text without a byte order mark. A NUL byte tells a binary file that
/// happens to be valid UTF-8.
fn text(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    (!text.contains('\0')).then_some(text)
}

fn failure(code: Code, path: &Path, message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic {
        code,
        message,
        location: Some(Location {
            pointer: String::new(),
            file: shown(path),
            excerpt: None,
        }),
        hint: None,
    })
}

fn syntax(path: &Path, text: &str, error: ParseError) -> Box<Diagnostic> {
    let code = if error.over_budget {
        Code::FileTooLarge
    } else {
        Code::Syntax
    };
    let excerpt = error.position.map(|(line, column)| {
        let start: usize = text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let before: usize = text[start..]
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        Excerpt::at(text, start + before, 1)
    });
    Box::new(Diagnostic {
        code,
        message: error.message,
        location: Some(Location {
            pointer: String::new(),
            file: shown(path),
            excerpt,
        }),
        hint: None,
    })
}

/// A path as it is shown everywhere: `/` between names on every system.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
