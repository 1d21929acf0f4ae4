// A real OpenID Connect provider on the loopback, at which one signs in by choosing who one is and how strongly.

import { createServer } from "node:http";

import Provider from "oidc-provider";

import { freePort } from "./ports.mjs";

const SECRET = "a-secret-of-the-tests-only-32-characters";
/** What the desk's provider and the one for people are to the portal; of the latter nothing is asked but who it is. */
const DESK = { prefix: "OIDC_", label: "Compte du Département", page: "/staff/provider", scope: "openid email", shows: "client_secret_basic" };
const PEOPLE = { prefix: "PERSON_OIDC_", label: "FranceConnect", page: "/code", scope: "openid", shows: "client_secret_post" };
/** How strongly one can sign in; the second is wanted. */
export const [ONE_FACTOR, TWO_FACTORS] = ["https://refeds.org/profile/sfa", "https://refeds.org/profile/mfa"];

export class TestProvider {
  /** Put in place of the nonce that is asked for. */
  nonce;
  /** What it was asked last. */
  asked;
  #answer = (_, response) => response.writeHead(503).end();

  static startForPeople() {
    return TestProvider.start(PEOPLE);
  }

  static async start(kind = DESK) {
    const provider = new TestProvider();
    provider.kind = kind;
    provider.port = await freePort();
    // Another site than the portal's http://localhost.
    provider.issuer = `http://127.0.0.1:${provider.port}`;
    provider.server = createServer((request, response) => provider.#answer(request, response));
    await new Promise((listening) => provider.server.listen(provider.port, "127.0.0.1", listening));
    return provider;
  }

  /** Settings of the portal. */
  get env() {
    const { prefix, label } = this.kind;
    const settings = { ISSUER: this.issuer, CLIENT_ID: "portal", CLIENT_SECRET: SECRET, ACR: TWO_FACTORS, LABEL: label };
    return Object.fromEntries(Object.entries(settings).map(([key, value]) => [prefix + key, value]));
  }

  /** Knows the portal at `origin` from now on. */
  serve(origin) {
    const { page, scope, shows } = this.kind;
    const oidc = new Provider(this.issuer, {
      clientAuthMethods: [shows],
      clients: [
        { client_id: "portal", client_secret: SECRET, redirect_uris: [origin + page], token_endpoint_auth_method: shows },
      ],
      acrValues: [ONE_FACTOR, TWO_FACTORS],
      claims: { openid: ["sub"], email: ["email", "email_verified"] },
      cookies: { keys: ["of the tests only"] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@Exemple.fr`, email_verified: true }) }),
      interactions: { url: (_, { uid }) => `/choose/${uid}` },
      async loadExistingGrant(ctx) {
        const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
        grant.addOIDCScope(scope);
        await grant.save();
        return grant;
      },
    });
    oidc.use(async (ctx, next) => {
      if (ctx.path === "/auth") this.asked = ctx.query;
      if (ctx.path === "/auth" && this.nonce) ctx.query = { ...ctx.query, nonce: this.nonce };
      await next();
    });
    const callback = oidc.callback();
    this.#answer = async (request, response) => {
      const { pathname, searchParams } = new URL(request.url, this.issuer);
      if (!pathname.startsWith("/choose/")) return callback(request, response);
      if (!searchParams.has("who")) return response.setHeader("content-type", "text/html").end(chooser(pathname));
      const [accountId, acr] = [searchParams.get("who"), searchParams.get("acr")];
      const isBack = accountId === "nobody";
      const result = isBack ? { error: "access_denied" } : { login: { accountId, acr } };
      return oidc.interactionFinished(request, response, result);
    };
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(closed));
  }
}

const chooser = (path) => `<!doctype html><title>Fournisseur</title><link rel="icon" href="data:,"><form action="${path}">
  <label>Qui <input name="who"></label>
  <button name="acr" value="${TWO_FACTORS}">Deux facteurs</button>
  <button name="acr" value="${ONE_FACTOR}">Mot de passe</button>
</form>`;
