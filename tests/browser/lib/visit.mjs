// A person at a screen: acts and looks through visible words and roles, as they would.

import assert from "node:assert/strict";
import { setTimeout as rest } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import { Api } from "./api.mjs";
import { openPage, PATIENCE_MS } from "./browser.mjs";
import { literally, Words } from "./words.mjs";

/** The step of the question about the driving licence, where several journeys stop. */
export const PERMIT = "answer.mobilite.permis";

export class Visit {
  #definition;
  #expected = [];

  constructor(page, server, language) {
    this.page = page;
    this.server = server;
    this.words = new Words(language);
    /** Every answer of the server so far. */
    this.answers = [];
    page.on("response", (response) => this.answers.push(response));
  }

  /** A fresh browser profile that has opened the portal; `prepare(page, visit)` runs before. */
  static async open(browser, server, { path = "/", language = "fr", prepare = async () => {}, waitUntil, ...options } = {}) {
    const page = await openPage(browser, { origin: server.origin, reducedMotion: "reduce", ...options });
    const visit = new this(page, server, language);
    await prepare(page, visit);
    await page.goto(path, { waitUntil });
    return visit;
  }

  /** Takes over the session and the browser's cookies of another client. */
  async takeSession(api) {
    const pairs = api.cookie.split("; ").map((pair) => pair.split(/=(.*)/));
    // Only a secure address may set such cookies from outside; the browser then also sends them to http://localhost.
    const url = this.server.origin.replace("http:", "https:");
    const cookie = ([name, value]) => ({ name, value, url, secure: true, sameSite: "Strict", httpOnly: name.startsWith("__Host-") });
    await this.page.context().addCookies(pairs.map(cookie));
  }

  /** Signed in, at the question about the driving licence, everything before it kept. */
  async comeToPermit(person) {
    const api = await Api.signIn(this.server, person);
    await api.answer("triage.mobilite", { level: "hard" });
    await api.answer("answer.mobilite.moyen", { choices: ["pied"] });
    await this.comeTo("/stock/q/mobilite/permis", api);
    await this.seeTitle((await this.question()).question.text);
    await this.haveParts();
  }

  /** The other pages have arrived behind the first: from here on they open without network. */
  async haveParts() {
    const areThere = () => ["places", "stock_rest"].every((part) => performance.getEntriesByType("resource").some(({ name }) => name.includes(`/${part}-`)));
    await this.page.waitForFunction(areThere);
  }

  /** Signed in, with every subject answered "fine" and nothing left but sending. */
  async comeToReview(person) {
    const api = await Api.signIn(this.server, person);
    for (const { id } of (await this.definition()).subjects) await api.answer(`triage.${id}`, { level: "fine" });
    await api.answer("private-talk", { choices: ["non"] });
    await this.comeTo("/stock/review", api);
    await this.seeTitle(this.t("stock.review.title"));
  }

  /** Opens a page of the portal with the session of another client. */
  async comeTo(path, api) {
    await this.takeSession(api);
    await this.page.goto(path);
  }

  close() {
    return this.page.context().close();
  }

  t(key, values) {
    return this.words.t(key, values);
  }

  /** The questionnaire in the language of the visit. */
  async definition() {
    this.#definition ??= await new Api(this.server.origin).get(`/api/questionnaire?language=${this.words.language}`);
    return this.#definition;
  }

  /** What the server holds, seen through the page's own session. */
  api() {
    return Api.ofPage(this.page, this.server.origin);
  }

  // Looking

  title(text) {
    return this.page.getByRole("heading", { level: 1, name: text, exact: typeof text === "string" });
  }

  async seeTitle(text) {
    await this.title(text).waitFor();
  }

  /** Waits until these words stand on the page. */
  async see(text) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** Waits until the focus is on the page's title, which says where one is now. */
  async seeFocusOnTitle() {
    await this.page.waitForFunction(() => document.activeElement?.matches("h1"));
  }

