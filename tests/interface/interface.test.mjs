// The whole interface, asked by its own document with made-up requests, right and wrong ones, as each who may sign in:
// no 5xx, and no status, media type or body that the document does not tell of.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { Api } from "../browser/lib/api.mjs";
import { startServer } from "../browser/lib/server.mjs";
import { codeAt } from "../browser/lib/totp.mjs";
import { ask } from "./ask.mjs";
import { withKnown } from "./known.mjs";

/** The same requests each time; the long run makes up more, and others. */
const RUNS = process.env.LONG
  ? { n_examples: 50, seeds: [1, 2, 3], phases: ["coverage", "fuzzing", "stateful"] }
  : { n_examples: 10, seeds: [1], phases: ["coverage", "fuzzing"] };
const WITHIN_MS = process.env.LONG ? 3_600_000 : 600_000;

/** They end the session that everything else is asked with, so they are asked last, by themselves. */
const LAST = ["endSession", "endStaffSession"];

/** The server wants the files of an app; none of them is asked for. */
let app;
before(() => {
  app = mkdtempSync(join(tmpdir(), "main-tendue-app-"));
  mkdirSync(join(app, "staff"));
  for (const page of ["index.html", "staff/index.html"]) writeFileSync(join(app, page), "<!doctype html>");
});
after(() => rmSync(app, { recursive: true, force: true }));

async function withServer(run) {
  const server = await startServer({ env: { APP_DIR: app } });
  try {
    const document = await new Api(server.origin).get("/api/openapi.json");
    await run(server, document);
  } finally {
    await server.remove();
  }
}

async function signIn(server, role) {
  if (role === "person") return Api.signIn(server, server.personAt("sent"));
  const { login, password, totp_secret } = server.demo.staff.find((staff) => staff.role === role);
  const api = new Api(server.origin);
  const answer = await api.send("POST", "/api/staff/session", { login, password, code: codeAt(totp_secret) });
  assert.equal(answer.status, 200, await answer.text());
  api.cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return api;
}

const countOf = (document) => Object.values(document.paths).flatMap((operations) => Object.keys(operations)).length;

// Two at once, each with a server of its own.
describe("the whole interface", { concurrency: 2 }, () => {
  for (const role of ["person", "referent", "coordinator"]) {
    for (const seed of RUNS.seeds) {
      test(`asked as a ${role}, with seed ${seed}, everything answers as the document says`, { timeout: WITHIN_MS }, async (t) => {
        await withServer(async (server, document) => {
          const api = await signIn(server, role);
          const read = async (path) => {
            const answer = await api.send("GET", path);
            return answer.ok ? answer.json() : null;
          };
          const known = await withKnown(document, read);
          const asking = { origin: server.origin, document: known, cookie: api.cookie, seed, ...RUNS };
          const all = await ask({ ...asking, without: LAST });
          const whoAmI = role === "person" ? "/api/session" : "/api/staff/session";
          assert.equal((await api.send("GET", whoAmI)).status, 200, "the session has lasted until the end");
          const last = await ask({ ...asking, only: LAST, phases: ["coverage", "fuzzing"] });
          for (const { report, said } of [all, last]) {
            assert.deepEqual(report.failures.concat(report.errors), [], said);
            assert.ok(report.complete, said);
          }
          const n_tested = all.report.operations.tested + last.report.operations.tested;
          t.diagnostic(`${n_tested} operations, ${all.report.test_cases.generated + last.report.test_cases.generated} requests`);
          assert.equal(n_tested, countOf(document));
        });
      });
    }
  }
});

test("the negative control: a document that keeps a status, a field or a media type to itself is found out", { timeout: WITHIN_MS }, async () => {
  await withServer(async (server, document) => {
    const api = await signIn(server, "person");
    const findsWhen = async (operation, spoil) => {
      const spoilt = structuredClone(document);
      spoil(Object.values(spoilt.paths).flatMap((methods) => Object.values(methods)).find(({ operationId }) => operationId === operation), spoilt);
      const { report } = await ask({
        ...{ origin: server.origin, document: spoilt, cookie: api.cookie, only: [operation] },
        ...{ phases: ["coverage", "fuzzing"], n_examples: 5, seed: 1 },
      });
      return report.failures.map((failure) => failure.title);
    };
    assert.deepEqual(await findsWhen("listBookings", () => {}), []);
    assert.match((await findsWhen("addAction", ({ responses }) => delete responses["400"])).join(), /Undocumented status code/);
    assert.match((await findsWhen("listSlots", (_, { components }) => (components.schemas.Zone.enum = ["Paris"]))).join(), /violates schema/);
    const asText = ({ responses }) => (responses["200"].content = { "text/plain": {} });
    assert.match((await findsWhen("listBookings", asText)).join(), /Undocumented Content-Type/);
  });
});
