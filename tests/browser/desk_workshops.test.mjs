// Workshops at the desk: a coordinator makes, publishes, changes and cancels; a référent books for a person; who came is noted.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Api } from "./lib/api.mjs";
import { changeRows, readRows } from "./lib/database.mjs";
import { deskOf, openDesk, signInToDesk } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT } from "./lib/server.mjs";
import { codeAt } from "./lib/totp.mjs";

const field = (visit, key) => visit.page.getByLabel(visit.t(key), { exact: true });
const staffSlots = async (visit) => (await (await visit.api()).get("/api/staff/slots?language=fr")).slots;

/** The first slot of this workshop with this state. */
async function slotOf(visit, workshop, state = "published") {
  const slots = await staffSlots(visit);
  return slots.find((slot) => slot.workshop === workshop && slot.state === state);
}

async function comeToWorkshops(context, role) {
  const visit = await deskOf(context, role);
  await visit.follow("desk.slots.title");
  await visit.seeTitle(visit.t("desk.slots.title"));
  await visit.page.getByRole("table").waitFor();
  return visit;
}

async function comeToSlot(visit, slot) {
  await visit.page.goto(`/staff/workshops/${slot.id}`);
  await visit.seeTitle(slot.title);
}

/** A day of next year, as a date field takes it. */
const nextYear = () => `${new Date().getFullYear() + 1}-03-09`;

/** As if it had begun ten minutes ago. */
function begin(server, slot) {
  const from = Date.now() - 600_000;
  changeRows(server, "UPDATE slot SET starts_at = ?, ends_at = ? WHERE id = ?", String(from), String(from + 2_400_000), slot.id);
}

journey("a coordinator makes a date, publishes it, changes it and makes another like it", async (context) => {
  const visit = await comeToWorkshops(context, "coordinator");
  const { page } = visit;
  const faults = [];
  const check = async (name) => faults.push(...(await checkScreen(page, name)));
  assert.equal(await page.getByRole("row").count(), 1 + (await staffSlots(visit)).length);
  await check("desk-workshops");

  await visit.follow("desk.slots.new");
  await visit.seeTitle(visit.t("desk.slot.new.title"));
  await check("desk-slot-new");
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.words.tn("session.problems", 6));
  for (const key of ["workshop.missing", "venue.missing", "day.missing", "time.missing", "duration.bad", "places.bad"]) await visit.see(visit.t(`desk.slot.${key}`));
  await check("desk-slot-problems");

  await field(visit, "desk.slot.workshop").selectOption("cv");
  assert.notEqual(await field(visit, "desk.slot.duration").inputValue(), "", "the usual length is there");
  await field(visit, "desk.slot.venue").selectOption("mediatheque");
  await field(visit, "desk.slot.time").fill("09:30");
  await field(visit, "desk.slot.duration").fill("90");
  await visit.see(visit.t("desk.slot.ends", { time: "11:00" }));
  await field(visit, "desk.slot.places").fill("6");
  // A day that is gone is refused by the server, beside its field; what was typed stays.
  await field(visit, "desk.slot.day").fill("2020-03-09");
  visit.expect(/status of 422/);
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.t("desk.slot.day.past"));
  assert.equal(await field(visit, "desk.slot.places").inputValue(), "6");
  await check("desk-slot-past");
  await field(visit, "desk.slot.day").fill(nextYear());
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.t("desk.slot.draft.note"));
  await visit.seeFocusOnTitle();
  const made = (await staffSlots(visit)).at(-1);
  assert.deepEqual([made.state, made.capacity, made.when.from, made.duration_min], ["draft", 6, "09:30", 90]);
  await check("desk-slot-draft");

  await visit.press("desk.slot.publish");
  await visit.see(visit.t("desk.slot.published"));
  await visit.see(visit.t("desk.slot.people.none"));
  await visit.seeFocusOnTitle();
  await check("desk-slot-published");

  await visit.follow("desk.slot.change");
  await visit.seeTitle(visit.t("desk.slot.change.title"));
  assert.equal(await page.getByLabel(visit.t("desk.slot.day"), { exact: true }).count(), 0, "people count on the day");
  await field(visit, "desk.slot.places").fill("8");
  await page.getByLabel(visit.t("desk.slot.childcare")).check();
  await check("desk-slot-change");
  await visit.press("desk.slot.keep");
  await visit.see(visit.t("desk.slot.childcare.yes"));
  await visit.see(visit.words.tn("desk.slots.taken", 0, { capacity: "8" }));

  await visit.follow("desk.slot.copy");
  await visit.seeTitle(visit.t("desk.slot.copy.title"));
  assert.equal(await field(visit, "desk.slot.day").inputValue(), "");
  assert.equal(await field(visit, "desk.slot.places").inputValue(), "8");
  await field(visit, "desk.slot.day").fill(nextYear().replace("-09", "-10"));
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.t("desk.slot.draft.note"));
  assert.equal((await staffSlots(visit)).filter(({ state, capacity }) => state === "draft" && capacity === 8).length, 1);
  assert.deepEqual(faults, []);
});

