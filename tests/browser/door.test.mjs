// The desk makes a forum; two doors let people in: one with a camera and a network, one with neither.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Api } from "./lib/api.mjs";
import { filmOf, launchWithCamera, qrOnPage } from "./lib/camera.mjs";
import { changeRows, readRows } from "./lib/database.mjs";
import { deskOf, signInToDesk } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { codeAt } from "./lib/totp.mjs";
import { Visit } from "./lib/visit.mjs";

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED|status of 504/;

const field = (visit, key) => visit.page.getByLabel(visit.t(key), { exact: true });
const forumsOf = async (visit) => (await (await visit.api()).get("/api/staff/forums?language=fr")).forums;
const sign = (visit) => visit.page.locator(".mt-sign__title");
const seeSign = (visit, text) => sign(visit).getByText(text).waitFor({ timeout: 40_000 });
const typeCode = async (visit, code) => {
  await field(visit, "desk.door.code").fill(code);
  await visit.press("desk.door.code.check");
};

/** As if the third half-hour, for which Sylvie has a ticket, had begun ten minutes ago. */
function openDoors(server) {
  const [{ id, starts_at }] = readRows(server, "SELECT f.id, e.starts_at FROM forum f JOIN forum_entry e ON e.forum_id = f.id WHERE e.number = 2");
  const earlier = String(starts_at - (Date.now() - 600_000));
  for (const table of ["forum_entry", "forum"]) changeRows(server, `UPDATE ${table} SET starts_at = starts_at - ?1, ends_at = ends_at - ?1`, earlier);
  return id;
}

async function ticketOf(server, point, id, entry) {
  const api = await Api.signIn(server, server.personAt(point));
  if (entry !== undefined) assert.equal((await api.send("PUT", `/api/forums/${id}/ticket`, { entry })).status, 200);
  return (await api.get(`/api/forums/${id}?language=fr`)).ticket.code;
}

/** At the page of the door, signed in, with this device prepared and its page kept. */
async function prepare(visit, server, role) {
  visit.expect(/status of 401/);
  const staff = server.demo.staff.find((candidate) => candidate.role === role);
  await signInToDesk(visit, staff, codeAt(staff.totp_secret));
  await visit.seeTitle(visit.t("desk.door.title"));
  await visit.page.getByRole("button", { name: new RegExp(visit.t("desk.door.prepare.act")) }).click();
  await seeSign(visit, visit.t("desk.door.ready"));
  await visit.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await visit.until(async () => {
    const kept = await (await caches.open("main-tendue-door")).keys();
    return ["wasm", ".css", "/staff/door", "/i18n/"].every((part) => kept.some(({ url }) => url.includes(part)));
  });
}

