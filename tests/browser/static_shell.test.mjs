// The page before the app: one can read, type, send and call; and it is honest when the app does not come.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { measureLoad } from "./lib/browser.mjs";
import { appIsThere, holdApp, seeWaiting, WASM } from "./lib/hold.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT } from "./lib/server.mjs";

/** A copy of the default pack with another service's phone. */
function packWithPhone(phone) {
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-pack-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, "content/default"), folder, { recursive: true });
  const pack = join(folder, "pack.yaml");
  const text = readFileSync(pack, "utf8");
  writeFileSync(pack, text.replace(/^( +phone:).*$/m, `$1 "${phone}"`));
  return folder;
}

journey("what is typed before the app arrives stays, and so does the place of the cursor", async ({ server, open }) => {
  const gate = holdApp();
  const visit = await open(gate);
  await visit.seeTitle(visit.t("session.title"));
  const faults = await checkScreen(visit.page, "static-shell");
  await visit.fillCard(server.personAt("new"));
  const year = visit.page.getByLabel(visit.t("session.year"), { exact: true });
  await year.focus();
  gate.open();
  await appIsThere(visit);
  const [wantedYear, , day] = server.personAt("new").birth_date.split("-");
  assert.equal(await visit.page.getByLabel(visit.t("session.card"), { exact: true }).inputValue(), server.personAt("new").card);
  assert.equal(await visit.page.getByLabel(visit.t("session.day"), { exact: true }).inputValue(), String(Number(day)));
  assert.equal(await year.inputValue(), wantedYear);
  await visit.page.waitForFunction(() => document.activeElement.id === "birth-year");
  await visit.press("session.enter");
  await visit.link("home.take-stock.go").waitFor();
  assert.deepEqual(faults, []);
});

journey("no letter is lost while the app takes over under the fingers", async ({ server, open }) => {
  const code = server.personAt("new").card;
  for (const pause_ms of [5, 12, 20]) {
    const gate = holdApp();
    const visit = await open(gate);
    const card = visit.page.getByLabel(visit.t("session.card"), { exact: true });
    await card.focus();
    const arrives = appIsThere(visit);
    gate.open();
    // The pause is that of a quick hand: the app arrives between two of the letters.
    await visit.page.keyboard.type(code, { delay: pause_ms });
    await arrives;
    assert.equal(await card.inputValue(), code);
    await visit.page.waitForFunction(() => document.activeElement.id === "card");
    await visit.close();
  }
});

journey("sending before the app arrives signs in once it is there", async ({ server, open }) => {
  const gate = holdApp();
  const visit = await open(gate);
  await visit.fillCard(server.personAt("new"));
  await visit.press("session.enter");
  await seeWaiting(visit);
  assert.equal(visit.statuses("POST", "/api/session").length, 0);
  gate.open();
  await visit.link("home.take-stock.go").waitFor();
  assert.deepEqual(visit.statuses("POST", "/api/session"), [200]);
});

journey("nothing moves when the app takes over", async ({ open }) => {
  const gate = holdApp();
  const visit = await open(gate);
  const boxes = async () => {
    const seen = [visit.title(visit.t("session.title")), visit.page.getByLabel(visit.t("session.card"), { exact: true }), visit.button("session.enter")];
    return Promise.all(seen.map((element) => element.boundingBox()));
  };
  await visit.seeTitle(visit.t("session.title"));
  const before = await boxes();
  gate.open();
  await appIsThere(visit);
  assert.deepEqual(await boxes(), before);
});

journey("someone who waits is told so", async ({ open }) => {
  const gate = holdApp();
  const visit = await open(gate);
  await visit.page.getByRole("status").getByText("La page arrive").waitFor();
  gate.open();
  await appIsThere(visit);
});

journey("when the app does not come the page says so, with a phone and another try", async ({ server, open }) => {
  const visit = await open({ prepare: (page) => page.route(WASM, (route) => route.abort()), waitUntil: "commit" });
  visit.expect(/ERR_FAILED|Failed to fetch/);
  await visit.fillCard(server.personAt("new"));
  await visit.see("La page n’a pas pu s’ouvrir.");
  const faults = await checkScreen(visit.page, "static-shell-failure");
  const notice = visit.page.getByText("Vous pouvez aussi appeler").filter({ visible: true });
  assert.ok(await notice.locator("a[href^='tel:']").isVisible());
  await visit.page.unroute(WASM);
  await visit.page.getByRole("button", { name: "Essayer encore" }).click();
  await appIsThere(visit);
  assert.equal(await visit.page.getByLabel(visit.t("session.card"), { exact: true }).inputValue(), server.personAt("new").card);
  await visit.press("session.enter");
  await visit.link("home.take-stock.go").waitFor();
  assert.deepEqual(faults, []);
});

journey("without JavaScript the page says what to do and whom to call", async ({ open }) => {
  const visit = await open({ javaScriptEnabled: false });
  await visit.see(/a besoin de JavaScript/);
  const call = visit.page.getByText(/a besoin de JavaScript/).locator("a[href^='tel:']");
  assert.ok(await call.isVisible());
  assert.match(await call.innerText(), /^\d\d(\s\d\d){4}$/);
});

