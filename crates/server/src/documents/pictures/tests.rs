use super::{read_pictures, write_picture};

#[test]
fn what_a_process_that_was_ended_had_told_whole_is_read() {
    let mut said = Vec::new();
    for picture in [&b"first"[..], b"", b"third"] {
        write_picture(&mut said, picture).expect("BUG: writing to memory does not fail");
    }
    let read = |said: &[u8]| read_pictures(said).map(<[u8]>::len).collect::<Vec<_>>();
    assert_eq!(read(&said), [5, 0, 5]);
    for n_lost in 1..=9 {
        assert_eq!(read(&said[..said.len() - n_lost]), [5, 0], "{n_lost} bytes lost");
    }
    assert_eq!(read(&[0xff, 0xff, 0xff, 0xff, 1]), [0; 0]);
}
