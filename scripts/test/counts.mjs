// Reads how many tests passed and failed from what a test runner prints.

const COLOURS = /\u001b\[[0-9;]*m/g;
const PATTERNS = [
  // cargo test, wasm-bindgen-test-runner
  { line: /^test result: \w+\. (\d+) passed; (\d+) failed;/, read: (found) => [Number(found[1]), Number(found[2])] },
  // node --test
  { line: /^(?:#|ℹ) pass (\d+)$/, read: (found) => [Number(found[1]), 0] },
  { line: /^(?:#|ℹ) (?:fail|cancelled) (\d+)$/, read: (found) => [0, Number(found[1])] },
];

/** @returns {{passed: number, failed: number}} the sum over every summary line of `output` */
export function countTests(output) {
  const sum = { passed: 0, failed: 0 };
  for (const raw of output.split(/\r?\n/)) {
    const line = raw.replace(COLOURS, "");
    for (const pattern of PATTERNS) {
      const found = line.match(pattern.line);
      if (found) {
        const [passed, failed] = pattern.read(found);
        sum.passed += passed;
        sum.failed += failed;
      }
    }
  }
  return sum;
}

/**
 * What a stage counts for. A command that failed without naming a test, and a stage that ran nothing, count as one failure:
 * neither may look like success.
 */
export function judgeStage({ output, exitCode }) {
  const counted = countTests(output);
  if (counted.passed + counted.failed === 0) return { ...counted, failed: 1, note: exitCode === 0 ? "ran no test" : "did not run" };
  if (exitCode !== 0 && counted.failed === 0) return { ...counted, failed: 1, note: "stopped before its end" };
  return { ...counted, note: "" };
}

/** The table of stages, and the last line that a gate reads. */
export function report(rows) {
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map((row) => {
    const numbers = `${String(row.passed).padStart(6)} passed  ${String(row.failed).padStart(4)} failed`;
    return `  ${row.name.padEnd(width)}${numbers}  ${String(Math.round(row.seconds)).padStart(4)} s  ${row.note}`.trimEnd();
  });
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  return [...lines, "", `${total("passed")} passed, ${total("failed")} failed`].join("\n");
}
