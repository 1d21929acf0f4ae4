// A member of staff looks at a person's pages as the person sees them: the same pages, in another tab of the desk's browser,
// in which nothing can be changed (R1, R2, R3; T6).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { changeRows, readRows } from "./lib/database.mjs";
import { deskOf } from "./lib/desk.mjs";
import { journey } from "./lib/journey.mjs";
import { baseOf, openClient, openPreview, shareEverything, visitOf } from "./lib/preview.mjs";
import { checkScreen } from "./lib/screens.mjs";
import { sendStock } from "./lib/sending.mjs";

const MOBILITY = "Me déplacer";
const HEALTH = "Ma santé";

/** What a person has and what is known of them; a preview may change none of it. */
const TABLES = ["person", "draft", "draft_answer", "submission", "talk_request", "sharing_change", "action", "action_event", "put_aside", "booking", "milestone"];
const stateOf = (server) => TABLES.map((table) => readRows(server, `SELECT * FROM ${table} ORDER BY 1, 2`));

/** Waits until the preview says that it is over; the server is asked every quarter of a minute. */
const seeOver = (preview) => preview.title(preview.t("page.preview-over")).waitFor();

/**
 * The words of the person's page, once nothing is on its way any more. Left out is what a preview withholds: the picture of a
 * paper, because whoever looks opens a file at the desk, where it is noted; and that something was said about one's health at all.
 */
async function textOf(visit, place, path) {
  await visit.page.goto(path, { waitUntil: "networkidle" });
  await visit.page.waitForFunction((place) => {
    const page = document.querySelector(place);
    return page?.querySelector("h1") && !page.querySelector(".mt-skeleton");
  }, place);
  return visit.page.locator(place).evaluate((page) => {
    for (const withheld of page.querySelectorAll(".mt-sheet__sign, .mt-sheet + .mt-more, .mt-stack:has(> #health)")) withheld.style.display = "none";
    return page.innerText;
  });
}

/** The address of every page of the portal that a person has, with these ids in it; src/routes/tests.rs holds the list whole. */
function pagesWith(ids) {
  const routes = JSON.parse(readFileSync(new URL("lib/routes.json", import.meta.url), "utf8"));
  const paths = Object.values(routes).filter(Array.isArray).flat();
  return paths.map((path) => path.replace(/\{(.+)\}/, (_, name) => ids[name]));
}

/** A CV and the paper that is made of it, shared; a ticket, a wish for the month: no page of the person is empty. */
async function handInEverything(api) {
  const done = async (method, path, body, headers) => {
    const answer = await api.send(method, path, body, headers);
    assert.ok(answer.ok, `${method} ${path}: ${await answer.clone().text()}`);
    return answer;
  };
  await done("PUT", "/api/cv/contact", { contact: { name: "Nadia Exemple", phone: "06 12 34 56 78", town: "Montpellier" } }, { "if-match": '"0"' });
  await done("PUT", "/api/cv/wish", { wish: { job: "Aide à domicile" } }, { "if-match": '"0"' });
  await done("POST", "/api/cv/document");
  const { documents } = await api.get("/api/documents");
  await done("PUT", `/api/documents/${documents[0].id}/sharing`);
  const { forums } = await api.get("/api/forums?language=fr");
  const { entries } = await api.get(`/api/forums/${forums[0].id}?language=fr`);
  await done("PUT", `/api/forums/${forums[0].id}/ticket`, { entry: entries.findIndex(({ n_free }) => n_free > 0) });
  const { months } = await api.get("/api/months?language=fr");
  await done("POST", `/api/months/${months[0].id}/request`);
  return { forum: forums[0].id, company: months[0].companies[0].id };
}

