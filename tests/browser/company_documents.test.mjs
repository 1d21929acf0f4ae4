// A CV for a company of the jobs dating: the person lets it have it, the desk opens it to hand it over, the person sees that and
// takes it back. Each screen passes axe, also with large text and in the dark.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { Antivirus } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";

const antivirus = new Antivirus();
before(() => antivirus.start());
after(() => antivirus.stop());

/** Karim takes part in the month and talks with a company. */
async function talkOf(api) {
  const [month] = (await api.get("/api/months?language=fr")).months;
  const take = async (slot) => assert.equal((await api.send("POST", `/api/slots/${slot}/booking`)).status, 200);
  await take(month.days[0].id);
  const [company] = month.companies;
  const { talks } = await api.get(`/api/companies/${company.id}?language=fr`);
  await take(talks.find((talk) => talk.n_free > 0).id);
  return { month, company };
}

journey("a CV is given to a company that one meets, opened by the organiser, and taken back", async (context) => {
  const faults = [];
  const check = async (visit, name, options) => faults.push(...(await checkScreen(visit.page, name, options)));
  const { server, open } = context;
  const api = await Api.signIn(server, server.personAt("draft"));
  const { month, company } = await talkOf(api);
  const contact = { contact: { name: "Karim Fictif", phone: "06 12 34 56 78" } };
  assert.equal((await api.send("PUT", "/api/cv/contact", contact, { "if-match": '"0"' })).status, 204);
  assert.equal((await api.send("POST", "/api/cv/document")).status, 201);

  const visit = await open({ path: "/documents", prepare: (_, visit) => visit.takeSession(api) });
  const own = visit.t("documents.company.own", { name: company.name });
  await visit.see(own);
  await visit.see(visit.t("documents.is.clean"));
  await check(visit, "documents-company");

  const desk = await deskOf(context, "coordinator");
  const comeToCompany = async () => {
    await desk.page.goto(`/staff/months/${month.id}`);
    await desk.page.getByRole("link", { name: `${desk.t("desk.company.documents")} : ${company.name}` }).click();
    await desk.seeTitle(desk.t("desk.company.documents.title"));
  };
  await comeToCompany();
  await desk.see(desk.t("desk.company.documents.none", { name: company.name }));
  await check(desk, "desk-company-documents-none");

  // By the keyboard alone.
  await visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.company.share", { name: company.name })}`) }).focus();
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("documents.done.shared-company"));
  await visit.see(visit.t("documents.company.shared", { name: company.name }));
  assert.equal(await visit.page.getByText(visit.t("documents.own")).count(), 0, "it is not for oneself only any more");
  await check(visit, "documents-company-shared");

  await comeToCompany();
  await desk.see("Karim");
  await desk.see(desk.t("desk.company.documents.lead", { name: company.name }));
  await check(desk, "desk-company-documents");
  const link = desk.page.getByRole("link", { name: new RegExp(`^${desk.t("desk.documents.open")}`) });
  const [file] = await Promise.all([desk.page.waitForEvent("download"), link.click()]);
  assert.match(file.suggestedFilename(), /^CV Karim Fictif\.pdf$/);

  await visit.page.reload();
  await visit.page.getByText(/^Ouvert par /).waitFor();
  await check(visit, "documents-company-opened", { dark: false });
  await visit.page.getByRole("button", { name: new RegExp(`^${visit.t("documents.company.unshare", { name: company.name })}`) }).click();
  await visit.see(visit.t("documents.done.unshared-company"));
  await visit.see(own);
  await comeToCompany();
  await desk.see(desk.t("desk.company.documents.none", { name: company.name }));
  assert.deepEqual(faults, []);
}, { env: { CLAMD_ADDR: antivirus.socket } });
