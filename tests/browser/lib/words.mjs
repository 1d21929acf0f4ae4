// The app's own words, read where the app reads them: a test never copies a sentence.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./server.mjs";

const read = new Map();

function texts(language) {
  if (!read.has(language)) {
    read.set(language, JSON.parse(readFileSync(join(ROOT, "assets/i18n", `${language}.json`), "utf8")));
  }
  return read.get(language);
}

/** A text as a pattern; any white space stands for any other. */
export const literally = (text) => text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

/** Words in one language. A key that does not exist is a fault of the test and throws. */
export class Words {
  constructor(language = "fr") {
    this.language = language;
  }

  #text(key) {
    const text = texts(this.language)[key];
    if (text === undefined) throw new Error(`${this.language}.json has no "${key}"`);
    return text;
  }

  /** The text of a key, with its `{values}` filled in. */
  t(key, values = {}) {
    return this.#text(key).replace(/\{([\w-]+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** The text that goes with a number. */
  tn(key, n, values = {}) {
    const form = new Intl.PluralRules(this.language).select(n) === "one" ? "one" : "other";
    return this.t(`${key}.${form}`, { n: String(n), ...values });
  }

  /** A text whose values the test does not know, as a pattern. */
  pattern(key) {
    return new RegExp(this.#text(key).split(/\{[\w-]+\}/).map(literally).join(".+"));
  }
}
