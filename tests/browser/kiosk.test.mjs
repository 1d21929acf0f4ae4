// The kiosk: a device becomes one with a code of the desk (K1), shows nothing of anyone, and forgets each visit (T4).

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Api } from "./lib/api.mjs";
import { filmOf, launchWithCamera, qrOf } from "./lib/camera.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, key, kioskOf, touchKeys } from "./lib/kiosk.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { checkKiosk } from "./lib/targets.mjs";
import { MARKERS, traces, tracesBehind } from "./lib/traces.mjs";
import { Visit } from "./lib/visit.mjs";

journey("a code of the desk makes a device a kiosk, and the desk takes it away", async (world) => {
  const { desk, device } = await kioskOf(world);
  const faults = await checkKiosk(device.page, "kiosk-start");
  faults.push(...(await checkScreen(desk.page, "desk-kiosks")));
  assert.deepEqual(faults, []);
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
  // Not a kiosk yet: a page of any device.
  assert.deepEqual(await checkScreen(device.page, "kiosk-enrol-refused"), []);
});

journey("whoever ends a visit leaves nothing behind, also not behind Back", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-account"), []);
  assert.ok((await traces(device)).length > 0, "the check sees what is there");
  await device.follow("nav.pathway");
  await device.seeTitle(device.t("pathway.title"));
  await device.follow("nav.home");
  await device.seeTitle(device.t("home.hello", { name: "Nadia" }));
  await device.press("kiosk.end");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
  await device.page.goto("/");
  await enter(device, world.server.personAt("sent"));
  await device.page.reload();
  await device.seeTitle(device.t("session.card"));
  assert.deepEqual(await traces(device), [], "a visit lasts as long as its page");
});

journey("whoever stands beside a kiosk sees nothing of a paper", async (world) => {
  const person = world.server.personAt("new");
  const api = await Api.signIn(world.server, person);
  const contact = { contact: { name: "Nadia Fictive", phone: "06 12 34 56 78" } };
  assert.equal((await api.send("PUT", "/api/cv/contact", contact, { "if-match": '"0"' })).status, 204);
  assert.equal((await api.send("POST", "/api/cv/document")).status, 201);
  const { device } = await kioskOf(world);
  await enter(device, person);
  // By the links: a page that is asked for anew ends the visit.
  await device.follow("page.documents");
  await device.seeTitle(device.t("page.documents"));
  // Its kind stands where its owner's phone shows the page.
  await device.page.locator(".mt-sheet__sign", { hasText: device.t("documents.kind.pdf") }).waitFor();
  assert.equal(await device.page.getByRole("main").getByRole("img").count(), 0);
  assert.ok((await api.get("/api/documents")).documents[0].n_pictures > 0, "there is one");
  assert.deepEqual(await checkKiosk(device.page, "kiosk-documents"), []);
});

journey("what one is reached by is shown to whoever asks for it, not on the first page of a visit", async (world) => {
  const person = world.server.personAt("new");
  const api = await Api.signIn(world.server, person);
  const reach = { told_by: "sms", phone: "06 39 98 12 34", email: "nadia.fictive@example.org" };
  assert.equal((await api.send("PUT", "/api/reach", reach)).status, 204);
  const { device } = await kioskOf(world);
  const shown = async () => (await device.page.content()).replaceAll(/\s|&nbsp;/g, "");
  const isShown = async () => (await shown()).includes("0639981234") || (await shown()).includes(reach.email);
  await enter(device, person);
  const row = device.page.locator(`a[href="/account/messages"]`);
  await row.getByText(device.t("reach.row")).waitFor();
  await device.page.waitForLoadState("networkidle");
  assert.equal(await isShown(), false, "one's space");
  for (const [key, title] of [["nav.home", "home.hello"], ["nav.pathway", "pathway.title"]]) {
    await device.follow(key);
    await device.seeTitle(device.t(title, { name: "Nadia" }));
    await device.page.waitForLoadState("networkidle");
    assert.equal(await isShown(), false, title);
  }
  await device.follow("nav.account");
  await row.click();
  await device.seeTitle(device.t("page.reach"));
  assert.equal(await device.page.locator("#reach-email").inputValue(), reach.email);
  assert.deepEqual(await checkKiosk(device.page, "kiosk-reach"), []);
  // The control: on the person's own phone the line says it.
  const phone = await world.open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await phone.page.locator(`a[href="/account/messages"]`).getByText(/06\s39\s98\s12\s34/).waitFor();
});

