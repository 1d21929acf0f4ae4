// People sign in at a provider that they have linked with their space themselves: a real one, on another site, and every way in
// which it must open nothing.

import assert from "node:assert/strict";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { Gateway } from "./lib/gateway.mjs";
import { journey } from "./lib/journey.mjs";
import { enter, kioskOf } from "./lib/kiosk.mjs";
import { TestProvider } from "./lib/provider.mjs";
import { checkScreen } from "./lib/screens.mjs";

const provider = await TestProvider.startForPeople();
const gateway = await Gateway.start();
after(() => Promise.all([provider.stop(), gateway.stop()]));
const options = { env: provider.env };
const NAMED = { provider: "FranceConnect" };

/** Opens the portal; that one leaves for the provider is no fault. */
async function openNear(open, options) {
  const visit = await open(options);
  visit.expect(new RegExp(`asks elsewhere: ${provider.issuer}/`));
  visit.expect(/status of 401/);
  return visit;
}

/** In one's space, on the page where one links. */
async function openAccount(open, server, point = "new") {
  const api = await Api.signIn(server, server.personAt(point));
  const visit = await openNear(open, { path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await visit.button("identity.link", NAMED).waitFor();
  return visit;
}

/** At the provider. */
async function signInThere(visit, who, button = "Deux facteurs") {
  await visit.page.getByLabel("Qui").fill(who);
  await visit.page.getByRole("button", { name: button }).click();
}

async function link(visit, who, button) {
  await visit.press("identity.link", NAMED);
  await signInThere(visit, who, button);
}

/** From the page where one signs in with one's card. */
async function comeToDoor(visit) {
  await visit.follow("session.without-card");
  await visit.seeTitle(visit.t("session.without-card"));
}

async function enterBy(visit, who, button) {
  await visit.press("identity.enter", NAMED);
  await signInThere(visit, who, button);
}

const isIn = (visit, { name }) => visit.seeTitle(visit.t("home.hello", { name: name.split(" ")[0] }));

async function leave(visit) {
  await visit.page.goto(`${new URL(visit.page.url()).origin}/account`);
  await visit.press("account.leave");
  await visit.button("session.enter").waitFor();
}

const SIZES = [[360, 640], [1920, 1080], [1366, 768]];

async function checkSizes(visit, name) {
  const faults = [];
  for (const [width, height] of SIZES) {
    await visit.page.setViewportSize({ width, height });
    faults.push(...(await checkScreen(visit.page, `${name}-${width}`)));
  }
  await visit.page.setViewportSize({ width: 360, height: 640 });
  return faults;
}

journey("a person links a provider, signs in there by the keyboard, and takes it back", async ({ server, open }) => {
  provider.serve(server.origin);
  const faults = [];
  const person = server.personAt("new");
  const visit = await openAccount(open, server);
  const heading = visit.page.getByRole("heading", { name: visit.t("identity.enter", NAMED), exact: true });
  await heading.scrollIntoViewIfNeeded();
  faults.push(...(await checkSizes(visit, "identity-free")));
  await link(visit, "nadia");
  await visit.seeTitle(visit.t("identity.linked", NAMED));
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.title(), `${visit.t("identity.linked", NAMED)} – Main Tendue`);
  assert.equal(new URL(visit.page.url()).search, "", "the address forgets the code");
  assert.equal(provider.asked.scope, "openid", "nothing is asked but who it is");
  faults.push(...(await checkSizes(visit, "identity-linked")));
  const [row] = await readRows(server, "SELECT subject_hash FROM person_identity");
  assert.ok(row.subject_hash && !row.subject_hash.includes("nadia"));

  await leave(visit);
  await comeToDoor(visit);
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.title(), `${visit.t("session.without-card")} – Main Tendue`);
  faults.push(...(await checkSizes(visit, "identity-door")));
  await visit.button("identity.enter", NAMED).focus();
  await visit.page.keyboard.press("Enter");
  await visit.page.getByLabel("Qui").fill("nadia");
  await visit.page.getByRole("button", { name: "Deux facteurs" }).press("Enter");
  await isIn(visit, person);
  const cookies = await visit.page.context().cookies(server.origin);
  const session = cookies.find(({ name }) => name === "__Host-mt-person");
  assert.deepEqual([session.sameSite, session.httpOnly], ["Strict", true]);
  assert.equal(cookies.some(({ name }) => name === "__Host-mt-person-errand"), false, "nothing is left of the way");

  await visit.page.goto(`${server.origin}/account`);
  await visit.press("identity.unlink", NAMED);
  await visit.see(visit.t("identity.unlinked", NAMED));
  await visit.page.waitForFunction(() => document.activeElement?.id === "unlinked");
  await visit.button("identity.link", NAMED).waitFor();
  faults.push(...(await checkScreen(visit.page, "identity-unlinked")));

  await leave(visit);
  visit.expect(/status of 403/);
  await comeToDoor(visit);
  await enterBy(visit, "nadia");
  await visit.seeTitle(visit.t("identity.unknown", NAMED));
  await visit.seeFocusOnTitle();
  faults.push(...(await checkSizes(visit, "identity-unknown")));
  await visit.follow("code.card");
  await visit.button("session.enter").waitFor();
  assert.doesNotMatch(server.log, /nadia|a-secret-of/i);
  assert.deepEqual(faults, []);
}, options);

