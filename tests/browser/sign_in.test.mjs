// Wrong codes and dates: what is said, what stays, what the server is asked.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { findFaults } from "./lib/axe.mjs";
import { takePicture } from "./lib/browser.mjs";
import { journey } from "./lib/journey.mjs";

const REFUSED = /status of (401|429)/;

async function tryCard(visit, card) {
  await visit.fillCard(card);
  await visit.press("session.enter");
}

/** The same for what is sent; gives the server's answer. */
async function sendCard(visit, card) {
  const answered = visit.page.waitForResponse((answer) => answer.request().method() === "POST");
  await tryCard(visit, card);
  return answered;
}

/** Three tries are free. On a slow machine the first wait may be over before the next try. */
function checkSlowedDown(statuses) {
  assert.deepEqual(statuses.slice(0, 3), [401, 401, 401]);
  assert.equal(statuses.at(-1), 429, statuses.join());
}

journey("what cannot be a card or a date is said at once, and not sent", async ({ server, open }) => {
  const visit = await open();
  const person = server.personAt("new");
  const rows = [
    [{ card: "K7M2P" }, visit.words.tn("session.card.missing", 5)],
    [{ card: "SGN9W-APJXU" }, visit.t("session.card.bad", { sign: "U" })],
    [{ birth_date: "1986-13-27" }, visit.t("session.birth.bad-month")],
    [{ birth_date: "1986-03-32" }, visit.t("session.birth.bad-day")],
    [{ birth_date: "86-03-27" }, visit.t("session.birth.bad-year")],
    [{ birth_date: "1987-02-31" }, visit.t("session.birth.no-such-day")],
  ];
  for (const [wrong, words] of rows) {
    await tryCard(visit, { ...person, ...wrong });
    await visit.page.getByRole("link", { name: words, exact: true }).waitFor();
    assert.equal(await visit.page.getByLabel(visit.t("session.card"), { exact: true }).inputValue(), { ...person, ...wrong }.card);
  }
  assert.deepEqual(visit.statuses("POST", "/api/session"), []);
});

journey("a wrong date and a card that does not exist get the same refusal", async ({ server, open }) => {
  const visit = await open();
  visit.expect(REFUSED);
  const person = server.personAt("new");
  const said = visit.page.getByRole("alert").getByText(visit.t("error.session.refused"));
  const wrongDate = await sendCard(visit, { ...person, birth_date: "1990-01-01" });
  await said.waitFor();
  const noCard = await sendCard(visit, { card: "0000000000", birth_date: person.birth_date });
  await said.waitFor();
  assert.deepEqual([wrongDate.status(), noCard.status()], [401, 401]);
  assert.equal(await wrongDate.text(), await noCard.text());
  // Nothing has to be typed twice, and the right date opens the door.
  await visit.signIn(person);
});

journey("the code is read with its dash, without it and in small letters", async ({ server, open }) => {
  const person = server.personAt("new");
  for (const card of [person.card.toLowerCase(), person.card.replace("-", " "), person.card.replace("-", "")]) {
    const visit = await open();
    await visit.signIn({ ...person, card });
  }
});

journey("many wrong tries slow down, say so, and never lock the card", async ({ server, open }) => {
  const visit = await open();
  visit.expect(REFUSED);
  const person = server.personAt("new");
  const statuses = [];
  let answer;
  do {
    answer = await sendCard(visit, { ...person, birth_date: "1990-01-01" });
    statuses.push(answer.status());
  } while (answer.status() === 401 && statuses.length < 8);
  checkSlowedDown(statuses);
  assert.match(answer.headers()["retry-after"], /^\d+$/);
  await visit.page.getByText(/^Attendez \d+ secondes?, puis essayez encore\.$/).waitFor();
  await visit.see(visit.t("session.wait.why"));
  await takePicture(visit.page, "sign-in-slow-down");
  assert.deepEqual(await findFaults(visit.page), []);
  await visit.see(visit.t("session.wait.over"));
  await visit.signIn(person);
});

journey("a stranger's wrong tries do not slow down the browser that the person knows", async ({ server, open }) => {
  const visit = await open();
  const person = server.personAt("new");
  await visit.signIn(person);
  await (await visit.api()).send("DELETE", "/api/session");
  const stranger = new Api(server.origin);
  const wrong = { card: person.card, birth_date: "1990-01-01" };
  const statuses = [];
  do statuses.push((await stranger.send("POST", "/api/session", wrong)).status);
  while (statuses.at(-1) === 401 && statuses.length < 8);
  checkSlowedDown(statuses);
  visit.expect(REFUSED);
  await visit.page.reload();
  await visit.signIn(person);
});

journey("the server away at the door: said, nothing typed is lost, a phone to call", async ({ server, open }) => {
  const visit = await open();
  visit.expect(/ERR_CONNECTION_REFUSED/);
  await visit.seeTitle(visit.t("session.title"));
  // A picture that is cut on its way is no fault of the page.
  await visit.page.waitForLoadState("networkidle");
  await server.kill();
  await tryCard(visit, server.personAt("new"));
  await visit.see(visit.t("error.network.unreachable"));
  assert.ok(await visit.page.locator("a[href^='tel:']").first().isVisible());
  await server.start();
  await visit.press("session.enter");
  await visit.link("home.take-stock.go").waitFor();
});
