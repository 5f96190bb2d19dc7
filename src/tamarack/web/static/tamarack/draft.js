// The editor of a draft: texts that save themselves, keys that go from cell to cell, dragging. The page works without it.
const form = document.querySelector("form.sheet");
const line = document.getElementById("saved");
const csrf = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
const revision = form?.querySelector("[name=revision]");
const areaOf = (cell) => cell.querySelector("textarea");
const cells = [...document.querySelectorAll("form.sheet .cell")].filter(areaOf);
const BEAT = 45000;
const RETRY = 8000;
const SLOW = 1500;

function say(text, wrong = false) {
  line.className = wrong ? "saved wrong" : "saved";
  line.textContent = text;
}

function clock() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return two(now.getHours()) + (document.documentElement.lang.startsWith("fr") ? "\u00a0h\u00a0" : ":") + two(now.getMinutes());
}

// What a cell shows of its text: lead phrases in bold
function show(cell, text) {
  const shown = cell.querySelector(".shown");
  shown.replaceChildren(...text.split("**").filter(Boolean).length ? text.split("**").map((part, index) => {
    const node = document.createElement(index % 2 ? "b" : "span");
    node.textContent = part;
    return node;
  }) : [form.dataset.missing]);
  shown.classList.toggle("void", !text);
}

const keyOf = (cell) => areaOf(cell).name.slice(2);
const cellOf = (key) => cells.find((cell) => keyOf(cell) === key);
const beganOf = (cell) => cell.querySelector("input[type=hidden]");
const same = (one, other) => one.replace(/\r\n/g, "\n").trim() === other.replace(/\r\n/g, "\n").trim();
const isChanged = (cell) => !same(areaOf(cell).value, beganOf(cell).value);

// Saving: one request at a time; what is written meanwhile goes with the next.
let sending = null;
let again = false;
let timer = 0;

function save() {
  clearTimeout(timer);
  if (sending) { again = true; return sending; }
  const some = cells.filter((cell) => isChanged(cell) && !cell.dataset.conflict);
  if (!some.length) return Promise.resolve(true);
  sending = send(some).finally(() => {
    sending = null;
    if (again) { again = false; save(); }
  });
  return sending;
}

async function send(some) {
  say(form.dataset.saving);
  const body = new FormData();
  body.set("csrfmiddlewaretoken", csrf());
  for (const cell of some) {
    body.set(`t|${keyOf(cell)}`, areaOf(cell).value);
    body.set(`b|${keyOf(cell)}`, beganOf(cell).value);
    cell.classList.add("unsaved");
  }
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (answer?.ok && told) return take(told, some);
  if (told?.token) form.querySelector("[name=csrfmiddlewaretoken]").value = told.token;
  const isLost = answer && answer.status < 500 && !told?.token;
  say(isLost ? told?.title || form.dataset.failed : form.dataset.offline, true);
  if (!isLost) timer = setTimeout(save, RETRY);
  return false;
}

function take(told, some) {
  for (const [key, stored] of Object.entries(told.texts)) {
    const cell = cellOf(key);
    beganOf(cell).value = stored;
    cell.classList.remove("unsaved", "failed");
    if (!cell.classList.contains("editing")) areaOf(cell).value = stored;
    show(cell, stored);
  }
  for (const tag of document.querySelectorAll(".stands")) {
    if (!(tag.dataset.state in told.states)) continue;
    tag.textContent = told.states[tag.dataset.state];
    tag.hidden = !tag.textContent;
  }
  if (Number(revision.value) === told.was) revision.value = told.revision;
  document.getElementById("here").textContent = told.here;
  const steps = document.getElementById("steps");
  if (steps && !steps.contains(document.activeElement)) steps.outerHTML = told.steps;
  const place = document.getElementById("conflicts");
  for (const [key, html] of Object.entries(told.conflicts)) {
    cellOf(key).dataset.conflict = "yes";
    cellOf(key).classList.add("failed");
    place.insertAdjacentHTML("beforeend", html);
  }
  for (const [key, words] of Object.entries(told.errors)) {
    cellOf(key).classList.add("failed");
    say(`${areaOf(cellOf(key)).getAttribute("aria-label")}: ${words}`, true);
  }
  if (Object.keys(told.conflicts).length) {
    say(form.dataset.failed, true);
    place.lastElementChild.scrollIntoView({ block: "center" });
    place.querySelector("textarea").focus();
  } else if (!Object.keys(told.errors).length) say(form.dataset.saved + clock());
  return true;
}

