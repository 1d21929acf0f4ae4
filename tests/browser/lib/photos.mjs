// Photos of a paper as phones take them, and what is on the pages of a PDF, read as a person would.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What an iPhone makes: a page on its side, and the file says to turn it (`irot`); with its maker and its place. */
export const HEIC = readFileSync(new URL("page.heic", import.meta.url));
export const ON_HEIC = ["EXPERIENCE", "Vendeuse", "boulangerie", "inventaire", "personnel"];
/** What says who took a photo, and where. */
export const TRACES = ["Exif", "GPS", "Phone of the test", "irot"];

/** By how many quarters clockwise a viewer must turn a photo that is marked so (Exif, Orientation). */
const QUARTERS = { 1: 0, 6: 1, 3: 2, 8: 3 };

/**
 * A sheet of paper with these lines on a table, taken by a phone of 12 million pixels that was held so that the file says `orientation`.
 * With `n_quarters`, the sheet lay on its side and the file does not say so.
 */
export async function photoOf(page, lines, { orientation = 1, n_quarters = 0 } = {}) {
  const data = await page.evaluate(
    ([lines, n_back]) => {
      const [width, height] = [3000, 4000];
      const canvas = document.createElement("canvas");
      const isAcross = n_back % 2 === 1;
      [canvas.width, canvas.height] = isAcross ? [height, width] : [width, height];
      const pen = canvas.getContext("2d");
      pen.translate(canvas.width / 2, canvas.height / 2);
      pen.rotate((-n_back * Math.PI) / 2);
      pen.translate(-width / 2, -height / 2);
      pen.fillStyle = "#60544a";
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = "#f2f0ea";
      pen.fillRect(120, 120, width - 240, height - 240);
      pen.fillStyle = "#222";
      // 11 points on A4.
      pen.font = "54px sans-serif";
      lines.forEach((line, n) => pen.fillText(line, 300, 400 + n * 130));
      return canvas.toDataURL("image/jpeg", 0.85).split(",")[1];
    },
    [lines, (QUARTERS[orientation] + n_quarters) % 4],
  );
  const jpeg = Buffer.from(data, "base64");
  return Buffer.concat([jpeg.subarray(0, 2), exif(orientation), jpeg.subarray(2)]);
}

/** The segment of a JPEG that says how it was held, with what, and where (Exif 2.32). */
function exif(orientation) {
  const model = Buffer.from("Phone of the test\0");
  const N_TAGS = 3;
  const modelAt = 8 + 2 + 12 * N_TAGS + 4;
  const gpsAt = modelAt + model.length;
  const tag = (id, type, count, value) => {
    const entry = Buffer.alloc(12);
    entry.writeUInt16BE(id, 0);
    entry.writeUInt16BE(type, 2);
    entry.writeUInt32BE(count, 4);
    value(entry);
    return entry;
  };
  const short = (n) => (entry) => entry.writeUInt16BE(n, 8);
  const long = (n) => (entry) => entry.writeUInt32BE(n, 8);
  const count = (n) => Buffer.from([0, n]);
  const none = Buffer.alloc(4);
  const tiff = Buffer.concat([
    Buffer.from("MM\0*\0\0\0\x08", "latin1"),
    count(N_TAGS),
    tag(0x0110, 2, model.length, long(modelAt)),
    tag(0x0112, 3, 1, short(orientation)),
    tag(0x8825, 4, 1, long(gpsAt)),
    none,
    model,
    count(1),
    tag(0x0001, 2, 2, (entry) => entry.write("N\0", 8, "latin1")),
    none,
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/**
 * The text on each page of a PDF, as Poppler draws it at `dpi` and Tesseract reads it. Nothing is turned for it: what is not
 * upright is not read.
 */
export function readPages(pdf, { dpi = 144 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-pages-"));
  const read = (name) =>
    execFileSync("tesseract", [join(folder, name), "stdout", "--psm", "6"], { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, OMP_THREAD_LIMIT: "1" } });
  try {
    writeFileSync(join(folder, "cv.pdf"), pdf);
    execFileSync("pdftoppm", ["-r", String(dpi), "-png", join(folder, "cv.pdf"), join(folder, "page")]);
    const pages = readdirSync(folder).filter((name) => name.endsWith(".png"));
    return pages.sort().map((name) => read(name).toString());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
