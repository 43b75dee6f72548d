// The desk in one page: find the Member, choose the way, read and sign, next one. Nothing here asks the server about a
// Member: the list is the Parliament's public one, and what was signed is sealed for the server before it is kept.
import { keep, kept, forget, send, watch } from "./desk-queue.js";
import { seal } from "./desk-seal.js";

const IDLE = 3 * 60 * 1000; // a sheet left alone is cleared for the next Member
const SHOWN = 12;
const FEWEST = 2; // letters before names are shown
const WHOLE = { ł: "l", ø: "o", đ: "d", ß: "ss", ı: "i", æ: "ae", œ: "oe", þ: "th", ð: "d" };

const desk = document.querySelector("[data-desk]");
const words = document.querySelector("[data-words]").dataset;
const form = desk.querySelector(".sheet-form");
const finder = desk.querySelector("[data-find]");
const found = desk.querySelector("[data-found]");
let people = [];
let person = null;
let sheet = null; // { key } of the sheet on screen
let view = "find";
let idle = 0;
let changed = false;

function fold(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.replace(/[łøđßıæœþð]/g, (letter) => WHOLE[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function show(next, { remember = true } = {}) {
  view = next;
  for (const each of desk.querySelectorAll("[data-view]")) each.hidden = each.dataset.view !== next;
  if (next === "find") {
    person = sheet = null;
    wipe();
    finder.q.value = "";
    found.replaceChildren();
    if (changed) window.location.reload();
  }
  if (remember) window.history.pushState({ view: next }, "");
  window.scrollTo(0, 0);
  desk.querySelector(`[data-view="${next}"] h2`).focus({ preventScroll: true });
}

function wipe() {
  form.reset();
  form.querySelector("[data-clear]").click();
  form.querySelector("[data-missing]").textContent = "";
  form.typed_name.value = "";
}

function list() {
  const wanted = fold(finder.q.value).split(" ").filter(Boolean);
  const enough = wanted.join("").length >= FEWEST;
  const fitting = enough ? people.filter((each) => wanted.every((word) => each.search.includes(word))) : [];
  found.replaceChildren(...fitting.slice(0, SHOWN).map(row));
  desk.querySelector("[data-found-words]").textContent = enough && !fitting.length ? words.nobody : "";
}

function row(each) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "person" });
  const part = (name, text) => Object.assign(document.createElement("span"), { className: name, textContent: text });
  button.append(part("person-name", each.name), " ", part("person-seat", `${each.country} · ${each.group}`));
  button.addEventListener("click", () => choose(each));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function choose(each) {
  person = each;
  for (const name of desk.querySelectorAll("[data-name]")) name.textContent = each.name;
  desk.querySelector("[data-seat]").textContent = `${each.country} · ${each.group}`;
  desk.querySelector("[data-phone]").href = `/desk/members/${each.id}/phone`;
  desk.querySelector("[data-no-mailbox]").hidden = each.mailbox;
  desk.querySelector(".ways").hidden = !each.mailbox;
  show("choose");
}

function open() {
  wipe();
  sheet = { key: window.crypto.randomUUID() };
  form.typed_name.value = person.name;
  form.querySelector(".name-line").textContent = person.line;
  const drawn = form.querySelector("[name=kind][value=drawn]");
  if (!drawn.closest(".kind").hidden) drawn.checked = true;
  show("sign");
}

function missing(values) {
  if (values.kind === "drawn" && !values.strokes) return words.ink;
  if (values.kind === "typed" && !values.typed_name.trim()) return words.typed;
  return values.agreed ? "" : words.agree;
}

async function sign(event) {
  event.preventDefault();
  if (!sheet || sheet.busy) return; // a second tap on the button
  const values = Object.fromEntries(new FormData(form));
  const trouble = missing(values);
  form.querySelector("[data-missing]").textContent = trouble;
  if (trouble) return;
  const mine = sheet;
  mine.busy = true;
  const rest = { key: mine.key, ep_id: String(person.id), drawn_at: new Date().toISOString(), digest: desk.dataset.digest };
  try {
    const sealed = await seal(desk.dataset.sealFor, { ...values, csrf_token: "", ...rest });
    await keep({ key: mine.key, letter: desk.dataset.letter, sealed, kept_at: rest.drawn_at });
  } catch {
    mine.busy = false; // nothing is lost: the sheet is still on the screen
    form.querySelector("[data-missing]").textContent = words.cannot;
    return;
  }
  wipe();
  desk.querySelector("[data-offline-words]").hidden = true;
  show("done");
  send();
}

async function tell({ state = "", sentence = "" } = {}) {
  const all = await kept();
  const waiting = all.filter((each) => each.state === "waiting");
  const others = all.filter((each) => each.state === "other");
  const ended = state === "ended" ? (waiting.length ? words.ended.replace("{n}", waiting.length) : words.endedEmpty) : sentence;
  document.querySelector("[data-state]").textContent = waiting.length ? words.waiting.replace("{n}", waiting.length) : "";
  const notes = all.filter((each) => each.state === "refused").map(refusal);
  if (ended) notes.unshift(note(ended, state === "ended"));
  if (others.length) notes.push(note(words.other.replace("{n}", others.length), false));
  if (changed) notes.push(note(words.changed, false));
  const place = desk.querySelector("[data-kept]");
  place.replaceChildren(...notes);
  place.hidden = !notes.length;
  desk.querySelector("[data-offline-words]").hidden = !waiting.length;
}

function note(text, withLogin) {
  const line = Object.assign(document.createElement("p"), { className: "notice notice-warning", textContent: `${text} ` });
  if (withLogin) line.append(Object.assign(document.createElement("a"), { href: "/login", textContent: words.login }));
  return line;
}

function refusal(each) {
  const at = new Date(each.kept_at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const line = note(`${at}: ${words.refused}. ${each.sentence}`, false);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button-quiet", textContent: words.forget });
  button.addEventListener("click", () => forget(each.key));
  line.append(button);
  return line;
}

function stir() {
  clearTimeout(idle);
  if (view !== "find") idle = setTimeout(() => show("find"), IDLE);
}

async function begin() {
  const answer = await fetch("/desk/members.json");
  if (answer.ok) people = await answer.json();
  list();
}

async function withoutNetwork() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/desk/worker.js");
  const mine = performance.getEntriesByType("resource").map((each) => new URL(each.name));
  const own = mine.filter((each) => each.origin === location.origin && /^\/(static|fonts)\//.test(each.pathname));
  const shelf = await caches.open("desk");
  const fresh = (address) => new Request(address, { cache: "reload" });
  await shelf.addAll(["/desk/", "/desk/members.json"].map(fresh));
  await Promise.allSettled([...new Set(own.map((each) => each.pathname))].map((address) => shelf.add(address)));
  document.documentElement.dataset.ready = "offline";
}

if (desk && window.crypto?.subtle && window.indexedDB) {
  for (const each of desk.querySelectorAll("[data-go]")) {
    each.addEventListener("click", () => (each.dataset.go === "sign" ? open() : show(each.dataset.go)));
  }
  finder.addEventListener("submit", (event) => event.preventDefault());
  finder.q.addEventListener("input", list);
  form.addEventListener("submit", sign);
  window.addEventListener("popstate", () => show("find", { remember: false }));
  for (const kind of ["pointerdown", "keydown"]) window.addEventListener(kind, stir);
  document.querySelector("[data-lock]").addEventListener("submit", () => window.caches?.delete("desk"));
  watch((told) => {
    if (told.mark) document.querySelector("[data-lock] [name=csrf_token]").value = told.mark;
    if (told.digest && told.digest !== desk.dataset.digest) {
      changed = true;
      if (view === "find" && !finder.q.value) window.location.reload();
    }
    if (told.state === "ended") window.caches?.delete("desk");
    tell(told);
  });
  await Promise.allSettled([begin(), send(), withoutNetwork()]);
}
