// A person and whoever follows them fill in together at the desk (R4): the person agrees on the screen with their own card, both
// answer, nothing else can be done there, and the person reads afterwards how it was agreed.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { openClient, visitOf } from "./lib/preview.mjs";
import { checkScreen } from "./lib/screens.mjs";

const SIZES = { phone: { width: 360, height: 640 }, kiosk: { width: 1080, height: 1920 }, desk: { width: 1366, height: 768 } };

/** The same page at every size, and at the desk's in the end. */
async function checkSizes(visit, name) {
  const faults = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await visit.page.setViewportSize(viewport);
    faults.push(...(await checkScreen(visit.page, `${name}-${size}`)));
  }
  return faults;
}

/** Presses the button on the page of a person; the visit of the tab that it opens. */
async function openSitting(desk, name) {
  const opened = desk.page.context().waitForEvent("page");
  await desk.press("desk.together.start", { name });
  const sitting = visitOf(await opened, desk);
  // A sitting that is over is not there any more.
  sitting.expect(/status of 404/);
  return sitting;
}

const baseOf = (visit) => visit.path().match(/^\/together\/[^/]+/)[0];

journey("they agree with their own card, answer together, and read how it was", async ({ server, open }) => {
  const nadia = server.personAt("new");
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  const faults = [...(await checkScreen(desk.page, "desk-together-start"))];
  const sitting = await openSitting(desk, "Nadia");
  await sitting.seeTitle(sitting.t("together.title"));
  await sitting.see(sitting.t("together.lead", { name: "Claire Fictive" }));
  await sitting.page.waitForFunction((title) => document.title.startsWith(title), sitting.t("together.title"));
  faults.push(...(await checkSizes(sitting, "together-agree")));
  for (const id of ["card", "birth-day"]) {
    assert.equal(await sitting.page.locator(`#${id}`).getAttribute("autocomplete"), "off", "the desk's browser offers nobody's card");
  }

  // What was forgotten is said one after the other, and nothing that was typed is lost.
  await sitting.fillCard({ ...nadia, birth_date: "1950-01-01" });
  await sitting.press("together.agree");
  await sitting.page.getByRole("link", { name: sitting.t("together.by.empty") }).waitFor();
  faults.push(...(await checkScreen(sitting.page, "together-agree-problem")));
  await sitting.page.getByLabel(sitting.t("together.by.hand"), { exact: true }).check();
  await sitting.press("together.agree");
  await sitting.page.getByRole("link", { name: sitting.t("error.session.refused") }).waitFor();

  // By keyboard alone from here: the year is put right, and Enter sends.
  await sitting.fillCard(nadia);
  await sitting.page.locator("#birth-year").focus();
  await sitting.page.keyboard.press("Enter");
  const bar = sitting.page.getByRole("region", { name: sitting.t("together.title"), exact: true });
  await bar.getByText(/jusqu’à \d+/).waitFor();
  faults.push(...(await checkSizes(sitting, "together-start")));
  const base = baseOf(sitting);

  await sitting.page.goto(`${base}/stock/subjects`);
  await sitting.say("sante", "hard");
  const api = await Api.signIn(server, nadia);
  // The person finds it on their own phone.
  await sitting.seeAnswer("triage.sante", { level: "hard" }, api);
  assert.deepEqual(await sitting.residue(), { databases: [], cached: [], stored: [], n_workers: 0 });

  // What is not answering is theirs alone, and is said so.
  await sitting.page.goto(`${base}/account`);
  await sitting.press("account.leave");
  await sitting.see(sitting.t("error.sitting-elsewhere"));
  assert.deepEqual(sitting.statuses("DELETE", `${base}/api/session`), [403]);

  await bar.getByRole("button", { name: sitting.t("together.end"), exact: true }).click();
  await sitting.seeTitle(sitting.t("together.over.title"));
  assert.equal(await bar.count(), 0);
  faults.push(...(await checkSizes(sitting, "together-over")));
  await sitting.page.goBack();
  await sitting.seeTitle(sitting.t("together.over.title"));

  const own = await open({ path: "/record/looks", prepare: (_, visit) => visit.takeSession(api) });
  await own.page.getByText(own.t("record.looks.together.hand")).waitFor();
  faults.push(...(await checkScreen(own.page, "record-looks-together")));
  assert.deepEqual(faults, []);
  assert.deepEqual(sitting.faults(), []);
});

journey("they may say no, and leave quickly", async ({ server, open }) => {
  const nadia = server.personAt("new");
  await (await Api.signIn(server, nadia)).answer("triage.sante", { level: "hard" });
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  const declined = await openSitting(desk, "Nadia");
  await declined.press("together.decline");
  await declined.seeTitle(declined.t("together.over.title"));
  await declined.page.reload();
  await declined.seeTitle(declined.t("together.over.title"));
  await declined.page.close();

  const sitting = await openSitting(desk, "Nadia");
  await sitting.page.getByLabel(sitting.t("together.by.spoken", { name: "Claire Fictive" }), { exact: true }).check();
  await sitting.fillCard(nadia);
  await sitting.press("together.agree");
  await sitting.page.getByRole("region", { name: sitting.t("together.title"), exact: true }).waitFor();
  const base = baseOf(sitting);
  await sitting.page.goto(`${base}/stock/q/sante/effet`);
  const exit = sitting.page.getByRole("button", { name: new RegExp(sitting.t("stock.exit")) });
  await exit.waitFor();
  const ended = sitting.page.waitForResponse((answer) => answer.request().method() === "DELETE" && answer.url().includes("/api/staff/sittings/"));
  await exit.click();
  assert.equal((await ended).status(), 204, "leaving quickly ends the sitting, and the desk goes on");
  await desk.page.reload();
  await desk.seeTitle(/Nadia/);
  assert.deepEqual(desk.faults(), []);
});
