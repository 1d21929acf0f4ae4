// The figures of the budgets that only a browser can tell, on an emulated phone (1.6 Mbit/s, 150 ms, processor ÷ 4).
// Prints them beside their budget and never fails because a machine is slow: `node tests/browser/bench.mjs [RUNS]`.

import { Api } from "./lib/api.mjs";
import { launchBrowser, slowDown } from "./lib/browser.mjs";
import { startServer } from "./lib/server.mjs";
import { Visit } from "./lib/visit.mjs";

const FINGER_MS = 80;
/** Nobody touches again at once, and what a test asks of the page would stand between a touch and its paint. */
const REST_MS = 300;
const N_RUNS = Number(process.argv[2] ?? 5);

/** A page that notes how long each touch took to be painted (Event Timing), and each "Continuer" until the next title is. */
const noteTouches = () => {
  window.touches = [];
  window.pages = [];
  addEventListener("submit", ({ timeStamp }) => {
    const title = document.querySelector("h1")?.textContent;
    const look = () => {
      if (document.querySelector("h1")?.textContent === title) requestAnimationFrame(look);
      else setTimeout(() => window.pages.push(performance.now() - timeStamp));
    };
    requestAnimationFrame(look);
  }, true);
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries()) {
      if (interactionId > 0) window.touches.push({ interactionId, duration, name });
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 });
};

const now = () => performance.now();
const median = (values) => percentile(values, 50);
const percentile = (values, p) => values.toSorted((a, b) => a - b)[Math.ceil((p / 100) * values.length) - 1];

/** A finger: down, up after as long as a finger rests, and no script of the test's own in the page's way. */
class Finger extends Visit {
  #hand;

  async touch(target) {
    this.#hand ??= await this.page.context().newCDPSession(this.page);
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    // A mouse is no finger: on a page that was scrolled, Chromium paints nothing while its button is held.
    await this.#hand.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await this.page.waitForTimeout(FINGER_MS);
    await this.#hand.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await this.page.waitForTimeout(REST_MS);
  }
}

/** A fresh profile on the slow phone; `throttled` are the conditions, kept while the visit lasts. */
async function slowVisit(browser, server) {
  const visit = await Finger.open(browser, server, { path: "about:blank", prepare: (page) => page.addInitScript(noteTouches) });
  await slowDown(visit.page);
  return visit;
}

/** From the address to a form that takes letters. */
async function openForm(visit) {
  const start = now();
  await visit.page.goto("/", { waitUntil: "commit" });
  await visit.page.getByLabel(visit.t("session.card"), { exact: true }).fill("0");
  return now() - start;
}

/** From the address, signed in before, to the first question with answers to touch. */
async function openQuestion(visit, path) {
  const start = now();
  await visit.page.goto(path, { waitUntil: "commit" });
  await visit.page.getByRole("checkbox").or(visit.page.getByRole("radio")).first().waitFor({ state: "visible" });
  return now() - start;
}

/** Touches every answer that the journey asks for; gives the time to the next paint of each, and to each next page. */
async function touchAnswers(visit) {
  await visit.triage({ mobilite: "hard", "metier-formation": "hard" });
  await visit.goOn();
  await visit.answerAll();
  const { touches, pages } = await visit.page.evaluate(() => ({ touches: window.touches, pages: window.pages }));
  const longest = new Map();
  for (const { interactionId, duration } of touches) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
  return { touch: [...longest.values()], page: pages };
}

async function run(browser, figures) {
  const server = await startServer();
  try {
    const person = server.personAt("new");
    const cold = await slowVisit(browser, server);
    figures.form.push(await openForm(cold));
    await cold.close();

    const api = await Api.signIn(server, person);
    await api.answer("triage.mobilite", { level: "hard" });
    const asking = await slowVisit(browser, server);
    await asking.takeSession(api);
    figures.question.push(await openQuestion(asking, "/stock/q/mobilite/moyen"));
    figures.again.push(await openQuestion(asking, "/stock/q/mobilite/moyen"));
    await asking.close();

    const answering = await slowVisit(browser, server);
    await answering.comeTo("/stock/subjects", api);
    const { touch, page } = await touchAnswers(answering);
    figures.touch.push(...touch);
    figures.page.push(...page);
    await answering.close();
  } finally {
    await server.remove();
  }
}

const figures = { form: [], question: [], again: [], touch: [], page: [] };
const browser = await launchBrowser([], { whole: true });
for (let i = 0; i < N_RUNS; i++) await run(browser, figures);
await browser.close();

const rows = [
  ["cold visit: sign-in form usable", median(figures.form), 700],
  ["cold visit: first question answerable, signed in", median(figures.question), 1000],
  ["second visit: the same", median(figures.again), 400],
  [`touch to next paint while answering, p98 of ${figures.touch.length}`, percentile(figures.touch, 98), 50],
  [`"Continuer" to the next title painted, median of ${figures.page.length}`, median(figures.page), 0],
  ["the same, p98", percentile(figures.page, 98), 0],
];
for (const [what, ms, budget_ms] of rows) {
  const budget = budget_ms > 0 ? `   (budget ${budget_ms} ms)` : "";
  console.log(`${what.padEnd(58)} ${String(Math.round(ms)).padStart(6)} ms${budget}`);
}
