// The staff desk: signing in with login, password and code; the people one follows; its own files.

import assert from "node:assert/strict";

import { openDesk, signInToDesk as signIn } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { codeAt } from "./lib/totp.mjs";

journey("a référent signs in, finds people and signs out", async ({ server, open }) => {
  const visit = await openDesk(open);
  visit.expect(/status of 401/);
  const claire = server.demo.staff.find(({ role }) => role === "referent");
  const faults = [];
  const check = async (name) => faults.push(...(await checkScreen(visit.page, name)));
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  await check("desk-sign-in");

  await visit.press("desk.sign-in.enter");
  await visit.see(visit.t("desk.sign-in.password.empty"));
  await signIn(visit, claire, "000000");
  await visit.see(visit.t("error.staff.refused"));
  await check("desk-refused");

  await signIn(visit, claire, codeAt(claire.totp_secret));
  await visit.seeTitle(visit.t("desk.title"));
  await visit.see(visit.words.tn("desk.count", 3));
  const names = visit.page.getByRole("listitem");
  assert.equal(await names.count(), 3);
  await check("desk-caseload");
  assert.equal(await visit.page.title(), `${visit.t("desk.title")} – Main Tendue`);

  const search = visit.page.getByLabel(visit.t("desk.search"), { exact: true });
  await search.fill("kar");
  await visit.page.getByText("Nadia").waitFor({ state: "detached" });
  assert.equal(await names.count(), 1);
  assert.match(await names.first().innerText(), /Karim/);
  assert.equal(new URL(visit.page.url()).search, "", "a name never stands in an address");
  await search.fill("zzz");
  await visit.see(visit.t("desk.none-found.title"));
  await check("desk-none-found");
  await visit.press("desk.clear");
  await visit.page.getByText("Nadia").waitFor();

  await visit.press("desk.leave");
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  await visit.page.goBack();
  await visit.page.goto("/staff/");
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  assert.deepEqual(visit.answers.filter((answer) => /portal/.test(answer.url())).map((answer) => answer.url()), []);
  assert.deepEqual(faults, []);
});

journey("a code works once", async ({ server, open }) => {
  const claire = server.demo.staff.find(({ role }) => role === "referent");
  const code = codeAt(claire.totp_secret);
  const first = await openDesk(open);
  first.expect(/status of 401/);
  await signIn(first, claire, code);
  await first.seeTitle(first.t("desk.title"));
  const second = await openDesk(open);
  second.expect(/status of 401/);
  await signIn(second, claire, code);
  await second.see(second.t("error.staff.refused"));
});

journey("a person's session opens nothing at the desk", async ({ server, open }) => {
  const visit = await open();
  visit.expect(/status of 401/);
  await visit.signIn(server.personAt("new"));
  assert.equal((await (await visit.api()).send("GET", "/api/staff/clients")).status, 401);
  await visit.page.goto("/staff/");
  await visit.seeTitle(visit.t("desk.sign-in.title"));
});

journey("the desk speaks English too", async ({ server, open }) => {
  const visit = await open({ path: "/staff/", screen: "desk", language: "en" });
  visit.expect(/status of 401/);
  await visit.page.getByText("Français").first().click();
  await visit.page.getByRole("button", { name: "English" }).click();
  await visit.seeTitle(visit.t("desk.sign-in.title"));
  const paul = server.demo.staff.find(({ role }) => role === "coordinator");
  await signIn(visit, paul, codeAt(paul.totp_secret));
  await visit.seeTitle(visit.t("desk.title"));
  assert.deepEqual(await checkScreen(visit.page, "desk in English", { picture: false }), []);
});
