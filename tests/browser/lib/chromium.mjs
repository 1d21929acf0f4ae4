// A Chromium as a kiosk has it: nothing between it and the test but its own protocol, over a pipe. Playwright would switch
// off what keeps pages for Back (`--disable-back-forward-cache`), and nothing here does.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CHROMIUM, FLAGS } from "./browser.mjs";

const OWN_FLAGS = [...FLAGS, "--window-size=540,960", "--lang=fr-FR", "--accept-lang=fr-FR,fr"];
const ANSWER_WITHIN_MS = 30_000;

export class Chromium {
  #child;
  #n = 0;
  #waiting = new Map();
  #listeners = new Set();
  profile = mkdtempSync(join(tmpdir(), "main-tendue-kiosk-"));

  /** Starts it on its profile, with one tab that shows nothing. */
  async start(flags = []) {
    const args = [...OWN_FLAGS, ...flags, "--remote-debugging-pipe", `--user-data-dir=${this.profile}`, "about:blank"];
    const env = { ...process.env, TZ: "Europe/Paris", LANGUAGE: "fr", LANG: "fr_FR.UTF-8" };
    // A group of its own, so that all of it can be killed at once.
    this.#child = spawn(CHROMIUM, args, { env, detached: true, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    let said = "";
    this.#child.stdio[4].setEncoding("utf8").on("data", (chunk) => {
      const messages = (said + chunk).split("\0");
      said = messages.pop();
      for (const message of messages) this.#hear(JSON.parse(message));
    });
    this.#child.stdio[3].on("error", () => {});
    return this;
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.#n;
    return new Promise((resolve, reject) => {
      const alarm = setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_WITHIN_MS);
      this.#waiting.set(id, { resolve, reject, alarm, method });
      this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #hear({ id, method, params, result, error, sessionId }) {
    if (id === undefined) {
      for (const listener of [...this.#listeners]) listener({ method, params, sessionId });
      return;
    }
    const { resolve, reject, alarm, method: asked } = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(alarm);
    if (error) reject(new Error(`${asked}: ${error.message}`));
    else resolve(result);
  }

  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The pages that are open. */
  async pages() {
    const { targetInfos } = await this.send("Target.getTargets");
    return targetInfos.filter(({ type, url }) => type === "page" && !url.startsWith("devtools:"));
  }

  async attach(targetId) {
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    return new Tab(this, targetId, sessionId).watch();
  }

  /** The tab that it has begun with. */
  async firstTab() {
    let pages = [];
    while (pages.length === 0) pages = await this.pages();
    return this.attach(pages[0].targetId);
  }

  async newTab() {
    return this.attach((await this.send("Target.createTarget", { url: "about:blank" })).targetId);
  }

  /** As a power cut ends it. */
  kill() {
    return this.#end(() => process.kill(-this.#child.pid, "SIGKILL"));
  }

  /** As it is closed. */
  close() {
    return this.#end(() => this.send("Browser.close").catch(() => {}));
  }

  async remove() {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #end(how) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    for (const { alarm } of this.#waiting.values()) clearTimeout(alarm);
    const asked = how();
    await ended;
    for (const { alarm, resolve } of this.#waiting.values()) {
      clearTimeout(alarm);
      resolve({});
    }
    this.#waiting.clear();
    await asked;
  }

  /** Every file of the profile that holds one of these texts, as UTF-8 or UTF-16: `name: text`. */
  filesWith(texts) {
    const wanted = texts.flatMap((text) => [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")].map((bytes) => ({ text, bytes })));
    const found = new Set();
    const look = (folder) => {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        const entry = statSync(path, { throwIfNoEntry: false });
        if (entry?.isDirectory()) look(path);
        if (!entry?.isFile()) continue;
        const content = readFileSync(path);
        for (const { text, bytes } of wanted) if (content.includes(bytes)) found.add(`${path.slice(this.profile.length + 1)}: ${text}`);
      }
    };
    look(this.profile);
    return [...found];
  }
}

/**
 * The middle of what `find` gives, in the window: `undefined` while there is none, while it moves (what is above it may still be
 * on its way), or while something else lies there. Runs in the page.
 */
const stillBox = async (find) => {
  find()?.scrollIntoView({ block: "center", behavior: "instant" });
  const middle = () => {
    const box = find()?.getBoundingClientRect();
    return box && [box.x + box.width / 2, box.y + box.height / 2];
  };
  const before = middle();
  await new Promise((done) => setTimeout(done, 100));
  const now = middle();
  const isStill = before && now && before.every((at, i) => at === now[i]);
  return isStill && find().contains(document.elementFromPoint(...now)) ? now : undefined;
};

/** A tab, and what its browser keeps. */
export class Tab {
  constructor(browser, targetId, sessionId) {
    Object.assign(this, { browser, targetId, sessionId });
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  /** Says yes to whatever the browser asks before a page is left, so that no question of its own stops the test. */
  async watch() {
    await this.send("Page.enable");
    this.browser.listen(({ method, sessionId }) => {
      if (method !== "Page.javascriptDialogOpening" || sessionId !== this.sessionId) return;
      this.asked = true;
      this.send("Page.handleJavaScriptDialog", { accept: true }).catch(() => {});
    });
    return this;
  }

  /** The value of an expression, awaited; fails when the page is replaced meanwhile. Between two pages, where nothing can be asked, it waits. */
  async evaluate(expression) {
    const late = Date.now() + ANSWER_WITHIN_MS;
    const ask = () =>
      this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }).catch(async (error) => {
        if (!error.message.includes("Cannot find default execution context") || Date.now() > late) throw error;
        await new Promise((done) => setTimeout(done, 40));
        return ask();
      });
    const { result, exceptionDetails } = await ask();
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true, also over a change of document. */
  async until(expression, what = expression) {
    const late = Date.now() + ANSWER_WITHIN_MS;
    for (;;) {
      const value = await this.evaluate(expression).catch(() => undefined);
      if (value) return value;
      if (Date.now() > late) throw new Error(`never so: ${what}\n${await this.evaluate("location.href + '\\n' + document.body.innerText.slice(0, 400)").catch(String)}`);
      await new Promise((done) => setTimeout(done, 40));
    }
  }

  /** Goes to an address as whoever types it. */
  async go(url) {
    await this.send("Page.navigate", { url });
  }

  /** Touches what has this text, by pointer, as a finger does, once it stands still; `selector` says among what. */
  async touch(selector, text) {
    const find = `[...document.querySelectorAll(${JSON.stringify(selector)})].find((one) => one.checkVisibility() && (${JSON.stringify(text ?? "")} === "" || one.textContent.trim() === ${JSON.stringify(text)}))`;
    const [x, y] = await this.until(`(${stillBox})(() => ${find})`, `${selector} “${text}”, which stands still`);
    for (const type of ["mousePressed", "mouseReleased"]) await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
  }

  /** Types into the field that has the focus. */
  async type(text) {
    await this.send("Input.insertText", { text });
  }

  /** As far back as one likes: `false` when there is nothing before. */
  async back() {
    const { currentIndex, entries } = await this.send("Page.getNavigationHistory");
    if (currentIndex === 0) return false;
    await this.send("Page.navigateToHistoryEntry", { entryId: entries[currentIndex - 1].id });
    return true;
  }

  close() {
    return this.browser.send("Target.closeTarget", { targetId: this.targetId });
  }

  /** What the page shows: its text and what stands in its fields. */
  shown() {
    return this.evaluate(`document.documentElement.outerHTML + "\\n" + document.title + "\\n" + [...document.querySelectorAll("input, textarea, select")].map((field) => field.value).join("\\n")`);
  }

  /** What the browser keeps for the site, values included, as one text. */
  async kept(origin) {
    const stores = await this.evaluate(`(async () => {
      const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, window.name, JSON.stringify(history.state)];
      for (const { name } of await indexedDB.databases()) found.push("database " + name);
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) found.push(request.url, await (await (await caches.open(name)).match(request)).text());
      for (const worker of await navigator.serviceWorker.getRegistrations()) found.push("worker " + worker.scope);
      return found.join("\\n");
    })()`);
    const { cookies } = await this.send("Network.getCookies", { urls: [origin] });
    return { stores, cookies };
  }
}
