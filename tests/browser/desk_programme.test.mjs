// The month at the desk: a coordinator makes, changes, publishes and cancels it; a référent proposes it to a person.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT } from "./lib/server.mjs";

const byId = (visit, id) => visit.page.locator(`#${id}`);
const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const staffMonths = async (visit) => (await (await visit.api()).get("/api/staff/months?language=fr")).months;

async function comeToMonths(context, role) {
  const visit = await deskOf(context, role);
  await visit.follow("desk.months.title");
  await visit.seeTitle(visit.t("desk.months.title"));
  await visit.see(visit.t("desk.months.published"));
  return visit;
}

async function comeToMonth(context, role) {
  const visit = await comeToMonths(context, role);
  const month = (await staffMonths(visit)).find(({ state }) => state === "published");
  await visit.page.goto(`/staff/months/${month.id}`);
  await visit.seeTitle(month.theme);
  await visit.see(visit.t("desk.month.companies"));
  return { visit, month };
}

journey("a coordinator makes a month with its companies, changes it and publishes it", async (context) => {
  const visit = await comeToMonths(context, "coordinator");
  const faults = [];
  const check = async (name, options) => faults.push(...(await checkScreen(visit.page, name, options)));
  await check("desk-months");

  await visit.follow("desk.months.new");
  await visit.seeTitle(visit.t("desk.month.new.title"));
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.t("desk.month.theme.missing"));
  await visit.page.waitForFunction(() => document.activeElement.closest(".mt-errors"));
  await check("desk-month-problems");

  await byId(visit, "month-theme").selectOption("own");
  await byId(visit, "month-own-theme").fill("Les métiers de la fête");
  await byId(visit, "month-day-0-venue").selectOption("mediatheque");
  await byId(visit, "month-day-0-date").fill(day(20));
  await visit.press("desk.month.day.add");
  assert.equal(await byId(visit, "month-day-1-venue").inputValue(), "mediatheque");
  await byId(visit, "month-day-1-date").fill(day(24));
  await byId(visit, "month-venue").selectOption("centre-ville");
  // Before the days: the server refuses, and what was typed stays.
  await byId(visit, "month-date").fill(day(10));
  await byId(visit, "month-from").fill("09:00");
  await byId(visit, "month-to").fill("12:00");
  visit.expect(/status of 422/);
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.t("error.month.refused"));
  assert.equal(await byId(visit, "month-own-theme").inputValue(), "Les métiers de la fête");
  await byId(visit, "month-date").fill(day(30));
  await visit.press("desk.slot.keep-draft");
  await visit.seeTitle("Les métiers de la fête");
  await visit.see(visit.t("desk.month.draft.note"));
  await check("desk-month-draft");

  await visit.follow("desk.company.new");
  await visit.seeTitle(visit.t("desk.company.new.title"));
  await byId(visit, "company-sector").fill("restaurant");
  await visit.press("desk.company.keep");
  for (const key of ["name.bad", "sector.bad", "job.missing", "place.bad", "access.bad"]) await visit.see(visit.t(`desk.company.${key}`));
  await check("desk-company-problems");
  await byId(visit, "company-sector").fill("56.21z");
  await byId(visit, "company-name").fill("Traiteur des Tilleuls");
  await byId(visit, "company-job-0").selectOption("G1602");
  await byId(visit, "company-place").fill("Centre-ville");
  await byId(visit, "company-access").fill("Bus 4, arrêt Mairie");
  await byId(visit, "company-n-jobs").fill("2");
  await visit.press("desk.company.keep");
  await visit.seeTitle("Les métiers de la fête");
  await visit.see("Traiteur des Tilleuls");

  await visit.follow("desk.month.change");
  await visit.seeTitle(visit.t("desk.month.change.title"));
  assert.equal(await byId(visit, "month-own-theme").inputValue(), "Les métiers de la fête");
  await visit.press("desk.month.day.remove");
  await byId(visit, "month-to").fill("12:30");
  await check("desk-month-change", { dark: false });
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.words.tn("desk.month.talks", 0, { of: "12" }));

  await visit.press("desk.month.publish");
  await visit.see(visit.t("desk.month.published"));
  await visit.seeFocusOnTitle();
  const made = (await staffMonths(visit)).find(({ theme }) => theme === "Les métiers de la fête");
  assert.deepEqual([made.state, made.days.length, made.n_talks], ["published", 1, 12]);
  await check("desk-month-published");

  // People count on it now: its dates are said, its theme and places can change.
  await visit.follow("desk.month.change");
  await visit.see(visit.t("desk.month.fixed"));
  assert.equal(await byId(visit, "month-date").count(), 0);
  await byId(visit, "month-own-theme").fill("Les métiers de la noce");
  await byId(visit, "month-day-0-places").fill("18");
  await check("desk-month-fixed");
  await visit.press("desk.slot.keep");
  await visit.seeTitle("Les métiers de la noce");
  const changed = (await staffMonths(visit)).find(({ id }) => id === made.id);
  assert.deepEqual([changed.days[0].capacity, changed.days[0].when.day], [18, made.days[0].when.day]);
  assert.deepEqual(faults, []);
}, { timeout: 240_000 });

