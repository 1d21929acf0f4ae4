// Access cards at the desk: a new card as a letter, with whose code the person signs in; one blocked; letters for whoever has none.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { changeRows, readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";

/** The codes of letters, in the order of their pages, as Poppler reads them. */
async function codesIn(file) {
  const text = execFileSync("pdftotext", ["-layout", await file.path(), "-"], { encoding: "utf8" });
  return { text, codes: text.match(/\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b/g) ?? [] };
}

/** Whoever makes a card asks, confirms, and has the letter at once. */
async function makeCard(visit, key) {
  const begun = visit.button(key);
  await begun.focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.getByRole("dialog", { name: visit.t("desk.card.renew.title") }).waitFor();
  const [file] = await Promise.all([visit.page.waitForEvent("download"), visit.press("desk.card.renew.yes")]);
  await visit.see(visit.t("desk.card.ready"));
  assert.equal(file.suggestedFilename(), "lettre-carte-acces.pdf");
  return codesIn(file);
}

const signIn = (visit, person, card) => visit.signIn({ ...person, card });

journey("a référent gives a new card, and its letter opens the person's space", async (context) => {
  const nadia = context.server.personAt("new");
  const visit = await deskOf(context, "referent");
  const faults = [];
  await visit.page.getByRole("link", { name: /Nadia/ }).first().click();
  await visit.see(visit.words.pattern("desk.card.works"));
  faults.push(...(await checkScreen(visit.page, "desk-card")));
  await visit.button("desk.card.renew").click();
  faults.push(...(await checkScreen(visit.page, "desk-card-renew")));
  await visit.press("desk.card.renew.no");
  const { text, codes } = await makeCard(visit, "desk.card.renew");
  assert.equal(codes.length, 1);
  for (const words of ["Nadia", "Claire", "localhost"]) assert.ok(text.includes(words), `${words}: ${text}`);
  faults.push(...(await checkScreen(visit.page, "desk-card-ready")));

  const phone = await context.open();
  phone.expect(/status of 401/);
  await signIn(phone, nadia, codes[0]);
  await phone.page.goto("/record/looks");
  await phone.see(phone.t("record.looks.card"));

  await visit.button("desk.card.revoke").click();
  await visit.page.getByRole("dialog", { name: visit.t("desk.card.revoke.title") }).getByRole("button", { name: visit.t("desk.card.revoke"), exact: true }).click();
  await visit.see(visit.words.pattern("desk.card.revoked"));
  await visit.button("desk.card.make").waitFor();
  faults.push(...(await checkScreen(visit.page, "desk-card-revoked")));
  assert.deepEqual(readRows(context.server, "SELECT COUNT(*) AS n FROM access_card WHERE revoked_at IS NULL AND person_id = (SELECT id FROM person WHERE first_name = 'Nadia' AND referent_id IS NOT NULL LIMIT 1)").map(({ n }) => Number(n)), [0]);
  assert.deepEqual(faults, []);
});

journey("a coordinator makes the letters of whoever never had a card, once", async (context) => {
  const sylvie = context.server.personAt("sent");
  changeRows(context.server, "DELETE FROM access_card WHERE person_id = (SELECT id FROM person WHERE first_name = 'Sylvie')");
  const [{ n }] = readRows(context.server, "SELECT COUNT(*) AS n FROM person WHERE NOT EXISTS (SELECT 1 FROM access_card c WHERE c.person_id = person.id)");
  const visit = await deskOf(context, "coordinator");
  await visit.see(visit.words.tn("desk.letters.waiting", Number(n)));
  const faults = await checkScreen(visit.page, "desk-letters");
  const print = visit.page.getByRole("button", { name: visit.words.tn("desk.letters.print", Number(n)) });
  const [file] = await Promise.all([visit.page.waitForEvent("download"), print.click()]);
  assert.equal(file.suggestedFilename(), "lettres-cartes-acces.pdf");
  await visit.see(visit.t("desk.letters.none"));
  await visit.see(visit.t("desk.letters.ready"));
  faults.push(...(await checkScreen(visit.page, "desk-letters-ready")));
  const { text, codes } = await codesIn(file);
  assert.equal(codes.length, Number(n));
  const page = text.split("\f").find((one) => one.includes("Sylvie"));
  const code = codes.find((one) => page.includes(one));

  const phone = await context.open();
  phone.expect(/status of 401/);
  await signIn(phone, sylvie, code);

  // The card of one person, found by name.
  await visit.page.getByRole("link", { name: new RegExp(`^${visit.t("desk.card.title")}.*Sylvie`) }).click();
  await visit.seeTitle(visit.t("desk.card.title"));
  await visit.see(visit.words.pattern("desk.card.works"));
  faults.push(...(await checkScreen(visit.page, "desk-card-page")));
  const again = await makeCard(visit, "desk.card.renew");
  assert.notEqual(again.codes[0], code);
  assert.deepEqual(faults, []);
});
