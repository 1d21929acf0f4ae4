// The kiosk forgets (T4): twelve ways out of a visit, in a Chromium that keeps pages for Back, on a profile folder of its own.
// Markers stand in every field of the person; afterwards none may be on a page, behind Back, in what the browser keeps for
// the site, in its cache, or in any file of the profile. What a plain sign-out leaves behind, the same looks must find.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Api } from "./lib/api.mjs";
import { Chromium } from "./lib/chromium.mjs";
import { changeRows } from "./lib/database.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { startServer } from "./lib/server.mjs";
import { codeAt } from "./lib/totp.mjs";
import { Words } from "./lib/words.mjs";

const words = new Words("fr");
const t = (key, values) => words.t(key, values);

/** What stands in the fields of the first person. Each is one word, so that no page breaks it. */
const FIELDS = {
  first_name: "Zqprenom",
  last_name: "Zqnom",
  referent: "Zqreferente",
  action: "Zqaction",
  email: "zqadresse@example.org",
  phone: "06 99 88 77 66",
  cv_name: "Zqcvnom",
  cv_job: "Zqmetier",
  cv_about: "Zqaproposdemoi",
  file_name: "Zqfichier",
  unsent: "Zqnonenvoye",
  unsaved: "Zqbrouillon",
};

let server;
let person;
let markers;

before(async () => {
  server = await startServer();
  person = server.personAt("sent");
  const api = await Api.signIn(server, person);
  const done = async (method, path, body, headers) => {
    const answer = await api.send(method, path, body, headers);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await done("POST", "/api/pathway/actions", { title: FIELDS.action });
  await done("PUT", "/api/reach", { phone: FIELDS.phone, email: FIELDS.email });
  await done("PUT", "/api/cv/contact", { contact: { name: FIELDS.cv_name, phone: FIELDS.phone, email: FIELDS.email, place: "" } }, { "if-match": '"0"' });
  await done("PUT", "/api/cv/wish", { wish: { job: FIELDS.cv_job, about: FIELDS.cv_about } }, { "if-match": '"0"' });
  await done("POST", "/api/cv/document");
  const [{ id: document }] = (await api.get("/api/documents")).documents;
  await done("PUT", `/api/documents/${document}/name`, { name: FIELDS.file_name });
  const { id } = await api.get("/api/session");
  changeRows(server, "UPDATE person SET first_name = ?, last_name = ? WHERE id = ?", FIELDS.first_name, FIELDS.last_name, id);
  changeRows(server, "UPDATE staff SET display_name = ? WHERE id = (SELECT referent_id FROM person WHERE id = ?)", FIELDS.referent, id);
  const card = person.card.replace("-", "");
  const digits = FIELDS.phone.replaceAll(" ", "");
  // Also as it is sent to a gateway, and as a page keeps it in one line.
  const phones = [digits, `+33${digits.slice(1)}`, FIELDS.phone.replaceAll(" ", "\u00a0")];
  markers = [...Object.values(FIELDS), ...phones, card, `${card.slice(0, 5)}-${card.slice(5)}`, person.birth_date, id];
});
after(() => server?.remove());

/** A code of the desk, for one device. */
async function kioskCode() {
  const staff = server.demo.staff.find(({ role }) => role === "coordinator");
  const desk = new Api(server.origin);
  const entered = await desk.send("POST", "/api/staff/session", { login: staff.login, password: staff.password, code: codeAt(staff.totp_secret) });
  assert.equal(entered.status, 200, await entered.clone().text());
  desk.cookie = entered.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const kiosk = await (await desk.send("POST", "/api/staff/kiosks", { name: "Accueil" })).json();
  const code = await (await desk.send("POST", `/api/staff/kiosks/${kiosk.id}/code`)).json();
  return { code: code.code, remove: () => desk.send("DELETE", `/api/staff/kiosks/${kiosk.id}`) };
}

/** One code of the coordinator's second factor works once: the devices of this file are enrolled by the token of the first. */
let token;

async function enrol(tab) {
  if (!token) {
    const { code } = await kioskCode();
    const answer = await new Api(server.origin).send("POST", "/api/kiosk", { code });
    assert.equal(answer.status, 204);
    token = /__Host-mt-kiosk=([^;]+)/.exec(answer.headers.getSetCookie().join("\n"))[1];
  }
  const url = server.origin.replace("http:", "https:");
  await tab.send("Network.setCookie", { name: "__Host-mt-kiosk", value: token, url, path: "/", secure: true, httpOnly: true, sameSite: "Strict", expires: Date.now() / 1000 + 86_400 });
}

const H1 = `document.querySelector("h1")?.textContent.trim()`;
const atStart = (tab) => tab.until(`${H1} === ${JSON.stringify(t("kiosk.start"))}`, "the first page of the kiosk");
const seen = (tab, marker) => tab.until(`(document.body.innerText + [...document.querySelectorAll("input, textarea")].map(({ value }) => value)).includes(${JSON.stringify(marker)})`, marker);

/** Follows a link of the app. */
const follow = (tab, path) =>
  tab.evaluate(`(() => { const link = document.createElement("a"); link.href = ${JSON.stringify(path)}; document.body.append(link); link.click(); link.remove(); })()`);

/** Signs in with the keys on the screen. */
async function enter(tab, { card, birth_date }) {
  await tab.touch("a", t("kiosk.start.account"));
  for (const sign of card.replace("-", "")) await tab.touch(".mt-pad__key", sign);
  await tab.touch("button", t("stock.continue"));
  await tab.until(`${H1} === ${JSON.stringify(t("session.birth"))}`, "the date of birth");
  for (const digit of birth_date.split("-").reverse().join("")) await tab.touch(".mt-pad__key", digit);
  await tab.touch("button", t("session.enter"));
  await tab.until(`${H1} === ${JSON.stringify(t("page.account"))}`, "the person's space");
}

/** A visit that shows everything that is known of the person, page after page; `unsent` is typed and not saved. */
async function visit(tab, origin = server.origin) {
  await tab.go(origin);
  await atStart(tab);
  await enter(tab, person);
  await follow(tab, "/");
  await seen(tab, FIELDS.first_name);
  await follow(tab, "/pathway");
  await seen(tab, FIELDS.action);
  await seen(tab, FIELDS.referent);
  await follow(tab, "/account/messages");
  await seen(tab, FIELDS.email);
  await seen(tab, FIELDS.phone);
  await follow(tab, "/documents");
  await seen(tab, FIELDS.file_name);
  await follow(tab, "/cv/wish");
  await seen(tab, FIELDS.cv_job);
  await seen(tab, FIELDS.cv_about);
  await tab.touch("main label", t("cv.ask.about"));
  await tab.type(FIELDS.unsaved);
  await seen(tab, FIELDS.unsaved);
  await follow(tab, "/cv/contact");
  await seen(tab, FIELDS.cv_name);
  await tab.touch("main input");
  await tab.type(FIELDS.unsent);
  await seen(tab, FIELDS.unsent);
}

const end = (tab) => tab.touch("button", t("kiosk.end"));
const isOffline = (tab, offline) => tab.send("Network.enable").then(() => tab.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }));