journey("a month like another has its companies, and one that does not come says why", async (context) => {
  const { visit, month } = await comeToMonth(context, "coordinator");
  const faults = [];
  const check = async (name, options) => faults.push(...(await checkScreen(visit.page, name, options)));
  const company = visit.page.locator(".mt-month-company").first();
  const name = await company.locator(".mt-attendance__name").innerText();
  await company.getByRole("link", { name: visit.t("desk.company.withdraw") }).click();
  await visit.seeTitle(visit.t("desk.company.withdraw.title"));
  await visit.see(visit.t("desk.company.withdraw.told"));
  await visit.press("desk.company.withdraw.send");
  await visit.see(visit.t("error.slot.message-refused"));
  await byId(visit, "cancel-message").fill("Elle recrute plus tard.");
  await check("desk-company-withdraw");
  await visit.press("desk.company.withdraw.send");
  await visit.seeTitle(month.theme);
  await visit.see("Elle recrute plus tard.");
  await check("desk-month-without-one", { dark: false });
  const left = (await staffMonths(visit)).find(({ id }) => id === month.id);
  assert.equal(left.n_companies, month.n_companies - 1);

  await visit.follow("desk.slot.copy");
  await visit.seeTitle(visit.t("desk.month.new.title"));
  assert.equal(await byId(visit, "month-companies").isChecked(), true);
  assert.equal(await byId(visit, "month-date").inputValue(), "");
  await byId(visit, "month-day-0-date").fill(day(60));
  await byId(visit, "month-day-1-date").fill(day(64));
  await byId(visit, "month-date").fill(day(70));
  await check("desk-month-copy");
  await visit.press("desk.slot.keep-draft");
  await visit.see(visit.t("desk.month.draft.note"));
  const copy = (await staffMonths(visit)).find(({ state }) => state === "draft");
  assert.deepEqual([copy.theme, copy.n_companies, copy.n_talks_taken], [month.theme, left.n_companies, 0]);
  assert.equal(await visit.page.getByText(name).count(), 0, "whoever was called off is not asked again");
  assert.deepEqual(faults, []);
}, { timeout: 240_000 });

journey("the groups of a day are shown and printed, and a month is cancelled with a message", async (context) => {
  const { visit, month } = await comeToMonth(context, "coordinator");
  const faults = [];
  const check = async (name, options) => faults.push(...(await checkScreen(visit.page, name, options)));
  await visit.page.locator("summary").first().click();
  const table = visit.page.getByRole("table").first();
  await table.waitFor();
  assert.equal(await table.getByRole("row").count(), 7, "a heading and six groups");
  await check("desk-month-groups");
  const pdf = await visit.page.pdf({ preferCSSPageSize: true });
  mkdirSync(join(ROOT, "target/screens"), { recursive: true });
  writeFileSync(join(ROOT, "target/screens/desk-month-groups.pdf"), pdf);
  assert.ok(pdf.length > 1000);

  await visit.page.getByRole("link", { name: visit.t("desk.month.day.people") }).first().click();
  await visit.seeTitle(month.days[0].title);
  await visit.see(visit.words.tn("desk.slot.people.count", 5));
  assert.equal(await visit.page.getByRole("link", { name: visit.t("desk.slot.cancel") }).count(), 0, "it changes with its month");
  await visit.follow("desk.month.back");

  await visit.follow("desk.month.cancel");
  await visit.seeTitle(visit.t("desk.month.cancel.title"));
  await visit.see(visit.words.tn("desk.slot.cancel.told", 5));
  await visit.page.getByRole("button", { name: visit.words.tn("desk.slot.cancel.send", 5) }).click();
  await visit.see(visit.t("error.slot.message-refused"));
  await check("desk-month-cancel");
  await byId(visit, "cancel-message").fill("La salle est fermée.");
  await visit.page.getByRole("button", { name: visit.words.tn("desk.slot.cancel.send", 5) }).click();
  await visit.see(visit.t("desk.months.cancelled"));
  await visit.see(visit.t("desk.slot.cancelled.note", { message: "La salle est fermée." }));
  await check("desk-month-cancelled", { dark: false });
  assert.deepEqual(faults, []);
});

journey("a référent proposes the month to someone, and sees how those they follow stand", async (context) => {
  const { visit, month } = await comeToMonth(context, "referent");
  const faults = [];
  const check = async (name, options) => faults.push(...(await checkScreen(visit.page, name, options)));
  await visit.see(visit.t("desk.month.people.mine"));
  assert.equal(await visit.page.getByRole("button", { name: visit.t("desk.month.publish") }).count(), 0);
  await check("desk-month-referent", { dark: false });
  await visit.follow("desk.title");
  await visit.page.getByRole("link", { name: /Nadia/ }).click();
  await visit.see(visit.t("desk.propose.title"));
  await visit.page.getByRole("button", { name: visit.t("desk.propose.send") }).first().click();
  await visit.see(visit.t("desk.propose.done", { name: "Nadia" }));
  await check("desk-propose", { dark: false });
  const detail = await (await visit.api()).get(`/api/staff/months/${month.id}?language=fr`);
  assert.equal(detail.people.find(({ first_name }) => first_name === "Nadia").invitation, "proposed");
  assert.deepEqual(faults, []);
});
