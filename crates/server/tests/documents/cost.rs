//! What looking at a hostile file may cost: time of the processor and memory, of the processes that look at it and draw it, as the
//! system counts them (issue: none takes more than five seconds or 200 MiB).

use crate::hostile::{Sample, good, hostile};
use domain::documents::extension_of;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const MOST_S: f64 = 5.0;
const MOST_KIB: u64 = 200 * 1024;
const PICTURE_BYTES: u64 = 1 << 30;
/// For a process to say something.
const LONGEST: Duration = Duration::from_secs(30);

/// What a process has used, as `time` (GNU) tells it.
#[derive(Debug, Clone, Copy)]
struct Cost {
    processor_s: f64,
    peak_kib: u64,
}

/// What the program says of these bytes, whether it came to its end, and what that cost.
fn run(log: &Path, arguments: &[&str], bytes: &[u8]) -> (Vec<u8>, bool, Cost) {
    let mut command = Command::new("/usr/bin/time");
    command.arg("-o").arg(log).args(["-f", "%U %S %M", env!("CARGO_BIN_EXE_main-tendue")]).args(arguments);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = piped.spawn().expect("`time` is missing: run `make setup`, or apt-get install time");
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut said = Vec::new();
    std::thread::scope(|scope| {
        // One that has ended early hears nothing more.
        scope.spawn(move || input.write_all(bytes).is_ok());
        output.read_to_end(&mut said).unwrap();
    });
    let has_ended = child.wait().unwrap().success();
    let told = std::fs::read_to_string(log).unwrap();
    let numbers: Vec<&str> = told.lines().last().unwrap().split(' ').collect();
    let seconds = |at: usize| numbers[at].parse::<f64>().unwrap();
    let cost = Cost { processor_s: seconds(0) + seconds(1), peak_kib: numbers[2].parse().unwrap() };
    (said, has_ended, cost)
}

/// What a file costs from its arrival to the pictures of its pages.
fn cost_of(log: &Path, sample: &Sample) -> Cost {
    let extension = extension_of(&sample.name);
    let (said, _, looking) = run(log, &["check-file", "--extension", &extension], &sample.bytes);
    let line = said.iter().position(|byte| *byte == b'\n').map_or(said.len(), |end| end + 1);
    let kept = match String::from_utf8_lossy(&said[..line]) {
        report if report.contains("rewritten") => &said[line..],
        report if report.contains("fine") => &sample.bytes,
        _ => return looking,
    };
    let (_, _, drawing) = run(log, &["draw-pages"], kept);
    Cost {
        processor_s: looking.processor_s + drawing.processor_s,
        peak_kib: looking.peak_kib.max(drawing.peak_kib),
    }
}

#[test]
fn no_hostile_file_takes_more_than_five_seconds_or_200_mib() {
    let folder = tempfile::tempdir().unwrap();
    let samples = [good(), hostile()].concat();
    let costs: Vec<(Cost, &str)> =
        samples.iter().map(|sample| (cost_of(&folder.path().join("cost"), sample), &*sample.what)).collect();
    let slowest = costs.iter().max_by(|a, b| a.0.processor_s.total_cmp(&b.0.processor_s)).unwrap();
    let largest = costs.iter().max_by_key(|(cost, _)| cost.peak_kib).unwrap();
    println!("{} files; slowest {slowest:?}; largest {largest:?}", costs.len());
    let is_over = |(cost, _): &&(Cost, &str)| cost.processor_s > MOST_S || cost.peak_kib > MOST_KIB;
    let over: Vec<_> = costs.iter().filter(is_over).collect();
    assert!(over.is_empty(), "{over:#?}");
    // It is the limit that holds it: what would draw without end is ended before it has drawn anything.
    let endless = samples.iter().find(|sample| sample.what == "ten billion drawings").unwrap();
    let (said, has_ended, _) = run(&folder.path().join("cost"), &["draw-pages"], &endless.bytes);
    assert!(!has_ended && said.is_empty());
}

/// What a process that looks at a file may hold of its own, once it has seen how the file begins.
fn own_limit(first: &[u8]) -> u64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_main-tendue"));
    command.args(["check-file", "--extension", ""]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    child.stdin.as_mut().unwrap().write_all(first).unwrap();
    let path = format!("/proc/{}/limits", child.id());
    let begun = Instant::now();
    let mut found = u64::MAX;
    // It waits for the rest of the file meanwhile.
    while found >= PICTURE_BYTES && begun.elapsed() < LONGEST {
        let limits = std::fs::read_to_string(&path).unwrap();
        let line = limits.lines().find_map(|line| line.strip_prefix("Max data size")).unwrap();
        found = line.split_whitespace().next().unwrap().parse().unwrap_or(u64::MAX);
        let is_picture = first.starts_with(b"\xff\xd8");
        if is_picture && found == PICTURE_BYTES {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    found
}

/// The system holds each process to it, whatever the set of hostile files does not think of.
#[test]
fn what_is_no_picture_is_held_below_200_mib() {
    for first in
        [&b"%PDF-1.7\n% and so on"[..], b"PK\x03\x04 and so on, and on", b"nothing that anyone knows"]
    {
        assert!(own_limit(first) <= (MOST_KIB - 32 * 1024) * 1024, "{first:?}");
    }
    assert_eq!(
        own_limit(b"\xff\xd8\xff\xe0 and so on, and on"),
        PICTURE_BYTES,
        "a photo of 64 million points"
    );
}
