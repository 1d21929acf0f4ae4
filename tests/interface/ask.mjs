// Has schemathesis ask a running server by an OpenAPI document, and reads what it found.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "../browser/lib/server.mjs";

const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

/**
 * @param {{origin: string, document: object, cookie?: string, only?: string[], without?: string[], phases: string[],
 *   n_examples: number, seed: number}} options `only` and `without` name operations
 * @returns {Promise<{report: object, said: string}>} its report, and what it printed
 */
export async function ask({ origin, document, cookie = "", only = [], without = [], phases, n_examples, seed }) {
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-interface-"));
  const [documentFile, reportFile] = ["openapi.json", "report.json"].map((name) => join(folder, name));
  try {
    writeFileSync(documentFile, JSON.stringify(document));
    const child = spawn(
      schemathesis(),
      [
        ...["run", documentFile, "--url", origin, "--no-color", "--continue-on-failure"],
        ...["--checks", CHECKS.join(","), "--phases", phases.join(",")],
        ...["--max-examples", String(n_examples), "--seed", String(seed), "--generation-database", "none"],
        ...["--report", "json", "--report-json-path", reportFile],
        ...(cookie ? ["--header", `Cookie: ${cookie}`] : []),
        ...only.flatMap((operation) => ["--include-operation-id", operation]),
        ...without.flatMap((operation) => ["--exclude-operation-id", operation]),
      ],
      // Away from any configuration of schemathesis that whoever runs this has.
      { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
    );
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    await once(child, "close");
    if (!existsSync(reportFile)) throw new Error(`schemathesis made no report.\n${said}`);
    return { report: JSON.parse(readFileSync(reportFile, "utf8")), said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function schemathesis() {
  const path = execFileSync("bash", ["-c", '. scripts/env.sh && printf %s "$SCHEMATHESIS"'], { cwd: ROOT, encoding: "utf8" });
  if (!existsSync(path)) throw new Error("schemathesis is missing: run `make setup`.");
  return path;
}
