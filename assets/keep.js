// The person's own device as a store: what is unsent, and what lets them go on without network, encrypted in IndexedDB.
// Comes only when someone has declared the device theirs (src/drafts/keep.rs, docs/decisions/0012-what-waits-on-ones-own-device.md).
//
// The key never leaves the browser: it is made here, cannot be read out, and lies beside what it closes. It keeps a copy of
// the files from being read elsewhere; who can open the browser as the person is not stopped by it. Each value is bound to
// the person and to its name.

const NAME = "main-tendue";
const SHELF = "kept";
const KEY = "key";
const PERSON = "person";
const LOCK_WITHIN_MS = 1500;
const STRICT = { durability: "strict" };

let db;
let key;
let person;
let letGo;
let registration;
/** Pages that are not sent yet: bytes beside the words, read when they are asked for. */
const PAGES = "pages";
const pagesRange = () => IDBKeyRange.bound(PAGES, `${PAGES}0`, false, true);
/** The names of the pictures that are there. */
let stowed = new Set();
/** Writings go one after the other, so that the newest value is the one that stays. */
let queue = Promise.resolve();

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });

/** Runs `work` on the shelf; ends when what it wrote is on the disk. */
const within = (mode, work) =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction(SHELF, mode, STRICT);
    const result = work(transaction.objectStore(SHELF));
    transaction.oncomplete = () => resolve(result.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

const openDb = async () => {
  if (db) return;
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(SHELF);
  db = await done(request);
  db.onversionchange = close;
};

const close = () => {
  db?.close();
  db = key = person = undefined;
  stowed = new Set();
  letGo?.();
  letGo = undefined;
};

/** One page at a time: two would write over each other. The others stay in memory. A page that is being closed needs a moment. */
const hold = () =>
  new Promise((resolve, reject) => {
    if (letGo) return resolve();
    const patience = new AbortController();
    const alarm = setTimeout(() => patience.abort(), LOCK_WITHIN_MS);
    navigator.locks
      .request(NAME, { signal: patience.signal }, () => {
        clearTimeout(alarm);
        resolve();
        return new Promise((released) => (letGo = released));
      })
      .catch(reject);
  });

const about = (name) => new TextEncoder().encode(`${person}\n${name}`);

const seal = async (name, bytes) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: about(name) }, key, bytes);
  return { iv, sealed };
};

const sealText = (name, text) => seal(name, new TextEncoder().encode(text));

const unseal = (name, { iv, sealed }) => crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: about(name) }, key, sealed);

const unsealText = async (name, value) => new TextDecoder().decode(await unseal(name, value));

/** `["" or "lost", person, name, text, name, text …]`: "lost" when something is there that cannot be read any more. */
const open = async () => {
  await hold();
  await openDb();
  const names = (await within("readonly", (shelf) => shelf.getAllKeys())).filter((name) => !pagesRange().includes(name));
  const values = await Promise.all(names.map((name) => within("readonly", (shelf) => shelf.get(name))));
  const found = new Map(names.map((name, i) => [name, values[i]]));
  [key, person] = [found.get(KEY), found.get(PERSON)];
  const kept = ["", person ?? ""];
  for (const [name, value] of found) {
    if (name === KEY || name === PERSON) continue;
    try {
      kept.push(name, await unsealText(name, value));
    } catch {
      kept[0] = "lost";
    }
  }
  if (!key || !person) kept[0] = "lost";
  serve();
  return kept;
};

/** A new shelf with a new key, for this person. */
const own = async (id) => {
  await hold();
  await openDb();
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await within("readwrite", (shelf) => {
    shelf.clear();
    shelf.put(id, PERSON);
    return shelf.put(made, KEY);
  });
  [key, person, stowed] = [made, id, new Set()];
  serve();
};

const put = async (name, text) => {
  const value = await sealText(name, text);
  await within("readwrite", (shelf) => shelf.put(value, name));
};

/** These pages and no others: what is said of them, and `[number, Blob]` of each. What is there already is not written again. */
const stow = async (record, pictures) => {
  const values = new Map();
  for (const [number, picture] of pictures) {
    const name = `${PAGES}/${number}`;
    values.set(name, stowed.has(name) ? undefined : await seal(name, await picture.arrayBuffer()));
  }
  const said = record && (await sealText(PAGES, record));
  await within("readwrite", (shelf) => {
    for (const name of stowed) if (!values.has(name)) shelf.delete(name);
    for (const [name, value] of values) if (value) shelf.put(value, name);
    return said ? shelf.put(said, PAGES) : shelf.delete(PAGES);
  });
  stowed = new Set(values.keys());
};

/** What was stowed: `[record, [number, Blob], …]`; nothing when there is nothing, "lost" when it cannot be read any more. */
const unstow = async () => {
  const names = await within("readonly", (shelf) => shelf.getAllKeys(pagesRange()));
  if (!names.length) return undefined;
  const values = await within("readonly", (shelf) => shelf.getAll(pagesRange()));
  try {
    const [said, ...pictures] = names.map((name, i) => [name, values[i]]);
    const found = [await unsealText(...said)];
    for (const [name, value] of pictures) {
      found.push([Number(name.slice(PAGES.length + 1)), new Blob([await unseal(name, value)], { type: "image/jpeg" })]);
    }
    stowed = new Set(names.slice(1));
    return found;
  } catch {
    await within("readwrite", (shelf) => shelf.delete(pagesRange()));
    return "lost";
  }
};

const wipe = async () => {
  close();
  registration = undefined;
  await Promise.allSettled([
    done(indexedDB.deleteDatabase(NAME)),
    navigator.serviceWorker?.getRegistrations().then((all) => Promise.all(all.map(dismiss))),
    caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))),
  ]);
};

/** A worker lives on as long as its pages, and one may still be filling its cache: each is told. */
const dismiss = (one) => {
  for (const worker of [one.installing, one.waiting, one.active]) worker?.postMessage("wipe");
  return one.unregister();
};

const only = async (id) => {
  await openDb();
  const whose = await within("readonly", (shelf) => shelf.get(PERSON));
  if (whose !== id) await wipe();
};

/** The service worker belongs to one's own device, as the shelf does. */
const serve = async () => {
  const { serviceWorker } = navigator;
  if (!serviceWorker || registration) return;
  try {
    registration = await serviceWorker.register("/sw.js", { updateViaCache: "none" });
  } catch {
    return; // Switched off, or refused by the browser: the app works without.
  }
  const tell = () => {
    if (!registration?.waiting || !serviceWorker.controller) return;
    document.documentElement.dataset.newVersion = "there";
    dispatchEvent(new Event("mt-new-version"));
  };
  registration.addEventListener("updatefound", ({ target }) => target.installing?.addEventListener("statechange", tell));
  tell();
};

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") registration?.update().catch(() => {});
});

const renew = async () => {
  if (!registration?.waiting) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("take over");
};

const ACTS = { open, own, put, stow, unstow, wipe, only, renew };

export const keep = (act, ...values) => (queue = queue.catch(() => {}).then(() => ACTS[act](...values)));
