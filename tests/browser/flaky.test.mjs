// The proving journey: a slow phone, a third of the requests lost (before or after the server has acted), three cuts of the
// network, one crash of the browser, one move to another device. It ends with exactly the answers that were given, once.
//
// Losses are those of /api: the app's own files come before them, and from the phone's own cache afterwards. `SEED` chooses
// other chances.

import assert from "node:assert/strict";
import { join } from "node:path";

import { Api } from "./lib/api.mjs";
import { slowDown } from "./lib/browser.mjs";
import { readFileRows, readRows } from "./lib/database.mjs";
import { Device } from "./lib/device.mjs";
import { journey } from "./lib/journey.mjs";
import { Proxy } from "./lib/proxy.mjs";

const SEED = Number(process.env.SEED ?? 20261124);
const LOSS = 0.3;
const LEVELS = { mobilite: "blocked", logement: "hard", budget: "hard", sante: "hard" };
/** The wish to talk is said in each of these subjects, once. */
const TALKS = new Set(["mobilite", "logement", "sante"]);
const LOST = /ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)|status of (401|409)/;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** As a person does on a bad network: where the page offers to try again, they do. */
async function insist(visit, seen, { within_ms = 90_000 } = {}) {
  const late = Date.now() + within_ms;
  while (!(await seen.isVisible())) {
    if (Date.now() > late) throw new Error(`not seen on ${visit.page.url()}: ${seen}`);
    const again = visit.button("shell.retry");
    if (await again.isVisible()) await again.click().catch(() => {});
    await pause(200);
  }
}

async function signIn(visit, person) {
  const hello = visit.title(visit.t("home.hello", { name: person.name.split(" ")[0] }));
  await visit.fillCard(person);
  const late = Date.now() + 90_000;
  while (!(await hello.isVisible())) {
    if (Date.now() > late) throw new Error("the door does not open");
    const enter = visit.button("session.enter");
    if (await enter.isVisible()) await enter.click({ timeout: 1000 }).catch(() => {});
    await pause(500);
  }
}

/** Answers the page on screen and notes it in `given`, as the server will call it. */
async function answer(visit, given, talked) {
  const [, , kind, subjectId] = visit.path().split("/");
  const definition = await visit.definition();
  if (kind === "sharing") {
    await visit.share("referent");
    given[`sharing.${subjectId}`] = { sharing: "referent" };
    return;
  }
  if (kind === "talk") {
    await visit.page.getByRole("radio").last().check();
    given["private-talk"] = { choices: [definition.private_talk.options.at(-1).id] };
    return;
  }
  const { subject, question } = await visit.question();
  await visit.seeTitle(question.text);
  const role = question.kind === "one" ? "radio" : "checkbox";
  const shown = [];
  for (const option of question.options) {
    if (await visit.page.getByRole(role, { name: option.label, exact: true }).count()) shown.push(option);
  }
  const talk = TALKS.has(subject.id) && !talked.has(subject.id) && shown.find((option) => option.role === "talk");
  if (talk) talked.add(subject.id);
  const plain = shown.filter((option) => !option.role && !option.exclusive);
  const chosen = talk ? [talk] : plain.slice(0, role === "radio" ? 1 : 2);
  assert.ok(chosen.length > 0, question.id);
  await visit.choose(chosen.map(({ id }) => id));
  given[`answer.${subject.id}.${question.id}`] = { choices: chosen.map(({ id }) => id) };
}

const sorted = (given) => JSON.stringify(Object.entries(given).sort());

/** Waits until the server's draft holds exactly these answers. */
async function seeAllOnServer(api, given) {
  const late = Date.now() + 90_000;
  let held;
  do {
    const draft = await api.draft();
    held = Object.fromEntries(Object.entries(draft).flatMap(([step, kept]) => (kept.answer ? [[step, kept.answer]] : [])));
    if (sorted(held) === sorted(given)) return;
    await pause(300);
  } while (Date.now() < late);
  assert.deepEqual(held, given);
}

