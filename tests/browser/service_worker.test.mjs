// The service worker: the second visit needs no network, /api is never kept, a new version waits to be opened, and it can be
// switched off from the server.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT } from "./lib/server.mjs";

const NO_NETWORK = /ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)/;

async function atHomeOnOwnPhone({ server, open }) {
  const visit = await open();
  visit.expect(NO_NETWORK);
  await visit.signIn(server.personAt("new"));
  await visit.page.goto("/account");
  await visit.declareOwn();
  return visit;
}

journey("the second visit opens without network, files and words included, and nothing of /api is kept", async ({ server, open }) => {
  const visit = await atHomeOnOwnPhone({ server, open });
  await visit.follow("nav.stock");
  await visit.seeTitle((await visit.definition()).title);
  const { cached } = await visit.residue();
  assert.ok(cached.includes("/") && cached.some((path) => path.endsWith(".wasm")) && cached.includes("/i18n/en.json"), cached.join("\n"));
  assert.deepEqual(cached.filter((path) => /^\/(api|staff)/.test(path)), []);
  assert.deepEqual(cached.filter((path) => /\.(br|gz)$/.test(path)), []);
  await server.kill();
  await visit.reopen("/");
  await visit.seeTitle(visit.t("home.hello", { name: server.personAt("new").name.split(" ")[0] }));
  assert.deepEqual(await checkScreen(visit.page, "home-without-server"), []);
  await visit.follow("nav.stock");
  await visit.seeTitle((await visit.definition()).title);
  await visit.reopen("/stock/subjects");
  await visit.seeTitle((await visit.definition()).triage_question);
});

/** A copy of the built app that a test may change. */
const app = mkdtempSync(join(tmpdir(), "main-tendue-app-"));
cpSync(join(ROOT, "dist"), app, { recursive: true });
after(() => rmSync(app, { recursive: true, force: true }));

function publishNewVersion() {
  const worker = join(app, "sw.js");
  const text = readFileSync(worker, "utf8");
  for (const packed of [".br", ".gz"]) rmSync(worker + packed, { force: true });
  writeFileSync(worker, text.replace(/const VERSION = "\w+"/, `const VERSION = "feedfacefeedface"`));
}

journey("a new version waits, is said calmly, and is opened by the person, with the keyboard too", async ({ server, open }) => {
  const visit = await atHomeOnOwnPhone({ server, open });
  publishNewVersion();
  await visit.page.reload();
  await visit.see(visit.t("shell.new-version.title"));
  assert.deepEqual(await checkScreen(visit.page, "new-version"), []);
  // Not while one answers.
  await visit.follow("nav.stock");
  await visit.follow("stock.start.begin");
  await visit.seeTitle((await visit.definition()).triage_question);
  await visit.say("mobilite", "fine");
  assert.equal(await visit.page.getByText(visit.t("shell.new-version.title")).count(), 0);
  await visit.page.goBack();
  const open_it = visit.button("shell.new-version.open");
  await open_it.waitFor();
  await visit.page.evaluate(() => (window.isOld = true));
  await open_it.focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.waitForFunction(() => !window.isOld);
  await visit.seeTitle((await visit.definition()).title);
  assert.equal(await open_it.count(), 0);
  assert.deepEqual(await visit.page.evaluate(() => caches.keys()), ["main-tendue-feedfacefeedface"]);
  await visit.seeOnServer("triage.mobilite", { level: "fine" });
}, { env: { APP_DIR: app } });

journey("switched off on the server, it is gone after the next visit", async ({ server, open }) => {
  const visit = await atHomeOnOwnPhone({ server, open });
  assert.equal((await visit.residue()).n_workers, 1);
  server.environment.SERVICE_WORKER = "off";
  await server.restart();
  await visit.page.goto("/");
  await visit.until(async () => (await caches.keys()).length === 0 && (await navigator.serviceWorker.getRegistrations()).length === 0);
  await visit.reopen("/account");
  await visit.seeTitle(visit.t("account.title"));
  assert.deepEqual((await visit.residue()).cached, []);
});
