// What every screen must hold, however one came to it: axe, large text, the dark, and a picture of it.

import { findFaults } from "./axe.mjs";
import { takePicture } from "./browser.mjs";

/** The whole page as on a very high screen, so that what sticks to its foot does not cover the middle of the picture. */
async function takeWholePicture(page, name) {
  const size = page.viewportSize();
  const height = await page.evaluate(() => Math.max(innerHeight, document.documentElement.scrollHeight));
  await page.setViewportSize({ ...size, height });
  await takePicture(page, name, { whole: false });
  await page.setViewportSize(size);
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
async function withLargeText(page, look) {
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  const found = await look(page);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return found;
}

async function inTheDark(page, look) {
  await page.emulateMedia({ colorScheme: "dark" });
  const found = await look(page);
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/**
 * @param {{dark?: boolean, picture?: boolean}} options what to leave out
 * @returns {Promise<string[]>} a line for each fault, beginning with the name of the screen
 */
export async function checkScreen(page, name, { dark = true, picture = true } = {}) {
  const found = [];
  const note = (where, faults) => found.push(...faults.map((fault) => `${where}: ${fault}`));
  if (picture) await takeWholePicture(page, name);
  note(name, await findFaults(page));
  note(name, await findOverflow(page));
  note(`${name}, text at 200 %`, await withLargeText(page, findOverflow));
  if (dark) {
    note(`${name}, dark`, await inTheDark(page, async () => {
      if (picture) await takeWholePicture(page, `${name}-dark`);
      // Only colours change in the dark.
      return findFaults(page, { rules: ["color-contrast"] });
    }));
  }
  return found;
}
