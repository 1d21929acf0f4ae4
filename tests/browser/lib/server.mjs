// A real server on a free port, with data of its own that vanish with it.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { freePort } from "./ports.mjs";

export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TARGET_DIR = process.env.TARGET_DIR ?? join(ROOT, "target");
const READY_WITHIN_MS = 20_000;

export function serverBinary() {
  const path = process.env.SERVER_BINARY ? resolve(process.env.SERVER_BINARY) : join(TARGET_DIR, "debug/main-tendue");
  if (!existsSync(path)) throw new Error(`${path} does not exist: run \`cargo build --workspace --bin main-tendue\`.`);
  return path;
}

/** Seeded once for a whole test file; each server starts from a copy. */
let seeded;

function seedDemo(environment) {
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-seed-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(serverBinary(), ["seed", "--demo", "--out", join(folder, "demo.json")], { env: { ...environment, DATA_DIR: folder }, cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return folder;
}

/** Data of servers that nobody has removed yet; a test that is stopped leaves nothing behind. */
const unremoved = new Set();
process.once("exit", () => unremoved.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export class Server {
  #process;
  #log = "";

  constructor({ port, dataDir, environment }) {
    this.port = port;
    this.dataDir = dataDir;
    this.origin = `http://localhost:${port}`;
    this.environment = environment;
  }

  /** What `seed --demo` made: who can sign in, with which card, which secret. */
  get demo() {
    return JSON.parse(readFileSync(join(this.dataDir, "demo.json"), "utf8"));
  }

  /** The demo person at this point of their pathway: "new", "draft" or "sent". */
  personAt(point) {
    return this.demo.people.find((person) => person.point === point);
  }

  /** Everything that the server wrote to its two outputs, over all its lives. */
  get log() {
    return this.#log;
  }

  async start() {
    const child = spawn(serverBinary(), ["serve"], { env: this.environment, cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (this.#log += chunk));
    const late = Date.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (child.exitCode !== null || Date.now() > late) throw new Error(`The server did not become ready.\n${this.#log}`);
      await pause(30);
    }
    return this;
  }

  async isReady() {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  /** The memory that the process holds now. */
  residentBytes() {
    const [, kib] = readFileSync(`/proc/${this.#process.pid}/status`, "utf8").match(/VmRSS:\s+(\d+) kB/);
    return Number(kib) * 1024;
  }

  /** As an administrator stops it: requests that are under way end first. */
  async stop() {
    await this.#end("SIGTERM");
  }

  /** As a power cut stops it. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** The same data and the same address; the browser sees only a gap. */
  async restart({ hard = false } = {}) {
    await (hard ? this.kill() : this.stop());
    return this.start();
  }

  /** Stops it for good and removes its data. */
  async remove() {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
    unremoved.delete(this.dataDir);
  }

  async #end(signal) {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  }
}

/**
 * @param {{seed?: boolean, data?: string, env?: Record<string, string>}} options `seed: false` starts on an empty folder,
 * `data` on one that is there (and goes with the server)
 */
export async function startServer({ seed = true, data, env = {} } = {}) {
  const port = await freePort();
  const environment = {
    ...process.env,
    APP_DIR: join(ROOT, "dist"),
    CONTENT_DIR: join(ROOT, "content/default"),
    LISTEN: `127.0.0.1:${port}`,
    METRICS_LISTEN: "off",
    PUBLIC_ORIGIN: `http://localhost:${port}`,
    ...env,
  };
  // The suite's own settings, not those of whoever runs it.
  delete environment.DATABASE_URL;
  if (env.DATABASE_URL) environment.DATABASE_URL = env.DATABASE_URL;

  const dataDir = data ?? mkdtempSync(join(tmpdir(), "main-tendue-data-"));
  environment.DATA_DIR = dataDir;
  if (seed && !data) cpSync((seeded ??= seedDemo(environment)), dataDir, { recursive: true });
  const server = new Server({ port, dataDir, environment });
  unremoved.add(dataDir);
  try {
    return await server.start();
  } catch (error) {
    await server.remove();
    throw error;
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
