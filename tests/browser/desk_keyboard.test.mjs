// The desk by the keyboard alone: a référent from signing in to signing out, with a preview on the way; a coordinator among
// lists. Each stop shows that the focus is there, each new page begins at its title, and nothing holds the focus.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { openDesk } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { Keys } from "./lib/keys.mjs";
import { visitOf } from "./lib/preview.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { sendStock } from "./lib/sending.mjs";
import { codeAt } from "./lib/totp.mjs";

const LONG = { timeout: 240_000 };

/** A day to come whose day and month are the same number: a calendar field is typed in the order of the browser's language. */
const DUE = (() => {
  let at = Date.now() + 86_400_000;
  const isSame = () => new Date(at).getUTCDate() === new Date(at).getUTCMonth() + 1;
  while (!isSame()) at += 86_400_000;
  return new Date(at).toISOString().slice(0, 10);
})();

/** A new page: the focus on its title, which is on the screen and names the page. */
async function arrive({ visit }, title) {
  await visit.seeTitle(title);
  await visit.seeTitleOnScreen();
}

async function signIn(keys, { login, password, totp_secret }) {
  const { visit } = keys;
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  await keys.type("desk.sign-in.login", login);
  await keys.type("desk.sign-in.password", password);
  await keys.type("desk.sign-in.code", codeAt(totp_secret));
  await keys.keyboard.press("Enter");
  await arrive(keys, visit.t("desk.title"));
}

async function leave(keys) {
  const { visit } = keys;
  await keys.press(visit.button("desk.leave"), "Shift+Tab");
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  await visit.seeFocusOnTitle();
}

journey("a référent finds someone, reads, proposes, answers, looks as they do, and signs out", async ({ server, open }) => {
  const nadia = server.personAt("new");
  const { api } = await sendStock(server, nadia);
  const sylvie = await Api.signIn(server, server.personAt("sent"));
  const { actions } = await sylvie.get("/api/pathway");
  const brought = actions.find(({ source }) => source === "referent");
  const asked = await sylvie.send("POST", "/api/pathway/disputes", { about: { action: brought.id } });
  assert.ok(asked.ok, await asked.text());

  const visit = await openDesk(open);
  visit.expect(/status of 401/);
  const keys = new Keys(visit);
  const { page } = visit;
  const faults = [];
  const check = async (name) => faults.push(...(await checkScreen(page, name)));
  const claire = server.demo.staff.find(({ role }) => role === "referent");
  // What is wrong is said, and leads to its field.
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  await keys.press(visit.button("desk.sign-in.enter"));
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "alert");
  await keys.step();
  await keys.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "login");
  await signIn(keys, claire);
  await keys.seeNoTrap();
  await check("desk-keyboard-caseload");

  const search = page.getByLabel(visit.t("desk.search"), { exact: true });
  await keys.write(search, "nadi");
  await page.getByText("Karim").waitFor({ state: "detached" });
  await page.getByRole("status").getByText(visit.words.tn("desk.found", 1)).waitFor({ state: "attached" });
  assert.ok(await search.evaluate((field) => field === document.activeElement), "one goes on typing");
  await keys.press(page.getByRole("link", { name: /Nadia/ }));
  await arrive(keys, /Nadia/);
  await visit.see(visit.t("desk.client.needs"));
  await keys.seeNoTrap();
  await check("desk-keyboard-person");

  // A wish to talk is read, then answered by having talked; the focus stays where one was.
  const talk = (key) => page.getByRole("button", { name: new RegExp(`^${visit.t(key)}.*Me déplacer`) });
  await keys.press(talk("desk.talk.read"), "Shift+Tab");
  await visit.see(visit.words.pattern("desk.talk.read.done"));
  await keys.seeKept();
  await keys.press(talk("desk.talk.met"));
  await visit.see(visit.t("desk.talk.met.done"));
  await keys.seeKept();
  assert.ok((await api.get("/api/talk-requests")).some(({ closed_at }) => closed_at), "the person sees that it was done");

  // An action from a sheet, with a day.
  const bring = page.locator("summary", { hasText: visit.t("desk.pathway.bring") });
  await keys.press(bring);
  await keys.press(visit.button("desk.pathway.bring.send"));
  await page.waitForFunction(() => document.activeElement.id === "bring-sheet");
  const sheets = page.locator("#bring-sheet");
  await keys.chooseInList(sheets, 2);
  const title = await sheets.locator("option").nth(2).innerText();
  await keys.write(page.locator("#bring-due"), `${DUE.slice(8)}${DUE.slice(5, 7)}${DUE.slice(0, 4)}`);
  await keys.press(visit.button("desk.pathway.bring.send"));
  await visit.see(visit.t("desk.pathway.sent"));
  await page.getByRole("heading", { name: title, exact: true }).waitFor();
  await keys.seeKept();
  const due = (await api.get("/api/pathway")).actions.find((action) => action.title === title).due;
  assert.equal(due, DUE);

  // The person's pages in another tab, and out of them again.
  const opened = page.context().waitForEvent("page");
  await keys.press(visit.button("desk.preview.start", { name: "Nadia" }), "Shift+Tab");
  const preview = visitOf(await opened, visit);
  await preview.seeTitle(preview.t("home.hello", { name: "Nadia" }));
  const there = new Keys(preview);
  await preview.seeFocusOnTitle();
  await there.seeNoTrap();
  await there.press(preview.link("nav.pathway"));
  await arrive(there, preview.t("pathway.title"));
  await there.press(preview.button("preview.end"), "Shift+Tab");
  await preview.title(preview.t("page.preview-over")).waitFor();
  await preview.seeFocusOnTitle();
  assert.deepEqual(preview.faults(), []);
  await preview.page.close();

  // Back on the list, which is as it was; another person, and the reply to what they want to discuss.
  await keys.press(visit.link("desk.client.back"), "Shift+Tab");
  await arrive(keys, visit.t("desk.title"));
  assert.equal(await search.inputValue(), "nadi");
  await keys.tabTo(search);
  await keys.keyboard.press("Control+A");
  await keys.keyboard.type("sylvie");
  await page.getByRole("link", { name: /Nadia/ }).waitFor({ state: "detached" });
  await keys.press(page.getByRole("link", { name: /Sylvie/ }));
  await arrive(keys, /Sylvie/);
  const send = page.getByRole("button", { name: new RegExp(`^${visit.t("desk.pathway.reply.send")}`) });
  await keys.press(send);
  await visit.see(visit.t("error.dispute.reply-refused"));
  await keys.write(page.locator("input[id^=reply-], textarea[id^=reply-]"), "Parlons-en mardi.");
  await keys.press(send);
  await visit.see(/Parlons-en mardi/);
  await send.waitFor({ state: "detached" });
  await keys.seeKept();
  await check("desk-keyboard-answered");
  await leave(keys);
  assert.deepEqual(faults, []);
}, LONG);

