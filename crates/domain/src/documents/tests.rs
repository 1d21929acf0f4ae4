use super::*;
use proptest::prelude::*;

proptest! {
    /// Chunks that are lost, come twice or come early: what is kept is the file, each byte once.
    #[test]
    fn any_order_of_chunks_keeps_each_byte_once(
        size in 1u64..400_000,
        sends in prop::collection::vec((0u64..400_000, 1u64..70_000), 0..60),
    ) {
        let mut received = 0;
        for (offset, length) in sends.into_iter().chain((0..7).map(|n| (n * CHUNK_BYTES, CHUNK_BYTES))) {
            let length = if offset < size { length.min(size - offset) } else { length };
            match place_chunk(size, received, offset, length) {
                Ok(Chunked::Next) => {
                    prop_assert_eq!(offset, received);
                    received += length;
                }
                Ok(Chunked::Again) => prop_assert!(offset + length <= received),
                Err(ChunkRefusal::Gap) => prop_assert!(offset != received && offset + length > received),
                Err(ChunkRefusal::Length) => prop_assert!(offset + length > size || length > CHUNK_BYTES),
            }
            prop_assert!(received <= size);
        }
        // Whoever goes on from what is received gets to the end.
        while received < size {
            let length = CHUNK_BYTES.min(size - received);
            prop_assert_eq!(place_chunk(size, received, received, length), Ok(Chunked::Next));
            received += length;
        }
    }

    /// Each cut loses all of what was on its way: twenty of them cost less than a fifth of a file of 4 MB.
    #[test]
    fn twenty_cuts_cost_little(cuts in prop::collection::btree_set(0u64..600, 20)) {
        const SIZE: u64 = 4 << 20;
        let (mut received, mut sent, mut since_cut) = (0, 0, None);
        for nth in 0.. {
            let part = part_bytes(since_cut, CHUNK_BYTES).min(SIZE - received);
            prop_assert!((1..=CHUNK_BYTES).contains(&part));
            sent += part;
            if cuts.contains(&nth) {
                since_cut = Some(0);
                continue;
            }
            received += part;
            since_cut = since_cut.map(|through| through + part);
            if received == SIZE {
                break;
            }
        }
        prop_assert!(sent * 10 <= SIZE * 12, "{sent} bytes for {SIZE}");
    }

    #[test]
    fn what_is_taken_never_goes_over_the_caps(sizes in prop::collection::vec(0u64..9 * 1024 * 1024, 0..20)) {
        let mut held = Held::default();
        for size in sizes {
            match upload_refusal(held, size) {
                Ok(()) => held = Held { n_documents: held.n_documents + 1, size_bytes: held.size_bytes + size },
                Err(UploadRefusal::Empty) => prop_assert_eq!(size, 0),
                Err(UploadRefusal::TooLarge) => prop_assert!(size > MAX_FILE_BYTES),
                Err(UploadRefusal::TooMany) => prop_assert_eq!(held.n_documents, MAX_DOCUMENTS),
                Err(UploadRefusal::NoRoom) => prop_assert!(held.size_bytes + size > MAX_PERSON_BYTES),
            }
            prop_assert!(held.n_documents <= MAX_DOCUMENTS && held.size_bytes <= MAX_PERSON_BYTES);
        }
    }

    #[test]
    fn any_name_of_a_device_is_shown_plain_or_not_at_all(text in "\\PC{0,120}|.{0,120}|[a-z./\\\\\u{202e}\u{0}]{0,60}") {
        if let Some(name) = shown_name(&text) {
            prop_assert_eq!(read_name(&name), Some(name.as_str()));
            let file = DocumentKind::Pdf.file_name(&name);
            prop_assert!(file.ends_with(".pdf") && !file.contains(['/', '\\', '"', '\n', '\u{202e}']), "{}", file);
        }
    }

    /// Whatever the photos: each object begins where the table says, each page has a sheet of A4, and the picture stays on it.
    #[test]
    fn any_photos_become_a_pdf_whose_table_is_true(
        photos in prop::collection::vec((1u32..30_000, 1u32..30_000, 1u64..2_000, 0u8..8), 1..=MAX_PAGES),
    ) {
        let pages: Vec<PhotoPage> = photos
            .into_iter()
            .map(|(width, height, size_bytes, n_turns)| PhotoPage { width, height, size_bytes, n_turns })
            .collect();
        let text = written(&pages);
        prop_assert_eq!(text.len() as u64, pdf_bytes(&pages));
        let table = text.rsplit_once("startxref\n").and_then(|(_, rest)| rest.lines().next()).unwrap();
        let table = &text[table.parse::<usize>().unwrap()..];
        prop_assert!(table.starts_with("xref\n"));
        for (at, row) in table.lines().filter(|row| row.ends_with(" n ")).enumerate() {
            let begin = [(at + 1).to_string().as_str(), " 0 obj\n"].concat();
            prop_assert!(text[row[..10].parse::<usize>().unwrap()..].starts_with(&begin), "{}", row);
        }
        for (page, drawing) in pages.iter().zip(text.lines().filter(|line| line.ends_with(" cm /P Do Q"))) {
            let [a, b, c, d, e, f] = matrix_of(drawing);
            let is_across = if page.n_turns % 2 == 1 { page.height > page.width } else { page.width > page.height };
            let (width, height) = if is_across { (841.89, 595.28) } else { (595.28, 841.89) };
            for (x, y) in [(e, f), (a + c + e, b + d + f)] {
                prop_assert!((-0.02..=width + 0.02).contains(&x) && (-0.02..=height + 0.02).contains(&y), "{}", drawing);
            }
        }
    }

    #[test]
    fn offsets_without_bounds_are_refused_without_panic(size: u64, received: u64, offset: u64, length: u64) {
        if place_chunk(size, received.min(size), offset, length).is_ok() {
            prop_assert!(offset + length <= size);
        }
    }
}

