// Passkeys: makes one, or logs in with one. Each button says in its data where to ask, where to answer, where to go on.
// Without this script, or without passkeys in the browser, the buttons stay hidden: app and paper codes do without.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function send(address, content, token) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(content),
  });
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
    window.location.reload(); // the session ended, or wants to be proved again: the page says so
    return new Promise(() => {});
  }
  return response.json();
}

function described(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) {
      parts[name] = text(response[name]);
    }
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts };
}

async function make(options) {
  const user = { ...options.user, id: bytes(options.user.id) };
  const excludeCredentials = (options.excludeCredentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
  const publicKey = { ...options, user, excludeCredentials, challenge: bytes(options.challenge) };
  return described(await navigator.credentials.create({ publicKey }));
}

async function use(options) {
  const publicKey = { ...options, allowCredentials: [], challenge: bytes(options.challenge) };
  return described(await navigator.credentials.get({ publicKey }));
}

async function press(part) {
  const { options, answer, goal, said } = part.dataset;
  const token = part.querySelector('input[name="csrf_token"]').value;
  const note = part.querySelector("[data-note]");
  const button = part.querySelector("button");
  button.disabled = true;
  note.textContent = "";
  try {
    const asked = await send(options, {}, token);
    const made = part.dataset.act === "make" ? await make(asked) : await use(asked);
    const name = part.querySelector('input[name="name"]')?.value ?? "";
    const found = await send(answer, { answer: made, name, next: goal ?? "" }, token);
    if (found.goal) {
      window.location.assign(found.goal);
      return;
    }
    note.textContent = found.error;
  } catch {
    note.textContent = said; // refused, cancelled, or no passkey there: the browser has told which
  }
  button.disabled = false;
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) {
    part.hidden = false;
    part.addEventListener("submit", (event) => {
      event.preventDefault();
      press(part);
    });
  }
}
