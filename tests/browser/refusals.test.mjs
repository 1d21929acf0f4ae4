// What the server does not take: two devices with two answers, a question that is no longer asked, an option that does
// not exist, a body too large. Each in French with what to do, and nothing lost.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

const REFUSED = /status of (409|412|413|422)/;

/** Two devices at one question; the first has answered "non", the second, unaware, "oui". */
async function disagree(server, open) {
  const person = server.personAt("new");
  const [first, second] = [await open({ path: "about:blank" }), await open({ path: "about:blank" })];
  await first.comeToPermit(person);
  await second.comeTo(first.path(), await first.api());
  await second.seeTitle((await second.question()).question.text);
  second.expect(REFUSED);
  await first.choose(["non"]);
  await first.seeKept();
  await first.seeOnServer(PERMIT, { choices: ["non"] });
  await second.choose(["oui"]);
  await second.see(second.t("stock.conflict.title"));
  await second.see(second.t("stock.conflict.mine", { answer: "Oui" }));
  await second.see(second.t("stock.conflict.theirs", { answer: "Non" }));
  assert.deepEqual(second.statuses("PUT", `/api/draft/answers/${PERMIT}`), [412]);
  await second.seeOnServer(PERMIT, { choices: ["non"] });
  assert.deepEqual(await checkScreen(second.page, "two-answers"), []);
  return second;
}

journey("two devices, two answers: both are shown, and mine is kept when I choose it", async ({ server, open }) => {
  const visit = await disagree(server, open);
  await visit.press("stock.conflict.keep-mine");
  await visit.seeOnServer(PERMIT, { choices: ["oui"] }, 2);
  await visit.page.getByText(visit.t("stock.conflict.title")).waitFor({ state: "detached" });
  assert.ok(await visit.page.getByRole("radio", { name: "Oui", exact: true }).isChecked());
});

journey("two devices, two answers: the other one is taken when I choose it", async ({ server, open }) => {
  const visit = await disagree(server, open);
  await visit.press("stock.conflict.keep-theirs");
  await visit.page.getByText(visit.t("stock.conflict.title")).waitFor({ state: "detached" });
  await visit.page.getByRole("radio", { name: "Non", exact: true, checked: true }).waitFor();
  await visit.seeOnServer(PERMIT, { choices: ["non"] });
});

journey("an answer to a question that another device has closed is refused and said", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const person = server.personAt("new");
  await visit.comeToPermit(person);
  visit.expect(REFUSED);
  await (await Api.signIn(server, person)).answer("triage.mobilite", { level: "fine" });
  // Not `choose`: the choice vanishes with the question.
  await visit.page.getByRole("radio", { name: "Non", exact: true }).click();
  await visit.see(visit.t("stock.problem.hidden-step"));
  assert.deepEqual(visit.statuses("PUT", `/api/draft/answers/${PERMIT}`), [422]);
  const draft = await (await visit.api()).draft();
  assert.equal(draft[PERMIT]?.answer ?? null, null);
  assert.deepEqual(await checkScreen(visit.page, "question-closed-elsewhere"), []);
  assert.deepEqual(draft["triage.mobilite"].answer, { level: "fine" });
});

/** Changes what the page sends for the question on its way out. */
async function sendInstead(visit, change) {
  await visit.page.route(`**/api/draft/answers/${PERMIT}`, (route) => route.continue({ postData: change(route.request().postData()) }));
}

const HOSTILE = [
  ["an option that does not exist", (body) => body.replace('"oui"', '"peut-etre"'), 422, "stock.problem.unknown-option"],
  ["an option of the wrong shape", (body) => body.replace('{"choices":["oui"]}', '{"level":"fine"}'), 422, "stock.problem.wrong-kind"],
  ["a body too large", (body) => body.replace('"oui"', `"oui","${"x".repeat(70_000)}"`), 413, "error.request.too-large"],
  ["a body that is not JSON", () => "oui", 400, "error.request.malformed"],
];

for (const [what, change, status, key] of HOSTILE) {
  journey(`${what} is refused in French, and the right answer still goes`, async ({ server, open }) => {
    const visit = await open({ path: "about:blank" });
    await visit.comeToPermit(server.personAt("new"));
    visit.expect(new RegExp(`status of ${status}`));
    await sendInstead(visit, change);
    await visit.choose(["oui"]);
    await visit.see(visit.t("stock.refused.title"));
    await visit.see(visit.t(key));
    assert.deepEqual(visit.statuses("PUT", `/api/draft/answers/${PERMIT}`), [status]);
    await visit.page.unroute(`**/api/draft/answers/${PERMIT}`);
    await visit.choose(["non"]);
    await visit.seeOnServer(PERMIT, { choices: ["non"] });
  });
}

journey("sending what lacks an answer leads to it", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const person = server.personAt("new");
  await visit.comeToReview(person);
  visit.expect(REFUSED);
  await (await Api.signIn(server, person)).answer("triage.mobilite", { level: "blocked" });
  await visit.press("stock.review.send");
  await visit.see(visit.t("stock.review.incomplete.title"));
  assert.deepEqual(await checkScreen(visit.page, "review-incomplete"), []);
  assert.deepEqual(visit.statuses("POST", "/api/draft/submission"), [409]);
  assert.equal((await (await visit.api()).get("/api/submissions")).length, 0);
});

journey("an action that another device has changed is shown as it is now", async ({ server, open }) => {
  const visit = await open();
  const person = server.personAt("sent");
  const api = await Api.signIn(server, person);
  const { suggestions } = await api.get("/api/pathway");
  const sheet = suggestions[0].sheet;
  const action = await (await api.send("POST", "/api/pathway/actions", { sheet: sheet.id })).json();
  await visit.signIn(person);
  await visit.follow("nav.pathway");
  const done = visit.buttonAbout("pathway.act.done", "pathway.act.for", { title: sheet.title });
  await done.waitFor();
  const changed = await api.send("PATCH", `/api/pathway/actions/${action.id}`, { status: "stuck" }, { "if-match": `"${action.version}"` });
  assert.equal(changed.status, 200);
  visit.expect(REFUSED);
  await done.click();
  await visit.see(visit.t("error.pathway.changed-elsewhere"));
  assert.deepEqual(await checkScreen(visit.page, "pathway-changed-elsewhere"), []);
  await visit.buttonAbout("pathway.act.unstuck", "pathway.act.for", { title: sheet.title }).waitFor();
});
