// The first journey on a phone: sign in, take stock, send, see the pathway, choose an action, sign out. Each screen on
// the way is checked and pictured.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { checkScreen } from "./lib/screens.mjs";
import { journey } from "./lib/journey.mjs";

const LEVELS = { mobilite: "hard", sante: "blocked", "metier-formation": "hard", budget: "unsaid" };
const ANSWERS = {
  "mobilite.moyen": ["pied", "tc"],
  "mobilite.permis": ["non"],
  "mobilite.obstacle": ["cout", "loin"],
  "sante.soins": ["difficile"],
  "metier-formation.idee": ["plusieurs"],
  "metier-formation.metier": "jardin",
  "sharing.mobilite": "team",
};

/** Ideas that the pathway shows at once. */
const N_SHOWN = 3;

/** The copy that the person keeps is a PDF (Q10). */
async function keepCopy(visit) {
  const downloaded = visit.page.waitForEvent("download");
  await visit.follow("paper.copy");
  const download = await downloaded;
  assert.match(download.suggestedFilename(), /\.pdf$/);
  assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), "%PDF-");
}

/** Walks the whole journey; `check(name)` is called on each screen. */
async function walk(visit, check) {
  const { page, server } = visit;
  const person = server.personAt("new");
  const definition = await visit.definition();

  await visit.seeTitle(visit.t("session.title"));
  await check("sign-in");
  await visit.press("session.enter");
  await visit.see(visit.words.tn("session.problems", 2));
  await check("sign-in-problems");
  await visit.signIn(person);
  await visit.link("home.take-stock.go").waitFor();
  await check("home-new");

  await visit.follow("home.take-stock.go");
  await visit.seeTitle(definition.title);
  await check("stock-start");
  await visit.follow("stock.start.begin");
  await visit.seeTitle(definition.triage_question);
  await check("subjects");
  await visit.triage(LEVELS);
  await visit.seeKept();
  await check("subjects-answered");
  await visit.goOn();

  const seen = new Set();
  await visit.answerAll(ANSWERS, async (path) => {
    const name = path.replace(/^\/stock\//, "").replace(/\//g, "-");
    // A screen of each kind of question; the subjects only change the words.
    if (!/^q-mobilite-(permis|distance)|^q-sante-(soins|couverture)|^q-metier-formation-(dernier|formation)/.test(name)) {
      await check(name);
    }
    seen.add(name);
    if (name === "q-metier-formation-metier") {
      await visit.answerPage(ANSWERS);
      await check("q-metier-formation-metier-found");
    }
    if (name === "sharing-sante") assert.ok(await page.getByRole("radio").last().isChecked(), "sensitive: only me beforehand");
    if (name === "talk") {
      await page.getByRole("button", { name: visit.t("stock.help.title") }).click();
      await visit.seeTitle(visit.t("stock.help.title"));
      await check("help-numbers");
      await visit.press("stock.help.back");
      await visit.seeTitle(definition.private_talk.text);
    }
  });
  assert.ok(!seen.has("q-budget-fin_mois") && !seen.has("sharing-budget"), "a subject kept silent asks nothing");
  await visit.seeKept();
  await check("review");

  await visit.press("stock.review.send");
  await visit.seeTitle(visit.t("stock.sent.title"));
  await check("sent");
  await visit.follow("stock.sent.pathway");
  await visit.seeTitle(visit.t("pathway.title"));
  const pathway = await (await visit.api()).get(`/api/pathway?language=${visit.words.language}`);
  const n_more = pathway.suggestions.length - N_SHOWN;
  assert.ok(n_more > 0, "enough was said for more ideas than are shown at once");
  await check("pathway-suggestions");
  await page.getByText(visit.words.tn("pathway.suggestions.more", n_more)).click();
  for (const { sheet, reasons } of pathway.suggestions) {
    await page.getByRole("heading", { name: sheet.title, exact: true }).waitFor();
    for (const { answer } of reasons) await visit.see(visit.t("pathway.because", { answer }));
  }
  await check("pathway-all-suggestions");
  await keepCopy(visit);

  const { title } = pathway.suggestions[0].sheet;
  const act = (key) => visit.buttonAbout(key, "pathway.act.for", { title });
  await act("pathway.act.choose").click();
  await visit.see(visit.t("pathway.chosen"));
  await check("pathway-chosen");
  await act("pathway.act.done").click();
  await visit.see(visit.t("pathway.noted", { status: visit.t("pathway.status.done") }));
  await check("pathway-done");
  assert.equal((await (await visit.api()).get("/api/pathway")).actions[0].status, "done");
  await visit.press("pathway.undo");
  await visit.see(visit.t("pathway.noted.undone"));
  assert.equal((await (await visit.api()).get("/api/pathway")).actions[0].status, "planned");

  await visit.follow("nav.home");
  await visit.seeTitle(visit.t("home.hello", { name: person.name.split(" ")[0] }));
  await visit.link("home.do.go").waitFor();
  await check("home-action");
  await visit.follow("nav.stock");
  await visit.see(visit.words.pattern("stock.start.sent-on"));
  await check("stock-again");
  await visit.follow("nav.account");
  await visit.seeTitle(visit.t("account.title"));
  await check("account");
  await visit.press("account.leave");
  await visit.seeTitle(visit.t("session.title"));
  assert.equal((await (await visit.api()).send("GET", "/api/session")).status, 401, "the server has ended the session");
  await page.goBack();
  await visit.seeTitle(visit.t("session.title"));
}

journey("a new person takes stock, sends, chooses an action and signs out, on a phone", async ({ open }) => {
  const visit = await open();
  const faults = [];
  await walk(visit, async (name) => faults.push(...(await checkScreen(visit.page, name))));
  assert.deepEqual(faults, []);
});

journey("the same in English", async ({ open }) => {
  const visit = await open({ language: "en" });
  // The words of the page itself are still French here.
  await visit.page.getByText("Français").first().click();
  await visit.page.getByRole("button", { name: "English" }).click();
  await visit.seeTitle(visit.t("session.title"));
  assert.equal(await visit.page.locator("html").getAttribute("lang"), "en");
  const french = await frenchTexts();
  const faults = [];
  await walk(visit, async (name) => {
    faults.push(...(await checkScreen(visit.page, `${name} in English`, { dark: false, picture: false })));
    const lines = (await visit.page.locator("body").innerText()).split("\n").map((line) => line.trim());
    faults.push(...lines.filter((line) => french.has(line)).map((line) => `${name} still speaks French: ${line}`));
  });
  assert.deepEqual(faults, []);
});

/** Every French text that is another one in English. */
async function frenchTexts() {
  const [fr, en] = await Promise.all(
    ["fr", "en"].map(async (code) => (await import(`../../assets/i18n/${code}.json`, { with: { type: "json" } })).default),
  );
  return new Set(Object.keys(fr).filter((key) => fr[key] !== en[key]).map((key) => fr[key]));
}