journey("two doors, one without network, let each ticket in once and agree in the end", async ({ server, open }) => {
  const id = openDoors(server);
  const code = await ticketOf(server, "sent", id);
  const other = await ticketOf(server, "new", id, 9);
  const api = await Api.signIn(server, server.personAt("sent"));
  const phone = await open({ path: `/forum/${id}`, prepare: (_, visit) => visit.takeSession(api) });
  await phone.page.locator("svg.mt-qr").waitFor();
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-film-"));
  const film = filmOf(await qrOnPage(phone.page), join(folder, "ticket.y4m"));
  const faults = [];

  // The south door is prepared, loses its network, and sees Sylvie first.
  const south = await open({ path: "/staff/door", screen: "phone" });
  south.expect(NO_NETWORK);
  const answer = south.answers.find((one) => one.url().endsWith("/staff/door"));
  assert.match(answer.headers()["permissions-policy"], /camera=\(self\)/);
  await prepare(south, server, "referent");
  await south.see(south.t("camera.off"));
  faults.push(...(await checkScreen(south.page, "door-ready")));
  await south.page.context().setOffline(true);
  await south.see(south.t("desk.door.offline"));
  await typeCode(south, code.toLowerCase());
  await seeSign(south, south.t("desk.door.welcome"));
  await south.see(south.words.tn("desk.door.unsent", 1));
  faults.push(...(await checkScreen(south.page, "door-welcome")));
  await south.press("desk.door.walk-in");
  await south.see(south.t("desk.door.walk-in.more"));
  await south.see(south.words.tn("desk.door.unsent", 2));

  // A reload without network loses nothing.
  await south.page.reload();
  await seeSign(south, south.t("desk.door.ready"));
  await south.see(south.words.tn("desk.door.unsent", 2));
  await typeCode(south, code);
  await seeSign(south, /^Déjà entré à/);
  await south.see(south.t("desk.door.already.here"));
  faults.push(...(await checkScreen(south.page, "door-already")));
  await typeCode(south, other);
  await seeSign(south, /^Billet de/);
  faults.push(...(await checkScreen(south.page, "door-other-hour")));
  await south.press("desk.door.other.not-now");
  await seeSign(south, south.t("desk.door.not-now"));
  await typeCode(south, other);
  await south.press("desk.door.other.let-in");
  await seeSign(south, south.t("desk.door.welcome"));
  await typeCode(south, "7K4");
  await south.see(south.t("desk.door.code.bad"));
  await typeCode(south, "000 000");
  await seeSign(south, south.t("desk.door.unknown"));
  faults.push(...(await checkScreen(south.page, "door-unknown")));

  // The north door has a camera, and cannot know what the south door has seen.
  const browser = await launchWithCamera(film);
  try {
    const north = await Visit.open(browser, server, { path: "/staff/door", screen: "desk" });
    await prepare(north, server, "coordinator");
    await seeSign(north, north.t("desk.door.welcome"));
    await north.see(north.t("desk.door.sent"));
    faults.push(...(await checkScreen(north.page, "door-camera")));
    const heard = () => readRows(server, "SELECT arrived_at, arrived_door FROM ticket WHERE code = ?", code)[0];
    const first = heard();
    assert.ok(first.arrived_at > 0);

    // Back in the network, the earlier scan wins everywhere.
    await south.page.context().setOffline(false);
    await south.see(south.t("desk.door.sent"));
    const last = heard();
    assert.ok(last.arrived_at < first.arrived_at && last.arrived_door !== first.arrived_door);
    await seeSign(north, /^Déjà entré à/);
    await north.see(north.t("desk.door.already.elsewhere"));
    assert.deepEqual(north.faults(), []);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }

  const forum = (await forumsOf(south)).find((one) => one.id === id);
  assert.deepEqual([forum.entries[2].n_arrived, forum.entries[9].n_arrived, forum.entries[2].n_walk_ins], [1, 1, 1]);
  const kept = await south.page.evaluate(async () => {
    const open = indexedDB.open("main-tendue-door");
    const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const all = db.transaction("kept").objectStore("kept").getAll();
    return new Promise((done) => (all.onsuccess = () => done(JSON.stringify(all.result))));
  });
  for (const secret of [code, other, "Sylvie", "Nadia", "Exemple"]) assert.ok(!kept.includes(secret), `the device keeps ${secret}`);

  // The end: nothing stays on the device.
  await south.page.locator("summary", { hasText: south.t("desk.door.end") }).click();
  await south.press("desk.door.end.act");
  await south.seeTitle(south.t("desk.door.title"));
  await south.until(async () => !(await caches.has("main-tendue-door")) && (await navigator.serviceWorker.getRegistrations()).length === 0);
  faults.push(...(await checkScreen(south.page, "door-prepare")));
  assert.deepEqual(faults, []);
}, { timeout: 240_000 });

journey("a ticket that was taken after the list came is let in once the door has asked again", async ({ server, open }) => {
  const id = openDoors(server);
  const visit = await open({ path: "/staff/door", screen: "desk" });
  await prepare(visit, server, "referent");
  const code = await ticketOf(server, "draft", id, 2);
  await typeCode(visit, code);
  await seeSign(visit, visit.t("desk.door.welcome"));
  await visit.see(visit.t("desk.door.sent"));
  assert.equal(readRows(server, "SELECT count(*) AS n FROM ticket WHERE arrived_at IS NOT NULL")[0].n, 1);
});

