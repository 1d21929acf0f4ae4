// A camera before which someone holds a ticket: a film as Chromium plays it in place of a camera (YUV4MPEG2).

import { writeFileSync } from "node:fs";

import qrcode from "qrcode-generator";

import { launchBrowser } from "./browser.mjs";

const WIDTH = 640;
const HEIGHT = 480;
const N_FRAMES = 8;

/** A Chromium whose camera shows this film. */
export function launchWithCamera(film) {
  return launchBrowser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${film}`]);
}

/** The dark modules of the QR code on a page, as `{size, isDark(x, y)}`, without its margin. */
export async function qrOnPage(page) {
  const { box, path } = await page.locator("svg.mt-qr").evaluate((svg) => ({ box: svg.getAttribute("viewBox"), path: svg.querySelector("path").getAttribute("d") }));
  const margin = 4;
  const size = Number(box.split(" ")[2]) - 2 * margin;
  const dark = new Set();
  for (const [, x, y, n] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let i = 0; i < Number(n); i++) dark.add(`${Number(x) - margin + i} ${Number(y) - margin}`);
  }
  return { size, isDark: (x, y) => dark.has(`${x} ${y}`) };
}

/** The QR code of a text, drawn by another library than ours: `{size, isDark(x, y)}`. */
export function qrOf(text) {
  const qr = qrcode(0, "M");
  qr.addData(text);
  qr.make();
  const size = qr.getModuleCount();
  const isInside = (at) => at >= 0 && at < size;
  return { size, isDark: (x, y) => isInside(x) && isInside(y) && qr.isDark(y, x) };
}

/** A hand that is not quite still, turned, in poor light, with a noisy sensor: each frame differs. */
export function filmOf(qr, file, { turned_deg = 14, scale = 11, light = 205, dark = 65, noise = 14 } = {}) {
  let chance = 1;
  const off = () => {
    chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) | 0;
    return (chance / 2 ** 31) * noise;
  };
  const frames = [`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`];
  for (let n = 0; n < N_FRAMES; n++) {
    const angle = ((turned_deg + n) * Math.PI) / 180;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const luma = Buffer.alloc(WIDTH * HEIGHT);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const [dx, dy] = [x - WIDTH / 2 - n, y - HEIGHT / 2 + n / 2];
        const u = Math.floor((dx * cos + dy * sin) / scale + qr.size / 2);
        const v = Math.floor((dy * cos - dx * sin) / scale + qr.size / 2);
        const lamp = 1 - (0.25 * x) / WIDTH;
        const tone = (qr.isDark(u, v) ? dark : light) * lamp + off();
        luma[y * WIDTH + x] = Math.max(0, Math.min(255, Math.round(tone)));
      }
    }
    frames.push("FRAME\n", luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128));
  }
  writeFileSync(file, Buffer.concat(frames.map((part) => Buffer.from(part))));
  return file;
}
