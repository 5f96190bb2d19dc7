// A button that moves an action keeps the focus over the page that comes, and says where the action is now.
for (const form of document.querySelectorAll("form.plan")) {
  form.addEventListener("click", (event) => {
    const move = event.target.closest(".move");
    if (move) sessionStorage.setItem("moved", move.value);
  });
}
const moved = sessionStorage.getItem("moved");
sessionStorage.removeItem("moved");
const [verb, number] = (moved || "").split("-");
const row = number && document.getElementById(`action-${number}`);
if (row) {
  const other = verb === "up" ? "down" : "up";
  const button = [verb, other].map((name) => row.querySelector(`[value="${name}-${number}"]`)).find((found) => found && !found.disabled);
  button?.focus();
  const movable = [...row.parentElement.children].filter((one) => one.querySelector(".moves"));
  const status = document.getElementById("moved");
  const words = status.dataset.words.replace("{n}", movable.indexOf(row) + 1).replace("{all}", movable.length);
  setTimeout(() => { status.textContent = words; }, 200);
}

// Dragging puts actions into an order; the buttons beside them do the same without it.
for (const list of document.querySelectorAll("ul.actions")) {
  const form = list.closest("form");
  let dragged = null;
  let before = "";
  const rows = () => [...list.children];
  const order = () => rows().map((row) => row.dataset.action).join();

  for (const row of rows()) if (row.querySelector(".moves")) row.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("li");
    before = order();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    dragged.classList.add("dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li[draggable=true]");
    if (!dragged || dragged.parentElement !== list) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    over[event.clientY > top + height / 2 ? "after" : "before"](dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", async () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    if (order() === before) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("goal", list.dataset.goal);
    for (const row of rows()) body.append("action", row.dataset.action);
    const answer = await fetch(form.dataset.order, { method: "POST", body }).catch(() => null);
    // Also where it was kept, so that the buttons that move the first and the last are right.
    if (answer?.ok) location.reload();
    else for (const key of before.split(",")) list.append(rows().find((row) => row.dataset.action === key));
  });
}
