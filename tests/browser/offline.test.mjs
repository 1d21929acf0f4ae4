// On a device that someone has declared theirs, taking stock goes on without network, through a restart too; everything
// leaves once when the network is back. On every other device, nothing stays.

import assert from "node:assert/strict";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { Device } from "./lib/device.mjs";
import { journey } from "./lib/journey.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { PERMIT } from "./lib/visit.mjs";

const NO_NETWORK = /ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)|status of 504/;
const NOTHING = { databases: [], cached: [], stored: [], n_workers: 0 };

const proxies = [];
after(() => Promise.all(proxies.map((proxy) => proxy.stop())));

async function behind(server) {
  const proxy = (await Proxy.start()).to(server);
  proxies.push(proxy);
  return proxy;
}

/** On their own phone, at the question about the driving licence. */
async function onOwnPhone({ server, open }, { point = "new", ...options } = {}) {
  const proxy = await behind(server);
  const visit = await open({ path: "about:blank", origin: proxy.origin, ...options });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt(point));
  await visit.page.goto("/stock");
  await visit.declareOwn();
  await visit.page.goto("/stock/q/mobilite/permis");
  await visit.seeTitle((await visit.question()).question.text);
  return { visit, proxy };
}

async function submissionsOf(server, person) {
  return (await Api.signIn(server, person)).get("/api/submissions");
}

journey("without network one goes on to the end; after a restart, everything leaves once", async (world) => {
  const { visit, proxy } = await onOwnPhone(world);
  const { server } = world;
  proxy.cut();
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.here"));
  assert.deepEqual(await checkScreen(visit.page, "question-kept"), []);
  await visit.goOn();
  await visit.page.goto("/stock/subjects");
  await visit.triage({ mobilite: "hard" });
  await visit.goOn();
  const given = {};
  await visit.answerAll({ "mobilite.permis": ["code"] }, (path) => (given[path] = true));
  assert.ok(Object.keys(given).length >= 3, "there is more than one page to answer");
  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("shell.kept.title"));
  await visit.see(visit.t("stock.waiting.kept"));
  assert.deepEqual(await checkScreen(visit.page, "sent-waiting"), []);

  await visit.reopen("/");
  await visit.seeTitle(visit.t("home.hello", { name: server.personAt("new").name.split(" ")[0] }));
  await visit.see(visit.t("shell.kept.title"));
  await visit.see(visit.t("shell.kept.all"));
  assert.deepEqual(await checkScreen(visit.page, "home-kept"), []);
  assert.equal((await submissionsOf(server, server.personAt("new"))).length, 0);

  proxy.loseNext("answer lost", (_, path) => path.startsWith("/api/draft/submission"));
  proxy.mend();
  const api = await Api.signIn(server, server.personAt("new"));
  const late = Date.now() + 45_000;
  while ((await api.get("/api/submissions")).length === 0 && Date.now() < late) await new Promise((done) => setTimeout(done, 200));
  await visit.page.getByText(visit.t("shell.kept.title")).waitFor({ state: "detached" });
  const [sent, ...more] = await api.get("/api/submissions");
  assert.deepEqual(more, []);
  const { answers } = await api.get(`/api/submissions/${sent.id}`);
  assert.deepEqual(answers[PERMIT], { choices: ["code"] });
  assert.equal(proxy.count("answer lost"), 1);
});

journey("what waits leaves after the browser was closed and opened again", async ({ server }) => {
  const proxy = await behind(server);
  const device = new Device(server, proxy.origin);
  try {
    let visit = await device.start("/");
    await visit.signIn(server.personAt("new"));
    await visit.startStock();
    await visit.page.goto(`${proxy.origin}/stock`);
    await visit.declareOwn();
    await visit.follow("stock.start.begin");
    await visit.say("mobilite", "fine");
    await visit.seeOnServer("triage.mobilite", { level: "fine" });
    // Time enough for the browser to write down its cookies: it does so by itself every half minute, and when it closes.
    proxy.cut();
    await visit.say("logement", "blocked");
    await visit.see(visit.t("stock.kept.here"));
    await device.close();
    proxy.mend();
    visit = await device.start("/stock/subjects");
    await visit.seeOnServer("triage.logement", { level: "blocked" });
    const keys = proxy.log.filter(({ path }) => path.endsWith("/triage.logement")).map(({ key }) => key);
    assert.equal(new Set(keys).size, 1, "the same key before and after");
    assert.deepEqual(visit.page.problems, []);
  } finally {
    await device.remove();
  }
  // The harness wants to have seen answers of a visit; this journey has its own browser.
});

