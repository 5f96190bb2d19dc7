// Saves steps, never gates: every page works without it.
document.documentElement.classList.add("js");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text]");
  if (!button) return;
  const { copy, copyText } = button.dataset;
  await navigator.clipboard.writeText(copyText ?? new URL(copy, location.href).href);
  const words = button.firstChild;
  const before = words.textContent;
  words.textContent = button.dataset.done;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { words.textContent = before; }, 2000);
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".masthead details[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Times are sent in the server's time zone; here they are told in the reader's own.
function tellTimes(root) {
  const language = document.documentElement.lang;
  for (const time of root.querySelectorAll("[data-clock]")) {
    const parts = new Date(time.dateTime);
    const two = (number) => String(number).padStart(2, "0");
    const between = language.startsWith("fr") ? "\u00a0h\u00a0" : ":";
    time.textContent = two(parts.getHours()) + between + two(parts.getMinutes());
  }
}
tellTimes(document);
