// A real mail server on the loopback: it takes messages, or refuses them as it is told, and keeps what it took.

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

import { freePort } from "./ports.mjs";

const WITHIN_MS = 30_000;

export class MailServer {
  /** What was taken: `{to, subject, text, messageId, raw}`. */
  taken = [];
  /** The Message-ID of every try, refused or not. */
  tried = [];
  #answers = [];
  #waiting = new Set();
  #held = [];

  static async start() {
    const server = new MailServer();
    server.port = await freePort();
    server.smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      onRcptTo: ({ address }, _, done) => done(address.startsWith("nobody@") ? refusal(550, `No such user ${address}`) : null),
      onData: (stream, session, done) => server.#take(stream, session, done),
    });
    // A client that is killed is no fault of the server's.
    server.smtp.on("error", () => {});
    await new Promise((listening) => server.smtp.listen(server.port, "127.0.0.1", listening));
    return server;
  }

  /** Settings of the portal. */
  get env() {
    return { SMTP_URL: `smtp://127.0.0.1:${this.port}`, MAIL_FROM: "Main Tendue <portail@exemple.fr>" };
  }

  stop() {
    return new Promise((closed) => this.smtp.close(closed));
  }

  /** How the next messages are met: a number is the answer, "close" cuts the line, "hold" never answers. */
  answerWith(...answers) {
    this.#answers = answers;
  }

  /** Messages that were taken for an address. */
  to(address) {
    return this.taken.filter((mail) => mail.to === address);
  }

  /** Waits until so many were taken for an address, and gives the last. */
  async arrived(address, n_mails = 1) {
    await this.#until(() => this.to(address).length >= n_mails, `${n_mails} for ${address}`);
    return this.to(address)[n_mails - 1];
  }

  /** Waits until so many were tried. */
  triedTimes(n_tries) {
    return this.#until(() => this.tried.length >= n_tries, `${n_tries} tries`);
  }

  async #take(stream, session, done) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const { subject, text, messageId } = await PostalMime.parse(raw);
    this.tried.push(messageId);
    const answer = this.#answers.shift();
    if (typeof answer === "number") done(refusal(answer, "Not now"));
    else if (answer === "hold") this.#held.push(done);
    else if (answer === "close") this.#cut(session);
    else {
      for (const { address } of session.envelope.rcptTo) this.taken.push({ to: address, subject, text, messageId, raw: raw.toString() });
      done(null, "Taken");
    }
    this.#waiting.forEach((look) => look());
  }

  /** As a cable that is pulled. */
  #cut(session) {
    for (const connection of this.smtp.connections) if (connection.session === session) connection._socket.destroy();
  }

  #until(isSo, what) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never so: ${what}; ${this.taken.length} taken, ${this.tried.length} tried`)), WITHIN_MS);
      const look = () => {
        if (!isSo()) return;
        clearTimeout(late);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

const refusal = (responseCode, message) => Object.assign(new Error(message), { responseCode });
