// Who follows whom: a coordinator gives people to a référent, a référent hands one over, and each person reads who it is now.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { Visit } from "./lib/visit.mjs";

const CLAIRE = "Claire Fictive";
const OMAR = "Omar Fictif";

const main = (visit) => visit.page.locator("main");
const linkAbout = (visit, key, name) => visit.page.getByRole("link", { name: new RegExp(`^${visit.t(key)} : ${name}`) });
const open_ = (visit, key, values) => visit.page.locator("summary", { hasText: visit.t(key, values) }).click();

/** Chooses a colleague; answers the question that is asked before anything is done. */
async function chooseReferent(desk, name) {
  const list = desk.page.getByLabel(desk.t("desk.assign.to"), { exact: true });
  const value = await list.locator("option", { hasText: name }).getAttribute("value");
  await list.selectOption(value);
  return desk.page.getByRole("dialog");
}

async function readReferent(server, open, point) {
  const api = await Api.signIn(server, server.personAt(point));
  return open({ path: "/", prepare: (_, visit) => visit.takeSession(api) });
}

journey("all people of a closed account are given to another, and each reads who it is", async ({ server, open }) => {
  const faults = [];
  const desk = await deskOf({ server, open }, "coordinator");
  // The people of a month ago, before anything changes.
  const nadia = await readReferent(server, open, "new");
  await nadia.see(CLAIRE);
  assert.equal(await nadia.page.getByText(nadia.t("home.referent.title", { name: OMAR })).count(), 0);

  await desk.follow("desk.office.part");
  await desk.seeTitle(desk.t("desk.team.title"));
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.team.close")} : ${CLAIRE}`) }).click();
  await desk.press("desk.team.close.yes");
  const n = readRows(server, "SELECT COUNT(*) AS n FROM person WHERE referent_id IS NULL")[0].n;
  await desk.see(new RegExp(desk.t("desk.team.unassigned.other", { n })));
  faults.push(...(await checkScreen(desk.page, "desk-team-unassigned")));
  await desk.follow("desk.assign.part");
  await desk.seeTitle(desk.t("desk.assign.title"));
  await main(desk).getByText(desk.t("desk.assign.since-former", { day: "", name: CLAIRE }).split(". ")[1]).first().waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-unassigned")));

  // Nobody chosen yet: it is said what is missing, and nothing is asked.
  await desk.press("desk.assign.give.button");
  await desk.see(desk.t("desk.assign.missing"));
  faults.push(...(await checkScreen(desk.page, "desk-unassigned-missing")));
  // One of them, by keyboard.
  const sylvie = desk.page.getByRole("checkbox", { name: /Exemple Sylvie/i });
  await sylvie.focus();
  await desk.page.keyboard.press("Space");
  await desk.see(desk.t("desk.assign.chosen.one", { n: 1 }));
  let dialog = await chooseReferent(desk, OMAR);
  await desk.press("desk.assign.give.button");
  await dialog.getByRole("heading", { name: desk.t("desk.assign.question.one", { n: 1, to: OMAR }) }).waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-unassigned-sure")));
  await desk.press("desk.team.not-now");
  assert.equal(readRows(server, "SELECT COUNT(*) AS n FROM person WHERE referent_id IS NULL")[0].n, n, "nothing before it was agreed to");
  await desk.press("desk.assign.give.button");
  await desk.press("desk.assign.yes");
  await desk.see(desk.t("desk.assign.done.one", { n: 1, to: OMAR }));
  await desk.seeFocusOnTitle();

  // The others, all at once.
  await desk.page.getByLabel(desk.t("desk.assign.whose"), { exact: true }).selectOption({ index: 1 });
  await desk.follow("desk.assign.all");
  await desk.seeTitle(desk.t("desk.assign.all.title"));
  await desk.see(desk.t("desk.assign.all.followed.other", { n: 2, name: CLAIRE }));
  faults.push(...(await checkScreen(desk.page, "desk-assign-all")));
  dialog = await chooseReferent(desk, OMAR);
  await desk.press("desk.assign.give.other", { n: 2 });
  await dialog.waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-assign-all-sure")));
  await desk.press("desk.assign.yes");
  await desk.see(desk.t("desk.assign.done.other", { n: 2, to: OMAR }));
  await desk.follow("desk.assign.part");
  assert.equal(await desk.page.getByRole("checkbox", { name: /Exemple Nadia/i }).count(), 0);

  await nadia.page.reload();
  await nadia.see(nadia.t("home.referent.title", { name: OMAR }));
  await nadia.see(new RegExp(nadia.t("home.referent.before", { name: CLAIRE })));
  faults.push(...(await checkScreen(nadia.page, "home-new-referent")));
  await nadia.page.goto("/pathway");
  await nadia.see(new RegExp(nadia.t("pathway.team.since", { name: OMAR, day: "" }).trim().replace(/\.$/, "")));
  await nadia.page.goto("/record/looks");
  await nadia.see(new RegExp(nadia.t("record.looks.assigned")));
  faults.push(...(await checkScreen(nadia.page, "record-looks-referent")));
  assert.deepEqual(faults, []);
});

