// Workshops from the phone of a person: the list, one date, a place taken, given back, waited for, offered; what clashes;
// what is full, cancelled or booked by somebody else. Each screen passes axe, also with large text and in the dark.

import assert from "node:assert/strict";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { bookByReferent, Coordinator, schoolDay, schoolDays } from "./lib/workshops.mjs";

const proxies = [];
after(() => Promise.all(proxies.map((proxy) => proxy.stop())));

const LOST = /ERR_(CONNECTION_REFUSED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)/;

/** A visit with its session taken over from another client, at `path`. */
async function come({ server, open }, { point = "new", path = "/workshops", ...options } = {}) {
  const api = await Api.signIn(server, server.personAt(point));
  const visit = await open({ path, prepare: (_, visit) => visit.takeSession(api), ...options });
  return { visit, api };
}

/** A list of faults, and the check that fills it. */
function checker() {
  const faults = [];
  const check = async (visit, name, options) => {
    faults.push(...(await checkScreen(visit.page, name, options)));
    const unfilled = (await visit.page.getByRole("main").innerText()).match(/\{[a-z]+\}|\bworkshops\.[a-z.]+/g) ?? [];
    faults.push(...unfilled.map((place) => `${name}: ${place} is no text`));
  };
  return { faults, check };
}

const own = async (api, id) => (await api.get(`/api/slots/${id}?language=fr`)).slot.own?.status;
const seeFocusOnStanding = (visit) => visit.page.waitForFunction(() => document.activeElement.id === "standing");
const rows = (visit) => visit.page.getByRole("main").locator("a[href^='/workshops/']");
const act = (api, path) => api.send("POST", path);

/** The date on screen. */
async function openSlot(visit, { id, title }) {
  await visit.page.goto(`/workshops/${id}`);
  await visit.seeTitle(title);
}

journey("from home to the list, a place is taken, given back and taken again", async ({ server, open }) => {
  const { faults, check } = checker();
  const visit = await open();
  await visit.signIn(server.personAt("new"));
  await visit.page.getByRole("link", { name: visit.t("home.workshops") }).click();
  await visit.seeTitle(visit.t("page.workshops"));
  await visit.seeFocusOnTitle();
  await rows(visit).first().waitFor();
  assert.equal(visit.path(), "/workshops");
  await check(visit, "workshops");

  const api = await visit.api();
  const { slots } = await api.get("/api/slots?language=fr");
  const free = slots.find(({ workshop, n_free }) => workshop === "cv" && n_free > 1);
  await visit.page.locator(`a[href='/workshops/${free.id}']`).click();
  await visit.seeTitle(free.title);
  await visit.seeFocusOnTitle();
  assert.equal(await visit.page.title(), `${free.title} – Main Tendue`);
  await visit.see(visit.words.tn("workshops.is.free", free.n_free));
  await visit.see(visit.t("workshops.wished"));
  await check(visit, "workshop-free");

  // Two taps are one place.
  await visit.button("workshops.act.book").dblclick();
  await visit.see(visit.t("workshops.done.booked"));
  await seeFocusOnStanding(visit);
  assert.equal(await own(api, free.id), "booked");
  await check(visit, "workshop-booked");
  const file = await (await api.send("GET", await visit.link("workshops.calendar").getAttribute("href"))).text();
  assert.ok(file.includes(free.title), "the calendar file has the workshop");

  await visit.press("workshops.act.cancel");
  const dialog = visit.page.getByRole("dialog");
  await dialog.waitFor();
  await check(visit, "workshop-cancel");
  await visit.press("workshops.cancel.no");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await own(api, free.id), "booked");
  await visit.press("workshops.act.cancel");
  await dialog.locator("summary").click();
  const { cancel_reasons: reasons } = await api.get(`/api/slots/${free.id}?language=fr`);
  await dialog.getByRole("radio", { name: reasons[1].label, exact: true }).check();
  await check(visit, "workshop-cancel-why");
  await visit.press("workshops.cancel.yes");
  await visit.see(visit.t("workshops.done.cancelled"));
  await seeFocusOnStanding(visit);
  assert.equal(await own(api, free.id), "cancelled-by-me");
  await check(visit, "workshop-cancelled-by-me");

  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
  await visit.follow("workshops.all");
  await visit.seeTitle(visit.t("page.workshops"));
  await visit.see(visit.t("workshops.own"));
  await rows(visit).first().getByText(visit.t("workshops.is.booked")).waitFor();
  assert.equal(await rows(visit).first().getAttribute("href"), `/workshops/${free.id}`, "one's own come first");
  await check(visit, "workshops-own");

  await visit.follow("nav.pathway");
  await visit.see(visit.t("pathway.workshops"));
  await visit.page.locator(`a[href='/workshops/${free.id}']`).waitFor();
  await check(visit, "pathway-workshops");
  assert.deepEqual(faults, []);
});