journey("fewer places than are taken are refused, and a change made elsewhere is shown", async (context) => {
  const visit = await comeToWorkshops(context, "coordinator");
  visit.expect(/status of 409/);
  visit.expect(/status of 412/);
  const slot = await slotOf(visit, "simulation-entretien");
  await comeToSlot(visit, slot);
  await visit.follow("desk.slot.change");
  await field(visit, "desk.slot.places").fill("2");
  await visit.press("desk.slot.keep");
  await visit.see(visit.words.tn("desk.slot.below-taken", 5));
  assert.equal(await field(visit, "desk.slot.places").inputValue(), "2");
  const faults = await checkScreen(visit.page, "desk-slot-below-taken");

  const body = { workshop: slot.workshop, venue: slot.venue, day: slot.when.day, time: slot.when.from, duration_min: slot.duration_min, capacity: 9, childcare: slot.childcare };
  const elsewhere = await (await visit.api()).send("PUT", `/api/staff/slots/${slot.id}`, body, { "if-match": `"${slot.version}"` });
  assert.equal(elsewhere.status, 200, await elsewhere.text());
  await field(visit, "desk.slot.places").fill("8");
  await visit.press("desk.slot.keep");
  await visit.see(visit.t("desk.slot.changed"));
  await visit.see(/9 places/);
  assert.equal(await field(visit, "desk.slot.places").inputValue(), "8", "what was typed stays");
  faults.push(...(await checkScreen(visit.page, "desk-slot-changed-elsewhere")));
  await visit.press("desk.slot.keep");
  await visit.seeTitle(slot.title);
  assert.equal((await slotOf(visit, "simulation-entretien")).capacity, 8);
  assert.deepEqual(faults, []);
});

journey("a coordinator cancels with a message, and knows before how many are told", async (context) => {
  const visit = await comeToWorkshops(context, "coordinator");
  const slot = await slotOf(visit, "simulation-entretien");
  const n_told = slot.n_booked + slot.n_held + slot.n_waiting;
  assert.ok(slot.n_booked > 0 && slot.n_waiting > 0);
  await comeToSlot(visit, slot);
  const faults = await checkScreen(visit.page, "desk-slot-full");
  await visit.follow("desk.slot.cancel");
  await visit.see(visit.words.tn("desk.slot.cancel.told", n_told));
  await visit.page.getByRole("button", { name: visit.words.tn("desk.slot.cancel.send", n_told) }).click();
  await visit.see(visit.t("error.slot.message-refused"));
  faults.push(...(await checkScreen(visit.page, "desk-slot-cancel")));
  const message = "L’animatrice est malade. Nous vous appelons demain.";
  await field(visit, "desk.slot.cancel.message").fill(message);
  await visit.page.keyboard.press("Enter");
  await visit.seeTitle(slot.title);
  await visit.see(message);
  await visit.see(visit.t("desk.slots.cancelled"));
  faults.push(...(await checkScreen(visit.page, "desk-slot-cancelled")));
  const [{ n }] = readRows(context.server, "SELECT count(*) AS n FROM outbox WHERE kind = 'slot-cancelled' AND reference IN (SELECT id FROM booking WHERE slot_id = ?)", slot.id);
  assert.equal(n, n_told);
  assert.deepEqual(faults, []);
});

