// Comfort for the editor: toolbar, live preview, autosave. Without this file every button still works.

const form = document.querySelector("[data-editor]");
const body = form.elements.namedItem("body");
const state = form.querySelector("[data-save-state]");
const live = document.querySelector("[data-live]");
const said = form.dataset;
const shelf = `undersigned:draft:${said.letter}`;
const PAUSE = 1500;

let dirty = false;
let saving = null;
let waiting = 0;
let overtaken = false;

function say(words, tone = "") {
  if (state.textContent !== words) state.textContent = words;
  state.dataset.tone = tone;
}

// --- what is typed, kept in this browser only while it could not be saved -------------------------------------

function version() {
  return Number(form.elements.namedItem("version").value);
}

function typed() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrf_token", "act", "find"].includes(name));
}

function keep(sent = false) {
  try {
    localStorage.setItem(shelf, JSON.stringify({ at: Date.now(), sent, version: version(), fields: typed() }));
  } catch {
    // private windows and full disks have no shelf; the page itself still holds the text
  }
}

function forget() {
  try {
    localStorage.removeItem(shelf);
  } catch {
    // nothing was kept there
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(shelf) ?? "null");
  } catch {
    return null;
  }
}

function plain(text) {
  return text.split(/\r?\n/).map((line) => line.trimEnd()).join("\n").trim();
}

function offerKept() {
  const found = kept();
  if (!found) return undefined;
  if (found.sent && version() > found.version) return forget(); // it arrived
  const now = new Map(typed());
  const own = found.fields.filter(([name, value]) => !["version", "base"].includes(name) && form.elements.namedItem(name)
    && plain(now.get(name) ?? "") !== plain(value));
  if (own.length === 0) return forget();
  const note = document.createElement("div");
  note.className = "kept";
  note.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = `${said.saidFound} (${new Date(found.at).toLocaleString()})`;
  note.append(words, button(said.saidRestore, "button", () => { restore(own); note.remove(); }), " ",
    button(said.saidDiscard, "button-quiet", () => { forget(); note.remove(); }));
  form.prepend(note);
  return undefined;
}

function button(words, look, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function restore(fields) {
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
    else if (field && "value" in field) field.value = value;
  }
  changed();
}

// --- autosave: one after the other, never two at once ---------------------------------------------------------

function changed() {
  dirty = true;
  clearTimeout(waiting);
  waiting = setTimeout(settle, PAUSE);
}

function settle() {
  preview();
  if (overtaken) return;
  const run = (saving ?? Promise.resolve()).then(autosave).finally(() => {
    if (saving === run) saving = null;
  });
  saving = run;
}

async function autosave() {
  if (!dirty || overtaken) return;
  dirty = false;
  say(said.saidSaving);
  const data = new FormData(form);
  data.delete("logo");
  try {
    const answer = await fetch(said.autosave, { method: "POST", body: data, credentials: "same-origin", redirect: "error" });
    await heard(answer);
  } catch {
    dirty = true;
    keep();
    say(said.saidOffline, "bad");
    waiting = setTimeout(settle, PAUSE * 10);
  }
}

async function heard(answer) {
  if (answer.status === 409) {
    overtaken = true;
    keep();
    return say(said.saidOvertaken, "bad");
  }
  if (answer.status === 422) {
    dirty = true;
    keep();
    return say(said.saidWrong, "bad");
  }
  if (!answer.ok) throw new Error(String(answer.status));
  const saved = await answer.json();
  form.elements.namedItem("version").value = saved.version;
  form.elements.namedItem("base").value = JSON.stringify(saved.base);
  forget();
  say(`${said.saidSaved} ${saved.saved}`);
}

form.addEventListener("input", (event) => {
  if (event.target.name !== "find") changed();
});
form.addEventListener("change", (event) => {
  if (event.target.type !== "file" && event.target.name !== "find") changed();
});
addEventListener("online", settle);

// A press of Save waits for the autosave under way: nobody is overtaken by himself.
form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  dirty = false;
  keep(true);
  if (!saving) return;
  event.preventDefault();
  const pressed = event.submitter;
  const last = saving;
  saving = null;
  last.finally(() => form.requestSubmit(pressed));
});

