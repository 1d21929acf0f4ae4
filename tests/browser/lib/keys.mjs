// Hands on a keyboard: Tab, arrows, Space, Enter and letters; nothing is clicked, and nothing is focused by the test.

import assert from "node:assert/strict";

/**
 * What the element with the focus looks like, itself and its label: where a ring, a shadow, a line or a colour can show.
 * `place` names it for a person, `isInView` says whether it is on the screen.
 */
function look(element = document.activeElement) {
  const drawn = [element, element.nextElementSibling, ...(element.labels ?? [])].filter((part) => part?.matches("label") || part === element);
  const of = (part) => {
    const style = getComputedStyle(part);
    const outline = style.outlineStyle === "none" ? "" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return { outline, shadow: style.boxShadow };
  };
  const box = (drawn.find((part) => part.getBoundingClientRect().width > 1) ?? element).getBoundingClientRect();
  return {
    place: (element.labels?.[0]?.textContent || element.textContent || element.getAttribute("aria-label") || element.outerHTML).trim().replace(/\s+/g, " ").slice(0, 80),
    isNowhere: element === document.body,
    // The title and what is told take the focus to be read, not to be used: no ring around words.
    isRead: element.matches("[tabindex='-1']"),
    hasSize: box.width > 0 && box.height > 0,
    isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    drawn: drawn.map(of),
  };
}

/** Whether what shows the focus is to be seen at all: an outline of two pixels, or a shadow. */
const isMarked = ({ drawn }) => drawn.some(({ outline, shadow }) => parseFloat(outline.split(" ")[1] ?? "0") >= 2 || shadow !== "none");

export class Keys {
  #before;

  constructor(visit) {
    this.visit = visit;
    this.keyboard = visit.page.keyboard;
  }

  /** What has the focus now, for a person. */
  here() {
    return this.visit.page.evaluate(look);
  }

  /** One stop on, or back; the one that is left must look different without the focus, the one that is come to must show it. */
  async step(key = "Tab") {
    const { page } = this.visit;
    await this.keyboard.press(key);
    const element = await page.evaluateHandle(() => document.activeElement);
    const before = this.#before;
    const isLeft = before && (await before.element.evaluate((one) => one.isConnected && one !== document.activeElement).catch(() => false));
    if (isLeft) {
      const after = await before.element.evaluate(look);
      assert.notDeepEqual(after.drawn, before.seen.drawn, `with the focus and without it looks the same: ${before.seen.place}`);
    }
    const seen = await page.evaluate(look);
    this.#before = undefined;
    if (seen.isNowhere) return seen;
    assert.ok(seen.hasSize && seen.isInView, `the focus is on something that cannot be seen: ${seen.place}`);
    assert.ok(isMarked(seen), `nothing shows that the focus is here: ${seen.place}`);
    this.#before = { element, seen };
    return seen;
  }

  /** Tabs on until the focus is on `target`. */
  async tabTo(target, key = "Tab") {
    await target.waitFor();
    for (let n_stops = 0; n_stops < 120; n_stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.step(key);
    }
    assert.fail(`Tab does not come to ${target}`);
  }

  async press(target, key = "Tab") {
    await this.tabTo(target, key);
    await this.keyboard.press("Enter");
  }

  /** Types into the field with this label; what stood there goes. */
  async type(key, text) {
    await this.write(this.visit.page.getByLabel(this.visit.t(key), { exact: true }), text);
  }

  async write(field, text) {
    await this.tabTo(field);
    await this.keyboard.type(text);
  }

  /** From the first radio of a group to this one. */
  async chooseRadio(radios, i) {
    await this.tabTo(radios.first());
    await this.keyboard.press("Space");
    for (let n = 0; n < i; n++) await this.keyboard.press("ArrowDown");
    assert.ok(await radios.nth(i).isChecked());
  }

  /** The n-th choice of a list, counted from the one that is chosen. */
  async chooseInList(list, n) {
    await this.tabTo(list);
    for (let i = 0; i < n; i++) await this.keyboard.press("ArrowDown");
  }

  /** The focus is somewhere on the page, not lost: what had it may have gone. */
  async seeKept() {
    await this.visit.page.waitForFunction(() => document.activeElement !== document.body && document.activeElement.isConnected);
  }

  /** Nothing on the page holds the focus: from the title on, every control is a stop, one way and the other. */
  async seeNoTrap() {
    const { page } = this.visit;
    const n_controls = await page.evaluate(() => {
      const isOne = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches("[tabindex='-1'], :disabled");
      const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(isOne);
      // A group of radios is one stop.
      const groups = new Set();
      window.unvisited = new Set(controls.filter((one) => one.type !== "radio" || (!groups.has(one.name) && groups.add(one.name))));
      return controls.length;
    });
    const visit = () =>
      page.evaluate(() => {
        const here = document.activeElement;
        for (const one of window.unvisited) if (one === here || (one.type === "radio" && one.name === here.name)) window.unvisited.delete(one);
        return window.unvisited.size;
      });
    for (const key of ["Tab", "Shift+Tab"]) {
      // A date is several stops in one.
      let n_left = await visit();
      for (let n = 0; n < n_controls * 3 + 10 && n_left > 0; n++) {
        await this.step(key);
        n_left = await visit();
      }
      const left = await page.evaluate(() => [...window.unvisited].map((one) => one.outerHTML.slice(0, 120)));
      assert.deepEqual(left, [], `${key} does not come to these`);
      await page.evaluate(() => {
        const controls = [...document.querySelectorAll("a[href], button, summary")].filter((one) => one.checkVisibility());
        window.unvisited = new Set(controls);
      });
    }
  }
}
