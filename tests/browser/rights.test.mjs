// What a person may ask about what is kept of them: a correction, an erasure; who answers at the desk, and what is read then (S4).

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { changeRows, readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, kioskOf } from "./lib/kiosk.mjs";
import { checkScreen } from "./lib/screens.mjs";

const WORDS = "Je n’habite plus à Lille.\nMon adresse a changé.";

/** The page, come to from the account. */
async function comeToRights(visit) {
  await visit.page.getByRole("link", { name: new RegExp(`^${visit.t("page.rights")}`) }).click();
  await visit.seeTitle(visit.t("page.rights"));
  await visit.page.getByRole("heading", { name: visit.t("rights.erase"), exact: true }).waitFor();
}

const field = (visit) => visit.page.getByLabel(visit.t("rights.contest.words"), { exact: true });
const withdraw = (visit, key) => visit.page.getByRole("button", { name: new RegExp(`^${visit.t(key)}`) });

/** At the desk, on the page of the oldest request. */
async function openOldest(desk) {
  await desk.follow("desk.office.part");
  await desk.follow("desk.rights.part");
  await desk.seeTitle(desk.t("desk.rights.title"));
  await desk.page.getByRole("link", { name: new RegExp(`^${desk.t("desk.rights.read")}`) }).first().click();
  await desk.seeTitle(desk.t("desk.rights.page"));
  await desk.page.getByLabel(desk.t("desk.rights.text"), { exact: true }).waitFor();
}

async function answer(desk, key, text) {
  await desk.page.getByRole("radio", { name: new RegExp(`^${desk.t(key)}`) }).check();
  await desk.page.getByLabel(desk.t("desk.rights.text"), { exact: true }).fill(text);
  await desk.press("desk.rights.send");
}

journey("a correction is asked for in one's own words, kept until it is sent, and answered", async ({ server, open }) => {
  const faults = [];
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await comeToRights(visit);
  faults.push(...(await checkScreen(visit.page, "rights")));
  await visit.press("rights.contest.ask");
  await visit.see(visit.t("rights.contest.empty"));
  await visit.page.waitForFunction(() => document.activeElement?.id === "rights-words");
  faults.push(...(await checkScreen(visit.page, "rights-empty")));
  // Another device was quicker: what was written stays.
  visit.expect(/status of 409/);
  const meanwhile = await (await api.send("POST", "/api/rights", { contest: "Autre chose" })).json();
  await field(visit).fill(WORDS);
  await visit.press("rights.contest.ask");
  await visit.see(visit.t("rights.not-sent"));
  assert.equal(await field(visit).inputValue(), WORDS);
  faults.push(...(await checkScreen(visit.page, "rights-not-sent")));
  assert.equal((await api.send("DELETE", `/api/rights/${meanwhile.id}`)).status, 200);
  await visit.press("rights.contest.ask");
  await withdraw(visit, "rights.withdraw").waitFor();
  await visit.seeFocusOnTitle();
  assert.equal(await field(visit).count(), 0, "one is open");
  await visit.see(/Mon adresse a changé/);
  faults.push(...(await checkScreen(visit.page, "rights-sent")));

  const desk = await deskOf({ server, open }, "coordinator");
  await openOldest(desk);
  await desk.see(/Mon adresse a changé/);
  assert.doesNotMatch(await desk.page.title(), /Nadia/, "the browser's history shows no name");
  await desk.press("desk.rights.send");
  await desk.see(desk.t("desk.rights.outcome.missing"));
  faults.push(...(await checkScreen(desk.page, "desk-rights-answer")));
  await answer(desk, "desk.rights.refused", "Votre ancienne adresse reste un an sur une facture.\nLa nouvelle est notée.");
  await desk.see(desk.t("desk.rights.answered.text"));
  await desk.seeFocusOnTitle();
  await desk.follow("desk.rights.back");
  await desk.see(desk.t("desk.rights.none"));

  await visit.page.reload();
  await visit.see(visit.t("rights.refused"));
  await visit.see(/La nouvelle est notée/);
  await visit.see(/cnil\.fr\/plaintes/);
  await field(visit).waitFor();
  faults.push(...(await checkScreen(visit.page, "rights-refused")));
  await visit.page.goto("/record/looks");
  await visit.see(new RegExp(visit.t("record.looks.rights-answered")));
  assert.deepEqual(faults, []);
});

