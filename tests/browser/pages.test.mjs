// What one does with pages before they are sent: cut off what is around the sheet, and come back to them after a reload.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Antivirus } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { takePicture } from "./lib/browser.mjs";
import { journey } from "./lib/journey.mjs";
import { FIRST, LOST, SECOND, act, assertLegible, checker, choose, comeToPhotos, jpeg, seePages, take } from "./lib/photo_page.mjs";
import { photoOf, readPages } from "./lib/photos.mjs";
import { withLargeText } from "./lib/screens.mjs";

const antivirus = new Antivirus();
before(() => antivirus.start());
after(() => antivirus.stop());
const SCANNED = { env: { CLAMD_ADDR: antivirus.socket }, timeout: 300_000 };

const handle = (visit, side) => visit.page.getByRole("slider", { name: visit.t(`documents.photos.crop.${side}`) });
/** The page is cropped or whole again; answers how large its picture is, as the file of it would hold it. */
const sizeOf = (visit) => visit.page.locator("img.mt-photo__picture").evaluate((picture) => picture.decode().then(() => [picture.naturalWidth, picture.naturalHeight]));
const openCrop = async (visit) => {
  await act(visit, "documents.photos.crop", 1).click();
  await visit.seeTitle(visit.t("documents.photos.crop.title", { n: "1" }));
  await visit.seeFocusOnTitle();
};

journey("what is around the sheet is cut off, by finger and by keyboard, and comes back", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await comeToPhotos(context);
  await take(visit, jpeg(await photoOf(visit.page, FIRST)));
  await seePages(visit, 1);
  assert.deepEqual(await sizeOf(visit), [1350, 1800]);
  await openCrop(visit);
  await check(visit, "photos-crop");
  await withLargeText(visit.page, () => takePicture(visit.page, "photos-crop-large"));

  // Nothing moved, nothing changed.
  await visit.press("documents.photos.crop.leave");
  await visit.page.waitForFunction(() => document.activeElement.id.startsWith("page-"));
  assert.deepEqual(await sizeOf(visit), [1350, 1800]);

  // A finger draws the upper edge down to a tenth of the page, the arrows the left one.
  await openCrop(visit);
  const frame = await visit.page.locator(".mt-frame image").boundingBox();
  const knob = await handle(visit, "top").boundingBox();
  assert.ok(Math.min(knob.width, knob.height) >= 44, `${knob.width} × ${knob.height}`);
  const [x, y] = [knob.x + knob.width / 2, knob.y + knob.height / 2];
  await visit.page.mouse.move(x, y);
  await visit.page.mouse.down();
  await visit.page.mouse.move(x + 3, y + frame.height / 20, { steps: 4 });
  await visit.page.mouse.move(x + 60, frame.y + frame.height * 0.07, { steps: 4 });
  await visit.page.mouse.up();
  await visit.page.mouse.move(x, y + frame.height / 2);
  assert.equal(await handle(visit, "top").getAttribute("aria-valuenow"), "7");
  await handle(visit, "left").focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]) await visit.page.keyboard.press(key);
  assert.equal(await handle(visit, "left").getAttribute("aria-valuetext"), visit.t("documents.photos.crop.cut", { n: "4" }));
  // No edge passes the one across.
  await handle(visit, "right").focus();
  await visit.page.keyboard.press("Home");
  assert.equal(await handle(visit, "right").getAttribute("aria-valuenow"), "24");
  await visit.page.keyboard.press("End");
  await check(visit, "photos-crop-moved");
  await visit.press("documents.photos.crop.keep");
  await visit.see(visit.t("documents.photos.cropped", { n: "1" }));
  await visit.page.waitForFunction(() => document.activeElement.id.startsWith("page-"));
  assert.deepEqual(await sizeOf(visit), [1296, 1674]);
  await check(visit, "photos-cropped");

  // Whole again; then turned by a quarter, where the edge that is seen above is the left one of the picture.
  await act(visit, "documents.photos.whole", 1).click();
  await visit.see(visit.t("documents.photos.whole.done", { n: "1" }));
  assert.deepEqual(await sizeOf(visit), [1350, 1800]);
  await act(visit, "documents.photos.turn", 1).click();
  await openCrop(visit);
  await handle(visit, "top").focus();
  for (let n = 0; n < 5; n += 1) await visit.page.keyboard.press("ArrowDown");
  await check(visit, "photos-crop-turned");
  await visit.press("documents.photos.crop.keep");
  await visit.see(visit.t("documents.photos.cropped", { n: "1" }));
  assert.deepEqual(await sizeOf(visit), [1215, 1800]);
  for (let n = 0; n < 3; n += 1) await act(visit, "documents.photos.turn", 1).click();

  // What is sent is what is left, as legible as before.
  await visit.press("documents.photos.send.one");
  await visit.page.getByText(visit.t("documents.is.clean")).waitFor({ timeout: 90_000 });
  const [{ id }] = (await api.get("/api/documents")).documents;
  const file = await api.send("GET", `/api/documents/${id}/file`);
  const pdf = Buffer.from(await file.arrayBuffer());
  assert.ok(pdf.includes("/Width 1215 /Height 1800"));
  assertLegible(readPages(pdf, { dpi: 120 }), FIRST);
  assert.deepEqual(faults, []);
}, SCANNED);