journey("a référent hands one over and has lost access, also in a page that was open", async ({ server, open }) => {
  const faults = [];
  const desk = await deskOf({ server, open }, "referent");
  await desk.page.getByRole("link", { name: /Sylvie/ }).click();
  await desk.seeTitle(/Sylvie/);
  const address = desk.path();
  const other = await desk.page.context().newPage();
  await other.goto(address);
  await other.getByRole("heading", { level: 1, name: /Sylvie/ }).waitFor();

  await open_(desk, "desk.assign.handover", { name: "Sylvie" });
  const dialog = await chooseReferent(desk, OMAR);
  await desk.press("desk.assign.handover.give", { name: "Sylvie" });
  await dialog.getByText(desk.t("desk.assign.handover.lose")).waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-handover-sure")));
  await desk.press("desk.assign.yes");
  await desk.see(desk.t("desk.assign.handover.done", { to: OMAR, name: "Sylvie" }));
  await desk.seeFocusOnTitle();
  faults.push(...(await checkScreen(desk.page, "desk-handover-done")));

  // What was open on another page is not to be had any more, and says so.
  await other.reload();
  await other.getByRole("heading", { level: 1, name: desk.t("desk.client.gone.title") }).waitFor();
  await other.getByText(desk.t("desk.client.gone")).waitFor();
  faults.push(...(await checkScreen(other, "desk-client-gone")));
  await other.close();
  await desk.follow("desk.client.back");
  await desk.seeTitle(desk.t("desk.title"));
  await desk.page.getByRole("link", { name: /Nadia/ }).waitFor();
  assert.equal(await desk.page.getByRole("link", { name: /Sylvie/ }).count(), 0);

  const omar = await deskOf({ server, open }, "employment");
  await omar.page.getByRole("link", { name: /Sylvie/ }).click();
  await omar.seeTitle(/Sylvie/);
  const sylvie = await readReferent(server, open, "sent");
  await sylvie.see(sylvie.t("home.referent.title", { name: OMAR }));
  await sylvie.follow("home.referent.sharing");
  await sylvie.seeTitle(sylvie.t("page.record-sharing"));
  await sylvie.see(OMAR);
  faults.push(...(await checkScreen(sylvie.page, "record-sharing-referent")));
  assert.deepEqual(faults, []);
});

journey("a coordinator changes someone's référent from the search, and sees who was quicker", async ({ server, open }) => {
  const faults = [];
  const desk = await deskOf({ server, open }, "coordinator");
  const slow = new Visit(await desk.page.context().newPage(), server, "fr");
  await slow.page.goto("/staff/");
  for (const one of [desk, slow]) {
    await one.page.getByLabel(one.t("desk.search"), { exact: true }).fill("nad");
    await linkAbout(one, "desk.assign.person.link", "Exemple Nadia").click();
    await one.seeTitle(one.t("desk.assign.person.title"));
    await one.see(one.t("desk.assign.person.now", { name: CLAIRE }));
  }
  faults.push(...(await checkScreen(desk.page, "desk-referent")));
  for (const one of [desk, slow]) {
    await chooseReferent(one, OMAR);
    await one.press("desk.assign.person.give");
  }
  await desk.press("desk.assign.yes");
  await desk.see(desk.t("desk.assign.person.done", { to: OMAR, name: "Nadia" }));
  await slow.press("desk.assign.yes");
  await slow.see(slow.t("error.assign.moved"));
  await slow.see(new RegExp(slow.t("desk.assign.person.since", { name: OMAR, day: "" }).trim()));
  faults.push(...(await checkScreen(slow.page, "desk-referent-moved")));
  assert.deepEqual(faults, []);
});
