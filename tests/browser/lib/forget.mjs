// What the proof that a kiosk forgets is made of (T4): a person with a marker in every field, a visit that shows them all, and
// the looks that must find none of them afterwards.

import assert from "node:assert/strict";

import { Api } from "./api.mjs";
import { Content } from "./content.mjs";
import { changeRows } from "./database.mjs";
import { startServer } from "./server.mjs";
import { codeAt } from "./totp.mjs";
import { Words } from "./words.mjs";

const words = new Words("fr");
export const t = (key, values) => words.t(key, values);

/** What stands in the fields of the first person. Each is one word, so that no page breaks it. */
export const FIELDS = {
  first_name: "Zqprenom",
  last_name: "Zqnom",
  referent: "Zqreferente",
  action: "Zqaction",
  email: "zqadresse@example.org",
  phone: "06 99 88 77 66",
  cv_name: "Zqcvnom",
  cv_job: "Zqmetier",
  cv_about: "Zqaproposdemoi",
  file_name: "Zqfichier",
  unsent: "Zqnonenvoye",
  unsaved: "Zqbrouillon",
  searched: "Zqrecherche",
  answer: "Zqreponse",
  waiting: "Zqattente",
};

/** Days that are answered: as a field shows them, part by part, and as they are sent. */
export const DAYS = { shown: ["29", "2", "1864"], waiting: ["31", "7", "1873"] };
export const asShown = (day) => day.join("\n");
const asSent = ([day, month, year]) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

export let server;
export let person;
/** What none of the looks may find. */
export let markers;

