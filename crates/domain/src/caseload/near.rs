//! Names that are typed with an error. Words here are folded already: no accents, no capitals, spaces between.

/// How many errors are forgiven in a word of so many letters: a short one would be like too many others.
const fn n_forgiven(n_letters: usize) -> usize {
    match n_letters {
        0..3 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

/// How far a name is from what was typed, in errors; `None` when it is another name. Each typed word must be the beginning of a
/// word of the name (0), or one with at most one error in up to five letters, two in longer ones. A letter too many, too few or
/// another one is an error, and so are two letters that changed places (optimal string alignment).
///
/// Nothing typed is near nothing.
pub fn near(typed: &str, name: &str) -> Option<usize> {
    let mut n_errors = None;
    for typed in typed.split_ascii_whitespace() {
        let closest = name.split_ascii_whitespace().filter_map(|word| distance(typed, word)).min()?;
        n_errors = Some(n_errors.unwrap_or(0) + closest);
    }
    n_errors
}

fn distance(typed: &str, word: &str) -> Option<usize> {
    if word.starts_with(typed) {
        return Some(0);
    }
    let typed: Vec<char> = typed.chars().collect();
    let at_most = n_forgiven(typed.len());
    if at_most == 0 || word.chars().count().abs_diff(typed.len()) > at_most {
        return None;
    }
    let word: Vec<char> = word.chars().collect();
    // Rows of the table of distances between beginnings: the last two and the one under way.
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (i, t) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, w) in word.iter().enumerate() {
            let mut least = (last[j] + usize::from(t != w)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && typed[i - 1] == *w && *t == word[j - 1] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_some_and(|least| *least > at_most)
            && last.iter().min().is_some_and(|least| *least > at_most)
        {
            return None;
        }
        before = core::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|n| *n <= at_most)
}
