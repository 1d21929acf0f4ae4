//! What the disk itself does: the floor under every durable write.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How many pages the write-ahead log has before it is used again from its beginning.
const LOG_PAGES: u64 = 1000;

/// Overwrites a page and waits for the disk, again and again: what a commit does to the log after its first lap.
pub fn syncs_a_second(folder: &Path, during: Duration) -> f64 {
    let mut file = File::create(folder.join("raw")).expect("the disk takes a file");
    let page = [7; 4096];
    for _ in 0..LOG_PAGES {
        file.write_all(&page).expect("the disk takes a page");
    }
    file.sync_all().expect("the disk takes a file");
    let (start, mut n) = (Instant::now(), 0);
    while start.elapsed() < during {
        file.seek(SeekFrom::Start(n % LOG_PAGES * 4096)).expect("a place in the file");
        file.write_all(&page).and_then(|()| file.sync_all()).expect("the disk takes a page");
        n += 1;
    }
    n as f64 / start.elapsed().as_secs_f64()
}
