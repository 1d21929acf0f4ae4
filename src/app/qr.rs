//! The QR code of a ticket.

use domain::forum::TicketCode;
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// Whether each module is dark, row by row. Nine characters fit the smallest code with the strongest correction, so
/// that a third of it may be under a thumb or a crack.
pub fn modules(code: &TicketCode) -> Vec<bool> {
    let qr: QRCode =
        QRBuilder::new(code.qr_text()).ecl(ECL::H).build().expect("BUG: nine characters fit every version");
    (0..qr.size).flat_map(|y| (0..qr.size).map(move |x| (x, y))).map(|(x, y)| qr[y][x].value()).collect()
}
