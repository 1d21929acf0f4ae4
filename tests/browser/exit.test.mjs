// "Quitter vite" (S3): first in the reading order of a sensitive page, by touch or by the Escape key three times; what is
// left behind is a closed door.

import assert from "node:assert/strict";

import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { Api } from "./lib/api.mjs";

const ELSEWHERE = "https://meteofrance.com/";

/** At a question about health, with an answer given; elsewhere is a page of our own making. */
async function comeToHealth({ server, open }) {
  const person = server.personAt("new");
  const api = await Api.signIn(server, person);
  await api.answer("triage.sante", { level: "hard" });
  const prepare = async (page, visit) => {
    await visit.takeSession(api);
    await page.route(`${ELSEWHERE}**`, (route) => route.fulfill({ contentType: "text/html", body: "<title>Elsewhere</title><p>Weather</p>" }));
  };
  const visit = await open({ path: "/stock/q/sante/effet", prepare });
  visit.expect(/asks elsewhere/);
  visit.expect(/status of 401/);
  await visit.seeTitle((await visit.question()).question.text);
  return visit;
}

/** Nothing of the person can be brought back. */
async function seeNothingLeft(visit) {
  await visit.page.getByText("Weather").waitFor();
  assert.equal(visit.page.url(), ELSEWHERE);
  assert.deepEqual((await visit.page.context().cookies(visit.server.origin)).filter(({ name }) => name.includes("person")), []);
  const history = await visit.page.evaluate(() => window.history.length);
  if (history > 1) {
    await visit.page.goBack().catch(() => {});
    if (visit.page.url().startsWith(visit.server.origin)) await visit.seeTitle(visit.t("session.title"));
    assert.doesNotMatch(await visit.page.locator("body").innerText(), /santé|Nadia/i);
  }
}

journey("Escape, three times in a row, leaves a sensitive page", async ({ server, open }) => {
  const visit = await comeToHealth({ server, open });
  await visit.page.keyboard.press("Escape");
  await visit.page.keyboard.press("Escape");
  await visit.page.keyboard.press("Tab");
  await visit.page.keyboard.press("Escape");
  assert.equal(visit.path(), "/stock/q/sante/effet", "another key in between, and it begins anew");
  await visit.page.keyboard.press("Escape");
  await visit.page.keyboard.press("Escape");
  await seeNothingLeft(visit);
});

journey("the button stands first and leaves in place of the page", async ({ server, open }) => {
  const visit = await comeToHealth({ server, open });
  assert.deepEqual(await checkScreen(visit.page, "question-sensitive"), []);
  const order = await visit.page.locator("a[href], button, input").evaluateAll((all) => all.slice(0, 2).map((element) => element.className));
  assert.match(order[0], /mt-skip/);
  assert.match(order[1], /mt-button--exit/, "after the way to the content, the way out");
  const length = await visit.page.evaluate(() => window.history.length);
  await visit.page.getByRole("button", { name: new RegExp(visit.t("stock.exit")) }).click();
  await visit.page.getByText("Weather").waitFor();
  assert.equal(await visit.page.evaluate(() => window.history.length), length, "it takes the place of the page");
  await seeNothingLeft(visit);
});

journey("elsewhere Escape does nothing", async ({ server, open }) => {
  const visit = await open();
  visit.expect(/status of 401/);
  await visit.signIn(server.personAt("new"));
  for (let i = 0; i < 4; i++) await visit.page.keyboard.press("Escape");
  await visit.seeTitle(visit.t("home.hello", { name: "Nadia" }));
});