journey("the phone and the place are those of the pack, with and without JavaScript", async ({ server, open }) => {
  const scripted = await open();
  await scripted.page.locator("a[href='tel:0102030405']").first().waitFor();
  await scripted.signIn(server.personAt("new"));
  const plain = await open({ javaScriptEnabled: false });
  assert.match(await plain.page.locator("noscript").innerText(), /01\s02\s03\s04\s05/);
}, { env: { CONTENT_DIR: packWithPhone("01 02 03 04 05") } });

journey("a browser without WebAssembly is told so, with a phone", async ({ open }) => {
  const visit = await open({ prepare: (page) => page.addInitScript(() => delete window.WebAssembly) });
  await visit.see(/Ce navigateur est trop ancien/);
  assert.ok(await visit.page.getByText(/Ce navigateur est trop ancien/).locator("a[href^='tel:']").isVisible());
});

journey("where nobody signs in, no form is shown before the page is there", async ({ open }) => {
  for (const path of ["/kiosk", "/o/none"]) {
    const gate = holdApp();
    const visit = await open({ ...gate, path });
    await visit.seeTitle("Votre espace s’ouvre…");
    // The form stands in the page before its style does; what counts is what is painted, from the first time on.
    await visit.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    assert.ok(!(await visit.page.getByLabel(visit.t("session.card"), { exact: true }).isVisible()), path);
    visit.expect(/status of 4\d\d/);
    gate.open();
    await appIsThere(visit);
    await visit.close();
  }
});

journey("someone who is signed in sees the shape of their space, not the form", async ({ server, open }) => {
  const visit = await open();
  await visit.signIn(server.personAt("new"));
  const gate = holdApp();
  await gate.prepare(visit.page);
  // The script that knows of the session comes late; nothing may be painted before it.
  await visit.page.route(/\/boot-/, async (route) => {
    await new Promise((late) => setTimeout(late, 500));
    await route.continue();
  });
  await visit.page.reload({ waitUntil: "commit" });
  const waited = await visit.page.waitForFunction(() => {
    const [paint] = performance.getEntriesByName("first-paint");
    const script = performance.getEntriesByType("resource").find(({ name }) => name.includes("/boot-"));
    return paint && script && { paint: paint.startTime, script: script.responseEnd };
  });
  const { paint, script } = await waited.jsonValue();
  assert.ok(paint > script, `painted at ${paint}, the script came at ${script}`);
  await visit.seeTitle("Votre espace s’ouvre…");
  assert.ok(!(await visit.page.getByLabel(visit.t("session.card"), { exact: true }).isVisible()));
  const faults = await checkScreen(visit.page, "static-shell-signed-in");
  gate.open();
  await visit.link("home.take-stock.go").waitFor();
  assert.deepEqual(faults, []);
});

journey("a language chosen before the app arrives is the app's", async ({ open }) => {
  const gate = holdApp();
  const visit = await open({ ...gate, language: "en" });
  await visit.page.getByText("Français").first().click();
  await visit.page.getByRole("button", { name: "English" }).click();
  gate.open();
  await visit.seeTitle(visit.t("session.title"));
  assert.equal(await visit.page.title(), `${visit.t("page.sign-in")} – Main Tendue`);
});

journey("a cold first load asks for at most eight files, none of them the desk's", async ({ open }) => {
  const visit = await open({ path: "about:blank" });
  const cost = await measureLoad(visit.page, async () => {
    await visit.page.goto("/", { waitUntil: "networkidle" });
    await appIsThere(visit);
  });
  assert.ok(cost.n_requests <= 8, cost.urls.join("\n"));
  assert.deepEqual(cost.urls.filter((url) => url.includes("staff")), []);
});

journey("what the first page needs is asked for once, while the app arrives", async ({ server, open }) => {
  const visit = await open();
  await visit.signIn(server.personAt("draft"));
  for (const [path, wanted] of [
    ["/", ["/i18n/fr.json", "/api/session", "/api/pathway"]],
    ["/stock", ["/i18n/fr.json", "/api/session", "/api/draft", "/api/questionnaire"]],
  ]) {
    const gate = holdApp();
    await gate.prepare(visit.page);
    const asked = [];
    const note = (request) => asked.push(new URL(request.url()).pathname);
    visit.page.on("request", note);
    await visit.page.goto(path, { waitUntil: "commit" });
    await visit.page.waitForFunction((wanted) => wanted.every((path) => performance.getEntriesByType("resource").some(({ name }) => new URL(name).pathname === path)), wanted);
    gate.open();
    await appIsThere(visit);
    await visit.page.waitForLoadState("networkidle");
    visit.page.off("request", note);
    await visit.page.unroute(WASM);
    assert.deepEqual(asked.filter((path) => wanted.includes(path)).sort(), wanted.toSorted(), path);
  }
});

journey("the app speaks the first of the browser's languages that there is, or French", async ({ open }) => {
  for (const [locale, language] of [["en-GB", "en"], ["fr-BE", "fr"], ["de-DE", "fr"]]) {
    const visit = await open({ locale, language });
    await appIsThere(visit);
    await visit.seeTitle(visit.t("session.title"));
  }
});
