// The kiosk: a device becomes one with a code of the desk (K1), shows nothing of anyone, and forgets each visit (T4).

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { deskOf } from "./lib/desk.mjs";
import { checkScreen } from "./lib/screens.mjs";

/** What only the visit of the first person shows. */
const MARKERS = ["Nadia", "Claire Fictive"];

/** A code of the desk for a kiosk that is new. */
async function codeOf(world) {
  const desk = await deskOf(world, "coordinator");
  await desk.follow("desk.kiosks.title");
  await desk.seeTitle(desk.t("desk.kiosks.title"));
  await desk.page.getByLabel(desk.t("desk.kiosks.name"), { exact: true }).fill("Accueil");
  await desk.press("desk.kiosks.add");
  await desk.page.getByRole("heading", { name: "Accueil", exact: true }).waitFor();
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.kiosks.make-code")}`) }).click();
  const notice = desk.page.getByText(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  await notice.waitFor();
  const [code] = (await notice.innerText()).match(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  return { desk, code };
}

/** A device at the first page of a kiosk. */
async function kioskOf(world, options) {
  const { desk, code } = await codeOf(world);
  const device = await world.open({ path: "/kiosk", screen: "kiosk", ...options });
  device.expect(/status of 401/);
  await device.seeTitle(device.t("kiosk.enrol"));
  await device.page.getByLabel(device.t("kiosk.enrol.code"), { exact: true }).fill(code);
  await device.press("kiosk.enrol.do");
  await device.seeTitle(device.t("kiosk.start"));
  return { desk, device };
}

/** Signs in by the way to the person's own space. */
async function enter(device, person) {
  await device.follow("kiosk.start.account");
  await device.fillCard(person);
  await device.press("session.enter");
  await device.button("kiosk.end").waitFor();
  await device.seeTitle(device.t("page.account"));
}

/** What can be pressed on the screen and is smaller than a target of a kiosk: 64 CSS pixels in both directions. */
const smallTargets = (page) =>
  page.locator("a[href]:not(.mt-skip), button, summary").evaluateAll((all) =>
    all
      .filter((element) => element.checkVisibility())
      .map((element) => ({ words: element.textContent.trim(), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 64 || box.height < 64)
      .map(({ words, box }) => `${words}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
  );

/** Every trace of the first person that the browser shows or keeps: by name of the place, empty when there is none. */
async function traces(device) {
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
async function tracesBehind(device) {
  const found = await traces(device);
  for (let n = 0; n < 5; n++) {
    await device.page.goBack({ waitUntil: "load", timeout: 3_000 }).catch(() => {});
    if (!device.page.url().startsWith(device.server.origin)) break;
    await device.page.waitForFunction(() => document.querySelector("h1") !== null);
    found.push(...(await traces(device)).map((trace) => `${trace}, ${n + 1} back`));
  }
  return found;
}

journey("a code of the desk makes a device a kiosk, and the desk takes it away", async (world) => {
  const { desk, device } = await kioskOf(world);
  const faults = await checkScreen(device.page, "kiosk-start");
  faults.push(...(await checkScreen(desk.page, "desk-kiosks")));
  assert.deepEqual(faults, []);
  assert.deepEqual(await smallTargets(device.page), []);
  for (const key of ["stock", "pathway", "workshops", "account"]) await device.link(`kiosk.start.${key}`).waitFor();
  await device.page.reload();
  await device.seeTitle(device.t("kiosk.start"));
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.kiosks.remove")}`) }).click();
  await desk.press("desk.kiosks.remove.yes");
  await desk.see(desk.t("desk.kiosks.none"));
  await device.page.reload();
  await device.seeTitle(device.t("session.title"));
});

journey("a code that is wrong is said beside its field", async ({ open }) => {
  const device = await open({ path: "/kiosk", screen: "kiosk" });
  device.expect(/status of 422/);
  device.expect(/status of 401/);
  await device.page.getByLabel(device.t("kiosk.enrol.code"), { exact: true }).fill("00000-00000");
  await device.press("kiosk.enrol.do");
  await device.see(device.t("error.kiosk.code-refused"));
  assert.deepEqual(await checkScreen(device.page, "kiosk-enrol-refused"), []);
});

journey("whoever ends a visit leaves nothing behind, also not behind Back", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  assert.deepEqual(await checkScreen(device.page, "kiosk-account"), []);
  assert.ok((await traces(device)).length > 0, "the check sees what is there");
  await device.page.goto("/pathway");
  await device.button("kiosk.end").waitFor();
  await device.page.goto("/");
  await device.seeTitle(device.t("home.hello", { name: "Nadia" }));
  await device.press("kiosk.end");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
  await device.page.goto("/");
  await enter(device, world.server.personAt("sent"));
}, { timeout: 120_000 });