// Two texts of one cell: taking the page's form would load it anew and lose what else is written, so it is done here.
document.getElementById("conflicts")?.addEventListener("click", async (event) => {
  const panel = event.target.closest(".conflict");
  const isTake = event.target.closest("[data-take]");
  const isLeave = event.target.closest("[data-leave]");
  const cell = panel && cellOf(panel.dataset.key);
  if (!cell || (!isTake && !isLeave)) return;
  event.preventDefault();
  const stored = panel.querySelector("input[name^='b|']").value;
  delete cell.dataset.conflict;
  cell.classList.remove("failed", "unsaved");
  beganOf(cell).value = stored;
  areaOf(cell).value = isTake ? panel.querySelector("textarea").value : stored;
  show(cell, areaOf(cell).value);
  panel.remove();
  focusCell(cell);
  if (isTake) await save();
});

// Going from cell to cell: one of them is in the tab order. Rows and columns are the table's.
let current = null;

function focusCell(cell) {
  if (current && current !== cell) setTabs(current, -1);
  current = cell;
  setTabs(cell, 0);
  cell.focus();
}

function setTabs(cell, value) {
  cell.tabIndex = value;
  for (const link of cell.querySelectorAll("a")) link.tabIndex = value;
}

function beside(cell, key) {
  const row = cell.closest("tr");
  const inRow = [...row.querySelectorAll(".cell")].filter(areaOf);
  const at = inRow.indexOf(cell);
  if (key === "ArrowLeft" || key === "ArrowRight") return inRow[at + (key === "ArrowRight" ? 1 : -1)];
  if (key === "Home" || key === "End") return inRow.at(key === "Home" ? 0 : -1);
  const rows = [...form.querySelectorAll("tr")].filter((other) => [...other.querySelectorAll(".cell")].some(areaOf));
  const next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
  const inNext = next && [...next.querySelectorAll(".cell")].filter(areaOf);
  return inNext?.[Math.min(at, inNext.length - 1)];
}

function open(cell) {
  if (cell.classList.contains("editing")) return;
  cell.classList.add("editing");
  const area = areaOf(cell);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}

function leave(cell) {
  if (!cell.classList.contains("editing")) return;
  cell.classList.remove("editing");
  show(cell, areaOf(cell).value);
  save();
}

function makeBold(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  const text = chosen.startsWith("**") && chosen.endsWith("**") && chosen.length > 3 ? chosen.slice(2, -2) : `**${chosen}**`;
  area.setRangeText(text, start, end, chosen ? "select" : "end");
  if (!chosen) area.setSelectionRange(start + 2, start + 2);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function onKey(event) {
  const cell = event.target.closest(".cell");
  const isWriting = event.target.matches("textarea");
  if (isWriting && event.key === "Escape") {
    leave(cell);
    focusCell(cell);
  } else if (isWriting && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "b") {
    event.preventDefault();
    makeBold(event.target);
  } else if (event.target === cell) {
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      open(cell);
    } else if (/^(Arrow|Home$|End$)/.test(event.key)) {
      const next = beside(cell, event.key);
      if (next) focusCell(next);
      event.preventDefault();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      document.querySelector(event.shiftKey ? "[data-redo]" : "[data-undo]")?.click();
    }
  }
}

