use super::{ECL, draw};
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
        let rows = draw(&code.qr_text(), ECL::H);
        assert_eq!((rows.len(), rows[0].len()), (21, 21));
        assert_eq!(read(&rows), code.qr_text());
    }
}

#[test]
fn an_address_with_a_code_is_read_as_it_was_drawn() {
    let text = "https://main-tendue.departement-exemple.fr/kiosk/phone#7K4M9-2PXQ8";
    assert_eq!(read(&draw(text, ECL::M)), text);
}
