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
