// The person's record: who may read what was sent, who has looked, wishes to talk, and a copy of the answers; and the
// same seen from the desk.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { sendStock } from "./lib/sending.mjs";

const HEALTH = "Ma santé";
const MOBILITY = "Me déplacer";

/** The card of the page whose title is this. */
const card = (visit, title) => visit.page.locator("section").filter({ has: visit.page.getByRole("heading", { name: title, exact: true }) }).last();

/** What is hard, at the desk. */
const need = (desk, name) => desk.page.getByRole("heading", { name, exact: true, level: 4 });

/** Opens Nadia's page from the list, by keyboard. */
async function openNadia(visit) {
  const link = visit.page.getByRole("link", { name: /Nadia/ });
  await link.focus();
  await visit.page.keyboard.press("Enter");
  await visit.seeTitle(/Nadia/);
  await visit.seeFocusOnTitle();
}

journey("who may read is changed with a touch, and the desk follows", async ({ server, open }) => {
  const { api } = await sendStock(server, server.personAt("new"));
  const faults = [];
  const visit = await open({ path: "/record/sharing", prepare: (_, visit) => visit.takeSession(api) });
  await visit.seeTitle(visit.t("page.record-sharing"));
  await card(visit, HEALTH).getByText(visit.t("stock.kept-for-you")).waitFor();
  faults.push(...(await checkScreen(visit.page, "record-sharing")));

  const desk = await deskOf({ server, open }, "referent");
  await openNadia(desk);
  assert.match(new URL(desk.page.url()).pathname, /^\/staff\/people\/[a-z0-9_-]+$/);
  assert.doesNotMatch(await desk.page.title(), /Nadia/, "the browser's history shows no name");
  await need(desk, MOBILITY).waitFor();
  assert.equal(await need(desk, HEALTH).count(), 0);
  await card(desk, desk.t("desk.client.not-discussed")).getByText(HEALTH).waitFor();
  await card(desk, desk.t("desk.client.not-discussed")).getByText("Mon argent").waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-client")));

  // By keyboard: open, choose, hear that it is done, and stay where one was.
  const summary = card(visit, HEALTH).locator("summary").first();
  await summary.focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.keyboard.press("Tab");
  await visit.page.keyboard.press("Enter");
  await card(visit, HEALTH).getByRole("status").getByText(visit.t("record.sharing.done")).waitFor();
  await card(visit, HEALTH).getByText(visit.t("record.sharing.now.referent", { name: "Claire Fictive" })).waitFor();
  const focused = visit.page.locator(":focus");
  assert.equal(await focused.getAttribute("aria-pressed"), "true");
  // Taking back is the same gesture.
  await card(visit, MOBILITY).getByText(visit.t("record.sharing.change")).click();
  await card(visit, MOBILITY).getByRole("button", { name: /Moi seulement/ }).click();
  await card(visit, MOBILITY).getByText(visit.t("stock.kept-for-you")).waitFor();
  await card(visit, MOBILITY).getByText(visit.t("record.sharing.before")).last().click();
  faults.push(...(await checkScreen(visit.page, "record-sharing-changed")));

  await desk.page.reload();
  await need(desk, HEALTH).waitFor();
  assert.equal(await need(desk, MOBILITY).count(), 0);
  assert.equal(await desk.page.getByText(MOBILITY).count(), 1, "once, among what is not discussed: no wish names it any more");

  await visit.page.goto("/account");
  await visit.follow("page.record-looks");
  await visit.seeTitle(visit.t("page.record-looks"));
  await visit.see(/Claire Fictive/);
  await visit.see(visit.words.tn("record.looks.times", 2));
  faults.push(...(await checkScreen(visit.page, "record-looks")));
  assert.deepEqual(faults, []);
});

journey("a copy of the answers is kept, and tells sent from read", async ({ server, open }) => {
  const { api, sent } = await sendStock(server, server.personAt("new"));
  const faults = [];
  const visit = await open({ path: "/stock/sent", prepare: (_, visit) => visit.takeSession(api) });
  await visit.see(visit.t("stock.sent.unread", { name: "Claire Fictive" }));
  faults.push(...(await checkScreen(visit.page, "sent-unread")));
  await visit.follow("stock.sent.reread");
  await visit.seeTitle(visit.words.pattern("record.answers.of"));
  assert.equal(visit.path(), `/record/answers/${sent.id}`);
  for (const words of [MOBILITY, HEALTH, "Environ 30 minutes", "Le prix. Il n’y a pas de bus près de chez moi."]) await visit.see(words);
  await card(visit, visit.t("record.copy.not-discussed")).getByText("Mon argent").waitFor();
  faults.push(...(await checkScreen(visit.page, "record-copy")));
  const paper = await api.send("GET", `/api/submissions/${sent.id}/copy?language=fr`);
  assert.equal(paper.headers.get("content-type"), "application/pdf");

  const desk = await deskOf({ server, open }, "referent");
  await openNadia(desk);
  await visit.page.goto("/record/answers");
  await visit.see(visit.words.pattern("record.answers.read"));
  faults.push(...(await checkScreen(visit.page, "record-answers")));
  assert.deepEqual(faults, []);
});

