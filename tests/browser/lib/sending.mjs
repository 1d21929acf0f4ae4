// Answers that were sent before the journey begins: from another device of the same person.

import assert from "node:assert/strict";

import { Api } from "./api.mjs";

/**
 * Mobility is hard, shared with the référent and a wish to talk; health stops the person, is kept, and a wish too; the
 * budget is not discussed; all else is fine.
 */
export async function sendStock(server, person) {
  const api = await Api.signIn(server, person);
  const definition = await api.get("/api/questionnaire?language=fr");
  for (const { id } of definition.subjects) {
    const level = { mobilite: "hard", sante: "blocked" }[id] ?? "fine";
    if (id !== "budget") await api.answer(`triage.${id}`, { level });
  }
  const choices = {
    "mobilite.moyen": ["pied"],
    "mobilite.permis": ["talk"],
    "mobilite.obstacle": ["cout", "loin"],
    "mobilite.distance": ["m30"],
    "sante.effet": ["talk"],
    "sante.soins": ["non"],
    "sante.couverture": ["oui"],
    "sante.ecoute": ["non"],
  };
  for (const [question, options] of Object.entries(choices)) await api.answer(`answer.${question}`, { choices: options });
  await api.answer("sharing.mobilite", { sharing: "referent" });
  await api.answer("sharing.sante", { sharing: "me" });
  await api.answer("private-talk", { choices: ["non"] });
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.clone().text());
  return { api, definition, sent: await sent.json() };
}
