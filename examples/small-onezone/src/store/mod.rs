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
use std::error::Error;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What tells the files of this program from others of SQLite.
const APPLICATION: i64 = 0x6f7a_6f6e;

/// The version of `schema.sql`.
const VERSION: i64 = 1;

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
    /// If the file cannot be used, or is that of another program or version.
    pub fn open(file: Option<&Path>) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let connection = match file {
            Some(file) => Connection::open(file)?,
            None => Connection::open_in_memory()?,
        };
        connection.busy_timeout(Duration::from_secs(5))?;
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = connection.query_row(tables, [], |row| row.get(0))?;
        match (number("application_id")?, number("user_version")?, tables) {
            (APPLICATION, VERSION, _) => {}
            (0, 0, 0) => connection.execute_batch(&format!(
                "PRAGMA journal_mode = WAL; BEGIN; {} PRAGMA application_id = {APPLICATION};
                 PRAGMA user_version = {VERSION}; COMMIT;",
                include_str!("schema.sql")
            ))?,
            _ => Err("the file is not a database of this program, or of another version")?,
        }
        // It is off unless a connection turns it on.
        connection.pragma_update(None, "foreign_keys", true)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_others_are_left_alone() {
        let name = format!("small-onezone-store-{}.db", std::process::id());
        let file = std::env::temp_dir().join(name);
        let tables = |connection: &Connection| {
            let count = "SELECT count(*) FROM sqlite_schema";
            connection.query_row(count, [], |row| row.get::<_, i64>(0))
        };
        let other = Connection::open(&file).unwrap();
        other
            .execute_batch("CREATE TABLE notes (text TEXT)")
            .unwrap();
        assert!(Store::open(Some(&file)).is_err());
        assert_eq!(tables(&other).unwrap(), 1);
        drop(other);
        std::fs::write(&file, "no database at all, but long enough to be looked at").unwrap();
        assert!(Store::open(Some(&file)).is_err());
        std::fs::remove_file(&file).unwrap();
        assert!(Store::open(Some(&file)).is_ok());
        assert!(Store::open(Some(&file)).is_ok(), "it is there again");
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn work_that_fails_has_not_been_done() {
        let store = Store::open(None).unwrap();
        let failed: Result<(), _> = store.transaction(|store| {
            users::create(store, "alice", "Alice", None)?;
            users::create(store, "alice", "Alice", None)?;
            Ok(())
        });
        assert!(failed.is_err());
        assert!(store.transaction(users::list).unwrap().is_empty());
    }
}