journey("a step that tells something private is shown and printed once it is asked for", async (world) => {
  const person = world.server.personAt("sent");
  const api = await Api.signIn(world.server, person);
  for (const { id, version } of (await api.get("/api/pathway")).actions) {
    const stopped = await api.send("PATCH", `/api/pathway/actions/${id}`, { status: "stopped" }, { "if-match": `"${version}"` });
    assert.ok(stopped.ok, await stopped.text());
  }
  const added = await api.send("POST", "/api/pathway/actions?language=fr", { sheet: "surendettement" });
  assert.equal(added.status, 201, await added.clone().text());
  const { title } = await added.json();
  const { device } = await kioskOf(world);
  await enter(device, person);
  await device.follow("nav.home");
  await device.see(device.t("home.veiled.title"));
  await device.page.waitForLoadState("networkidle");
  const told = async () => (await device.page.content()).includes(title);
  assert.equal(await told(), false, "nobody who stands beside it reads what it is about");
  const slip = device.page.getByRole("button", { name: new RegExp(`^${device.t("slip.open")}`) });
  assert.equal(await slip.count(), 0, "nor is it printed");
  assert.deepEqual(await checkKiosk(device.page, "kiosk-veiled"), []);
  await device.press("home.veiled.show");
  await device.page.getByRole("heading", { name: title, exact: true }).waitFor();
  await device.seeFocusOnTitle();
  await slip.click();
  await device.page.locator(".mt-slip").getByText(title).waitFor();
  assert.deepEqual(await checkKiosk(device.page, "kiosk-unveiled", { dark: false }), []);
  // The control: on the person's own phone it stands there at once.
  const phone = await world.open({ prepare: (_, visit) => visit.takeSession(api) });
  await phone.page.getByRole("heading", { name: title, exact: true }).waitFor();
  assert.equal(await phone.button("home.veiled.show").count(), 0);
});

journey("a card and a date are written with keys on the screen, or with a keyboard, and what is wrong is said", async (world) => {
  const { device } = await kioskOf(world);
  device.expect(/status of 401/);
  const { card, birth_date } = world.server.personAt("new");
  await device.follow("kiosk.start.account");
  await device.seeTitle(device.t("session.card"));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-card"), []);
  await touchKeys(device, card.slice(0, 5));
  await device.press("stock.continue");
  await device.see(device.words.tn("session.card.missing", 5));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-card-short"), []);
  const code = device.page.getByRole("textbox", { name: device.t("session.card") });
  assert.equal(await code.inputValue(), card.slice(0, 5));
  await touchKeys(device, [device.t("kiosk.pad.erase")]);
  assert.equal(await code.inputValue(), card.slice(0, 4));
  await code.fill(card.toLowerCase());
  await code.press("Enter");
  await device.seeTitle(device.t("session.birth"));
  await device.seeFocusOnTitle();
  assert.ok(!(await device.page.content()).includes(card.slice(0, 5)), "the code is off the screen");
  assert.deepEqual(await checkKiosk(device.page, "kiosk-birth"), []);
  const inputs = device.page.locator("input");
  for (const field of await inputs.all()) assert.equal(await field.getAttribute("autocomplete"), "off");
  for (const field of await inputs.all()) assert.equal(await field.getAttribute("inputmode"), "none", "no keyboard of the device");
  // A date that is another's.
  await touchKeys(device, "01011950");
  await device.press("session.enter");
  await device.see(device.t("error.session.refused"));
  await device.seeTitle(device.t("session.card"));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-card-refused"), []);
  await device.press("stock.continue");
  const [year, month, day] = birth_date.split("-");
  const parts = { "session.day": day, "session.month": month, "session.year": year };
  for (const [label, value] of Object.entries(parts)) await device.page.getByRole("textbox", { name: device.t(label), exact: true }).fill(value);
  await device.page.keyboard.press("Enter");
  await device.seeTitle(device.t("page.account"));
});

journey("what someone began to write is gone when they go away", async (world) => {
  const { device } = await kioskOf(world);
  await device.page.clock.install();
  await device.page.goto("/account");
  await device.seeTitle(device.t("session.card"));
  await touchKeys(device, "K7M2P");
  await device.page.clock.fastForward("01:05");
  await device.page.getByRole("alertdialog", { name: device.t("kiosk.still") }).waitFor();
  await device.page.clock.fastForward("01:00");
  await device.seeTitle(device.t("kiosk.start"));
  await device.page.goto("/account");
  await touchKeys(device, "K7M2P");
  await device.press("kiosk.home");
  await device.seeTitle(device.t("kiosk.start"));
  await device.page.goBack();
  await device.seeTitle(device.t("kiosk.start"));
  await device.follow("kiosk.start.account");
  await device.seeTitle(device.t("session.card"));
  assert.equal(await device.page.locator("#card").inputValue(), "");
});

