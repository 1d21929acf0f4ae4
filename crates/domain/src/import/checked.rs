//! A whole list, line by line.

use super::{Column, Columns, Listed, MAX_PROBLEMS, ProblemKind, Roster, read_line};
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What there is to say about a line, without anything of what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// As programs for spreadsheets number it: the headings are on the first one that is not empty.
    pub line: u32,
    pub column: Option<Column>,
    pub kind: ProblemKind,
    /// With [`ProblemKind::Twin`]: where they are the first time.
    pub other_line: Option<u32>,
}

/// What a list holds.
#[derive(Debug, Default)]
pub struct Checked {
    /// Whom it names rightly and once, each with their line.
    pub people: Vec<(u32, Listed)>,
    /// At most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    pub n_problems: u32,
    /// Lines with something in them.
    pub n_lines: u32,
    /// Of those: with a fault.
    pub n_faulty: u32,
    /// Of those: somebody again.
    pub n_twins: u32,
    /// Both names in their order and the day, to the line.
    seen: HashMap<([String; 2], Date), u32>,
}

impl Checked {
    /// Takes the next line on; one that is empty is no line.
    pub fn take(&mut self, line: u32, cells: &[&str], columns: &Columns, roster: &Roster<'_>) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        self.n_lines += 1;
        match read_line(cells, columns, roster) {
            Err(faults) => {
                self.n_faulty += 1;
                for (column, kind) in faults {
                    self.tell(Problem { line, column, kind, other_line: None });
                }
            }
            Ok(listed) => {
                let mut names = [(roster.fold)(&listed.last_name), (roster.fold)(&listed.first_name)];
                // Whoever has their names exchanged is the same.
                names.sort();
                match self.seen.get(&(names.clone(), listed.birth_date)) {
                    Some(&first) => {
                        self.n_twins += 1;
                        let kind = ProblemKind::Twin;
                        self.tell(Problem { line, column: None, kind, other_line: Some(first) });
                    }
                    None => {
                        self.seen.insert((names, listed.birth_date), line);
                        self.people.push((line, listed));
                    }
                }
            }
        }
    }

    fn tell(&mut self, problem: Problem) {
        self.n_problems += 1;
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }
}
