//! The one store of files: sealed bytes under names that tell nothing, beside the database.
//!
//! A file comes in as a stream, is sealed as it comes, and lies durably on the disk before the row that names it is committed.
//! What a crash leaves between the two belongs to nobody and is found by [`Files::older_than`].

use std::error::Error as _;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::PersonId;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStoreExt, WriteMultipart};
use uuid::Uuid;

use crate::error::StoreError;
use crate::keyring::{Keyring, sealed};
use crate::seal::stream::{HEADER, Opener, Sealer};
use crate::seal::{DataKey, SealError};

/// How many bytes are written at once.
const PART: usize = 1024 * 1024;
/// How many parts may be on their way to the disk while the next fills.
const PARTS_UNDERWAY: usize = 2;
/// How many frames are read at once.
const FRAMES: u32 = 16;

/// Where the files are: `file://FOLDER`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesUrl(pub PathBuf);

impl FromStr for FilesUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("file://") {
            Some(folder) if !folder.is_empty() => Ok(Self(PathBuf::from(folder))),
            Some(_) | None => Err("file://FOLDER"),
        }
    }
}

impl std::fmt::Display for FilesUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "file://{}", self.0.display())
    }
}

/// Which file of which person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileName {
    /// The person under whose key it is sealed.
    pub person_id: PersonId,
    /// The file's own name.
    pub file: Uuid,
}

impl FileName {
    fn path(self) -> Path {
        Path::from(format!("{}/{}", self.person_id, self.file))
    }

    /// What binds the bytes to their place.
    fn at(self) -> String {
        format!("files|{}", self.file)
    }
}

/// The files of one database.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<LocalFileSystem>,
    folder: PathBuf,
}

/// A file found in the folder.
#[derive(Debug, Clone)]
pub struct Found {
    /// The file's name; none for what was never finished.
    pub file: Option<Uuid>,
    path: PathBuf,
}

impl Files {
    /// Opens the folder, making it where there is none. Within it every database has a folder of its own, so that none takes
    /// another's files for left behind.
    ///
    /// # Errors
    /// `Unavailable` when there can be no such folder.
    pub fn open(url: &FilesUrl, keyring: &Keyring) -> Result<Self, StoreError> {
        let of_database: String =
            keyring.index_hash("files", "folder").iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let folder = url.0.join(of_database);
        std::fs::create_dir_all(&folder).map_err(|error| StoreError::Unavailable(format!("{url}: {error}")))?;
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(failed)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder })
    }

    /// Begins a file. Nobody sees it until it is finished, and what is not finished is gone.
    ///
    /// # Errors
    /// `Full`, `Unavailable`.
    pub async fn begin(&self, name: FileName, key: &DataKey) -> Result<Incoming, StoreError> {
        let upload = self.store.put_multipart(&name.path()).await.map_err(failed)?;
        let upload = WriteMultipart::new_with_chunk_size(upload, PART);
        Ok(Incoming { upload, sealer: Sealer::new(key, &name.at()), name })
    }

    /// Begins to read these bytes of a file that holds so many.
    ///
    /// # Errors
    /// `Corrupt` when the file is not there or was not sealed by this program.
    pub async fn read(
        &self,
        name: FileName,
        key: &DataKey,
        bytes: u64,
        part: Range<u64>,
    ) -> Result<Reading, StoreError> {
        let end = u64::try_from(HEADER).unwrap_or(u64::MAX);
        let header = self.store.get_range(&name.path(), 0..end).await.map_err(failed)?;
        let opener = Opener::new(key, &name.at(), &header, bytes).map_err(|error| sealed(&name.at(), error))?;
        let frames = opener.frames(&part);
        Ok(Reading { store: Arc::clone(&self.store), name, opener, frames, part })
    }

    /// Removes a file that no row names.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn remove(&self, name: FileName) -> Result<(), StoreError> {
        self.store.delete(&name.path()).await.map_err(failed)
    }

    /// The files last written longer ago than this, finished or not.
    ///
    /// # Errors
    /// `Unavailable` when the folder cannot be read.
    pub fn older_than(&self, age: Duration) -> Result<Vec<Found>, StoreError> {
        let unreadable = |error: std::io::Error| StoreError::Unavailable(format!("{}: {error}", self.folder.display()));
        let mut found = Vec::new();
        for person in std::fs::read_dir(&self.folder).map_err(unreadable)? {
            for entry in std::fs::read_dir(person.map_err(unreadable)?.path()).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                // One that has gone meanwhile is not there; one written in the future is not old.
                let written = entry.metadata().and_then(|about| about.modified());
                if written.is_ok_and(|at| at.elapsed().is_ok_and(|since| since >= age)) {
                    let file = entry.file_name().to_str().and_then(|name| Uuid::try_parse(name).ok());
                    found.push(Found { file, path: entry.path() });
                }
            }
        }
        Ok(found)
    }

    /// Deletes what [`older_than`](Self::older_than) found and nobody needs.
    ///
    /// # Errors
    /// `Unavailable`.
    pub fn delete(&self, found: &Found) -> Result<(), StoreError> {
        std::fs::remove_file(&found.path)
            .map_err(|error| StoreError::Unavailable(format!("{}: {error}", found.path.display())))
    }
}

