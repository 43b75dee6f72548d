// Keeps the open overview up to date: asks for the figures, replaces the parts that changed, leaves the rest alone.
// Without it the page has a Reload link. Nothing is fetched while the page is hidden.

const EVERY = 5_000;
const SLOWEST = 120_000;
const root = document.querySelector("#now[data-live]");

if (root) {
  document.documentElement.classList.add("is-live");
  let tag = `"${root.dataset.etag}"`;
  let wait = EVERY;
  let timer = 0;

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  };

  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(root.dataset.source, {
        headers: { "If-None-Match": tag },
        cache: "no-store",
        redirect: "error",
      });
      if (answer.status === 200) {
        const fresh = answer.headers.get("ETag") ?? tag;
        if (replaceParts(root, await answer.text())) tag = fresh; // else ask again: a part in use was left alone
      } else if (answer.status !== 304) {
        throw new Error(`answer ${answer.status}`);
      }
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
      if (wait === SLOWEST) document.documentElement.classList.remove("is-live");
    }
    later();
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  later();
}

/** Replace each part whose content differs, but not one that holds the focus; tables that were unfolded stay so. */
function replaceParts(root, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const before = number(root);
  const parts = [...fresh.querySelectorAll("[data-part]")];
  const same = parts.map(key).join() === [...root.querySelectorAll("[data-part]")].map(key).join();
  if (!same) {
    root.replaceChildren(...[...fresh.body.childNodes].map((node) => document.adoptNode(node)));
  }
  let complete = true;
  for (const part of same ? parts : []) {
    const old = root.querySelector(`[data-part="${key(part)}"]`);
    if (bare(old) === part.innerHTML) continue;
    if (old.contains(document.activeElement)) complete = false;
    else swap(old, document.adoptNode(part));
  }
  tell(root, before, number(root));
  return complete;
}

function swap(old, part) {
  const frame = old.querySelector(".table-frame")?.scrollLeft ?? 0;
  part.querySelectorAll("details").forEach((each, at) => {
    each.open = old.querySelectorAll("details")[at]?.open ?? false;
  });
  old.replaceWith(part);
  part.querySelector(".table-frame")?.scrollTo(frame, 0);
}

const key = (part) => part.dataset.part;
const number = (root) => root.querySelector(".headline-number")?.textContent ?? "";

/** What the part looked like when the server made it: unfolding a table is the reader's doing, not news. */
function bare(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("details").forEach((each) => each.removeAttribute("open"));
  return copy.innerHTML;
}

function tell(root, before, after) {
  if (before === after) return;
  const news = document.querySelector("[data-news]");
  if (news) news.textContent = root.querySelector(".headline-figure")?.textContent.replace(/\s+/g, " ").trim() ?? "";
  root.classList.remove("is-fresh");
  void root.offsetWidth; // lets the animation start anew
  root.classList.add("is-fresh");
}
