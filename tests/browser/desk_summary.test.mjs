// A person before a meeting, on paper (R6): one page of what they share, in the order in which it is read, and nothing of the
// screen. What Chromium prints, read by Poppler.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Api } from "./lib/api.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { openClient } from "./lib/preview.mjs";
import { sendStock } from "./lib/sending.mjs";
import { ROOT } from "./lib/server.mjs";

const A4 = { width: 595.3, height: 841.9 };

/** The page of a person as it is printed: `{n_pages, layout, words}`; `words`: every word with its place, in points. */
async function print(desk, name) {
  const folder = join(process.env.TARGET_DIR ?? join(ROOT, "target"), "screens");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, await desk.page.pdf({ format: "A4", preferCSSPageSize: true }));
  const poppler = (tool, ...args) => execFileSync(tool, args, { encoding: "utf8" });
  const n_pages = Number(poppler("pdfinfo", path).match(/Pages:\s+(\d+)/)[1]);
  const boxes = poppler("pdftotext", "-bbox", path, "-").matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</g);
  const words = [...boxes].map(([, ...box]) => ({ box: box.slice(0, 4).map(Number), text: box[4] }));
  poppler("pdftoppm", "-r", "80", "-png", path, join(folder, name));
  return { n_pages, layout: poppler("pdftotext", "-layout", path, "-"), words, together: poppler("pdftotext", path, "-").replaceAll(/\s/g, "") };
}

/** No word leaves the sheet or its margins, so that no printer cuts one. */
function seeNothingCut(words) {
  const margin = 25;
  const cut = words.filter(({ box: [left, top, right, bottom] }) => left < margin || top < margin || right > A4.width - margin || bottom > A4.height - margin);
  assert.deepEqual(cut.map(({ text }) => text), []);
}

/** Where a text begins among the words as they stand on paper. */
function at(layout, text) {
  const where = layout.replaceAll(/\s/g, " ").indexOf(text.replaceAll(/\s/g, " "));
  assert.ok(where >= 0, `“${text}” is not on the paper:\n${layout}`);
  return where;
}

/** Takes stock again: another level of one subject, the rest as before. */
async function sendAgain(api, definition) {
  for (const { id } of definition.subjects) {
    if (id !== "budget") await api.answer(`triage.${id}`, { level: { mobilite: "blocked", sante: "blocked" }[id] ?? "fine" });
  }
  const choices = { "mobilite.moyen": ["pied"], "mobilite.permis": ["talk"], "mobilite.obstacle": ["cout"], "mobilite.distance": ["m30"], "sante.effet": ["talk"], "sante.soins": ["non"], "sante.couverture": ["oui"], "sante.ecoute": ["non"] };
  for (const [question, options] of Object.entries(choices)) await api.answer(`answer.${question}`, { choices: options });
  await api.answer("sharing.mobilite", { sharing: "referent" });
  await api.answer("sharing.sante", { sharing: "me" });
  await api.answer("private-talk", { choices: ["non"] });
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.clone().text());
}

