// Rows of a server's own SQLite file, read and changed beside it.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

const READ = "import json, sqlite3, sys; db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True); db.row_factory = sqlite3.Row; print(json.dumps([dict(row) for row in db.execute(sys.argv[2], sys.argv[3:])]))";

/** @returns {object[]} the rows of a query with its `?` filled in */
export function readFileRows(file, query, ...values) {
  // Debian's Node has no SQLite of its own; its Python has.
  return JSON.parse(execFileSync("python3", ["-c", READ, file, query, ...values], { encoding: "utf8" }));
}

export const readRows = (server, query, ...values) => readFileRows(join(server.dataDir, "main-tendue.db"), query, ...values);

const CHANGE = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=10); db.execute(sys.argv[2], sys.argv[3:]); db.commit()";

/** One change that no screen can make: a workshop that began in the past. */
export function changeRows(server, statement, ...values) {
  execFileSync("python3", ["-c", CHANGE, join(server.dataDir, "main-tendue.db"), statement, ...values]);
}
