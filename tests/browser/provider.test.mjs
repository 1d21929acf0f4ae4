// Staff sign in at the provider of their organisation: a real one, on another site, and every way in which it must not work.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { openDesk, signInToDesk } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { TestProvider } from "./lib/provider.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { ROOT, serverBinary } from "./lib/server.mjs";
import { codeAt } from "./lib/totp.mjs";

const provider = await TestProvider.start();
after(() => provider.stop());
const options = { env: provider.env };

const link = (server, ...words) =>
  execFileSync(serverBinary(), ["link-staff", ...words], { env: server.environment, cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] }).toString();

const staffOf = (server, role) => server.demo.staff.find((staff) => staff.role === role);

/** Presses the button of the desk and signs in at the provider. */
async function goThrough(visit, who, button = "Deux facteurs") {
  await door(visit).click();
  await visit.page.getByLabel("Qui").fill(who);
  await visit.page.getByRole("button", { name: button }).click();
}

/** Opens the desk; that one leaves for the provider is no fault. */
async function openNear(open, options) {
  const visit = await openDesk(open, options);
  visit.expect(new RegExp(`asks elsewhere: ${provider.issuer}/`));
  return visit;
}

const door = (visit) => visit.page.getByRole("button", { name: visit.t("desk.sign-in.provider", { provider: "Compte du Département" }) });

journey("a référent signs in at the provider, once by address and then by subject, and leaves", async ({ server, open }) => {
  provider.serve(server.origin);
  const { login } = staffOf(server, "referent");
  link(server, "--login", login, "--email", "CLAIRE@exemple.fr");
  const visit = await openNear(open);
  visit.expect(/status of 401/);
  const faults = [];
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  faults.push(...(await checkScreen(visit.page, "desk-provider")));
  await visit.page.setViewportSize({ width: 360, height: 640 });
  faults.push(...(await checkScreen(visit.page, "desk-provider-360")));
  await visit.page.setViewportSize({ width: 1920, height: 1080 });
  faults.push(...(await checkScreen(visit.page, "desk-provider-1920")));

  // By the keyboard alone.
  await door(visit).focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.getByLabel("Qui").fill("claire");
  await visit.page.getByRole("button", { name: "Deux facteurs" }).press("Enter");
  await visit.seeTitle(visit.t("desk.title"));
  assert.equal(new URL(visit.page.url()).pathname + new URL(visit.page.url()).search, "/staff/", "the address forgets the code");
  const cookies = await visit.page.context().cookies(server.origin);
  const session = cookies.find(({ name }) => name === "__Host-mt-staff");
  assert.deepEqual([session.sameSite, session.httpOnly], ["Strict", true]);
  assert.equal(cookies.some(({ name }) => name === "__Host-mt-errand"), false, "nothing is left of the way");

  await visit.press("desk.leave");
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  const old = new Api(server.origin, `__Host-mt-staff=${session.value}`);
  assert.equal((await old.send("GET", "/api/staff/session")).status, 401, "the session has ended");
  // The provider asks again who it is: a desk that was left is not entered by whoever comes next.
  await goThrough(visit, "claire");
  await visit.seeTitle(visit.t("desk.title"));

  assert.match(link(server, "--login", login, "--remove"), /login, password and code only/);
  await visit.press("desk.leave");
  visit.expect(/status of 403/);
  await goThrough(visit, "claire");
  await visit.see(visit.t("error.provider.unknown"));
  assert.doesNotMatch(server.log, /claire|exemple\.fr|a-secret-of/i);
  assert.deepEqual(faults, []);
}, options);

journey("who is unknown, signed in too weakly or turned back is told so, and the local door is open", async ({ server, open }) => {
  provider.serve(server.origin);
  const claire = staffOf(server, "referent");
  link(server, "--login", claire.login, "--email", "claire@exemple.fr");
  const visit = await openNear(open);
  visit.expect(/status of 40[13]/);
  const faults = [];
  await goThrough(visit, "stranger");
  await visit.see(visit.t("error.provider.unknown"));
  faults.push(...(await checkScreen(visit.page, "desk-provider-unknown")));
  await goThrough(visit, "claire", "Mot de passe");
  await visit.see(visit.t("error.provider.too-weak"));
  await goThrough(visit, "nobody");
  await visit.see(visit.t("error.provider.refused"));
  await signInToDesk(visit, claire, codeAt(claire.totp_secret));
  await visit.seeTitle(visit.t("desk.title"));
  assert.deepEqual(faults, []);
}, options);

journey("what is forged or used before begins nothing", async ({ server, open }) => {
  provider.serve(server.origin);
  link(server, "--login", staffOf(server, "referent").login, "--email", "claire@exemple.fr");
  const visit = await openNear(open, { path: "/staff/provider?code=made-up&state=made-up" });
  visit.expect(/status of 401/);
  await visit.see(visit.t("error.provider.refused"));

  provider.nonce = "of another errand";
  await goThrough(visit, "claire");
  await visit.see(visit.t("error.provider.refused"));
  provider.nonce = undefined;

  const returns = [];
  visit.page.on("request", (request) => request.url().includes("/staff/provider?") && returns.push(request.url()));
  await goThrough(visit, "claire");
  await visit.seeTitle(visit.t("desk.title"));
  const code = new URL(returns.at(-1)).searchParams.get("code");

  await visit.press("desk.leave");
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  await visit.page.goto(returns.at(-1));
  await visit.see(visit.t("error.provider.refused"));

  // The code once more, with an errand that is right.
  const thief = new Api(server.origin);
  const begun = await thief.send("POST", "/api/staff/provider");
  const { address } = await begun.json();
  thief.cookie = begun.headers.getSetCookie()[0].split(";")[0];
  const state = new URL(address).searchParams.get("state");
  const refused = await thief.send("POST", "/api/staff/provider/session", { code, state });
  assert.deepEqual([refused.status, (await refused.json()).code], [401, "provider.refused"]);
}, options);

journey("a provider that is down is said, and the desk opens as before", async ({ server, open }) => {
  const claire = staffOf(server, "referent");
  const visit = await openDesk(open);
  visit.expect(/status of (401|503)/);
  await door(visit).click();
  await visit.see(visit.t("error.provider.away"));
  await signInToDesk(visit, claire, codeAt(claire.totp_secret));
  await visit.seeTitle(visit.t("desk.title"));
}, { env: { ...provider.env, OIDC_ISSUER: "http://127.0.0.1:1" } });

journey("without a provider there is no button", async ({ open }) => {
  const visit = await openDesk(open);
  visit.expect(/status of 401/);
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  assert.equal(await visit.page.locator("#provider").count(), 0);
});
