// A real gateway for text messages on the loopback: it takes what the portal posts, or refuses as it is told, and keeps it.

import { createServer } from "node:http";
import { once } from "node:events";

const WITHIN_MS = 30_000;
const TOKEN = "gateway-secret";

export class Gateway {
  /** What was taken: `{to, text, key}`. */
  taken = [];
  #answers = [];
  #waiting = new Set();

  static async start() {
    const gateway = new Gateway();
    gateway.http = createServer((request, response) => gateway.#take(request, response));
    gateway.http.listen(0, "127.0.0.1");
    await once(gateway.http, "listening");
    return gateway;
  }

  /** Settings of the portal. */
  get env() {
    return { SMS_URL: `http://127.0.0.1:${this.http.address().port}/messages`, SMS_TOKEN: TOKEN };
  }

  stop() {
    this.http.closeAllConnections();
    return new Promise((closed) => this.http.close(closed));
  }

  /** Statuses of the next answers. */
  answerWith(...answers) {
    this.#answers = answers;
  }

  to(number) {
    return this.taken.filter((message) => message.to === number);
  }

  /** Waits until so many were taken for a number, and gives the last. */
  async arrived(number, n_messages = 1) {
    const late = AbortSignal.timeout(WITHIN_MS);
    while (this.to(number).length < n_messages) {
      await new Promise((look, give_up) => {
        this.#waiting.add(look);
        late.onabort = () => give_up(new Error(`never so: ${n_messages} for ${number}`));
      });
    }
    return this.to(number)[n_messages - 1];
  }

  async #take(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const isOurs = request.headers.authorization === `Bearer ${TOKEN}`;
    const status = isOurs ? (this.#answers.shift() ?? 200) : 401;
    if (status === 200) this.taken.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(status).end();
    for (const look of this.#waiting) look();
    this.#waiting.clear();
  }
}