journey("a device that nobody has declared theirs keeps nothing", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt("new"));
  await visit.page.context().setOffline(true);
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.offline"));
  await visit.page.context().setOffline(false);
  await visit.seeOnServer(PERMIT, { choices: ["code"] });
  assert.deepEqual(await visit.residue(), NOTHING);
});

journey("a kiosk is not asked and keeps nothing", async ({ server, open }) => {
  const asKiosk = (page) =>
    page.route((url) => !/\.|^\/api/.test(url.pathname), async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace("<html", "<html data-setting=kiosk") });
    });
  const visit = await open({ path: "about:blank", screen: "kiosk", prepare: asKiosk });
  await visit.comeToPermit(server.personAt("new"));
  await visit.choose(["code"]);
  await visit.seeKept();
  await visit.page.goto("/stock");
  await visit.follow("stock.start.resume").catch(() => {});
  await visit.page.goto("/account");
  await visit.seeTitle(visit.t("account.title"));
  assert.equal(await visit.page.getByLabel(visit.t("shell.own")).count(), 0);
  assert.deepEqual(await visit.residue(), NOTHING);
});

journey("what is kept cannot be read, and is the person's alone", async (world) => {
  const { visit, proxy } = await onOwnPhone(world);
  proxy.cut();
  await visit.choose(["perdu"]);
  await visit.see(visit.t("stock.kept.here"));
  const { isSecret, canLeave, bytes } = await visit.page.evaluate(async () => {
    const db = await new Promise((done) => (indexedDB.open("main-tendue").onsuccess = (event) => done(event.target.result)));
    const all = await new Promise((done) => (db.transaction("kept").objectStore("kept").getAll().onsuccess = (event) => done(event.target.result)));
    db.close();
    const key = all.find((value) => value instanceof CryptoKey);
    const text = all.map((value) => (value.sealed ? new TextDecoder("latin1").decode(value.sealed) : String(value))).join();
    return { isSecret: !/perdu|mobilite|permis|choices/.test(text), canLeave: key.extractable, bytes: text.length };
  });
  assert.ok(bytes > 1000 && isSecret);
  assert.equal(canLeave, false);
  proxy.mend();
  await visit.seeOnServer(PERMIT, { choices: ["perdu"] });
});

journey("signing out, taking it back, and another person who signs in empty the device", async (world) => {
  const { server } = world;
  const { visit } = await onOwnPhone(world);
  const isEmpty = async () => {
    await visit.until(async () => (await indexedDB.databases()).length === 0 && (await caches.keys()).length === 0);
    assert.deepEqual(await visit.residue(), NOTHING);
  };
  // Taking it back.
  await visit.page.goto("/account");
  await visit.page.getByLabel(visit.t("shell.own")).uncheck();
  await isEmpty();
  // Signing out.
  await visit.declareOwn();
  assert.deepEqual(await checkScreen(visit.page, "account-own"), []);
  await visit.press("account.leave");
  await visit.seeTitle(visit.t("session.title"));
  await isEmpty();
  // Another person, after a session that ended by itself.
  await visit.signIn(server.personAt("new"));
  await visit.page.goto("/stock");
  await visit.declareOwn();
  const api = await visit.api();
  assert.equal((await api.send("DELETE", "/api/session")).status, 204);
  visit.expect(/status of 401/);
  await visit.page.context().clearCookies();
  await visit.reopen("/");
  await visit.signIn(server.personAt("sent"));
  await isEmpty();
  await visit.page.goto("/account");
  assert.ok(!(await visit.page.getByLabel(visit.t("shell.own")).isChecked()), "it is not the second person's own either");
});

