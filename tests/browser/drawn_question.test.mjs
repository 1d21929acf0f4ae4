// A question that the server has drawn: read and answered before the app is there, and the same as the app's.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { appIsThere, holdApp, seeWaiting, WASM } from "./lib/hold.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";

const TRAVEL = "/stock/q/mobilite/moyen";
const STEP = "answer.mobilite.moyen";

/** Signed in elsewhere, with these subjects to speak of. */
async function withSubjects(server, subjects) {
  const api = await Api.signIn(server, server.personAt("new"));
  for (const id of subjects) await api.answer(`triage.${id}`, { level: "hard" });
  return api;
}

/** At a question, without the app until `gate.open()`. */
async function beforeTheApp({ server, open }, path = TRAVEL, subjects = ["mobilite"]) {
  const gate = holdApp();
  const visit = await open({ ...gate, path: "about:blank" });
  const api = await withSubjects(server, subjects);
  await visit.takeSession(api);
  await visit.page.goto(path, { waitUntil: "commit" });
  // `check` with `force` does not wait for the first paint, as a finger has to.
  await visit.page.locator("html[data-language] .mt-boot--drawn").waitFor();
  return { visit, gate, api };
}

const drawn = (visit) => visit.page.locator(".mt-boot--drawn");
const option = (visit, id) => visit.page.locator(`#q-${id}`);

/** What the server draws of the question on screen, and what the app has drawn, an element a line; `null` where it draws nothing. */
const compare = (visit) =>
  visit.page.evaluate(async () => {
    const text = await (await fetch(location.pathname)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const root = page.querySelector(".mt-boot--drawn");
    if (!root) return null;
    root.querySelectorAll("[data-boot]").forEach((part) => part.remove());
    const isChosen = (element) => (element.isConnected && element.ownerDocument === document ? element.checked : element.hasAttribute("checked"));
    const describe = (element, depth, lines) => {
      const attributes = [...element.attributes].filter(({ name }) => name !== "checked").map(({ name, value }) => {
        const shown = name === "class" ? value.split(" ").filter((part) => !part.startsWith("mt-boot")).join(" ") : value;
        return `${name}="${shown}"`;
      });
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.replace(/[ \n]+/g, " ").trim()).filter(Boolean);
      if (element.matches("input")) attributes.push(`chosen=${isChosen(element)}`);
      lines.push(`${" ".repeat(depth)}${element.localName} ${attributes.sort().join(" ")} ${own.join(" | ")}`);
      [...element.children].forEach((child) => describe(child, depth + 1, lines));
      return lines;
    };
    root.removeAttribute("lang");
    root.removeAttribute("data-shell");
    const app = document.querySelector("#app .mt-screen");
    return { drawn: [page.title, ...describe(root, 0, [])], app: [document.title, ...describe(app, 0, [])] };
  });

/** Whether the server should draw a question: a list, and nothing that others in the room should not see. */
function isToBeDrawn({ subject, question }) {
  const isList = question.kind === "one" || question.kind === "several";
  const isSensitive = subject.sensitivity === "sensitive" || question.sensitive || question.options.some(({ helplines }) => helplines);
  return isList && !isSensitive;
}

journey("what the server draws of each question is what the app draws, answered or not", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const { subjects } = await visit.definition();
  const api = await withSubjects(server, subjects.map(({ id }) => id));
  const [first] = subjects;
  await visit.comeTo(`/stock/q/${first.id}/${first.questions[0].id}`, api);
  let n_drawn = 0;
  const look = async (when) => {
    const pair = await compare(visit);
    assert.equal(pair !== null, isToBeDrawn(await visit.question()), `${visit.path()}, ${when}`);
    if (pair) assert.deepEqual(pair.drawn, pair.app, `${visit.path()}, ${when}`);
    n_drawn += pair ? 1 : 0;
  };
  while (visit.path() !== "/stock/review") {
    if (visit.path().startsWith("/stock/q/")) {
      const { question } = await visit.question();
      await visit.seeTitle(question.text);
      await look("unanswered");
      await visit.answerPage();
      await visit.seeKept();
      await look("answered");
    } else {
      await visit.answerPage();
    }
    await visit.goOn();
  }
  assert.ok(n_drawn >= 50, `${n_drawn} were drawn`);
});

