// Other questions are published while a draft is open (Q13): the draft stays on its own, the person is told calmly, and
// moving over keeps every answer that still has a place and says what has none.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { Content } from "./lib/content.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

const FILE = "questionnaire/mobilite.yaml";
const WAYS = "answer.mobilite.moyen";
const FILLED = {
  "triage.mobilite": { level: "hard" },
  "triage.logement": { level: "fine" },
  [WAYS]: { choices: ["pied", "tc"] },
  [PERMIT]: { choices: ["code"] },
  "answer.mobilite.obstacle": { choices: ["cout"] },
  "answer.mobilite.distance": { choices: ["m30"] },
  "sharing.mobilite": { sharing: "referent" },
};
const ADDED = `  - id: nouvelle
    kind: one
    text: {fr: "Avez-vous un vélo ?", en: "Do you have a bike?"}
    options:
      - id: oui
        label: {fr: "Oui", en: "Yes"}
      - id: non
        label: {fr: "Non", en: "No"}
`;
const CODE = "J’ai le code";

/** Six kinds of change: the edit, what is told as lost, what the server holds afterwards instead, what is to answer. */
const CHANGES = [
  ["an added question", (text) => `${text}\n${ADDED}    shared_options: [skip]\n`, {}, {}, 1],
  ["an added question without a way out", (text) => text.replace("questions:\n", `questions:\n${ADDED}\n`), {}, {}, 1],
  ["a removed question", (text) => text.replace(/ {2}- id: permis[\s\S]*?(?= {2}- id: obstacle)/, ""), { [CODE]: "question" }, { [PERMIT]: null }, 0],
  ["a renamed option", (text) => text.replace("- id: code\n", "- id: theorie\n"), { [CODE]: "option" }, { [PERMIT]: null }, 1],
  ["another kind", (text) => text.replace("kind: several", "kind: one"), { "À pied. En bus, car, métro ou train.": "kind" }, { [WAYS]: null }, 1],
  [
    "another condition",
    (text) => text.replace("- id: permis\n", "- id: permis\n    when: [{question: moyen, any_of: [velo]}]\n"),
    { [CODE]: "asked" },
    { [PERMIT]: null },
    0,
  ],
];

/** A draft that was filled on the first questions, after a restart on others. */
async function filled(server, content, change) {
  const api = await Api.signIn(server, server.personAt("new"));
  for (const [step, answer] of Object.entries(FILLED)) await api.answer(step, answer);
  content.edit(FILE, change);
  await server.restart();
  return api;
}

const held = async (api) => Object.fromEntries(Object.entries(await api.draft()).map(([step, { answer }]) => [step, answer]));

for (const [what, change, lost, gone, nToAnswer] of CHANGES) {
  const content = new Content();
  const run = async ({ server, open }) => {
    const api = await filled(server, content, change);
    const visit = await open({ path: "about:blank" });
    await visit.comeTo("/stock", api);
    await visit.see(visit.t("stock.new.title"));
    assert.deepEqual(await held(api), FILLED, "nothing has moved by itself");
    await visit.follow("stock.new.see");
    await visit.seeTitle(visit.t("page.new-questions"));
    await visit.seeFocusOnTitle();
    const nKept = Object.keys(FILLED).length - 1 - Object.keys(lost).length;
    await visit.see(visit.words.tn("stock.new.kept", nKept));
    await visit.see(nToAnswer ? visit.words.tn("stock.new.to-answer", nToAnswer) : visit.t("stock.new.to-answer.none"));
    for (const [answer, reason] of Object.entries(lost)) {
      await visit.see(answer);
      await visit.see(visit.t(`stock.new.lost.${reason}`));
    }
    if (Object.keys(lost).length === 0) await visit.see(visit.t("stock.new.all-kept"));
    assert.deepEqual(await checkScreen(visit.page, `new-questions-${what.replaceAll(" ", "-")}`), []);
    assert.deepEqual(await held(api), FILLED, "looking changes nothing");

    // By the keyboard alone.
    await visit.button("stock.new.move").focus();
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForURL((url) => url.pathname === "/stock");
    await visit.page.getByText(visit.t("stock.new.title")).waitFor({ state: "detached" });
    assert.deepEqual(await held(api), { ...FILLED, ...gone });
    const draft = await api.get("/api/draft");
    const current = await api.get("/api/questionnaire");
    assert.equal(draft.questionnaire_version, current.version);
    assert.equal(draft.newer_version, undefined);
    // The draft goes on with the questions that it is on now.
    await visit.page.getByRole("link", { name: visit.t("stock.start.resume"), exact: true }).click();
    await visit.page.waitForURL(/\/stock\/(q|talk)/);
    if (nToAnswer) await visit.seeTitle((await visit.question()).question.text);
  };
  journey(`${what}: what has a place is kept, the rest is told first`, run, { env: { CONTENT_DIR: content.folder } });
}

const stays = new Content();
journey("whoever does not move finishes on the questions they began, and what is sent keeps its wording", async ({ server, open }) => {
  const api = await filled(server, stays, (text) => text.replace("Avez-vous le permis de conduire ?", "Savez-vous conduire ?"));
  const visit = await open({ path: "about:blank" });
  await visit.comeTo("/stock", api);
  await visit.see(visit.t("stock.new.title"));
  assert.deepEqual(await checkScreen(visit.page, "new-questions-notice"), []);
  await visit.page.goto("/stock/q/mobilite/permis");
  await visit.seeTitle("Avez-vous le permis de conduire ?");
  await visit.page.goto("/stock/new-questions");
  await visit.follow("stock.new.stay");
  await api.answer("private-talk", { choices: ["non"] });
  await visit.page.goto("/stock/review");
  await visit.see("Avez-vous le permis de conduire ?");
  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("stock.sent.title"));
  const [{ id, questionnaire_version }] = await api.get("/api/submissions");
  const wording = await api.get(`/api/questionnaire?version=${questionnaire_version}`);
  assert.match(JSON.stringify(wording), /Avez-vous le permis de conduire ?/);
  assert.deepEqual((await api.get(`/api/submissions/${id}`)).answers[PERMIT], { choices: ["code"] });
}, { env: { CONTENT_DIR: stays.folder } });

const raced = new Content();
journey("an answer from another device in the meantime stops the move and is shown", async ({ server, open }) => {
  const api = await filled(server, raced, (text) => text.replace("- id: code\n", "- id: theorie\n"));
  const visit = await open({ path: "about:blank" });
  await visit.comeTo("/stock/new-questions", api);
  await visit.see(CODE);
  await visit.see(visit.t("stock.new.lost.option"));
  await api.answer(PERMIT, { choices: ["non"] });
  visit.expect(/status of 412/);
  await visit.press("stock.new.move");
  await visit.see(visit.t("error.draft.changed-elsewhere"));
  await visit.see(visit.t("stock.new.all-kept"));
  assert.deepEqual(await checkScreen(visit.page, "new-questions-changed"), []);
  await visit.press("stock.new.move");
  await visit.page.waitForURL((url) => url.pathname === "/stock");
  assert.deepEqual((await held(api))[PERMIT], { choices: ["non"] });
}, { env: { CONTENT_DIR: raced.folder } });
