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
mod tests;