/** A server with a person in all of whose fields a marker stands. */
export async function prepare() {
  server = await startServer();
  // Questions of every kind: also those that are answered in one's own words, and with a day.
  const content = new Content();
  content.askEveryKind();
  server.environment.CONTENT_DIR = content.folder;
  await server.restart();
  person = server.personAt("sent");
  const api = await Api.signIn(server, person);
  const done = async (method, path, body, headers) => {
    const answer = await api.send(method, path, body, headers);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await done("POST", "/api/pathway/actions", { title: FIELDS.action });
  await api.answer("triage.metier-formation", { level: "blocked" });
  await api.answer("answer.metier-formation.idee", { choices: ["oui"] });
  await done("PUT", "/api/reach", { phone: FIELDS.phone, email: FIELDS.email });
  await done("PUT", "/api/cv/contact", { contact: { name: FIELDS.cv_name, phone: FIELDS.phone, email: FIELDS.email, place: "" } }, { "if-match": '"0"' });
  await done("PUT", "/api/cv/wish", { wish: { job: FIELDS.cv_job, about: FIELDS.cv_about } }, { "if-match": '"0"' });
  await done("POST", "/api/cv/document");
  const [{ id: document }] = (await api.get("/api/documents")).documents;
  await done("PUT", `/api/documents/${document}/name`, { name: FIELDS.file_name });
  const { id } = await api.get("/api/session");
  changeRows(server, "UPDATE person SET first_name = ?, last_name = ? WHERE id = ?", FIELDS.first_name, FIELDS.last_name, id);
  changeRows(server, "UPDATE staff SET display_name = ? WHERE id = (SELECT referent_id FROM person WHERE id = ?)", FIELDS.referent, id);
  const card = person.card.replace("-", "");
  const digits = FIELDS.phone.replaceAll(" ", "");
  // Also as it is sent to a gateway, and as a page keeps it in one line.
  const phones = [digits, `+33${digits.slice(1)}`, FIELDS.phone.replaceAll(" ", "\u00a0")];
  const days = Object.values(DAYS).flatMap((day) => [asShown(day), asSent(day)]);
  markers = [...Object.values(FIELDS), ...days, ...phones, card, `${card.slice(0, 5)}-${card.slice(5)}`, person.birth_date, id];
}

/** A code of the desk, for one device. */
async function kioskCode() {
  const staff = server.demo.staff.find(({ role }) => role === "coordinator");
  const desk = new Api(server.origin);
  const entered = await desk.send("POST", "/api/staff/session", { login: staff.login, password: staff.password, code: codeAt(staff.totp_secret) });
  assert.equal(entered.status, 200, await entered.clone().text());
  desk.cookie = entered.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const kiosk = await (await desk.send("POST", "/api/staff/kiosks", { name: "Accueil" })).json();
  const code = await (await desk.send("POST", `/api/staff/kiosks/${kiosk.id}/code`)).json();
  return { code: code.code, remove: () => desk.send("DELETE", `/api/staff/kiosks/${kiosk.id}`) };
}

/** One code of the coordinator's second factor works once: the devices of this file are enrolled by the token of the first. */
let token;

export async function enrol(tab) {
  if (!token) {
    const { code } = await kioskCode();
    const answer = await new Api(server.origin).send("POST", "/api/kiosk", { code });
    assert.equal(answer.status, 204);
    token = /__Host-mt-kiosk=([^;]+)/.exec(answer.headers.getSetCookie().join("\n"))[1];
  }
  const url = server.origin.replace("http:", "https:");
  await tab.send("Network.setCookie", { name: "__Host-mt-kiosk", value: token, url, path: "/", secure: true, httpOnly: true, sameSite: "Strict", expires: Date.now() / 1000 + 86_400 });
}

export const H1 = `document.querySelector("h1")?.textContent.trim()`;
export const atStart = (tab) => tab.until(`${H1} === ${JSON.stringify(t("kiosk.start"))}`, "the first page of the kiosk");
export const seen = (tab, marker) => tab.until(`(document.body.innerText + [...document.querySelectorAll("input, textarea")].map(({ value }) => value)).includes(${JSON.stringify(marker)})`, marker);

/** Follows a link of the app. */
export const follow = (tab, path) =>
  tab.evaluate(`(() => { const link = document.createElement("a"); link.href = ${JSON.stringify(path)}; document.body.append(link); link.click(); link.remove(); })()`);

/** Signs in with the keys on the screen. */
export async function enter(tab, { card, birth_date }) {
  await tab.touch("a", t("kiosk.start.account"));
  for (const sign of card.replace("-", "")) await tab.touch(".mt-pad__key", sign);
  await tab.touch("button", t("stock.continue"));
  await tab.until(`${H1} === ${JSON.stringify(t("session.birth"))}`, "the date of birth");
  for (const digit of birth_date.split("-").reverse().join("")) await tab.touch(".mt-pad__key", digit);
  await tab.touch("button", t("session.enter"));
  await tab.until(`${H1} === ${JSON.stringify(t("page.account"))}`, "the person's space");
}

/** At a question about one's job. */
export async function ask(tab, question) {
  await follow(tab, `/stock/q/metier-formation/${question}`);
  await tab.until(`location.pathname.endsWith("/${question}") && document.querySelector("main input")`, question);
}

/** A day, part by part, as into the fields of a date. */
export async function typeDay(tab, day) {
  for (const [i, part] of ["day", "month", "year"].entries()) {
    await tab.touch(`#q-date-${part}`);
    await tab.evaluate("document.activeElement.select()");
    await tab.type(day[i]);
  }
  await seen(tab, day[2]);
}

/** What earlier visits have answered, so that each types into empty fields. */
const forgetAnswers = () => changeRows(server, "DELETE FROM draft_answer WHERE step IN ('answer.metier-formation.note', 'answer.metier-formation.depuis')");

/** Answers of every kind that is typed: a word to search, a line of text, a day. None of them is sent. */
async function answer(tab) {
  await ask(tab, "metier");
  await tab.touch("main input[type=search], main input[type=text]");
  await tab.type(FIELDS.searched);
  await seen(tab, FIELDS.searched);
  await ask(tab, "note");
  await tab.touch("main input");
  await tab.type(FIELDS.answer);
  await seen(tab, FIELDS.answer);
  await ask(tab, "depuis");
  await typeDay(tab, DAYS.shown);
  assert.ok((await tab.shown()).includes(asShown(DAYS.shown)), "the look at fields sees a day");
}

/** A visit that shows everything that is known of the person, page after page; `unsent` is typed and not saved. */
export async function visit(tab, origin = server.origin) {
  forgetAnswers();
  await tab.go(origin);
  await atStart(tab);
  await enter(tab, person);
  await follow(tab, "/");
  await seen(tab, FIELDS.first_name);
  await follow(tab, "/pathway");
  await seen(tab, FIELDS.action);
  await seen(tab, FIELDS.referent);
  await follow(tab, "/account/messages");
  await seen(tab, FIELDS.email);
  await seen(tab, FIELDS.phone);
  await follow(tab, "/documents");
  await seen(tab, FIELDS.file_name);
  await follow(tab, "/cv/wish");
  await seen(tab, FIELDS.cv_job);
  await seen(tab, FIELDS.cv_about);
  await answer(tab);
  await follow(tab, "/cv/wish");
  await seen(tab, FIELDS.cv_about);
  await tab.touch("main label", t("cv.ask.about"));
  await tab.type(FIELDS.unsaved);
  await seen(tab, FIELDS.unsaved);
  await follow(tab, "/cv/contact");
  await seen(tab, FIELDS.cv_name);
  await tab.touch("main input");
  await tab.type(FIELDS.unsent);
  await seen(tab, FIELDS.unsent);
}

export const end = (tab) => tab.touch("button", t("kiosk.end"));
export const isOffline = (tab, offline) => tab.send("Network.enable").then(() => tab.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }));

