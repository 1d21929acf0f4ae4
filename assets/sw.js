// Opens the app without network on a device that someone has declared theirs (assets/keep.js registers it).
// What was kept is shown at once, and the page is asked for again behind it. Nothing of /api is ever kept or answered here, nor of the desk, nor of what
// the desk looks at.
// `xtask dist` fills in the two constants.

const VERSION = "";
const FILES = [];

const CACHE = `main-tendue-${VERSION}`;
/** Of the door of a forum, which keeps itself (assets/door_sw.js). */
const DOOR = "main-tendue-door";
const SHELL = "/";
const THEME = "/theme.css";
/** The server draws questions: read and ticked sooner than the app can ask them, unless the network is this slow. */
const DRAWN = /^\/stock\/q\//;
const DRAWN_WITHIN_MS = 500;

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
    const isOld = (name) => name !== CACHE && name !== DOOR;
    await Promise.all(names.filter(isOld).map((name) => caches.delete(name)));
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

/**
 * The server's page of this version, for the next visit: the host's phone number or colours may have changed. A page of
 * another version has other files; its worker brings both.
 */
const refresh = async () => {
  const answer = await fetch(SHELL);
  const text = await answer.clone().text();
  if (!answer.ok || isOver || !text.includes(VERSION) || !(await caches.has(CACHE))) return;
  const cache = await caches.open(CACHE);
  await Promise.all([cache.put(SHELL, answer), cache.add(THEME)]);
  await emptied();
};

const page = async (event, isDrawn) => {
  const shell = await fromCache(SHELL);
  if (!shell) return fetch(event.request);
  const late = new Promise((late) => setTimeout(late, DRAWN_WITHIN_MS, shell));
  const drawn = () => fetch(event.request).then((answer) => (answer.ok ? answer : shell), () => shell);
  const shown = isDrawn ? await Promise.race([drawn(), late]) : shell;
  event.waitUntil(refresh().catch(() => {}));
  return shown;
};

const file = async (event, address) => (await fromCache(address)) ?? fetch(event.request);

addEventListener("fetch", (event) => {
  const { origin, pathname, search } = new URL(event.request.url);
  const isElsewhere = origin !== location.origin || event.request.method !== "GET";
  if (isElsewhere || /^\/(api|staff|preview|together)(\/|$)/.test(pathname)) return;
  // A name with a dot is a file, as for the server; everything else is a page of the app.
  const isPage = event.request.mode === "navigate" && !/\.[^/]*$/.test(pathname);
  // The server numbers the colours of a département; the build does not know the number.
  const address = pathname === THEME ? THEME : pathname + search;
  if (isPage) event.respondWith(page(event, DRAWN.test(pathname)));
  else if (FILES.includes(address)) event.respondWith(file(event, address));
});
