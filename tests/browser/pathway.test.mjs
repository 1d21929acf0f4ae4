// Living with a pathway: an action of one's own, what blocks, dates, changes of mind, discussing with the people who
// follow, hours, paper. Each screen passes axe, also with large text and in the dark.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT } from "./lib/server.mjs";
import { codeAt } from "./lib/totp.mjs";

const OWN = "Appeler l’école";

/** The pathway of the person at a point, on screen. */
async function come(visit, server, point = "sent") {
  await visit.signIn(server.personAt(point));
  await visit.follow("nav.pathway");
  await visit.seeTitle(visit.t("pathway.title"));
  await visit.see(visit.t("pathway.actions"));
}

const pathwayOf = async (visit) => (await visit.api()).get("/api/pathway?language=fr");
const about = (visit, key, title) => visit.buttonAbout(key, "pathway.act.for", { title });
const cardOf = (visit, title) => visit.page.locator(".mt-card", { has: visit.page.getByRole("heading", { level: 3, name: title, exact: true }) });

/** Opens a part of a card that is folded. */
const unfold = (card, visit, key) => card.locator("summary", { hasText: visit.t(key) }).click();

/** Where the focus is after something was noted: with what it was about. */
const seeFocusOn = (visit, id) => visit.page.waitForFunction((id) => document.activeElement.id === id, id);

journey("an action of one's own blocks, gets a date, and every change is taken back", async ({ server, open }) => {
  const visit = await open();
  const faults = [];
  const check = async (name) => faults.push(...(await checkScreen(visit.page, name)));
  await come(visit, server);
  await check("pathway-living");

  await unfold(visit.page, visit, "pathway.own.add");
  await visit.press("pathway.own.keep");
  await visit.see(visit.t("pathway.own.empty"));
  await check("pathway-own-empty");
  await visit.page.getByLabel(visit.t("pathway.own.title"), { exact: true }).fill(OWN);
  await visit.press("pathway.own.keep");
  await visit.see(visit.t("pathway.chosen"));
  const { id } = (await pathwayOf(visit)).actions.find(({ title }) => title === OWN);
  await seeFocusOn(visit, `action-${id}`);
  const card = cardOf(visit, OWN);

  await about(visit, "pathway.act.stuck", OWN).click();
  await visit.see(visit.t("pathway.stuck.told", { name: "Claire Fictive" }));
  await unfold(card, visit, "pathway.stuck.why");
  const { stuck_reasons: reasons } = await pathwayOf(visit);
  await card.getByRole("radio", { name: reasons[0].label, exact: true }).check();
  await visit.page.waitForFunction(({ id, label }) => document.getElementById(`why-${id}-${label}`)?.checked, { id, label: reasons[0].id });
  await check("pathway-stuck");
  const stuck = (await pathwayOf(visit)).actions.find((action) => action.id === id);
  assert.deepEqual([stuck.status, stuck.reason.id], ["stuck", reasons[0].id]);
  await visit.press("pathway.undo");
  await visit.see(visit.t("pathway.noted.undone"));
  const back = (await pathwayOf(visit)).actions.find((action) => action.id === id);
  assert.deepEqual([back.status, back.reason, back.history.length], ["stuck", undefined, 4]);

  await unfold(card, visit, "pathway.dates");
  const field = (key) => card.getByLabel(visit.t(key), { exact: true });
  await field("pathway.dates.day").fill("2027-03-04");
  await about(visit, "pathway.dates.keep", OWN).click();
  await visit.see(visit.t("pathway.dates.half"));
  await field("pathway.dates.time").fill("10:30");
  await field("pathway.remind.day-before").check();
  await check("pathway-dates");
  await about(visit, "pathway.dates.keep", OWN).click();
  await visit.see(visit.t("pathway.appointment", { date: "4 mars 2027", time: "10:30" }));
  await unfold(card, visit, "pathway.history");
  await check("pathway-history");
  const file = await (await visit.api()).send("GET", await visit.link("pathway.calendar").getAttribute("href"));
  const calendar = await file.text();
  assert.match(calendar, /DTSTART;TZID=Europe\/Paris:20270304T103000/);
  assert.match(calendar, /BEGIN:VALARM/);
  assert.deepEqual(faults, []);
});

journey("an idea is put aside and taken back, hours are confirmed and the answer changed", async ({ server, open }) => {
  const visit = await open();
  await come(visit, server);
  const { suggestions, hours } = await pathwayOf(visit);
  const { title } = suggestions[0].sheet;
  await about(visit, "pathway.act.aside", title).click();
  await visit.see(visit.t("pathway.noted.aside"));
  await seeFocusOn(visit, "suggestions");
  assert.equal((await pathwayOf(visit)).put_aside[0].sheet.title, title);
  assert.deepEqual(await checkScreen(visit.page, "pathway-aside"), []);
  await visit.press("pathway.undo");
  await visit.see(visit.t("pathway.noted.back"));
  assert.deepEqual((await pathwayOf(visit)).suggestions, suggestions);

  const proposal = hours.proposals[0];
  await about(visit, "pathway.hours.yes", proposal.what).click();
  await visit.see(visit.t("pathway.hours.confirmed"));
  assert.equal((await pathwayOf(visit)).hours.proposals[0].answer, "confirmed");
  assert.deepEqual(await checkScreen(visit.page, "pathway-hours"), []);
  await about(visit, "pathway.hours.change", proposal.what).click();
  await about(visit, "pathway.hours.no", proposal.what).waitFor();
  assert.equal((await pathwayOf(visit)).hours.proposals[0].answer, undefined);
});

