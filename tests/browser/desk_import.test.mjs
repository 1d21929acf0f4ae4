// People from a list at the desk: a file as Excel writes it, what is wrong with it line by line, the corrected one, then everyone at once.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";

const HEADINGS = "Nom;Prénom;Date de naissance;Langue;Référent;Matricule";

/** In Windows-1252 with the line ends of Windows, as Excel writes "CSV". */
const ansi = (lines) => Buffer.from([HEADINGS, ...lines, ""].join("\r\n"), "latin1");

const RIGHT = ["LEFÈVRE;Zoë;12/03/1987;Français;;77", "DUPRÉ;Noé;1990-02-03;;;78"];
const FAULTY = ["GARÇON;Éloïse;31/02/1987;;;79", ";Anaïs;05/06/1985;;;80", "PETIT;Chloé;05/06/85;Klingon;personne;81"];
const CORRECTED = ["GARÇON;Éloïse;28/02/1987;;;79", "MÛRIER;Anaïs;05/06/1985;;;80", "PETIT;Chloé;05/06/1985;;;81"];

const choose = (visit, name, buffer) => visit.page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });

/** Does `act` while what it asks of `/api/staff/import…` is held back, and sees that the page says meanwhile what it is about. */
async function seeUnderWay(visit, words, act) {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  const hold = async (route) => {
    if (route.request().method() !== "GET") await held;
    await route.continue();
  };
  await visit.page.route((url) => url.pathname.startsWith("/api/staff/import"), hold);
  try {
    await act();
    await visit.page.getByRole("status").getByText(words, { exact: true }).filter({ visible: true }).waitFor();
  } finally {
    letGo();
  }
}

const countPeople = (context) => Number(readRows(context.server, "SELECT COUNT(*) AS n FROM person")[0].n);

async function openPage(context, options) {
  const visit = await deskOf(context, "coordinator", options);
  const way = visit.page.getByRole("link", { name: visit.t("desk.import.way") });
  await way.focus();
  await visit.page.keyboard.press("Enter");
  await visit.seeTitle(visit.t("desk.import.title"));
  return visit;
}