/** Everything on the shelf of the device: names, and whether a picture can be read there. */
const shelf = (visit) =>
  visit.page.evaluate(async () => {
    const asked = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    if (!(await indexedDB.databases()).length) return { names: [], hasPicture: false };
    const db = await asked(indexedDB.open("main-tendue"));
    const kept = db.transaction("kept").objectStore("kept");
    const [names, values] = await Promise.all([asked(kept.getAllKeys()), asked(kept.getAll())]);
    db.close();
    const begins = values.map(({ sealed }) => new Uint8Array(sealed ?? new ArrayBuffer(0)).subarray(0, 3).join());
    return { names: names.filter((name) => name.startsWith("pages")), hasPicture: begins.includes("255,216,255") };
  });

journey("on one's own phone pages survive a reload, sealed, until they are sent or one leaves", async (context) => {
  const { server, open } = context;
  const { faults, check } = checker();
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  visit.expect(LOST);
  await visit.declareOwn();
  const comeAgain = async () => {
    await visit.page.goto("/documents#photos");
    await visit.seeTitle(visit.t("documents.photos.title"));
  };
  await comeAgain();
  await choose(visit, jpeg(await photoOf(visit.page, SECOND, { n_quarters: 3 })), jpeg(await photoOf(visit.page, FIRST)));
  await seePages(visit, 2);
  for (let n = 0; n < 3; n += 1) await act(visit, "documents.photos.turn", 1).click();
  await act(visit, "documents.photos.up", 2).click();
  await visit.see(visit.t("documents.photos.kept"));
  await check(visit, "photos-kept");
  const { names, hasPicture } = await shelf(visit);
  assert.deepEqual([names.length, hasPicture], [3, false]);

  // As if the tab had died: they are here again, in their order and turned.
  await visit.page.reload();
  await visit.see(visit.t("documents.photos.kept.again"));
  await seePages(visit, 2);
  await check(visit, "photos-kept-again");
  await visit.press("documents.photos.back");
  await visit.page.getByRole("button", { name: visit.t("documents.photos.reopen.other", { n: "2" }) }).waitFor();
  await comeAgain();
  await seePages(visit, 2);

  // The tab dies in the middle of the sending: with the same pages it goes on where it was.
  const chunks = "**/api/uploads/*?offset=*";
  await visit.page.route(chunks, (route) => route.abort());
  await visit.press("documents.photos.send.other", { n: "2" });
  await visit.see(visit.t("documents.waiting.title"));
  await visit.page.unroute(chunks);
  await visit.page.reload();
  await visit.see(visit.t("documents.begun.photos"));
  await visit.press("documents.photos.go-on");
  await visit.page.getByText(visit.t("documents.is.clean")).waitFor({ timeout: 90_000 });
  await visit.until(async () => {
    const request = indexedDB.open("main-tendue");
    const db = await new Promise((done) => (request.onsuccess = () => done(request.result)));
    const names = db.transaction("kept").objectStore("kept").getAllKeys();
    const all = await new Promise((done) => (names.onsuccess = () => done(names.result)));
    db.close();
    return !all.some((name) => name.startsWith("pages"));
  });
  const [{ id }] = (await api.get("/api/documents")).documents;
  const file = await api.send("GET", `/api/documents/${id}/file`);
  assertLegible(readPages(Buffer.from(await file.arrayBuffer())), FIRST, SECOND);

  // What is damaged says so, once; signing out takes everything.
  await comeAgain();
  await choose(visit, jpeg(await photoOf(visit.page, FIRST)));
  await visit.see(visit.t("documents.photos.kept"));
  await visit.page.evaluate(async () => {
    const request = indexedDB.open("main-tendue");
    const db = await new Promise((done) => (request.onsuccess = () => done(request.result)));
    const kept = db.transaction("kept", "readwrite").objectStore("kept");
    const written = kept.put({ iv: new Uint8Array(12), sealed: new ArrayBuffer(40) }, "pages");
    await new Promise((done) => (written.onsuccess = done));
    db.close();
  });
  await visit.page.reload();
  await visit.see(visit.t("documents.photos.lost"));
  await check(visit, "photos-lost");
  await choose(visit, jpeg(await photoOf(visit.page, FIRST)));
  await visit.see(visit.t("documents.photos.kept"));
  await visit.page.goto("/account");
  await visit.press("account.leave");
  await visit.seeTitle(visit.t("session.title"));
  await visit.until(async () => (await indexedDB.databases()).length === 0);
  assert.deepEqual(faults, []);
}, SCANNED);

journey("cropping in English and on larger screens", async (context) => {
  const { faults, check } = checker();
  for (const [name, options] of [
    ["english", { locale: "en-GB", language: "en" }],
    ["wide", { screen: "desk" }],
    ["tall", { screen: "kiosk" }],
  ]) {
    const { visit } = await comeToPhotos(context, options);
    await take(visit, jpeg(await photoOf(visit.page, FIRST, { orientation: 6 })));
    await seePages(visit, 1);
    await openCrop(visit);
    await check(visit, `photos-crop-${name}`);
  }
  assert.deepEqual(faults, []);
}, SCANNED);
