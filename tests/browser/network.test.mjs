// The server or the network goes away while someone answers: said in words, nothing lost, each answer once.

import assert from "node:assert/strict";

import { slowDown } from "./lib/browser.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

const NO_NETWORK = /ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)/;

journey("the server is killed in the middle: the answer waits, a phone is shown, and it arrives once", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt("new"));
  await server.kill();
  await visit.choose(["perdu"]);
  await visit.see(visit.t("stock.kept.waiting"));
  await visit.goOn();
  await visit.seeTitle((await visit.question()).question.text);
  await visit.follow("stock.stop");
  await visit.see(visit.words.tn("shell.waiting.title", 1));
  await visit.see(visit.t("error.network.unreachable"));
  assert.ok(await visit.page.locator("main a[href^='tel:']").first().isVisible());
  assert.deepEqual(await checkScreen(visit.page, "server-away"), []);
  await server.start();
  await visit.press("shell.retry");
  await visit.seeOnServer(PERMIT, { choices: ["perdu"] });
  await visit.see(visit.t("home.resume.title"));
  await visit.page.getByText(visit.words.tn("shell.waiting.title", 1)).waitFor({ state: "detached" });
});

journey("the server's reply is lost on the way: the retry has the same key and one effect", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt("new"));
  const keys = [];
  await visit.page.route(`**/api/draft/answers/${PERMIT}`, async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await visit.choose(["non"]);
  await visit.see(visit.t("stock.kept.waiting"));
  await visit.seeKept();
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await visit.seeOnServer(PERMIT, { choices: ["non"] });
});

journey("without network one goes on answering; everything arrives once when it is back", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt("new"));
  await visit.page.context().setOffline(true);
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.offline"));
  assert.deepEqual(await checkScreen(visit.page, "question-offline"), []);
  await visit.goOn();
  await visit.choose(["cout", "loin"]);
  // Changing one's mind before it left is one answer, not two.
  await visit.choose(["peur"]);
  await visit.follow("stock.stop");
  await visit.see(visit.words.pattern("shell.waiting.title.other"));
  await visit.page.context().setOffline(false);
  await visit.seeOnServer(PERMIT, { choices: ["code"] });
  await visit.seeOnServer("answer.mobilite.obstacle", { choices: ["cout", "loin", "peur"] });
});

journey("what is sent without network waits on the open page, and leaves by itself when it is back", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToReview(server.personAt("new"));
  await visit.page.context().setOffline(true);
  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("stock.waiting.title"));
  await visit.see(visit.t("stock.waiting.open"));
  assert.deepEqual(await checkScreen(visit.page, "sent-waiting-in-memory"), []);
  await visit.page.context().setOffline(false);
  await visit.seeTitle(visit.t("stock.sent.title"));
  assert.equal((await (await visit.api()).get("/api/submissions")).length, 1);
});

journey("a reply to sending that is lost, and a double tap, send once", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToReview(server.personAt("new"));
  const keys = [];
  await visit.page.route("**/api/draft/submission*", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await visit.button("stock.review.send").dblclick();
  await visit.seeTitle(visit.t("stock.sent.title"));
  assert.equal(new Set(keys).size, 1, keys.join());
  assert.equal((await (await visit.api()).get("/api/submissions")).length, 1);
});

journey("on a slow network the page says that it is keeping the answer, then that it has", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  await visit.comeToPermit(server.personAt("new"));
  await slowDown(visit.page, { kbit_per_s: 50, latency_ms: 1500, cpu: 1 });
  await visit.choose(["oui"]);
  await visit.see(visit.t("stock.kept.saving"));
  await visit.seeKept();
  await visit.seeOnServer(PERMIT, { choices: ["oui"] });
});

journey("leaving with answers that have not left asks first", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt("new"));
  await visit.page.context().setOffline(true);
  await visit.choose(["oui"]);
  await visit.see(visit.t("stock.kept.offline"));
  await visit.follow("stock.stop");
  await visit.follow("nav.account");
  await visit.press("account.leave");
  const dialog = visit.page.getByRole("dialog", { name: visit.t("account.unsent.title") });
  await dialog.getByText(visit.words.tn("account.unsent.text", 1)).waitFor();
  assert.deepEqual(await checkScreen(visit.page, "account-unsent"), []);
  await visit.press("account.unsent.stay");
  await dialog.waitFor({ state: "hidden" });
  await visit.page.context().setOffline(false);
  await visit.seeOnServer(PERMIT, { choices: ["oui"] });
});