journey("a coordinator makes a forum, publishes it and cancels it with a message", async (context) => {
  const { server } = context;
  const visit = await deskOf(context, "coordinator");
  const faults = [];
  const check = async (name) => faults.push(...(await checkScreen(visit.page, name)));
  await visit.follow("desk.forum.title");
  await visit.seeTitle(visit.t("desk.forum.title"));
  await visit.page.getByRole("heading", { level: 2 }).first().waitFor();
  await check("desk-forums");
  await visit.follow("desk.forum.new");
  await visit.seeTitle(visit.t("desk.forum.new.title"));
  await visit.press("desk.forum.keep-draft");
  await visit.see(visit.words.tn("session.problems", 5));
  await check("desk-forum-problems");
  await field(visit, "desk.forum.name").fill("Le forum de mars");
  await field(visit, "desk.slot.venue").selectOption("mediatheque");
  await field(visit, "desk.slot.day").fill(`${new Date().getFullYear() + 1}-03-09`);
  await field(visit, "desk.forum.from").fill("09:00");
  await field(visit, "desk.forum.to").fill("12:00");
  const [tickets, kept] = [["tickets", 396], ["kept", 44]].map(([of, n]) => visit.words.tn(`desk.forum.shares.${of}`, n));
  await visit.see(visit.t("desk.forum.shares", { tickets, kept }));
  await check("desk-forum-new");
  await visit.press("desk.forum.keep-draft");
  await visit.seeTitle("Le forum de mars");
  await visit.see(visit.t("desk.forum.draft.note"));
  await visit.follow("desk.forum.change");
  await visit.seeTitle(visit.t("desk.forum.change.title"));
  await field(visit, "desk.forum.places").fill("100");
  await visit.page.keyboard.press("Enter");
  await visit.seeTitle("Le forum de mars");
  await check("desk-forum-draft");
  await visit.press("desk.forum.publish");
  await visit.see(visit.t("desk.forum.published"));
  await visit.seeFocusOnTitle();
  const made = (await forumsOf(visit)).find(({ name }) => name === "Le forum de mars");
  assert.deepEqual([made.state, made.entries.length, made.entries[0].n_places, made.entries[0].n_kept], ["published", 6, 100, 10]);
  for (const point of ["new", "sent"]) await ticketOf(server, point, made.id, 1);
  await visit.page.reload();
  await visit.see(visit.words.tn("desk.forum.taken", 2));
  await check("desk-forum-numbers");

  // People count on it now: fewer places only while nobody loses theirs.
  await visit.follow("desk.forum.change");
  await visit.see(visit.t("desk.forum.fixed"));
  assert.equal(await field(visit, "desk.slot.day").count(), 0);
  await field(visit, "desk.forum.places").fill("1");
  await field(visit, "desk.forum.kept").fill("0");
  visit.expect(/status of 409/);
  await visit.press("desk.slot.keep");
  await visit.see(visit.t("error.forum.below-taken"));
  await check("desk-forum-fixed");
  await field(visit, "desk.forum.places").fill("2");
  await field(visit, "desk.forum.name").fill("Le grand forum");
  await visit.press("desk.slot.keep");
  await visit.seeTitle("Le grand forum");
  await visit.see(visit.words.tn("desk.forum.row.taken", 2, { of: "2" }));
  await visit.follow("desk.slot.copy");
  await visit.seeTitle(visit.t("desk.forum.new.title"));
  assert.equal(await field(visit, "desk.forum.name").inputValue(), "Le grand forum");
  assert.equal(await field(visit, "desk.slot.day").inputValue(), "");
  await visit.follow("desk.forum.back-one");
  await visit.seeTitle("Le grand forum");

  await visit.follow("desk.forum.cancel");
  await visit.see(visit.words.tn("desk.slot.cancel.told", 2));
  await visit.page.getByRole("button", { name: visit.words.tn("desk.forum.cancel.send", 2) }).click();
  await visit.see(visit.t("error.slot.message-refused"));
  await check("desk-forum-cancel");
  await field(visit, "desk.slot.cancel.message").fill("La salle est fermée.");
  await visit.page.keyboard.press("Enter");
  await visit.seeTitle("Le grand forum");
  await visit.see("La salle est fermée.");
  assert.equal(readRows(server, "SELECT count(*) AS n FROM outbox WHERE kind = 'forum-cancelled'")[0].n, 2);
  assert.deepEqual(faults, []);
});

journey("only the page of the door may use the camera, and the desk leads there and back", async (context) => {
  const visit = await deskOf(context, "referent");
  await visit.follow("desk.forum.title");
  assert.equal(await visit.link("desk.forum.new").count(), 0, "making is the coordinator's");
  await visit.follow("desk.forum.door");
  await visit.seeTitle(visit.t("desk.door.title"));
  await visit.page.getByRole("button", { name: new RegExp(visit.t("desk.door.prepare.act")) }).waitFor();
  const policies = visit.answers.filter((one) => one.request().isNavigationRequest());
  const allowed = policies.filter((one) => one.headers()["permissions-policy"].includes("camera=(self)"));
  assert.deepEqual(allowed.map((one) => new URL(one.url()).pathname), ["/staff/door"]);
  await visit.page.getByRole("button", { name: new RegExp(visit.t("desk.door.prepare.act")) }).click();
  await seeSign(visit, visit.t("desk.door.ready"));
  await visit.page.locator("summary", { hasText: visit.t("desk.door.end") }).click();
  await visit.follow("desk.door.desk");
  await visit.seeTitle(visit.t("desk.forum.title"));
});
