// What a kiosk prints: a slip that is asked for, of the roll's width, and nothing else of the page (K3).

import assert from "node:assert/strict";

import { takePicture } from "./lib/browser.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, kioskOf } from "./lib/kiosk.mjs";
import { checkKiosk } from "./lib/targets.mjs";
import { tracesBehind } from "./lib/traces.mjs";

/** How often the page was sent to a printer, and what a printer gets: the words that are left. */
async function printed(device, name = "kiosk-slip-printed") {
  await device.page.emulateMedia({ media: "print" });
  const text = await device.page.evaluate(() => document.body.innerText);
  await takePicture(device.page, name);
  await device.page.emulateMedia({ media: "screen" });
  return { n: await device.page.evaluate(() => window.nPrinted), lines: text.split("\n").map((line) => line.trim()).filter(Boolean) };
}

/** From the next page on. */
const countPrints = (device) =>
  device.page.addInitScript(() => {
    window.nPrinted = 0;
    window.print = () => (window.nPrinted += 1);
  });

const slipOpener = (device) => device.page.getByRole("button", { name: new RegExp(`^${device.t("slip.open")}`) });

journey("the next step and a place are printed on a slip, and nothing else of the page", async (world) => {
  const { device } = await kioskOf(world);
  await countPrints(device);
  await device.page.goto("/");
  const person = world.server.personAt("sent");
  await enter(device, person);
  await device.follow("nav.home");
  const api = await device.api();
  const slot = (await api.get("/api/bookings?language=fr")).coming.find(({ own }) => own?.status === "booked");
  const opener = slipOpener(device);
  await opener.click();
  await device.page.getByRole("heading", { name: device.t("slip.title") }).waitFor();
  assert.deepEqual(await checkKiosk(device.page, "kiosk-slip"), []);
  await device.press("slip.print");
  await device.see(device.t("slip.take"));
  const step = await printed(device);
  assert.equal(step.n, 1);
  assert.ok(step.lines.length >= 3 && step.lines.length <= 8, step.lines.join(" | "));
  assert.ok(step.lines[0] === device.t("home.next"), step.lines[0]);
  for (const other of [person.name.split(" ")[0], device.t("home.workshops"), device.t("kiosk.end"), device.t("slip.print"), device.t("nav.home")]) {
    assert.ok(!step.lines.some((line) => line.includes(other)), `${other} in ${step.lines}`);
  }
  await device.press("slip.close");

  await device.follow("home.workshops").catch(() => device.page.locator(`a[href="/workshops"]`).first().click());
  await device.page.locator(`a[href="/workshops/${slot.id}"]`).first().click();
  await device.seeTitle(slot.title);
  await opener.click();
  assert.deepEqual(await checkKiosk(device.page, "kiosk-slip-place"), []);
  await device.press("slip.print");
  const place = await printed(device);
  assert.deepEqual([place.lines[0], place.lines[1]], [device.t("slip.place"), slot.title]);
  assert.ok(place.lines.some((line) => line === slot.venue_name));
  await device.press("slip.close");
  await device.press("kiosk.end");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
});

journey("a forum ticket is printed on a slip: its codes large, its day, its half-hour, its place", async (world) => {
  const { device } = await kioskOf(world);
  await countPrints(device);
  await device.page.goto("/");
  const person = world.server.personAt("sent");
  await enter(device, person);
  const api = await device.api();
  const [{ id }] = (await api.get("/api/forums?language=fr")).forums;
  const forum = await api.get(`/api/forums/${id}?language=fr`);
  const entry = forum.entries.find(({ number }) => number === forum.ticket.entry);
  await device.follow("nav.home");
  await device.page.locator(`a[href="/workshops"]`).first().click();
  await device.page.locator(`a[href="/forum/${id}"]`).first().click();
  await device.seeTitle(forum.name);
  assert.equal(await device.button("forum.act.print").count(), 0, "the page itself is not printed");
  await slipOpener(device).click();
  const paper = device.page.locator(".mt-slip");
  await paper.waitFor();
  assert.deepEqual(await checkKiosk(device.page, "kiosk-slip-forum"), []);
  await device.press("slip.print");
  await device.see(device.t("slip.take"));
  const { n, lines } = await printed(device, "kiosk-slip-forum-printed");
  assert.equal(n, 1);
  assert.deepEqual([lines[0], lines[1]], [device.t("forum.ticket"), forum.name]);
  assert.ok(lines.some((line) => line.replaceAll(/\s/g, "") === forum.ticket.code), lines.join(" | "));
  const day = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${forum.when.day}T00:00:00Z`));
  assert.ok(lines.some((line) => line.toLowerCase().includes(day) && line.includes(entry.from) && line.includes(entry.to)), `${day}, ${entry.from}: ${lines.join(" | ")}`);
  for (const line of [forum.venue.name, forum.venue.address]) assert.ok(lines.includes(line), line);
  for (const other of [person.name.split(" ")[0], forum.about, device.t("kiosk.end"), device.t("slip.print"), device.t("forum.act.give-back")]) {
    assert.ok(!lines.some((line) => line.includes(other)), `${other} in ${lines.join(" | ")}`);
  }
  await device.page.emulateMedia({ media: "print" });
  const qr = await paper.locator("svg.mt-qr").boundingBox();
  assert.ok(qr.width >= 150 && qr.height >= 150, `a camera reads it: ${JSON.stringify(qr)}`);
  const [code, text] = await Promise.all([".mt-ticket__code", ".mt-slip__foot"].map((part) => paper.locator(part).evaluate((element) => parseFloat(getComputedStyle(element).fontSize))));
  assert.ok(code >= 2 * text, `${code} px beside ${text} px`);
  await device.page.emulateMedia({ media: "screen" });
  await device.press("slip.close");
  await device.press("kiosk.end");
  await device.seeTitle(device.t("kiosk.start"));
  assert.deepEqual(await tracesBehind(device), []);
});
