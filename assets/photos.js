// Photos of a paper become pages: read whatever way up, drawn upright and small on this device, put together as one file.
// Comes when someone takes their CV as photos (src/features/documents/photos/script.rs, docs/decisions/0022-photos-become-pages-on-the-phone.md).
//
// What is drawn anew has neither place nor camera in it. The pictures stay here; the app knows them by a number.
(() => {
  "use strict";
  const QUALITIES = [0.72, 0.6, 0.5, 0.4];
  const FINE = 0.85;
  const SMALLER = 0.8;
  const N_SIZES = 4;

  /** Pictures by number. */
  const pictures = new Map();
  let n_pictures = 0;

  const drawBitmap = (file) => createImageBitmap(file, { imageOrientation: "from-image" });

  /** As the page itself would show it: Safari opens HEIC in this way. */
  const drawImage = async (file) => {
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return await createImageBitmap(image);
    } finally {
      URL.revokeObjectURL(image.src);
    }
  };

  const isHeic = async (file) => {
    const begin = new TextDecoder("latin1").decode(await file.slice(4, 12).arrayBuffer());
    return /^ftyp(hei|hev|mif1|msf1)/.test(begin);
  };

  /** In a worker, which ends with its memory; the decoder comes when the first such photo does. */
  const drawHeic = (file) =>
    new Promise((resolve, reject) => {
      const worker = new Worker("/heic.js");
      const end = (settle, value) => {
        worker.terminate();
        settle(value);
      };
      worker.onmessage = ({ data }) => (data.pixels ? end(resolve, createImageBitmap(new ImageData(data.pixels, data.width))) : end(reject, data.why));
      worker.onerror = () => end(reject, "away");
      worker.postMessage(file);
    });

  /** @returns the picture upright, by whatever opens it */
  const decode = async (file) => {
    for (const draw of [drawBitmap, drawImage]) {
      try {
        return await draw(file);
      } catch {} // The next one may know the format.
    }
    if (await isHeic(file)) return drawHeic(file);
    throw "unreadable";
  };

  const toJpeg = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

  const canvasOf = (bitmap, side) => {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((length) => Math.max(1, Math.round(length * scale)));
    const pen = canvas.getContext("2d", { alpha: false });
    if (!pen) throw "unreadable";
    // What is see-through is paper.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  /** Coarser until it is small enough, then smaller; the last try counts as it is. */
  const shrink = async (bitmap, side, bytes, qualities = QUALITIES) => {
    let drawn;
    for (let n = 0; n < N_SIZES; n += 1) {
      const canvas = canvasOf(bitmap, side * SMALLER ** n);
      const { width, height } = canvas;
      for (const quality of qualities) {
        const picture = await toJpeg(canvas, quality);
        if (!picture) throw "unreadable";
        drawn = { picture, width, height };
        if (picture.size <= bytes) break;
      }
      canvas.width = canvas.height = 0;
      if (drawn.picture.size <= bytes) break;
    }
    return drawn;
  };

  const add = ({ picture, width, height }) => {
    n_pictures += 1;
    const url = URL.createObjectURL(picture);
    pictures.set(n_pictures, { picture, url });
    return [n_pictures, width, height, picture.size, url];
  };

  /** One photo: `[number, width, height, bytes, address]`; breaks with "unreadable" or "away". */
  const read = async (file, side, bytes) => {
    const bitmap = await decode(file);
    try {
      return add(await shrink(bitmap, side, bytes));
    } catch {
      throw "unreadable"; // Too large for this device's memory.
    } finally {
      bitmap.close();
    }
  };

  /** What is left of a picture inside `[left, top, width, height]`, as `read` answers. The whole stays, so that it can come back. */
  const crop = async (number, rest, bytes) => {
    const bitmap = await createImageBitmap(pictures.get(number).picture, ...rest);
    try {
      // It was drawn once already: finer than the first time, so that letters stay as sharp.
      return add(await shrink(bitmap, Math.max(bitmap.width, bitmap.height), bytes, [FINE, ...QUALITIES]));
    } finally {
      bitmap.close();
    }
  };

  /** What is left of a picture inside `[left, top, width, height]`, drawn `width` by `height`: a JPEG in base 64. */
  const portrait = async (number, rest, [width, height, bytes]) => {
    const bitmap = await createImageBitmap(pictures.get(number).picture, ...rest);
    try {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      const pen = canvas.getContext("2d", { alpha: false });
      pen.imageSmoothingQuality = "high";
      pen.drawImage(bitmap, 0, 0, width, height);
      let drawn;
      for (const quality of [FINE, ...QUALITIES]) {
        drawn = canvas.toDataURL("image/jpeg", quality).split(",")[1];
        // Four signs stand for three bytes.
        if (drawn.length * 3 <= bytes * 4) break;
      }
      return drawn;
    } finally {
      bitmap.close();
    }
  };

  /** One file of texts and pictures by their number, in turn. */
  const make = (name, parts) => {
    const part = (text, n) => (n % 2 ? pictures.get(Number(text)).picture : text);
    return new File(parts.split("\0").map(part), name, { type: "application/pdf" });
  };

  /** `[number, Blob]` of these pictures, to be kept elsewhere. */
  const show = (numbers) => numbers.map((number) => [number, pictures.get(number).picture]);

  /** Pictures that were kept elsewhere, under the numbers that they had; answers their addresses. */
  const restore = (kept) =>
    kept.map(([number, picture]) => {
      n_pictures = Math.max(n_pictures, number);
      const url = URL.createObjectURL(picture);
      pictures.set(number, { picture, url });
      return url;
    });

  const forget = () => {
    for (const { url } of pictures.values()) URL.revokeObjectURL(url);
    pictures.clear();
  };

  window.mtPhotos = { read, crop, portrait, make, show, restore, forget };
})();
