// Taking stock again (Q12): what was said last time stands beside the questions, chosen by nobody; what has changed is
// said afterwards; and a page of a question says which, unless the subject is sensitive.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

/** Sends a first time: mobility is hard, health blocks, money was fine, the rest was not discussed. */
async function firstTime(server) {
  const api = await Api.signIn(server, server.personAt("new"));
  const first = {
    "triage.mobilite": { level: "hard" },
    "triage.budget": { level: "fine" },
    "answer.mobilite.moyen": { choices: ["pied"] },
    [PERMIT]: { choices: ["code"] },
    "answer.mobilite.obstacle": { choices: ["cout"] },
    "answer.mobilite.distance": { choices: ["m30"] },
    "sharing.mobilite": { sharing: "me" },
  };
  for (const [step, answer] of Object.entries(first)) await api.answer(step, answer);
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.text());
  return api;
}

const seeName = (visit, name) => visit.page.waitForFunction((title) => document.title === title, `${name} – Main Tendue`);

journey("last time stands beside each question and is never an answer by itself", async ({ server, open }) => {
  const api = await firstTime(server);
  const visit = await open({ path: "about:blank" });
  await visit.comeTo("/stock/subjects", api);
  await visit.seeTitle((await visit.definition()).triage_question);
  const level = (await visit.definition()).levels.find(({ level }) => level === "hard").label;
  await visit.see(visit.t("stock.last.level", { level }));
  assert.equal(await visit.page.getByRole("radio", { checked: true }).count(), 0, "nothing is chosen");
  assert.deepEqual(await checkScreen(visit.page, "again-subjects"), []);
  await visit.say("mobilite", "hard");
  const home = (await visit.definition()).subjects.find(({ id }) => id === "logement");
  const group = visit.page.getByRole("group", { name: visit.t("stock.triage.legend", { subject: home.title }) });
  // The next subject opens by itself; a touch on it would close it.
  if (!(await group.isVisible())) await visit.page.locator("summary", { hasText: home.title }).click();
  await visit.see(visit.t("stock.last.not-discussed"));
  await visit.goOn();

  await visit.see(visit.t("stock.last.said", { answer: "À pied" }));
  await seeName(visit, visit.t("page.question.of", { subject: "Me déplacer", n: "1", of: "4" }));
  assert.equal(await visit.page.getByRole("checkbox", { checked: true }).count(), 0);
  assert.deepEqual(await checkScreen(visit.page, "again-question"), []);
  // One touch, by the keyboard.
  await visit.button("stock.last.again").focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.getByRole("checkbox", { name: "À pied", exact: true, checked: true }).waitFor();
  await visit.seeOnServer("answer.mobilite.moyen", { choices: ["pied"] });
  assert.equal(await visit.button("stock.last.again").getAttribute("aria-pressed"), "true");
  await visit.goOn();
  await visit.see(visit.t("stock.last.said", { answer: "J’ai le code" }));
  await seeName(visit, visit.t("page.question.of", { subject: "Me déplacer", n: "2", of: "4" }));
  await visit.choose(["oui"]);
  assert.equal(await visit.button("stock.last.again").getAttribute("aria-pressed"), "false");
  await visit.goOn();
  await visit.press("stock.last.again");
  await visit.goOn();
  await visit.press("stock.last.again");
  await visit.goOn();
  // Who was let in by nobody last time is let in by nobody without a word.
  await visit.seeTitle((await visit.definition()).sharing_question);
  await seeName(visit, visit.t("page.sharing.of", { subject: "Me déplacer" }));
  const me = (await visit.definition()).sharing_options.findIndex(({ sharing }) => sharing === "me");
  assert.ok(await visit.page.getByRole("radio").nth(me).isChecked());
  assert.deepEqual(await checkScreen(visit.page, "again-sharing"), []);
  await visit.goOn();
  await visit.seeOnServer("sharing.mobilite", { sharing: "me" });
});

