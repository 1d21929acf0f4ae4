// Whether the server stays quick as the département grows: the reads and the write that a person waits for, with everybody's
// answers of a campaign in the database. Prints figures beside their budget and never fails because a machine is slow:
// `SERVER_BINARY=target/release/main-tendue node tests/browser/scale.mjs [PEOPLE …]`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Api } from "./lib/api.mjs";
import { ROOT, serverBinary, startServer } from "./lib/server.mjs";
import { codeAt } from "./lib/totp.mjs";

const N_CARDS = 100;
const N_READS = 500;
const PEOPLE_PER_REFERENT = 150;
const BUDGET_MS = { read: 200, write: 500 };
const READY_BUDGET_MS = 2000;
const IDLE_BUDGET_MIB = 64;

const percentile = (values, p) => values.toSorted((a, b) => a - b)[Math.ceil((p / 100) * values.length) - 1];
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const mib = (bytes) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** Data of a département of this size, seeded with a progress bar. */
function seed(n_people) {
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "main-tendue-scale-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const made = join(folder, "made.json");
  const n_referents = Math.ceil(n_people / PEOPLE_PER_REFERENT);
  const options = ["--people", n_people, "--referents", n_referents, "--cards", N_CARDS, "--campaign", "--out", made];
  const start = performance.now();
  const environment = { ...process.env, DATA_DIR: folder, CONTENT_DIR: join(ROOT, "content/default"), DATABASE_URL: "" };
  execFileSync(serverBinary(), ["seed", ...options.map(String)], { env: environment, cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`\n${n_people} people, seeded in ${seconds} s, ${mib(statSync(join(folder, "main-tendue.db")).size)} on disk`);
  return { folder, made: JSON.parse(readFileSync(made, "utf8")) };
}

async function measure(what, kind, act) {
  const took = [];
  for (let i = 0; i < N_READS; i++) {
    const request = await act(i);
    const start = performance.now();
    const answer = await request();
    await answer.arrayBuffer();
    took.push(performance.now() - start);
    if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
  }
  const [p50, p95, p99] = [50, 95, 99].map((p) => ms(percentile(took, p)).padStart(8));
  console.log(`  ${what.padEnd(24)} p50 ${p50}   p95 ${p95}   p99 ${p99}   (budget p95 ${BUDGET_MS[kind]} ms)`);
}

/** Somebody of the staff who has signed in, and the first page of their people. */
async function openDesk(server, made, isWanted) {
  const staff = made.staff.find(({ login }) => isWanted(login));
  const desk = new Api(server.origin);
  const body = { login: staff.login, password: staff.password, code: codeAt(staff.totp_secret) };
  const answer = await desk.send("POST", "/api/staff/session", body);
  if (!answer.ok) throw new Error(await answer.text());
  desk.cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return { desk, clients: (await desk.get("/api/staff/clients")).clients };
}

async function run(n_people) {
  const { folder, made } = seed(n_people);
  const start = performance.now();
  const server = await startServer({ data: folder });
  const ready = performance.now() - start;
  try {
    console.log(`  ready after ${ms(ready)} (budget ${READY_BUDGET_MS} ms), ${mib(server.residentBytes())} resident (budget ${IDLE_BUDGET_MIB} MiB)`);
    const people = [];
    for (const person of made.people) people.push(await Api.signIn(server, person));
    const { desk, clients } = await openDesk(server, made, (login) => login !== "coordination");
    const everybody = await openDesk(server, made, (login) => login === "coordination");
    const one = (i) => people[(i * 37) % people.length];
    await measure("getPathway", "read", async (i) => () => one(i).send("GET", "/api/pathway"));
    await measure("getDraft", "read", async (i) => () => one(i).send("GET", "/api/draft"));
    await measure("saveAnswer", "write", async (i) => {
      const draft = await one(i).get("/api/draft");
      const step = "triage.mobilite";
      const body = { answer: { level: i % 2 ? "hard" : "blocked" }, questionnaire_version: draft.questionnaire_version };
      const version = draft.answers[step]?.version ?? 0;
      return () => one(i).send("PUT", `/api/draft/answers/${step}`, body, { "if-match": `"${draft.id}.${version}"` });
    });
    const search = (api, q) => api.send("POST", "/api/staff/clients/search", { q });
    for (const [who, api] of [["a référent", desk], ["everybody", everybody.desk]]) {
      await measure(`listClients ${who}`, "read", async () => () => api.send("GET", "/api/staff/clients"));
      // Every page in turn, from the first on again after the last.
      let after = "";
      await measure(`  its pages`, "read", async () => async () => {
        const answer = await api.send("GET", `/api/staff/clients${after && `?after=${encodeURIComponent(after)}`}`);
        after = (await answer.clone().json()).next ?? "";
        return answer;
      });
      const names = everybody.clients.map((client) => client.last_name);
      const name = (i) => names[(i * 7) % names.length];
      const swapped = (text) => [...text].map((letter, at, all) => (at === 1 ? all[2] : at === 2 ? all[1] : letter)).join("");
      await measure(`searchClients`, "read", async (i) => () => search(api, name(i).slice(0, 4)));
      await measure(`  with an error`, "read", async (i) => () => search(api, swapped(name(i))));
      await measure(`  nobody`, "read", async () => () => search(api, "zzzzzzzz"));
    }
    await measure("getClientSummary", "read", async (i) => () => desk.send("GET", `/api/staff/people/${clients[i % clients.length].id}`));
  } finally {
    await server.remove();
  }
}

const sizes = process.argv.slice(2).map(Number);
for (const n_people of sizes.length ? sizes : [8_000, 81_483]) await run(n_people);