journey("a référent books for a person, who sees it and can refuse", async (context) => {
  const { server } = context;
  const visit = await comeToWorkshops(context, "referent");
  const { page } = visit;
  assert.equal(await visit.link("desk.slots.new").count(), 0);
  assert.equal(await page.getByText(visit.t("desk.slots.draft"), { exact: true }).count(), 0, "a draft is the coordination's");
  const faults = await checkScreen(page, "desk-workshops-referent");
  await page.goto("/staff/workshops/new");
  await visit.seeTitle(visit.t("desk.slots.title"));

  const person = server.personAt("new");
  const slot = await slotOf(visit, "metiers");
  await visit.follow("desk.title");
  await page.getByRole("link", { name: new RegExp(person.name.split(" ")[0]) }).click();
  await page.locator("summary", { hasText: visit.t("desk.book") }).click();
  await visit.press("desk.book.send");
  await visit.see(visit.t("desk.book.missing"));
  const choice = field(visit, "desk.book.slot");
  const full = await slotOf(visit, "simulation-entretien");
  assert.equal(await choice.locator(`option[value="${full.id}"]`).count(), 0, "a full workshop is not held out");
  faults.push(...(await checkScreen(page, "desk-book")));
  await choice.selectOption(slot.id);
  await visit.press("desk.book.send");
  await visit.see(/Une place est prise pour/);
  faults.push(...(await checkScreen(page, "desk-booked")));
  const { coming } = await (await Api.signIn(server, person)).get("/api/bookings");
  assert.deepEqual(coming.map(({ id, own }) => [id, own.status, own.booked_by]), [[slot.id, "booked", "Claire Fictive"]]);

  await comeToSlot(visit, slot);
  await page.getByRole("link", { name: person.name }).waitFor();
  assert.equal(await visit.link("desk.slot.cancel").count(), 0);
  faults.push(...(await checkScreen(page, "desk-slot-referent")));
  assert.deepEqual(faults, []);
});

journey("who came is noted with one touch, corrected with another, and printed on one sheet", async (context) => {
  const { server } = context;
  const visit = await comeToWorkshops(context, "coordinator");
  const { page } = visit;
  const slot = await slotOf(visit, "simulation-entretien");
  begin(server, slot);
  await comeToSlot(visit, slot);
  await visit.see(visit.t("desk.attendance.title"));
  const row = page.getByRole("listitem").filter({ hasText: "Camille" });
  const button = (key) => row.getByRole("button", { name: new RegExp(`^${visit.t(key)} : `) });
  await button("desk.attendance.absent").focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelectorAll('[aria-pressed="true"]').length === 1);
  assert.equal(await button("desk.attendance.absent").getAttribute("aria-pressed"), "true");
  assert.ok(await button("desk.attendance.absent").evaluate((element) => element === document.activeElement), "the focus stays");
  await button("desk.attendance.attended").click();
  await row.locator('[aria-pressed="true"]', { hasText: visit.t("desk.attendance.attended") }).waitFor();
  assert.equal(await row.locator('[aria-pressed="true"]').count(), 1);
  const faults = await checkScreen(page, "desk-attendance");
  const { people } = await (await visit.api()).get(`/api/staff/slots/${slot.id}/attendance?language=fr`);
  assert.deepEqual(people.filter(({ status }) => status !== "booked").map(({ first_name, status }) => [first_name, status]), [["Camille", "attended"]]);

  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const folder = join(process.env.TARGET_DIR ?? join(ROOT, "target"), "screens");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "desk-attendance.pdf"), pdf);
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "one sheet");
  await page.emulateMedia({ media: "print" });
  for (const { first_name } of people) await visit.see(new RegExp(first_name));
  await visit.see(visit.t("desk.roll.signature"));
  assert.equal(await page.getByRole("button").filter({ visible: true }).count(), 0, "paper has no buttons");
  await page.emulateMedia({ media: "screen" });

  const from = Date.now() - 7_200_000;
  changeRows(server, "UPDATE slot SET starts_at = ?, ends_at = ? WHERE id = ?", String(from), String(from + 2_400_000), slot.id);
  await visit.follow("desk.slots.back");
  await visit.follow("desk.slots.past");
  await visit.seeTitle(visit.t("desk.slots.past.title"));
  await page.getByRole("link", { name: new RegExp(slot.title) }).waitFor();
  faults.push(...(await checkScreen(page, "desk-workshops-past")));
  assert.deepEqual(faults, []);
});

