// Signing in without the card: a code by a real text message or a real mail, typed in the browser that asked for it.

import assert from "node:assert/strict";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { Gateway } from "./lib/gateway.mjs";
import { appIsThere, holdApp } from "./lib/hold.mjs";
import { journey } from "./lib/journey.mjs";
import { MailServer } from "./lib/mail.mjs";
import { checkScreen } from "./lib/screens.mjs";

const mail = await MailServer.start();
const gateway = await Gateway.start();
after(() => Promise.all([mail.stop(), gateway.stop()]));
const BOTH = { env: { ...mail.env, ...gateway.env } };
const SMS = { env: gateway.env };

let n_people = 0;

/** A number and an address that no other journey has, given by a person in their space. */
async function reached(server, point = "new") {
  const n = (n_people += 1);
  const reach = { phone: `06 12 34 56 ${10 + n}`, email: `person${n}@exemple.fr` };
  const api = await Api.signIn(server, server.personAt(point));
  assert.equal((await api.send("PUT", "/api/reach", reach)).status, 204);
  return { ...reach, number: `+336123456${10 + n}`, person: server.personAt(point) };
}

const codeIn = ({ text }) => text.match(/\d{6}/)[0];
const otherThan = (code) => (code === "000000" ? "000001" : "000000");

async function fillBirth(visit, { birth_date }) {
  await visit.fillCard({ card: "", birth_date });
}

/** Asks by the way that stands first, and waits for the page of the code. */
async function ask(visit, phone, person) {
  await visit.page.getByLabel(visit.t("code.phone"), { exact: true }).fill(phone);
  await fillBirth(visit, person);
  await visit.press("code.ask");
  await visit.seeTitle(visit.t("code.enter.title"));
}

async function give(visit, code) {
  await visit.page.getByLabel(visit.t("code.code"), { exact: true }).fill(code);
  await visit.press("session.enter");
}

const isIn = (visit, { name }) => visit.seeTitle(visit.t("home.hello", { name: name.split(" ")[0] }));

journey("a code by SMS lets a person in, also when the phone threw the page away meanwhile", async ({ server, open }) => {
  const faults = [];
  const { phone, number, person } = await reached(server);
  const visit = await open();
  visit.expect(/status of 401/);
  await visit.button("session.enter").waitFor();
  faults.push(...(await checkScreen(visit.page, "sign-in-with-codes")));
  await visit.follow("session.without-card");
  await visit.seeTitle(visit.t("code.title"));
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.getByRole("radio").count(), 0, "one way is no choice");
  faults.push(...(await checkScreen(visit.page, "code-ask-sms")));
  await ask(visit, phone, person);
  await visit.seeFocusOnTitle();
  await visit.see(visit.t("code.sent.sms"));
  faults.push(...(await checkScreen(visit.page, "code-enter")));
  const message = await gateway.arrived(number);
  const code = codeIn(message);
  assert.match(message.text, new RegExp(`^Main Tendue : votre code est ${code}\\. Il marche 10 minutes`));

  await visit.page.reload();
  await visit.seeTitle(visit.t("code.enter.title"));
  await visit.see(visit.t("code.sent"));
  const field = visit.page.getByLabel(visit.t("code.code"), { exact: true });
  const attributes = await field.evaluate((input) => [input.autocomplete, input.inputMode, input.type]);
  assert.deepEqual(attributes, ["one-time-code", "numeric", "text"]);
  await give(visit, code.slice(1));
  await visit.page.getByRole("link", { name: visit.t("code.not-six") }).waitFor();
  await give(visit, otherThan(code));
  await visit.page.getByRole("alert").getByText(visit.t("error.code.refused")).waitFor();
  faults.push(...(await checkScreen(visit.page, "code-wrong")));
  await give(visit, `${code.slice(0, 3)} ${code.slice(3)}`);
  await isIn(visit, person);
  assert.equal(visit.path(), "/");
  assert.deepEqual(visit.statuses("POST", "/api/session/code/confirmation"), [401, 200]);
  assert.equal(gateway.to(number).length, 1);
  const names = (await visit.page.context().cookies()).map(({ name }) => name);
  assert.ok(!names.includes("__Host-mt-code") && names.includes("__Host-mt-person"), names.join());
  // Whoever is in has no use for the page.
  await visit.page.goto("/code");
  await isIn(visit, person);
  for (const secret of [code, phone, number, person.birth_date]) assert.ok(!server.log.includes(secret), "not in the log");
  for (const answer of visit.answers) assert.ok(!answer.url().includes(code), answer.url());
  assert.deepEqual(faults, []);
}, SMS);