/** The device's clock goes on by so many seconds, as when nobody touches it for that long. */
const pass = (tab, s) => tab.evaluate(`(() => { const before = Date.now; Date.now = () => before() + ${s * 1000}; })()`);

/** What a tab shows and its browser keeps of the person. */
async function traces(tab, origin = server.origin) {
  const isOurs = await tab.evaluate(`location.origin === ${JSON.stringify(origin)}`);
  const { stores, cookies } = isOurs ? await tab.kept(origin) : { stores: "", cookies: [] };
  const text = `${await tab.shown()}\n${stores}`;
  const found = markers.filter((marker) => text.includes(marker));
  found.push(...cookies.filter(({ name }) => name !== "__Host-mt-kiosk").map(({ name }) => `cookie ${name}`));
  found.push(...(stores.match(/^(database|worker) .*/gm) ?? []));
  return found;
}

/** The same, and after each step back, however the browser brings the page back. */
async function tracesBehind(tab, { origin = server.origin, n_steps = 10 } = {}) {
  const found = await traces(tab, origin);
  for (let n = 1; n <= n_steps && (await tab.back()); n++) {
    await tab.until(`document.readyState === "complete" && (location.protocol === "about:" || location.pathname.startsWith("/api/") || document.body.hidden === false && ${H1} !== undefined)`, "a page behind Back");
    // What is brought back as it was is replaced a moment later: what shows in between counts as well.
    found.push(...(await traces(tab, origin).catch(() => [])).map((trace) => `${trace}, ${n} back`));
  }
  return found;
}

