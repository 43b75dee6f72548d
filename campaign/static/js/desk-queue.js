// What was signed and not sent yet. Each sheet rests sealed in this browser's own database under the key that makes it
// unique, until the server has answered for it; a reload, a second tab or a dead server lose nothing and double nothing.
const NAME = "undersigned-desk";
const SOONEST = 2000;
const LATEST = 60000;
const ANSWERS_WITHIN = 20000;
// The server understood and will never take it: what was drawn is deleted, why is shown.
const FINAL = new Set([404, 409, 422]);

let listener = () => {};
let timer = 0;
let pause = SOONEST;

function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sheets", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function within(mode, act) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction("sheets", mode, { durability: "strict" });
      const asked = act(transaction.objectStore("sheets"));
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keep a sheet; it is safe once this has come back. */
export async function keep(sheet) {
  await within("readwrite", (store) => store.put({ ...sheet, state: "waiting" }));
  navigator.storage?.persist?.();
}

/** Everything that is kept, oldest first. */
export async function kept() {
  const all = await within("readonly", (store) => store.getAll());
  return all.sort((one, other) => one.kept_at.localeCompare(other.kept_at));
}

/** Delete a sheet. */
export async function forget(key) {
  await within("readwrite", (store) => store.delete(key));
  listener({});
}

/** Tell this function whenever something about the kept sheets or the desk changes. */
export function watch(told) {
  listener = told;
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => document.hidden || send());
}

/** Send what is kept, one sheet after the other, in one tab only; tries again by itself until all is answered. */
export async function send() {
  clearTimeout(timer);
  listener({});
  const turn = () => deliver().catch(() => ({ again: true }));
  const result = navigator.locks
    ? await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? turn() : { again: true }))
    : await turn();
  listener(result);
  pause = result.again ? Math.min(pause * 2, LATEST) : SOONEST;
  const waits = (await kept()).some((each) => each.state === "waiting");
  timer = setTimeout(send, waits && result.again ? pause * (0.75 + Math.random() / 2) : LATEST);
}

async function deliver() {
  const desk = await ask("/desk/mark");
  if (!desk.ok) return outcome(desk);
  const told = { mark: desk.body.mark, digest: desk.body.digest };
  for (const sheet of await kept()) {
    if (sheet.state === "refused") continue;
    const answer = await ask("/desk/sheets", new URLSearchParams({ csrf_token: told.mark, sealed: sheet.sealed }));
    if (answer.ok) await forget(sheet.key);
    else if (answer.body.reason === "other_desk") await mark(sheet, "other");
    else if (FINAL.has(answer.status) && answer.body.sentence) await mark(sheet, "refused", answer.body.sentence);
    else return { ...told, ...outcome(answer) };
  }
  return told;
}

function outcome(answer) {
  if (answer.body.reason === "ended") return { state: "ended" };
  return { again: true, sentence: answer.status === 429 || answer.body.reason === "logged_in" ? answer.body.sentence : "" };
}

async function ask(address, body) {
  const rest = body ? { method: "POST", body } : {};
  const signal = AbortSignal.timeout(ANSWERS_WITHIN);
  const answer = await fetch(address, { ...rest, signal, headers: { Accept: "application/json" }, cache: "no-store" });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { ok: answer.ok && isJson, status: answer.status, body: isJson ? await answer.json() : {} };
}

async function mark(sheet, state, sentence = "") {
  const sealed = state === "refused" ? "" : sheet.sealed; // never used for another text
  await within("readwrite", (store) => store.put({ ...sheet, sealed, state, sentence }));
}
