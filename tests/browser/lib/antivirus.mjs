// A clamd of our own for the time of a journey, whose only signature is the test virus.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_WITHIN_MS = 60_000;
const PLACES = ["/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd"];

/** In two parts, so that no scanner takes this source for it. */
export const EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

export class Antivirus {
  #process;

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "main-tendue-clamd-"));
    this.socket = join(this.folder, "clamd.sock");
    const signatures = join(this.folder, "signatures");
    mkdirSync(signatures);
    writeFileSync(join(signatures, "own.ndb"), `Test-Signature:0:*:${Buffer.from(EICAR).toString("hex")}\n`);
    const lines = ["Foreground yes", `LocalSocket ${this.socket}`, `DatabaseDirectory ${signatures}`, `TemporaryDirectory ${this.folder}`, "AlertExceedsMax yes", "FixStaleSocket yes", ""];
    writeFileSync(join(this.folder, "clamd.conf"), lines.join("\n"));
    process.once("exit", () => this.stop());
  }

  async start() {
    const program = PLACES.find((path) => existsSync(path));
    if (!program) throw new Error("clamd is missing: run `make setup`, or apt-get install clamav-daemon.");
    this.#process = spawn(program, ["--config-file", join(this.folder, "clamd.conf")], { stdio: "ignore" });
    const late = Date.now() + START_WITHIN_MS;
    while (!(await this.#answers())) {
      if (Date.now() > late) throw new Error("clamd did not start.");
      await new Promise((done) => setTimeout(done, 50));
    }
    return this;
  }

  /** It can be started again. */
  halt() {
    this.#process?.kill("SIGKILL");
  }

  stop() {
    this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #answers() {
    return new Promise((done) => {
      const socket = connect(this.socket, () => socket.write("zPING\0"));
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on("data", (data) => {
        done(data.toString().startsWith("PONG"));
        socket.end();
      });
      socket.on("error", () => done(false));
      socket.on("close", () => done(false));
    });
  }
}

/** A PDF of one page that is `size` bytes long: what makes it long is a stream that nobody shows. */
export function pdf(size = 0) {
  const parts = ["%PDF-1.7\n", "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n", "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"];
  const filling = "x".repeat(Math.max(1, size - 600));
  parts.push(`4 0 obj\n<< /Length ${filling.length} >>\nstream\n${filling}\nendstream\nendobj\n`);
  const offsets = [];
  let at = parts[0].length;
  for (const part of parts.slice(1)) {
    offsets.push(at);
    at += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.from(`${parts.join("")}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`);
}
