// The page where photos of a paper become pages: how one comes there and what one does there.

import assert from "node:assert/strict";

import { Api } from "./api.mjs";
import { checkScreen } from "./screens.mjs";

export const LOST = /ERR_(CONNECTION_REFUSED|FAILED|EMPTY_RESPONSE|CONNECTION_RESET)/;
export const FIRST = ["NADIA FICTIVE", "Vente et accueil", "Marseille"];
export const SECOND = ["FORMATION", "Titre professionnel", "Langues : arabe, anglais"];
export const LAST = ["REFERENCES", "Boulangerie du Port", "Mairie annexe"];

/** On the page where photos are taken. */
export async function comeToPhotos({ server, open }, { path = "/documents", ...options } = {}) {
  const api = await Api.signIn(server, server.personAt("new"));
  const visit = await open({ path, prepare: (_, visit) => visit.takeSession(api), ...options });
  if (path === "/documents") await visit.press("documents.photos.open");
  await visit.seeTitle(visit.t("documents.photos.title"));
  return { visit, api };
}

export function checker() {
  const faults = [];
  const check = async (visit, name) => {
    faults.push(...(await checkScreen(visit.page, name)));
    const unfilled = (await visit.page.getByRole("main").innerText()).match(/\{[a-z]+\}|\bdocuments\.[a-z.]+/g) ?? [];
    faults.push(...unfilled.map((place) => `${name}: ${place} is no text`));
  };
  return { faults, check };
}

export const jpeg = (buffer, name = "IMG.jpg") => ({ name, mimeType: "image/jpeg", buffer });
export const take = (visit, photo) => visit.page.locator("input[capture]").setInputFiles(photo);
export const choose = (visit, ...photos) => visit.page.locator("input[multiple]").setInputFiles(photos);
export const seePages = async (visit, n) => {
  // Each is read, turned and drawn, one after the other; Chromium writes a JPEG when it has nothing else to do, which can take it seconds.
  await visit.page.getByText(visit.t("documents.photos.page.of", { n: String(n), all: String(n) })).first().waitFor({ timeout: 90_000 });
  await visit.page.waitForFunction((n) => document.querySelectorAll("img.mt-photo__picture").length === n, n);
};
export const act = (visit, key, n) => visit.page.getByRole("button", { name: new RegExp(`^${visit.t(key)} ?: ${visit.t("documents.photos.page", { n: String(n) })}$`) });

/** Each page holds its words; they are read in the order of the pages. */
export function assertLegible(pages, ...expected) {
  assert.equal(pages.length, expected.length);
  const missing = expected.flatMap((lines, n) => lines.filter((line) => !pages[n].includes(line)).map((line) => `page ${n + 1}: ${line} is not in ${JSON.stringify(pages[n])}`));
  assert.deepEqual(missing, []);
}
