// A photo in Apple's format, for a browser that does not open it: libheif (LGPL 3, /heic/LICENSE), in a worker of its own.
// Comes when such a photo is chosen, and not before (assets/photos.js).
"use strict";

/** Where the script or its wasm does not come, there is no network. */
const open = async () => {
  try {
    importScripts("/heic/libheif.js");
    let library;
    await new Promise((done, fail) => {
      library = libheif({ locateFile: (name) => `/heic/${name}`, onRuntimeInitialized: done, onAbort: fail });
    });
    return library;
  } catch {
    throw "away";
  }
};

const draw = async (file) => {
  const library = await open();
  const [image] = new library.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()));
  if (!image) throw "unreadable";
  const [width, height] = [image.get_width(), image.get_height()];
  const pixels = new Uint8ClampedArray(width * height * 4);
  // The library has turned it as the photo says.
  const drawn = await new Promise((done) => image.display({ data: pixels, width, height }, done));
  if (!drawn) throw "unreadable";
  return { pixels, width };
};

onmessage = async ({ data }) => {
  try {
    const drawn = await draw(data);
    postMessage(drawn, [drawn.pixels.buffer]);
  } catch (why) {
    postMessage({ why: why === "away" ? why : "unreadable" });
  }
};
