// A device with a browser of its own: a profile on the disk that outlives the browser, which can be closed or killed.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { CHROMIUM, FLAGS, PATIENCE_MS, SCREENS } from "./browser.mjs";
import { Visit } from "./visit.mjs";

const READY_WITHIN_MS = 30_000;

export class Device {
  #child;
  #browser;
  profile = mkdtempSync(join(tmpdir(), "main-tendue-profile-"));

  constructor(server, origin) {
    this.server = server;
    this.origin = origin;
  }

  /** Starts the browser and gives a visit that has opened `path`. */
  async start(path = "/") {
    const args = [...FLAGS, "--remote-debugging-port=0", `--user-data-dir=${this.profile}`, "--lang=fr-FR", "--accept-lang=fr-FR,fr", "about:blank"];
    const env = { ...process.env, TZ: "Europe/Paris", LANGUAGE: "fr", LANG: "fr_FR.UTF-8" };
    // A group of its own, so that all of it can be killed at once.
    this.#child = spawn(CHROMIUM, args, { env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
    this.#browser = await chromium.connectOverCDP(await endpointOf(this.#child));
    const [context] = this.#browser.contexts();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.setViewportSize(SCREENS.phone.viewport);
    await page.emulateMedia({ reducedMotion: "reduce" });
    page.problems = [];
    page.on("pageerror", (error) => page.problems.push(`error: ${error.message}`));
    const visit = new Visit(page, this.server);
    visit.home = this.origin;
    await page.goto(this.origin + path);
    return visit;
  }

  /** As a crash ends it: no goodbye, nothing is written any more. */
  async kill() {
    await this.#end(() => process.kill(-this.#child.pid, "SIGKILL"));
  }

  /** As a person closes it. */
  async close() {
    await this.#end(async () => (await this.#browser.newBrowserCDPSession()).send("Browser.close").catch(() => {}));
  }

  async remove() {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #end(how) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    await how();
    await ended;
    await this.#browser.close().catch(() => {});
  }
}

/** The address that Chromium writes to its error output once it listens. */
function endpointOf(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    const alarm = setTimeout(() => reject(new Error(`Chromium does not listen.\n${said}`)), READY_WITHIN_MS);
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (!found) return;
      clearTimeout(alarm);
      resolve(found[1]);
    });
  });
}