/// A file on its way in. Dropped before it is finished, it leaves nothing.
pub struct Incoming {
    upload: WriteMultipart,
    sealer: Sealer,
    name: FileName,
}

impl Incoming {
    /// Takes in more of it.
    ///
    /// # Errors
    /// `Full`, `Unavailable`.
    pub async fn write(&mut self, plain: &[u8]) -> Result<(), StoreError> {
        self.sealer.push(plain).map_err(|error| self.not_sealed(error))?;
        self.upload.wait_for_capacity(PARTS_UNDERWAY).await.map_err(failed)?;
        self.upload.put(self.sealer.take().into());
        Ok(())
    }

    /// Ends it: when this returns, the file lies on the disk for good, and so does its name.
    ///
    /// # Errors
    /// `Full`, `Unavailable`; then it leaves nothing.
    pub async fn finish(mut self) -> Result<FileName, StoreError> {
        let name = self.name;
        let rest = self.sealer.finish().map_err(|error| sealed(&name.at(), error))?;
        self.upload.put(rest.into());
        self.upload.finish().await.map_err(failed)?;
        Ok(name)
    }

    fn not_sealed(&self, error: SealError) -> StoreError {
        sealed(&self.name.at(), error)
    }
}

/// Bytes of a file on their way out.
pub struct Reading {
    store: Arc<LocalFileSystem>,
    name: FileName,
    opener: Opener,
    frames: Range<u32>,
    part: Range<u64>,
}

impl Reading {
    /// The next piece; none when all were given.
    ///
    /// # Errors
    /// `Corrupt` when the file has gone, or is not as it was written.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        if self.frames.is_empty() {
            return Ok(None);
        }
        let now = self.frames.start..self.frames.end.min(self.frames.start.saturating_add(FRAMES));
        self.frames.start = now.end;
        let sealed_bytes = self.store.get_range(&self.name.path(), self.opener.place(&now)).await.map_err(failed)?;
        let opened = self.opener.open(now.start, &sealed_bytes);
        let mut plain = opened.map_err(|error| sealed(&self.name.at(), error))?;
        // Whole frames were opened: what of them lies before and behind the part is left away.
        let begin = self.opener.begin(now.start);
        plain.truncate(usize::try_from(self.part.end.saturating_sub(begin)).unwrap_or(usize::MAX));
        let before = usize::try_from(self.part.start.saturating_sub(begin)).unwrap_or(usize::MAX);
        plain.drain(..before.min(plain.len()));
        Ok(Some(plain))
    }
}

