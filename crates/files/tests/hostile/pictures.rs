//! Pictures with something beside the picture, larger than they look, or lying.

use super::make::{chunk, deflate, eicar, exif, jpeg, jpeg_with, png, png_with, zip};
use super::{Expected, Sample, cut, refused, sample};
use domain::documents::FileRefusal as Why;

pub fn all() -> Vec<Sample> {
    let good = super::good();
    [beside(), too_large(), lies(), cut(&good[4]), cut(&good[5])].concat()
}

fn beside() -> Vec<Sample> {
    let archive = zip(&[("x.exe", b"MZ")]);
    let script = b"<?php system($_GET['x']); ?><script>alert(1)</script>";
    let mut all = Vec::new();
    let mut add =
        |what: &str, name: &str, bytes: Vec<u8>| all.push(sample(what, name, bytes, Expected::Redrawn));
    add("a place and a direction", "cv.jpg", jpeg_with(0xe1, &exif()));
    add("a script in a remark", "cv.jpg", jpeg_with(0xfe, script));
    add("the test virus in a remark", "cv.jpg", jpeg_with(0xfe, &eicar()));
    add("a script of the web in a profile", "cv.jpg", jpeg_with(0xe2, script));
    add("an archive after a JPEG", "cv.jpg", [jpeg(60, 40), archive.clone()].concat());
    add("the test virus after a JPEG", "cv.jpg", [jpeg(60, 40), eicar()].concat());
    add("a PDF after a JPEG", "cv.jpg", [jpeg(60, 40), super::make::pdf(&[])].concat());
    add("an archive after a PNG", "cv.png", [png(60, 40), archive].concat());
    add("the test virus after a PNG", "cv.png", [png(60, 40), eicar()].concat());
    let text = png_with(*b"tEXt", &[b"x\0", &script[..]].concat());
    add("a script in a text of a PNG", "cv.png", text);
    add("a chunk of nobody", "cv.png", png_with(*b"prVt", &eicar()));
    all
}

fn head(width: u32, height: u32) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat()
}

fn png_of(head: &[u8], data: &[u8]) -> Vec<u8> {
    let signature = b"\x89PNG\r\n\x1a\n".to_vec();
    [signature, chunk(*b"IHDR", head), chunk(*b"IDAT", data), chunk(*b"IEND", b"")].concat()
}

/// A JPEG that says it is so large.
fn resized(width: u16, height: u16) -> Vec<u8> {
    let mut file = jpeg(60, 40);
    let frame = file.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

fn too_large() -> Vec<Sample> {
    let zeros = deflate(&vec![0; 12_001 * 12_000 / 4]);
    vec![
        refused(
            "a PNG of 3.6 thousand million pixels",
            "cv.png",
            png_of(&head(60_000, 60_000), &zeros),
            Why::TooBigInside,
        ),
        refused(
            "a PNG of 144 million pixels",
            "cv.png",
            png_of(&head(12_000, 12_000), &zeros),
            Why::TooBigInside,
        ),
        refused(
            "a PNG as wide as can be",
            "cv.png",
            png_of(&head(0x7fff_ffff, 1), &zeros),
            Why::TooBigInside,
        ),
        refused("a JPEG of 4 thousand million pixels", "cv.jpg", resized(65_500, 65_500), Why::TooBigInside),
        refused("a JPEG of 100 million pixels", "cv.jpg", resized(10_000, 10_000), Why::TooBigInside),
    ]
}

fn lies() -> Vec<Sample> {
    let plain = png(60, 40);
    let mut wrong_sum = plain.clone();
    wrong_sum[30] ^= 1;
    let mut all = vec![
        sample("a PNG of nothing", "cv.png", png_of(&head(0, 0), &deflate(b"")), Expected::NeverAsItCame),
        sample(
            "a PNG without pixels",
            "cv.png",
            png_of(&head(60, 40), &deflate(b"")),
            Expected::NeverAsItCame,
        ),
        sample(
            "a PNG whose pixels are none",
            "cv.png",
            png_of(&head(60, 40), b"not packed"),
            Expected::NeverAsItCame,
        ),
        sample("a PNG with a wrong sum", "cv.png", wrong_sum, Expected::NeverAsItCame),
        sample(
            "a PNG of an unknown depth",
            "cv.png",
            png_of(&[0, 0, 0, 1, 0, 0, 0, 1, 77, 9, 0, 0, 0], &deflate(b"x")),
            Expected::NeverAsItCame,
        ),
        sample("a JPEG of three bytes", "cv.jpg", vec![0xff, 0xd8, 0xff], Expected::NeverAsItCame),
        sample("a JPEG with nothing in it", "cv.jpg", vec![0xff, 0xd8, 0xff, 0xd9], Expected::NeverAsItCame),
        sample("a JPEG of nothing", "cv.jpg", resized(0, 0), Expected::NeverAsItCame),
        refused("a JPEG called PDF", "cv.pdf", jpeg(60, 40), Why::NameDiffers),
        refused("a PNG called a page of the web", "cv.html", plain, Why::NameDiffers),
    ];
    let long = jpeg_with(0xe1, &[0xff; 60_000]);
    all.push(sample("a JPEG with a long segment of noise", "cv.jpg", long, Expected::NeverAsItCame));
    all
}
