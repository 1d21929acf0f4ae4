//! What is under way at the desk, a look or a sitting, and how it ends: no later than it would have by itself.

/// `UPDATE` that ends what is open of a table, at `$2`; `$which` says of what, with `$1`.
macro_rules! end_under_way {
    ($table:literal, $which:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET ended_at = CASE WHEN $2 < expires_at THEN $2 ELSE expires_at END WHERE ended_at IS NULL AND ",
            $which
        )
    };
}

pub(crate) use end_under_way;