journey("when the browser has forgotten the session, what waits stands behind the door, for the same person", async (world) => {
  const { visit, proxy } = await onOwnPhone(world);
  proxy.cut();
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.here"));
  await visit.page.context().clearCookies();
  await visit.reopen("/stock/q/mobilite/permis");
  await visit.seeTitle(visit.t("session.title"));
  await visit.see(visit.t("session.waiting"));
  assert.equal(await visit.page.getByRole("radio").count(), 0);
  assert.deepEqual(await checkScreen(visit.page, "session-waiting"), []);
  proxy.mend();
  await visit.fillCard(world.server.personAt("new"));
  await visit.press("session.enter");
  await visit.seeTitle((await visit.question()).question.text);
  await visit.seeOnServer(PERMIT, { choices: ["code"] });
});

journey("the box is ticked and unticked with the keyboard", async ({ server, open }) => {
  const visit = await open();
  await visit.signIn(server.personAt("new"));
  await visit.follow("nav.account");
  const box = visit.page.getByLabel(visit.t("shell.own"));
  await box.focus();
  await visit.page.keyboard.press("Space");
  await visit.until(async () => (await indexedDB.databases()).length > 0);
  assert.ok(await box.isChecked());
  await visit.page.keyboard.press("Space");
  await visit.until(async () => (await indexedDB.databases()).length === 0);
  assert.ok(!(await box.isChecked()));
});

journey("after the session would have ended, the device shows nobody without the server's word", async (world) => {
  const { visit, proxy } = await onOwnPhone(world);
  proxy.cut();
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.here"));
  await visit.page.context().clock.setFixedTime(Date.now() + 13 * 3_600_000);
  await visit.reopen("/stock/q/mobilite/permis");
  await visit.seeTitle(visit.t("shell.away.title"));
  const name = world.server.personAt("new").name.split(" ")[0];
  assert.equal(await visit.page.getByText(name).count(), 0);
  assert.equal(await visit.page.getByRole("radio").count(), 0);
  proxy.mend();
  await visit.press("shell.retry");
  await visit.seeOnServer(PERMIT, { choices: ["code"] });
});

journey("a browser that cannot keep says so, and the answers wait in memory", async ({ server, open }) => {
  const isFull = (page) =>
    page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
  const visit = await open({ path: "about:blank", prepare: isFull });
  visit.expect(NO_NETWORK);
  await visit.comeToPermit(server.personAt("new"));
  await visit.page.goto("/stock");
  await visit.page.getByLabel(visit.t("shell.own")).check();
  await visit.see(visit.t("shell.own.failed"));
  assert.deepEqual(await checkScreen(visit.page, "own-failed"), []);
  await visit.follow("stock.start.resume");
  await visit.page.context().setOffline(true);
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.offline"));
  await visit.page.context().setOffline(false);
  await visit.seeOnServer(PERMIT, { choices: ["code"] });
});

journey("a key that is gone is said, and one can go on", async (world) => {
  const { visit, proxy } = await onOwnPhone(world);
  proxy.cut();
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.here"));
  await visit.page.evaluate(async () => {
    const db = await new Promise((done) => (indexedDB.open("main-tendue").onsuccess = (event) => done(event.target.result)));
    await new Promise((done) => {
      const gone = db.transaction("kept", "readwrite");
      gone.objectStore("kept").delete("key");
      gone.oncomplete = done;
    });
    db.close();
  });
  proxy.mend();
  await visit.reopen("/");
  await visit.see(visit.t("shell.lost.title"));
  assert.deepEqual(await checkScreen(visit.page, "device-lost"), []);
  await visit.follow("nav.stock");
  await visit.page.getByLabel(visit.t("shell.own")).waitFor();
});

journey("a second page stays in memory and says so; the first goes on keeping", async (world) => {
  const { visit, proxy } = await onOwnPhone(world);
  const first = visit.page;
  visit.page = await first.context().newPage();
  await visit.page.goto("/account");
  await visit.see(visit.t("shell.own.failed"));
  await visit.page.close();
  visit.page = first;
  proxy.cut();
  await visit.choose(["code"]);
  await visit.see(visit.t("stock.kept.here"));
  proxy.mend();
  await visit.seeOnServer(PERMIT, { choices: ["code"] });
});
