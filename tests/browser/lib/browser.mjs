// A real Chromium, and the three screens that people have.

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { ROOT } from "./server.mjs";

export const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The kiosk is 1080 × 1920 pixels on a large screen: 540 × 960 for a style sheet. */
export const SCREENS = {
  phone: { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  kiosk: { viewport: { width: 540, height: 960 }, deviceScaleFactor: 2, hasTouch: true },
  desk: { viewport: { width: 1366, height: 768 } },
};

/** The whole browser, with its windows and its profile. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** How long something that must happen may take before a journey fails: two cores that do something else for a while are no fault. */
export const PATIENCE_MS = 30_000;
/** The same engine without the windows around it, where Debian has it: a quarter less to compute (docs/decisions/0047-the-gate-in-less-time.md). */
const HEADLESS = "/usr/bin/chromium-headless-shell";

/** `whole`: with its windows, as a person has it. */
export function launchBrowser(flags = [], { whole = Boolean(process.env.CHROMIUM) } = {}) {
  const executablePath = !whole && existsSync(HEADLESS) ? HEADLESS : CHROMIUM;
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/**
 * A fresh browser profile on one of the `SCREENS`, in French and in Paris.
 * `page.problems` collects what went wrong unseen: errors of the page, the console's errors, requests elsewhere.
 */
export async function openPage(browser, { screen = "phone", origin, ...options } = {}) {
  const context = await browser.newContext({
    ...SCREENS[screen],
    baseURL: origin,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return watch(await context.newPage(), origin);
}

/** Collects what goes wrong unseen on a page, also on one that another page has opened. */
export function watch(page, origin) {
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("request", (request) => {
    const { protocol, origin: from } = new URL(request.url());
    if (origin && protocol.startsWith("http") && from !== origin) page.problems.push(`asks elsewhere: ${request.url()}`);
  });
  return page;
}

/** A picture of the page in target/screens/. */
export async function takePicture(page, name, { whole = true } = {}) {
  const folder = join(process.env.TARGET_DIR ?? join(ROOT, "target"), "screens");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: whole, animations: "disabled" });
  return path;
}

/**
 * What the next load of a page costs on the wire, counted by the browser.
 * @returns {Promise<{n_requests: number, n_bytes: number, urls: string[]}>}
 */
export async function measureLoad(page, load) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const sum = { n_requests: 0, n_bytes: 0, urls: [] };
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.startsWith("http")) return;
    sum.n_requests += 1;
    sum.urls.push(request.url);
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (sum.n_bytes += encodedDataLength));
  await load();
  await session.detach();
  return sum;
}

/** 1.6 Mbit/s, 150 ms, a processor four times slower: the phone of the budgets. */
export async function slowDown(page, { kbit_per_s = 1600, latency_ms = 150, cpu = 4 } = {}) {
  const session = await page.context().newCDPSession(page);
  const throughput = (kbit_per_s * 1000) / 8;
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: latency_ms,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  return session;
}
