// One draft on two devices: no value vanishes without being said, and a real conflict is the person's to decide.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { Content } from "./lib/content.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

const REFUSED = /status of (409|412|422)/;
const OBSTACLE = "answer.mobilite.obstacle";

/** Two browsers of one person, both at the question about the driving licence. */
async function two(server, open) {
  const person = server.personAt("new");
  const [first, second] = [await open({ path: "about:blank" }), await open({ path: "about:blank" })];
  await first.comeToPermit(person);
  await second.comeTo(first.path(), await Api.signIn(server, person));
  await second.seeTitle((await second.question()).question.text);
  second.expect(REFUSED);
  return [first, second];
}

/** To the page that says what another device did. */
async function look(visit, key) {
  await visit.see(visit.t(key));
  await visit.follow("stock.differences.see");
  await visit.seeTitle(visit.t("page.differences"));
  await visit.seeFocusOnTitle();
}

/** The first has answered "non"; the second, unaware, "oui". */
async function disagree(server, open) {
  const [first, second] = await two(server, open);
  await first.choose(["non"]);
  await first.seeKept();
  await first.seeOnServer(PERMIT, { choices: ["non"] });
  await second.choose(["oui"]);
  await second.see(second.t("stock.conflict.title"));
  assert.deepEqual(await checkScreen(second.page, "two-answers-notice"), []);
  await look(second, "stock.conflict.title");
  await second.see(second.t("stock.conflict.mine", { answer: "Oui" }));
  await second.see(second.t("stock.conflict.theirs", { answer: "Non" }));
  assert.deepEqual(second.statuses("PUT", `/api/draft/answers/${PERMIT}`), [412]);
  await second.seeOnServer(PERMIT, { choices: ["non"] });
  assert.deepEqual(await checkScreen(second.page, "two-answers"), []);
  return second;
}

/** By the keyboard: whose answer, then on. */
async function decide(visit, key) {
  await visit.page.getByRole("button", { name: visit.t(key) }).focus();
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("stock.differences.settled"));
  await visit.follow("stock.continue");
  await visit.page.waitForURL(/\/stock\/q\/mobilite\/permis/);
}

journey("the same question, two answers: mine is kept when I choose it", async ({ server, open }) => {
  const visit = await disagree(server, open);
  await decide(visit, "stock.conflict.keep-mine");
  await visit.seeOnServer(PERMIT, { choices: ["oui"] }, 2);
  assert.equal(await visit.page.getByText(visit.t("stock.conflict.title")).count(), 0);
  assert.ok(await visit.page.getByRole("radio", { name: "Oui", exact: true }).isChecked());
});

journey("the same question, two answers: the other one is taken when I choose it", async ({ server, open }) => {
  const visit = await disagree(server, open);
  await decide(visit, "stock.conflict.keep-theirs");
  await visit.page.getByRole("radio", { name: "Non", exact: true, checked: true }).waitFor();
  await visit.seeOnServer(PERMIT, { choices: ["non"] });
});

journey("the same answer on both is no conflict, and different questions meet", async ({ server, open }) => {
  const [first, second] = await two(server, open);
  await first.choose(["non"]);
  await first.seeOnServer(PERMIT, { choices: ["non"] });
  await second.choose(["non"]);
  await second.seeKept();
  await first.goOn();
  await first.choose(["cout"]);
  await first.seeOnServer(OBSTACLE, { choices: ["cout"] });
  await second.page.goto("/stock/q/mobilite/moyen");
  await second.seeTitle((await second.question()).question.text);
  await second.choose(["velo"]);
  await second.seeOnServer("answer.mobilite.moyen", { choices: ["pied", "velo"] }, 2);
  for (const visit of [first, second]) {
    for (const key of ["stock.conflict.title", "stock.removed.title"]) assert.equal(await visit.page.getByText(visit.t(key)).count(), 0);
  }
  const draft = await (await first.api()).draft();
  assert.deepEqual([draft[PERMIT].answer, draft[OBSTACLE].answer], [{ choices: ["non"] }, { choices: ["cout"] }]);
});

journey("answers to questions that the other device has closed are told in their words", async ({ server, open }) => {
  const [first, second] = await two(server, open);
  await second.choose(["perdu"]);
  await second.seeOnServer(PERMIT, { choices: ["perdu"] });
  await second.goOn();
  await first.page.goto("/stock/subjects");
  await first.say("mobilite", "fine");
  await first.seeOnServer("triage.mobilite", { level: "fine" }, 2);
  // Not `choose`: the choice vanishes with the question.
  await second.page.getByRole("checkbox", { name: "Le prix", exact: true }).click();
  await look(second, "stock.removed.title");
  await second.see("Le prix");
  await second.see("Je l’ai perdu ou il est suspendu");
  assert.deepEqual(await checkScreen(second.page, "closed-elsewhere"), []);
  assert.deepEqual(second.statuses("PUT", `/api/draft/answers/${OBSTACLE}`), [422]);
  await second.press("stock.removed.understood");
  await second.see(second.t("stock.differences.settled"));
  const draft = await (await second.api()).draft();
  assert.deepEqual([draft[PERMIT].answer, draft[OBSTACLE]?.answer ?? null], [null, null]);
});

