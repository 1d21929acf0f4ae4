//! Files of other kinds, and none.

use super::make::eicar;
use super::{Sample, refused};
use domain::documents::FileRefusal as Why;

pub fn all() -> Vec<Sample> {
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let hidden: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows: &[(&str, &str, &[u8], Why)] = &[
        ("the test virus", "cv.com", &eicar(), Why::Unknown),
        ("the test virus called PDF", "cv.pdf", &eicar(), Why::Unknown),
        ("a program of Windows", "cv.exe", b"MZ\x90\0\x03", Why::Unknown),
        ("a program of Windows called PDF", "cv.pdf", b"MZ\x90\0\x03", Why::Unknown),
        ("a program of Linux", "cv", b"\x7fELF\x02\x01\x01", Why::Unknown),
        ("a script", "cv.sh", b"#!/bin/sh\nrm -rf /\n", Why::Unknown),
        ("a page of the web", "cv.html", b"<!doctype html><script>alert(1)</script>", Why::Unknown),
        ("a page of the web called JPEG", "cv.jpg", b"<html><script>alert(1)</script>", Why::Unknown),
        (
            "a drawing that runs",
            "cv.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            Why::Unknown,
        ),
        ("rich text", "cv.rtf", b"{\\rtf1\\ansi\\object}", Why::Unknown),
        ("a link of Windows", "cv.lnk", b"L\0\0\0\x01\x14\x02\0", Why::Unknown),
        ("a moving picture", "cv.gif", b"GIF89a\x01\0\x01\0\x80\0\0", Why::Unknown),
        ("a picture that is a script", "cv.gif", b"GIF89a/*\x01\0*/=1;alert(1)", Why::Unknown),
        ("a WebP", "cv.webp", b"RIFF\x24\0\0\0WEBPVP8 ", Why::Unknown),
        ("a bitmap", "cv.bmp", b"BM\x46\0\0\0\0\0\0\0", Why::Unknown),
        ("a TIFF", "cv.tif", b"II\x2a\0\x08\0\0\0", Why::Unknown),
        ("a photo of an iPhone", "cv.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Why::Heic),
        ("a photo of an iPhone called JPEG", "cv.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Why::Heic),
        ("a film", "cv.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", Why::Unknown),
        ("an archive of another kind", "cv.7z", b"7z\xbc\xaf\x27\x1c", Why::Unknown),
        ("a packed file", "cv.pdf.gz", b"\x1f\x8b\x08\0\0\0\0\0", Why::Unknown),
        ("PostScript", "cv.pdf", b"%!PS-Adobe-3.0\n", Why::Unknown),
        ("an old Word file", "cv.doc", &compound, Why::OldOffice),
        ("an old Word file called DOCX", "cv.docx", &compound, Why::OldOffice),
        (
            "a DOCX with a password",
            "cv.docx",
            &[compound.clone(), vec![0; 512], hidden].concat(),
            Why::Protected,
        ),
        ("one byte", "cv.pdf", b"x", Why::Unknown),
        ("only zeros", "cv.pdf", &[0; 70_000], Why::Unknown),
        ("text", "cv.txt", b"Nadia Exemple\n", Why::Unknown),
    ];
    rows.iter().map(|(what, name, bytes, why)| refused(*what, name, bytes.to_vec(), *why)).collect()
}