  /** The same, and the title can be seen. One question to the page: between two, it can take the place of its shape, which has a title too. */
  async seeTitleOnScreen() {
    await this.page.waitForFunction(() => {
      const { y } = document.activeElement.getBoundingClientRect();
      return document.activeElement.matches("h1") && y >= 0 && y < innerHeight;
    });
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  button(key, values) {
    return this.page.getByRole("button", { name: this.t(key, values), exact: true });
  }

  /** A button whose name goes on, unseen, with what it is about. */
  buttonAbout(key, aboutKey, values) {
    return this.page.getByRole("button", { name: new RegExp(`^${[this.t(key), this.t(aboutKey, values)].map(literally).join("\\s*")}$`) });
  }

  link(key, values) {
    return this.page.getByRole("link", { name: this.t(key, values), exact: true });
  }

  // Acting

  /** Presses; every answer and button of a journey comes through here. */
  async touch(target) {
    await target.click();
  }

  async press(key, values) {
    await this.touch(this.button(key, values));
  }

  async follow(key, values) {
    await this.touch(this.link(key, values));
  }

  /** Chooses an answer that may be chosen already. */
  async pickOption(option) {
    await option.waitFor();
    if (!(await option.isChecked())) await this.touch(option);
  }

  /** Types a card and a date of birth ("YYYY-MM-DD"); an empty part leaves its field alone. */
  async fillCard({ card, birth_date }) {
    const [year, month, day] = birth_date.split("-").map((part) => part.replace(/^0+/, ""));
    const parts = { "session.card": card, "session.day": day, "session.month": month, "session.year": year };
    for (const [key, value] of Object.entries(parts)) {
      if (value) await this.page.getByLabel(this.t(key), { exact: true }).fill(value);
    }
  }

  async signIn(person) {
    await this.fillCard(person);
    await this.press("session.enter");
    await this.seeTitle(this.t("home.hello", { name: person.name.split(" ")[0] }));
  }

  /** Presses "Continuer" and waits for the next page. */
  async goOn() {
    const before = this.page.url();
    await this.press("stock.continue");
    await this.page.waitForURL((url) => url.href !== before);
  }

  /** Ticks that the device is one's own, on a page that asks it, and waits until the app is kept there. */
  async declareOwn() {
    await this.page.getByLabel(this.t("shell.own")).check();
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await this.until(async () => (await indexedDB.databases()).length > 0);
  }

  /** Waits until an asynchronous question to the page is answered by yes; `waitForFunction` takes its promise for one. */
  async until(isSo) {
    const late = Date.now() + PATIENCE_MS;
    while (!(await this.page.evaluate(isSo))) {
      if (Date.now() > late) throw new Error(`never so: ${isSo}`);
      await rest(50);
    }
  }

  /** What this browser holds of the site: databases, caches with their addresses, keys of the simple storage, workers. */
  residue() {
    return this.page.evaluate(async () => {
      const cached = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname);
      }
      return {
        databases: (await indexedDB.databases()).map(({ name }) => name),
        cached,
        stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
        n_workers: (await navigator.serviceWorker.getRegistrations()).length,
      };
    });
  }

  /** Closes the page and opens another in the same browser. */
  async reopen(path = "/") {
    const [old, context] = [this.page, this.page.context()];
    this.page = await context.newPage();
    this.page.problems = old.problems;
    this.page.on("pageerror", (error) => old.problems.push(`error: ${error.message}`));
    this.page.on("response", (response) => this.answers.push(response));
    await old.close();
    await this.page.goto(path);
  }

  /** From home to the list of subjects. */
  async startStock() {
    await this.follow("home.take-stock.go");
    await this.seeTitle((await this.definition()).title);
    await this.follow("stock.start.begin");
    await this.seeTitle((await this.definition()).triage_question);
  }

  /** Says where one is with a subject, on the list. */
  async say(subjectId, level) {
    const definition = await this.definition();
    const subject = definition.subjects.find(({ id }) => id === subjectId);
    const group = this.page.getByRole("group", { name: this.t("stock.triage.legend", { subject: subject.title }) });
    const summary = this.page.locator("summary", { hasText: subject.title });
    await summary.waitFor();
    if (!(await group.isVisible())) await this.touch(summary);
    const { label } = definition.levels.find((candidate) => candidate.level === level);
    await this.pickOption(group.getByRole("radio", { name: label, exact: true }));
  }

  /** Answers every subject of the list: `levels` names those that are not fine. */
  async triage(levels) {
    for (const { id } of (await this.definition()).subjects) await this.say(id, levels[id] ?? "fine");
  }

  /** The question that is on screen, by its address: `{subject, question}`. */
  async question() {
    const [, , , subjectId, questionId] = this.path().split("/");
    const subject = (await this.definition()).subjects.find(({ id }) => id === subjectId);
    return { subject, question: subject.questions.find(({ id }) => id === questionId) };
  }

  /** Chooses options of the question on screen by their ids; its title must be the question. */
  async choose(ids) {
    const { question } = await this.question();
    await this.seeTitle(question.text);
    const role = question.kind === "one" ? "radio" : "checkbox";
    for (const id of ids) {
      const { label } = question.options.find((option) => option.id === id);
      await this.pickOption(this.page.getByRole(role, { name: label, exact: true }));
    }
  }

  /** Searches a word and takes the first result. */
  async pick(word) {
    await this.page.getByLabel(this.t("stock.guided.search"), { exact: true }).fill(word);
    await this.pickOption(this.page.getByRole("checkbox").first());
  }

  /** Answers the page on screen by a plan: `{"mobilite.permis": ["non"]}`; what the plan does not name gets its first option. */
  async answerPage(plan = {}) {
    const [, , kind, subjectId] = this.path().split("/");
    if (kind === "sharing") return this.share(plan[`sharing.${subjectId}`]);
    if (kind === "talk") return this.pickOption(this.page.getByRole("radio").last());
    const { subject, question } = await this.question();
    const wanted = plan[`${subject.id}.${question.id}`];
    if (question.kind.guided) return this.pick(wanted ?? "a");
    if (question.kind.text) return this.page.getByLabel(this.t("stock.text.label"), { exact: true }).fill(wanted ?? "Rien");
    if (question.kind === "date") return this.fillDate(wanted ?? "2024-02-29");
    return this.choose(wanted ?? [question.options[0].id]);
  }

  /** Types a day ("YYYY-MM-DD") as the answer on screen. */
  async fillDate(date) {
    const [year, month, day] = date.split("-");
    for (const [part, text] of Object.entries({ day, month, year })) {
      await this.page.getByLabel(this.t(`stock.date.${part}`), { exact: true }).fill(text);
    }
  }

  /** Says who may read the subject on screen; without a choice, what is chosen beforehand or "Moi seulement". */
  async share(sharing) {
    const definition = await this.definition();
    await this.seeTitle(definition.sharing_question);
    const radios = this.page.getByRole("radio");
    if (!sharing && (await radios.evaluateAll((all) => all.some((radio) => radio.checked)))) return;
    const i = definition.sharing_options.findIndex((option) => option.sharing === (sharing ?? "me"));
    await this.pickOption(radios.nth(i));
  }

  /** Answers page after page until the review; `onPage` sees each before it is answered. */
  async answerAll(plan, onPage = async () => {}) {
    while (this.path() !== "/stock/review") {
      await onPage(this.path());
      await this.answerPage(plan);
      await this.goOn();
    }
    await this.seeTitle(this.t("stock.review.title"));
  }

  /** Waits until the server has confirmed everything that was answered. */
  async seeKept() {
    await this.see(this.t("stock.kept.saved"));
  }

  /** Waits until the server holds this answer to a step, after exactly this many changes. */
  async seeOnServer(step, answer, version = 1) {
    const api = await this.api();
    const late = Date.now() + PATIENCE_MS;
    let held;
    do {
      held = (await api.draft())[step];
      if (isDeepStrictEqual(held, { answer, version })) return;
      await rest(50);
    } while (Date.now() < late && (held?.version ?? 0) <= version);
    assert.deepEqual(held, { answer, version }, step);
  }

  /** Waits until the server holds this answer to a step, however often it changed before; `api` asks as whose answers they are. */
  async seeAnswer(step, answer, api) {
    api ??= await this.api();
    const late = Date.now() + PATIENCE_MS;
    let held;
    while (!isDeepStrictEqual((held = (await api.draft())[step]?.answer), answer) && Date.now() < late) await rest(50);
    assert.deepEqual(held, answer, step);
  }

  /** The statuses of the answers so far to one operation. */
  statuses(method, path) {
    const isMeant = (answer) => answer.request().method() === method && new URL(answer.url()).pathname.startsWith(path);
    return this.answers.filter(isMeant).map((answer) => answer.status());
  }

  /** Announces an error that the journey provokes and that the browser writes to its console. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** What went wrong unseen. */
  faults() {
    return this.page.problems.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }
}