journey("what was said last time stands beside the question as the app says it", async ({ server, open }) => {
  const visit = await open({ path: "about:blank" });
  const api = await Api.signIn(server, server.personAt("sent"));
  const { last_time } = await api.get("/api/draft");
  const subjects = new Set(last_time.filter(({ step }) => step.startsWith("answer.")).map(({ step }) => step.split(".")[1]));
  for (const id of subjects) await api.answer(`triage.${id}`, { level: "hard" });
  await visit.takeSession(api);
  let n_seen = 0;
  for (const { step, words } of last_time.filter(({ step }) => step.startsWith("answer."))) {
    await visit.page.goto(`/${step.replace("answer", "stock/q").replaceAll(".", "/")}`);
    await appIsThere(visit);
    await visit.page.locator("#ask, .mt-skeleton").first().waitFor();
    if (!visit.path().startsWith("/stock/q/") || !isToBeDrawn(await visit.question())) continue;
    await visit.see(new RegExp(words.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
    const { drawn: lines, app } = await compare(visit);
    assert.deepEqual(lines, app, step);
    if (++n_seen === 3) break;
  }
  assert.ok(n_seen > 0, "no question of last time was seen");
});

journey("what is ticked before the app arrives is answered, one after the other, and the page goes on", async (world) => {
  const { visit, gate } = await beforeTheApp(world);
  await visit.seeTitle("Comment vous déplacez-vous le plus souvent\u00a0?");
  const faults = await checkScreen(visit.page, "drawn-question");
  assert.equal(await visit.page.title(), "Me déplacer, question 1 sur 4 – Main Tendue");
  // The way out stands alone: whoever ticks something else after it has taken it back.
  for (const id of ["velo", "skip", "tc", "pied"]) await option(visit, id).check({ force: true });
  await option(visit, "pied").uncheck({ force: true });
  await visit.press("stock.continue");
  await seeWaiting(visit);
  gate.open();
  await visit.seeTitle("Avez-vous le permis de conduire\u00a0?");
  await visit.until(() => location.pathname === "/stock/q/mobilite/permis");
  await visit.seeAnswer(STEP, { choices: ["tc"] });
  assert.deepEqual(faults, []);
});

journey("with the keyboard alone, one answers and goes on before the app is there", async (world) => {
  const { visit, gate } = await beforeTheApp(world, "/stock/q/mobilite/permis");
  await visit.seeTitle("Avez-vous le permis de conduire\u00a0?");
  await option(visit, "oui").focus();
  await visit.page.keyboard.press("ArrowDown");
  await visit.page.keyboard.press("Enter");
  await seeWaiting(visit);
  gate.open();
  await visit.until(() => location.pathname !== "/stock/q/mobilite/permis");
  await visit.seeOnServer("answer.mobilite.permis", { choices: ["code"] });
});

journey("nothing moves when the app takes over, and one goes on where one was", async (world) => {
  const { visit, gate } = await beforeTheApp(world);
  await option(visit, "rien").check({ force: true });
  await option(visit, "rien").focus();
  await visit.page.evaluate(() => scrollTo(0, 140));
  const place = () => visit.page.evaluate(() => {
    const seen = ["h1", "#q-velo", "#q-skip", "button[form=ask]"].map((one) => document.querySelector(`#app .mt-screen:not(.mt-boot--form, .mt-boot--wait) ${one}`).getBoundingClientRect().toJSON());
    return { seen, scrollY, focused: document.activeElement.id };
  });
  const before = await place();
  assert.ok(before.scrollY > 0 && before.focused === "q-rien", JSON.stringify(before));
  gate.open();
  await appIsThere(visit);
  await visit.seeOnServer(STEP, { choices: ["rien"] });
  assert.deepEqual(await place(), before);
});

journey("whoever only reads stays where they read, with the focus on the title", async (world) => {
  const { visit, gate } = await beforeTheApp(world);
  await visit.seeTitle("Comment vous déplacez-vous le plus souvent\u00a0?");
  await visit.page.evaluate(() => scrollTo(0, 140));
  gate.open();
  await appIsThere(visit);
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.evaluate(() => scrollY), 140);
});

journey("a way out of the page waits for what was ticked", async (world) => {
  const { visit, gate } = await beforeTheApp(world);
  await option(visit, "velo").check({ force: true });
  await visit.link("stock.stop").click();
  await seeWaiting(visit);
  gate.open();
  await visit.until(() => location.pathname === "/");
  await visit.seeOnServer(STEP, { choices: ["velo"] });
});

journey("without the app, the question says so and keeps what was ticked until it comes", async ({ server, open }) => {
  const visit = await open({ path: "about:blank", prepare: (page) => page.route(WASM, (route) => route.abort()) });
  visit.expect(/ERR_FAILED|Failed to fetch/);
  await visit.takeSession(await withSubjects(server, ["mobilite"]));
  await visit.page.goto(TRAVEL, { waitUntil: "commit" });
  await option(visit, "tc").check({ force: true });
  await visit.see("La page n’a pas pu s’ouvrir.");
  assert.deepEqual(await checkScreen(visit.page, "drawn-question-failure"), []);
  await visit.page.unroute(WASM);
  await visit.page.getByRole("button", { name: "Essayer encore" }).click();
  await visit.seeOnServer(STEP, { choices: ["tc"] });
  assert.ok(await option(visit, "tc").isChecked());
});

journey("whoever has chosen another language waits for the app instead of reading French", async (world) => {
  const gate = holdApp();
  const prepare = async (page) => {
    await gate.prepare(page);
    await page.addInitScript(() => {
      if (location.protocol !== "about:") localStorage.setItem("main-tendue.language", "en");
    });
  };
  const visit = await world.open({ path: "about:blank", prepare, language: "en" });
  await visit.takeSession(await withSubjects(world.server, ["mobilite"]));
  await visit.page.goto(TRAVEL, { waitUntil: "commit" });
  await visit.page.locator(".mt-boot--wait .mt-skeleton").first().waitFor();
  assert.ok(await drawn(visit).isHidden());
  gate.open();
  await visit.seeTitle("How do you usually get around?");
});

journey("a session that has ended asks to sign in, and what was ticked is answered then", async (world) => {
  const { visit, gate, api } = await beforeTheApp(world);
  await option(visit, "velo").check({ force: true });
  assert.equal((await api.send("DELETE", "/api/session")).status, 204);
  visit.expect(/401/);
  gate.open();
  await visit.seeTitle(visit.t("session.title"));
  await visit.fillCard(world.server.personAt("new"));
  await visit.press("session.enter");
  await visit.seeTitle("Comment vous déplacez-vous le plus souvent\u00a0?");
  await visit.seeOnServer(STEP, { choices: ["velo"] });
});

journey("on one's own phone a question is drawn too, and nothing of it is kept", async ({ server, open }) => {
  const visit = await open();
  visit.expect(/ERR_(CONNECTION_REFUSED|FAILED|CONNECTION_RESET|EMPTY_RESPONSE)/);
  await visit.signIn(server.personAt("new"));
  await visit.page.goto("/account");
  await visit.declareOwn();
  await (await visit.api()).answer("triage.mobilite", { level: "hard" });
  const shell = () => visit.page.evaluate(async () => (await caches.match("/")).text());
  const answer = await visit.page.goto(TRAVEL);
  assert.ok(answer.fromServiceWorker());
  assert.match(await answer.text(), /mt-boot--drawn/);
  await visit.seeTitle("Comment vous déplacez-vous le plus souvent\u00a0?");
  await visit.page.reload();
  await appIsThere(visit);
  assert.doesNotMatch(await shell(), /mt-boot--drawn|data-drawn/);
  await server.kill();
  await visit.reopen(TRAVEL);
  await visit.seeTitle("Comment vous déplacez-vous le plus souvent\u00a0?");
});
