// The first journey without a pointer: Tab, arrows, Space and Enter. Focus begins at the title of each page, and the
// title of the document says which page it is.

import assert from "node:assert/strict";

import { journey } from "./lib/journey.mjs";
import { Keys } from "./lib/keys.mjs";

const LEVELS = { mobilite: "hard", "metier-formation": "hard" };
const TITLES = [
  [/^\/$/, "page.home"],
  [/^\/stock$/, "page.stock"],
  [/^\/stock\/subjects$/, "page.subjects"],
  [/^\/stock\/q\//, "page.question", "page.question.of"],
  [/^\/stock\/sharing\//, "page.sharing", "page.sharing.of"],
  [/^\/stock\/talk$/, "page.talk"],
  [/^\/stock\/review$/, "page.review"],
  [/^\/stock\/sent$/, "page.sent"],
  [/^\/pathway$/, "page.pathway"],
  [/^\/account$/, "page.account"],
];

/** A new page begins at its title, and the browser's title names it. */
async function arrive({ visit }) {
  const [, ...keys] = TITLES.find(([path]) => path.test(visit.path()));
  const names = keys.map((key) => visit.words.pattern(key).source).join("|");
  await visit.page.waitForFunction((title) => new RegExp(title).test(document.title), `^(${names}) – Main Tendue$`);
  await visit.seeTitleOnScreen();
}

journey("the whole journey with the keyboard alone", async ({ server, open }) => {
  const visit = await open();
  const { page } = visit;
  const keys = new Keys(visit);
  const person = server.personAt("new");
  const definition = await visit.definition();

  await visit.seeTitle(visit.t("session.title"));
  await keyboardSkipsToContent(visit, keys);
  const [year, month, day] = person.birth_date.split("-");
  await keys.type("session.card", person.card);
  await keys.type("session.day", day);
  await keys.type("session.month", month);
  await keys.type("session.year", year);
  await keys.keyboard.press("Enter");
  await visit.seeTitle(visit.t("home.hello", { name: person.name.split(" ")[0] }));
  await arrive(keys);

  await keys.press(visit.link("home.take-stock.go"));
  await visit.seeTitle(definition.title);
  await arrive(keys);
  await keys.press(visit.link("stock.start.begin"));
  await visit.seeTitle(definition.triage_question);
  await arrive(keys);

  for (const subject of definition.subjects) {
    const group = page.getByRole("group", { name: visit.t("stock.triage.legend", { subject: subject.title }) });
    if (!(await group.isVisible())) await keys.press(page.locator("summary").filter({ hasText: subject.title }));
    const level = definition.levels.findIndex(({ level }) => level === (LEVELS[subject.id] ?? "fine"));
    await keys.chooseRadio(group.getByRole("radio"), level);
    assert.ok(await group.isVisible(), "choosing with the arrows closes nothing");
  }
  await keys.press(visit.button("stock.continue"));

  while (true) {
    await page.waitForURL(/\/stock\/(q|sharing|talk|review)/);
    await arrive(keys);
    const path = visit.path();
    if (path === "/stock/review") break;
    if (path.includes("/q/")) {
      const { question } = await visit.question();
      await visit.seeTitle(question.text);
      if (question.kind.guided) {
        await keys.type("stock.guided.search", "jardin");
        await keys.tabTo(page.getByRole("checkbox").first());
        await keys.keyboard.press("Space");
      } else if (question.kind === "several") {
        await keys.tabTo(page.getByRole("checkbox").first());
        await keys.keyboard.press("Space");
      } else {
        await keys.chooseRadio(page.getByRole("radio"), 1);
      }
    } else if (path === "/stock/talk") {
      await keys.chooseRadio(page.getByRole("radio"), 1);
    }
    await keys.press(visit.button("stock.continue"));
    await page.waitForURL((url) => url.pathname !== path);
  }

  await keys.press(visit.button("stock.review.send"));
  await visit.seeTitle(visit.t("stock.sent.title"));
  await arrive(keys);
  await keys.press(visit.link("stock.sent.pathway"));
  await visit.seeTitle(visit.t("pathway.title"));
  await arrive(keys);
  const { suggestions } = await (await visit.api()).get("/api/pathway");
  const { title } = suggestions[0].sheet;
  await keys.press(visit.buttonAbout("pathway.act.choose", "pathway.act.for", { title }));
  await visit.see(visit.t("pathway.chosen"));
  const isOnAction = (title) => document.activeElement.textContent.includes(title) && document.activeElement !== document.body;
  await page.waitForFunction(isOnAction, title);
  await keys.press(visit.buttonAbout("pathway.act.done", "pathway.act.for", { title }));
  await visit.see(visit.t("pathway.noted", { status: visit.t("pathway.status.done") }));

  await keys.press(visit.link("nav.account"));
  await visit.seeTitle(visit.t("account.title"));
  await arrive(keys);
  await keys.press(visit.button("account.leave"));
  await visit.seeTitle(visit.t("session.title"));
  await visit.seeFocusOnTitle();
});

/** The first stop of every page is the way past the bar. */
async function keyboardSkipsToContent(visit, keys) {
  await keys.keyboard.press("Tab");
  assert.equal(await visit.page.evaluate(() => document.activeElement.textContent), visit.t("shell.skip"));
  await keys.keyboard.press("Enter");
  await visit.page.waitForFunction(() => document.activeElement.matches("main"));
}

journey("what is wrong takes the focus and leads to its field", async ({ server, open }) => {
  const visit = await open();
  const keys = new Keys(visit);
  // A key that is pressed in the very moment in which the app takes over is a matter of tests/browser/static_shell.test.mjs.
  await visit.page.locator("[data-shell]").first().waitFor({ state: "detached" });
  await visit.seeTitle(visit.t("session.title"));
  await keys.press(visit.button("session.enter"));
  await visit.page.waitForFunction(() => document.activeElement.getAttribute("role") === "alert");
  await keys.press(visit.link("session.birth.empty"));
  await visit.page.waitForFunction(() => document.activeElement.id === "birth-day");

  await visit.signIn(server.personAt("new"));
  await visit.startStock();
  await visit.say("mobilite", "hard");
  await visit.goOn();
  await visit.seeFocusOnTitle();
  await keys.press(visit.button("stock.continue"));
  await visit.see(visit.t("stock.problem.nothing-chosen"));
  await visit.page.waitForFunction(() => document.activeElement.getAttribute("role") === "alert");
  await keys.keyboard.press("Tab");
  await keys.keyboard.press("Enter");
  await visit.page.waitForFunction(() => document.activeElement.matches("input[type=checkbox]"));
});
