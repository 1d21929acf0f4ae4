// A bad network: a proxy between the browser and the server that loses requests before the server hears of them, or answers
// after it has acted, by a seeded chance; and that can be cut altogether.

import { createServer, request as forward } from "node:http";

import { freePort } from "./ports.mjs";

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export class Proxy {
  #server;
  #target;
  #next;
  #forced = [];
  /** Share of the requests to /api that are lost, half of them before and half after the server has acted. */
  loss = 0;
  isCut = false;
  /** What an answer's headers become on their way. */
  alter = (headers) => headers;
  /**
   * What became of each request to /api: `{method, path, key, n_bytes, fate}` with fate "passed", "lost", "broken", "answer lost" or
   * "cut". What a body has is counted whole, however much of it came: the phone may have sent all of it.
   */
  log = [];

  static async start({ seed = 1 } = {}) {
    const proxy = new Proxy();
    proxy.#next = chance(seed);
    proxy.port = await freePort();
    proxy.origin = `http://localhost:${proxy.port}`;
    proxy.#server = createServer((request, response) => proxy.#pass(request, response));
    await new Promise((done) => proxy.#server.listen(proxy.port, "127.0.0.1", done));
    return proxy;
  }

  /** Where requests go from now on. */
  to(server) {
    this.#target = server;
    return this;
  }

  cut() {
    this.isCut = true;
    this.#server.closeAllConnections();
  }

  mend() {
    this.isCut = false;
  }

  /**
   * The next request that `isMeant(method, path)` names is lost before ("lost") or after ("answer lost") the server acts, or is cut
   * off when `n_bytes` of its body have come ("broken"). Settles when it has come.
   */
  loseNext(fate, isMeant, { n_bytes = 1 } = {}) {
    return new Promise((come) => this.#forced.push({ fate, isMeant, n_bytes, come }));
  }

  /** Effects that the server has had without the browser hearing of it. */
  count(fate) {
    return this.log.filter((one) => one.fate === fate).length;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }

  #fate(method, path) {
    if (this.isCut) return { fate: "cut" };
    const i = this.#forced.findIndex(({ isMeant }) => isMeant(method, path));
    if (i >= 0) {
      const [forced] = this.#forced.splice(i, 1);
      forced.come();
      return forced;
    }
    if (!path.startsWith("/api")) return { fate: "passed" };
    const drawn = this.#next();
    if (drawn >= this.loss) return { fate: "passed" };
    return { fate: drawn < this.loss / 2 ? "lost" : "answer lost" };
  }

  #pass(request, response) {
    const { method, url, headers } = request;
    const { fate, n_bytes } = this.#fate(method, url);
    if (url.startsWith("/api")) this.log.push({ method, path: url, key: headers["idempotency-key"], n_bytes: Number(headers["content-length"] ?? 0), fate });
    if (fate === "cut" || fate === "lost") return request.socket.destroy();
    // The server knows its own address only.
    if (headers.origin === this.origin) headers.origin = this.#target.origin;
    const onward = forward({ host: "127.0.0.1", port: this.#target.port, method, path: url, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        if (fate === "answer lost" || this.isCut) return request.socket.destroy();
        // One request a connection: a browser sends again by itself what fails on one that it had used before.
        response.writeHead(answer.statusCode, { ...this.alter(answer.headers), connection: "close" });
        response.end(Buffer.concat(chunks));
      });
    });
    onward.on("error", () => request.socket.destroy());
    if (fate === "broken") return breakOff(request, onward, n_bytes);
    request.pipe(onward);
  }
}

/** The server gets the beginning of a body, and neither side hears more of the other. */
function breakOff(request, onward, n_bytes) {
  let n_left = n_bytes;
  request.on("data", (chunk) => {
    if (n_left <= 0) return;
    onward.write(chunk.subarray(0, n_left));
    n_left -= chunk.length;
    if (n_left > 0) return;
    onward.destroy();
    request.socket.destroy();
  });
}
