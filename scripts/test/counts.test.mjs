import assert from "node:assert/strict";
import { test } from "node:test";

import { countTests, judgeStage, report } from "./counts.mjs";

const CARGO = `running 2 tests
test a ... ok
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out`;

test("cargo's summaries are added up", () => {
  assert.deepEqual(countTests(CARGO), { passed: 15, failed: 2 });
});

test("node's summary is read, coloured or not", () => {
  assert.deepEqual(countTests("\u001b[34mℹ pass 4\u001b[39m\nℹ fail 1\nℹ cancelled 2"), { passed: 4, failed: 3 });
  assert.deepEqual(countTests("# pass 4\n# fail 0"), { passed: 4, failed: 0 });
});

test("a sentence about passing is not a count", () => {
  assert.deepEqual(countTests("all 12 passed; 0 failed;\n  # pass 3 of them"), { passed: 0, failed: 0 });
});

test("a stage that ran nothing fails", () => {
  assert.deepEqual(judgeStage({ output: "", exitCode: 0 }), { passed: 0, failed: 1, note: "ran no test" });
  assert.deepEqual(judgeStage({ output: "error: could not compile", exitCode: 101 }), { passed: 0, failed: 1, note: "did not run" });
});

test("a command that failed after passing tests fails", () => {
  const output = "test result: ok. 3 passed; 0 failed; 0 ignored";
  assert.deepEqual(judgeStage({ output, exitCode: 101 }), { passed: 3, failed: 1, note: "stopped before its end" });
  assert.deepEqual(judgeStage({ output, exitCode: 0 }), { passed: 3, failed: 0, note: "" });
});

test("the last line is the sum, alone", () => {
  const rows = [
    { name: "native", passed: 12, failed: 0, seconds: 3.2, note: "" },
    { name: "journeys", passed: 4, failed: 1, seconds: 60, note: "stopped before its end" },
  ];
  assert.equal(report(rows).split("\n").at(-1), "16 passed, 1 failed");
});
