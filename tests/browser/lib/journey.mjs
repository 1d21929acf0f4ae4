// One journey: a server of its own, as many visits as it wants, and what must hold at the end of every one of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launchBrowser, takePicture } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { Visit } from "./visit.mjs";

/** trust.md, "Web": on every answer, errors and files included. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/**
 * `run({server, open})`: `open(options)` is a new browser profile that has opened the portal. Afterwards no page may
 * have logged an error that the journey did not announce with `visit.expect`, nor got an answer without its headers.
 */
export function journey(name, run, { timeout = 180_000, env } = {}) {
  test(name, { timeout }, async () => {
    const server = await startServer({ env });
    const visits = [];
    const open = async (options) => {
      const visit = await Visit.open(browser, server, options);
      visits.push(visit);
      return visit;
    };
    try {
      await run({ server, open });
      for (const visit of visits) {
        assert.deepEqual(visit.faults(), []);
        checkHeaders(visit.answers.filter((answer) => new URL(answer.url()).hostname === "localhost"));
      }
    } catch (error) {
      const label = name.replace(/[^\p{L}\d]+/gu, "-");
      for (const [i, visit] of visits.entries()) {
        const isOpen = !visit.page.isClosed();
        if (isOpen) await takePicture(visit.page, `failed-${label}-${i}`).catch(() => {});
        console.error(`${visit.page.url()}\n${visit.page.problems.join("\n")}`);
      }
      throw error;
    } finally {
      for (const visit of visits) await visit.close();
      await server.remove();
    }
  });
}

function checkHeaders(answers) {
  assert.ok(answers.length > 0, "no answer was seen");
  for (const answer of answers) {
    const headers = answer.headers();
    // A file may add a stricter policy of its own: browsers obey both.
    for (const [header, value] of Object.entries(HEADERS)) assert.equal(headers[header].split(", ")[0], value, `${header} of ${answer.url()}`);
    // What may be kept may come from the browser's cache, which forgets this header; the server's own tests look there.
    const isFresh = headers["cache-control"] === "no-store";
    if (isFresh) assert.match(headers["strict-transport-security"] ?? "", /max-age=\d{8}/, answer.url());
    assert.ok(headers["cache-control"], `cache-control of ${answer.url()}`);
  }
}