journey("a full workshop leads to the list, and the list to a place", async ({ server, open }) => {
  const { faults, check } = checker();
  const coordinator = await Coordinator.signIn(server);
  const slot = await coordinator.publish({ workshop: "simulation-entretien", capacity: 1 });
  const sylvie = await Api.signIn(server, server.personAt("sent"));
  assert.equal((await act(sylvie, `/api/slots/${slot.id}/booking`)).status, 200);

  const { visit, api } = await come({ server, open }, { path: `/workshops/${slot.id}` });
  await visit.see(visit.t("workshops.is.full"));
  await visit.see(visit.t("workshops.alternatives"));
  await visit.see(visit.t("workshops.needed"));
  await check(visit, "workshop-full");
  await visit.press("workshops.act.join");
  await visit.see(visit.t("workshops.done.joined"));
  await visit.see(visit.t("workshops.waiting.next"));
  await seeFocusOnStanding(visit);
  assert.equal(await own(api, slot.id), "waiting");
  await check(visit, "workshop-waiting");

  // Left, and joined again.
  await visit.press("workshops.act.leave");
  await visit.page.getByRole("dialog").waitFor();
  await check(visit, "workshop-leave");
  await visit.press("workshops.leave.yes");
  await visit.see(visit.t("workshops.done.left"));
  await visit.press("workshops.act.join");
  await visit.see(visit.t("workshops.done.joined"));

  assert.equal((await sylvie.send("POST", `/api/slots/${slot.id}/booking/cancellation`, {})).status, 200);
  await visit.page.goto("/");
  await visit.see(visit.words.pattern("home.why.offered"));
  await check(visit, "home-offer");
  await visit.follow("home.offer.go");
  await visit.seeTitle(slot.title);
  await visit.see(visit.words.pattern("workshops.offered"));
  await check(visit, "workshop-offered");
  await visit.press("workshops.act.decline");
  await visit.page.getByRole("dialog").waitFor();
  await check(visit, "workshop-decline");
  await visit.press("workshops.decline.no");
  await visit.press("workshops.act.accept");
  await visit.see(visit.t("workshops.done.booked"));
  assert.equal(await own(api, slot.id), "booked");

  // Sylvie waits in her turn, is offered the place and leaves it.
  assert.equal((await act(sylvie, `/api/slots/${slot.id}/waiting`)).status, 200);
  assert.equal((await api.send("POST", `/api/slots/${slot.id}/booking/cancellation`, {})).status, 200);
  const other = await come({ server, open }, { point: "sent", path: `/workshops/${slot.id}` });
  await other.visit.press("workshops.act.decline");
  await other.visit.press("workshops.decline.yes");
  await other.visit.see(other.visit.t("workshops.done.declined"));
  assert.notEqual(await own(sylvie, slot.id), "offered");
  assert.deepEqual(faults, []);
});

journey("the rank on the list is said as it is", async ({ server, open }) => {
  const { faults, check } = checker();
  const { visit } = await come({ server, open }, { point: "draft" });
  await rows(visit).first().getByText(visit.t("workshops.is.waiting", { rank: "3" })).waitFor();
  await rows(visit).first().click();
  await visit.see(visit.words.tn("workshops.waiting.before", 2));
  await check(visit, "workshop-third");
  assert.deepEqual(faults, []);
});

