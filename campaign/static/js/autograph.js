// The field to sign in: strokes are kept as vectors in units of their own and drawn anew whenever the field changes.
// Without this file a signature is typed, uploaded or left out; nothing else depends on it.

const PEN = 7; // thickness in the field's units, as in print
const NEAR = 3; // points closer than this to the one before add nothing

function pad(panel, field) {
  const canvas = panel.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const size = { width: Number(panel.dataset.width), height: Number(panel.dataset.height) };
  const most = { strokes: Number(panel.dataset.mostStrokes), points: Number(panel.dataset.mostPoints) };
  let strokes = kept(field.value, size);
  let pointer = null;
  let penSeen = false;

  function draw() {
    const box = canvas.getBoundingClientRect();
    if (!box.width) return;
    const scale = (box.width * window.devicePixelRatio) / size.width;
    const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, size.width, size.height);
    Object.assign(pen, { lineWidth: PEN, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(canvas).color });
    strokes.forEach(trace);
    panel.classList.toggle("inked", strokes.length > 0);
  }

  function trace(points) {
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (let at = 1; at < points.length - 1; at += 1) {
      const [[ax, ay], [bx, by]] = [points[at], points[at + 1]];
      pen.quadraticCurveTo(ax, ay, (ax + bx) / 2, (ay + by) / 2);
    }
    pen.lineTo(...points[points.length - 1]);
    pen.stroke();
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
    return [
      within(((event.clientX - box.left) / box.width) * size.width, size.width),
      within(((event.clientY - box.top) / box.height) * size.height, size.height),
    ];
  }

  function isFull() {
    return strokes.length > most.strokes || strokes.reduce((sum, stroke) => sum + stroke.length, 0) >= most.points;
  }

  function add(event) {
    const stroke = strokes[strokes.length - 1];
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) {
      const [x, y] = place(move);
      const [lastX, lastY] = stroke[stroke.length - 1];
      if (Math.hypot(x - lastX, y - lastY) >= NEAR && !isFull()) stroke.push([x, y]);
    }
  }

  function keep() {
    field.value = strokes.length ? JSON.stringify({ ...size, strokes }) : "";
  }

  canvas.addEventListener("pointerdown", (event) => {
    penSeen ||= event.pointerType === "pen";
    const palm = penSeen && event.pointerType === "touch";
    if (pointer !== null || event.button !== 0 || palm || strokes.length >= most.strokes || isFull()) return;
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    strokes.push([place(event)]);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    add(event);
    draw();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== pointer) return;
      pointer = null;
      keep();
    });
  }
  // On phones a page may scroll under the finger before touch-action is known.
  canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });

  function change(left) {
    strokes = left;
    keep();
    draw();
  }
  panel.querySelector("[data-undo]").addEventListener("click", () => change(strokes.slice(0, -1)));
  panel.querySelector("[data-clear]").addEventListener("click", () => change([]));
  new ResizeObserver(draw).observe(canvas);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
}

function kept(text, size) {
  try {
    const { width, height, strokes } = JSON.parse(text);
    return width === size.width && height === size.height ? strokes : [];
  } catch {
    return [];
  }
}

const panel = document.querySelector("[data-pad]");
if (panel && window.PointerEvent) {
  document.documentElement.classList.add("scripted");
  for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;
  pad(panel, document.querySelector("input[name=strokes]"));
}
