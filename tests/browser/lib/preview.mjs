// Someone at the desk who looks at a person's pages, and a person who keeps nothing for themselves.

import assert from "node:assert/strict";

import { Api } from "./api.mjs";
import { watch } from "./browser.mjs";
import { changeRows } from "./database.mjs";
import { schoolDay } from "./workshops.mjs";
import { Visit } from "./visit.mjs";

/** The desk's page of this person. */
export async function openClient(desk, name) {
  await desk.page.goto("/staff/");
  await desk.page.getByRole("link", { name: new RegExp(name) }).click();
  await desk.seeTitle(new RegExp(name));
}

/** Begins a preview from the desk's page of a person; the visit of the tab that it opens. */
export async function openPreview(desk, name) {
  const opened = desk.page.context().waitForEvent("page");
  await desk.press("desk.preview.start", { name });
  return visitOf(await opened, desk);
}

/** A visit of a page that is open in the desk's browser. */
export function visitOf(page, desk) {
  const visit = new Visit(watch(page, desk.server.origin), desk.server, "fr");
  // That the person's session, or the look, has ended is an answer; so is every refused write.
  visit.expect(/status of 401/);
  visit.expect(/status of 403/);
  return visit;
}

/** Where the addresses of the preview on screen begin. */
export const baseOf = (visit) => visit.path().match(/^\/preview\/[^/]+/)[0];

/** Everything answered, sent and shared with everyone who follows, with an action, a dated one, and a place at a workshop. */
export async function shareEverything(server, person) {
  const api = await Api.signIn(server, person);
  const definition = await api.get("/api/questionnaire?language=fr");
  for (const { id } of definition.subjects) await api.answer(`triage.${id}`, { level: id === "mobilite" ? "hard" : "fine" });
  const choices = { "mobilite.moyen": ["pied"], "mobilite.permis": ["talk"], "mobilite.obstacle": ["cout", "loin"], "mobilite.distance": ["m30"] };
  for (const [question, options] of Object.entries(choices)) await api.answer(`answer.${question}`, { choices: options });
  await api.answer("sharing.mobilite", { sharing: "team" });
  await api.answer("private-talk", { choices: ["oui"] });
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.clone().text());
  // Nobody is asked who may read of a subject that is fine: these are shared too, from the beginning.
  changeRows(server, "UPDATE sharing_change SET sharing = 'team'");
  const chosen = await api.send("POST", "/api/pathway/actions", { sheet: "permis" });
  assert.equal(chosen.status, 201, await chosen.clone().text());
  const action = await chosen.json();
  const dated = await api.send("PUT", `/api/pathway/actions/${action.id}/dates`, { due: schoolDay(20) }, { "if-match": '"1"' });
  assert.ok(dated.ok, await dated.text());
  const { slots } = await api.get("/api/slots?language=fr");
  const booked = await api.send("POST", `/api/slots/${slots[0].id}/booking`);
  assert.ok(booked.ok, await booked.text());
  return { api, definition, submission: (await sent.json()).id, slot: slots[0].id, other: slots[1].id };
}
