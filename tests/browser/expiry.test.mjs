// The session ends by itself in the middle of a question: the answer is kept and sent once after signing in again.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

/** At the question about the driving licence, and the session gone without the page knowing. */
async function losesSession(visit, person) {
  await visit.comeToPermit(person);
  const api = await visit.api();
  assert.equal((await api.send("DELETE", "/api/session")).status, 204);
  visit.expect(/status of 401/);
}

journey("an expired session keeps the answer, and the same person comes back to the same question", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const person = server.personAt("new");
  await losesSession(visit, person);
  const { question } = await visit.question();
  await visit.choose(["encours"]);
  await visit.seeTitle(visit.t("session.title"));
  await visit.see(visit.t("session.expired.title"));
  await visit.see(visit.words.tn("shell.waiting.title", 1));
  await visit.seeFocusOnTitle();
  assert.deepEqual(await checkScreen(visit.page, "session-expired"), []);
  assert.ok(!(await visit.title(question.text).isVisible()), "what was on the screen is not for everyone");
  assert.ok(visit.statuses("PUT", `/api/draft/answers/${PERMIT}`).includes(401));

  await visit.fillCard(person);
  await visit.press("session.enter");
  await visit.seeTitle(question.text);
  await visit.seeFocusOnTitle();
  const { label } = question.options.find(({ id }) => id === "encours");
  assert.ok(await visit.page.getByRole("radio", { name: label, exact: true }).isChecked());
  await visit.seeKept();
  await visit.seeOnServer(PERMIT, { choices: ["encours"] });
});

journey("someone else who signs in after an expiry gets nothing of the first person's answers", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  await losesSession(visit, server.personAt("new"));
  await visit.choose(["encours"]);
  await visit.seeTitle(visit.t("session.title"));
  const other = server.personAt("sent");
  await visit.fillCard(other);
  await visit.press("session.enter");
  await visit.page.getByRole("navigation").or(visit.title((await visit.definition()).title)).first().waitFor();
  await visit.page.goto("/");
  await visit.seeTitle(visit.t("home.hello", { name: other.name.split(" ")[0] }));
  assert.ok(!(PERMIT in (await (await visit.api()).draft())));
  assert.ok(!(PERMIT in (await (await Api.signIn(server, server.personAt("new"))).draft())));
});

journey("reading after an expiry leads to the door and back to the same page", async ({ server, open }) => {
  const visit = await open();
  const person = server.personAt("sent");
  await visit.signIn(person);
  const api = await visit.api();
  await api.send("DELETE", "/api/session");
  visit.expect(/status of 401/);
  await visit.follow("nav.pathway");
  await visit.seeTitle(visit.t("session.title"));
  await visit.see(visit.t("session.expired.title"));
  await visit.fillCard(person);
  await visit.press("session.enter");
  await visit.seeTitle(visit.t("pathway.title"));
  await visit.see(visit.t("pathway.suggestions"));
});
