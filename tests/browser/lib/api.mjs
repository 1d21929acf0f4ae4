// The API as another client of the same person uses it: to look at what the server holds, and to act behind the page's back.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

export class Api {
  constructor(origin, cookie = "") {
    this.origin = origin;
    this.cookie = cookie;
  }

  /** Signed in on another device. */
  static async signIn(server, person) {
    const api = new Api(server.origin);
    const answer = await api.send("POST", "/api/session", { card: person.card, birth_date: person.birth_date });
    assert.equal(answer.status, 200, await answer.text());
    api.cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    return api;
  }

  /** The very session of a page. */
  static async ofPage(page, origin) {
    const cookies = await page.context().cookies(origin);
    return new Api(origin, cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
  }

  /** Sends one request and gives the response, whatever its status. */
  send(method, path, body, headers = {}) {
    const isWrite = method !== "GET";
    return fetch(this.origin + path, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        ...(isWrite && { "x-main-tendue": "1", "idempotency-key": randomUUID() }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  /** Reads, and expects to be allowed to. */
  async get(path) {
    const answer = await this.send("GET", path);
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
    return answer.json();
  }

  /** The answers of the draft as the server holds them: `{step: {answer, version}}`. */
  async draft() {
    return (await this.get("/api/draft")).answers;
  }

  /** Answers as this device would, on top of what the server holds now. */
  async answer(step, answer) {
    const draft = await this.get("/api/draft");
    const version = draft.answers[step]?.version ?? 0;
    const body = { answer, questionnaire_version: draft.questionnaire_version };
    const saved = await this.send("PUT", `/api/draft/answers/${step}`, body, { "if-match": `"${draft.id}.${version}"` });
    assert.equal(saved.status, 200, await saved.text());
  }
}
