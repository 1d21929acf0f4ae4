// What `make test` runs, in order. The commands of a stage run until one fails.

import { readdirSync } from "node:fs";
import { join } from "node:path";

const CARGO_TEST = ["cargo", "test", "--workspace", "--locked", "--no-fail-fast"];

function testsIn(folder) {
  return readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => join(folder, name)).sort();
}

/** One after the other: on two cores, two browsers at once only make each other late. */
function nodeTest(folder) {
  return ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", ...testsIn(folder)];
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
      nodeTest("tests/browser"),
    ],
    environment: { BUDGET: "report" },
  },
  {
    name: "interface",
    what: "a real server, asked by its OpenAPI document",
    commands: [["cargo", "build", "--workspace", "--locked", "--bin", "main-tendue"], nodeTest("tests/interface")],
  },
];
