// What a script adds to pages that work without one: copying, no second press, and the preview of a template.

const SENT_FOR_MS = 8000;

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const word = button.querySelector("span");
  const before = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
}

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // A download or a lost connection leaves us here: then it may be pressed again.
    setTimeout(() => { delete form.dataset.sent; }, SENT_FOR_MS);
  });
}

window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

const menu = document.querySelector(".mt input");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.checked) { menu.checked = false; menu.focus(); }
  });
}
