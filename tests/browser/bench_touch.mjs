// The figures of the budgets that only a browser can tell, on an emulated phone (1.6 Mbit/s, 150 ms, processor ÷ 4).
// Prints them beside their budget and never fails because a machine is slow: `node tests/browser/bench.mjs [RUNS]`.

import { Api } from "./lib/api.mjs";
import { launchBrowser, slowDown } from "./lib/browser.mjs";
import { startServer } from "./lib/server.mjs";
import { Visit } from "./lib/visit.mjs";

const FINGER_MS = 80;
const N_RUNS = Number(process.argv[2] ?? 5);

/** A page that notes how long each touch took to be painted (Event Timing). */
const noteTouches = () => {
  window.touches = [];
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name, startTime, processingStart, processingEnd, target } of list.getEntries()) {
      if (interactionId > 0) window.touches.push({ interactionId, duration, name, at: startTime, delay: processingStart-startTime, run: processingEnd-processingStart, after: startTime+duration-processingEnd, what: target ? (target.className+"|"+target.textContent.slice(0,30)) : "gone", path: location.pathname });
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 });
};

const now = () => performance.now();
const median = (values) => percentile(values, 50);
const percentile = (values, p) => values.toSorted((a, b) => a - b)[Math.ceil((p / 100) * values.length) - 1];

/** A finger: down, up after as long as a finger rests, and no script of the test's own in the page's way. */
class Finger extends Visit {
  async touch(target) {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.waitForTimeout(FINGER_MS);
    await this.page.mouse.up();
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

/** Touches every answer that the journey asks for and gives the time to the next paint of each. */
async function touchAnswers(visit) {
  await visit.triage({ mobilite: "hard", "metier-formation": "hard" });
  await visit.goOn();
  await visit.answerAll();
  const touches = await visit.page.evaluate(() => window.touches);
  globalThis.ALL.push(...touches);
  const longest = new Map();
  for (const { interactionId, duration } of touches) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
  return [...longest.values()];
}

async function run(browser, figures) {
  const server = await startServer();
  try {
    const person = server.personAt("new");

    const api = await Api.signIn(server, person);
    await api.answer("triage.mobilite", { level: "hard" });

    const answering = await slowVisit(browser, server);
    await answering.comeTo("/stock/subjects", api);
    await browser.startTracing(answering.page, { path: "/tmp/trace.json", categories: ["devtools.timeline","v8","disabled-by-default-v8.wasm.detailed","disabled-by-default-devtools.timeline","blink.user_timing","latencyInfo","v8.wasm","disabled-by-default-devtools.timeline.stack","loading", "toplevel"] });
    figures.touch.push(...(await touchAnswers(answering)));
    await browser.stopTracing();
    console.log("origin", await answering.page.evaluate(() => performance.timeOrigin));
    await answering.close();
  } finally {
    await server.remove();
  }
}

globalThis.ALL = [];
const figures = { form: [], question: [], again: [], touch: [] };
const browser = await launchBrowser();
for (let i = 0; i < N_RUNS; i++) await run(browser, figures);
await browser.close();


ALL.sort((a,b)=>b.duration-a.duration);
for (const e of ALL.slice(0,40)) console.log(Math.round(e.duration), 'delay',Math.round(e.delay),'run',Math.round(e.run),'after',Math.round(e.after), e.name, e.path, e.what.replace(/\s+/g,' '));
const d=[50,75,90,95,98].map(p=>percentile(figures.touch,p)); console.log(d, figures.touch.length);
