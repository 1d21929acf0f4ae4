// The dates of workshops as a month (W1): which days have some, and those of the day that is touched.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { Coordinator, schoolDay, schoolDays, toNextMonth } from "./lib/workshops.mjs";

const rows = (visit) => visit.page.getByRole("main").locator("a[href^='/workshops/']");
const dayOf = (day) => String(Number(day.slice(8)));
const chosen = (visit) => visit.page.locator(".mt-month [aria-pressed=true] > span").first();
const seeChosen = (visit, day) => chosen(visit).filter({ hasText: new RegExp(`^${dayOf(day)}$`) }).waitFor();

journey("the dates are seen as a month, with the keyboard, from one month to the next", async ({ server, open }) => {
  const coordinator = await Coordinator.signIn(server);
  await coordinator.publish({ day: schoolDay(5) });
  const api = await Api.signIn(server, server.personAt("new"));
  const [first] = (await api.get("/api/slots?language=fr")).slots;
  for (const day of schoolDays(toNextMonth(first.when.day), 2)) await coordinator.publish({ day });
  const visit = await open({ path: "/workshops", prepare: (_, visit) => visit.takeSession(api) });
  const faults = [];
  const check = async (name, options) => faults.push(...(await checkScreen(visit.page, name, options)));
  await rows(visit).first().waitFor();
  const { slots } = await api.get("/api/slots?language=fr");
  const days = [...new Set(slots.map(({ when }) => when.day))];
  const of = (day) => slots.filter(({ when }) => when.day === day).length;
  const later = days.find((day) => day.slice(0, 7) > days[0].slice(0, 7));

  await visit.button("workshops.view.month").focus();
  await visit.page.keyboard.press("Enter");
  await seeChosen(visit, days[0]);
  assert.equal(await rows(visit).count(), of(days[0]));
  assert.equal(await visit.button("workshops.month.before").count(), 0, "nothing was before");
  await check("workshops-month");

  await visit.press("workshops.month.after");
  await seeChosen(visit, later);
  assert.equal(await rows(visit).count(), of(later));
  const next = days[days.indexOf(later) + 1];
  await visit.page.locator(".mt-month button").nth(1).focus();
  await visit.page.keyboard.press("Space");
  await seeChosen(visit, next);
  assert.equal(await rows(visit).count(), of(next));
  await visit.press("workshops.month.before");
  await seeChosen(visit, days[0]);

  // A date is looked at, and the month is there again afterwards.
  await rows(visit).first().click();
  await visit.follow("workshops.all");
  await seeChosen(visit, days[0]);
  await visit.press("workshops.view.list");
  await visit.page.locator(".mt-month").waitFor({ state: "detached" });
  assert.ok((await rows(visit).count()) > of(days[0]));
  assert.deepEqual(faults, []);
});
