// A door of a forum as a store: the list of digests, what was seen and not sent, and the page itself, so that it opens
// without network (src/desk/door/shelf.rs, docs/decisions/0017-a-door-knows-digests.md). Nothing of a person is in it.
(() => {
  "use strict";
  const NAME = "main-tendue-door";
  const SHELF = "kept";
  const STRICT = { durability: "strict" };

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => reject(request.error);
    });

  let opened;
  const open = () =>
    (opened ??= (() => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(SHELF);
      return done(request);
    })());

  /** Runs `work` on the shelf; ends when what it wrote is on the disk. */
  const within = async (mode, work) => {
    const transaction = (await open()).transaction(SHELF, mode, STRICT);
    const result = work(transaction.objectStore(SHELF));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    return result.result;
  };

  const read = (...names) => Promise.all(names.map((name) => within("readonly", (shelf) => shelf.get(name))));
  const put = (name, text) => within("readwrite", (shelf) => shelf.put(text, name));

  /**
   * Everything that this page has fetched, and the page: their names hold digests, so they go together. All or nothing:
   * what an earlier visit has kept goes only when the new is there.
   */
  const keepPage = async () => {
    await navigator.serviceWorker?.register("/staff/door_sw.js", { scope: "/staff/door", updateViaCache: "none" });
    const files = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
    const own = files.filter(({ origin, pathname }) => origin === location.origin && !pathname.startsWith("/api/"));
    const wanted = [...new Set([new URL(location.pathname, location.origin), ...own].map(String))];
    const cache = await caches.open(NAME);
    await cache.addAll(wanted);
    const old = (await cache.keys()).filter(({ url }) => !wanted.includes(url));
    await Promise.all(old.map((request) => cache.delete(request)));
  };

  const forget = async () => {
    await within("readwrite", (shelf) => shelf.clear());
    await caches.delete(NAME);
    const registration = await navigator.serviceWorker?.getRegistration("/staff/door");
    await registration?.unregister();
  };

  // Without network there is nothing newer to keep.
  const ACTS = { read, put, keepPage: () => keepPage().catch(() => {}), forget };
  // Writings go one after the other, so that the newest value is the one that stays.
  let queue = Promise.resolve();
  window.mtDoor = (act, ...values) => (queue = queue.catch(() => {}).then(() => ACTS[act](...values)));
})();
