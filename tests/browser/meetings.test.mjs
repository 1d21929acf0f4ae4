// A meeting from the desk to the person and back: fixed, seen, "I cannot come", moved, called off. Nobody says why.

import assert from "node:assert/strict";

import { readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, kioskOf } from "./lib/kiosk.mjs";
import { openClient, openPreview } from "./lib/preview.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { checkKiosk } from "./lib/targets.mjs";

const ABOUT = "Préparer votre CV";
const WHY = "Je suis en formation ce jour-là.";

/** "YYYY-MM-DD", so many days from now at the office. */
const dayIn = (n_days) => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format(Date.now() + n_days * 86_400_000);
/** The day as the page says it: the first of a month is "1er". */
const shown = (day) => new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`)).replace(" 1 ", " 1er ");

const unfold = (within, visit, key) => within.locator("summary", { hasText: visit.t(key) }).click();
const fill = (within, visit, key, text) => within.getByLabel(visit.t(key), { exact: true }).fill(text);
const meetingOf = async (visit) => (await (await visit.api()).get("/api/pathway?language=fr")).meetings[0];
const pressIn = (within, visit, key) => within.getByRole("button", { name: new RegExp(`^${visit.t(key)}`) }).click();

/** Fixes a meeting on the page of the person that is open. */
async function fix(desk, day) {
  const card = desk.page.locator(".mt-card", { hasText: desk.t("desk.meeting.fix") }).last();
  await unfold(card, desk, "desk.meeting.fix");
  await fill(card, desk, "desk.meeting.day", day);
  await fill(card, desk, "desk.meeting.time", "09:30");
  await fill(card, desk, "desk.meeting.about", ABOUT);
  return card;
}

journey(
  "a meeting is fixed, the person cannot come, it is moved, and then called off",
  async (world) => {
    const { server, open } = world;
    const faults = [];
    const check = async (visit, name) => faults.push(...(await checkScreen(visit.page, name)));
    const desk = await deskOf(world, "referent");
    await openClient(desk, "Nadia");
    await desk.see(desk.t("desk.meeting.none"));

    // A day that is over is refused, and what was written stays.
    const card = await fix(desk, dayIn(-1));
    desk.expect(/status of 422/);
    await pressIn(card, desk, "desk.meeting.fix.send");
    await desk.see(desk.t("desk.meeting.day.past"));
    assert.equal(await card.getByLabel(desk.t("desk.meeting.about"), { exact: true }).inputValue(), ABOUT);
    await check(desk, "desk-meeting-form");
    await fill(card, desk, "desk.meeting.day", dayIn(1));
    await pressIn(card, desk, "desk.meeting.fix.send");
    await desk.see(desk.t("desk.meeting.fixed", { name: "Nadia" }));
    await desk.page.waitForFunction(() => document.activeElement?.id === "meetings");
    await check(desk, "desk-meeting-fixed");

    // The person: the next step on the first page, then the whole of it.
    const nadia = await open();
    await nadia.signIn(server.personAt("new"));
    await nadia.see(nadia.t("home.meeting.title", { name: "Claire Fictive" }));
    await check(nadia, "home-meeting");
    await nadia.follow("home.meeting.go");
    await nadia.seeTitle(nadia.t("pathway.title"));
    const meeting = await meetingOf(nadia);
    const own = nadia.page.locator(`#meeting-${meeting.id}`);
    await own.getByText(nadia.t("pathway.meeting.about", { about: ABOUT })).waitFor();
    await own.getByRole("heading", { name: new RegExp(shown(dayIn(1))) }).waitFor();
    await check(nadia, "pathway-meeting");
    await pressIn(own, nadia, "pathway.meeting.say-cannot");
    await nadia.see(nadia.t("pathway.meeting.cannot.then", { name: "Claire Fictive" }));
    await nadia.page.waitForFunction((id) => document.activeElement?.id === id, `meeting-${meeting.id}`);
    await check(nadia, "pathway-meeting-cannot");
    // A mistake is taken back, then said again.
    await pressIn(own, nadia, "pathway.meeting.say-can");
    await nadia.see(nadia.t("pathway.noted.can-come"));
    await pressIn(own, nadia, "pathway.meeting.say-cannot");
    await nadia.see(nadia.t("pathway.meeting.cannot.then", { name: "Claire Fictive" }));

    // Whoever looks at her pages sees the same, and changes nothing.
    await openClient(desk, "Nadia");
    const preview = await openPreview(desk, "Nadia");
    await preview.follow("nav.pathway");
    await preview.see(preview.t("pathway.meeting.cannot.then", { name: "Claire Fictive" }));
    await pressIn(preview.page.locator(`#meeting-${meeting.id}`), preview, "pathway.meeting.say-can");
    await preview.see(preview.t("error.preview-read-only"));
    await preview.page.close();

    // At the desk she is first in the list, with the reason; the meeting is moved.
    await desk.page.goto("/staff/");
    await desk.see(desk.t("desk.tag.cannot-come"));
    await check(desk, "desk-meeting-caseload");
    await openClient(desk, "Nadia");
    const kept = desk.page.locator(".mt-card", { has: desk.page.getByRole("heading", { level: 3, name: new RegExp(shown(dayIn(1))) }) });
    await kept.getByText(desk.t("desk.tag.cannot-come"), { exact: true }).waitFor();
    await unfold(kept, desk, "desk.meeting.move");
    await fill(kept, desk, "desk.meeting.day", dayIn(2));
    await kept.getByRole("radio", { name: desk.t("desk.meeting.place.elsewhere"), exact: true }).check();
    await pressIn(kept, desk, "desk.meeting.move.send");
    await desk.see(desk.t("desk.meeting.elsewhere.missing"));
    await fill(kept, desk, "desk.meeting.elsewhere", "Mairie, salle 2");
    await check(desk, "desk-meeting-move");
    await pressIn(kept, desk, "desk.meeting.move.send");
    await desk.see(desk.t("desk.meeting.moved", { name: "Nadia" }));

    // What she says of the old day finds that it has changed; the new one is there.
    nadia.expect(/status of 412/);
    await pressIn(own, nadia, "pathway.meeting.say-can");
    await nadia.see(nadia.t("error.meeting.changed-elsewhere"));
    await own.getByText("Mairie, salle 2").waitFor();
    await own.getByRole("heading", { name: new RegExp(shown(dayIn(2))) }).waitFor();
    const moved = await meetingOf(nadia);
    assert.deepEqual([moved.version, moved.cannot_come_at, moved.about], [2, undefined, ABOUT]);
    await check(nadia, "pathway-meeting-moved");

    const now = desk.page.locator(".mt-card", { has: desk.page.getByRole("heading", { level: 3, name: new RegExp(shown(dayIn(2))) }) });
    await unfold(now, desk, "desk.meeting.off");
    await fill(now, desk, "desk.meeting.off.words", WHY);
    await check(desk, "desk-meeting-off");
    await pressIn(now, desk, "desk.meeting.off.send");
    await desk.see(desk.t("desk.meeting.off.done", { name: "Nadia" }));
    await nadia.page.reload();
    await own.getByText(WHY).waitFor();
    await check(nadia, "pathway-meeting-off");
    const kinds = readRows(server, "SELECT kind FROM outbox WHERE kind LIKE 'meeting%' ORDER BY reference").map(({ kind }) => kind);
    assert.deepEqual(kinds, ["meeting-fixed", "meeting-moved", "meeting-called-off"]);
    assert.deepEqual(faults, []);
  },
);

journey(
  "a kiosk shows a meeting, and what it is about when it is asked for",
  async (world) => {
    const desk = await deskOf(world, "referent");
    await openClient(desk, "Nadia");
    const card = await fix(desk, dayIn(1));
    await pressIn(card, desk, "desk.meeting.fix.send");
    await desk.see(desk.t("desk.meeting.fixed", { name: "Nadia" }));
    const { device } = await kioskOf(world);
    await enter(device, world.server.personAt("new"));
    await device.follow("nav.home");
    await device.see(device.t("home.meeting.title", { name: "Claire Fictive" }));
    const faults = await checkKiosk(device.page, "kiosk-meeting-home");
    await device.follow("home.meeting.go");
    await device.seeTitle(device.t("pathway.title"));
    await device.see(device.t("pathway.meeting.with", { name: "Claire Fictive" }));
    assert.equal(await device.page.getByText(ABOUT).filter({ visible: true }).count(), 0);
    faults.push(...(await checkKiosk(device.page, "kiosk-meeting")));
    await unfold(device.page, device, "pathway.meeting.about.show");
    await device.see(ABOUT);
    assert.deepEqual(faults, []);
  },
);