journey("on every page the preview reads as the person's own, and says whose it is", async ({ server, open }) => {
  const { api, submission, slot, other } = await shareEverything(server, server.personAt("new"));
  const ids = await handInEverything(api);
  const own = await open({ path: "about:blank", prepare: (_, visit) => visit.takeSession(api) });
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  const preview = await openPreview(desk, "Nadia");
  await preview.seeTitle(preview.t("home.hello", { name: "Nadia" }));
  const base = baseOf(preview);
  // There is no draft to move: one of the pages asks all the same.
  for (const visit of [own, preview]) visit.expect(/status of 412/);
  const paths = pagesWith({ ...ids, submission, booked: slot, other });
  for (const path of paths) {
    // Minutes go by: a page that tells the time may be read again.
    for (let n_tries = 1; ; n_tries += 1) {
      const theirs = await textOf(own, ".mt-app__page", path);
      const seen = await textOf(preview, ".mt-from-desk__page", base + path);
      if (seen !== theirs && n_tries < 3) continue;
      assert.equal(seen, theirs, path);
      break;
    }
    assert.equal(preview.path(), base + own.path(), path);
    const bar = preview.page.getByRole("region", { name: preview.t("preview.label"), exact: true });
    await bar.getByText(/Nadia.*jusqu’à \d+/).waitFor();
    const buttons = await bar.getByRole("button").allInnerTexts();
    assert.deepEqual(buttons, [preview.t("preview.frame.wide"), preview.t("preview.end")], "nothing closes the bar but the end");
  }
  const links = await preview.page.locator("a[href^='/']").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links.filter((href) => !href.startsWith(base)), [], "no link leads out of the preview");
  // What is withheld by design is withheld, and said.
  const cv = await textOf(preview, ".mt-from-desk__page", `${base}/cv`);
  assert.ok(!cv.includes("06 12 34 56 78") && (await textOf(own, ".mt-app__page", "/cv")).includes("06 12 34 56 78"));
  assert.ok((await textOf(preview, ".mt-from-desk__page", `${base}/account/rights`)).includes(preview.t("rights.withheld")));
  // As large as the screen it is the same page, and so it stays from page to page.
  const frame = preview.page.locator(".mt-from-desk__page");
  const width = async () => (await frame.boundingBox()).width;
  assert.ok((await width()) < 400, "as a phone first");
  const words = await textOf(preview, ".mt-from-desk__page", `${base}/pathway`);
  await preview.press("preview.frame.wide");
  assert.ok((await width()) > 1200);
  assert.equal(await frame.innerText(), words);
  const faults = await checkScreen(preview.page, "preview-wide-desk");
  await preview.follow("nav.account");
  await preview.seeTitle(preview.t("page.account"));
  assert.ok((await width()) > 1200);
  await preview.press("preview.frame.phone");
  assert.ok((await width()) < 400);
  await preview.page.setViewportSize({ width: 360, height: 640 });
  assert.equal(await preview.button("preview.frame.wide").count(), 0, "on a phone there is nothing to choose");
  assert.deepEqual(faults, []);
  // T6 needs its control: what differs is seen.
  assert.notEqual(await textOf(preview, ".mt-from-desk__page", `${base}/account`), await textOf(own, ".mt-app__page", "/pathway"));
  assert.deepEqual(preview.faults(), []);
});

journey("nothing that is pressed in a preview changes anything", async ({ server, open }) => {
  const { other } = await shareEverything(server, server.personAt("new"));
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  const faults = [];
  faults.push(...(await checkScreen(desk.page, "desk-preview-start")));
  const before = stateOf(server);
  const preview = await openPreview(desk, "Nadia");
  await preview.seeTitle(preview.t("home.hello", { name: "Nadia" }));
  const base = baseOf(preview);
  faults.push(...(await checkScreen(preview.page, "preview-home-desk")));
  const nothing = preview.t("error.preview-read-only");

  await preview.page.goto(`${base}/workshops/${other}`);
  await preview.press("workshops.act.book");
  await preview.see(nothing);
  faults.push(...(await checkScreen(preview.page, "preview-booking-desk")));
  await preview.page.goto(`${base}/stock/subjects`);
  await preview.say("mobilite", "hard");
  await preview.see(nothing);
  await preview.page.goto(`${base}/account`);
  await preview.page.getByLabel(preview.t("shell.own")).click();
  await preview.see(nothing);
  await preview.press("paper.recap");
  await preview.see(preview.t("paper.preview"));
  await preview.press("account.leave");
  await preview.page.getByText(nothing).nth(1).waitFor();
  assert.ok(!(await preview.page.getByLabel(preview.t("shell.own")).isChecked()));
  await preview.page.setViewportSize({ width: 360, height: 640 });
  faults.push(...(await checkScreen(preview.page, "preview-account-phone")));
  await preview.page.goto(`${base}/pathway`);
  await preview.seeTitle(preview.t("pathway.title"));
  faults.push(...(await checkScreen(preview.page, "preview-pathway-phone")));

  assert.deepEqual(await preview.residue(), { databases: [], cached: [], stored: [], n_workers: 0 });
  assert.deepEqual(stateOf(server), before);
  assert.deepEqual(preview.statuses("GET", "/api"), [], "everything is asked below the preview");
  assert.ok(preview.statuses("POST", `${base}/api/slots`).every((status) => status === 403));
  assert.deepEqual(faults, []);
  assert.deepEqual(preview.faults(), []);
});