journey("whoever stands beside a kiosk sees nothing of a paper", async (world) => {
  const person = world.server.personAt("new");
  const api = await Api.signIn(world.server, person);
  const contact = { contact: { name: "Nadia Fictive", phone: "06 12 34 56 78" } };
  assert.equal((await api.send("PUT", "/api/cv/contact", contact, { "if-match": '"0"' })).status, 204);
  assert.equal((await api.send("POST", "/api/cv/document")).status, 201);
  const { device } = await kioskOf(world);
  await enter(device, person);
  await device.page.goto("/documents");
  // Its kind stands where its owner's phone shows the page.
  await device.page.locator(".mt-sheet__sign", { hasText: device.t("documents.kind.pdf") }).waitFor({ timeout: 30_000 });
  assert.equal(await device.page.getByRole("main").getByRole("img").count(), 0);
  assert.ok((await api.get("/api/documents")).documents[0].n_pictures > 0, "there is one");
  assert.deepEqual(await checkScreen(device.page, "kiosk-documents"), []);
}, { timeout: 120_000 });

journey("signing out in the account ends the visit in the same way", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  await device.press("account.leave");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
}, { timeout: 120_000 });

journey("the control: a plain end of the session, by itself, is caught", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  await device.page.goto("/");
  await device.seeTitle(device.t("home.hello", { name: "Nadia" }));
  const status = await device.page.evaluate(async () => {
    const headers = { "x-main-tendue": "1", "idempotency-key": crypto.randomUUID() };
    return (await fetch("/api/session", { method: "DELETE", headers })).status;
  });
  assert.equal(status, 204);
  assert.ok((await traces(device)).includes("Nadia on the page"));
});

journey("nobody there: a question, and a minute later nothing is left", async (world) => {
  const { device } = await kioskOf(world);
  await device.page.clock.install();
  await device.page.goto("/");
  await enter(device, world.server.personAt("new"));
  const dialog = device.page.getByRole("alertdialog", { name: device.t("kiosk.still") });
  await device.page.clock.fastForward("02:05");
  await dialog.waitFor();
  assert.deepEqual(await checkScreen(device.page, "kiosk-still"), []);
  await device.page.keyboard.press("Tab");
  await device.press("kiosk.still.yes");
  await dialog.waitFor({ state: "hidden" });
  await device.page.clock.fastForward("02:05");
  await dialog.waitFor();
  await device.page.clock.fastForward("01:00");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
}, { timeout: 120_000 });

journey("without network a visit ends on the screen at once, and on the server as soon as it can", async (world) => {
  const { device } = await kioskOf(world);
  device.expect(/ERR_INTERNET_DISCONNECTED/);
  await enter(device, world.server.personAt("new"));
  const api = await device.api();
  await device.page.context().setOffline(true);
  await device.press("kiosk.end");
  await device.seeTitle(device.t("kiosk.ending"));
  for (const marker of MARKERS) assert.ok(!(await device.page.content()).includes(marker), marker);
  assert.deepEqual(await checkScreen(device.page, "kiosk-ending", { dark: false }), []);
  await device.page.context().setOffline(false);
  await device.seeTitle(device.t("kiosk.start"));
  assert.equal((await api.send("GET", "/api/session")).status, 401);
});
