// Comfort for choosing Members: tick all, untick all, and a count that follows. The page works without it.
const form = document.querySelector("[data-choose]");

function boxes() {
  return [...form.querySelectorAll('input[name="member"]')];
}

function say() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const count = form.querySelector("[data-count]");
  count.textContent = count.dataset.count.replace("TICKED", ticked).replace("ALL", all.length);
  const button = form.querySelector('button[type="submit"]');
  if (button) {
    button.textContent = ticked ? `${button.dataset.label} (${ticked})` : button.dataset.label;
  }
}

function tick(state) {
  for (const box of boxes()) {
    box.checked = state;
  }
  say();
}

if (form) {
  const button = form.querySelector('button[type="submit"]');
  if (button) {
    button.dataset.label = button.textContent;
  }
  form.querySelector("[data-tools]").hidden = false;
  form.querySelector("[data-all]").addEventListener("click", () => tick(true));
  form.querySelector("[data-none]").addEventListener("click", () => tick(false));
  form.addEventListener("change", say);
  say();
}
