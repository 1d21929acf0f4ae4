//! The QR code of a ticket. Drawn here, because the library that draws it would be a page's worth of every phone's download.

use domain::forum::TicketCode;
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// As `contract::forum::TicketView::qr`. Nine characters fit the smallest code with the strongest correction, so that a
/// third of it may be under a thumb or a crack.
pub fn draw(code: &TicketCode) -> Vec<String> {
    let qr: QRCode =
        QRBuilder::new(code.qr_text()).ecl(ECL::H).build().expect("BUG: nine characters fit every version");
    let row = |y: usize| (0..qr.size).map(|x| if qr[y][x].value() { '#' } else { '.' }).collect();
    (0..qr.size).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::draw;
    use domain::forum::{CODE_CHARS, TicketCode};

    /// What another library, the door's, reads in the rows, drawn as they are shown.
    fn read(rows: &[String]) -> String {
        const SCALE: usize = 8;
        const MARGIN: usize = 4;
        let side = (rows.len() + 2 * MARGIN) * SCALE;
        let is_dark = |x: usize, y: usize| {
            let at = |pixel: usize| (pixel / SCALE).checked_sub(MARGIN);
            let row = at(y).and_then(|y| rows.get(y));
            row.zip(at(x)).is_some_and(|(row, x)| row.as_bytes().get(x) == Some(&b'#'))
        };
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(
                side,
                side,
                |x, y| {
                    if is_dark(x, y) { 0 } else { u8::MAX }
                },
            );
        let grids = picture.detect_grids();
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_is_the_smallest_there_is_and_says_what_the_ticket_says() {
        for n in 0..32 {
            let code = TicketCode::from_numbers([n; CODE_CHARS]);
            let rows = draw(&code);
            assert_eq!((rows.len(), rows[0].len()), (21, 21));
            assert_eq!(read(&rows), code.qr_text());
        }
    }
}