journey("everything that is kept can be taken along, and one reads until when it is kept", async ({ server, open }) => {
  const { api } = await sendStock(server, server.personAt("new"));
  const faults = [];
  const visit = await open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await visit.see(visit.words.pattern("account.kept.until"));
  // By keyboard: the file, then how to have something put right.
  const link = visit.page.getByRole("link", { name: visit.t("paper.everything"), exact: true });
  await link.focus();
  const [file] = await Promise.all([visit.page.waitForEvent("download"), visit.page.keyboard.press("Enter")]);
  assert.equal(file.suggestedFilename(), "mes-informations.zip");
  const bytes = await readFile(await file.path());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  for (const name of ["mes-informations.pdf", "mes-informations.json", "mes-reponses-1.pdf", "mon-bilan.pdf"]) assert.ok(bytes.includes(name), name);
  faults.push(...(await checkScreen(visit.page, "account-kept")));
  await link.focus();
  await visit.page.keyboard.press("Tab");
  await visit.page.keyboard.press("Enter");
  await visit.seeTitle(visit.t("page.rights"));
  assert.deepEqual(faults, []);
});

journey("a wish to talk is read, met or taken back, and both see it", async ({ server, open }) => {
  const { api } = await sendStock(server, server.personAt("new"));
  const faults = [];
  const visit = await open({ path: "/record/talks", prepare: (_, visit) => visit.takeSession(api) });
  await visit.seeTitle(visit.t("page.record-talks"));
  await card(visit, MOBILITY).getByText(visit.t("record.talks.unread")).waitFor();
  await card(visit, visit.t("record.talks.personal")).waitFor();
  faults.push(...(await checkScreen(visit.page, "record-talks")));

  const desk = await deskOf({ server, open }, "referent");
  await desk.see(desk.words.tn("desk.talk.count", 2));
  await openNadia(desk);
  assert.equal(await card(desk, desk.t("desk.talk.title")).getByText(HEALTH).count(), 0, "a sensitive subject has no name");
  await card(desk, MOBILITY).first().waitFor();
  const wish = desk.page.locator(".mt-card--warm").filter({ hasText: MOBILITY });
  await wish.getByRole("button", { name: new RegExp(`^${desk.t("desk.talk.read")}`) }).click();
  await wish.getByText(desk.words.pattern("desk.talk.read.done")).waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-client-talks")));

  await visit.page.reload();
  await card(visit, MOBILITY).getByText(visit.words.pattern("record.talks.read")).waitFor();
  // Taken back by keyboard: the dialog asks first, and Escape keeps the wish.
  const personal = card(visit, visit.t("record.talks.personal"));
  await personal.getByRole("button").focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.getByRole("dialog").waitFor();
  faults.push(...(await checkScreen(visit.page, "record-talks-withdraw", { dark: false })));
  await visit.page.keyboard.press("Escape");
  await visit.page.getByRole("dialog").waitFor({ state: "hidden" });
  await personal.getByRole("button").click();
  await visit.press("record.talks.withdraw.go");
  await personal.getByText(visit.words.pattern("record.talks.withdrawn")).waitFor();

  await wish.getByRole("button", { name: new RegExp(`^${desk.t("desk.talk.met")}`) }).click();
  await desk.see(desk.t("desk.talk.met.done"));
  await desk.follow("desk.client.back");
  await desk.seeTitle(desk.t("desk.title"));
  assert.equal(await desk.page.getByRole("listitem").filter({ hasText: "Nadia" }).getByText(desk.t("desk.tag.talk")).count(), 0);
  assert.equal(await desk.page.getByRole("listitem").filter({ hasText: "Nadia" }).getByText(/demande/).count(), 0);
  await visit.page.reload();
  await card(visit, MOBILITY).getByText(visit.words.pattern("record.talks.met")).waitFor();
  assert.deepEqual(faults, []);
});

journey("with nothing sent the record says so, and what to do", async ({ server, open }) => {
  const faults = [];
  const visit = await open();
  visit.expect(/status of 401/);
  await visit.signIn(server.personAt("new"));
  for (const [page, key] of [["answers", "record.answers.none"], ["sharing", "record.sharing.none"], ["talks", "record.talks.none"], ["looks", "record.looks.none"]]) {
    await visit.page.goto(`/record/${page}`);
    await visit.see(visit.t(key));
    faults.push(...(await checkScreen(visit.page, `record-${page}-none`, { dark: false })));
  }
  assert.deepEqual(faults, []);
});

journey("a person whom one does not follow does not exist at the desk", async ({ server, open }) => {
  const desk = await deskOf({ server, open }, "coordinator");
  desk.expect(/status of 404/);
  // Once the list is there: a coordinator gives cards and says who follows, and opens nobody's page.
  await desk.page.getByRole("link", { name: /Nadia/ }).first().waitFor();
  assert.equal(await desk.page.locator('a[href*="/staff/people/"]:not([href$="/card"], [href$="/referent"])').count(), 0, "a coordinator opens nobody's page");
  const faults = [];
  await desk.page.goto("/staff/people/nobody");
  await desk.see(desk.t("desk.client.gone"));
  faults.push(...(await checkScreen(desk.page, "desk-client-none", { dark: false })));
  assert.deepEqual(faults, []);
});
