//! What the zone keeps, in SQLite: one file per thing that is kept. Nothing
//! here knows who may do what.

mod entity;
pub mod groups;
pub mod members;
pub mod privileges;
pub mod spaces;
mod text;
pub mod tokens;
pub mod users;

pub use entity::{Kind, must_exist, now};
pub use rusqlite::Connection;

use crate::failure::Failure;
use crate::secrets;
use rusqlite::TransactionBehavior;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The database. Copies share it.
///
/// There is one connection, and who wants it waits: SQLite has one writer at a
/// time in any case, a database in memory belongs to its connection, and each
/// piece of work here takes well below a millisecond.
#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>);

impl Store {
    /// Opens the database in a file, which is made if it is not there, or one
    /// in memory.
    ///
    /// # Errors
    /// If the file is no database of this program, or cannot be used.
    pub fn open(file: Option<&Path>) -> rusqlite::Result<Self> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version == 0 {
            connection.execute_batch(&format!(
                "BEGIN; {} PRAGMA user_version = 1; COMMIT;",
                include_str!("schema.sql")
            ))?;
        }
        // Each statement is prepared once.
        connection.set_prepared_statement_cache_capacity(128);
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Does work in a transaction, which counts as a whole if it succeeds, and
    /// not at all if it fails. It runs on a thread for what blocks, so that
    /// others are answered meanwhile.
    ///
    /// # Errors
    /// If the work fails, or the database does.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let store = self.clone();
        secrets::apart(move || store.transaction(work)).await
    }

    /// The same on this thread.
    ///
    /// # Errors
    /// If the work fails, or the database does.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        // A transaction that was given up by a panic has been rolled back.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}
