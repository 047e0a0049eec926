//! The lock: one process writes to a library at a time, and others learn which.
//!
//! The lock is the operating system's, on an open file, so that it ends with its holder however that ends;
//! what stands in the file is only for people.

use crate::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// The name of the lock file.
const NAME: &str = "writer.lock";
/// Nobody writes a longer line about themselves.
const LONGEST: u64 = 400;

/// The right to write to a library, for as long as this value lives.
#[derive(Debug)]
pub(crate) struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Takes the lock of the library in a folder, or says who has it.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let fault = |action| {
            let path = path.clone();
            move |source| Error::Folder { action, path, source }
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fault("open lock file"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Busy { path: folder.to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(fault("lock")(source)),
        }
        write_holder(&mut file).map_err(fault("write lock file"))?;
        Ok(Self { _file: file })
    }
}

fn write_holder(file: &mut File) -> std::io::Result<()> {
    let program = std::env::args_os().next().unwrap_or_default();
    let program = Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {} ({program})", std::process::id())
}

/// Returns who has the lock; the holder may just be writing the line.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(LONGEST).read_to_string(&mut text));
    match (read, text.trim()) {
        (Ok(_), line) if !line.is_empty() => line.to_owned(),
        _ => "another process".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_learns_who_the_first_is() {
        let folder = tempfile::tempdir().unwrap();
        let first = WriteLock::take(folder.path()).unwrap();
        let fault = WriteLock::take(folder.path()).unwrap_err().to_string();
        assert!(fault.contains(&format!("process {} (", std::process::id())), "{fault}");
        drop(first);
        WriteLock::take(folder.path()).unwrap();
    }
}