journey("what clashes is said at once, with other dates; a place gone meanwhile too", async ({ server, open }) => {
  const { faults, check } = checker();
  const coordinator = await Coordinator.signIn(server);
  const day = schoolDay(20);
  const held = await coordinator.publish({ workshop: "metiers", day, time: "09:00" });
  const clashing = await coordinator.publish({ workshop: "photo", day, time: "09:30" });
  const { visit, api } = await come({ server, open }, { path: `/workshops/${held.id}` });
  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));

  await openSlot(visit, clashing);
  const date = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long" }).format(new Date(`${day}T12:00:00`));
  await visit.see(visit.t("workshops.clash", { title: held.title, date: date.replace(" 1 ", " 1er "), time: "09:00" }));
  await visit.see(visit.t("workshops.alternatives"));
  assert.equal(await visit.button("workshops.act.book").count(), 0);
  await check(visit, "workshop-clash");
  await visit.follow("workshops.act.see", { title: held.title });
  await visit.seeTitle(held.title);

  // The last place goes while one reads: the refusal says the way on, and the page shows what is so now.
  const last = await coordinator.publish({ workshop: "coaching", capacity: 1, day: schoolDay(25) });
  await openSlot(visit, last);
  const sylvie = await Api.signIn(server, server.personAt("sent"));
  assert.equal((await act(sylvie, `/api/slots/${last.id}/booking`)).status, 200);
  visit.expect(/status of 409/);
  await visit.press("workshops.act.book");
  await visit.see(visit.t("error.booking.full"));
  await visit.button("workshops.act.join").waitFor();
  await check(visit, "workshop-gone");
  // And comes back while one is about to wait.
  assert.equal((await sylvie.send("POST", `/api/slots/${last.id}/booking/cancellation`, {})).status, 200);
  await visit.press("workshops.act.join");
  await visit.see(visit.t("error.booking.place-free"));
  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
  assert.equal(await own(api, last.id), "booked");
  assert.deepEqual(faults, []);
});

journey("what is cancelled says so; what a référent booked says who and can be refused", async ({ server, open }) => {
  const { faults, check } = checker();
  const coordinator = await Coordinator.signIn(server);
  const slot = await coordinator.publish({ workshop: "numerique", venue: "mediatheque" });
  const { visit, api } = await come({ server, open });
  await bookByReferent(server, api, slot.id);
  await openSlot(visit, slot);
  await visit.see(visit.t("workshops.booked.by", { name: "Claire Fictive" }));
  await check(visit, "workshop-booked-by");
  await visit.press("workshops.act.refuse");
  await visit.press("workshops.cancel.yes");
  await visit.see(visit.t("workshops.done.cancelled"));

  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
  await coordinator.cancel(slot.id, "La salle est fermée ce jour-là.");
  await visit.page.goto("/workshops");
  await rows(visit).first().getByText(visit.t("workshops.is.cancelled")).waitFor();
  await rows(visit).first().click();
  await visit.see(visit.t("workshops.cancelled.message", { message: "La salle est fermée ce jour-là." }));
  await check(visit, "workshop-cancelled");

  await coordinator.cancelAll("La salle est fermée.");
  const other = await come({ server, open }, { point: "draft" });
  await other.visit.see(other.visit.t("workshops.none.other"));
  await check(other.visit, "workshops-none-other");
  assert.deepEqual(faults, []);
});

journey("none, one and forty dates are all calm; choices narrow them and are taken away", async ({ server, open }) => {
  const { faults, check } = checker();
  const coordinator = await Coordinator.signIn(server);
  await coordinator.cancelAll("La salle est fermée.");
  const { visit } = await come({ server, open });
  await visit.see(visit.t("workshops.none.title"));
  await check(visit, "workshops-none");
  await coordinator.publish();
  await visit.page.reload();
  await rows(visit).first().waitFor();
  assert.equal(await rows(visit).count(), 1);
  assert.equal(await visit.page.locator("summary").count(), 0, "one date needs no choosing");
  await check(visit, "workshops-one");

  const kinds = ["cv", "metiers", "photo", "coaching"];
  const venues = ["centre-ville", "maison-des-familles"];
  const days = schoolDays(3, 10);
  for (let n = 0; n < 39; n += 1) {
    const time = `${String(9 + (n % 4) * 2).padStart(2, "0")}:15`;
    await coordinator.publish({ workshop: kinds[n % 4], venue: venues[n % 2], time, day: days[Math.floor(n / 4)], childcare: n % 6 === 0 });
  }
  await visit.page.reload();
  await rows(visit).first().waitFor();
  const n_first = await rows(visit).count();
  assert.ok(n_first >= 12 && n_first < 20, `${n_first} dates at first`);
  await check(visit, "workshops-forty");
  await visit.page.getByRole("button", { name: visit.words.pattern("workshops.more.other") }).click();
  assert.equal(await rows(visit).count(), 40);
  assert.match(await visit.page.evaluate(() => document.activeElement.id), /^\d{4}-\d\d-\d\d$/, "focus is at the first day that is new");

  await visit.page.locator("summary", { hasText: visit.t("workshops.want") }).click();
  await visit.press("workshops.want.childcare");
  await visit.see(visit.words.tn("workshops.want.found", 7));
  assert.equal(await rows(visit).count(), 7);
  await check(visit, "workshops-narrowed");
  // One looks at a date and comes back: the choice stays.
  await rows(visit).first().click();
  await visit.see(visit.t("workshops.childcare"));
  await visit.page.goBack();
  await visit.seeTitle(visit.t("page.workshops"));
  await rows(visit).first().waitFor();
  assert.equal(await rows(visit).count(), 7);
  await visit.page.locator("summary", { hasText: visit.t("workshops.want") }).click();
  await visit.press("workshops.want.school");
  await visit.page.getByRole("button", { name: "Maison des familles", exact: true }).click();
  await visit.see(visit.t("workshops.nothing.title"));
  await check(visit, "workshops-nothing");
  await visit.press("workshops.want.none");
  await visit.page.waitForFunction(() => document.activeElement.id === "dates");
  assert.ok((await rows(visit).count()) >= 12);
  assert.deepEqual(faults, []);
});