journey("a sensitive page keeps last time behind a touch, and its subject out of the title", async ({ server, open }) => {
  const api = await firstTime(server);
  await api.answer("triage.sante", { level: "blocked" });
  const visit = await open({ path: "about:blank" });
  const sensitive = (await visit.definition()).subjects.find(({ id }) => id === "sante");
  assert.equal(sensitive.sensitivity, "sensitive");
  const [question] = sensitive.questions;
  await api.answer(`answer.sante.${question.id}`, { choices: [question.options[0].id] });
  await api.answer("triage.mobilite", { level: "fine" });
  for (const other of sensitive.questions.slice(1)) {
    const draft = await api.draft();
    if (!draft[`answer.sante.${other.id}`]) await api.answer(`answer.sante.${other.id}`, { choices: [other.options[0].id] }).catch(() => {});
  }
  await api.answer("sharing.sante", { sharing: "me" });
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.text());

  await api.answer("triage.sante", { level: "blocked" });
  await visit.comeTo(`/stock/q/sante/${question.id}`, api);
  await visit.seeTitle(question.text);
  await seeName(visit, visit.t("page.question"));
  const words = visit.page.getByText(visit.t("stock.last.said", { answer: question.options[0].label }));
  assert.equal(await words.filter({ visible: true }).count(), 0);
  assert.deepEqual(await checkScreen(visit.page, "again-sensitive"), []);
  await visit.page.locator("summary", { hasText: visit.t("stock.last.show") }).click();
  await words.filter({ visible: true }).first().waitFor();
});

journey("what has changed is said subject by subject, and silence is said as silence", async ({ server, open }) => {
  const api = await firstTime(server);
  const visit = await open({ path: "about:blank" });
  await visit.comeTo("/stock/changes", api);
  await visit.see(visit.t("stock.changes.not-yet"));
  const again = { mobilite: "fine", budget: "blocked", numerique: "fine", logement: "unsaid" };
  for (const [subject, level] of Object.entries(again)) await api.answer(`triage.${subject}`, { level });
  const budget = (await visit.definition()).subjects.find(({ id }) => id === "budget");
  await visit.page.goto("/stock/review");
  await visit.follow("stock.review.complete");
  await visit.answerAll({}, async () => {});
  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("stock.sent.title"));
  assert.deepEqual(await checkScreen(visit.page, "again-sent"), []);
  await visit.follow("stock.changes.see");
  await visit.seeTitle(visit.t("page.changes"));
  await visit.seeFocusOnTitle();
  const { levels } = await visit.definition();
  const label = (level) => levels.find((candidate) => candidate.level === level).label;
  const part = (key) => visit.page.locator("section").filter({ has: visit.page.getByRole("heading", { level: 2, name: visit.t(key), exact: true }) });
  await part("stock.changes.closed").getByText(visit.t("stock.changes.from-to", { before: label("hard"), after: label("fine") })).waitFor();
  await part("stock.changes.new").getByText(budget.title).waitFor();
  await part("stock.changes.strength").getByText(visit.t("stock.changes.from-to", { before: visit.t("stock.state.not-discussed"), after: label("fine") })).waitFor();
  const silent = part("stock.changes.silent");
  assert.ok((await silent.getByText(visit.t("stock.changes.still", { after: visit.t("stock.state.not-discussed") })).count()) > 0);
  await silent.getByText(visit.t("stock.changes.from-to", { before: visit.t("stock.state.not-discussed"), after: label("unsaid") })).waitFor();
  // No subject stands among the strengths that nobody spoke of.
  const strengths = await part("stock.changes.strength").innerText();
  assert.ok(!strengths.includes("santé"), strengths);
  assert.deepEqual(await checkScreen(visit.page, "changes"), []);
  await visit.page.goto("/stock");
  await visit.follow("stock.changes.see");
  await visit.seeTitle(visit.t("page.changes"));
});