journey("without any workshop the page says what to do", async (context) => {
  const visit = await deskOf(context, "coordinator");
  changeRows(context.server, "UPDATE slot SET starts_at = 0, ends_at = 1");
  await visit.follow("desk.slots.title");
  await visit.see(visit.t("desk.slots.none.make"));
  const faults = await checkScreen(visit.page, "desk-workshops-none");
  await visit.follow("desk.slots.past");
  await visit.see(visit.t("desk.slots.past.none"));
  assert.deepEqual(faults, []);
});

journey("a date is made and published with the keyboard alone", async (context) => {
  const visit = await deskOf(context, "coordinator");
  const { keyboard } = visit.page;
  const tabTo = async (target) => {
    await target.waitFor();
    for (let n_stops = 0; n_stops < 80; n_stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press("Tab");
    }
    assert.fail("Tab does not come there");
  };
  const go = async (target) => {
    await tabTo(target);
    await keyboard.press("Enter");
  };
  await go(visit.link("desk.slots.title"));
  await visit.seeTitle(visit.t("desk.slots.title"));
  await go(visit.link("desk.slots.new"));
  await visit.seeTitle(visit.t("desk.slot.new.title"));
  for (const key of ["desk.slot.workshop", "desk.slot.venue"]) {
    await tabTo(field(visit, key));
    await keyboard.press("ArrowDown");
  }
  // The order of day, month and year is the browser's: two up in each is a day of next year or later.
  for (const key of ["desk.slot.day", "desk.slot.time"]) {
    await tabTo(field(visit, key));
    for (let part = 0; part < 3; part++) {
      await keyboard.press("ArrowUp");
      await keyboard.press("ArrowUp");
      await keyboard.press("ArrowRight");
    }
  }
  await go(visit.button("desk.slot.keep-draft"));
  await visit.see(visit.t("desk.slot.draft.note"));
  await visit.seeFocusOnTitle();
  await go(visit.button("desk.slot.publish"));
  await visit.see(visit.t("desk.slot.published"));
});

journey("the workshops of the desk speak English too", async (context) => {
  const visit = await openDesk(context.open, { language: "en" });
  visit.expect(/status of 401/);
  await visit.page.getByText("Français").first().click();
  await visit.page.getByRole("button", { name: "English" }).click();
  const paul = context.server.demo.staff.find(({ role }) => role === "coordinator");
  await signInToDesk(visit, paul, codeAt(paul.totp_secret));
  await visit.seeTitle(visit.t("desk.title"));
  await visit.follow("desk.slots.title");
  await visit.see(visit.words.tn("desk.slots.taken", 3, { capacity: "8" }));
  const faults = await checkScreen(visit.page, "desk-workshops-english");
  const slot = await slotOf(visit, "cv");
  await visit.page.goto(`/staff/workshops/${slot.id}`);
  await visit.see(visit.words.tn("desk.slot.people.count", slot.n_booked));
  await visit.follow("desk.slot.change");
  await visit.seeTitle(visit.t("desk.slot.change.title"));
  await visit.see(visit.t("desk.slot.fixed"));
  assert.deepEqual(faults, []);
});
