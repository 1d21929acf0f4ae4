// The time before the app arrives, as long as a test needs it.

export const WASM = /\.wasm(\?|$)/;

/** Holds the app back until `gate.open()`; `gate` is also what a visit opens with. */
export function holdApp() {
  let open;
  const opened = new Promise((done) => (open = done));
  const prepare = (page) => page.route(WASM, async (route) => {
    await opened;
    await route.continue();
  });
  return { prepare, open, waitUntil: "commit" };
}

/** The app has taken the place of the static page. */
export const appIsThere = (visit) => visit.page.locator("[data-shell]").first().waitFor({ state: "detached" });

/** The page says that it waits: at once that it gets ready, after a while how far it is. */
export const seeWaiting = (visit) => visit.page.getByRole("status").getByText(/Un instant|La page arrive/).waitFor();
