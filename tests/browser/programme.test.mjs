// The month from the phone of a person: asked for, proposed, refused kindly, a day taken; companies and talks. Each screen
// passes axe, also with large text and in the dark.

import assert from "node:assert/strict";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { Coordinator } from "./lib/workshops.mjs";

/** A list of faults, and the check that fills it. */
function checker() {
  const faults = [];
  const check = async (visit, name, options) => {
    faults.push(...(await checkScreen(visit.page, name, options)));
    const unfilled = (await visit.page.getByRole("main").innerText()).match(/\{[a-z]+\}|\b(?:programme|workshops)\.[a-z.]+/g) ?? [];
    faults.push(...unfilled.map((place) => `${name}: ${place} is no text`));
  };
  return { faults, check };
}

/** A visit with its session taken over from another client, at the month. */
async function come({ server, open }, { point = "draft", ...options } = {}) {
  const api = await Api.signIn(server, server.personAt(point));
  const visit = await open({ path: "/month", prepare: (_, visit) => visit.takeSession(api), ...options });
  return { visit, api };
}

const months = async (api) => (await api.get("/api/months?language=fr")).months;

journey("a person asks, is invited, says no, says yes and sees their day", async ({ server, open }) => {
  const { faults, check } = checker();
  const visit = await open();
  await visit.signIn(server.personAt("new"));
  await visit.page.getByRole("link", { name: visit.t("page.month") }).click();
  await visit.seeTitle(visit.t("page.month"));
  await visit.seeFocusOnTitle();
  await visit.see(visit.t("programme.nothing"));
  const api = await visit.api();
  const [month] = await months(api);
  await visit.see(month.theme);
  await check(visit, "month-nothing");

  // With the keyboard alone, and two presses are one wish.
  const card = visit.page.locator(`#standing-${month.id}`);
  await visit.button("programme.act.ask").focus();
  await visit.page.keyboard.press("Enter");
  await visit.see(visit.t("programme.asked"));
  await visit.page.waitForFunction((id) => document.activeElement.id === id, `standing-${month.id}`);
  await check(visit, "month-asked", { dark: false });

  const coordinator = await Coordinator.signIn(server);
  const { id: person } = await api.get("/api/session");
  const proposed = await coordinator.api.send("POST", `/api/staff/months/${month.id}/invitations`, { person });
  assert.equal(proposed.status, 200, await proposed.text());
  await visit.page.reload();
  await visit.see(visit.t("programme.proposed"));
  await check(visit, "month-proposed");
  await visit.press("programme.act.no");
  await visit.see(visit.t("programme.declined"));
  await check(visit, "month-declined", { dark: false });
  await visit.press("programme.act.again");
  await visit.see(visit.t("programme.proposed"));

  await card.locator("a[href^='/workshops/']").first().click();
  await visit.seeTitle(month.days[0].title);
  await check(visit, "month-day", { dark: false });
  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
  const [after] = await months(api);
  await visit.see(visit.words.tn("programme.group", after.timetable.group));
  await check(visit, "month-day-booked", { dark: false });
  await visit.follow("programme.to-month");
  await visit.see(visit.t("programme.participant"));
  await visit.see(after.timetable.lines[0].title);
  await check(visit, "month-participant");
  const file = await (await api.send("GET", "/api/pathway/calendar?language=fr")).text();
  assert.ok(file.replaceAll("\r\n ", "").includes(month.days[0].title), "the calendar has the day");
  assert.deepEqual(faults, []);
});