journey("what was brought is discussed, and the reply is dated on both sides", async ({ server, open }) => {
  const visit = await open();
  await come(visit, server);
  const brought = (await pathwayOf(visit)).actions.find(({ source }) => source === "referent");
  await visit.see(visit.t("pathway.brought", { name: brought.brought_by }));
  const card = cardOf(visit, brought.title);
  await unfold(card, visit, "pathway.dispute");
  const { dispute_reasons: reasons } = await pathwayOf(visit);
  await card.getByRole("radio", { name: reasons[0].label, exact: true }).check();
  await about(visit, "pathway.dispute.ask", brought.title).click();
  await visit.see(visit.t("pathway.dispute.waits"));
  assert.deepEqual(await checkScreen(visit.page, "pathway-dispute"), []);

  const desk = await open({ path: "/staff/", screen: "desk" });
  desk.expect(/status of 401/);
  const claire = server.demo.staff.find(({ role }) => role === "referent");
  for (const [key, value] of [["login", claire.login], ["password", claire.password], ["code", codeAt(claire.totp_secret)]]) {
    await desk.page.getByLabel(desk.t(`desk.sign-in.${key}`), { exact: true }).fill(value);
  }
  await desk.press("desk.sign-in.enter");
  await desk.see(desk.t("desk.tag.dispute"));
  await desk.page.getByRole("link", { name: /Sylvie/ }).click();
  await desk.see(desk.t("desk.pathway.title"));
  await desk.see(reasons[0].label);
  await desk.page.locator("summary", { hasText: desk.t("desk.pathway.bring") }).click();
  await desk.page.locator("summary", { hasText: desk.t("desk.hours.change") }).click();
  assert.deepEqual(await checkScreen(desk.page, "desk-pathway"), []);
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.pathway.reply.send")}`) }).click();
  await desk.see(desk.t("error.dispute.reply-refused"));
  await desk.page.getByLabel(desk.t("desk.pathway.reply"), { exact: true }).fill("On en parle lundi, à votre rythme.");
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.pathway.reply.send")}`) }).click();
  await desk.see(/Réponse de Claire Fictive/);
  const sheet = desk.page.getByLabel(desk.t("desk.pathway.bring.sheet"), { exact: true });
  await sheet.selectOption("permis");
  // The reply has said "sent" before: what was brought is there once it is answered.
  const answered = desk.page.waitForResponse((answer) => answer.request().method() === "POST" && new URL(answer.url()).pathname.endsWith("/actions"));
  await desk.press("desk.pathway.bring.send");
  assert.equal((await answered).status(), 201);
  await desk.see(desk.t("desk.pathway.sent"));

  await visit.page.reload();
  await visit.see("On en parle lundi, à votre rythme.");
  await visit.see(visit.t("pathway.brought", { name: "Claire Fictive" }));
  assert.deepEqual(await checkScreen(visit.page, "pathway-reply"), []);
});

journey("the pathway is used without a pointer", async ({ server, open }) => {
  const visit = await open();
  await come(visit, server);
  const { actions } = await pathwayOf(visit);
  const [{ id, title }] = actions;
  const tabTo = async (target) => {
    for (let n_stops = 0; n_stops < 60; n_stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await visit.page.keyboard.press("Tab");
    }
    assert.fail("Tab does not come there");
  };
  await tabTo(about(visit, "pathway.act.stuck", title));
  await visit.page.keyboard.press("Enter");
  await seeFocusOn(visit, `action-${id}`);
  const card = cardOf(visit, title);
  await tabTo(card.locator("summary", { hasText: visit.t("pathway.stuck.why") }));
  await visit.page.keyboard.press("Enter");
  await visit.page.keyboard.press("Tab");
  await visit.page.keyboard.press("Space");
  await visit.page.waitForFunction((id) => document.querySelector(`[id^="why-${id}-"]:checked`), id);
  await visit.see(visit.t("pathway.noted", { status: visit.t("pathway.status.stuck") }));
  await seeFocusOn(visit, `action-${id}`);
  await tabTo(visit.button("pathway.undo"));
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("pathway.noted.undone"));
});

journey("the pathway on paper is one page with what counts", async ({ server, open }) => {
  const visit = await open();
  await come(visit, server);
  const pdf = await visit.page.pdf({ preferCSSPageSize: true, printBackground: true });
  const folder = join(process.env.TARGET_DIR ?? join(ROOT, "target"), "screens");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pathway.pdf"), pdf);
  const n_pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(n_pages, 1, "one sheet");
  await visit.page.emulateMedia({ media: "print" });
  const { actions, team } = await pathwayOf(visit);
  for (const { title } of actions) await visit.see(title);
  for (const { contact } of team) await visit.see(contact.phone);
  assert.equal(await visit.page.getByRole("button").filter({ visible: true }).count(), 0, "paper has no buttons");
});
