// What one answered about one's health: where it says until when it is kept, and erasing it, on a phone and on a kiosk.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { readRows } from "./lib/database.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, kioskOf } from "./lib/kiosk.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { sendStock } from "./lib/sending.mjs";
import { checkKiosk } from "./lib/targets.mjs";

/** Erases it from the page of the account. */
async function erase(visit) {
  await visit.press("account.health.erase");
  await visit.page.getByRole("dialog").waitFor();
  await visit.press("account.health.yes");
  await visit.see(visit.t("account.health.erased"));
  await visit.page.waitForFunction(() => document.activeElement?.id === "health-erased");
}

journey("answers about one's health are erased at once, and one may answer anew", async ({ server, open }) => {
  const faults = [];
  const { api } = await sendStock(server, server.personAt("new"));
  await api.answer("triage.sante", { level: "hard" });
  const visit = await open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await visit.see(visit.words.pattern("account.health.until"));
  faults.push(...(await checkScreen(visit.page, "account-health")));
  // By keyboard; Escape erases nothing.
  const button = visit.page.getByRole("button", { name: visit.t("account.health.erase"), exact: true });
  await button.focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.getByRole("dialog").waitFor();
  faults.push(...(await checkScreen(visit.page, "account-health-sure")));
  await visit.page.keyboard.press("Escape");
  await visit.page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(await readRows(server, "SELECT id FROM health_withdrawal"), []);
  await erase(visit);
  faults.push(...(await checkScreen(visit.page, "account-health-erased")));
  assert.equal((await readRows(server, "SELECT id FROM health_withdrawal")).length, 1);
  const kept = await readRows(server, "SELECT answers FROM submission WHERE answers LIKE '%sante%' AND person_id IN (SELECT person_id FROM health_withdrawal)");
  assert.deepEqual(kept, []);
  // What one sent says nothing about it any more, and the questions can be answered again.
  await visit.page.goto("/record/answers");
  await visit.seeTitle(visit.t("page.record-answers"));
  await api.answer("triage.sante", { level: "blocked" });
  await visit.page.goto("/account");
  await visit.see(visit.words.pattern("account.health.until"));
  assert.deepEqual(faults, []);
});

journey("on a kiosk, too", async ({ server, open }) => {
  const api = await Api.signIn(server, server.personAt("new"));
  await api.answer("triage.sante", { level: "blocked" });
  const { device } = await kioskOf({ server, open });
  await enter(device, server.personAt("new"));
  await device.follow("nav.account");
  const fold = device.page.locator("summary", { hasText: device.t("account.health.some") });
  await fold.waitFor();
  assert.doesNotMatch(await device.page.getByRole("main").innerText(), /sant/i, "nobody who stands beside it reads that there are some");
  assert.deepEqual(await checkKiosk(device.page, "kiosk-account-some"), []);
  await fold.click();
  await device.see(device.words.pattern("account.health.until"));
  assert.deepEqual(await checkKiosk(device.page, "kiosk-account-health-shown"), []);
  await erase(device);
  assert.deepEqual(await checkKiosk(device.page, "kiosk-account-health"), []);
});

journey("one reads before the first question what is kept, who reads it and that one may pass", async ({ server, open }) => {
  const api = await Api.signIn(server, server.personAt("new"));
  await api.answer("triage.sante", { level: "blocked" });
  const visit = await open({ path: "/stock/q/sante/effet", prepare: (_, visit) => visit.takeSession(api) });
  await visit.page.getByText(/Vous pouvez passer chaque question/).waitFor();
  await visit.page.getByText(/gardées 12 mois au plus/).waitFor();
  assert.deepEqual(await checkScreen(visit.page, "stock-health"), []);
});