#[test]
fn a_name_loses_folders_its_ending_and_tricks() {
    for (text, shown) in [
        ("CV_2026 Nadia.pdf", Some("CV 2026 Nadia")),
        ("C:\\Users\\Nadia\\cv.docx", Some("cv")),
        ("../../etc/passwd", Some("passwd")),
        ("cv\u{202e}fdp.exe", Some("cvfdp")),
        ("cv.final.version", Some("cv.final.version")),
        (".pdf", Some(".pdf")),
        ("\u{200b}\n", None),
        ("", None),
    ] {
        assert_eq!(shown_name(text).as_deref(), shown, "{text:?}");
    }
    assert_eq!(DocumentKind::Jpeg.file_name("Mon CV : \"2026\""), "Mon CV    2026.jpg");
    assert_eq!(DocumentKind::Pdf.file_name("nul.txt"), "_nul.txt.pdf");
    assert_eq!(DocumentKind::Pdf.file_name(&"é".repeat(80)).len(), 164);
    assert_eq!(DocumentKind::Pdf.file_name(&"👍".repeat(80)).len(), 204);
}

#[test]
fn a_kind_goes_with_its_own_ending_only() {
    for kind in DocumentKind::ALL {
        assert!(kind.goes_with(kind.extension()) && kind.goes_with(""), "{}", kind.as_str());
        for other in ["exe", "html", "docm", "heic", "zip", "doc"] {
            assert!(!kind.goes_with(other), "{} {other}", kind.as_str());
        }
    }
    assert!(DocumentKind::Jpeg.goes_with("png") && !DocumentKind::Pdf.goes_with("docx"));
    assert_eq!(
        (extension_of("CV.PDF"), extension_of("image:1042"), extension_of(".pdf")),
        ("pdf".into(), String::new(), String::new())
    );
}

/// Each reader × state × scan: only the owner before a clean verdict, nobody else without sharing.
#[test]
fn nobody_but_the_owner_opens_what_is_not_shared_and_clean() {
    use DocumentState as State;
    for state in [State::Receiving, State::Checking, State::Kept, State::Refused] {
        for scan in [None, Some(Scan::Waiting), Some(Scan::Clean)] {
            for is_shared in [false, true] {
                let is_kept = state == State::Kept;
                let owner = if is_kept { Reach::Open } else { Reach::NotYet };
                assert_eq!(reach(true, is_shared, state, scan), owner);
                let referent = match (is_shared && is_kept, scan) {
                    (false, _) => Reach::Hidden,
                    (true, Some(Scan::Clean)) => Reach::Open,
                    (true, _) => Reach::NotYet,
                };
                assert_eq!(reach(false, is_shared, state, scan), referent);
            }
        }
    }
}

/// The PDF with pictures of spaces.
fn written(pages: &[PhotoPage]) -> String {
    let part = |part: PdfPart| match part {
        PdfPart::Text(text) => text,
        PdfPart::Picture(at) => " ".repeat(usize::try_from(pages[at].size_bytes).unwrap()),
    };
    pdf_of(pages).into_iter().map(part).collect()
}

fn matrix_of(drawing: &str) -> [f64; 6] {
    let numbers: Vec<f64> = drawing.split(' ').filter_map(|word| word.parse().ok()).collect();
    numbers.try_into().unwrap()
}

/// Where the left end of the upper edge comes to lie when a photo is turned: that tells the way.
#[test]
fn a_photo_is_turned_clockwise_and_lies_in_the_middle_of_its_sheet() {
    let corner = |n_turns: u8| {
        let text = written(&[PhotoPage { width: 400, height: 300, size_bytes: 9, n_turns }]);
        let [a, b, c, d, e, f] = matrix_of(text.lines().find(|line| line.ends_with(" cm /P Do Q")).unwrap());
        let (left, top) = (c + e, d + f);
        let (middle_x, middle_y) = ((a + c) / 2.0 + e, (b + d) / 2.0 + f);
        let side = |at: f64, middle: f64, names: [&'static str; 2]| names[usize::from(at > middle)];
        (
            side(top, middle_y, ["bottom", "top"]),
            side(left, middle_x, ["left", "right"]),
            middle_x.round() as i32,
        )
    };
    assert_eq!(corner(0), ("top", "left", 421));
    assert_eq!(corner(1), ("top", "right", 298));
    assert_eq!(corner(2), ("bottom", "right", 421));
    assert_eq!(corner(3), ("bottom", "left", 298));
}
