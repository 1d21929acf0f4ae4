// The forum from the phone of a person: a ticket is taken, changed, printed and given back; what is full says what is next.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { changeRows, readRows } from "./lib/database.mjs";
import { journey } from "./lib/journey.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT } from "./lib/server.mjs";

const proxies = [];
after(() => Promise.all(proxies.map((proxy) => proxy.stop())));

const LOST = /ERR_(CONNECTION_REFUSED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET|INTERNET_DISCONNECTED)/;

/** A visit with its session taken over from another client, at the forum of the demonstration. */
async function come({ server, open }, { point = "new", ...options } = {}) {
  const api = await Api.signIn(server, server.personAt(point));
  const [forum] = (await api.get("/api/forums?language=fr")).forums;
  const visit = await open({ path: `/forum/${forum.id}`, prepare: (_, visit) => visit.takeSession(api), ...options });
  await visit.seeTitle(forum.name);
  const read = () => api.get(`/api/forums/${forum.id}?language=fr`);
  return { visit, api, forum, read };
}

const hour = (visit, { from, to }) => visit.page.getByRole("radio", { name: new RegExp(`^${visit.t("forum.hour", { from, to })}`) });
const code = (visit) => visit.page.locator(".mt-ticket__code [aria-hidden]").innerText();
const seeFocusOnStanding = (visit) => visit.page.waitForFunction(() => document.activeElement.id === "standing");
const fill = (server, number) => changeRows(server, "UPDATE forum_entry SET n_taken = n_places - n_kept WHERE number = ?", String(number));

journey("from the workshops to the forum, a ticket is taken, changed and given back", async (world) => {
  const { server, open } = world;
  const visit = await open();
  await visit.signIn(server.personAt("new"));
  await visit.page.getByRole("link", { name: visit.t("home.workshops") }).click();
  await visit.seeTitle(visit.t("page.workshops"));
  const api = await visit.api();
  const [forum] = (await api.get("/api/forums?language=fr")).forums;
  await visit.see(visit.t("forum.is.open"));
  await visit.page.locator(`a[href='/forum/${forum.id}']`).click();
  await visit.seeTitle(forum.name);
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.title(), `${forum.name} – Main Tendue`);
  const read = () => api.get(`/api/forums/${forum.id}?language=fr`);
  const { entries } = await read();
  assert.equal(await visit.page.getByRole("radio").count(), entries.length);
  const faults = await checkScreen(visit.page, "forum-choose");

  await visit.press("forum.act.take");
  await visit.see(visit.t("forum.choose.missing"));
  await hour(visit, entries[3]).check();
  // Two taps are one ticket.
  await visit.button("forum.act.take").dblclick();
  await visit.see(visit.t("forum.done.taken"));
  await seeFocusOnStanding(visit);
  const taken = await read();
  assert.equal(taken.ticket.entry, 3);
  assert.equal((await code(visit)).replaceAll(/\s/g, ""), taken.ticket.code);
  assert.equal(taken.entries[3].n_free, entries[3].n_free - 1);
  faults.push(...(await checkScreen(visit.page, "forum-ticket")));

  await visit.press("forum.act.change");
  await visit.see(visit.t("forum.choose.other"));
  assert.equal(await hour(visit, entries[3]).count(), 0, "one's own hour is no other");
  await visit.press("forum.act.keep", { time: entries[3].from });
  await visit.button("forum.act.print").waitFor();
  await visit.press("forum.act.change");
  await hour(visit, entries[5]).check();
  faults.push(...(await checkScreen(visit.page, "forum-change")));
  await visit.press("forum.act.change-to");
  await visit.see(visit.t("forum.done.changed"));
  const changed = await read();
  assert.deepEqual([changed.ticket.entry, changed.ticket.code], [5, taken.ticket.code], "the printed code stays right");
  await visit.follow("forum.workshops");
  await visit.see(visit.t("forum.is.own", { time: entries[5].from }));
  await visit.page.locator(`a[href='/forum/${forum.id}']`).click();

  await visit.press("forum.act.give-back");
  const dialog = visit.page.getByRole("dialog");
  await dialog.waitFor();
  faults.push(...(await checkScreen(visit.page, "forum-give-back")));
  await visit.press("forum.give-back.no");
  await dialog.waitFor({ state: "hidden" });
  await visit.press("forum.act.give-back");
  await visit.press("forum.give-back.yes");
  await visit.see(visit.t("forum.done.given-back"));
  assert.equal((await read()).ticket, undefined);
  assert.deepEqual(faults, []);
});

