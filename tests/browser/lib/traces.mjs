// What a visit at a kiosk has left behind, on its page and behind Back.

/** What only the visit of the first person shows. */
export const MARKERS = ["Nadia", "Claire Fictive"];

/** Every trace of the first person that the browser shows or keeps: by name of the place, empty when there is none. */
export async function traces(device) {
  const found = [];
  const look = (where, text) => found.push(...MARKERS.filter((marker) => text.includes(marker)).map((marker) => `${marker} ${where}`));
  look("on the page", await device.page.content());
  for (const cookie of await device.page.context().cookies(device.server.origin)) {
    if (cookie.name !== "__Host-mt-kiosk") found.push(`cookie ${cookie.name}`);
  }
  const { databases, cached, stored, n_workers } = await device.residue();
  found.push(...databases, ...cached, ...stored, ...(n_workers ? ["a worker"] : []));
  return found;
}

/** As traces, and after going back as far as the browser goes, with the page as the browser kept it. */
export async function tracesBehind(device) {
  const found = await traces(device);
  for (let n = 0; n < 5; n++) {
    await device.page.goBack({ waitUntil: "load", timeout: 3_000 }).catch(() => {});
    if (!device.page.url().startsWith(device.server.origin)) break;
    await device.page.waitForFunction(() => document.querySelector("h1") !== null);
    found.push(...(await traces(device)).map((trace) => `${trace}, ${n + 1} back`));
  }
  return found;
}
