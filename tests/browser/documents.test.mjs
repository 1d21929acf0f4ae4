// A CV from the phone of a person to the référent's desk: sent over cuts of the network and a reload, checked by a real
// clamd, shared, opened, hard to read, withdrawn, removed; refused kindly. Each screen passes axe, also with large text.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";

import { Antivirus, EICAR, pdf } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { checkScreen } from "./lib/screens.mjs";

const LOST = /ERR_(CONNECTION_REFUSED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)/;
const SIZE = 700_000;

const antivirus = new Antivirus();
const proxies = [];
before(() => antivirus.start());
after(async () => {
  antivirus.stop();
  await Promise.all(proxies.map((proxy) => proxy.stop()));
});
const SCANNED = { env: { CLAMD_ADDR: antivirus.socket } };

function checker() {
  const faults = [];
  const check = async (visit, name, options) => {
    faults.push(...(await checkScreen(visit.page, name, options)));
    const unfilled = (await visit.page.getByRole("main").innerText()).match(/\{[a-z]+\}|\bdocuments\.[a-z.]+/g) ?? [];
    faults.push(...unfilled.map((place) => `${name}: ${place} is no text`));
  };
  return { faults, check };
}

/** The page, with the session of another client. */
async function come({ server, open }, { point = "new", ...options } = {}) {
  const api = await Api.signIn(server, server.personAt(point));
  const visit = await open({ path: "/documents", prepare: (_, visit) => visit.takeSession(api), ...options });
  await visit.seeTitle(visit.t("page.documents"));
  return { visit, api };
}

const choose = (visit, name, buffer, mimeType = "application/pdf") => visit.page.locator("input[type=file]").first().setInputFiles({ name, mimeType, buffer });
const documents = async (api) => (await api.get("/api/documents")).documents;
/** The picture of a page is there, and it is one. */
const seePage = async (visit, name, n) => {
  const picture = visit.page.getByRole("img", { name: visit.t("documents.picture", { n: String(n), name }) }).first();
  await picture.waitFor();
  await picture.evaluate((picture) => picture.decode());
};
const seeClean = (visit) => visit.see(visit.t("documents.is.clean"));

