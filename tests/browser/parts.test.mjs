// Parts of the app that arrive later, and an app that has stopped.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { findFaults } from "./lib/axe.mjs";
import { journey } from "./lib/journey.mjs";

const PLACES = /\/places-[0-9a-f]+_bg\.wasm$/;

journey("a part that cannot be had is said so, and comes with the next try", async ({ server, open }) => {
  const visit = await open({ prepare: (page) => page.route(PLACES, (route) => route.abort()) });
  visit.expect(/ERR_FAILED|Failed to fetch/);
  const api = await Api.signIn(server, server.personAt("sent"));
  await visit.comeTo("/pathway", api);
  await visit.seeTitle(visit.t("shell.away.title"));
  assert.deepEqual(await findFaults(visit.page), []);

  await visit.page.unroute(PLACES);
  await visit.press("shell.retry");
  await visit.seeTitle(visit.t("pathway.title"));
  await visit.seeFocusOnTitle();
});

journey("an app that a bug has stopped says so, in the person's language, and opens again", async ({ open }) => {
  // The browser refuses to make an element: Yew has no answer to that.
  const breakIt = () => {
    const { createElement, createElementNS } = Document.prototype;
    Document.prototype.createElement = Document.prototype.createElementNS = () => {
      Object.assign(Document.prototype, { createElement, createElementNS });
      throw new Error("no more elements");
    };
  };
  for (const language of ["fr", "en"]) {
    const visit = await open({ language, locale: language });
    visit.expect(/unreachable|no more elements|RuntimeError/);
    await visit.button("session.enter").waitFor();
    await visit.page.waitForFunction(() => !document.querySelector("[data-shell]"));
    await visit.page.evaluate(breakIt);
    await visit.press("session.enter");
    await visit.seeTitle(visit.t("shell.stopped.title"));
    await visit.see(visit.t("shell.stopped.text"));
    assert.deepEqual(await findFaults(visit.page), []);
    await visit.follow("shell.stopped.reload");
    await visit.button("session.enter").waitFor();
  }
});