/** The device's clock goes on by so many seconds, as when nobody touches it for that long. */
export const pass = (tab, s) => tab.evaluate(`(() => { const before = Date.now; Date.now = () => before() + ${s * 1000}; })()`);

/** What a tab shows and its browser keeps of the person. */
export async function traces(tab, origin = server.origin) {
  const isOurs = await tab.evaluate(`location.origin === ${JSON.stringify(origin)}`);
  const { stores, cookies } = isOurs ? await tab.kept(origin) : { stores: "", cookies: [] };
  const text = `${await tab.shown()}\n${stores}`;
  const found = markers.filter((marker) => text.includes(marker));
  found.push(...cookies.filter(({ name }) => name !== "__Host-mt-kiosk").map(({ name }) => `cookie ${name}`));
  found.push(...(stores.match(/^(database|worker) .*/gm) ?? []));
  return found;
}

/** The same, and after each step back, however the browser brings the page back. */
export async function tracesBehind(tab, { origin = server.origin, n_steps = 10 } = {}) {
  const found = await traces(tab, origin);
  for (let n = 1; n <= n_steps && (await tab.back()); n++) {
    await tab.until(`document.readyState === "complete" && (location.protocol === "about:" || location.pathname.startsWith("/api/") || document.body.hidden === false && ${H1} !== undefined)`, "a page behind Back");
    // What is brought back as it was is replaced a moment later: what shows in between counts as well.
    found.push(...(await traces(tab, origin).catch(() => [])).map((trace) => `${trace}, ${n} back`));
  }
  return found;
}

/** The files of the profile, once nothing writes them any more. */
export function filesOf(browser, origin = server.origin) {
  const cachedOf = (address) => browser.filesWith([address]).filter((file) => /(^|\/)(Cache|Code Cache|Service Worker)\//.test(file)).map((file) => file.split(": ")[0]);
  // The questions are nobody's: they are the same for everyone, and may be kept. A file of the cache holds one answer.
  const questions = new Set(cachedOf(`${origin}/api/questionnaire?`));
  const cached = cachedOf(`${origin}/api/`).filter((file) => !questions.has(file));
  return [...browser.filesWith(markers), ...cached.map((file) => `${file}: ${origin}/api/`)];
}