journey("a participant reads about a company and takes a time, and another is at the same time", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context);
  const [month] = await months(api);
  assert.equal((await api.send("POST", `/api/slots/${month.days[0].id}/booking`)).status, 200);
  await visit.page.reload();
  await visit.see(visit.t("programme.first"));
  const company = month.companies.find(({ n_free }) => n_free > 5);
  await visit.page.getByRole("link", { name: company.name }).click();
  await visit.seeTitle(company.name);
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.title(), `${company.name} – Main Tendue`);
  await visit.see(visit.t("programme.times"));
  await check(visit, "company");

  await visit.page.getByRole("main").locator("a[href^='/workshops/']").first().click();
  await visit.button("workshops.act.book").waitFor();
  await check(visit, "talk-free", { dark: false });
  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
  await check(visit, "talk-booked");
  await visit.follow("programme.to-month");
  await visit.see(visit.t("programme.talks.own"));
  await check(visit, "month-talks");

  // The same time with another company is told before asking.
  const [booked] = (await months(api))[0].talks;
  const other = month.companies.find(({ id, n_free }) => id !== company.id && n_free > 0);
  const { talks } = await api.get(`/api/companies/${other.id}?language=fr`);
  const clash = talks.find((talk) => talk.refusal === "clash");
  assert.equal(clash.clash.id, booked.id);
  await visit.page.goto(`/workshops/${clash.id}`);
  await visit.see(visit.t("workshops.act.see", { title: booked.title }));
  await check(visit, "talk-clash", { dark: false });

  // The company does not come after all: its page and that of the talk say why, and the month goes on without it.
  await (await Coordinator.signIn(context.server)).withdraw(month.id, company.id, "Elle recrute plus tard.");
  await visit.page.goto(`/workshops/${booked.id}`);
  await visit.see("Elle recrute plus tard.");
  await check(visit, "talk-withdrawn", { dark: false });
  await visit.page.goto(`/month/companies/${company.id}`);
  await visit.see(visit.t("programme.withdrawn"));
  await visit.see("Elle recrute plus tard.");
  await check(visit, "company-withdrawn");
  await visit.follow("programme.all-companies");
  await visit.seeTitle(visit.t("page.month"));
  assert.equal(await visit.page.locator(`a[href$='${company.id}']`).count(), 0);
  assert.deepEqual(faults, []);
});

journey("who does not take part reads when it opens to everyone, in words of the venue's clock", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context, { point: "sent" });
  await visit.see(visit.t("programme.opens.why"));
  const [month] = await months(api);
  const company = month.companies.find(({ n_free }) => n_free > 0);
  await visit.page.goto(`/month/companies/${company.id}`);
  await visit.seeTitle(company.name);
  await visit.see(visit.t("programme.opens.why"));
  await check(visit, "company-not-yet");
  const { talks } = await api.get(`/api/companies/${company.id}?language=fr`);
  await visit.page.goto(`/workshops/${talks.find(({ refusal }) => refusal === "not-yet").id}`);
  await visit.see(visit.t("error.booking.not-yet"));
  await check(visit, "talk-not-yet", { dark: false });
  assert.deepEqual(faults, []);
});

journey("without a month, with forty companies and on other screens the page is calm", async (context) => {
  const { faults, check } = checker();
  const coordinator = await Coordinator.signIn(context.server);
  const { months: kept } = await coordinator.api.get("/api/staff/months?language=fr");
  const { visit, api } = await come(context, { point: "new" });
  const message = "La salle est fermée.";
  for (const month of kept) {
    const answer = await coordinator.api.send("POST", `/api/staff/months/${month.id}/cancellation`, { message });
    assert.equal(answer.status, 200, await answer.text());
  }
  await visit.page.reload();
  await visit.see(visit.t("programme.none.title"));
  await check(visit, "month-none");

  const sylvie = await come(context, { point: "sent" });
  await sylvie.visit.see(sylvie.visit.t("programme.cancelled.message", { message }));
  await check(sylvie.visit, "month-cancelled", { dark: false });

  const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  const body = {
    theme: "Logistique et transport", days: [{ venue: "mediatheque", day: day(30), places: 30 }],
    venue: "centre-ville", day: day(40), from: "09:00", to: "10:00",
  };
  const made = await (await coordinator.api.send("POST", "/api/staff/months", body)).json();
  const path = `/api/staff/months/${made.month.id}`;
  for (let n = 0; n < 40; n += 1) {
    const sheet = {
      name: `Entreprise ${n + 1}`, sector_naf: "", jobs_rome: ["G1501"], place: "Zone des Prés", access: "Bus 11", contract: "permanent",
      soft_skills: "", licence_required: false, beginners_welcome: true, n_jobs: 1,
    };
    const answer = await coordinator.api.send("POST", `${path}/companies`, sheet);
    assert.equal(answer.status, 201, await answer.text());
  }
  assert.equal((await coordinator.api.send("POST", `${path}/publication`)).status, 200);
  for (const screen of ["phone", "kiosk", "desk"]) {
    const other = await come(context, { point: "new", screen });
    await other.visit.see(other.visit.words.tn("programme.companies.more", 28));
    await check(other.visit, `month-forty-${screen}`, { dark: false });
    if (screen === "phone") {
      await other.visit.page.getByRole("button", { name: other.visit.words.tn("programme.companies.more", 28) }).click();
      await other.visit.page.waitForFunction(() => document.activeElement.id === "companies");
      assert.equal(await other.visit.page.locator("a[href^='/month/companies/']").count(), 40);
    }
  }
  assert.equal((await months(api)).length, 1);
  assert.deepEqual(faults, []);
}, { timeout: 240_000 });
