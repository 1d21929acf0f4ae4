// The log of looks: a coordinator searches it, and the person whom a search is about reads that it was.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";

const field = (visit, key) => visit.page.getByLabel(visit.t(key), { exact: true });

journey("a coordinator searches who has looked at a file, and the person reads it", async ({ server, open }) => {
  const faults = [];
  const referent = await deskOf({ server, open }, "referent");
  await referent.page.getByRole("link", { name: /Nadia/ }).click();
  await referent.seeTitle(/Nadia/);

  const desk = await deskOf({ server, open }, "coordinator");
  await desk.follow("desk.office.part");
  await desk.follow("desk.log.title");
  await desk.seeTitle(desk.t("desk.log.title"));
  await field(desk, "desk.log.person").waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-log")));
  // By keyboard: everything, then one kind.
  await field(desk, "desk.log.person").press("Enter");
  await desk.page.getByRole("listitem").filter({ hasText: "Exemple Nadia" }).first().waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-log-all")));
  await field(desk, "desk.log.operation").selectOption("startPreview");
  await desk.press("desk.log.search");
  await desk.see(desk.t("desk.log.none"));

  // Several are called so; one of them is chosen, and the search is noted.
  await field(desk, "desk.log.operation").selectOption("");
  await field(desk, "desk.log.person").fill("exemple");
  await desk.press("desk.log.search");
  await desk.see(desk.t("desk.log.several"));
  faults.push(...(await checkScreen(desk.page, "desk-log-several")));
  await desk.page.getByRole("button", { name: "Exemple Nadia", exact: true }).click();
  await desk.see(desk.t("desk.log.noted", { name: "Exemple Nadia" }));
  await desk.page.getByRole("listitem").filter({ hasText: desk.t("desk.log.did.getClientSummary") }).first().waitFor();
  faults.push(...(await checkScreen(desk.page, "desk-log-person")));

  const api = await Api.signIn(server, server.personAt("new"));
  const nadia = await open({ path: "/record/looks", prepare: (_, visit) => visit.takeSession(api) });
  await nadia.see(new RegExp(nadia.t("record.looks.searched")));
  assert.deepEqual(faults, []);
});
