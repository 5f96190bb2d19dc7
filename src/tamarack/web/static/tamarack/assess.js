// The guided assessment: choices that save themselves, keys, one criterion at a time on a phone, switches that stay.
const form = document.querySelector("form.stepped");
const criteria = () => [...form.querySelectorAll(".criterion")];
const narrow = matchMedia("(max-width: 48rem)");
const { owner, root, page } = form.dataset;
const POLL = 15000;
const PAUSE = 1000;

const criterionOf = (element) => element.closest(".criterion");
const enter = (criterion) =>
  (criterion.querySelector("input:checked") || criterion.querySelector("input[type=radio]")).focus();

// What a criterion says on the page
const radios = (code) => [...form.querySelectorAll(`input[name="rating-${CSS.escape(code)}"]`)];
const noteOf = (code) => document.getElementById(`note-${code}`);

function fill(code, { rating, note }) {
  if (!document.getElementById(code)) return;
  if (rating !== undefined) for (const radio of radios(code)) radio.checked = radio.value === rating;
  // The server keeps no white space at the end; whoever types goes on with theirs.
  if (note !== undefined && noteOf(code).value.trimEnd() !== note) noteOf(code).value = note;
}
const restore = () => { for (const { criterion, kind, value } of waits()) fill(criterion, { [kind]: value }); };

// Saving
let contact = Number(form.dataset.contact);
let before = {}; // what undo sets back, and what stands instead
let saved = {};
let undoing = false;
waiting.useToken(form.querySelector("[name=csrfmiddlewaretoken]").value);

const line = () => document.getElementById("saved");
const button = (id) => document.getElementById(id);
function say(text, wrong) {
  line().className = wrong ? "saved wrong" : "saved";
  line().textContent = text;
}

const waits = () => waiting.all(owner, root);
function change(code, kind, value) {
  waiting.put(owner, root, code, kind, value, contact);
}

// Send what waits, or just hear what stands by now; one at a time, and what is asked meanwhile is done once after it.
// True if what waited is saved.
let current = null;
let next = null;
function save() {
  if (!current) return (current = saveOnce().finally(() => { current = null; }));
  return (next ??= current.then(() => { next = null; return save(); }));
}

async function saveOnce() {
  const some = waits().length > 0;
  if (some) say(form.dataset.saving + " …", false);
  const { ok, status, told } = await waiting.send(owner, root, page, contact);
  if (ok) take(told, some);
  else if (some || status === 403 || status === 404) refused(status, told);
  return ok;
}

function take(told, sent) {
  contact = told.contact;
  for (const { criterion, kind, value } of waits()) { // what was changed again meanwhile
    if (told.answers[criterion]) told.answers[criterion][kind] = value;
  }
  for (const [code, answer] of Object.entries(told.answers)) fill(code, answer);
  for (const [id, html] of Object.entries(told.parts)) {
    // Where nothing was waiting there is nothing to say, and what did not change keeps the focus that may be in it.
    if (id === "saved" && !sent && !line().matches(".wrong")) continue;
    const made = document.createElement("template");
    made.innerHTML = html;
    const shown = document.getElementById(id);
    const fresh = made.content.firstElementChild;
    tellTimes(fresh);
    if (shown.isEqualNode(fresh)) continue;
    shown.className = fresh.className;
    shown.replaceChildren(...fresh.childNodes); // the element stays, so that it is heard when its words change
  }
  for (const id of ["signin", "discard"]) button(id).hidden = true;
  const changed = Object.keys(told.before);
  if (changed.length) {
    before = undoing || changed.length > 1 ? {} : told.before; // not a whole journey's answers by one press
    saved = told.answers;
    undoing = false;
    others?.postMessage("saved");
  } else if (Object.keys(before).some((code) => isNews(code, told.answers[code]))) before = {};
  button("undo").hidden = !Object.keys(before).length;
}
// Whether another window or device has written what an undo would set back.
const isNews = (code, answer) => answer && Object.keys(before[code]).some((kind) => answer[kind] !== saved[code][kind]);

