// A kiosk as the journeys use one: made with a code of the desk, and signed in on with the keys on its screen.

import { deskOf } from "./desk.mjs";

/** A code of the desk for a kiosk that is new. */
export async function codeOf(world) {
  const desk = await deskOf(world, "coordinator");
  await desk.follow("desk.office.part");
  await desk.follow("desk.kiosks.title");
  await desk.seeTitle(desk.t("desk.kiosks.title"));
  await desk.page.getByLabel(desk.t("desk.kiosks.name"), { exact: true }).fill("Accueil");
  await desk.press("desk.kiosks.add");
  await desk.page.getByRole("heading", { name: "Accueil", exact: true }).waitFor();
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.t("desk.kiosks.make-code")}`) }).click();
  const notice = desk.page.getByText(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  await notice.waitFor();
  const [code] = (await notice.innerText()).match(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
  return { desk, code };
}

/** A device at the first page of a kiosk. */
export async function kioskOf(world, options) {
  const { desk, code } = await codeOf(world);
  const device = await world.open({ path: "/kiosk", screen: "kiosk", ...options });
  device.expect(/status of 401/);
  await device.seeTitle(device.t("kiosk.enrol"));
  await device.page.getByLabel(device.t("kiosk.enrol.code"), { exact: true }).fill(code);
  await device.press("kiosk.enrol.do");
  await device.seeTitle(device.t("kiosk.start"));
  return { desk, device };
}

export const key = (device, name) => device.page.locator(".mt-pad").getByRole("button", { name, exact: true });

/** Types with the keys on the screen. */
export async function touchKeys(device, signs) {
  for (const sign of signs) await key(device, sign).click();
}

/** Signs in by the way to the person's own space. */
export async function enter(device, { card, birth_date }) {
  await device.follow("kiosk.start.account");
  await device.seeTitle(device.t("session.card"));
  await touchKeys(device, card.replace("-", ""));
  await device.press("stock.continue");
  await device.seeTitle(device.t("session.birth"));
  await touchKeys(device, birth_date.split("-").reverse().join(""));
  await device.press("session.enter");
  await device.button("kiosk.end").waitFor();
  await device.seeTitle(device.t("page.account"));
}
