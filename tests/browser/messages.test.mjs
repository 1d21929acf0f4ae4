// What people are told: by real mail, answered by its link on a phone that nobody has signed in on; each once, whatever breaks;
// by phone where there is no mail; and how one says how one wants to be told.

import assert from "node:assert/strict";
import { after } from "node:test";

import { Api } from "./lib/api.mjs";
import { changeRows, readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { MailServer } from "./lib/mail.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { Coordinator, schoolDay } from "./lib/workshops.mjs";

const mail = await MailServer.start();
after(() => mail.stop());
const WITH_MAIL = { env: mail.env };

let n_people = 0;

/** A person signed in elsewhere who wants e-mails, at an address of their own. */
async function wantsMail(server, point, name = `person${(n_people += 1)}`) {
  const api = await Api.signIn(server, server.personAt(point));
  const email = `${name}@exemple.fr`;
  const saved = await api.send("PUT", "/api/reach", { email, told_by: "email" });
  assert.equal(saved.status, 204, await saved.text());
  return { api, email };
}

/** The one place of a workshop is Sylvie's; the person waits; Sylvie gives it back. */
async function offer(server, api, { coordinator, ...options } = {}) {
  coordinator ??= await Coordinator.signIn(server);
  const slot = await coordinator.publish({ workshop: "cv", capacity: 1, ...options });
  const sylvie = await Api.signIn(server, server.personAt("sent"));
  const act = async (who, path, body) => assert.equal((await who.send("POST", `/api/slots/${slot.id}/${path}`, body)).status, 200);
  await act(sylvie, "booking");
  await act(api, "waiting");
  await act(sylvie, "booking/cancellation", {});
  return { slot, coordinator, sylvie };
}

/** Looks again until it is so. */
async function until(isSo) {
  const late = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > late) throw new Error(`never so: ${isSo}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const linkIn = ({ text }) => new URL(text.match(/http:\/\/localhost:\d+\/o\/[0-9a-z]+/)[0]).pathname;
const status = async (api, id) => (await api.get(`/api/slots/${id}?language=fr`)).slot.own?.status;

journey("an offer arrives by mail and is accepted from a phone that nobody has signed in on", async ({ server, open }) => {
  const faults = [];
  const { api, email } = await wantsMail(server, "new");
  const { slot } = await offer(server, api);
  const letter = await mail.arrived(email);
  assert.equal(letter.subject, "Main Tendue : vous avez un message");
  assert.match(letter.text, /Une place est libre pour vous/);
  assert.ok(!letter.raw.includes(slot.title) && !letter.text.includes(slot.venue_name), "it never says what it is about");

  const phone = await open({ path: linkIn(letter) });
  await phone.seeTitle(phone.t("offer.open"));
  await phone.see(slot.title);
  assert.equal(await phone.page.getByText(server.personAt("new").name.split(" ")[0]).count(), 0, "no name of a person");
  assert.equal(await status(api, slot.id), "offered", "opening the link changes nothing");
  faults.push(...(await checkScreen(phone.page, "offer-open")));
  // One reconsiders.
  await phone.press("workshops.act.decline");
  await phone.page.getByRole("dialog").waitFor();
  faults.push(...(await checkScreen(phone.page, "offer-decline")));
  await phone.press("workshops.decline.no");
  await phone.button("workshops.act.accept").dblclick();
  await phone.seeTitle(phone.t("offer.taken"));
  await phone.seeFocusOnTitle();
  assert.equal(await status(api, slot.id), "booked");
  faults.push(...(await checkScreen(phone.page, "offer-taken")));
  assert.deepEqual(await phone.page.context().cookies(), [], "no cookie, no session");
  // What the link is for is in no address that anybody else sees.
  for (const answer of phone.answers) {
    const request = answer.request();
    assert.ok(!request.headers().referer, request.url());
    if (request.url().includes("/api/")) assert.ok(!request.url().includes(linkIn(letter).slice(3)), request.url());
  }
  assert.ok(!server.log.includes(linkIn(letter).slice(3)) && !server.log.includes(email), "nor in the log");

  const again = await open({ path: linkIn(letter), screen: "kiosk" });
  await again.seeTitle(again.t("offer.taken"));
  await again.see(slot.title);
  faults.push(...(await checkScreen(again.page, "offer-taken-kiosk")));
  assert.equal(mail.to(email).length, 1);
  assert.deepEqual(faults, []);
}, WITH_MAIL);

journey("a link says when it is too late, and one that leads nowhere says so", async ({ server, open }) => {
  const faults = [];
  const { api, email } = await wantsMail(server, "new");
  const { slot } = await offer(server, api);
  const path = linkIn(await mail.arrived(email));
  const phone = await open({ path });
  await phone.seeTitle(phone.t("offer.open"));
  // The time passes while the page is open.
  changeRows(server, "UPDATE booking SET offer_expires_at = 1 WHERE slot_id = ? AND status = 'offered'", slot.id);
  await phone.press("workshops.act.accept");
  await phone.seeTitle(phone.t("offer.expired"));
  faults.push(...(await checkScreen(phone.page, "offer-expired")));
  assert.equal(await phone.page.getByText(slot.title).count(), 0, "what it was is nobody's business now");
  await phone.page.reload();
  await phone.seeTitle(phone.t("offer.expired"));

  const wrong = await open({ path: `${path.slice(0, -1)}?`, language: "en", locale: "en" });
  wrong.expect(/status of 404/);
  await wrong.seeTitle(wrong.t("offer.unknown"));
  faults.push(...(await checkScreen(wrong.page, "offer-unknown")));
  await wrong.follow("offer.space");
  await wrong.button("session.enter").waitFor();
  assert.deepEqual(faults, []);
}, WITH_MAIL);

journey("with the keyboard alone a place is left to the next", async ({ server, open }) => {
  const { api, email } = await wantsMail(server, "new");
  const { slot } = await offer(server, api);
  const desk = await open({ path: linkIn(await mail.arrived(email)), screen: "desk" });
  await desk.seeTitle(desk.t("offer.open"));
  await desk.button("workshops.act.decline").focus();
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("dialog").waitFor();
  await desk.page.keyboard.press("Escape");
  await desk.page.getByRole("dialog").waitFor({ state: "hidden" });
  await desk.page.waitForFunction((text) => document.activeElement.textContent.trim() === text, desk.t("workshops.act.decline"));
  await desk.page.keyboard.press("Enter");
  await desk.button("workshops.decline.yes").focus();
  await desk.page.keyboard.press("Enter");
  await desk.seeTitle(desk.t("offer.left"));
  await desk.seeFocusOnTitle();
  assert.deepEqual(await checkScreen(desk.page, "offer-left"), []);
  assert.notEqual(await status(api, slot.id), "offered");
}, WITH_MAIL);

journey("each message arrives once, in one's language, though the mail server refuses and the portal is killed", async ({ server }) => {
  const nadia = await wantsMail(server, "new");
  const karim = await wantsMail(server, "draft");
  changeRows(server, "UPDATE person SET language = 'en' WHERE email = ?", karim.email);
  const n_before = mail.tried.length;
  mail.answerWith(451, "close", "hold");
  const { coordinator } = await offer(server, nadia.api, { day: schoolDay(20) });
  // Refused, cut off, and then the portal dies while it waits for the answer.
  await mail.triedTimes(n_before + 1);
  const soon = () => changeRows(server, "UPDATE outbox SET run_at = 0, locked_until = 0 WHERE outcome IS NULL");
  soon();
  await mail.triedTimes(n_before + 2);
  soon();
  await mail.triedTimes(n_before + 3);
  await server.restart({ hard: true });
  assert.equal(mail.to(nadia.email).length, 0);
  // Its claim runs out after a minute, which need not be waited for here.
  soon();
  const letter = await mail.arrived(nadia.email);
  const tries = mail.tried.slice(n_before);
  assert.equal(new Set(tries).size, 1, `every try has the same Message-ID: ${tries}`);
  assert.equal(letter.messageId, tries[0]);

  await offer(server, karim.api, { coordinator, day: schoolDay(22) });
  const english = await mail.arrived(karim.email);
  assert.equal(english.subject, "Main Tendue: you have a message");
  assert.match(english.text, /A place is free for you/);
  assert.notEqual(english.messageId, letter.messageId);
  // Both are noted as sent, and a portal that is killed then does not begin again.
  const n_noted = () => readRows(server, "SELECT COUNT(*) AS n FROM outbox WHERE outcome = 'email'")[0].n;
  await until(() => n_noted() === 2);
  await server.restart({ hard: true });
  assert.equal(n_noted(), 2);
  assert.deepEqual([mail.to(nadia.email).length, mail.to(karim.email).length], [1, 1]);
  assert.ok(!server.log.includes("exemple.fr"), "no address in the log");
}, WITH_MAIL);

journey("whom no message reaches is called and ticked", async ({ server, open }) => {
  const faults = [];
  // An address that the mail server does not know: it says so for good.
  const { api } = await wantsMail(server, "new", "nobody");
  await api.send("PUT", "/api/reach", { phone: "06 12 34 56 78", email: "nobody@exemple.fr", told_by: "email" });
  const coordinator = await Coordinator.signIn(server);
  const slot = await coordinator.publish({ workshop: "photo" });
  const desk = await deskOf({ server, open }, "referent");
  await desk.follow("desk.calls.title");
  await desk.seeTitle(desk.t("desk.calls.title"));
  await desk.see(desk.t("desk.calls.none"));
  faults.push(...(await checkScreen(desk.page, "desk-calls-none")));
  const { id } = await api.get("/api/session");
  const booked = await (await desk.api()).send("POST", `/api/staff/clients/${id}/bookings`, { slot: slot.id });
  assert.equal(booked.status, 201, await booked.text());
  await until(() => readRows(server, "SELECT COUNT(*) AS n FROM outbox WHERE outcome = 'call' AND kind = 'booked-for-you'")[0].n > 0);
  await desk.page.reload();
  await desk.see("06 12 34 56 78");
  await desk.see(slot.title);
  faults.push(...(await checkScreen(desk.page, "desk-calls")));
  await desk.page.getByRole("button", { name: desk.t("desk.calls.done") }).focus();
  await desk.page.keyboard.press("Enter");
  await desk.see(desk.t("desk.calls.none"));
  await desk.seeFocusOnTitle();
  const [{ called_by: by }] = readRows(server, "SELECT called_by FROM outbox WHERE outcome = 'called'");
  assert.ok(by, "who called is noted");
  // The page of the person says how they are reached.
  await desk.page.goto(`/staff/people/${id}`);
  await desk.see(desk.t("desk.client.reach.email"));
  assert.ok(!server.log.includes("nobody@"), "what the mail server said is not logged");
  assert.deepEqual(faults, []);
}, WITH_MAIL);

journey("how one is told is said, corrected and taken away", async ({ server, open }) => {
  const faults = [];
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path: "/account", prepare: (_, visit) => visit.takeSession(api) });
  await visit.see(visit.t("reach.is.none"));
  faults.push(...(await checkScreen(visit.page, "account-told")));
  await visit.page.getByRole("link", { name: visit.t("page.reach") }).click();
  await visit.seeTitle(visit.t("page.reach"));
  await visit.seeFocusOnTitle();
  faults.push(...(await checkScreen(visit.page, "reach")));
  const phone = visit.page.getByLabel(visit.t("reach.phone"), { exact: true });
  await visit.page.getByRole("radio", { name: visit.t("reach.by.sms") }).check();
  await phone.fill("06 12 34");
  await visit.press("reach.save");
  await visit.see(visit.words.tn("session.problems", 1));
  await visit.page.waitForFunction(() => document.activeElement.getAttribute("role") === "alert");
  assert.equal(await phone.inputValue(), "06 12 34", "what was typed stays");
  assert.match(await phone.getAttribute("aria-describedby"), /reach-phone-error/);
  faults.push(...(await checkScreen(visit.page, "reach-wrong")));
  await phone.fill("06 12 34 56 78");
  await visit.press("reach.save");
  await visit.see(visit.t("reach.saved"));
  faults.push(...(await checkScreen(visit.page, "reach-saved")));
  await visit.follow("reach.back");
  await visit.see(visit.t("reach.is.sms", { phone: "06\u00a012\u00a034\u00a056\u00a078" }));
  assert.equal((await api.get("/api/reach")).phone, "06 12 34 56 78");
  // And taken away.
  await visit.page.goto("/account/messages");
  await phone.waitFor();
  assert.equal(await phone.inputValue(), "06 12 34 56 78");
  await visit.page.getByRole("radio", { name: visit.t("reach.by.none") }).check();
  await phone.fill("");
  await visit.press("reach.save");
  await visit.see(visit.t("reach.saved"));
  assert.deepEqual(await api.get("/api/reach"), { phone: "", email: "" });
  const kiosk = await open({ path: "/account/messages", screen: "kiosk", prepare: (_, visit) => visit.takeSession(api) });
  await kiosk.seeTitle(kiosk.t("page.reach"));
  await kiosk.page.getByLabel(kiosk.t("reach.phone"), { exact: true }).waitFor();
  faults.push(...(await checkScreen(kiosk.page, "reach-kiosk")));
  assert.deepEqual(faults, []);
});

journey("the open page of someone who waits shows the offer by itself", async ({ server, open }) => {
  const coordinator = await Coordinator.signIn(server);
  const slot = await coordinator.publish({ workshop: "cv", capacity: 1 });
  const [sylvie, nadia] = await Promise.all(["sent", "new"].map((point) => Api.signIn(server, server.personAt(point))));
  await sylvie.send("POST", `/api/slots/${slot.id}/booking`);
  await nadia.send("POST", `/api/slots/${slot.id}/waiting`);
  const visit = await open({ path: `/workshops/${slot.id}`, prepare: (_, visit) => visit.takeSession(nadia) });
  await visit.see(visit.t("workshops.waiting.next"));
  await sylvie.send("POST", `/api/slots/${slot.id}/booking/cancellation`, {});
  // As when one comes back to the page.
  await visit.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await visit.button("workshops.act.accept").waitFor();
});
