//! `content from-xlsform` and `content to-xlsform`: the questions as a spreadsheet, and back.

use super::{EXIT_REFUSED, Failure};
use ::xlsform::{Import, MAX_FILE_BYTES, Refusal, from_xlsform, to_xlsform};
use clap::Subcommand;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub enum ContentCommand {
    /// Read the questions of a spreadsheet in the XLSForm format, and tell every problem at once.
    FromXlsform {
        /// The spreadsheet (.xlsx).
        file: PathBuf,
        /// The content folder to write: a new one, made from CONTENT_DIR, or one to put the questions into. Without
        /// it, the spreadsheet is only checked.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Write the questions as a spreadsheet in the XLSForm format.
    ToXlsform {
        /// The content folder; CONTENT_DIR when absent.
        dir: Option<PathBuf>,
        /// The spreadsheet (.xlsx); what is there is replaced.
        #[arg(long)]
        out: PathBuf,
    },
}

/// # Errors
/// When the content or the spreadsheet has a problem, or something cannot be read or written.
pub fn run(command: ContentCommand, content_dir: &Path) -> Result<(), Failure> {
    match command {
        ContentCommand::FromXlsform { file, out } => import(&file, out.as_deref(), content_dir),
        ContentCommand::ToXlsform { dir, out } => export(dir.as_deref().unwrap_or(content_dir), &out),
    }
}

fn export(dir: &Path, out: &Path) -> Result<(), Failure> {
    let bytes = to_xlsform(dir).map_err(|refusals| tell(&refusals, dir))?;
    write_whole(out, &bytes)?;
    println!("{}: the questions of {}, as an XLSForm.", out.display(), dir.display());
    Ok(())
}

fn import(file: &Path, out: Option<&Path>, content_dir: &Path) -> Result<(), Failure> {
    let bytes = read_limited(file)?;
    let is_there = out.is_some_and(|dir| dir.join("pack.yaml").exists());
    let is_full = |dir: &Path| dir.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if let Some(dir) = out.filter(|dir| !is_there && is_full(dir)) {
        let message = format!("{} is no content folder and not empty. Choose another folder.", dir.display());
        return Err(Failure::new(EXIT_REFUSED, message));
    }
    let base = out.filter(|_| is_there).unwrap_or(content_dir);
    let import = from_xlsform(&bytes, base).map_err(|refusals| tell(&refusals, file))?;
    println!("{}: {}. No problem found.", file.display(), count(&import));
    match out {
        None => println!("Nothing was written. `--out FOLDER` writes a content folder."),
        Some(dir) if is_there => put_into(dir, &import)?,
        Some(dir) => make(dir, base, &import)?,
    }
    Ok(())
}

/// Every problem on a line of its own, then what to do.
fn tell(refusals: &[Refusal], of: &Path) -> Failure {
    for refusal in refusals {
        eprintln!("{refusal}");
    }
    let noun = if refusals.len() == 1 { "problem" } else { "problems" };
    let message = format!(
        "{} has {} {noun}: mend it and try again. Nothing was written.",
        of.display(),
        refusals.len()
    );
    Failure::new(EXIT_REFUSED, message)
}

fn count(import: &Import) -> String {
    let subjects =
        import.content.questionnaires.values().next().map_or(&[][..], |questions| &questions.subjects);
    let n_questions: usize = subjects.iter().map(|subject| subject.questions.len()).sum();
    let languages: Vec<&str> = import.content.pack.languages.iter().map(content::Lang::as_str).collect();
    format!("{} subjects, {n_questions} questions, in {}", subjects.len(), languages.join(" and "))
}

fn read_limited(file: &Path) -> Result<Vec<u8>, Failure> {
    let explain = |error| Failure::of_file("The spreadsheet", file, &error);
    let n_bytes = std::fs::metadata(file).map_err(explain)?.len();
    if n_bytes > MAX_FILE_BYTES as u64 {
        let message = format!(
            "{} is larger than {} MB. Remove what is not part of the questions.",
            file.display(),
            MAX_FILE_BYTES >> 20
        );
        return Err(Failure::new(EXIT_REFUSED, message));
    }
    std::fs::read(file).map_err(explain)
}

/// A new content folder: `base` with the questions of the spreadsheet.
fn make(dir: &Path, base: &Path, import: &Import) -> Result<(), Failure> {
    let questions = base.join("questionnaire");
    for (path, from) in yaml_files(base, Path::new(""))? {
        if !from.starts_with(&questions) && !import.files.contains_key(&path) {
            let bytes = std::fs::read(&from).map_err(|error| Failure::of_file("The file", &from, &error))?;
            write_whole(&dir.join(path), &bytes)?;
        }
    }
    for (path, tree) in &import.files {
        write_whole(&dir.join(path), text(path, tree).as_bytes())?;
    }
    println!(
        "{}: a content folder with these questions, and all else from {}.",
        dir.display(),
        base.display()
    );
    Ok(())
}

/// Puts the questions into a content folder. A file that says the same already stays as its authors wrote it.
fn put_into(dir: &Path, import: &Import) -> Result<(), Failure> {
    let there = content::read_files(dir, 0).unwrap_or_default();
    // Laid out and read back, so that two ways to write the same compare as equal.
    let same =
        to_xlsform(dir).ok().and_then(|bytes| from_xlsform(&bytes, dir).ok()).map(|import| import.files);
    let says_same = |path: &str, tree: &content::Node| {
        same.as_ref().and_then(|files| files.get(path)).is_some_and(|present| present.says_same(tree))
    };
    let changed: BTreeSet<&String> =
        import.files.iter().filter(|(path, tree)| !says_same(path, tree)).map(|(path, _)| path).collect();
    for path in &changed {
        write_whole(&dir.join(path), text(path, &import.files[*path]).as_bytes())?;
        println!("written: {path}");
    }
    let is_gone = |path: &str| path.starts_with("questionnaire/") && !import.files.contains_key(path);
    for file in there.iter().filter(|file| is_gone(&file.path)) {
        let path = dir.join(&file.path);
        std::fs::remove_file(&path).map_err(|error| Failure::of_file("The file", &path, &error))?;
        println!("removed: {}", file.path);
    }
    println!(
        "{}: {} files say the same as before and were left as they are.",
        dir.display(),
        import.files.len() - changed.len()
    );
    Ok(())
}

/// A file of the questionnaire, with the line that lets editors complete and check it.
fn text(path: &str, tree: &content::Node) -> String {
    let (schema, up) = match path.split_once('/') {
        Some(("questionnaire", _)) => ("subject", "../../"),
        Some(_) => ("lexicon", "../../"),
        None => ("questionnaire", "../"),
    };
    format!(
        "# yaml-language-server: $schema={up}schema/{schema}.schema.json\n\n{}",
        content::write_tree(tree)
    )
}

/// The `.yaml` files of a content folder, by path inside it.
fn yaml_files(dir: &Path, below: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let explain = |error| Failure::of_file("The content folder", dir, &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(explain)? {
        let path = entry.map_err(explain)?.path();
        let inside = below.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            files.extend(yaml_files(&path, &inside)?);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            files.push((inside.to_string_lossy().replace('\\', "/"), path));
        }
    }
    Ok(files)
}

/// Writes beside, then moves: what is there stays whole when the disk is full.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let explain = |error| Failure::of_file("The file", path, &error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(explain)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, bytes).map_err(explain)?;
    std::fs::rename(&beside, path).map_err(explain)
}
