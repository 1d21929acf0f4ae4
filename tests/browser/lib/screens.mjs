// What every screen must hold, however one came to it: axe, large text, the dark, and a picture of it.

import { findFaults } from "./axe.mjs";
import { takePicture } from "./browser.mjs";

/** As on a very high screen, so that what sticks to the foot covers nothing of the page: axe and the picture see it all. */
async function withWholePage(page, look) {
  const size = page.viewportSize();
  const height = await page.evaluate(() => Math.max(innerHeight, document.documentElement.scrollHeight));
  await page.setViewportSize({ ...size, height });
  const found = await look();
  await page.setViewportSize(size);
  return found;
}

/** What is wider than the screen, in words; empty when nothing scrolls sideways. */
const findOverflow = (page) =>
  page.evaluate(() => {
    const n_over = document.documentElement.scrollWidth - innerWidth;
    if (n_over <= 0) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    return wide.slice(0, 5).map((element) => `${n_over} px too wide: ${element.tagName} “${element.textContent.trim().slice(0, 40)}”`);
  });

/** Text twice as large must not make the page wider than the screen (WCAG 1.4.4, 1.4.10). */
export async function withLargeText(page, look) {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  const found = await look(page);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return found;
}

/** Colours change by a transition, however short: until it has ended, axe would measure old on new. */
const settle = (page) =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ending = document.getAnimations().filter((animation) => animation.effect.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((animation) => animation.finished));
  });

async function inTheDark(page, look) {
  await page.emulateMedia({ colorScheme: "dark" });
  await settle(page);
  const found = await look();
  await page.emulateMedia({ colorScheme: "light" });
  await settle(page);
  return found;
}

/**
 * @param {{dark?: boolean, picture?: boolean}} options what to leave out
 * @returns {Promise<string[]>} a line for each fault, beginning with the name of the screen
 */
export async function checkScreen(page, name, { dark = true, picture = true } = {}) {
  const found = [];
  const note = (where, faults) => found.push(...faults.map((fault) => `${where}: ${fault}`));
  note(name, await findOverflow(page));
  note(`${name}, text at 200 %`, await withLargeText(page, findOverflow));
  await withWholePage(page, async () => {
    if (picture) await takePicture(page, name, { whole: false });
    note(name, await findFaults(page));
    if (!dark) return;
    // Only colours change in the dark.
    note(`${name}, dark`, await inTheDark(page, () => findFaults(page, { rules: ["color-contrast"] })));
  });
  return found;
}
