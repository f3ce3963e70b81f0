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

// A template read with sample facts while it is being written; without a script there is the button for it.
const PREVIEW_AFTER_MS = 400;

for (const box of document.querySelectorAll("[data-preview]")) {
  const form = box.closest("form");
  let timer = 0;
  let latest = 0;
  const show = async () => {
    const mine = ++latest;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(box.dataset.preview, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || mine !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const shown of box.querySelectorAll("[data-shown]")) {
      const fresh = page.querySelector(`[data-shown="${shown.dataset.shown}"]`);
      if (!fresh) continue;
      shown.textContent = fresh.textContent;
      shown.className = fresh.className;
    }
  };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, PREVIEW_AFTER_MS); });
}
