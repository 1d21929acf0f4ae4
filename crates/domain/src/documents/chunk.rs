//! Where a chunk of a file belongs. The server's count of received bytes is the truth; a chunk may come twice.

/// The most bytes of one chunk: few enough to arrive in seconds over a bad network, and to lose little with a cut.
pub const CHUNK_BYTES: u64 = 64 * 1024;

/// What becomes of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chunked {
    /// It is the next one: keep it.
    Next,
    /// These bytes are here already; keep nothing, if it is the same chunk.
    Again,
}

/// Why a chunk cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkRefusal {
    /// Empty, larger than a chunk, or past the end that was announced.
    Length,
    /// Bytes before it are missing: go on from what is received.
    Gap,
}

/// Where `length` bytes from `offset` belong in a file of `size` of which the first `received` are here.
///
/// # Errors
/// [`ChunkRefusal`].
pub fn place_chunk(size: u64, received: u64, offset: u64, length: u64) -> Result<Chunked, ChunkRefusal> {
    let end = offset.checked_add(length).ok_or(ChunkRefusal::Length)?;
    if length == 0 || length > CHUNK_BYTES || end > size {
        return Err(ChunkRefusal::Length);
    }
    match offset {
        _ if offset == received => Ok(Chunked::Next),
        _ if end <= received => Ok(Chunked::Again),
        _ => Err(ChunkRefusal::Gap),
    }
}

/// The least that is sent at once over a network that cuts.
const LEAST_BYTES: u64 = 8 * 1024;

/// How much of a file to send next, when so many bytes have gone through since the network was last cut (`None`: never cut). What is
/// on its way is lost with the next cut, and is an eighth of what went through before it, or little.
pub const fn part_bytes(since_cut: Option<u64>, chunk_bytes: u64) -> u64 {
    let most = match since_cut {
        None => chunk_bytes,
        Some(through) if through / 8 < LEAST_BYTES => LEAST_BYTES,
        Some(through) => through / 8,
    };
    if most < chunk_bytes { most } else { chunk_bytes }
}