journey("a cut that takes an answer of the other device, unseen here, is told here", async ({ server, open }) => {
  const [first, second] = await two(server, open);
  await first.page.goto("/stock/subjects");
  await first.seeTitle((await first.definition()).triage_question);
  await second.choose(["encours"]);
  await second.seeOnServer(PERMIT, { choices: ["encours"] });
  await first.say("mobilite", "fine");
  await look(first, "stock.removed.title");
  await first.see("Je suis en train de le passer");
  await first.press("stock.removed.understood");
  await first.see(first.t("stock.differences.settled"));
});

/** Everything else is fine, so that the draft can be sent. */
async function send(api) {
  await api.answer("triage.mobilite", { level: "fine" });
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.text());
}

journey("an answer after the other device has sent is neither lost nor sent", async ({ server, open }) => {
  const [first, second] = await two(server, open);
  const api = await first.api();
  await send(api);
  await second.page.getByRole("radio", { name: "Oui", exact: true }).click();
  await look(second, "stock.left.sent");
  await second.see("Oui");
  await second.see(second.t("stock.left.not-kept"));
  assert.deepEqual(await checkScreen(second.page, "answered-after-sent"), []);
  assert.deepEqual(second.statuses("PUT", `/api/draft/answers/${PERMIT}`), [412]);
  assert.deepEqual(await api.draft(), {}, "no draft has begun by itself");
  await second.press("stock.removed.understood");
  await second.see(second.t("stock.differences.settled"));
  await second.follow("stock.continue");
  await second.seeTitle((await second.definition()).title);
});

journey("an old page never writes into the draft of the next time by chance", async ({ server, open }) => {
  const [first, second] = await two(server, open);
  const api = await first.api();
  await send(api);
  // The next time has come to the same step at the same version.
  await api.answer("triage.mobilite", { level: "hard" });
  await second.page.getByRole("radio", { name: "Oui", exact: true }).click();
  await look(second, "stock.left.sent");
  assert.deepEqual(Object.keys(await api.draft()), ["triage.mobilite"]);
  // In the draft that is open now the question is asked again: the answer can be kept there.
  await second.press("stock.left.keep");
  await second.see(second.t("stock.differences.settled"));
  await second.seeOnServer(PERMIT, { choices: ["oui"] });
});

journey("sending a review that another device has overtaken shows what has changed first", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const person = server.personAt("new");
  await visit.comeToReview(person);
  visit.expect(REFUSED);
  const api = await Api.signIn(server, person);
  await api.answer("triage.sante", { level: "unsaid" });
  await visit.press("stock.review.send");
  await visit.see(visit.t("error.draft.changed-elsewhere"));
  assert.deepEqual(await checkScreen(visit.page, "review-overtaken"), []);
  assert.equal((await api.get("/api/submissions")).length, 0);
  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("stock.sent.title"));
});

const moved = new Content();
journey("one device moves to newer questions while the other still answers the old ones", async ({ server, open }) => {
  const person = server.personAt("new");
  const api = await Api.signIn(server, person);
  await api.answer("triage.mobilite", { level: "hard" });
  await api.answer("answer.mobilite.moyen", { choices: ["pied"] });
  moved.edit("questionnaire/mobilite.yaml", (text) => text.replace("- id: pied\n", "- id: marche\n"));
  await server.restart();
  const [first, second] = [await open({ path: "about:blank" }), await open({ path: "about:blank" })];
  await second.comeTo("/stock/q/mobilite/permis", api);
  await second.seeTitle("Avez-vous le permis de conduire ?");
  second.expect(REFUSED);
  await first.comeTo("/stock/new-questions", await Api.signIn(server, person));
  await first.see("À pied");
  await first.see(first.t("stock.new.lost.option"));
  await first.press("stock.new.move");
  await first.page.waitForURL((url) => url.pathname === "/stock");

  await second.page.getByRole("radio", { name: "Non", exact: true }).click();
  await look(second, "stock.left.moved");
  await second.see("Non");
  assert.deepEqual(second.statuses("PUT", `/api/draft/answers/${PERMIT}`), [409]);
  assert.deepEqual(await checkScreen(second.page, "moved-elsewhere"), []);
  await second.press("stock.left.keep");
  await second.see(second.t("stock.differences.settled"));
  await second.seeOnServer(PERMIT, { choices: ["non"] });
  const draft = await api.get("/api/draft");
  assert.equal(draft.newer_version, undefined);
  assert.equal(draft.answers["answer.mobilite.moyen"].answer, null);
}, { env: { CONTENT_DIR: moved.folder } });
