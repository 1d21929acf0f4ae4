// What the server does not take: a question that is no longer asked, an option that does not exist, a body too large. Each
// in French with what to do, and nothing lost. Two devices have a file of their own.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

const REFUSED = /status of (409|412|413|422)/;

journey("an answer to a question that another device has closed is refused and said", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const person = server.personAt("new");
  await visit.comeToPermit(person);
  visit.expect(REFUSED);
  await (await Api.signIn(server, person)).answer("triage.mobilite", { level: "fine" });
  // Not `choose`: the choice vanishes with the question.
  await visit.page.getByRole("radio", { name: "Non", exact: true }).click();
  await visit.see(visit.t("stock.removed.title"));
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
  await visit.see(visit.t("error.draft.changed-elsewhere"));
  await visit.link("stock.review.complete").waitFor();
  assert.deepEqual(await checkScreen(visit.page, "review-incomplete"), []);
  assert.deepEqual(visit.statuses("POST", "/api/draft/submission"), [412]);
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
