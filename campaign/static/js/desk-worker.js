// Shows the open desk without a network, and nothing else: the page, its list of Members, its styles and scripts. The
// page itself puts them on the shelf; what the server answers always comes first, and no answer is ever made up.
const SHELF = "desk";
const SOON = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const page = request.mode === "navigate";
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (new URL(request.url).pathname === "/desk/mark") return;
  event.respondWith(answer(request, page));
});

async function answer(request, page) {
  try {
    const fresh = await fetch(request, page ? { signal: AbortSignal.timeout(SOON) } : {});
    if (page && fresh.type === "opaqueredirect") await caches.delete(SHELF); // the desk has ended
    return fresh;
  } catch (error) {
    const shelved = await caches.match(page ? "/desk/" : request, { ignoreSearch: true });
    if (shelved) return shelved;
    throw error;
  }
}
