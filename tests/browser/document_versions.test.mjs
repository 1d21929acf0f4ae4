// A newer version of a CV: sent with the keyboard while the antivirus is away, it waits, and the référent keeps the older one; once
// checked it takes its place. Photos take a place too, and what is refused or given up takes none. Each screen passes axe.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Antivirus, pdf } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { FIRST, checker, jpeg, seePages, take } from "./lib/photo_page.mjs";
import { photoOf } from "./lib/photos.mjs";

const antivirus = new Antivirus();
before(() => antivirus.start());
after(() => antivirus.stop());
const SCANNED = { env: { CLAMD_ADDR: antivirus.socket }, timeout: 240_000 };

const documents = async (api) => (await api.get("/api/documents")).documents;
const named = (visit, key, values) => new RegExp(`^${visit.t(key, values)}`);
const button = (visit, key, values) => visit.page.getByRole("button", { name: named(visit, key, values) });
const summary = (visit, key) => visit.page.locator("summary", { hasText: visit.t(key) });

async function tabTo(visit, target) {
  await target.waitFor();
  for (let n = 0; n < 80; n += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await visit.page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not come to ${target}`);
}

/** The page of someone whose CV is shared and clean. */
async function withCv({ server, open }) {
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/documents", prepare: (_, visit) => visit.takeSession(api) });
  await visit.see(visit.t("documents.first"));
  await visit.page.locator("input[type=file]").first().setInputFiles({ name: "CV.pdf", mimeType: "application/pdf", buffer: pdf() });
  await visit.see(visit.t("documents.is.clean"));
  await button(visit, "documents.share", { name: "Claire Fictive" }).click();
  await visit.see(visit.t("documents.done.shared"));
  return { api, visit, old: (await documents(api))[0] };
}

journey("a newer version waits for its check, and the older one is seen until then", async (context) => {
  const { faults, check } = checker();
  const { api, visit, old } = await withCv(context);
  const desk = await deskOf(context, "referent");
  const deskApi = await desk.api();
  const status = async (id) => (await deskApi.send("GET", `/api/staff/documents/${id}/file`)).status;
  antivirus.halt();

  // By the keyboard alone.
  visit.page.on("filechooser", (chooser) => chooser.setFiles({ name: "CV_juin.pdf", mimeType: "application/pdf", buffer: pdf(5_000) }));
  await tabTo(visit, summary(visit, "documents.replace"));
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("documents.replace.shared"));
  await check(visit, "documents-replace");
  await tabTo(visit, button(visit, "documents.replace.choose"));
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("documents.arrived.title"));
  await visit.see(visit.t("documents.coming"));
  await visit.see(visit.t("documents.coming.shared"));
  await check(visit, "documents-coming");
  const [coming] = await documents(api);
  assert.deepEqual([coming.replaces, coming.name, coming.took_over_at], [old.id, "CV", undefined]);
  assert.equal(await summary(visit, "documents.replace").count(), 0, "one at a time");
  assert.deepEqual([await status(old.id), await status(coming.id)], [200, 404]);

  // The page tells by itself that it is there.
  await antivirus.start();
  await summary(visit, "documents.earlier.one").waitFor({ timeout: 60_000 });
  await visit.see(visit.t("documents.shared", { name: "Claire Fictive" }));
  assert.deepEqual([await status(old.id), await status(coming.id)], [404, 200]);
  await check(visit, "documents-replaced");
  assert.deepEqual(faults, []);
}, SCANNED);

journey("photos take the place of a file, and a file that is refused takes none", async (context) => {
  const { faults, check } = checker();
  const { api, visit, old } = await withCv(context);
  await summary(visit, "documents.replace").click();
  const choose = async (buffer) => {
    const [chooser] = await Promise.all([visit.page.waitForEvent("filechooser"), button(visit, "documents.replace.choose").click()]);
    await chooser.setFiles({ name: "CV.pdf", mimeType: "application/pdf", buffer });
  };
  await choose(pdf().subarray(0, 100));
  await visit.see(visit.t("documents.refused.broken"));
  assert.ok((await documents(api)).find(({ id }) => id === old.id).shared_at, "the older one stands as it stood");
  await check(visit, "documents-replace-refused");
  await button(visit, "documents.refused.ok").click();
  await visit.see(visit.t("documents.done.removed"));
  await summary(visit, "documents.replace").click();

  // The address says what the photos are for; a reload comes back to it.
  await button(visit, "documents.replace.photos").click();
  await visit.seeTitle(visit.t("documents.photos.title"));
  assert.equal(new URL(visit.page.url()).hash, `#photos=${old.id}`);
  await visit.page.reload();
  await visit.see(visit.t("documents.photos.replaces", { name: "CV" }));
  await take(visit, jpeg(await photoOf(visit.page, FIRST, { orientation: 1 })));
  await seePages(visit, 1);
  await check(visit, "photos-replace");
  await visit.page.getByRole("button", { name: visit.t("documents.photos.send.one", { n: "1" }) }).click();
  await summary(visit, "documents.earlier.one").waitFor();
  const [newer, older] = await documents(api);
  assert.deepEqual([newer.replaces, newer.name, newer.kind, older.id, older.shared_at], [old.id, "CV", "pdf", old.id, undefined]);
  assert.ok(newer.shared_at);
  for (const screen of ["kiosk", "desk"]) {
    const other = await context.open({ path: "/documents", screen, prepare: async (_, page) => page.takeSession(await Api.signIn(context.server, context.server.personAt("new"))) });
    await summary(other, "documents.earlier.one").waitFor();
    await check(other, `documents-replaced-${screen}`);
  }
  assert.deepEqual(faults, []);
}, SCANNED);
