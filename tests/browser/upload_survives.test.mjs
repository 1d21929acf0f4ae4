// A file from a phone over twenty cuts of the network, three kills of the server and one of the browser: kept once, byte for byte,
// for at most a fifth more than its size. The person reads on how it goes, in words and in a bar.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Antivirus, pdf } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { takePicture } from "./lib/browser.mjs";
import { Device } from "./lib/device.mjs";
import { journey } from "./lib/journey.mjs";
import { chance, Proxy } from "./lib/proxy.mjs";

/** With LONG, twice as much of everything. */
const TIMES = process.env.LONG ? 2 : 1;
const SIZE = TIMES * 4 * 1024 * 1024;
const N_CUTS = TIMES * 20;
/** Less than the smallest part of a file that is sent at once. */
const INSIDE = [1, 700, 4_000, 8_000];
/** The network is away for a while, and the page says so. */
const AWAY = new Set([6, 15, 26, 35]);
const KILLS = new Set([3, 11, 18, 23, 31, 38]);
const BROWSER_ENDS = 9;

const antivirus = new Antivirus();
before(() => antivirus.start());
after(() => antivirus.stop());

/** A PDF in which no two parts are the same. */
function variedPdf(size) {
  const bytes = pdf(size);
  const next = chance(20261128);
  const from = bytes.indexOf("stream\n") + "stream\n".length;
  const to = bytes.lastIndexOf("\nendstream");
  for (let at = from; at < to; at += 1) bytes[at] = 97 + Math.floor(next() * 26);
  return bytes;
}

const offsetOf = (path) => Number(new URL(path, "http://localhost").searchParams.get("offset"));
const isPart = (method, path) => method === "PUT" && path.startsWith("/api/uploads/");

