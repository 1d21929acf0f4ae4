// What a finger must hit on a kiosk: every target is 64 CSS pixels at least, in both directions.

import { checkScreen } from "./screens.mjs";

const N_PX = 64;

/**
 * What can be touched on the page and is smaller, in words; empty when there is nothing.
 * A radio or a box is as large as itself and its labels together, because each of them sets it. A link within a sentence is
 * left out, as in WCAG 2.5.8: its height is that of the line it stands in.
 */
export const smallTargets = (page) =>
  page.evaluate((n_px) => {
    const isInSentence = (element) =>
      element.matches("a") &&
      getComputedStyle(element).display === "inline" &&
      [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.data));
    const boxOf = (element) => {
      const parts = element.matches("[type=radio], [type=checkbox], [type=file]") ? [element, ...element.labels] : [element];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
      const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
      return { width: right - left, height: bottom - top };
    };
    const wordsOf = (element) => (element.labels?.[0] ?? element).textContent.trim().slice(0, 60) || element.id;
    return [...document.querySelectorAll("a[href]:not(.mt-skip), button, summary, select, textarea, input:not([type=hidden])")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !isInSentence(element))
      .map((element) => ({ element, box: boxOf(element) }))
      // Half a pixel is how a browser rounds.
      .filter(({ box }) => box.width < n_px - 0.5 || box.height < n_px - 0.5)
      .map(({ element, box }) => `${element.tagName.toLowerCase()} “${wordsOf(element)}”: ${Math.round(box.width)} × ${Math.round(box.height)} px`);
  }, N_PX);

/** As checkScreen, for a screen of a kiosk: with its targets. */
export async function checkKiosk(page, name, options) {
  return [...(await checkScreen(page, name, options)), ...(await smallTargets(page)).map((fault) => `${name}: ${fault}`)];
}
