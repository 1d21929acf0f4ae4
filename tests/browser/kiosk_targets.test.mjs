// Every page of a visit at a kiosk, for a finger: targets of 64 CSS pixels, axe, large text, and a picture of each.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { Content } from "./lib/content.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, kioskOf } from "./lib/kiosk.mjs";
import { openClient } from "./lib/preview.mjs";
import { checkKiosk, smallTargets } from "./lib/targets.mjs";

/** Goes to a page as by a link of the app: one that is asked for anew ends the visit. */
async function follow(device, path) {
  await device.page.evaluate((href) => {
    const link = Object.assign(document.createElement("a"), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await device.page.waitForFunction((path) => location.pathname === path && document.querySelector("main h1") && !document.querySelector("main .mt-skeleton"), path);
}

/** What folds is unfolded: what is in it is touched, too. */
const unfold = (device) => device.page.evaluate(() => document.querySelectorAll("main details:not([open])").forEach((one) => (one.open = true)));

journey("every page of a visit has targets for a finger", async (world) => {
  const person = world.server.personAt("sent");
  const api = await Api.signIn(world.server, person);
  // Someone has looked at their file: no page is empty.
  await openClient(await deskOf(world, "referent"), "Sylvie");
  const [{ id: sent }] = await api.get("/api/submissions");
  const { months } = await api.get("/api/months?language=fr");
  const { forums } = await api.get("/api/forums?language=fr");
  const { slots } = await api.get("/api/slots?language=fr");
  const { device } = await kioskOf(world);
  await enter(device, person);
  const faults = [];
  const paths = [
    "/account", "/account/messages", "/account/rights", "/", "/pathway", "/documents", "/cv", "/cv/contact", "/cv/wish",
    "/workshops", `/workshops/${slots.find(({ own }) => own)?.id ?? slots[0].id}`, `/workshops/${slots.find(({ own }) => !own).id}`,
    "/month", `/month/companies/${months[0].companies[0].id}`, `/forum/${forums[0].id}`,
    "/record/answers", `/record/answers/${sent}`, "/record/sharing", "/record/talks", "/record/looks",
    "/stock", "/stock/subjects", "/stock/help-numbers",
  ];
  for (const path of paths) {
    await follow(device, path);
    const name = `kiosk-page${path.replace(/[a-z]-[0-9a-f]{16}$/, "one").replaceAll("/", "-")}`;
    faults.push(...(await checkKiosk(device.page, name, { dark: false })));
    await unfold(device);
    faults.push(...(await smallTargets(device.page)).map((fault) => `${name}, unfolded: ${fault}`));
  }
  assert.deepEqual(faults, []);
}, { timeout: 300_000 });

journey("every kind of question has answers for a finger, from the list to the review", async (world) => {
  const content = new Content();
  content.askEveryKind();
  world.server.environment.CONTENT_DIR = content.folder;
  await world.server.restart();
  const { device } = await kioskOf(world);
  await enter(device, world.server.personAt("new"));
  await follow(device, "/stock/subjects");
  const faults = [];
  const levels = Object.fromEntries((await device.definition()).subjects.map(({ id }) => [id, "blocked"]));
  faults.push(...(await checkKiosk(device.page, "kiosk-stock-subjects", { dark: false })));
  await device.triage(levels);
  faults.push(...(await checkKiosk(device.page, "kiosk-stock-levels", { dark: false })));
  await device.goOn();
  const kinds = new Set();
  await device.answerAll({}, async (path) => {
    const page = path.includes("/q/") ? (await device.question()).question.kind : path.split("/")[2];
    const kind = typeof page === "string" ? page : Object.keys(page)[0];
    if (kinds.has(kind)) return faults.push(...(await smallTargets(device.page)).map((fault) => `${path}: ${fault}`));
    kinds.add(kind);
    if (kind === "guided") {
      await device.page.getByLabel(device.t("stock.guided.search"), { exact: true }).fill("a");
      await device.page.getByRole("checkbox").first().waitFor();
    }
    faults.push(...(await checkKiosk(device.page, `kiosk-stock-${kind}`, { dark: false })));
  });
  assert.deepEqual([...kinds].sort(), ["date", "guided", "one", "several", "sharing", "talk", "text"]);
  faults.push(...(await checkKiosk(device.page, "kiosk-stock-review", { dark: false })));
  await device.press("stock.review.send");
  await device.seeTitle(device.t("stock.sent.title"));
  faults.push(...(await checkKiosk(device.page, "kiosk-stock-sent", { dark: false })));
  assert.deepEqual(faults, []);
}, { timeout: 400_000 });
