// A CV on paper, taken as photos by an emulated phone: held in every way, one in Apple's format; seen, turned, put in order,
// sent over a cut, and read again from what the server kept, as Poppler draws it and Tesseract reads it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";

import { Antivirus } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { takePicture } from "./lib/browser.mjs";
import { journey } from "./lib/journey.mjs";
import { FIRST, LAST, LOST, SECOND, act, assertLegible, checker, choose, comeToPhotos, jpeg, seePages, take } from "./lib/photo_page.mjs";
import { HEIC, ON_HEIC, TRACES, photoOf, readPages } from "./lib/photos.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { withLargeText } from "./lib/screens.mjs";

const PAGE_BYTES = 400_000;

const antivirus = new Antivirus();
const proxies = [];
before(() => antivirus.start());
after(async () => {
  antivirus.stop();
  await Promise.all(proxies.map((proxy) => proxy.stop()));
});
const SCANNED = { env: { CLAMD_ADDR: antivirus.socket }, timeout: 300_000 };

const heic = { name: "IMG_0042.HEIC", mimeType: "image/heic", buffer: HEIC };

journey("photos held in every way and one in Apple's format become one upright, legible PDF", async (context) => {
  const { server, open } = context;
  const { faults, check } = checker();
  const proxy = (await Proxy.start()).to(server);
  proxies.push(proxy);
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "about:blank", origin: proxy.origin });
  visit.expect(LOST);
  const asked = [];
  visit.page.context().on("request", (request) => asked.push(new URL(request.url()).pathname));
  await visit.comeTo("/documents", api);
  await visit.see(visit.t("documents.first"));
  await check(visit, "documents-first");
  assert.ok(!asked.includes("/photos.js"), "nothing of it comes with the page");

  await visit.press("documents.photos.open");
  await visit.seeTitle(visit.t("documents.photos.title"));
  await visit.seeFocusOnTitle();
  await check(visit, "photos-none");

  // Held upright, upside down and on its side; one whose file says nothing of how the sheet lay.
  await take(visit, jpeg(await photoOf(visit.page, FIRST, { orientation: 6 })));
  await seePages(visit, 1);
  await check(visit, "photos-one");
  assert.ok(!asked.some((path) => path.startsWith("/heic")), "the decoder comes for whom it is needed");
  await choose(visit, heic, jpeg(await photoOf(visit.page, LAST, { n_quarters: 3 })));
  await seePages(visit, 3);
  assert.ok(asked.includes("/heic/libheif.wasm"));
  await choose(visit, jpeg(await photoOf(visit.page, SECOND, { orientation: 3 })));
  await seePages(visit, 4);

  // The sheet that lay on its side is turned; the page that came last belongs second.
  for (let n = 0; n < 3; n += 1) await act(visit, "documents.photos.turn", 3).click();
  await visit.see(visit.t("documents.photos.turned", { n: "3" }));
  await act(visit, "documents.photos.up", 4).click();
  await visit.see(visit.t("documents.photos.moved", { n: "3" }));
  await visit.page.waitForFunction(() => document.activeElement.id.startsWith("page-"));
  await act(visit, "documents.photos.up", 3).click();
  await visit.see(visit.t("documents.photos.moved", { n: "2" }));

  // A page goes and comes back; one is taken again.
  await act(visit, "documents.photos.remove", 2).click();
  await visit.see(visit.t("documents.photos.removed"));
  await seePages(visit, 3);
  await check(visit, "photos-removed");
  await visit.press("documents.photos.restore");
  await seePages(visit, 4);
  await visit.page
    .locator("[id^=page-] input[type=file]")
    .first()
    .setInputFiles(jpeg(await photoOf(visit.page, FIRST, { orientation: 8 })));
  await visit.see(visit.t("documents.photos.replaced", { n: "1" }));
  await check(visit, "photos-four");

  // Back leaves, and everything is still there.
  await visit.page.goBack();
  await visit.see(visit.words.pattern("documents.photos.reopen.other"));
  await check(visit, "documents-with-photos");
  await visit.page.getByRole("button", { name: visit.words.pattern("documents.photos.reopen.other") }).click();
  await seePages(visit, 4);

  // The network is cut on the way; the person stops, and goes on later.
  proxy.loseNext("lost", (method) => method === "PUT");
  const put = visit.page.waitForRequest((request) => request.method() === "PUT");
  await visit.page.getByRole("button", { name: visit.words.pattern("documents.photos.send.other") }).click();
  await put;
  proxy.cut();
  await visit.see(visit.t("documents.waiting.title"));
  await visit.press("documents.stop");
  proxy.mend();
  await visit.see(visit.t("documents.begun.photos"));
  await check(visit, "documents-begun-photos");
  await visit.press("documents.photos.go-on");
  await visit.see(visit.t("documents.arrived.title"));
  await visit.see(visit.t("documents.is.clean"));
  await visit.see(visit.t("documents.photos.open"));
  await check(visit, "documents-photos-clean");
  // What was received can be looked at, page by page.
  await visit.page.locator("summary", { hasText: visit.t("documents.pages.other", { n: "4" }) }).click();
  const received = visit.page.locator("img[loading=lazy]");
  assert.equal(await received.count(), 4);
  for (const page of await received.all()) {
    await page.scrollIntoViewIfNeeded();
    await page.evaluate((page) => page.decode());
  }
  await check(visit, "documents-pages");
  await withLargeText(visit.page, () => takePicture(visit.page, "documents-pages-large"));

  // What the server kept.
  const { documents } = await api.get("/api/documents");
  assert.deepEqual(
    documents.map(({ name, kind, state }) => [name, kind, state]),
    [[visit.t("documents.photos.name"), "pdf", "kept"]],
  );
  const [file] = await Promise.all([visit.page.waitForEvent("download"), visit.page.getByRole("link", { name: new RegExp(`^${visit.t("documents.download")}`) }).click()]);
  const pdf = readFileSync(await file.path());
  assert.ok(pdf.length < 4 * PAGE_BYTES + 10_000, `${pdf.length} bytes for four pages`);
  assert.deepEqual(TRACES.filter((trace) => pdf.includes(trace)), []);
  // As a screen shows it at 100 %, and as paper does.
  for (const dpi of [120, 200]) assertLegible(readPages(pdf, { dpi }), FIRST, SECOND, ON_HEIC, LAST);
  assert.deepEqual(faults, []);
}, SCANNED);

