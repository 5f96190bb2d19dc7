// The guided assessment: what is not saved yet, keys, one criterion at a time on a phone, switches that stay.
const form = document.querySelector("form.stepped");
const criteria = () => [...form.querySelectorAll(".criterion")];
const narrow = matchMedia("(max-width: 48rem)");

// Saving
const unsaved = new Set();
const say = (text, wrong) => {
  const line = document.getElementById("saved");
  line.className = wrong ? "saved wrong" : "saved";
  line.textContent = text;
};
const criterionOf = (element) => element.closest(".criterion");

form.addEventListener("change", (event) => {
  const criterion = criterionOf(event.target);
  if (criterion) unsaved.add(criterion.id);
});
// Without this, htmx would take the address with its #, and stumble over codes such as COL.1.
document.addEventListener("htmx:configRequest", (event) => { event.detail.path = location.pathname; });
document.addEventListener("htmx:beforeRequest", () => say(form.dataset.saving + " …", false));
document.addEventListener("htmx:afterRequest", (event) => {
  const criterion = criterionOf(event.detail.elt);
  if (event.detail.successful && criterion) unsaved.delete(criterion.id);
});
document.addEventListener("htmx:sendError", () => say(form.dataset.offline, true));
document.addEventListener("htmx:afterRequest", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 500) say(form.dataset.offline, true);
  // Someone signed in again meanwhile: the page has got a fresh token with this answer.
  if (status === 403 && document.getElementById("token").value !== refused) {
    refused = document.getElementById("token").value;
    setTimeout(sendAgain);
  }
});
let refused = "";

function sendAgain() {
  for (const id of unsaved) htmx.trigger(document.getElementById(id), "change");
}
window.addEventListener("online", sendAgain);
window.addEventListener("focus", sendAgain);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAgain(); });
setInterval(() => { if (navigator.onLine) sendAgain(); }, 15000);
window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
form.addEventListener("submit", () => unsaved.clear());

// After an answer was set back, its criterion is a new element: go back into it.
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const criterion = document.getElementById(event.detail.target.id);
  if (!criterion || !criterion.matches(".criterion")) return;
  htmx.process(criterion);
  if (narrow.matches) show(criterion, false);
  enter(criterion);
});

// Keys: arrows choose within a criterion (the browser's own), Enter goes to the next, Shift and Enter back.
const enter = (criterion) =>
  (criterion.querySelector("input:checked") || criterion.querySelector("input[type=radio]")).focus();

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
  box.checked = localStorage.getItem(box.id) === "yes";
  box.addEventListener("change", () => localStorage.setItem(box.id, box.checked ? "yes" : "no"));
}

// The list of competencies is folded where the screen is narrow
const fold = () => { document.querySelector(".side details").open = !narrow.matches; };
fold();
narrow.addEventListener("change", fold);