journey("with the keyboard alone a place is taken and given back", async ({ server, open }) => {
  const { visit, api } = await come({ server, open });
  await rows(visit).first().waitFor();
  const id = (await rows(visit).first().getAttribute("href")).split("/").at(-1);
  const tabTo = async (target) => {
    await target.waitFor();
    for (let n = 0; n < 60; n += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await visit.page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not come to ${target}`);
  };
  const press = async (target) => {
    await tabTo(target);
    await visit.page.keyboard.press("Enter");
  };
  await press(rows(visit).first());
  await press(visit.button("workshops.act.book"));
  await visit.see(visit.t("workshops.done.booked"));
  await seeFocusOnStanding(visit);
  await press(visit.button("workshops.act.cancel"));
  await visit.page.getByRole("dialog").waitFor();
  await visit.page.keyboard.press("Escape");
  await visit.page.getByRole("dialog").waitFor({ state: "hidden" });
  await visit.page.waitForFunction((words) => document.activeElement.textContent.includes(words), visit.t("workshops.act.cancel"));
  await visit.page.keyboard.press("Enter");
  await press(visit.button("workshops.cancel.yes"));
  await visit.see(visit.t("workshops.done.cancelled"));
  await seeFocusOnStanding(visit);
  assert.equal(await own(api, id), "cancelled-by-me");
});

journey("a reply that is lost on the way books once, and the page knows in the end", async ({ server, open }) => {
  const proxy = (await Proxy.start()).to(server);
  proxies.push(proxy);
  const coordinator = await Coordinator.signIn(server);
  const slot = await coordinator.publish({ capacity: 5 });
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "about:blank", origin: proxy.origin });
  visit.expect(LOST);
  await visit.comeTo(`/workshops/${slot.id}`, api);
  await visit.seeTitle(slot.title);
  const isBooking = (method, path) => method === "POST" && path.includes("/booking") && !path.includes("cancellation");
  proxy.loseNext("answer lost", isBooking);
  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
  const tries = proxy.log.filter(({ method, path }) => isBooking(method, path));
  assert.deepEqual([tries.length, new Set(tries.map(({ key }) => key)).size], [2, 1], "the same wish, sent twice");
  const taken = (await coordinator.slots()).find(({ id }) => id === slot.id);
  assert.equal(taken.n_booked, 1);

  // Every try of giving it back loses its answer: what is read then tells.
  for (let n = 0; n < 3; n += 1) proxy.loseNext("answer lost", (_, path) => path.includes("cancellation"));
  await visit.press("workshops.act.cancel");
  await visit.press("workshops.cancel.yes");
  await visit.see(visit.t("workshops.done.cancelled"));
  assert.equal(await own(api, slot.id), "cancelled-by-me");

  // Before the server heard of it: said, with the same button to try again.
  for (let n = 0; n < 3; n += 1) proxy.loseNext("lost", isBooking);
  await visit.press("workshops.act.book");
  await visit.see(visit.t("error.network.unreachable"));
  assert.equal(await own(api, slot.id), "cancelled-by-me");
  await visit.press("workshops.act.book");
  await visit.see(visit.t("workshops.done.booked"));
});

journey("the same in English, on the kiosk and on a wide screen", async ({ server, open }) => {
  const { faults, check } = checker();
  const sylvie = { point: "sent" };
  for (const [screen, options] of [["kiosk", {}], ["desk", {}], ["english", { locale: "en-GB", language: "en" }]]) {
    const where = screen === "english" ? options : { screen };
    const { visit } = await come({ server, open }, { ...sylvie, ...where });
    await visit.see(visit.t("workshops.own"));
    await check(visit, `workshops-${screen}`);
    await rows(visit).first().click();
    await visit.see(visit.t("workshops.is.booked"));
    await check(visit, `workshop-${screen}`);
  }
  assert.deepEqual(faults, []);
});
