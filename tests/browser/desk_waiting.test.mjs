// At the desk: who waits, a place beyond the plan, a draft that goes, what a person holds.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { schoolDay } from "./lib/workshops.mjs";

const written = { workshop: "cv", venue: "centre-ville", day: schoolDay(20), time: "09:15", duration_min: 40, capacity: 1 };

async function make(desk, publish) {
  const api = await desk.api();
  const slot = await (await api.send("POST", "/api/staff/slots", written)).json();
  return publish ? (await api.send("POST", `/api/staff/slots/${slot.id}/publication`)).json() : slot;
}

async function comeToSlot(desk, { id, title }) {
  await desk.page.goto(`/staff/workshops/${id}`);
  await desk.seeTitle(title);
}

journey("a coordinator sees who waits and gives one of them a place beyond the plan", async ({ server, open }) => {
  const faults = [];
  const desk = await deskOf({ server, open }, "coordinator");
  const slot = await make(desk, true);
  const act = async (point, path) => {
    const api = await Api.signIn(server, server.personAt(point));
    assert.equal((await api.send("POST", `/api/slots/${slot.id}/${path}`)).status, 200);
    return api;
  };
  await act("sent", "booking");
  const nadia = await act("new", "waiting");
  const karim = await act("draft", "waiting");
  await comeToSlot(desk, slot);
  await desk.see(desk.t("desk.slot.waiting"));
  await desk.see(desk.t("desk.slot.waiting.next"));
  await desk.see(desk.t("desk.slot.waiting.rank", { rank: "2" }));
  faults.push(...(await checkScreen(desk.page, "desk-slot-waiting")));

  const second = desk.page.getByRole("listitem").filter({ hasText: desk.t("desk.slot.waiting.rank", { rank: "2" }) });
  await second.locator("summary").click();
  const send = second.getByRole("button", { name: desk.t("desk.slot.extra.send") });
  await send.click();
  await desk.see(desk.t("desk.slot.extra.missing"));
  await second.getByLabel(desk.t("desk.slot.extra.reason"), { exact: true }).fill("Vient de loin, avec un fauteuil.");
  faults.push(...(await checkScreen(desk.page, "desk-slot-extra")));
  await send.focus();
  await desk.page.keyboard.press("Enter");
  await desk.see(desk.words.tn("desk.slots.extra", 1));
  await desk.page.waitForFunction(() => document.activeElement.id === "waiting");
  assert.equal((await karim.get(`/api/slots/${slot.id}?language=fr`)).slot.own.status, "booked");
  assert.equal((await nadia.get(`/api/slots/${slot.id}?language=fr`)).slot.own.rank, 1);
  const [row] = readRows(server, "SELECT capacity, n_extra, n_booked FROM slot WHERE id = ?", slot.id);
  assert.deepEqual(row, { capacity: 2, n_extra: 1, n_booked: 2 });
  faults.push(...(await checkScreen(desk.page, "desk-slot-extra-given")));
  assert.deepEqual(faults, []);
});

journey("a draft is deleted after one question", async ({ server, open }) => {
  const desk = await deskOf({ server, open }, "coordinator");
  const slot = await make(desk, false);
  await comeToSlot(desk, slot);
  await desk.press("desk.slot.delete");
  await desk.page.getByRole("dialog").waitFor();
  assert.deepEqual(await checkScreen(desk.page, "desk-slot-delete"), []);
  await desk.press("desk.slot.delete.no");
  await desk.press("desk.slot.delete");
  await desk.press("desk.slot.delete.yes");
  await desk.seeTitle(desk.t("desk.slots.title"));
  assert.deepEqual(readRows(server, "SELECT id FROM slot WHERE id = ?", slot.id), []);
});

journey("the page of a person says what they hold and how they are told", async ({ server, open }) => {
  const desk = await deskOf({ server, open }, "referent");
  const karim = await Api.signIn(server, server.personAt("draft"));
  const { id } = await karim.get("/api/session");
  await karim.send("PUT", "/api/reach", { phone: "06 12 34 56 78", told_by: "sms" });
  await desk.page.goto(`/staff/people/${id}`);
  await desk.see(desk.t("desk.client.reach.sms", { phone: "06\u00a012\u00a034\u00a056\u00a078" }));
  await desk.see(desk.words.pattern("desk.client.waiting"));
  assert.deepEqual(await checkScreen(desk.page, "desk-client-bookings"), []);
});
