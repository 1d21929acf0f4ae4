// A CV made by answering: by someone without a job, from the first page to a PDF that a recruiter's program reads in order;
// with the keyboard; on two devices; on a kiosk; with the longest texts. Each screen passes axe, also with large text.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";

import { Antivirus } from "./lib/antivirus.mjs";
import { Api } from "./lib/api.mjs";
import { journey } from "./lib/journey.mjs";
import { jpeg } from "./lib/photo_page.mjs";
import { checkScreen } from "./lib/screens.mjs";

const antivirus = new Antivirus();
before(() => antivirus.start());
after(() => antivirus.stop());
const SCANNED = { env: { CLAMD_ADDR: antivirus.socket } };

function checker() {
  const faults = [];
  const check = async (visit, name, options) => {
    faults.push(...(await checkScreen(visit.page, name, options)));
    const unfilled = (await visit.page.locator("#main").innerText()).match(/\{[a-z]+\}|\bcv\.[a-z.]+/g) ?? [];
    faults.push(...unfilled.map((place) => `${name}: ${place} is no text`));
  };
  return { faults, check };
}

async function come({ server, open }, { path = "/cv", ...options } = {}) {
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path, prepare: (_, visit) => visit.takeSession(api), ...options });
  return { visit, api };
}

const field = (visit, key) => visit.page.getByLabel(visit.t(key), { exact: true });
const write = (visit, key, text) => field(visit, key).fill(text);
const parts = async (api) => Object.assign({}, ...(await api.get("/api/cv")).parts.map(({ part }) => part));
const save = (api, part, version, value) => api.send("PUT", `/api/cv/${part}`, { [part]: value }, { "if-match": `"${version}"` });

/** Goes on to the page of the next part. */
async function next(visit, part) {
  await visit.press("cv.next");
  await visit.seeTitle(visit.t(part === "sheet" ? "cv.sheet" : `cv.part.${part}`));
  await visit.seeFocusOnTitle();
}

journey("someone who never had a job makes a CV that a program reads in order", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context, { path: "/documents" });
  await visit.page.getByRole("link", { name: visit.t("documents.make") }).click();
  await visit.seeTitle(visit.t("page.cv"));
  await visit.seeFocusOnTitle();
  await check(visit, "cv-start");

  await visit.follow("cv.begin");
  await visit.seeTitle(visit.t("cv.part.contact"));
  assert.match(await field(visit, "cv.ask.name").inputValue(), /^Nadia \S+/);
  await check(visit, "cv-contact");
  await write(visit, "cv.ask.phone", "06");
  await visit.press("cv.next");
  await visit.page.waitForFunction(() => document.activeElement?.matches(".mt-errors"));
  await check(visit, "cv-contact-wrong");
  await write(visit, "cv.ask.phone", "06 12 34 56 78");
  await next(visit, "wish");

  // A trade of the list by its beginning.
  await write(visit, "cv.ask.wish", "cuis");
  const offered = visit.page.getByRole("button", { name: /cuisin/i }).first();
  await offered.waitFor();
  await check(visit, "cv-wish");
  const trade = await offered.innerText();
  await offered.click();
  assert.equal(await field(visit, "cv.ask.wish").inputValue(), trade);
  await next(visit, "jobs");
  assert.match((await parts(api)).wish.code, /^[A-Z]\d{4}$/);
  await check(visit, "cv-jobs-none");
  await next(visit, "doings");
  assert.equal((await parts(api)).jobs, undefined, "no job is no answer, and nothing is asked");

  await write(visit, "cv.ask.doing", "J’élève mes enfants");
  await write(visit, "cv.ask.from", "2012");
  await visit.page.getByLabel(visit.t("cv.ask.goes-on")).check();
  await visit.press("cv.keep");
  await visit.see(visit.t("cv.saved"));
  await write(visit, "cv.ask.doing", "Bénévole");
  await write(visit, "cv.ask.doing-place", "Restos du Cœur");
  await write(visit, "cv.ask.from", "2018");
  await write(visit, "cv.ask.to", "2019");
  await check(visit, "cv-doings");
  await next(visit, "skills");

  const idea = visit.page.getByRole("checkbox").first();
  const skill = await visit.page.locator("#ideas label").first().innerText();
  await idea.check();
  await visit.see(visit.t("cv.saved"));
  await write(visit, "cv.ask.skill", "Réparer un vélo");
  await check(visit, "cv-skills");
  await next(visit, "training");
  await next(visit, "languages");
  await write(visit, "cv.ask.language", "Arabe");
  await visit.page.getByRole("radio", { name: visit.t("cv.level.own") }).check();
  await check(visit, "cv-languages");
  await next(visit, "more");
  await visit.page.getByLabel(visit.t("cv.ask.licence")).check();
  await next(visit, "sheet");
  await visit.see("Permis B");
  await check(visit, "cv-sheet");

  await visit.press("cv.make");
  await visit.seeTitle(visit.t("page.documents"));
  await visit.see(visit.t("documents.is.clean"));
  await check(visit, "cv-made");
  const [file] = await Promise.all([visit.page.waitForEvent("download"), visit.page.getByRole("link", { name: new RegExp(`^${visit.t("documents.download")}`) }).click()]);
  assert.match(file.suggestedFilename(), /^CV Nadia .*\.pdf$/);
  const text = execFileSync("pdftotext", ["-layout", await file.path(), "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
  const wanted = ["Nadia", trade, "06 12 34 56 78", "Compétences", skill, "Réparer un vélo", "Autres expériences", "J’élève mes enfants", "Depuis 2012", "Bénévole", "Restos du Cœur · 2018 - 2019", "Langues", "Arabe : langue maternelle", "Permis B"];
  let at = 0;
  for (const words of wanted) {
    const found = text.indexOf(words.replace(/\s+/g, " "), at);
    assert.ok(found >= 0, `${words} is not next in ${text.slice(at)}`);
    at = found + words.length;
  }
  assert.ok(!text.includes("Expérience professionnelle") && !text.includes("Main Tendue"));

  // The answers are there for the next version.
  await visit.page.goto("/cv");
  await visit.see("J’élève mes enfants");
  await check(visit, "cv-begun");
  assert.deepEqual(faults, []);
}, SCANNED);

