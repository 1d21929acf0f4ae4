// Starts the app, and asks meanwhile for what it will need first. An external script, because the page allows no inline
// one; it holds back the first paint and not the reading of the page (`blocking`), because it decides whether to show the
// sign-in form or the shape of the person's own space.
//
// The wasm is handed over as the untouched response of `fetch`: it is compiled while it arrives, and the browser keeps
// the compiled code for the next visit (reading or wrapping the body would forfeit that). So progress is said in words,
// stage by stage, and only to someone who waits.
(() => {
  "use strict";
  const root = document.documentElement;
  const js = document.getElementById("app-js").href;
  const wasm = document.getElementById("app-wasm").href;
  const SHOW_AFTER_MS = 2500;
  const SLOW_AFTER_MS = 20000;
  const RETRY_AFTER_MS = 1000;
  const EARLY_WITHIN_MS = 3000;
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  let stage = "ask";
  let size = "";
  let isWaitedFor = false;
  let isLoading = false;
  let n_attempts = 0;
  let pressed = "";

  // Below /preview/<id> someone at the desk looks at a person's pages, below /together/<id> they fill in with the person:
  // everything is asked there, and nothing of a person who has signed in in this browser (src/device.rs).
  const base = /^(\/(preview|together)\/[^/]+)?/.exec(location.pathname)[0];
  if (base) root.dataset.base = base;
  // Not a secret and not the session: it only says that there is one.
  const isSignedIn = base !== "" || /(^|; )mt-signed-in=1/.test(document.cookie);
  if (isSignedIn) root.dataset.signedIn = "";
  // Whoever opens the link of an offer, signs in with a code, or makes this device a kiosk, needs no form.
  if (/^\/(o\/|code|kiosk)/.test(location.pathname)) root.dataset.open = "";

  const languageFile = (code) => root.getAttribute("data-i18n-" + code);
  // The one chosen on this device, or the first of the browser's that there is ("fr-BE" is "fr"), or the page's own.
  const pickLanguage = () => {
    let kept = null;
    try {
      kept = localStorage.getItem("main-tendue.language");
    } catch {} // Storage can be forbidden.
    const wishes = [kept, ...navigator.languages].filter(Boolean).map((tag) => tag.split("-")[0].toLowerCase());
    return wishes.find(languageFile) || root.lang;
  };
  const language = pickLanguage();
  root.dataset.language = language;
  // The server draws a question in a language that the browser asks for; it is not shown where another was chosen.
  if (root.dataset.drawn !== language) delete root.dataset.drawn;

  // What the app will need first, by address; it uses what has come when it starts (src/api/early.rs).
  const early = {};
  const askEarly = async (address) => {
    try {
      const answer = await fetch(address);
      if (answer.ok) early[address] = await answer.text();
    } catch {} // The app asks again, and says so.
  };
  const askForPage = () => {
    const wanted = [languageFile(language)];
    if (isSignedIn && root.dataset.setting !== "desk") {
      const pages = { "": ["pathway"], pathway: ["pathway"], stock: ["draft", "questionnaire"] };
      const reads = pages[location.pathname.slice(base.length).split("/")[1] || ""] || [];
      wanted.push(`${base}/api/session`, ...reads.map((name) => `${base}/api/${name}?language=${language}`));
    }
    window.mtEarly = Promise.race([Promise.all(wanted.map(askEarly)), rest(EARLY_WITHIN_MS)]).then(() => early);
  };

  // The app asks for it on a device that someone has declared theirs (src/drafts/keep.rs).
  window.mtKeep = async (...values) => (await import("/keep.js")).keep(...values);

  const all = (name) => document.querySelectorAll(`[data-boot="${name}"]`);
  const words = (name) => {
    const template = document.getElementById("boot-words");
    const text = (template && template.dataset[name]) || "";
    return text.replace("{size}", size).replace("{phone}", root.dataset.servicePhone || "");
  };
  const say = (text) => all("status").forEach((place) => (place.textContent = text));
  const show = (next) => {
    stage = next || stage;
    if (isWaitedFor) say(words(stage === "load" && !size ? "ask" : stage));
  };

  // Files that are asked for again need another address: a failed module stays failed under its own.
  const load = async (again) => {
    const [glue, response] = await Promise.all([import(js + again), fetch(wasm, again ? { cache: "reload" } : {})]);
    if (!response.ok) throw new Error(`${response.status} ${wasm}`);
    const n_bytes = Number(response.headers.get("content-length"));
    if (n_bytes > 0) size = Math.ceil(n_bytes / 1024);
    show("load");
    await glue.default({ module_or_path: response });
  };

  const fail = (error) => {
    console.error(error);
    say("");
    const notice = document.getElementById("boot-words").content;
    all("failure").forEach((place) => {
      place.replaceChildren(notice.cloneNode(true));
      // Hidden places take no focus; a person who is typing is not interrupted.
      if (isWaitedFor) place.firstElementChild.focus();
    });
    fillPhone();
  };

  const start = async () => {
    if (isLoading) return;
    isLoading = true;
    all("failure").forEach((place) => place.replaceChildren());
    show("ask");
    try {
      try {
        await load(n_attempts++ ? `?${n_attempts}` : "");
      } catch (error) {
        console.warn(error);
        show("again");
        await rest(RETRY_AFTER_MS);
        await load(`?${++n_attempts}`);
      }
    } catch (error) {
      isLoading = false;
      fail(error);
    }
  };

  const fillPhone = () => {
    const phone = root.dataset.servicePhone;
    if (!phone) return;
    all("phone").forEach((link) => {
      link.href = "tel:" + phone.replace(/[^+\d]/g, "");
      // A number stays on one line.
      (link.querySelector('[data-boot="number"]') || link).textContent = phone.replace(/ /g, "\u00a0");
    });
  };

  // The app draws over the shell: from then on nothing here finds a place to act on.
  const onShell = (name, act) =>
    document.addEventListener(name, (event) => {
      if (event.target instanceof Element && event.target.closest("[data-shell]")) act(event, event.target);
    });
  const waitForApp = () => {
    isWaitedFor = true;
    say(words("pending"));
  };

  // What was touched in a drawn question is touched again in the app once it asks the same, one after the other.
  const path = location.pathname;
  const touches = [];
  const touchAgain = async (_, app) => {
    const isHere = () => location.pathname === path;
    if (isHere() && (document.querySelector("[data-shell]") || !document.getElementById("ask"))) return;
    app.disconnect();
    for (const touch of touches) {
      await rest(0);
      if (isHere()) touch();
    }
  };
  const keepTouch = (touch) => {
    if (touches.push(touch) > 1) return;
    new MutationObserver(touchAgain).observe(document.getElementById("app"), { childList: true, subtree: true });
  };
  onShell("change", (_, { id, checked }) => {
    // The sign-in form is taken over by the app itself.
    if (!root.dataset.drawn) return;
    keepTouch(() => {
      const input = document.getElementById(id);
      if (input && input.checked !== checked) input.click();
    });
  });

  onShell("submit", (event) => {
    event.preventDefault();
    root.dataset.pendingSubmit = "true";
    waitForApp();
    start();
  });
  onShell("click", (event, target) => {
    const language = target.closest(".mt-language__choice");
    if (language) {
      root.dataset.pendingLanguage = language.lang;
      waitForApp();
      language.closest("details").open = false;
    }
    if (target.closest('[data-boot="retry"]')) {
      isWaitedFor = true;
      return start();
    }
    const control = target.closest(".mt-boot--drawn button, .mt-boot--drawn a");
    if (!control || control.hash) return;
    event.preventDefault();
    waitForApp();
    // Nobody goes two ways at once.
    if (pressed) return;
    pressed = control.textContent;
    keepTouch(() => {
      for (const same of document.querySelectorAll("#app button, #app a")) {
        if (same.textContent === pressed) same.click();
      }
    });
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fillPhone);
  else fillPhone();

  // A bug must not leave a page that looks alive. The app cannot say so itself: what draws is what broke.
  const stop = async (error) => {
    if (!(error instanceof WebAssembly.RuntimeError) || "stopped" in root.dataset) return;
    root.dataset.stopped = "";
    // A new element, and no press that reaches the app's listeners: nothing of it acts any more.
    addEventListener("click", (event) => event.stopImmediatePropagation(), true);
    const app = document.getElementById("app");
    const place = app.cloneNode(false);
    place.append(document.getElementById("stopped").content.cloneNode(true));
    app.replaceWith(place);
    fillPhone();
    place.querySelector("h1").focus();
    const texts = await fetch(languageFile(root.lang)).then((file) => file.json(), () => ({}));
    place.querySelectorAll("[data-text]").forEach((words) => (words.textContent = texts[words.dataset.text] || words.textContent));
  };
  addEventListener("error", (event) => stop(event.error));
  addEventListener("unhandledrejection", (event) => stop(event.reason));

  if (typeof WebAssembly !== "object") {
    root.dataset.old = "";
    return;
  }
  new PerformanceObserver((list) => {
    if (list.getEntries().some((entry) => entry.name.startsWith(wasm))) show("open");
  }).observe({ type: "resource", buffered: true });
  setTimeout(() => {
    isWaitedFor = true;
    show();
  }, SHOW_AFTER_MS);
  setTimeout(() => isLoading && say(words("slow")), SLOW_AFTER_MS);
  askForPage();
  start();
})();
