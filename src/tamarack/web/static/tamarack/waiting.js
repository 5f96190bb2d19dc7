// Answers wait here, in this browser, until the server has them: for one account and one assessment each, so that
// nobody else at this computer is shown them or sends them. Each has its own id (device and number), so that one sent
// twice or overtaken does no harm, and tells how long ago it was given.
const waiting = (() => {
  const memory = {}; // where the browser keeps nothing
  const store = {
    get(key) { try { return memory[key] ?? localStorage.getItem(key); } catch { return memory[key] ?? null; } },
    set(key, text) { delete memory[key]; try { localStorage.setItem(key, text); } catch { memory[key] = text; } },
    drop(key) { delete memory[key]; try { localStorage.removeItem(key); } catch { /* nothing is kept */ } },
    keys() {
      try { return [...new Set([...Object.keys(localStorage), ...Object.keys(memory)])]; } catch { return Object.keys(memory); }
    },
  };
  const read = (key) => { try { return JSON.parse(store.get(key)); } catch { return null; } };
  const within = (owner, root) => `waiting|${owner}|${root.replace(/^\/\w\w\//, "/")}|`;

  function nextId() {
    let device = store.get("tamarack.device");
    if (!device) {
      device = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      store.set("tamarack.device", device);
    }
    const number = Math.max(Date.now(), Number(store.get("tamarack.number") || 0) + 1);
    store.set("tamarack.number", String(number));
    return { device, number };
  }

  // Keep a criterion's rating or note; the latest of each waits.
  function put(owner, root, criterion, kind, value, contact) {
    const entry = { criterion, kind, value, ...nextId(), at: Date.now(), contact };
    store.set(within(owner, root) + `${criterion}|${kind}`, JSON.stringify(entry));
  }

  function all(owner, root) {
    const prefix = within(owner, root);
    return store.keys().filter((key) => key.startsWith(prefix)).map(read).filter(Boolean);
  }

  // Forget what the server has, unless it was changed again meanwhile.
  function drop(owner, root, entries) {
    for (const entry of entries) {
      const key = within(owner, root) + `${entry.criterion}|${entry.kind}`;
      const now = read(key);
      if (now?.device === entry.device && now.number === entry.number) store.drop(key);
    }
  }

  // The assessments of an owner for which something waits.
  function roots(owner) {
    const language = location.pathname.slice(0, 3);
    const found = store.keys().filter((key) => key.startsWith(`waiting|${owner}|`)).map((key) => key.split("|")[2]);
    return [...new Set(found)].map((root) => language + root);
  }

  // What waits of a trial is gone with it: a day after it was answered, or where the server says that there is none.
  function forgetTrials(until = Infinity) {
    for (const key of store.keys().filter((key) => /^waiting\|\w+\|\/try\/\|/.test(key))) {
      if (!(read(key)?.at > until)) store.drop(key);
    }
  }
  forgetTrials(Date.now() - 86400000);

  // What waits under a former key of whoever is signed in (the site's key was exchanged) waits under the one of now.
  const [now, ...former] = document.body.dataset.owners?.split(" ") ?? [];
  for (const key of store.keys().filter((key) => former.includes(key.split("|")[1]))) {
    const renamed = key.replace(key.split("|")[1], now);
    if (!store.get(renamed)) store.set(renamed, store.get(key));
    store.drop(key);
  }

  let token = "";

  async function post(owner, root, entries, page, since) {
    const answers = entries.map(({ at, ...entry }) => ({ ...entry, age: Math.max(0, Date.now() - at) }));
    const ask = () => fetch(`${root}answers/`, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ owner, page, since, answers }),
    });
    const json = async (response) => (/json/.test(response.headers.get("Content-Type")) ? response.json() : {});
    let response = await ask();
    let told = await json(response);
    if (told.code === "token") { // the page's token is of an earlier session; only this site can read the new one
      token = told.token;
      response = await ask();
      told = await json(response);
    }
    return { ok: response.ok, status: response.status, told };
  }

  // Send what waits, and hear what stands. One that cannot be taken does not hold up the others.
  async function send(owner, root, page, since) {
    const entries = all(owner, root);
    let result;
    try {
      result = await post(owner, root, entries, page, since);
      if ((result.status === 422 || result.status >= 500) && entries.length > 1) {
        for (const entry of entries) if ((await post(owner, root, [entry], page, since)).ok) drop(owner, root, [entry]);
      }
    } catch {
      return { ok: false, status: 0, told: {} };
    }
    if (result.ok || result.status === 404) drop(owner, root, entries); // saved, or its assessment is deleted
    return result;
  }

  return { store, put, all, drop, roots, send, forgetTrials, useToken(fresh) { token = fresh; } };
})();

// Wherever its owner comes back, what still waits is sent; a form that depends on it waits for that.
(() => {
  if (document.querySelector("[data-no-trial]")) waiting.forgetTrials();
  const owner = document.body.dataset.owner;
  if (!owner) return;
  const line = document.getElementById("waiting");
  const forget = document.getElementById("forget");
  const sendAll = async (roots) => {
    const sent = await Promise.all(roots.map((root) => waiting.send(owner, root, "", 0)));
    const failed = sent.find(({ ok, status }) => !ok && status !== 404);
    if (roots.length) line.textContent = failed ? failed.told.title || line.dataset.offline : line.dataset.sent;
    const refused = roots.filter((_, index) => sent[index].told.code === "not_allowed"); // submitted elsewhere meanwhile
    forget.hidden = !refused.length;
    forget.onclick = () => {
      for (const root of refused) waiting.drop(owner, root, waiting.all(owner, root));
      line.textContent = "";
      forget.hidden = true;
    };
    return !failed;
  };
  if (!document.querySelector("form.stepped")) {
    sendAll(waiting.roots(owner));
    window.addEventListener("online", () => sendAll(waiting.roots(owner)));
  }
  for (const form of document.querySelectorAll("form[data-after-answers]")) {
    form.addEventListener("submit", async (event) => {
      const root = form.dataset.afterAnswers;
      if (!waiting.all(owner, root).length) return;
      event.preventDefault();
      if (await sendAll([root])) form.submit();
    });
  }
})();
