// What `make test` runs, in order. The commands of a stage run until one fails.

import { readdirSync } from "node:fs";
import { join } from "node:path";

const CARGO_TEST = ["cargo", "test", "--workspace", "--locked", "--no-fail-fast"];

function testsIn(folder) {
  return readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => join(folder, name)).sort();
}

/** So many files at once: each has servers, browsers and ports of its own. */
function nodeTest(folder, n_at_once = 1) {
  return ["node", "--test", "--test-reporter=spec", `--test-concurrency=${n_at_once}`, ...testsIn(folder)];
}

export const STAGES = [
  {
    name: "scripts",
    what: "the test runner's own counting",
    commands: [nodeTest("scripts/test")],
  },
  {
    name: "native",
    what: "rules, wire, content, store on SQLite, server, house rules",
    commands: [[...CARGO_TEST, "--", "--skip", "postgres"]],
  },
  {
    name: "postgres",
    what: "the store on a throw-away PostgreSQL",
    // Each test binary prints a summary; those without such a test print zeros.
    commands: [[...CARGO_TEST, "--tests", "--quiet", "--", "postgres"]],
  },
  {
    name: "wasm",
    what: "the app's own tests, in Chromium",
    commands: [["cargo", "test", "--locked", "--package", "main-tendue", "--lib", "--target", "wasm32-unknown-unknown"]],
    environment: {
      CHROMEDRIVER: process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver",
      WASM_BINDGEN_USE_BROWSER: "1",
      WASM_BINDGEN_TEST_TIMEOUT: "120",
    },
  },
  {
    name: "journeys",
    what: "a real server and a real browser",
    commands: [
      ["scripts/build-app.sh"],
      // The binary that the native stage built already: the same profile, the same features.
      ["cargo", "build", "--workspace", "--locked", "--bin", "main-tendue"],
      // A journey waits for a good part of its time, so that two share two cores.
      nodeTest("tests/browser", 2),
    ],
    environment: { BUDGET: "report" },
  },
  {
    name: "interface",
    what: "a real server, asked by its OpenAPI document",
    commands: [["cargo", "build", "--workspace", "--locked", "--bin", "main-tendue"], nodeTest("tests/interface")],
  },
];
