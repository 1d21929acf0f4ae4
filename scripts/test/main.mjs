// Runs the stages of `make test` one after the other: `main.mjs [STAGE...]`. The last line is "N passed, N failed".

import { spawn } from "node:child_process";

import { judgeStage, report } from "./counts.mjs";
import { startPostgres } from "./postgres.mjs";
import { STAGES } from "./stages.mjs";

const wanted = process.argv.slice(2);
const stages = STAGES.filter((stage) => wanted.length === 0 || wanted.includes(stage.name));

/** The command that runs now, with all that it started: it ends when we do. */
let running;

/** Streams what the command prints, keeps a copy, never rejects. */
function run([command, ...args], environment) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    running = child.pid;
    let output = "";
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      from.on("data", (chunk) => {
        output += chunk;
        to.write(chunk);
      });
    }
    child.once("error", (error) => resolve({ output: `${output}\n${error.message}`, exitCode: 127 }));
    child.once("close", (exitCode) => resolve({ output, exitCode: exitCode ?? 1 }));
  });
}

async function runStage(stage, environment) {
  const startedAt = Date.now();
  let result = { output: "", exitCode: 0 };
  for (const command of stage.commands) {
    if (result.exitCode === 0) {
      const next = await run(command, { ...environment, ...stage.environment });
      result = { output: result.output + next.output, exitCode: next.exitCode };
    }
  }
  return { name: stage.name, seconds: (Date.now() - startedAt) / 1000, ...judgeStage(result) };
}

function endRunning() {
  try {
    process.kill(-running, "SIGTERM");
  } catch {
    // It has ended by itself.
  }
}

const postgres = await startPostgres();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    endRunning();
    postgres.kill();
    process.exit(130);
  });
}

const rows = [];
try {
  for (const stage of stages) {
    console.log(`\n==> ${stage.name}: ${stage.what}`);
    rows.push(await runStage(stage, { TEST_POSTGRES_URL: postgres.url }));
  }
} finally {
  await postgres.stop();
}
console.log(`\n${report(rows)}`);
process.exitCode = rows.some((row) => row.failed > 0) ? 1 : 0;