/** Writes down what stands beside the bar each time that it changes. */
const watchProgress = (visit) => visit.page.evaluate(() => {
  window.progress = [];
  const look = () => {
    const bar = document.querySelector("progress");
    if (!bar) return;
    const now = { words: bar.labels[0].textContent, value: bar.value };
    const last = window.progress.at(-1);
    if (last?.words !== now.words || last?.value !== now.value) window.progress.push(now);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
});

/** Words and bar tell the same, and neither goes back. */
function assertProgress(seen, size) {
  const received = seen.map(({ words, value }) => {
    const [, number, unit] = words.match(/^([\d,]+)\s(ko|Mo)\s/);
    const n_bytes = Number(number.replace(",", ".")) * (unit === "Mo" ? 1e6 : 1e3);
    // Words are rounded to tenths of a megabyte, the bar to whole hundredths.
    assert.ok(Math.abs((n_bytes * 100) / size - value) <= 1 + 5e6 / size, `${words}: ${value} %`);
    return n_bytes;
  });
  const goesOn = (numbers) => numbers.every((number, n) => n === 0 || number >= numbers[n - 1]);
  assert.ok(goesOn(received) && goesOn(seen.map(({ value }) => value)), JSON.stringify(seen));
  assert.ok(new Set(received).size >= 8, `${seen.length} steps are seen`);
}

journey("a file survives twenty cuts, three kills of the server and one of the browser", async ({ server }) => {
  const bytes = variedPdf(SIZE);
  const person = server.personAt("new");
  const proxy = (await Proxy.start()).to(server);
  const phone = new Device(server, proxy.origin);
  const api = await Api.signIn(server, person);
  const list = async () => (await api.get("/api/documents")).documents;

  const come = async () => {
    const visit = await phone.start("/");
    await visit.signIn(person);
    await visit.page.getByRole("link", { name: visit.t("home.documents") }).click();
    await visit.seeTitle(visit.t("page.documents"));
    return visit;
  };
  const file = { name: "CV_Nadia.pdf", mimeType: "application/pdf", buffer: bytes };
  const choose = (visit) => visit.page.locator("input[type=file]").first().setInputFiles(file);

  /** What stands beside the bar: the numbers of the words, and the bar's own, which must agree with what has arrived. */
  const seeProgress = async (visit, received) => {
    const bar = visit.page.getByRole("progressbar", { name: visit.words.pattern("documents.progress") });
    await bar.waitFor();
    const { words, value } = await bar.evaluate((bar) => ({ words: bar.labels[0].textContent, value: bar.value }));
    const mb = (n) => (n < 1e6 ? `${Math.round(n / 1e3)} ko` : `${(Math.round(n / 1e5) / 10).toString().replace(".", ",")} Mo`);
    assert.equal(words.replaceAll(/\s/g, " "), visit.t("documents.progress", { received: mb(received), size: mb(bytes.length) }).replaceAll(/\s/g, " "));
    assert.equal(value, Math.floor((received * 100) / bytes.length));
  };

  try {
    let visit = await come();
    await visit.see(visit.t("documents.first"));
    // Where each cut is, and how: before the server hears of a part, inside its body, after its answer.
    const step = Math.floor(bytes.length / (N_CUTS + 2));
    const fates = ["broken", "answer lost", "broken", "lost"];
    const cutAt = (n) => {
      const from = (n + 1) * step;
      return proxy.loseNext(AWAY.has(n) ? "lost" : fates[n % fates.length], (method, path) => isPart(method, path) && offsetOf(path) >= from, { n_bytes: INSIDE[n % INSIDE.length] });
    };
    await watchProgress(visit);
    await choose(visit);
    for (let n = 0; n < N_CUTS; n += 1) {
      await cutAt(n);
      if (AWAY.has(n)) {
        proxy.cut();
        await visit.see(visit.t("documents.waiting.title"));
        const [{ received_bytes }] = await list();
        await seeProgress(visit, received_bytes);
        if (n === 6) await takePicture(visit.page, "documents-progress-waiting");
        proxy.mend();
      }
      if (KILLS.has(n)) await server.restart({ hard: true });
      if (n === BROWSER_ENDS) {
        assertProgress(await visit.page.evaluate(() => window.progress), bytes.length);
        await phone.kill();
        const [{ received_bytes, state }] = await list();
        assert.equal(state, "receiving");
        visit = await come();
        await visit.see(visit.t("documents.begun"));
        await takePicture(visit.page, "documents-begun-after-restart");
        assert.equal((await list())[0].received_bytes, received_bytes, "nothing went on by itself");
        await watchProgress(visit);
        await choose(visit);
      }
    }
    await visit.see(visit.t("documents.arrived.title"));
    await visit.see(visit.t("documents.is.clean"));
    assertProgress(await visit.page.evaluate(() => window.progress), bytes.length);

    const parts = proxy.log.filter(({ method, path }) => isPart(method, path));
    const n_cuts = parts.filter(({ fate }) => ["lost", "answer lost", "broken"].includes(fate)).length;
    assert.equal(n_cuts, N_CUTS);
    const fatesSeen = new Set(parts.map(({ fate }) => fate));
    for (const fate of ["lost", "answer lost", "broken", "passed"]) assert.ok(fatesSeen.has(fate), fate);
    const ids = new Set(parts.map(({ path }) => path.split("?")[0]));
    assert.equal(ids.size, 1, "one upload from beginning to end, on the id that the server gave it");
    const sent = parts.reduce((sum, { n_bytes }) => sum + n_bytes, 0);
    console.log(`${sent} bytes sent for ${bytes.length}: × ${(sent / bytes.length).toFixed(3)}, in ${parts.length} parts`);
    assert.ok(sent <= 1.2 * bytes.length, `${sent} bytes for ${bytes.length}`);

    const kept = await list();
    assert.deepEqual(
      kept.map(({ state, scan, size_bytes, name }) => [state, scan, size_bytes, name]),
      [["kept", "clean", bytes.length, "CV Nadia"]],
    );
    assert.equal(ids.values().next().value, `/api/uploads/${kept[0].id}`);
    const got = await api.send("GET", `/api/documents/${kept[0].id}/file`);
    assert.ok(Buffer.from(await got.arrayBuffer()).equals(bytes), "byte for byte");
    assert.deepEqual(visit.page.problems, []);
  } finally {
    await phone.remove();
    await proxy.stop();
  }
}, { env: { CLAMD_ADDR: antivirus.socket }, timeout: TIMES * 600_000 });