journey("a CV arrives over cuts and a reload, is shared, opened, hard to read, withdrawn and removed", async (context) => {
  const { server, open } = context;
  const { faults, check } = checker();
  const proxy = (await Proxy.start()).to(server);
  proxies.push(proxy);
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "about:blank", origin: proxy.origin });
  visit.expect(LOST);
  await visit.comeTo("/", api);
  await visit.page.getByRole("link", { name: visit.t("home.documents") }).click();
  await visit.seeTitle(visit.t("page.documents"));
  await visit.seeFocusOnTitle();
  await visit.see(visit.t("documents.first"));
  await check(visit, "documents-none");

  // An answer is lost, then the network is cut in the middle.
  const bytes = pdf(SIZE);
  const isChunk = (method) => method === "PUT";
  proxy.loseNext("answer lost", isChunk);
  let n_chunks = 0;
  const cut = new Promise((done) => {
    const { log } = proxy;
    log.push = (...items) => {
      const n_more = items.filter(({ method }) => method === "PUT").length;
      n_chunks += n_more;
      if (n_more > 0 && n_chunks === 5) {
        proxy.cut();
        done();
      }
      return Array.prototype.push.apply(log, items);
    };
  });
  await choose(visit, "CV_Nadia.pdf", bytes);
  await cut;
  await visit.see(visit.t("documents.waiting.title"));
  await check(visit, "documents-waiting");
  const [begun] = await documents(api);
  assert.ok(begun.received_bytes > 0 && begun.received_bytes < bytes.length, `${begun.received_bytes}`);

  // A reload; another file is not taken for it, the same one goes on where it was.
  await visit.page.goto("about:blank");
  proxy.mend();
  await visit.page.goto(`${proxy.origin}/documents`);
  await visit.see(visit.t("documents.begun"));
  await check(visit, "documents-begun");
  await choose(visit, "autre.pdf", pdf(SIZE + 1));
  await visit.see(visit.t("documents.trouble.other-file"));
  await check(visit, "documents-other-file");
  await choose(visit, "CV_Nadia.pdf", bytes);
  await visit.see(visit.t("documents.arrived.title"));
  await seeClean(visit);
  const [kept] = await documents(api);
  assert.deepEqual([kept.state, kept.scan, kept.size_bytes, kept.name, (await documents(api)).length], ["kept", "clean", bytes.length, "CV Nadia", 1]);
  await seePage(visit, "CV Nadia", 1);
  await check(visit, "documents-clean");
  const sent = proxy.log.filter(({ method }) => method === "PUT").reduce((sum, { n_bytes }) => sum + n_bytes, 0);
  assert.ok(sent <= 1.2 * bytes.length, `${sent} bytes: what had arrived was not sent again`);

  const [file] = await Promise.all([visit.page.waitForEvent("download"), visit.page.getByRole("link", { name: new RegExp(`^${visit.t("documents.download")}`) }).click()]);
  assert.equal(file.suggestedFilename(), "CV Nadia.pdf");
  assert.ok(readFileSync(await file.path()).equals(bytes));

  // Shared, opened by the référent, who finds it hard to read.
  const share = visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.share", { name: "Claire Fictive" })}`) });
  await share.click();
  await visit.see(visit.t("documents.done.shared"));
  await visit.see(visit.t("documents.shared", { name: "Claire Fictive" }));
  await visit.page.waitForFunction(() => document.activeElement.id.startsWith("document-"));
  await visit.see(visit.t("documents.unopened"));
  await check(visit, "documents-shared");

  const desk = await deskOf(context, "referent");
  await desk.page.getByRole("link", { name: /Nadia/ }).first().click();
  await desk.see(desk.t("desk.documents.title"));
  const opening = desk.page.getByRole("link", { name: new RegExp(`^${desk.t("desk.documents.open")} ?: CV Nadia`) });
  const [opened] = await Promise.all([desk.page.waitForEvent("download"), opening.click()]);
  assert.ok(readFileSync(await opened.path()).equals(bytes));
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.documents.report")}`) }).click();
  await desk.see(desk.words.pattern("desk.documents.reported"));
  await check(desk, "desk-client-documents");

  await visit.page.reload();
  await visit.see(visit.t("documents.unreadable.title", { name: "Claire Fictive" }));
  await visit.see(visit.words.pattern("documents.opened"));
  await check(visit, "documents-unreadable");

  // From there one sends another file in its place: checked, it has the name and is what the référent opens.
  const again = visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.unreadable.send")}`) });
  const [chooser] = await Promise.all([visit.page.waitForEvent("filechooser"), again.click()]);
  const better = pdf(SIZE / 2);
  await chooser.setFiles({ name: "CV_net.pdf", mimeType: "application/pdf", buffer: better });
  await visit.see(visit.t("documents.arrived.title"));
  await visit.page.waitForFunction(() => document.activeElement.id === "add");
  await visit.page.locator("summary", { hasText: visit.t("documents.earlier.one") }).waitFor();
  const [second, first] = await documents(api);
  assert.deepEqual([second.replaces, second.name, second.scan, first.id, first.shared_at], [kept.id, "CV Nadia", "clean", kept.id, undefined]);
  assert.ok(second.shared_at && second.took_over_at);
  assert.equal(await visit.page.getByText(visit.t("documents.unreadable.title", { name: "Claire Fictive" })).count(), 0);
  await check(visit, "documents-sent-again");
  await desk.page.reload();
  await desk.see(desk.words.pattern("desk.documents.replaced"));
  await check(desk, "desk-client-documents-replaced");
  assert.equal(await opening.count(), 1, "one file under this name");
  const [betterOpened] = await Promise.all([desk.page.waitForEvent("download"), opening.click()]);
  assert.ok(readFileSync(await betterOpened.path()).equals(better));
  await visit.page.reload();
  await visit.see(visit.t("documents.shared", { name: "Claire Fictive" }));
  await visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.unshare")}`) }).click();
  await visit.see(visit.t("documents.done.unshared"));
  assert.deepEqual((await documents(api)).map(({ shared_at }) => shared_at), [undefined, undefined]);
  const deskApi = await desk.api();
  for (const { id } of [first, second]) assert.equal((await deskApi.send("GET", `/api/staff/documents/${id}/file`)).status, 404);

  // The version before is opened and removed by its owner.
  await visit.page.locator("summary", { hasText: visit.t("documents.earlier.one") }).click();
  await check(visit, "documents-earlier");
  const earlier = visit.page.locator("details[open]");
  const [before] = await Promise.all([visit.page.waitForEvent("download"), earlier.getByRole("link", { name: new RegExp(`^${visit.t("documents.download")}`) }).click()]);
  assert.ok(readFileSync(await before.path()).equals(bytes));
  await earlier.getByRole("button", { name: new RegExp(`^${visit.t("documents.earlier.remove")}`) }).click();
  await visit.press("documents.remove.yes");
  await visit.see(visit.t("documents.done.removed"));
  assert.deepEqual((await documents(api)).map(({ id }) => id), [second.id]);

  // Called something else, then removed after a question.
  await visit.page.locator("summary", { hasText: visit.t("documents.change") }).click();
  await visit.page.getByLabel(visit.t("documents.name"), { exact: true }).fill("CV vente");
  await visit.press("documents.rename");
  await visit.see(visit.t("documents.done.renamed"));
  await visit.page.getByRole("heading", { name: "CV vente" }).waitFor();
  await visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.remove")}`) }).click();
  await visit.page.getByRole("dialog").waitFor();
  await check(visit, "documents-remove");
  await visit.press("documents.remove.yes");
  await visit.see(visit.t("documents.done.removed"));
  assert.deepEqual(await documents(api), []);
  assert.deepEqual(faults, []);
}, SCANNED);

