// Comfort for a question's draft: the checks follow while it is typed. Saving shows them without this file too.

const form = document.querySelector("[data-question]");
const shown = document.querySelector("[data-found]");
const PAUSE = 500;
let waiting = 0;
let asked = 0;

async function check() {
  const number = ++asked;
  try {
    const answer = await fetch(form.dataset.checks, { method: "POST", body: new FormData(form) });
    if (answer.ok && number === asked) shown.innerHTML = await answer.text();
  } catch {
    // offline: the checks of the last save stand
  }
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(check, PAUSE);
});
