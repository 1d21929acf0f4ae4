//! QR codes. Drawn here, because the library that draws them would be a page's worth of every phone's download.

pub use fast_qr::ECL;
use fast_qr::QRCode;
use fast_qr::qr::QRBuilder;

/// As `contract::forum::TicketView::qr`. `correction` says how much of it may be under a thumb or a crack.
pub fn draw(text: &str, correction: ECL) -> Vec<String> {
    let qr: QRCode = QRBuilder::new(text)
        .ecl(correction)
        .build()
        .expect("BUG: what we draw is short enough for a QR code");
    let row = |y: usize| (0..qr.size).map(|x| if qr[y][x].value() { '#' } else { '.' }).collect();
    (0..qr.size).map(row).collect()
}

#[cfg(test)]
mod tests;