/** Someone in front of a wall, drawn. */
const SOMEONE = jpeg(readFileSync(new URL("../../crates/paper/tests/papers/photo.jpg", import.meta.url)));
const photoInput = (visit) => visit.page.locator("input[type=file]").last();
const focused = (visit, id) => visit.page.waitForFunction((id) => document.activeElement?.id === id, id);

journey("a photo is put on the CV by whoever wants one, with the keyboard and over a cut, and taken off again", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context);
  visit.expect(/ERR_INTERNET_DISCONNECTED/);
  const asked = [];
  visit.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  assert.equal((await save(api, "contact", 0, { name: "Nadia Fictive", phone: "06 12 34 56 78" })).status, 204);
  await visit.page.getByRole("link", { name: new RegExp(`^${visit.t("cv.photo")}`) }).click();
  await visit.seeTitle(visit.t("cv.photo"));
  await visit.seeFocusOnTitle();
  await check(visit, "cv-photo-none");
  assert.equal(await photoInput(visit).getAttribute("capture"), null);
  assert.equal(await visit.page.locator("input[type=file]").first().getAttribute("capture"), "user");
  assert.ok(!asked.includes("/photos.js"), "nothing of it comes with the page");

  await photoInput(visit).setInputFiles({ name: "x.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo") });
  await visit.see(visit.t("cv.photo.unreadable"));
  await check(visit, "cv-photo-unreadable");

  await photoInput(visit).setInputFiles(SOMEONE);
  await focused(visit, "photo-frame");
  await check(visit, "cv-photo-frame");
  const part = () => visit.page.locator("svg.mt-portrait").getAttribute("viewBox");
  const whole = await part();
  const keys = visit.page.keyboard;
  await visit.button("cv.photo.nearer").focus();
  await keys.press("Enter");
  await keys.press("Enter");
  assert.notEqual(await part(), whole);
  const near = await part();
  await visit.button("cv.photo.up").focus();
  await keys.press("Enter");
  assert.notEqual(await part(), near);
  await check(visit, "cv-photo-near");

  // The network goes in the middle: what was framed is still there.
  await visit.page.context().setOffline(true);
  await visit.button("cv.photo.keep").focus();
  await keys.press("Enter");
  await visit.see(visit.t("cv.not-saved"));
  await check(visit, "cv-photo-offline");
  await visit.page.context().setOffline(false);
  await visit.press("cv.photo.keep");
  await focused(visit, "photo-said");
  await visit.see(visit.t("cv.photo.saved"));
  const picture = visit.page.getByRole("img", { name: visit.t("cv.photo.kept.alt") });
  await visit.page.waitForFunction(() => document.querySelector("img.mt-cv__kept")?.naturalWidth === 360);
  assert.equal(await picture.evaluate((img) => img.naturalHeight), 480);
  await check(visit, "cv-photo-kept");

  await visit.follow("cv.see");
  await visit.seeTitle(visit.t("cv.sheet"));
  await visit.page.getByRole("img", { name: "Photo de Nadia Fictive" }).waitFor();
  await check(visit, "cv-sheet-photo");
  await visit.press("cv.make");
  await visit.seeTitle(visit.t("page.documents"));
  await visit.see(visit.t("documents.is.clean"));
  const [file] = await Promise.all([visit.page.waitForEvent("download"), visit.page.getByRole("link", { name: new RegExp(`^${visit.t("documents.download")}`) }).click()]);
  const images = execFileSync("pdfimages", ["-list", await file.path()], { encoding: "utf8" });
  assert.match(images, /\b360\s+480\b.*\bjpeg\b/);

  // Without it the CV is as whole as with it.
  await visit.page.goto("/cv/photo");
  await visit.press("cv.photo.remove");
  await visit.see(visit.t("cv.photo.removed"));
  assert.equal((await api.get("/api/cv")).photo_at, undefined);
  await visit.page.goto("/cv/sheet");
  await visit.follow("cv.photo.add");
  await visit.seeTitle(visit.t("cv.photo"));
  for (const screen of ["kiosk", "desk"]) {
    const { visit } = await come(context, { path: "/cv/photo", screen });
    await visit.seeTitle(visit.t("cv.photo"));
    await check(visit, `cv-photo-${screen}`, { dark: false });
  }
  assert.deepEqual(faults, []);
}, SCANNED);