function refused(status, told) {
  say(told.title || form.dataset.offline, true);
  button("signin").hidden = status !== 401;
  button("discard").hidden = !waits().length || (told.code !== "not_allowed" && status !== 422);
  button("undo").hidden = true;
}

form.addEventListener("change", (event) => {
  const code = criterionOf(event.target)?.id;
  if (!code) return;
  if (event.target.type === "radio") criterionOf(event.target).querySelector(".carried")?.remove();
  change(code, event.target.type === "radio" ? "rating" : "note", event.target.value);
  save();
});
let pause;
form.addEventListener("input", (event) => {
  if (event.target.type !== "textarea") return;
  change(criterionOf(event.target).id, "note", event.target.value);
  clearTimeout(pause);
  pause = setTimeout(save, PAUSE);
});
form.addEventListener("click", (event) => {
  if (event.target.closest("[name=clear]") === null) return;
  event.preventDefault();
  const criterion = criterionOf(event.target);
  fill(criterion.id, { rating: "" });
  change(criterion.id, "rating", "");
  enter(criterion);
  save();
});
button("undo").addEventListener("click", () => {
  undoing = true;
  button("undo").hidden = true;
  for (const [code, answer] of Object.entries(before)) {
    fill(code, answer);
    for (const [kind, value] of Object.entries(answer)) change(code, kind, value);
  }
  const first = document.getElementById(Object.keys(before)[0]);
  if (first) {
    if (narrow.matches) show(first, false);
    enter(first);
  }
  save();
});
button("discard").addEventListener("click", () => {
  waiting.drop(owner, root, waits());
  location.reload();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!waits().length || (await save())) location.assign(form.dataset.onward);
});

// What other windows and devices write is shown here too.
const others = window.BroadcastChannel ? new BroadcastChannel(`tamarack ${owner}`) : null;
others?.addEventListener("message", save);
window.addEventListener("online", save);
window.addEventListener("focus", save);
window.addEventListener("pageshow", (event) => { if (event.persisted) save(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) save(); });
setInterval(() => { if (!document.hidden && navigator.onLine) save(); }, POLL);
restore();
if (waits().length) save();

// Keys: arrows choose within a criterion (the browser's own), Enter goes to the next, Shift and Enter back.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.type !== "radio") return;
  event.preventDefault();
  step(criterionOf(event.target), event.shiftKey ? -1 : 1);
});

function step(from, by) {
  const all = criteria();
  const to = all[all.indexOf(from) + by];
  if (to) {
    show(to, true);
    enter(to);
  } else if (by > 0) {
    form.classList.add("at-end");
    form.querySelector("[name=go]").focus();
  }
}

// One criterion at a time, where the screen is narrow
function show(criterion, scroll) {
  for (const other of criteria()) other.classList.toggle("current", other === criterion);
  form.classList.toggle("at-end", criterion === criteria().at(-1));
  criterion.querySelector("[data-go='-1']").hidden = criterion === criteria()[0];
  criterion.querySelector("[data-go='1']").hidden = criterion === criteria().at(-1);
  if (scroll) criterion.scrollIntoView({ block: "start" });
}
form.addEventListener("click", (event) => {
  const by = event.target.dataset.go;
  if (!by) return;
  const all = criteria();
  const to = all[all.indexOf(criterionOf(event.target)) + Number(by)];
  show(to, true);
  to.focus({ preventScroll: true });
});
const first = () =>
  document.getElementById(decodeURIComponent(location.hash.slice(1))) ||
  criteria().find((criterion) => !criterion.querySelector("input:checked")) ||
  criteria()[0];
const start = () => { const criterion = first(); if (criterion && criterion.matches(".criterion")) show(criterion, narrow.matches && location.hash !== ""); };
start();
window.addEventListener("hashchange", start);

// Switches stay as they were
for (const box of document.querySelectorAll("[data-keep]")) {
  box.checked = waiting.store.get(box.id) === "yes";
  box.addEventListener("change", () => waiting.store.set(box.id, box.checked ? "yes" : "no"));
}

// The list of competencies is folded where the screen is narrow
const fold = () => { document.querySelector(".side details").open = !narrow.matches; };
fold();
narrow.addEventListener("change", fold);
