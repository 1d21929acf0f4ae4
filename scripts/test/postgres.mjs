// A PostgreSQL of our own for the time of a test run: never a server that happens to be there.

import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "../../tests/browser/lib/ports.mjs";

const DEBIAN = "/usr/lib/postgresql";
const START_WITHIN_MS = 30_000;

/** Starts a cluster in a temporary folder on a free port. */
export async function startPostgres() {
  const bin = newestBin();
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), "main-tendue-postgres-"));
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);

  const data = join(folder, "data");
  const initdb = ["--pgdata", data, "--username", "main_tendue", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"];
  execFileSync(join(bin, "initdb"), initdb, { ...account, cwd: folder, stdio: ["ignore", "ignore", "inherit"] });

  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: folder, max_connections: 200, fsync: "off" };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...options], {
    ...account,
    cwd: folder,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = `postgres://main_tendue@127.0.0.1:${port}/postgres`;
  const remove = () => rmSync(folder, { recursive: true, force: true });

  try {
    await untilReady({ bin, port, ended });
  } catch (error) {
    server.kill("SIGKILL");
    remove();
    throw error;
  }
  return {
    url,
    /** Stops the server at once and removes its folder; safe to call twice. */
    async stop() {
      server.kill("SIGQUIT");
      await ended;
      remove();
    },
    /** The same where nothing can be awaited: the process is about to end. */
    kill() {
      server.kill("SIGQUIT");
      remove();
    },
  };
}

function newestBin() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter((name) => existsSync(join(DEBIAN, name, "bin/initdb"))) : [];
  if (versions.length === 0) throw new Error("PostgreSQL is missing: run `make setup`.");
  return join(DEBIAN, versions.sort((a, b) => Number(a) - Number(b)).at(-1), "bin");
}

/** PostgreSQL refuses to run as root, so root lends it another account. */
function unprivilegedAccount() {
  if (process.getuid() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag) => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // This machine has no such account: the next one may do.
    }
  }
  throw new Error("PostgreSQL does not run as root, and there is neither an account \"postgres\" nor \"nobody\": run the tests as an ordinary user.");
}

async function untilReady({ bin, port, ended }) {
  const late = Date.now() + START_WITHIN_MS;
  let stopped = false;
  ended.then(() => (stopped = true));
  while (!isReady(bin, port)) {
    if (stopped || Date.now() > late) throw new Error("The throw-away PostgreSQL did not start.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isReady(bin, port) {
  try {
    execFileSync(join(bin, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port), "-q"]);
    return true;
  } catch {
    return false;
  }
}
