// The kiosk forgets (T4): twelve ways out of a visit, in a Chromium that keeps pages for Back, on a profile folder of its own.
// Markers stand in every field of the person; afterwards none may be on a page, behind Back, in what the browser keeps for
// the site, in its cache, or in any file of the profile. What a plain sign-out leaves behind, the same looks must find.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Chromium } from "./lib/chromium.mjs";
import { changeRows } from "./lib/database.mjs";
import { DAYS, FIELDS, H1, asShown, ask, atStart, end, enrol, enter, filesOf, follow, isOffline, markers, pass, person, prepare, seen, server, t, traces, tracesBehind, typeDay, visit } from "./lib/forget.mjs";
import { Proxy } from "./lib/proxy.mjs";

before(prepare);
after(() => server?.remove());

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
  await tab.until(`!document.querySelector("main .mt-skeleton")`, "all of the page, so that nothing pushes the button away");
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

way("9. ended while answers wait to be sent, and one is being typed", async (tab) => {
  await ask(tab, "note");
  await isOffline(tab, true);
  await tab.touch("main input");
  // In place of what was typed before, which the server has by now.
  await tab.evaluate("document.activeElement.select()");
  await tab.type(FIELDS.waiting);
  await seen(tab, FIELDS.waiting);
  await tab.touch("button", t("stock.continue"));
  await tab.until(`!location.pathname.endsWith("/note")`, "the next question");
  await ask(tab, "depuis");
  await typeDay(tab, DAYS.waiting);
  const waiting = await tab.shown();
  assert.ok(waiting.includes(asShown(DAYS.waiting)), "the day stands in its fields");
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