addEventListener("pagehide", () => {
  if (!dirty) return;
  keep();
  const data = new FormData(form);
  data.delete("logo");
  navigator.sendBeacon(said.autosave, data);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && dirty) settle();
});

// --- live preview ---------------------------------------------------------------------------------------------

let asked = 0;

async function preview() {
  const number = ++asked;
  const data = new FormData(form);
  data.delete("logo");
  try {
    const answer = await fetch(said.preview, { method: "POST", body: data, credentials: "same-origin", redirect: "error" });
    if (answer.ok && number === asked) live.innerHTML = await answer.text(); // cleaned by the server, as on every page
  } catch {
    // offline: the last preview stays
  }
}

// --- toolbar --------------------------------------------------------------------------------------------------

const WRAPS = { bold: "**", italic: "*" };
const PREFIXES = { heading: () => "## ", bullets: () => "- ", quote: () => "> ", numbered: (place) => `${place + 1}. ` };

function put(text, from, to, start, end) {
  body.focus();
  body.setSelectionRange(from, to);
  // keeps the browser's own undo; the plain way where that command is gone
  if (!document.execCommand("insertText", false, text)) body.setRangeText(text, from, to, "end");
  body.setSelectionRange(start, end);
  changed();
}

function wrap(mark) {
  const { selectionStart: from, selectionEnd: to, value } = body;
  const chosen = value.slice(from, to);
  if (value.slice(from - mark.length, from) === mark && value.slice(to, to + mark.length) === mark) {
    return put(chosen, from - mark.length, to + mark.length, from - mark.length, to - mark.length);
  }
  return put(mark + chosen + mark, from, to, from + mark.length, to + mark.length);
}

function prefix(make) {
  const { selectionStart, selectionEnd, value } = body;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const ends = value.indexOf("\n", selectionEnd);
  const to = ends < 0 ? value.length : ends;
  const lines = value.slice(from, to).split("\n");
  const text = lines.map((line, place) => make(place) + line.replace(/^(#{1,3} |[-*+] |> |\d{1,3}[.)] )/, "")).join("\n");
  put(text, from, to, from, from + text.length);
}

function link() {
  const { selectionStart: from, selectionEnd: to, value } = body;
  const words = value.slice(from, to) || "words";
  const text = `[${words}](https://)`;
  put(text, from, to, from + text.length - 1, from + text.length - 1);
}

function footnote() {
  const used = [...body.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...used) + 1;
  const at = body.selectionEnd;
  put(`[^${number}]`, at, at, at, at);
  const note = `${body.value.endsWith("\n") ? "" : "\n"}${/\n\[\^\d+\]:[^\n]*\n*$/.test(body.value) ? "" : "\n"}[^${number}]: `;
  const end = body.value.length;
  put(note, end, end, end + note.length, end + note.length);
}

function mark(kind) {
  if (WRAPS[kind]) wrap(WRAPS[kind]);
  else if (PREFIXES[kind]) prefix(PREFIXES[kind]);
  else if (kind === "link") link();
  else footnote();
}

const toolbar = form.querySelector("[data-toolbar]");
const tools = [...toolbar.querySelectorAll("button")];
toolbar.hidden = false;
tools.forEach((tool, place) => { tool.tabIndex = place === 0 ? 0 : -1; });
toolbar.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-mark]");
  if (tool) mark(tool.dataset.mark);
});
// One stop for the Tab key, arrows inside: the pattern of a toolbar.
toolbar.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = tools[(tools.indexOf(document.activeElement) + step + tools.length) % tools.length];
  tools.forEach((tool) => { tool.tabIndex = tool === next ? 0 : -1; });
  next.focus();
});
body.addEventListener("keydown", (event) => {
  const kind = { b: "bold", i: "italic" }[event.key.toLowerCase()];
  if (kind && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    mark(kind);
  }
});

// A link to a field inside a folded section opens that section.
document.addEventListener("click", (event) => {
  const goal = event.target.closest("a[href^='#']");
  const section = goal && document.getElementById(goal.hash.slice(1))?.closest("details");
  if (section) section.open = true;
});

offerKept();