journey("whoever signs in too weakly, turns back, or is known by nobody is told what to do", async ({ server, open }) => {
  provider.serve(server.origin);
  const faults = [];
  const visit = await openNear(open, { path: "/code" });
  visit.expect(/status of 403/);
  await visit.seeTitle(visit.t("session.without-card"));
  await enterBy(visit, "stranger");
  await visit.seeTitle(visit.t("identity.unknown", NAMED));
  assert.equal(await visit.page.locator("#provider").count(), 0, "going there again would change nothing");
  await visit.follow("code.card");
  await comeToDoor(visit);
  await enterBy(visit, "stranger", "Mot de passe");
  await visit.seeTitle(visit.t("identity.too-weak"));
  faults.push(...(await checkSizes(visit, "identity-too-weak")));
  await visit.press("identity.anew", NAMED);
  await signInThere(visit, "nobody");
  await visit.seeTitle(visit.t("identity.refused"));
  faults.push(...(await checkScreen(visit.page, "identity-refused")));
  assert.deepEqual(await readRows(server, "SELECT id FROM person_identity"), []);
  assert.deepEqual(faults, []);
}, options);

journey("one account at the provider opens one space, and a new card ends it", async ({ server, open }) => {
  provider.serve(server.origin);
  const faults = [];
  const first = await openAccount(open, server);
  await link(first, "someone");
  await first.seeTitle(first.t("identity.linked", NAMED));
  const second = await openAccount(open, server, "draft");
  second.expect(/status of 409/);
  await link(second, "someone");
  await second.seeTitle(second.t("identity.taken"));
  faults.push(...(await checkSizes(second, "identity-taken")));
  await second.follow("reach.back");
  await second.button("identity.link", NAMED).waitFor();
  await second.page.close();

  const desk = await (await deskOf({ server, open }, "referent")).api();
  const { clients } = await (await desk.send("GET", "/api/staff/clients")).json();
  const { id } = clients.find((client) => client.first_name === server.personAt("new").name.split(" ")[0]);
  assert.equal((await desk.send("DELETE", `/api/staff/cards/${id}`)).status, 200);
  const again = await openNear(open, { path: "/code" });
  again.expect(/status of 403/);
  await enterBy(again, "someone");
  await again.seeTitle(again.t("identity.unknown", NAMED));
  assert.deepEqual(faults, []);
}, options);

