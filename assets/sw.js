// Opens the app without network on a device that someone has declared theirs (assets/keep.js registers it).
// Files whose name says what they hold come from the cache; pages come from the network, and after a short wait from the
// cache. Nothing of /api is ever kept or answered here. `xtask dist` fills in the two constants.

const VERSION = "";
const FILES = [];

const CACHE = `main-tendue-${VERSION}`;
const SHELL = "/";
const PATIENCE_MS = 3000;

/** The device is nobody's any more: what is under way here must leave nothing behind. */
let isOver = false;
const emptied = () => isOver && caches.delete(CACHE);

addEventListener("install", (event) => {
  const fill = async () => {
    await (await caches.open(CACHE)).addAll([SHELL, ...FILES]);
    await emptied();
  };
  event.waitUntil(fill());
});

addEventListener("activate", (event) => {
  const others = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(others());
});

// A new version waits until the person opens it, or every page is closed.
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data === "wipe") {
    isOver = true;
    event.waitUntil(emptied());
  }
});

// Not `caches.open`, which would make an emptied cache again.
const fromCache = (address) => caches.match(address, { cacheName: CACHE, ignoreVary: true });

/** The newest page of this version is kept: the host's phone number may have changed. A page of another has other files. */
const keepShell = async (answer) => {
  const text = await answer.clone().text();
  if (isOver || !text.includes(VERSION) || !(await caches.has(CACHE))) return;
  await (await caches.open(CACHE)).put(SHELL, answer);
  await emptied();
};

const page = async (event) => {
  const patience = new AbortController();
  const alarm = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(event.request, { signal: patience.signal });
    clearTimeout(alarm);
    if (!answer.ok) throw new Error(answer.status);
    event.waitUntil(keepShell(answer.clone()));
    return answer;
  } catch (error) {
    clearTimeout(alarm);
    const shell = await fromCache(SHELL);
    if (shell) return shell;
    throw error;
  }
};

const file = async (event, address) => (await fromCache(address)) ?? fetch(event.request);

addEventListener("fetch", (event) => {
  const { origin, pathname, search } = new URL(event.request.url);
  const isElsewhere = origin !== location.origin || event.request.method !== "GET";
  if (isElsewhere || /^\/(api|staff)(\/|$)/.test(pathname)) return;
  // A name with a dot is a file, as for the server; everything else is a page of the app.
  const isPage = event.request.mode === "navigate" && !/\.[^/]*$/.test(pathname);
  const address = pathname + search;
  if (isPage) event.respondWith(page(event));
  else if (FILES.includes(address)) event.respondWith(file(event, address));
});