journey("30 % lost, three cuts, a crash and a move: exactly what was given, once", async ({ server, open }) => {
  const person = server.personAt("new");
  const proxy = (await Proxy.start({ seed: SEED })).to(server);
  const phone = new Device(server, proxy.origin);
  const api = await Api.signIn(server, person);
  const [given, talked] = [{}, new Set()];
  try {
    // On one's own phone, at home, the app arrives; then the bus leaves.
    let visit = await phone.start("/");
    await slowDown(visit.page);
    await signIn(visit, person);
    await visit.page.goto(`${proxy.origin}/stock`);
    await visit.declareOwn();
    proxy.loss = LOSS;
    // How many requests there are depends on the machine; these are lost on any.
    for (let n = 0; n < 4; n += 1) proxy.loseNext("answer lost", (method, path) => method === "PUT" && path.startsWith("/api/draft/answers/"));

    await visit.follow("stock.start.begin");
    const { subjects } = await visit.definition();
    for (const [i, { id }] of subjects.entries()) {
      // The first cut.
      if (i === 4) proxy.cut();
      await visit.say(id, LEVELS[id] ?? "fine");
      given[`triage.${id}`] = { level: LEVELS[id] ?? "fine" };
      if (i === 8) proxy.mend();
    }
    await visit.goOn();
    for (let n = 0; n < 3; n += 1) {
      await answer(visit, given, talked);
      await visit.goOn();
    }

    // The second cut, and in it the crash.
    proxy.cut();
    await answer(visit, given, talked);
    await visit.goOn();
    await answer(visit, given, talked);
    await visit.see(visit.t("stock.kept.here"));
    await seeCookiesOnDisk(phone);
    await phone.kill();
    visit = await phone.start("/");
    await slowDown(visit.page);
    await insist(visit, visit.title(visit.t("home.hello", { name: person.name.split(" ")[0] })));
    await visit.follow("nav.stock");
    await insist(visit, visit.link("stock.start.resume"));
    await visit.follow("stock.start.resume");
    for (let n = 0; n < 2; n += 1) {
      await answer(visit, given, talked);
      await visit.goOn();
    }
    proxy.mend();
    await seeAllOnServer(api, given);
    await phone.close();

    // Another device, which nobody has declared theirs.
    const second = await open({ origin: proxy.origin, path: "/" });
    second.expect(LOST);
    await signIn(second, person);
    await insist(second, second.link("nav.stock"));
    await second.follow("nav.stock");
    await insist(second, second.link("stock.start.resume"));
    await second.follow("stock.start.resume");
    while (second.path() !== "/stock/review") {
      await answer(second, given, talked);
      await second.goOn();
    }
    // The third cut, at the moment of sending; and the first reply to it is lost.
    await second.seeTitle(second.t("stock.review.title"));
    proxy.cut();
    await second.press("stock.review.send");
    await second.seeTitle(second.t("stock.waiting.title"));
    proxy.loseNext("answer lost", (_, path) => path.startsWith("/api/draft/submission"));
    proxy.mend();
    await insist(second, second.title(second.t("stock.sent.title")));

    // Back on the first phone: what it asks again, because it has not heard the reply, has no second effect.
    proxy.loss = 0;
    visit = await phone.start("/stock");
    await insist(visit, visit.link("stock.start.begin"));
    await pause(3000);
    assert.deepEqual(visit.page.problems, []);

    await checkOutcome(server, api, given);
    const fates = ["passed", "lost", "answer lost", "cut"].map((fate) => `${fate} ${proxy.count(fate)}`);
    console.log(`seed ${SEED}: ${Object.keys(given).length} answers, requests: ${fates.join(", ")}`);
    assert.ok(proxy.count("lost") >= 5 && proxy.count("answer lost") >= 5, "the network was not bad enough to prove anything");
  } finally {
    await phone.remove();
    await proxy.stop();
  }
}, { timeout: 420_000 });

/** The API and the database say the same: one submission with these answers, one set of wishes, nothing left over. */
async function checkOutcome(server, api, given) {
  const [{ id }, ...more] = await api.get("/api/submissions");
  assert.deepEqual(more, [], "one submission");
  const { answers } = await api.get(`/api/submissions/${id}`);
  assert.deepEqual(answers, given);
  assert.deepEqual(await api.draft(), {});
  const rows = readRows(server, "SELECT id, person_id, answers FROM submission WHERE id = ? OR person_id = (SELECT person_id FROM submission WHERE id = ?)", id, id);
  assert.equal(rows.length, 1);
  assert.deepEqual(JSON.parse(rows[0].answers), given);
  const wishes = readRows(server, "SELECT kind, subject FROM talk_request WHERE person_id = ? ORDER BY n", rows[0].person_id);
  assert.deepEqual(wishes.map(({ kind, subject }) => subject ?? kind).sort(), ["logement", "mobilite", "personal"]);
  assert.equal(readRows(server, "SELECT COUNT(*) AS n FROM draft WHERE person_id = ?", rows[0].person_id)[0].n, 0);
}

/** A browser writes its cookies down every half minute; killed before, it asks for the card again. */
async function seeCookiesOnDisk(phone) {
  const late = Date.now() + 60_000;
  while (Date.now() < late) {
    const found = readFileRows(join(phone.profile, "Default/Cookies"), "SELECT name FROM cookies WHERE name = 'mt-signed-in'");
    if (found.length > 0) return;
    await pause(1000);
  }
  throw new Error("the browser does not write its cookies down");
}