journey("an erasure is agreed to, can be seen coming, and is taken back or done", async ({ server, open }) => {
  const faults = [];
  const visits = {};
  for (const point of ["new", "sent"]) {
    const api = await Api.signIn(server, server.personAt(point));
    const visit = await open({ path: "/account/rights", prepare: (_, visit) => visit.takeSession(api) });
    await visit.press("rights.erase.ask");
    await withdraw(visit, "rights.withdraw").waitFor();
    visits[point] = visit;
  }
  const desk = await deskOf({ server, open }, "coordinator");
  for (const isFirst of [true, false]) {
    await openOldest(desk);
    if (isFirst) {
      await desk.follow("desk.rights.back");
      await desk.seeTitle(desk.t("desk.rights.title"));
      faults.push(...(await checkScreen(desk.page, "desk-rights")));
      await openOldest(desk);
    }
    await answer(desk, "desk.rights.granted", "C’est d’accord.");
    await desk.page.getByRole("dialog").waitFor();
    if (isFirst) {
      faults.push(...(await checkScreen(desk.page, "desk-rights-sure")));
      // Escape sends nothing.
      await desk.page.keyboard.press("Escape");
      await desk.page.getByRole("dialog").waitFor({ state: "hidden" });
      await desk.press("desk.rights.send");
    }
    await desk.press("desk.rights.sure.yes");
    await desk.see(desk.t("desk.rights.answered"));
  }
  faults.push(...(await checkScreen(desk.page, "desk-rights-answered")));
  await desk.follow("desk.rights.back");
  await desk.see(desk.t("desk.rights.to-come"));
  faults.push(...(await checkScreen(desk.page, "desk-rights-to-come")));

  const { new: nadia, sent: sylvie } = visits;
  await nadia.page.reload();
  await nadia.see(nadia.t("rights.granted"));
  await nadia.see(nadia.t("rights.until"));
  faults.push(...(await checkScreen(nadia.page, "rights-granted")));
  await nadia.page.goto("/account");
  await nadia.see(/Vous l’avez demandé/);
  await comeToRights(nadia);
  await withdraw(nadia, "rights.withdraw.erase").click();
  await nadia.button("rights.erase.ask").waitFor();
  await nadia.seeFocusOnTitle();
  assert.equal((await (await nadia.api()).get("/api/retention")).erase_at, undefined);
  faults.push(...(await checkScreen(nadia.page, "rights-withdrawn")));

  // The week goes by; the portal, started again, looks at once.
  changeRows(server, "UPDATE rights_request SET erase_at = 1 WHERE erase_at IS NOT NULL");
  sylvie.expect(/status of 401/);
  nadia.expect(/status of 401/);
  await server.restart();
  const left = () => readRows(server, "SELECT first_name FROM person").map(({ first_name }) => first_name);
  for (let n = 0; left().includes("Sylvie") && n < 200; n += 1) await new Promise((done) => setTimeout(done, 50));
  assert.ok(!left().includes("Sylvie") && left().includes("Nadia"));
  await sylvie.page.goto("/account/rights");
  await sylvie.button("session.enter").waitFor();
  assert.deepEqual(faults, []);
});

journey("at a kiosk one asks with large keys and takes no file along", async ({ server, open }) => {
  const faults = [];
  const { device } = await kioskOf({ server, open });
  await enter(device, server.personAt("new"));
  await comeToRights(device);
  assert.equal(await device.page.getByRole("link", { name: device.t("paper.everything") }).count(), 0);
  faults.push(...(await checkScreen(device.page, "rights-kiosk")));
  await device.press("rights.erase.ask");
  await withdraw(device, "rights.withdraw").waitFor();
  faults.push(...(await checkScreen(device.page, "rights-kiosk-sent")));
  assert.deepEqual(faults, []);
});

journey("with the keyboard alone a request is sent and taken back", async ({ server, open }) => {
  const faults = [];
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/account/rights", screen: "desk", prepare: (_, visit) => visit.takeSession(api) });
  await field(visit).focus();
  await visit.page.keyboard.type("Mon nom s’écrit avec un y.");
  await visit.page.keyboard.press("Tab");
  await visit.page.keyboard.press("Enter");
  await withdraw(visit, "rights.withdraw").waitFor();
  await visit.seeFocusOnTitle();
  await withdraw(visit, "rights.withdraw").focus();
  await visit.page.keyboard.press("Space");
  await field(visit).waitFor();
  await visit.seeFocusOnTitle();
  faults.push(...(await checkScreen(visit.page, "rights-wide")));
  assert.deepEqual(faults, []);
});

journey("whoever follows a person is not told what they ask", async ({ server, open }) => {
  const api = await Api.signIn(server, server.personAt("new"));
  await api.send("POST", "/api/rights", { contest: "Un mot pour le service." });
  const desk = await deskOf({ server, open }, "referent");
  assert.equal(await desk.link("desk.office.part").count(), 0);
  await desk.page.goto("/staff/rights");
  await desk.seeTitle(desk.t("desk.title"));
});
