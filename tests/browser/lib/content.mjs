// A copy of the default content that a journey may edit: the server is restarted with it, as after a publication.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "./server.mjs";

export class Content {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "main-tendue-content-"));
    process.once("exit", () => rmSync(this.folder, { recursive: true, force: true }));
    cpSync(join(ROOT, "content/default"), this.folder, { recursive: true });
  }

  /** Edits one file; an edit that changes nothing is a fault of the test. */
  edit(file, change) {
    const path = join(this.folder, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    assert.notEqual(after, before, `${file} is as before`);
    writeFileSync(path, after);
  }

  /** Asks, among the questions about one's job, also for a line of text (`note`) and for a day (`depuis`): every kind there is. */
  askEveryKind() {
    const question = (id, kind, more = "") => `  - id: ${id}\n    kind: ${kind}\n    text: {fr: "${EVERY_KIND[id]}", en: "${EVERY_KIND[id]}"}\n${more}\n`;
    const added = question("note", "text", "    max_chars: 80\n") + question("depuis", "date");
    this.edit("questionnaire/metier-formation.yaml", (yaml) => yaml.replace("questions:\n", `questions:\n${added}`));
  }
}

export const EVERY_KIND = { note: "Qu’aimez-vous faire ?", depuis: "Depuis quand cherchez-vous ?" };