journey("a full hour says so and offers the next one, before asking and after", async (world) => {
  const { visit, read } = await come(world);
  visit.expect(/status of 409/);
  const { entries } = await read();
  fill(world.server, 0);
  await visit.page.reload();
  await visit.see(visit.t("forum.room.full"));
  await hour(visit, entries[0]).check();
  await visit.see(visit.t("forum.full", { time: entries[0].from }));
  const faults = await checkScreen(visit.page, "forum-full");
  await visit.press("forum.full.take", { time: entries[1].from });
  assert.ok(await hour(visit, entries[1]).isChecked());
  await visit.page.waitForFunction((id) => document.activeElement.id === id, "hour-1");

  // It fills up between looking and pressing.
  fill(world.server, 1);
  await visit.press("forum.act.take");
  await visit.see(visit.t("forum.full", { time: entries[1].from }));
  await visit.press("forum.full.take", { time: entries[2].from });
  await visit.press("forum.act.take");
  await visit.see(visit.t("forum.done.taken"));
  assert.equal((await read()).ticket.entry, 2);

  for (const { number } of entries) fill(world.server, number);
  const other = await come(world, { point: "draft" });
  await other.visit.see(other.visit.t("forum.none-left"));
  faults.push(...(await checkScreen(other.visit.page, "forum-none-left")));
  assert.deepEqual(faults, []);
});

journey("a ticket is one printed page with the code, and nothing else", async (world) => {
  const { visit } = await come(world, { point: "sent" });
  await visit.button("forum.act.print").waitFor();
  const shown = await code(visit);
  const pdf = await visit.page.pdf({ preferCSSPageSize: true, printBackground: true });
  const folder = join(process.env.TARGET_DIR ?? join(ROOT, "target"), "screens");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "forum-ticket.pdf"), pdf);
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, "one page");
  await visit.page.emulateMedia({ media: "print" });
  await visit.see(shown);
  await visit.page.locator("svg.mt-qr").waitFor();
  assert.equal(await visit.page.getByRole("button").filter({ visible: true }).count(), 0, "paper has no buttons");
  await visit.page.screenshot({ path: join(folder, "forum-print.png"), fullPage: true });
  await visit.page.emulateMedia({ media: "screen" });
});

journey("an answer that is lost on the way has one effect", async (world) => {
  const proxy = (await Proxy.start()).to(world.server);
  proxies.push(proxy);
  const { visit, read } = await come(world, { origin: proxy.origin });
  visit.expect(LOST);
  const { entries } = await read();
  await hour(visit, entries[4]).check();
  proxy.loseNext("answer lost", (method, path) => method === "PUT" && path.includes("/ticket"));
  await visit.press("forum.act.take");
  await visit.see(visit.t("forum.done.taken"));
  assert.equal(proxy.count("answer lost"), 1);
  const [{ n }] = readRows(world.server, "SELECT count(*) AS n FROM ticket WHERE entry = 4");
  assert.equal(n, 1);
});

journey("on one's own phone the ticket opens without network", async (world) => {
  const proxy = (await Proxy.start()).to(world.server);
  proxies.push(proxy);
  const { visit } = await come(world, { point: "sent", origin: proxy.origin });
  visit.expect(LOST);
  visit.expect(/status of 504/);
  const shown = await code(visit);
  await visit.page.goto("/stock");
  await visit.declareOwn();
  await visit.page.goBack();
  await visit.see(shown);
  await visit.until(async () => (await caches.keys()).length > 0);
  proxy.cut();
  await visit.page.reload();
  await visit.see(shown);
  await visit.page.locator("svg.mt-qr").waitFor();
});

journey("a cancelled forum says why, and where else to turn", async (world) => {
  changeRows(world.server, "UPDATE forum SET state = 'cancelled', message = 'La salle est fermée.'");
  changeRows(world.server, "UPDATE ticket SET status = 'cancelled'");
  const { visit } = await come(world, { point: "sent" });
  await visit.see(visit.t("forum.cancelled.message", { message: "La salle est fermée." }));
  assert.deepEqual(await checkScreen(visit.page, "forum-cancelled"), []);
});

journey("with the keyboard alone, on a kiosk and in English, a ticket is taken", async (world) => {
  const { visit, read } = await come(world, { screen: "kiosk", language: "en", locale: "en" });
  const { keyboard } = visit.page;
  const tabTo = async (target) => {
    await target.waitFor();
    for (let n_stops = 0; n_stops < 60; n_stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press("Tab");
    }
    assert.fail("Tab does not come there");
  };
  await tabTo(visit.page.getByRole("radio").first());
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await tabTo(visit.button("forum.act.take"));
  await keyboard.press("Enter");
  await visit.see(visit.t("forum.done.taken"));
  assert.equal((await read()).ticket.entry, 2);
  assert.deepEqual(await checkScreen(visit.page, "forum-kiosk"), []);
});