journey("a photo in Apple's format that was chosen as a file is seen as a page before it goes", async (context) => {
  const { server, open } = context;
  const { faults, check } = checker();
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/documents", prepare: (_, visit) => visit.takeSession(api) });
  await visit.see(visit.t("documents.first"));
  await visit.page.locator("input[type=file]").setInputFiles(heic);
  await visit.seeTitle(visit.t("documents.photos.title"));
  await seePages(visit, 1);
  await check(visit, "photos-from-file");
  await visit.page.getByRole("button", { name: visit.t("documents.photos.send.one", { n: "1" }) }).click();
  await visit.see(visit.t("documents.is.clean"));
  const [kept] = (await api.get("/api/documents")).documents;
  assert.deepEqual([kept.kind, kept.state, kept.n_pictures], ["pdf", "kept", 1]);
  const file = await api.send("GET", `/api/documents/${kept.id}/file`);
  assertLegible(readPages(Buffer.from(await file.arrayBuffer())), ON_HEIC);
  assert.deepEqual(faults, []);
}, SCANNED);

journey("what cannot be a page says why, and what is there stays", async (context) => {
  const { faults, check } = checker();
  const { visit } = await comeToPhotos(context, { path: "/documents#photos" });
  visit.expect(LOST);
  await take(visit, jpeg(await photoOf(visit.page, FIRST)));
  await seePages(visit, 1);
  await choose(visit, jpeg(Buffer.from("no photo at all")));
  await visit.see(visit.t("documents.photos.unreadable"));
  await seePages(visit, 1);
  await check(visit, "photos-unreadable");
  // Without network what opens Apple's format does not come; with it, it does.
  await visit.page.route("**/heic/libheif.*", (route) => route.abort());
  await choose(visit, heic);
  await visit.see(visit.t("documents.photos.away"));
  await visit.page.unroute("**/heic/libheif.*");
  await choose(visit, heic);
  await seePages(visit, 2);
  // A damaged one is none.
  await choose(visit, { ...heic, buffer: HEIC.subarray(0, 600) });
  await visit.see(visit.t("documents.photos.unreadable"));
  // Ten at most.
  const small = await photoOf(visit.page, SECOND);
  await choose(visit, ...Array.from({ length: 9 }, (_, n) => jpeg(small, `${n}.jpg`)));
  await seePages(visit, 10);
  await visit.see(visit.t("documents.photos.too-many"));
  await visit.see(visit.t("documents.photos.full"));
  await check(visit, "photos-ten");
  // A reload comes back to this page; photos that were only in its memory are not on the device any more.
  await visit.page.reload();
  await visit.seeTitle(visit.t("documents.photos.title"));
  await visit.see(visit.t("documents.photos.first"));
  await visit.press("documents.photos.back");
  await visit.see(visit.t("documents.first"));
  assert.deepEqual(faults, []);
}, SCANNED);

journey("with the keyboard alone pages are turned, put in order and sent", async (context) => {
  const { visit, api } = await comeToPhotos(context, { screen: "desk" });
  await choose(visit, jpeg(await photoOf(visit.page, LAST)), jpeg(await photoOf(visit.page, FIRST, { n_quarters: 1 })));
  await seePages(visit, 2);
  const tabTo = async (target) => {
    await target.waitFor();
    for (let n = 0; n < 60; n += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await visit.page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not come to ${target}`);
  };
  const press = async (target) => {
    await tabTo(target);
    await visit.page.keyboard.press("Enter");
  };
  await press(act(visit, "documents.photos.turn", 2));
  await visit.see(visit.t("documents.photos.turned", { n: "2" }));
  await press(act(visit, "documents.photos.up", 2));
  await visit.see(visit.t("documents.photos.moved", { n: "1" }));
  await press(visit.page.getByRole("button", { name: visit.words.pattern("documents.photos.send.other") }));
  await visit.see(visit.t("documents.is.clean"));
  const [{ id }] = (await api.get("/api/documents")).documents;
  const file = await api.send("GET", `/api/documents/${id}/file`);
  assertLegible(readPages(Buffer.from(await file.arrayBuffer())), FIRST, LAST);
}, SCANNED);

journey("the same in English and on larger screens", async (context) => {
  const { faults, check } = checker();
  for (const [name, options] of [
    ["english", { locale: "en-GB", language: "en" }],
    ["wide", { screen: "desk" }],
    ["tall", { screen: "kiosk" }],
  ]) {
    const { visit } = await comeToPhotos(context, options);
    await choose(visit, jpeg(await photoOf(visit.page, FIRST, { orientation: 6 })), jpeg(await photoOf(visit.page, SECOND, { n_quarters: 3 })));
    await seePages(visit, 2);
    await act(visit, "documents.photos.turn", 2).click();
    await check(visit, `photos-${name}`);
  }
  assert.deepEqual(faults, []);
}, SCANNED);