/** The files of the profile, once nothing writes them any more. */
function filesOf(browser, origin = server.origin) {
  const cached = browser.filesWith([`${origin}/api/`]).filter((file) => /(^|\/)(Cache|Code Cache|Service Worker)\//.test(file));
  return [...browser.filesWith(markers), ...cached];
}

/** Runs one way out, then looks everywhere. `leave(tab, browser)` gives the tab in which to look. */
function way(name, leave) {
  test(name, { timeout: 120_000 }, async () => {
    const browser = await new Chromium().start();
    try {
      // Cookies reach the disk when a browser closes, or half a minute later: this device has been a kiosk for longer.
      await enrol(await browser.firstTab());
      await browser.close();
      const tab = await (await browser.start()).firstTab();
      await visit(tab);
      const at = await leave(tab, browser);
      assert.deepEqual(await tracesBehind(at), []);
      await browser.close();
      assert.deepEqual(filesOf(browser), []);
    } finally {
      await browser.remove();
    }
  });
}

way("1. the visit is ended", async (tab) => {
  await end(tab);
  await atStart(tab);
  return tab;
});

way("2. signing out in one's own space", async (tab) => {
  await follow(tab, "/account");
  await tab.touch("button", t("account.leave"));
  await atStart(tab);
  return tab;
});

way("3. nobody there for so long that even the question is over, as after a sleep of the device", async (tab) => {
  await pass(tab, 600);
  await atStart(tab);
  return tab;
});

way("4. the question stands, and nobody answers it", async (tab) => {
  await pass(tab, 125);
  await tab.until(`document.querySelector("dialog[open]")?.textContent.includes(${JSON.stringify(t("kiosk.still"))})`, "the question");
  await pass(tab, 61);
  await atStart(tab);
  return tab;
});

way("5. the tab is closed in the middle of it", async (tab, browser) => {
  const next = await browser.newTab();
  await tab.close();
  await next.go(`${server.origin}/pathway`);
  await next.until(`${H1} === ${JSON.stringify(t("session.card"))}`, "the way in");
  return next;
});

way("6. the browser is killed, and started again on the same profile", async (tab, browser) => {
  await browser.kill();
  const next = await (await browser.start(["--restore-last-session"])).firstTab();
  await next.go(server.origin);
  await atStart(next);
  return next;
});

way("7. the session has ended on the server", async (tab) => {
  changeRows(server, "UPDATE session SET ended_at = 1 WHERE setting = 'kiosk' AND ended_at IS NULL");
  await follow(tab, "/pathway");
  await atStart(tab);
  return tab;
});

way("8. ended without network", async (tab) => {
  await isOffline(tab, true);
  await end(tab);
  await tab.until(`${H1} === ${JSON.stringify(t("kiosk.ending"))}`, "the goodbye");
  const text = await tab.shown();
  assert.deepEqual(markers.filter((marker) => text.includes(marker)), [], "off the screen at once");
  await isOffline(tab, false);
  await atStart(tab);
  return tab;
});

way("9. ended while an answer waits to be sent", async (tab) => {
  await follow(tab, "/stock/subjects");
  await tab.until(`document.querySelector("main summary, main input[type=radio]")`, "the subjects");
  await isOffline(tab, true);
  await tab.evaluate(`document.querySelector("main details:not([open]) > summary")?.click()`);
  await tab.until(`[...document.querySelectorAll("main input[type=radio]")].some((radio) => radio.checkVisibility())`, "an answer");
  await tab.evaluate(`[...document.querySelectorAll("main input[type=radio]")].find((radio) => radio.checkVisibility()).click()`);
  await end(tab);
  await isOffline(tab, false);
  await atStart(tab);
  assert.notEqual(tab.asked, true, "the browser has asked nobody whether to leave");
  return tab;
});

way("10. Back, ten times, out of the middle of it", async (tab) => {
  for (let n = 0; n < 10 && (await tab.back()); n++) await tab.until("document.readyState === 'complete'");
  await tab.go(server.origin);
  await atStart(tab);
  return tab;
});

way("11. the browser is closed, and brings its tabs back", async (tab, browser) => {
  await browser.close();
  const next = await (await browser.start(["--restore-last-session"])).firstTab();
  await next.until(`document.readyState === "complete"`);
  for (const { targetId } of await browser.pages()) {
    const page = await browser.attach(targetId);
    await page.until(`document.readyState === "complete"`);
    assert.deepEqual(await traces(page), []);
  }
  await next.go(server.origin);
  await atStart(next);
  return next;
});

way("12. an address of the visit is opened again, and one of the API", async (tab) => {
  await tab.go(`${server.origin}/api/pathway?language=fr`);
  await tab.until(`location.pathname === "/api/pathway" && document.readyState === "complete"`);
  assert.deepEqual(await traces(tab), []);
  await tab.go(`${server.origin}/cv/contact`);
  await tab.until(`${H1} === ${JSON.stringify(t("session.card"))}`, "the way in");
  return tab;
});

way("and the next person finds nothing", async (tab) => {
  await end(tab);
  await atStart(tab);
  await enter(tab, server.personAt("new"));
  for (const path of ["/", "/pathway", "/account/messages", "/cv/contact", "/cv/wish"]) {
    await follow(tab, path);
    await tab.until(`location.pathname === ${JSON.stringify(path)} && document.querySelector("main h1") && !document.querySelector(".mt-skeleton")`, path);
    const text = await tab.shown();
    // The same référent follows both.
    assert.deepEqual(markers.filter((marker) => marker !== FIELDS.referent && text.includes(marker)), [], path);
  }
  await end(tab);
  await atStart(tab);
  return tab;
});

/** The same app as a server would send it that does not know what a browser keeps: nothing says that it may not. */
async function plainServer() {
  const proxy = (await Proxy.start()).to(server);
  proxy.alter = ({ "cache-control": _, "clear-site-data": __, ...headers }) => headers;
  return proxy;
}

test("where a browser keeps the page for Back all the same, it comes back as a new one", { timeout: 120_000 }, async () => {
  const [browser, plain] = [await new Chromium().start(), await plainServer()];
  try {
    const tab = await browser.firstTab();
    await enrol(tab);
    await visit(tab, plain.origin);
    await tab.go(`${plain.origin}/stock/help-numbers`);
    await tab.until(`location.pathname === "/stock/help-numbers" && ${H1} !== undefined`);
    const kinds = [];
    browser.listen(({ method, params }) => method === "Page.frameNavigated" && kinds.push(params.type));
    assert.deepEqual(await tracesBehind(tab, { origin: plain.origin, n_steps: 1 }), []);
    await atStart(tab);
    assert.ok(kinds.includes("BackForwardCacheRestore"), `it was kept: ${kinds}`);
    assert.deepEqual(await tracesBehind(tab, { origin: plain.origin }), []);
  } finally {
    await browser.remove();
    await plain.stop();
  }
});

test("the control: a plain sign-out is caught on the page, behind Back, in the store and in the files", { timeout: 120_000 }, async () => {
  const [browser, plain] = [await new Chromium().start(), await plainServer()];
  try {
    const tab = await browser.firstTab();
    await tab.go(plain.origin);
    await tab.until(`document.getElementById("sign-in") && document.querySelector("#card")`);
    const send = (method, body) =>
      `fetch("/api/session", { method: "${method}", headers: { "x-main-tendue": "1", "content-type": "application/json", "idempotency-key": crypto.randomUUID() }, body: ${body} }).then(({ status }) => status)`;
    assert.equal(await tab.evaluate(send("POST", `JSON.stringify(${JSON.stringify({ card: person.card, birth_date: person.birth_date })})`)), 200);
    await tab.go(`${plain.origin}/pathway`);
    await seen(tab, FIELDS.action);
    await tab.evaluate(`localStorage.setItem("draft", ${JSON.stringify(FIELDS.unsent)})`);
    assert.ok((await traces(tab, plain.origin)).includes("cookie __Host-mt-person"));
    assert.equal(await tab.evaluate(send("DELETE", "undefined")), 204);
    const found = await traces(tab, plain.origin);
    for (const trace of [FIELDS.action, FIELDS.unsent]) assert.ok(found.includes(trace), `${trace} of ${found}`);
    await tab.go(`${plain.origin}/stock/help-numbers`);
    await tab.until(`location.pathname === "/stock/help-numbers" && ${H1} !== undefined`);
    const kinds = [];
    browser.listen(({ method, params }) => kinds.push(...(method === "Page.frameNavigated" ? [params.type] : method === "Page.backForwardCacheNotUsed" ? params.notRestoredExplanations : [])));
    const behind = await tracesBehind(tab, { origin: plain.origin, n_steps: 1 });
    assert.ok(kinds.includes("BackForwardCacheRestore"), `Back is not switched off in this test: ${JSON.stringify(kinds)}`);
    assert.ok(behind.includes(`${FIELDS.action}, 1 back`), `behind Back: ${behind}`);
    await browser.close();
    const files = filesOf(browser, plain.origin);
    for (const trace of [FIELDS.unsent, `${plain.origin}/api/`]) assert.ok(files.some((file) => file.endsWith(`: ${trace}`)), `${trace} in ${files}`);
  } finally {
    await browser.remove();
    await plain.stop();
  }
});