journey("what is not kept says why and what to do", async ({ server, open }) => {
  const { faults, check } = checker();
  const { visit, api } = await come({ server, open });
  await visit.see(visit.t("documents.first"));
  for (const [name, bytes, why] of [
    ["cv.pdf", Buffer.from("%PDF-1.7\ntrailer << /Encrypt 4 0 R >>\n%%EOF"), "protected"],
    ["cv.doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "old-office"],
    ["cv.txt", Buffer.from(EICAR), "unknown"],
    ["cv.pdf", pdf().subarray(0, 100), "broken"],
  ]) {
    await choose(visit, name, bytes);
    await visit.see(visit.t(`documents.refused.${why}`));
    await check(visit, `documents-refused-${why}`, { dark: why === "protected" });
    await visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.refused.ok")}`) }).click();
    await visit.see(visit.t("documents.done.removed"));
  }
  await choose(visit, "virus.pdf", Buffer.from(pdf().toString("latin1").replace("\nx\n", `\n${EICAR}\n`).replace("/Length 1 ", `/Length ${EICAR.length} `), "latin1"));
  await visit.see(visit.t("documents.refused.infected"));
  await check(visit, "documents-refused-infected");
  // Before a byte is sent.
  await choose(visit, "film.pdf", Buffer.alloc(8 * 1024 * 1024 + 1));
  await visit.see(visit.t("error.upload.too-large"));
  await choose(visit, "rien.pdf", Buffer.alloc(0));
  await visit.see(visit.t("documents.trouble.empty"));
  await check(visit, "documents-trouble");
  assert.equal((await documents(api)).length, 1);
  assert.deepEqual(faults, []);
}, SCANNED);

journey("without an antivirus the page says so, and nobody else opens it", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context);
  await visit.see(visit.t("documents.first"));
  await choose(visit, "cv.pdf", pdf());
  await visit.see(visit.t("documents.is.own.more"));
  const [{ id }] = await documents(api);
  assert.equal((await api.send("PUT", `/api/documents/${id}/sharing`)).status, 200);
  // Its owner sees the page all the same; when the picture does not come, the sign of its kind stands there.
  await seePage(visit, "cv", 1);
  await check(visit, "documents-no-scanner");
  visit.expect(LOST);
  await visit.page.route("**/pictures/*", (route) => route.abort());
  await visit.page.reload();
  await visit.page.locator(".mt-sheet__sign", { hasText: visit.t("documents.kind.pdf") }).waitFor();
  assert.equal(await visit.page.getByText(visit.t("documents.pages.one")).count(), 0);
  await check(visit, "documents-sign");
  const desk = await deskOf(context, "referent");
  await desk.page.getByRole("link", { name: /Nadia/ }).first().click();
  await desk.see(desk.t("desk.documents.no-scanner"));
  await desk.see(desk.t("desk.documents.closed"));
  await check(desk, "desk-client-documents-closed");
  assert.deepEqual(faults, []);
});

journey("with the keyboard alone a file is shared and withdrawn", async ({ server, open }) => {
  const { visit, api } = await come({ server, open });
  // Listening before the press: the browser is told to hand the choice over, and that takes a moment.
  visit.page.on("filechooser", (chooser) => chooser.setFiles({ name: "cv.pdf", mimeType: "application/pdf", buffer: pdf() }));
  await visit.see(visit.t("documents.first"));
  const tabTo = async (target) => {
    await target.waitFor();
    for (let n = 0; n < 60; n += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await visit.page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not come to ${target}`);
  };
  await tabTo(visit.button("documents.choose"));
  await visit.page.keyboard.press("Enter");
  await seeClean(visit);
  const act = (key, values) => visit.page.getByRole("button", { name: new RegExp(`^${visit.t(key, values)}`) });
  await tabTo(act("documents.share", { name: "Claire Fictive" }));
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("documents.done.shared"));
  assert.ok((await documents(api))[0].shared_at);
  await tabTo(act("documents.unshare"));
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("documents.done.unshared"));
  assert.equal((await documents(api))[0].shared_at, undefined);
}, SCANNED);

journey("the same in English, on the kiosk and on a wide screen", async ({ server, open }) => {
  const { faults, check } = checker();
  const { visit: first } = await come({ server, open });
  await first.see(first.t("documents.first"));
  await choose(first, "cv.pdf", pdf());
  await seeClean(first);
  for (const [screen, options] of [["kiosk", {}], ["desk", {}], ["english", { locale: "en-GB", language: "en" }]]) {
    const { visit } = await come({ server, open }, screen === "english" ? options : { screen });
    await seeClean(visit);
    await seePage(visit, "cv", 1);
    await check(visit, `documents-${screen}`);
  }
  assert.deepEqual(faults, []);
}, SCANNED);
