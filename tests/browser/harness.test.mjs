// The harness itself: a check that could not fail would prove nothing.

import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { findFaults } from "./lib/axe.mjs";
import { launchBrowser, measureLoad, openPage, SCREENS, takePicture } from "./lib/browser.mjs";
import { freePort } from "./lib/ports.mjs";

const GOOD = `<!doctype html><html lang="fr"><title>Page</title><meta name="viewport" content="width=device-width">
<main><h1>Page</h1><p>Un paragraphe.</p></main></html>`;
const PAGES = {
  "/good": GOOD,
  "/bad": GOOD.replace("<p>", "<img src='data:,'><p>"),
  "/elsewhere": GOOD.replace("<p>", "<script src='http://localhost:9/x.js'></script><p>"),
};

let browser;
let site;
let origin;

before(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  site = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'");
    response.end(PAGES[request.url] ?? "");
  });
  await new Promise((done) => site.listen(port, "127.0.0.1", done));
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
});

async function visit(path, options) {
  const page = await openPage(browser, { origin, ...options });
  await page.goto(path);
  return page;
}

test("axe finds a picture without words, under the strict policy of the real pages", async () => {
  const faults = await findFaults(await visit("/bad"));
  assert.equal(faults.length, 1, faults.join("\n"));
  assert.match(faults[0], /^image-alt at img:/);
});

test("axe finds nothing on a page without fault", async () => {
  assert.deepEqual(await findFaults(await visit("/good")), []);
});

test("each screen has the size that it says", async () => {
  for (const [screen, { viewport }] of Object.entries(SCREENS)) {
    const page = await visit("/good", { screen });
    assert.deepEqual(await page.evaluate(() => ({ width: innerWidth, height: innerHeight })), viewport, screen);
  }
});

test("a page that asks another site is noticed", async () => {
  const page = await visit("/elsewhere");
  assert.ok(page.problems.some((problem) => problem.includes("localhost:9")), page.problems.join("\n"));
});

test("a load is counted in requests and bytes", async () => {
  const page = await openPage(browser, { origin });
  const cost = await measureLoad(page, () => page.goto("/good"));
  assert.ok(cost.n_requests >= 1 && cost.n_bytes > GOOD.length, JSON.stringify(cost));
  assert.ok(cost.urls[0].endsWith("/good"));
});

test("a picture is written", async () => {
  const path = await takePicture(await visit("/good"), "harness");
  assert.ok(existsSync(path));
  rmSync(path);
});