function live() {
  for (const table of form.querySelectorAll(".grid")) {
    table.classList.add("live");
    table.setAttribute("role", "grid");
  }
  for (const cell of cells) {
    cell.setAttribute("role", cell.matches("td") ? "gridcell" : "group");
    if (!cell.matches("td")) cell.setAttribute("aria-label", areaOf(cell).getAttribute("aria-label"));
    const tools = document.createElement("button");
    tools.type = "button";
    tools.className = "button small bold";
    tools.textContent = form.dataset.bold;
    tools.title = "Ctrl+B";
    tools.addEventListener("mousedown", (event) => event.preventDefault());
    tools.addEventListener("click", () => makeBold(areaOf(cell)));
    areaOf(cell).after(tools);
    setTabs(cell, -1);
  }
  setTabs((current = cells[0]), 0);
  form.addEventListener("keydown", onKey);
  form.addEventListener("click", (event) => {
    const cell = event.target.closest(".cell");
    if (cell && areaOf(cell) && !event.target.closest("a, textarea, button")) { focusCell(cell); open(cell); }
  });
  form.addEventListener("focusout", (event) => {
    const cell = event.target.closest(".cell.editing");
    if (cell && !cell.contains(event.relatedTarget)) leave(cell);
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches(".cell textarea")) return;
    event.target.closest(".cell").classList.toggle("unsaved", isChanged(event.target.closest(".cell")));
    clearTimeout(timer);
    timer = setTimeout(save, SLOW);
  });
  form.addEventListener("submit", async (event) => {
    if (!event.submitter?.name || !cells.some(isChanged)) return;
    event.preventDefault();
    if (await save()) form.requestSubmit(event.submitter);
  });
  addEventListener("beforeunload", (event) => { if (cells.some(isChanged)) event.preventDefault(); });
  addEventListener("online", save);
}

// Who else is here, and whether the draft changed meanwhile
async function beat() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", csrf());
  body.set("at", form.dataset.at);
  const answer = await fetch(form.dataset.here, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!told || !answer.ok) return;
  const isNewer = told.revision > Number(revision.value) && !sending;
  document.getElementById("here").textContent = [told.here, isNewer ? form.dataset.changed : ""].filter(Boolean).join(" ");
}

// Dragging: criteria into another order, or onto another competency, which asks first. Buttons and forms do the same.
function draggable() {
  const rows = () => [...document.querySelectorAll("#grid tbody[data-row]")];
  const order = () => rows().map((row) => row.dataset.row).join();
  let dragged = null;
  let before = "";
  for (const row of rows()) {
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.draggable = true;
    handle.title = form.dataset.drag;
    row.querySelector(".row-head").prepend(handle);
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      before = order();
      row.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.row);
      event.dataTransfer.setDragImage(row.querySelector("th"), 0, 0);
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const { top, height } = row.getBoundingClientRect();
      row[event.clientY > top + height / 2 ? "after" : "before"](dragged);
    });
    row.addEventListener("drop", (event) => event.preventDefault());
    handle.addEventListener("dragend", async () => {
      row.classList.remove("dragged");
      dragged = null;
      if (order() === before) return;
      await save();
      const body = new FormData();
      body.set("csrfmiddlewaretoken", csrf());
      body.set("revision", revision.value);
      body.set("code", form.dataset.at);
      for (const other of rows()) body.append("order", other.dataset.row);
      await fetch(form.dataset.change, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
      location.reload();
    });
  }
  for (const item of document.querySelectorAll(".pages-side li[data-area]")) {
    item.addEventListener("dragover", (event) => { if (dragged) { event.preventDefault(); item.classList.add("over"); } });
    item.addEventListener("dragleave", () => item.classList.remove("over"));
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      const code = event.dataTransfer.getData("text/plain");
      if (item.dataset.area === form.dataset.at) return;
      location.assign(`${form.dataset.move}?code=${encodeURIComponent(code)}&to=${encodeURIComponent(item.dataset.area)}`);
    });
  }
}

if (form && cells.length) {
  live();
  draggable();
  setInterval(() => { if (!document.hidden) beat(); }, BEAT);
}
const fold = document.querySelector(".editor > .pages-side details");
if (fold && matchMedia("(max-width: 60rem)").matches) fold.open = false;
