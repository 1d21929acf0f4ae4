//! Photos of a paper become one PDF: what stands around the pictures, which stay as the device drew them.
//!
//! The pictures never pass through here, so that a phone's memory holds each of them once: [`pdf_of`] says what comes
//! before, between and after them. The same pages in the same order give the same bytes.

/// Pages of one document.
pub const MAX_PAGES: usize = 10;

/// Pixels on the longer side of a page as it is sent: with an A4 sheet that fills the photo, 150 dots an inch.
pub const PAGE_SIDE: u32 = 1800;

/// What a page may weigh, so that ten stay far below the size of a file; the device draws it coarser until it does.
pub const PAGE_BYTES: u64 = 400_000;

/// ISO 216, in hundredths of a point.
const A4: (u64, u64) = (59_528, 84_189);
const HEADER: &str = "%PDF-1.7\n";
/// The catalogue and the list of pages come before the first page.
const FIRST_PAGE: usize = 3;
const OBJECTS_PER_PAGE: usize = 3;

/// A picture that is a page: a JPEG in colour (RGB, 8 bits a channel).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoPage {
    pub width: u32,
    pub height: u32,
    pub size_bytes: u64,
    /// Quarters to turn it by, clockwise, so that it is upright.
    pub n_turns: u8,
}

impl PhotoPage {
    const fn is_on_its_side(self) -> bool {
        self.n_turns % 2 == 1
    }
}

/// A part of the PDF, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfPart {
    Text(String),
    /// The picture of the page at this place in the list.
    Picture(usize),
}

/// The PDF whose pages are these pictures, each upright and whole on a sheet of A4.
pub fn pdf_of(pages: &[PhotoPage]) -> Vec<PdfPart> {
    let mut pdf = Writer::default();
    pdf.text(HEADER);
    pdf.object("<< /Type /Catalog /Pages 2 0 R >>");
    let kids: Vec<String> = (0..pages.len()).map(|at| [&first_of(at).to_string(), " 0 R"].concat()).collect();
    let count = pages.len().to_string();
    pdf.object(&["<< /Type /Pages /Kids [", &kids.join(" "), "] /Count ", &count, " >>"].concat());
    for (at, page) in pages.iter().enumerate() {
        let sheet = Sheet::of(*page);
        let first = first_of(at);
        let (content, picture) = ((first + 1).to_string(), (first + 2).to_string());
        let size = [points(sheet.width), points(sheet.height)].join(" ");
        pdf.object(
            &[
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ",
                &size,
                "] /Resources << /XObject << /P ",
                &picture,
                " 0 R >> >> /Contents ",
                &content,
                " 0 R >>",
            ]
            .concat(),
        );
        let drawing = sheet.drawing(page.n_turns);
        let length = drawing.len().to_string();
        pdf.object(&["<< /Length ", &length, " >>\nstream\n", &drawing, "\nendstream"].concat());
        pdf.picture(at, *page);
    }
    pdf.end()
}

/// The size of the PDF whose pages are these pictures.
pub fn pdf_bytes(pages: &[PhotoPage]) -> u64 {
    let text = |part: &PdfPart| match part {
        PdfPart::Text(text) => text.len() as u64,
        PdfPart::Picture(at) => pages[*at].size_bytes,
    };
    pdf_of(pages).iter().map(text).sum()
}

const fn first_of(page: usize) -> usize {
    FIRST_PAGE + page * OBJECTS_PER_PAGE
}

/// A sheet and where the picture lies on it, in hundredths of a point.
struct Sheet {
    width: u64,
    height: u64,
    picture: (u64, u64),
}

impl Sheet {
    /// Upright or across, as the picture is; the picture as large as it can be.
    fn of(page: PhotoPage) -> Self {
        let (width, height) = (u64::from(page.width.max(1)), u64::from(page.height.max(1)));
        let (width, height) = if page.is_on_its_side() { (height, width) } else { (width, height) };
        let (sheet_width, sheet_height) = if width > height { (A4.1, A4.0) } else { A4 };
        let is_bound_by_width = sheet_width * height <= sheet_height * width;
        let picture = if is_bound_by_width {
            (sheet_width, (sheet_width * height / width).max(1))
        } else {
            ((sheet_height * width / height).max(1), sheet_height)
        };
        Self { width: sheet_width, height: sheet_height, picture }
    }

    /// ISO 32000-1, 8.3.3: the unit square of the picture, turned clockwise and laid in the middle of the sheet.
    fn drawing(&self, n_turns: u8) -> String {
        let (width, height) = self.picture;
        let (x, y) = ((self.width - width) / 2, (self.height - height) / 2);
        let (w, h) = (points(width), points(height));
        let (right, top) = (points(x + width), points(y + height));
        let (x, y) = (points(x), points(y));
        let (minus_w, minus_h) = (["-", &w].concat(), ["-", &h].concat());
        let matrix: [&str; 6] = match n_turns % 4 {
            0 => [&w, "0", "0", &h, &x, &y],
            1 => ["0", &minus_h, &w, "0", &x, &top],
            2 => [&minus_w, "0", "0", &minus_h, &right, &top],
            _ => ["0", &h, &minus_w, "0", &right, &y],
        };
        ["q ", &matrix.join(" "), " cm /P Do Q"].concat()
    }
}

/// "595.28"
fn points(hundredths: u64) -> String {
    let rest = hundredths % 100;
    let zero = if rest < 10 { "0" } else { "" };
    [&(hundredths / 100).to_string(), ".", zero, &rest.to_string()].concat()
}

#[derive(Default)]
struct Writer {
    parts: Vec<PdfPart>,
    text: String,
    n_bytes: u64,
    /// Where each object begins.
    offsets: Vec<u64>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
        self.n_bytes += text.len() as u64;
    }

    fn begin(&mut self) {
        self.offsets.push(self.n_bytes);
        let number = self.offsets.len().to_string();
        self.text(&[&number, " 0 obj\n"].concat());
    }

    fn object(&mut self, body: &str) {
        self.begin();
        self.text(body);
        self.text("\nendobj\n");
    }

    fn picture(&mut self, at: usize, page: PhotoPage) {
        self.begin();
        self.text(
            "<< /Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        );
        for (key, value) in [
            (" /Width ", u64::from(page.width)),
            (" /Height ", u64::from(page.height)),
            (" /Length ", page.size_bytes),
        ] {
            self.text(key);
            self.text(&value.to_string());
        }
        self.text(" >>\nstream\n");
        self.parts.push(PdfPart::Text(core::mem::take(&mut self.text)));
        self.parts.push(PdfPart::Picture(at));
        self.n_bytes += page.size_bytes;
        self.text("\nendstream\nendobj\n");
    }

    fn end(mut self) -> Vec<PdfPart> {
        let (table, n) = (self.n_bytes.to_string(), (self.offsets.len() + 1).to_string());
        self.text(&["xref\n0 ", &n, "\n0000000000 65535 f \n"].concat());
        for offset in core::mem::take(&mut self.offsets) {
            let offset = offset.to_string();
            let zeros = "0".repeat(10_usize.saturating_sub(offset.len()));
            self.text(&[&zeros, &offset, " 00000 n \n"].concat());
        }
        self.text(&["trailer\n<< /Size ", &n, " /Root 1 0 R >>\nstartxref\n", &table, "\n%%EOF\n"].concat());
        self.parts.push(PdfPart::Text(self.text));
        self.parts
    }
}