journey("a coordinator puts a list right and adds everyone at once", async (context) => {
  const { login } = context.server.demo.staff.find((one) => one.role === "referent");
  const [nadia] = readRows(context.server, "SELECT first_name, last_name, birth_date FROM person WHERE first_name = 'Nadia'");
  const known = `${nadia.last_name.toUpperCase()};${nadia.first_name};${nadia.birth_date};;${login};1`;
  const n_before = countPeople(context);
  const visit = await openPage(context);
  const faults = await checkScreen(visit.page, "desk-import");
  const [model] = await Promise.all([
    visit.page.waitForEvent("download"),
    visit.page.getByRole("link", { name: visit.t("desk.import.model") }).click(),
  ]);
  assert.equal(model.suggestedFilename(), visit.t("desk.import.model.file"));
  const modelBytes = readFileSync(await model.path());

  await seeUnderWay(visit, visit.t("desk.import.under-way", { name: "personnes.csv" }), () =>
    choose(visit, "personnes.csv", ansi([...RIGHT, known, RIGHT[0], ...FAULTY])));
  await visit.seeTitle(visit.t("desk.import.report.title"));
  for (const [key, n] of [["new", 2], ["known", 1], ["twins", 1], ["faulty", 3]]) await visit.see(visit.words.tn(`desk.import.${key}`, n));
  await visit.see("LEFÈVRE Zoë");
  const rows = await visit.page.getByRole("row").allInnerTexts();
  const faulty = rows.filter((row) => row.includes(visit.t("desk.import.fault"))).map((row) => Number(row.match(/\d+/)[0]));
  assert.deepEqual(faulty, [6, 7, 8, 8, 8]);
  faults.push(...(await checkScreen(visit.page, "desk-import-faulty")));
  const [file] = await Promise.all([
    visit.page.waitForEvent("download"),
    visit.page.getByRole("link", { name: visit.t("desk.import.remarks.download") }).click(),
  ]);
  const told = readFileSync(await file.path(), "utf8");
  assert.equal(file.suggestedFilename(), "remarques-liste.csv");
  assert.ok(told.startsWith("\ufeffLigne;") && !told.includes("Éloïse"), told);

  // Leaving them out is asked about, and can be thought over.
  await visit.page.getByRole("button", { name: visit.words.tn("desk.import.add-others", 2) }).click();
  await visit.page.getByRole("dialog", { name: visit.words.tn("desk.import.others.title", 3) }).waitFor();
  faults.push(...(await checkScreen(visit.page, "desk-import-others")));
  await visit.press("desk.import.others.no");
  assert.equal(countPeople(context), n_before, "nothing was added by halves");

  await choose(visit, "personnes corrigées.csv", ansi([...RIGHT, known, ...CORRECTED]));
  await visit.see(visit.words.tn("desk.import.new", 5));
  // What was looked at is there after a reload as well.
  await visit.page.reload();
  await visit.see(visit.words.tn("desk.import.new", 5));
  faults.push(...(await checkScreen(visit.page, "desk-import-right")));
  const add = visit.page.getByRole("button", { name: visit.words.tn("desk.import.add", 5) });
  await add.focus();
  await seeUnderWay(visit, visit.t("desk.import.adding"), () => visit.page.keyboard.press("Enter"));
  await visit.see(visit.words.tn("desk.import.added", 5));
  assert.equal(countPeople(context), n_before + 5);
  await visit.see(visit.t("desk.letters.title"));
  faults.push(...(await checkScreen(visit.page, "desk-import-added")));
  assert.deepEqual(readRows(context.server, "SELECT line FROM import_line"), [], "its lines are forgotten");

  // One of them gets a letter, and is found by name.
  const print = visit.page.getByRole("button", { name: visit.words.pattern("desk.letters.print.other") });
  const [letters] = await Promise.all([visit.page.waitForEvent("download"), print.click()]);
  assert.equal(letters.suggestedFilename(), "lettres-cartes-acces.pdf");
  await visit.page.getByRole("link", { name: visit.t("desk.import.added.see") }).click();
  await visit.seeTitle(visit.t("desk.title"));
  await visit.page.getByLabel(visit.t("desk.search"), { exact: true }).fill("garcon elo");
  await visit.see("GARÇON Éloïse");

  // The model can be handed in as it is.
  await visit.page.goto("/staff/import");
  await visit.seeTitle(visit.t("desk.import.title"));
  await choose(visit, "modele.csv", modelBytes);
  await visit.see(visit.words.tn("desk.import.new", 1));
  await visit.press("desk.import.forget");
  await visit.seeTitle(visit.t("desk.import.title"));
  assert.equal(countPeople(context), n_before + 5);
  assert.deepEqual(faults, []);
});

for (const size of [
  { name: "phone", width: 360, height: 640 },
  { name: "laptop", width: 1366, height: 768 },
  { name: "upright", width: 1080, height: 1920 },
]) {
  journey(`what is wrong with a list is plain on a ${size.name}`, async (context) => {
    const visit = await openPage(context);
    visit.expect(/status of 422/);
    await visit.page.setViewportSize(size);
    await choose(visit, "classeur.xlsx", Buffer.from("PK\u0003\u0004\0\0"));
    await visit.see(visit.t("error.import.unreadable"));
    const faults = await checkScreen(visit.page, `desk-import-refused-${size.name}`);
    await choose(visit, "personnes.csv", ansi([...RIGHT, RIGHT[1], ...FAULTY]));
    await visit.seeTitle(visit.t("desk.import.report.title"));
    await visit.see(visit.words.tn("desk.import.faulty", 3));
    faults.push(...(await checkScreen(visit.page, `desk-import-faulty-${size.name}`)));
    assert.deepEqual(faults, []);
  });
}
