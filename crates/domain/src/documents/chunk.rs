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
