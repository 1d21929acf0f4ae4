// Answers are kept as they are given: another device goes on at the same question (Q8).

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { slowDown } from "./lib/browser.mjs";
import { journey } from "./lib/journey.mjs";

journey("another device resumes at the same question with the same answers", async ({ server, open }) => {
  const person = server.personAt("new");
  const first = await open({ path: "about:blank" });
  await first.comeToPermit(person);
  await first.choose(["code"]);
  await first.seeKept();
  await first.goOn();
  const { question } = await first.question();
  await first.seeTitle(question.text);
  // The browser is closed in the middle of a question.
  await first.page.close();

  const second = await open({ screen: "kiosk" });
  await second.signIn(person);
  await second.see(second.words.tn("home.resume.text", 3));
  await second.follow("home.resume.go");
  await second.follow("stock.start.resume");
  await second.seeTitle(question.text);
  await second.press("stock.back");
  const { question: before } = await second.question();
  await second.seeTitle(before.text);
  const label = before.options.find(({ id }) => id === "code").label;
  assert.ok(await second.page.getByRole("radio", { name: label, exact: true }).isChecked());

  const draft = await (await Api.signIn(server, person)).draft();
  assert.deepEqual(draft["answer.mobilite.moyen"].answer, { choices: ["pied"] });
  assert.deepEqual(draft["answer.mobilite.permis"], { answer: { choices: ["code"] }, version: 1 });
});

journey("a page that is loaded again stands where it stood", async ({ server, open }) => {
  const visit = await open();
  await visit.signIn(server.personAt("new"));
  await visit.startStock();
  await visit.say("mobilite", "blocked");
  await visit.goOn();
  await visit.choose(["pied"]);
  await visit.seeKept();
  await visit.page.reload();
  const { question } = await visit.question();
  await visit.seeTitle(question.text);
  const label = question.options.find(({ id }) => id === "pied").label;
  await visit.page.getByRole("checkbox", { name: label, exact: true, checked: true }).waitFor();
  await visit.seeFocusOnTitle();
});

journey("a draft of another day is offered on the home page", async ({ server, open }) => {
  const visit = await open();
  await visit.signIn(server.personAt("draft"));
  await visit.see(visit.t("home.resume.title"));
  await visit.follow("home.resume.go");
  await visit.follow("stock.start.resume");
  await visit.page.waitForURL(/\/stock\/(q|sharing|talk)\//);
});

journey("a changed answer cuts its branch, and nothing of it is kept or sent", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const api = await Api.signIn(server, server.personAt("new"));
  await api.answer("triage.budget", { level: "hard" });
  await api.answer("answer.budget.fin_mois", { choices: ["decouvert"] });
  await api.answer("answer.budget.dettes", { choices: ["trop"] });
  await api.answer("answer.budget.besoin", { choices: ["non"] });
  await api.answer("sharing.budget", { sharing: "referent" });
  await api.answer("private-talk", { choices: ["non"] });
  await visit.comeTo("/stock/review", api);
  await visit.seeTitle(visit.t("stock.review.title"));
  const { question } = await questionOf(visit, "budget", "fin_mois");
  await visit.page.getByRole("link", { name: visit.t("stock.review.change") + visit.t("pathway.act.for", { title: question.text }) }).click();
  await visit.choose(["ok"]);
  await visit.goOn();
  await visit.seeTitle(visit.t("stock.review.title"));
  await visit.seeKept();
  const draft = await api.draft();
  assert.equal(draft["answer.budget.dettes"].answer, null);
  const cut = (await questionOf(visit, "budget", "dettes")).question;
  assert.equal(await visit.page.getByText(cut.text).count(), 0);
  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("stock.sent.title"));
  const [{ id }] = await api.get("/api/submissions");
  assert.ok(!("answer.budget.dettes" in (await api.get(`/api/submissions/${id}`)).answers));
});

journey("what is ticked right before the page is left is kept, however slow the phone", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  await visit.comeToPermit(server.personAt("new"));
  // Nothing but the processor: the answer must not wait for the page to be drawn.
  await slowDown(visit.page, { kbit_per_s: 100_000, latency_ms: 0, cpu: 20 });
  await visit.link("stock.stop").evaluate(async (stop) => {
    document.getElementById("q-code").click();
    await new Promise((done) => setTimeout(done));
    stop.click();
  });
  await visit.until(() => location.pathname === "/");
  await visit.seeOnServer("answer.mobilite.permis", { choices: ["code"] });
});

async function questionOf(visit, subjectId, questionId) {
  const subject = (await visit.definition()).subjects.find(({ id }) => id === subjectId);
  return { subject, question: subject.questions.find(({ id }) => id === questionId) };
}
