// Dates of workshops, made and changed by the coordinator behind the page's back.

import assert from "node:assert/strict";

import { Api } from "./api.mjs";
import { codeAt } from "./totp.mjs";

const DAY_MS = 86_400_000;

/** "YYYY-MM-DD", so many days from now; a weekday of school when `n_days` is from today on. */
export function schoolDay(n_days) {
  let at = Date.now() + n_days * DAY_MS;
  while (![1, 2, 4, 5].includes(new Date(at).getUTCDay())) at += DAY_MS;
  return new Date(at).toISOString().slice(0, 10);
}

/** So many different weekdays of school, the first of them `schoolDay(n_days)`. */
export function schoolDays(n_days, n) {
  const days = new Set();
  while (days.size < n) days.add(schoolDay(n_days++));
  return [...days];
}

/** How many days from now the tenth of the month after that of `day` is ("YYYY-MM-DD"). */
export function toNextMonth(day) {
  const [year, month] = day.split("-").map(Number);
  return Math.ceil((Date.UTC(year, month, 10) - Date.now()) / DAY_MS);
}

/** The API as a member of staff of this role uses it. */
async function signIn(server, role) {
  const { login, password, totp_secret } = server.demo.staff.find((one) => one.role === role);
  const api = new Api(server.origin);
  const answer = await api.send("POST", "/api/staff/session", { login, password, code: codeAt(totp_secret) });
  assert.equal(answer.status, 200, await answer.text());
  api.cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return api;
}

/** Whoever follows the person of `api` books a place for them (W9). */
export async function bookByReferent(server, api, slot) {
  const { id } = await api.get("/api/session");
  const answer = await (await signIn(server, "referent")).send("POST", `/api/staff/clients/${id}/bookings`, { slot });
  assert.ok(answer.ok, await answer.text());
}

export class Coordinator {
  static async signIn(server) {
    const coordinator = new Coordinator();
    coordinator.api = await signIn(server, "coordinator");
    return coordinator;
  }

  async #write(method, path, body, headers) {
    const answer = await this.api.send(method, path, body, headers);
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
  }

  async slots() {
    return (await this.api.get("/api/staff/slots?language=fr")).slots;
  }

  /** A published slot: `{id, …}`. */
  async publish({ workshop = "cv", venue = "centre-ville", day = schoolDay(20), time = "09:15", duration_min = 40, capacity = 5, childcare = false } = {}) {
    const { id } = await this.#write("POST", "/api/staff/slots", { workshop, venue, day, time, duration_min, capacity, childcare });
    return this.#write("POST", `/api/staff/slots/${id}/publication`);
  }

  withdraw(month, company, message) {
    return this.#write("POST", `/api/staff/months/${month}/companies/${company}/withdrawal`, { message });
  }

  cancel(id, message) {
    return this.#write("POST", `/api/staff/slots/${id}/cancellation`, { message });
  }

  async cancelAll(message) {
    for (const slot of await this.slots()) if (slot.state === "published") await this.cancel(slot.id, message);
  }
}
