//! What a disk holds after a power cut, by the recording of what was asked of it: what was synced is there; of what was written
//! since, any sectors may be, and of names that were made or changed since, the first ones.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What a disk writes at once.
const SECTOR: usize = 512;

/// Device and inode: files keep them when they are called something else.
type File = (u64, u64);

/// One thing that was asked of the disk.
#[derive(Debug)]
struct Record {
    kind: u8,
    file: File,
    offset: u64,
    name: PathBuf,
    content: Vec<u8>,
    /// Where it ends in the log.
    end: u64,
}

/// A folder whose changes are recorded.
pub struct Recorder {
    root: PathBuf,
    /// The library, the log.
    made: TempDir,
    /// What stood there before.
    names: BTreeMap<PathBuf, File>,
    contents: BTreeMap<File, Vec<u8>>,
}

/// What becomes of what was not synced.
#[derive(Debug, Clone, Copy)]
pub enum Unsynced {
    Lost,
    /// Half of it, by a seed.
    Torn(u64),
}

impl Recorder {
    /// Whatever stands in the folder is on the disk.
    pub fn of(root: &Path) -> Self {
        let made = tempfile::tempdir().unwrap();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/crash/power/recorder.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]);
        let compiled = compiler.arg(made.path().join("recorder.so")).arg(source).arg("-ldl").status();
        assert!(compiled.unwrap().success());
        let (mut names, mut contents) = (BTreeMap::new(), BTreeMap::new());
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let about = fs::metadata(&path).unwrap();
                if about.is_dir() {
                    folders.push(path);
                    continue;
                }
                let file = (about.dev(), about.ino());
                contents.insert(file, fs::read(&path).unwrap());
                names.insert(path, file);
            }
        }
        Self { root: root.to_owned(), made, names, contents }
    }

    /// Has a command recorded.
    pub fn watch(&self, command: &mut Command) {
        command.env("LD_PRELOAD", self.made.path().join("recorder.so"));
        command.env("POWER_LOG", self.log()).env("POWER_ROOT", &self.root);
    }

    fn log(&self) -> PathBuf {
        self.made.path().join("log")
    }

    /// What was said before now is said by what the log holds up to here.
    pub fn now(&self) -> u64 {
        now_in(&self.log())
    }

    /// The disk as it is found after a cut at this place of the log, in another folder.
    pub fn cut(&self, at: u64, unsynced: Unsynced, to: &Path) {
        let records = self.read(at);
        let mut synced: BTreeMap<File, u64> = BTreeMap::new();
        for record in records.iter().filter(|record| record.kind == b'S') {
            let until = synced.entry(record.file).or_default();
            *until = record.offset.max(*until);
        }
        let is_synced =
            |file: &File, record: &Record| synced.get(file).is_some_and(|until| record.end <= *until);
        let (mut names, mut contents) = (self.names.clone(), self.contents.clone());
        let mut chance = Chance::of(unsynced);
        let mut ended: BTreeMap<PathBuf, bool> = BTreeMap::new();
        for record in &records {
            if matches!(record.kind, b'C' | b'R' | b'U') {
                if record.kind == b'C' {
                    contents.insert(record.file, Vec::new());
                }
                let folder = record.name.parent().unwrap();
                let about = fs::metadata(folder).unwrap();
                let ended = ended.entry(folder.to_owned()).or_default();
                *ended |= !is_synced(&(about.dev(), about.ino()), record) && !chance.next();
                if !*ended {
                    rename(&mut names, record);
                }
            } else if record.kind != b'S' {
                let content = contents.entry(record.file).or_default();
                let is_synced = is_synced(&record.file, record);
                write(content, record, || is_synced || chance.next());
            }
        }
        for (path, file) in names {
            let inside = path.strip_prefix(&self.root).unwrap();
            // Shared memory, which SQLite makes anew.
            if inside.to_string_lossy().ends_with("-shm") {
                continue;
            }
            let path = to.join(inside);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &contents[&file]).unwrap();
        }
    }

    fn read(&self, at: u64) -> Vec<Record> {
        let log = fs::read(self.log()).unwrap();
        let number = |at: usize| u64::from_ne_bytes(log[at..at + 8].try_into().unwrap());
        let length = |at: usize| u32::from_ne_bytes(log[at..at + 4].try_into().unwrap()) as usize;
        let (mut records, mut from) = (Vec::new(), 0);
        while from + HEAD <= log.len() {
            let (name, content) = (from + HEAD, from + HEAD + length(from + 25));
            let end = content + length(from + 29);
            if end as u64 > at {
                break;
            }
            records.push(Record {
                kind: log[from],
                file: (number(from + 1), number(from + 9)),
                offset: number(from + 17),
                name: String::from_utf8(log[name..content].to_vec()).unwrap().into(),
                content: log[content..end].to_vec(),
                end: end as u64,
            });
            from = end;
        }
        records
    }
}

/// Kind, device, inode, offset, two lengths.
const HEAD: usize = 1 + 3 * 8 + 2 * 4;

/// The length of a log.
pub fn now_in(log: &Path) -> u64 {
    fs::metadata(log).map_or(0, |about| about.len())
}

fn rename(names: &mut BTreeMap<PathBuf, File>, record: &Record) {
    match record.kind {
        b'C' => {
            names.insert(record.name.clone(), record.file);
        }
        b'R' => {
            if let Some(file) = names.remove(&record.name) {
                names.insert(String::from_utf8(record.content.clone()).unwrap().into(), file);
            }
        }
        _ => {
            names.remove(&record.name);
        }
    }
}

/// Sector by sector, as the disk has it.
fn write(content: &mut Vec<u8>, record: &Record, mut is_there: impl FnMut() -> bool) {
    let offset = usize::try_from(record.offset).unwrap();
    if record.kind == b'T' {
        if is_there() {
            content.resize(offset, 0);
        }
        return;
    }
    for (n, sector) in record.content.chunks(SECTOR).enumerate() {
        if is_there() {
            let from = offset + n * SECTOR;
            content.resize(content.len().max(from + sector.len()), 0);
            content[from..from + sector.len()].copy_from_slice(sector);
        }
    }
}

/// Whether something is there all the same.
struct Chance(Option<u64>);

impl Chance {
    fn of(unsynced: Unsynced) -> Self {
        match unsynced {
            Unsynced::Lost => Self(None),
            Unsynced::Torn(seed) => Self(Some(seed)),
        }
    }

    fn next(&mut self) -> bool {
        let Some(seed) = &mut self.0 else { return false };
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *seed >> 63 == 1
    }
}