/// What went wrong with the files, as the rest of the store says it.
fn failed(error: object_store::Error) -> StoreError {
    if let object_store::Error::NotFound { path, .. } = error {
        return StoreError::corrupt("papers", path, "its file is missing");
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        let kind = inner.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if let Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge) = kind {
            return StoreError::Full(error.to_string());
        }
        cause = inner.source();
    }
    StoreError::Unavailable(format!("files: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Db, Settings};

    fn house(folder: &std::path::Path) -> Files {
        let settings = Settings {
            url: format!("sqlite://{}", folder.join("test.sqlite").display()).parse().unwrap(),
            master_key_file: folder.join("key"),
            pool_size: 1,
            group_commit: true,
        };
        let db = Db::open(&settings, chrono::DateTime::UNIX_EPOCH).unwrap();
        Files::open(&FilesUrl(folder.join("papers")), db.keyring()).unwrap()
    }

    fn name() -> FileName {
        FileName { person_id: PersonId::from_uuid(crate::fresh_id()), file: crate::fresh_id() }
    }

    async fn all(mut reading: Reading) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        while let Some(piece) = reading.next().await? {
            bytes.extend(piece);
        }
        Ok(bytes)
    }

    #[tokio::test]
    async fn a_file_comes_back_whole_and_in_part_and_lies_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let (files, key, name) = (house(folder.path()), DataKey::generate(), name());
        let content: Vec<u8> = (0..3_000_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let mut incoming = files.begin(name, &key).await.unwrap();
        for piece in content.chunks(10_000) {
            incoming.write(piece).await.unwrap();
        }
        assert_eq!(incoming.finish().await.unwrap(), name);
        for (from, to) in [(0, 3_000_000), (0, 1), (65_535, 65_537), (2_999_999, 3_000_000), (1_000_000, 2_500_001)] {
            let reading = files.read(name, &key, 3_000_000, from..to).await.unwrap();
            let (from, to) = (usize::try_from(from).unwrap(), usize::try_from(to).unwrap());
            assert_eq!(all(reading).await.unwrap(), content[from..to], "{from}..{to}");
        }
        let lies = std::fs::read(files.folder.join(name.path().as_ref())).unwrap();
        assert!(!lies.windows(251).any(|window| window == &content[..251]));
        assert!(files.read(name, &DataKey::generate(), 3_000_000, 0..9).await.unwrap().next().await.is_err());
        files.remove(name).await.unwrap();
        assert!(files.read(name, &key, 3_000_000, 0..9).await.is_err());
    }

    #[tokio::test]
    async fn what_is_not_finished_leaves_nothing_and_what_was_left_behind_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let (files, key, kept) = (house(folder.path()), DataKey::generate(), name());
        let mut incoming = files.begin(kept, &key).await.unwrap();
        incoming.write(b"kept").await.unwrap();
        incoming.finish().await.unwrap();
        // As a process that is killed leaves it.
        let mut broken_off = files.begin(name(), &key).await.unwrap();
        broken_off.write(&[7; 2 * PART]).await.unwrap();
        let mut found: Vec<_> = files.older_than(Duration::ZERO).unwrap().into_iter().map(|found| found.file).collect();
        found.sort();
        assert_eq!(found, [None, Some(kept.file)]);
        assert_eq!(files.older_than(Duration::from_secs(3600)).unwrap().len(), 0);
        for unfinished in files.older_than(Duration::ZERO).unwrap().iter().filter(|found| found.file.is_none()) {
            files.delete(unfinished).unwrap();
        }
        drop(broken_off);
        assert_eq!(files.older_than(Duration::ZERO).unwrap().len(), 1);
    }

    #[test]
    fn databases_that_share_a_folder_do_not_see_each_others_files() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        let (ours, theirs) = (house(&one), house(&other));
        assert_ne!(ours.folder.file_name(), theirs.folder.file_name());
        assert_eq!(house(&one).folder, ours.folder);
    }

    #[test]
    fn only_a_folder_is_a_place_for_files() {
        assert_eq!("file://var/papers".parse(), Ok(FilesUrl(PathBuf::from("var/papers"))));
        for wrong in ["var/papers", "file://", "s3://bucket", ""] {
            assert!(wrong.parse::<FilesUrl>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_full_disk_is_told_from_other_troubles() {
        let generic = |kind: ErrorKind| object_store::Error::Generic {
            store: "test",
            source: Box::new(std::io::Error::from(kind)),
        };
        assert!(matches!(failed(generic(ErrorKind::StorageFull)), StoreError::Full(_)));
        assert!(matches!(failed(generic(ErrorKind::PermissionDenied)), StoreError::Unavailable(_)));
    }
}
