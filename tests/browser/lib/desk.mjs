// A member of staff at the desk.

import { codeAt } from "./totp.mjs";

export const openDesk = (open, options) => open({ path: "/staff/", screen: "desk", ...options });

export async function signInToDesk(visit, { login, password }, code) {
  await visit.page.getByLabel(visit.t("desk.sign-in.login"), { exact: true }).fill(login);
  await visit.page.getByLabel(visit.t("desk.sign-in.password"), { exact: true }).fill(password);
  await visit.page.getByLabel(visit.t("desk.sign-in.code"), { exact: true }).fill(code);
  await visit.press("desk.sign-in.enter");
}

/** A desk at which this role has signed in, on the list of people. */
export async function deskOf({ server, open }, role, options) {
  const visit = await openDesk(open, options);
  visit.expect(/status of 401/);
  const staff = server.demo.staff.find((candidate) => candidate.role === role);
  await signInToDesk(visit, staff, codeAt(staff.totp_secret));
  await visit.seeTitle(visit.t("desk.title"));
  return visit;
}