journey("with the keyboard alone one is added, changed, taken away and put back", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context, { path: "/cv/jobs", screen: "desk" });
  await visit.seeTitle(visit.t("cv.part.jobs"));
  const keys = visit.page.keyboard;
  for (const job of ["Plongeuse", "Vendeuse"]) {
    await field(visit, "cv.ask.job").focus();
    await keys.type(job);
    await keys.press("Enter");
    await visit.page.waitForFunction(() => document.activeElement?.id === "cv-said");
  }
  await check(visit, "cv-jobs-desk");
  await visit.page.getByRole("button", { name: `${visit.t("cv.change")} : Plongeuse` }).focus();
  await keys.press("Enter");
  await visit.page.waitForFunction(() => document.activeElement?.id === "cv-job");
  assert.equal(await field(visit, "cv.ask.job").inputValue(), "Plongeuse");
  await keys.type(" de nuit");
  await keys.press("Enter");
  const first = visit.page.getByRole("button", { name: `${visit.t("cv.remove")} : Plongeuse de nuit` });
  await first.focus();
  await keys.press("Enter");
  await visit.see(visit.t("cv.removed"));
  assert.deepEqual((await parts(api)).jobs.map(({ title }) => title), ["Vendeuse"]);
  await visit.button("cv.restore").focus();
  await keys.press("Enter");
  await first.waitFor();
  assert.deepEqual((await parts(api)).jobs.map(({ title }) => title), ["Plongeuse de nuit", "Vendeuse"]);
  assert.deepEqual(faults, []);
});

journey("another device is told, and neither loses what it wrote", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context, { path: "/cv/languages" });
  visit.expect(/412/);
  await visit.seeTitle(visit.t("cv.part.languages"));
  await write(visit, "cv.ask.language", "Arabe");
  assert.equal((await save(api, "languages", 0, [{ language: "Turc" }])).status, 204);
  await visit.press("cv.keep");
  await visit.see(visit.t("cv.theirs.title"));
  await visit.see(visit.t("cv.theirs.text", { text: "Turc" }));
  assert.equal(await field(visit, "cv.ask.language").inputValue(), "Arabe");
  await check(visit, "cv-theirs");
  await visit.press("cv.theirs.mine");
  await visit.see(visit.t("cv.saved"));
  assert.deepEqual((await parts(api)).languages.map(({ language }) => language), ["Turc", "Arabe"]);
  assert.deepEqual(faults, []);
});

journey("a name is asked before the paper is made; the longest texts fit a phone, a kiosk and a desk", async (context) => {
  const { faults, check } = checker();
  const { visit, api } = await come(context, { path: "/cv/sheet" });
  await visit.see(visit.t("cv.lacks.name"));
  await check(visit, "cv-sheet-none");
  const line = (n) => "Responsableadjointdelarestauration ".repeat(3).slice(0, 79) + n;
  const stints = [0, 1, 2, 3, 4, 5].map((n) => ({ title: line(n), place: line(n), from: 2001, to: 2002, tasks: [line(7), line(8), line(9)] }));
  for (const [part, value] of Object.entries({ jobs: stints, doings: stints, training: stints, skills: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ text: line(n) })), wish: { job: line(0), about: line(1) } })) {
    assert.equal((await save(api, part, 0, value)).status, 204, part);
  }
  await visit.page.goto("/cv/sheet");
  await visit.see(visit.t("cv.lacks.name"));
  await check(visit, "cv-sheet-longest");
  await visit.page.goto("/cv/skills");
  await visit.see(visit.t("cv.full"));
  await check(visit, "cv-skills-full");
  await visit.page.goto("/cv");
  await visit.see(visit.t("cv.go-on"));
  await check(visit, "cv-start-longest");
  for (const setting of ["kiosk", "desk"]) {
    const { visit } = await come(context, { path: "/cv/sheet", screen: setting });
    await visit.see(visit.t("cv.lacks.name"));
    await check(visit, `cv-sheet-${setting}`, { dark: false });
    await visit.page.goto("/cv/contact");
    await visit.seeTitle(visit.t("cv.part.contact"));
    await check(visit, `cv-contact-${setting}`, { dark: false });
  }
  assert.deepEqual(faults, []);
});