journey("the summary is one page of what is shared, in the order of a meeting", async ({ server, open }) => {
  const nadia = server.personAt("new");
  const { api, definition } = await sendStock(server, nadia);
  await sendAgain(api, definition);
  const chosen = await api.send("POST", "/api/pathway/actions", { sheet: "permis" });
  assert.equal(chosen.status, 201);
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  await desk.see(desk.t("desk.pathway.title"));
  await desk.page.waitForLoadState("networkidle");
  const controls = await desk.page.locator("button, summary, nav a, .mt-topbar a, label").evaluateAll((all) => all.map((one) => one.innerText.trim()).filter(Boolean));
  assert.ok(controls.length > 15, "there is much to do on the screen");
  const { n_pages, layout, words } = await print(desk, "desk-summary");
  assert.equal(n_pages, 1);
  seeNothingCut(words);

  const mobility = definition.subjects.find(({ id }) => id === "mobilite");
  const order = [
    "Nadia",
    desk.t("desk.talk.title"),
    desk.t("desk.talk.personal"),
    desk.t("desk.client.needs"),
    mobility.questions[0].text,
    desk.t("desk.client.not-discussed"),
    desk.words.pattern("desk.changes.title"),
    desk.t("desk.pathway.title"),
  ];
  const places = order.map((text) => at(layout, text instanceof RegExp ? layout.match(text)?.[0] ?? String(text) : text));
  assert.deepEqual([...places].sort((a, b) => a - b), places, layout);
  const beside = layout.split("\n").find((line) => line.includes(desk.t("desk.client.needs")));
  assert.ok(beside.includes(desk.t("desk.client.strengths")), `what is hard beside what holds: ${beside}`);

  // Of what is kept nothing is there but that it was not talked about here; nothing of the screen is.
  const health = definition.subjects.find(({ id }) => id === "sante");
  assert.ok(at(layout, health.title) > at(layout, desk.t("desk.client.not-discussed")));
  assert.equal(layout.split(health.title).length, 2, "once");
  for (const { text } of health.questions) assert.ok(!layout.includes(text.slice(0, 30)), text);
  const phrases = new Set(layout.split(/\n|\s{2,}/).map((phrase) => phrase.trim()));
  assert.deepEqual(controls.filter((words) => phrases.has(words.replaceAll(/\s+/g, " "))), []);
  for (const key of ["desk.client.noted", "desk.client.back", "desk.slots.title", "desk.calls.title"]) {
    assert.ok(!layout.includes(desk.t(key, { name: "Nadia" }).slice(0, 24)), key);
  }
});

journey("however much is shared, two pages hold it, and no line is cut", async ({ server, open }) => {
  const api = await Api.signIn(server, server.personAt("new"));
  const definition = await api.get("/api/questionnaire?language=fr");
  for (const { id } of definition.subjects) await api.answer(`triage.${id}`, { level: "blocked" });
  for (const { id: subject, questions } of definition.subjects) {
    for (const { id, kind, options } of questions) {
      if (kind.guided) {
        await api.answer(`answer.${subject}.${id}`, { entries: kind.guided.entries.slice(0, 3).map(({ code }) => code) });
        continue;
      }
      const talk = options.find(({ role }) => role === "talk");
      const plain = options.filter(({ role, exclusive }) => !role && !exclusive).map((option) => option.id);
      const body = { answer: { choices: kind === "several" ? plain : [id === "idee" ? plain[0] : (talk?.id ?? plain[0])] } };
      const draft = await api.get("/api/draft");
      // A question that these answers do not lead to is refused: it is not asked.
      const saved = await api.send("PUT", `/api/draft/answers/answer.${subject}.${id}`, { ...body, questionnaire_version: draft.questionnaire_version }, { "if-match": `"${draft.id}.0"` });
      assert.ok([200, 422].includes(saved.status), await saved.text());
    }
    await api.answer(`sharing.${subject}`, { sharing: "team" });
  }
  await api.answer("private-talk", { choices: ["oui"] });
  const sent = await api.send("POST", "/api/draft/submission");
  assert.equal(sent.status, 201, await sent.clone().text());
  assert.ok((await sent.json()).n_talk_requests > 9);
  for (const sheet of ["permis", "bilan-sante", "surendettement", "mutuelle", "point-ecoute"]) {
    assert.equal((await api.send("POST", "/api/pathway/actions", { sheet })).status, 201, sheet);
  }
  const { slots } = await api.get("/api/slots?language=fr");
  assert.ok((await api.send("POST", `/api/slots/${slots[0].id}/booking`)).ok);

  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  await desk.see(desk.t("desk.pathway.title"));
  await desk.page.waitForLoadState("networkidle");
  const answers = await desk.page.locator(".mt-review__answer").allInnerTexts();
  assert.ok(answers.length > 45, `${answers.length} answers`);
  const { n_pages, words, together } = await print(desk, "desk-summary-full");
  assert.ok(n_pages <= 2, `${n_pages} pages`);
  seeNothingCut(words);
  for (const answer of answers) assert.ok(together.includes(answer.replaceAll(/\s/g, "")), `cut: ${answer}`);
});
