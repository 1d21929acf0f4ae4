// axe on the page as it is now. Evaluated by the debugger, so the page's Content-Security-Policy stays as it is.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * @param {{exclude?: string[], rules?: string[]}} options `rules`: these alone, instead of all
 * @returns {Promise<string[]>} one line for each element at fault; empty when axe finds nothing
 */
export async function findFaults(page, { exclude = [], rules } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  const violations = await page.evaluate(
    async ({ runOnly, exclude }) => {
      const context = exclude.length > 0 ? { include: [["html"]], exclude: exclude.map((selector) => [selector]) } : document;
      const found = await window.axe.run(context, { runOnly, resultTypes: ["violations"] });
      return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => [node.target.join(" "), node.failureSummary]) }));
    },
    { runOnly: rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS }, exclude },
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(([target, why]) => `${id} at ${target}: ${help}. ${why.replace(/\s+/g, " ")}`));
}
