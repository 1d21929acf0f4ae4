// Opens the door of a forum without network, where assets/door.js has kept its page. Stands before that page only; nothing
// of /api is ever kept or answered here.

const CACHE = "main-tendue-door";
const PATIENCE_MS = 3000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const kept = (request) => caches.match(request, { cacheName: CACHE, ignoreVary: true });

/** The server's page while it answers in time; in a crowd the network is there and brings nothing. */
const page = async (request) => {
  const late = new Promise((late) => setTimeout(late, PATIENCE_MS));
  const fresh = fetch(request).catch(() => undefined);
  return (await Promise.race([fresh, late])) ?? (await kept(request)) ?? (await fresh) ?? Response.error();
};

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin || event.request.method !== "GET" || pathname.startsWith("/api/")) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  // Names hold a digest of what is in them.
  else event.respondWith(kept(event.request).then((file) => file ?? fetch(event.request)));
});