journey("with the keyboard alone, by e-mail, though the mail server is busy at first", async ({ server, open }) => {
  const faults = [];
  const { email, person } = await reached(server, "draft");
  mail.answerWith(451);
  const n_before = mail.tried.length;
  const visit = await open({ path: "/code", screen: "desk" });
  const { keyboard } = visit.page;
  await visit.seeTitle(visit.t("code.title"));
  await visit.page.getByRole("radio", { name: visit.t("code.by.sms") }).focus();
  await keyboard.press("ArrowDown");
  const address = visit.page.getByLabel(visit.t("code.email"), { exact: true });
  await address.waitFor();
  faults.push(...(await checkScreen(visit.page, "code-ask-email")));
  // Nothing is written: everything is said at once, and the focus is on it.
  await keyboard.press("Enter");
  await visit.see(visit.words.tn("session.problems", 2));
  await visit.page.waitForFunction(() => document.activeElement.getAttribute("role") === "alert");
  faults.push(...(await checkScreen(visit.page, "code-ask-wrong")));
  await visit.page.getByRole("link", { name: visit.t("code.email.missing") }).focus();
  await keyboard.press("Enter");
  await visit.page.waitForFunction(() => document.activeElement.id === "code-email");
  await keyboard.type(email.toUpperCase());
  for (const part of person.birth_date.split("-").reverse()) {
    await keyboard.press("Tab");
    await keyboard.type(part);
  }
  await keyboard.press("Enter");
  await visit.seeTitle(visit.t("code.enter.title"));
  await visit.see(visit.t("code.sent.email"));
  const letter = await mail.arrived(email);
  assert.equal(letter.subject, "Main Tendue : vous avez un message", "nothing for who looks over a shoulder");
  assert.equal(new Set(mail.tried.slice(n_before)).size, 1, "the same message, taken at the second try");
  await visit.page.getByLabel(visit.t("code.code"), { exact: true }).focus();
  await keyboard.type(codeIn(letter));
  await keyboard.press("Enter");
  await isIn(visit, person);
  assert.equal(mail.to(email).length, 1);
  assert.ok(!server.log.includes(email) && !server.log.includes(codeIn(letter)), "not in the log");
  assert.deepEqual(faults, []);
}, BOTH);

journey("whoever is not known sees the same, is sent nothing, and has other ways", async ({ server, open }) => {
  const faults = [];
  const { phone, number, person } = await reached(server);
  const visit = await open({ path: "/code", screen: "kiosk", language: "en", locale: "en" });
  visit.expect(/status of (401|429)/);
  await visit.seeTitle(visit.t("code.title"));
  faults.push(...(await checkScreen(visit.page, "code-ask-kiosk-size")));
  const stranger = "06 98 76 54 32";
  await ask(visit, stranger, person);
  faults.push(...(await checkScreen(visit.page, "code-enter-kiosk-size")));
  for (const key of ["error.code.refused", "error.code.refused", "error.code.over"]) {
    const answered = visit.page.waitForResponse((answer) => answer.url().endsWith("/confirmation"));
    await give(visit, "123456");
    await answered;
    await visit.page.getByRole("alert").getByText(visit.t(key)).waitFor();
  }
  faults.push(...(await checkScreen(visit.page, "code-over")));
  // What was typed is still there; one more press asks for the next.
  for (let n_asked = 1; n_asked < 5; n_asked++) {
    await visit.follow("code.again");
    await visit.seeTitle(visit.t("code.title"));
    assert.equal(await visit.page.getByLabel(visit.t("code.phone"), { exact: true }).inputValue(), stranger);
    await visit.press("code.ask");
    await visit.seeTitle(visit.t("code.enter.title"));
  }
  await visit.follow("code.again");
  await visit.press("code.ask");
  await visit.see(visit.t("error.code.too-many"));
  faults.push(...(await checkScreen(visit.page, "code-too-many")));
  assert.equal(gateway.to("+33698765432").length, 0);
  // The number of somebody else, with one's own date of birth, reaches nobody either.
  await visit.page.getByLabel(visit.t("code.phone"), { exact: true }).fill(phone);
  await fillBirth(visit, { birth_date: "1950-01-01" });
  await visit.press("code.ask");
  await visit.seeTitle(visit.t("code.enter.title"));
  assert.equal(gateway.to(number).length, 0);
  await visit.follow("code.again");
  await visit.follow("code.card");
  await visit.signIn(person);
  assert.deepEqual(faults, []);
}, BOTH);

journey("a code of one browser opens nothing in another, and the page of one's contacts says what they are good for", async ({ server, open }) => {
  const { phone, number, person } = await reached(server, "sent");
  const visit = await open({ path: "/code" });
  await visit.seeTitle(visit.t("code.title"));
  await ask(visit, phone, person);
  const code = codeIn(await gateway.arrived(number));
  const elsewhere = await open({ path: "/code/enter" });
  elsewhere.expect(/status of 401/);
  await elsewhere.seeTitle(elsewhere.t("code.enter.title"));
  await give(elsewhere, code);
  await elsewhere.page.getByRole("alert").getByText(elsewhere.t("error.code.over")).waitFor();
  await give(visit, code);
  await isIn(visit, person);
  await visit.page.goto("/account/messages");
  await visit.see(visit.t("reach.code"));
  assert.deepEqual(await checkScreen(visit.page, "reach-with-codes"), []);
}, SMS);

journey("where no message can leave there is no such way, before the app either", async ({ open }) => {
  const gate = holdApp();
  const visit = await open(gate);
  const link = visit.page.getByText(visit.t("session.without-card"));
  await visit.seeTitle(visit.t("session.title"));
  assert.equal(await link.filter({ visible: true }).count(), 0);
  gate.open();
  await appIsThere(visit);
  await visit.button("session.enter").waitFor();
  assert.equal(await link.count(), 0);
  await visit.page.goto("/code");
  await visit.seeTitle(visit.t("shell.not-found.title"));
});