/** A browser whose camera shows a QR code. */
async function withCamera(text, run) {
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-film-"));
  const browser = await launchWithCamera(filmOf(qrOf(text), join(folder, "card.y4m")));
  try {
    await run(browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

journey("a card is shown to the camera; without one, and beside it, the code is typed", async (world) => {
  const { device } = await kioskOf(world);
  await device.follow("kiosk.start.account");
  await device.press("kiosk.entry.show");
  await device.see(device.t("camera.off"));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-no-camera"), []);
  await device.press("kiosk.entry.type");
  await key(device, "7").waitFor();

  const { card, birth_date } = world.server.personAt("new");
  const cookies = await device.page.context().cookies(world.server.origin.replace("http:", "https:"));
  await withCamera(`MT:${card.replace("-", "")}`, async (browser) => {
    const seeing = await Visit.open(browser, world.server, { screen: "kiosk", prepare: (page) => page.context().addCookies(cookies) });
    await seeing.follow("kiosk.start.account");
    await seeing.press("kiosk.entry.show");
    await seeing.title(seeing.t("session.birth")).waitFor({ timeout: 40_000 });
    await touchKeys(seeing, birth_date.split("-").reverse().join(""));
    await seeing.press("session.enter");
    await seeing.seeTitle(seeing.t("page.account"));
  });
  await withCamera("https://example.org/", async (browser) => {
    const seeing = await Visit.open(browser, world.server, { screen: "kiosk", prepare: (page) => page.context().addCookies(cookies) });
    await seeing.follow("kiosk.start.account");
    await seeing.press("kiosk.entry.show");
    await seeing.page.getByText(seeing.t("kiosk.entry.other")).waitFor({ timeout: 40_000 });
    assert.deepEqual(await checkKiosk(seeing.page, "kiosk-camera"), []);
  });
});

journey("a visit goes on on the phone that reads the code, and the kiosk forgets it at once", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-account"), []);
  await device.press("kiosk.phone.open");
  const code = device.page.locator(".mt-kiosk__code");
  await code.waitFor();
  assert.deepEqual(await checkKiosk(device.page, "kiosk-phone"), []);
  const shown = await code.innerText();
  const phone = await world.open({ path: `/kiosk/phone#${shown}`, screen: "phone" });
  phone.expect(/status of 401/);
  await phone.seeTitle(phone.t("kiosk.here"));
  assert.equal(new URL(phone.page.url()).hash, "", "it is off the address");
  assert.deepEqual(await checkScreen(phone.page, "kiosk-on-phone"), []);
  device.expect(/status of 401/);
  await phone.press("kiosk.here.do");
  await phone.seeTitle(phone.t("home.hello", { name: "Nadia" }));
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
  const late = await world.open({ path: `/kiosk/phone#${shown}`, screen: "desk" });
  late.expect(/status of 422/);
  late.expect(/status of 401/);
  await late.press("kiosk.here.do");
  await late.see(late.t("error.handover.refused"));
  assert.deepEqual(await checkScreen(late.page, "kiosk-on-phone-refused"), []);
});

journey("a code that nobody takes is over after two minutes, and the visit goes on", async (world) => {
  const { device } = await kioskOf(world);
  await device.page.clock.install();
  await device.page.goto("/");
  await enter(device, world.server.personAt("new"));
  await device.press("kiosk.phone.open");
  await device.page.locator(".mt-kiosk__code").waitFor();
  // What asks the server waits for its answer, and only then for the clock: that takes turns of its own.
  const late = device.page.getByText(device.t("kiosk.phone.late"));
  const still = device.page.getByRole("alertdialog", { name: device.t("kiosk.still") });
  const sayStillThere = async () => (await still.isVisible()) && device.press("kiosk.still.yes");
  let n_turns = 0;
  for (; n_turns < 300 && !(await late.isVisible()); n_turns++) {
    await device.page.clock.runFor(2_000);
    await device.page.evaluate(() => fetch("/healthz").catch(() => {}));
    await sayStillThere();
  }
  await late.waitFor();
  await sayStillThere();
  assert.ok(n_turns >= 60, `not before two minutes: ${n_turns} turns of two seconds`);
  assert.deepEqual(await checkKiosk(device.page, "kiosk-phone-late"), []);
  // The clock goes on by itself while one looks.
  await sayStillThere();
  await device.press("kiosk.phone.stay");
  await device.seeTitle(device.t("page.account"));
});

journey("signing out in the account ends the visit in the same way", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  await device.press("account.leave");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
});

journey("the control: a plain end of the session, by itself, is caught", async (world) => {
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  await device.follow("nav.home");
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
  assert.deepEqual(await checkKiosk(device.page, "kiosk-still"), []);
  await device.page.keyboard.press("Tab");
  await device.press("kiosk.still.yes");
  await dialog.waitFor({ state: "hidden" });
  await device.page.clock.fastForward("02:05");
  await dialog.waitFor();
  await device.page.clock.fastForward("01:00");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
});

journey("without network a visit ends on the screen at once, and on the server as soon as it can", async (world) => {
  const { device } = await kioskOf(world);
  device.expect(/ERR_INTERNET_DISCONNECTED/);
  await enter(device, world.server.personAt("new"));
  const api = await device.api();
  await device.page.context().setOffline(true);
  await device.press("kiosk.end");
  await device.seeTitle(device.t("kiosk.ending"));
  for (const marker of MARKERS) assert.ok(!(await device.page.content()).includes(marker), marker);
  assert.deepEqual(await checkKiosk(device.page, "kiosk-ending", { dark: false }), []);
  await device.page.context().setOffline(false);
  await device.seeTitle(device.t("kiosk.start"));
  assert.equal((await api.send("GET", "/api/session")).status, 401);
});