journey("a coordinator brings a list, and walks through what they look after", async ({ server, open }) => {
  const visit = await openDesk(open);
  visit.expect(/status of 401/);
  const keys = new Keys(visit);
  const { page } = visit;
  const faults = [];
  const check = async (name) => faults.push(...(await checkScreen(page, name)));
  await signIn(keys, server.demo.staff.find(({ role }) => role === "coordinator"));
  await keys.seeNoTrap();

  await keys.press(visit.link("desk.import.way"));
  await arrive(keys, visit.t("desk.import.title"));
  await keys.seeNoTrap();
  const lines = ["Nom;Prénom;Date de naissance;Langue;Référent;Matricule", "LEFÈVRE;Zoë;12/03/1987;Français;;77", ""].join("\r\n");
  // Listening before the way to the button: the browser is told to hand the choice over, and that takes a moment.
  page.on("filechooser", (chooser) => chooser.setFiles({ name: "personnes.csv", mimeType: "text/csv", buffer: Buffer.from(lines, "latin1") }));
  await keys.press(visit.button("desk.import.choose"));
  await arrive(keys, visit.t("desk.import.report.title"));
  await visit.see("LEFÈVRE Zoë");
  await keys.seeNoTrap();
  await check("desk-keyboard-import");

  for (const [key, part] of [["desk.slots.title", "slots"], ["desk.months.title", "months"], ["desk.forum.title", "forum"], ["desk.calls.title", "calls"]]) {
    await keys.press(visit.link(key), "Shift+Tab");
    await arrive(keys, visit.t(key));
    await keys.seeNoTrap();
    await check(`desk-keyboard-${part}`);
  }
  await keys.press(visit.link("desk.months.title"), "Shift+Tab");
  await arrive(keys, visit.t("desk.months.title"));
  await keys.press(visit.link("desk.months.new"));
  await arrive(keys, visit.t("desk.month.new.title"));
  await keys.seeNoTrap();
  await keys.press(visit.button("desk.slot.keep-draft"));
  await page.waitForFunction(() => document.activeElement.closest(".mt-errors"));
  await leave(keys);
  assert.deepEqual(faults, []);
}, LONG);