journey("what a person keeps is not in the preview, and the person reads that someone has looked", async ({ server, open }) => {
  const { api } = await sendStock(server, server.personAt("new"));
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  const preview = await openPreview(desk, "Nadia");
  await preview.see(preview.t("preview.note", { name: "Nadia" }));
  const base = baseOf(preview);
  const [{ id }] = await api.get("/api/submissions");
  const shown = await textOf(preview, ".mt-from-desk__page", `${base}/record/answers/${id}`);
  assert.ok(shown.includes(MOBILITY));
  assert.equal(shown.split(HEALTH).length, 2, "once, among what was not discussed");
  const sharing = await textOf(preview, ".mt-from-desk__page", `${base}/record/sharing`);
  assert.ok(sharing.includes(MOBILITY) && !sharing.includes(HEALTH));

  // By keyboard: the way out is just before the page.
  await preview.page.goto(`${base}/pathway`);
  await preview.seeTitle(preview.t("pathway.title"));
  await preview.seeFocusOnTitle();
  const stops = [];
  do {
    await preview.page.keyboard.press("Shift+Tab");
    stops.push(await preview.page.locator(":focus").innerText());
  } while (stops.at(-1) !== preview.t("preview.end") && stops.length < 4);
  assert.equal(stops.at(-1), preview.t("preview.end"), stops.join(", "));
  await preview.page.keyboard.press("Enter");
  await seeOver(preview);
  await preview.seeFocusOnTitle();
  assert.equal(await preview.page.getByText("Nadia").count(), 0, "nothing of anyone is left");
  const faults = await checkScreen(preview.page, "preview-over-desk");
  await preview.page.setViewportSize({ width: 360, height: 640 });
  faults.push(...(await checkScreen(preview.page, "preview-over-phone", { dark: false })));
  await preview.page.reload();
  await seeOver(preview);
  await preview.follow("preview.over.desk");
  await preview.seeTitle(preview.t("desk.title"));

  const own = await open({ path: "/record/looks", prepare: (_, visit) => visit.takeSession(api) });
  await own.see(/Claire Fictive/);
  await own.see(own.words.tn("record.looks.preview", 1));
  faults.push(...(await checkScreen(own.page, "record-looks-preview")));
  assert.deepEqual(faults, []);
  assert.deepEqual(preview.faults(), []);
});

journey("a preview ends by time and with the desk, and the tab says so by itself", async ({ server, open }) => {
  const desk = await deskOf({ server, open }, "referent");
  await openClient(desk, "Nadia");
  const preview = await openPreview(desk, "Nadia");
  await preview.seeTitle(preview.t("home.hello", { name: "Nadia" }));
  changeRows(server, "UPDATE preview SET expires_at = started_at");
  await preview.follow("nav.pathway");
  await seeOver(preview);
  assert.equal(await preview.page.getByText("Nadia").count(), 0);

  await openPreviewAgain(desk, preview, "Nadia");
  await desk.press("desk.leave");
  await desk.seeTitle(desk.t("desk.sign-in.title"));
  await seeOver(preview);
  assert.deepEqual(preview.faults(), []);
});

/** Begins another preview, which takes the tab of the first. */
async function openPreviewAgain(desk, preview, name) {
  const before = preview.page.url();
  await desk.press("desk.preview.start", { name });
  await preview.page.waitForURL((url) => url.href !== before && url.pathname.startsWith("/preview/"));
  await preview.seeTitle(preview.t("home.hello", { name }));
}

journey("the second preview takes the place of the first, beside the desk and a person's own space", async ({ server, open }) => {
  const sylvie = server.personAt("sent");
  const desk = await deskOf({ server, open }, "referent");
  const own = visitOf(await desk.page.context().newPage(), desk);
  await own.page.goto("/");
  await own.signIn(sylvie);
  await openClient(desk, "Nadia");
  const preview = await openPreview(desk, "Nadia");
  await preview.seeTitle(preview.t("home.hello", { name: "Nadia" }));
  const first = visitOf(await desk.page.context().newPage(), desk);
  await first.page.goto(preview.page.url());
  await first.seeTitle(first.t("home.hello", { name: "Nadia" }));

  await openClient(desk, "Karim");
  await openPreviewAgain(desk, preview, "Karim");
  await first.follow("nav.account");
  await seeOver(first);
  assert.equal(await first.page.getByText(/Nadia|Karim/).count(), 0, "nothing of anyone");

  // Each goes on as who they are.
  await own.page.goto("/pathway");
  await own.seeTitle(own.t("pathway.title"));
  await own.page.goto("/");
  await own.seeTitle(own.t("home.hello", { name: sylvie.name.split(" ")[0] }));
  await desk.page.goto("/staff/");
  await desk.seeTitle(desk.t("desk.title"));
  for (const visit of [own, first, preview]) assert.deepEqual(visit.faults(), []);
});