journey("what is forged, used before, or begun by somebody else opens and links nothing", async ({ server, open }) => {
  provider.serve(server.origin);
  const visit = await openNear(open, { path: "/code?code=made-up&state=made-up" });
  await visit.seeTitle(visit.t("identity.refused"));
  provider.nonce = "of another errand of the same length";
  await visit.press("identity.anew", NAMED);
  await signInThere(visit, "nadia");
  await visit.seeTitle(visit.t("identity.refused"));
  provider.nonce = undefined;

  const owner = await openAccount(open, server);
  const returns = [];
  owner.page.on("request", (request) => request.url().includes("/code?") && returns.push(request.url()));
  await link(owner, "nadia");
  await owner.seeTitle(owner.t("identity.linked", NAMED));
  await owner.page.goto(returns.at(-1));
  await owner.seeTitle(owner.t("identity.refused"));
  const code = new URL(returns.at(-1)).searchParams.get("code");

  const thief = new Api(server.origin);
  const begun = await thief.send("POST", "/api/provider");
  thief.cookie = begun.headers.getSetCookie()[0].split(";")[0];
  const state = new URL((await begun.json()).address).searchParams.get("state");
  const refused = await thief.send("POST", "/api/provider/session", { code, state });
  assert.deepEqual([refused.status, (await refused.json()).code], [401, "provider.refused"]);

  // An errand of one person is no other's.
  const one = await Api.signIn(server, server.personAt("new"));
  const way = await one.send("POST", "/api/identity/provider");
  const mark = new URL((await way.json()).address).searchParams.get("state");
  const other = await Api.signIn(server, server.personAt("draft"));
  other.cookie += `; ${way.headers.getSetCookie()[0].split(";")[0]}`;
  const taken = await other.send("PUT", "/api/identity", { code: "any", state: mark });
  assert.deepEqual([taken.status, (await taken.json()).code], [401, "provider.refused"]);
}, options);

journey("it stands below the code where codes are sent too", async ({ server, open }) => {
  provider.serve(server.origin);
  const visit = await openNear(open, { path: "/code" });
  visit.expect(/status of 403/);
  await visit.seeTitle(visit.t("code.title"));
  await visit.page.getByRole("heading", { name: visit.t("identity.else"), exact: true }).waitFor();
  assert.deepEqual(await checkSizes(visit, "identity-with-codes"), []);
  await enterBy(visit, "stranger");
  await visit.seeTitle(visit.t("identity.unknown", NAMED));
}, { env: { ...provider.env, ...gateway.env } });

journey("a kiosk leads to no other site", async ({ server, open }) => {
  const { device } = await kioskOf({ server, open });
  assert.equal(await device.page.getByText("FranceConnect").count(), 0);
  await enter(device, server.personAt("new"));
  await device.page.getByText(device.t("page.account"), { exact: true }).first().click();
  await device.seeTitle(device.t("account.title"));
  assert.equal(await device.page.getByText("FranceConnect").count(), 0);
}, options);

journey("a provider that is down is said, and the card opens as before", async ({ server, open }) => {
  const visit = await open({ path: "/code" });
  visit.expect(/status of 503/);
  await visit.press("identity.enter", NAMED);
  await visit.see(visit.t("identity.away.text"));
  await visit.follow("code.card");
  await visit.signIn(server.personAt("new"));
  await isIn(visit, server.personAt("new"));
}, { env: { ...provider.env, PERSON_OIDC_ISSUER: "http://127.0.0.1:1" } });

journey("without a provider there is not a word of it", async ({ server, open }) => {
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await visit.page.getByRole("heading", { name: visit.t("account.kept"), exact: true }).waitFor();
  assert.equal(await visit.page.locator("#provider").count(), 0);
  await visit.press("account.leave");
  await visit.button("session.enter").waitFor();
  assert.equal(await visit.page.getByRole("link", { name: visit.t("session.without-card"), exact: true }).count(), 0);
});
