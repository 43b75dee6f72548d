// Sealed for the server alone (ECDH P-256, HKDF, AES-GCM): the tablet that keeps it cannot open it again.
const INFO = new TextEncoder().encode("undersigned desk");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** The values as text that only the server can read. `publicKey` is base64. */
export async function seal(publicKey, values) {
  const theirs = await crypto.subtle.importKey("raw", bytes(publicKey), CURVE, false, []);
  const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO };
  const key = await crypto.subtle.deriveKey(derived, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(values));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
  return text([...point, ...iv, ...sealed]);
}

function bytes(encoded) {
  return Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
}

function text(all) {
  let letters = "";
  for (const each of all) letters += String.fromCharCode(each);
  return btoa(letters);
}
